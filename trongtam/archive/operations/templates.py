"""An office brings its own Word template, or goes back to the built-in layout."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.archive import rules, sniff
from trongtam.archive.issuing import template
from trongtam.archive.models import PaperTemplate, PaperType
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book
from trongtam.org.models import Unit

from .keeping import freeze
from .writing import word_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def bring_template(
    organ: Unit, upload: File, *, by: User, paper_type: str, at: datetime | None = None
) -> PaperTemplate:
    """Use a Word template of the office for a type of paper from now on; the one before is withdrawn and kept.

    Raises NotAllowed; Refused with the unknown fields named, or where it holds code or loads something.
    """
    moment = at or timezone.now()
    organ = Unit.objects.select_for_update().get(pk=organ.pk)
    if not rules.can_issue_for(by, organ):
        raise NotAllowed(rules.who_can_issue(organ))
    if paper_type not in PaperType.values:
        raise Refused(_("Choose the type of paper."), field="paper_type")
    content = word_of(upload)
    try:
        fields = sorted(template.check(content))
    except template.Unfit as unfit:
        raise Refused(sentence_of(unfit), field="file") from unfit
    stored = freeze(content, upload.name or "mau.docx", sniff.DOCX, unit=organ, by=by, at=moment)
    PaperTemplate.objects.filter(organ=organ, paper_type=paper_type, withdrawn_at=None).update(withdrawn_at=moment)
    made = PaperTemplate.objects.create(
        organ=organ, paper_type=paper_type, stored=stored, fields=fields, by=by, at=moment
    )
    told = {"paper_type": paper_type, "sha256": stored.sha256, "fields": fields}
    book.write("archive.template_brought", by=by, on=made, unit=organ, after=told, at=at)
    return made


@transaction.atomic
def withdraw_template(used: PaperTemplate, *, by: User, at: datetime | None = None) -> PaperTemplate:
    """Back to the built-in layout; papers that were compiled stay as they are."""
    used = PaperTemplate.objects.select_for_update(of=("self",)).select_related("organ").get(pk=used.pk)
    if not rules.can_issue_for(by, used.organ):
        raise NotAllowed(rules.who_can_issue(used.organ))
    if used.withdrawn_at is not None:
        raise Refused(_("This template has been withdrawn already."))
    used.withdrawn_at = at or timezone.now()
    used.save(update_fields=["withdrawn_at"])
    book.write("archive.template_withdrawn", by=by, on=used, unit=used.organ, after={"type": used.paper_type}, at=at)
    return used


def sentence_of(unfit: template.Unfit) -> str:
    """Why a template is refused, and what to do."""
    names = ", ".join(unfit.names)
    if unfit.kind == "unknown":
        known = ", ".join(template.FIELDS)
        sentence = _("The template has fields that nobody fills: %(names)s. Known ones: %(known)s.")
        return sentence % {"names": names, "known": known}
    if unfit.kind == "missing":
        sentence = _("The template lacks fields that every paper needs: %(names)s.")
        return sentence % {"names": ", ".join(f"{{{{ {name} }}}}" for name in unfit.names)}
    if unfit.kind == "outside":
        sentence = _(
            "The template loads or runs something by itself (%(names)s). Take that out in Word and send it again."
        )
        return sentence % {"names": names}
    if unfit.kind == "code":
        sentence = _("The template holds program code (%(names)s). Only fields like {{ trich_yeu }} are allowed.")
        return sentence % {"names": names}
    return _("This is no Word template that can be read. Please save it again as .docx.")
