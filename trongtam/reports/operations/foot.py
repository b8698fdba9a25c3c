"""The foot of a report's paper: who signs it, and the fixed words of the organ."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book
from trongtam.org.models import Post, Unit

from .. import rules
from ..models import OrganOf, PaperKind, Report, Wording
from ..queries.organs import signers_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User

MOST_RECIPIENTS = 30


@transaction.atomic
def choose_signer(
    report: Report, *, by: User, post: Post | None, signs_as: str = "", at: datetime | None = None
) -> Report:
    """Choose by which post the paper is signed and how the post is printed; None leaves the name to be written by hand.

    Raises NotAllowed; Refused for a post that is not held today in the unit or its organ.
    """
    report = Report.objects.select_for_update(of=("self",)).select_related("unit", "document").get(pk=report.pk)
    if not rules.can_choose_signer(by, report):
        raise NotAllowed(rules.who_may_report(report.unit))
    if post is not None and not signers_of(report, timezone.localdate(at)).filter(pk=post.pk).exists():
        raise Refused(_("Choose somebody who holds a post of this unit today."), field="post")
    before = {"signer": report.signer_id, "signs_as": report.signs_as}
    report.signer, report.signs_as = post, signs_as.strip() if post else ""
    report.save(update_fields=["signer", "signs_as"])
    after = {"signer": report.signer_id, "signs_as": report.signs_as}
    book.write("reports.signer_chosen", by=by, on=report, unit=report.unit, before=before, after=after, at=at)
    return report


@transaction.atomic
def set_wording(
    unit: Unit,
    organ: OrganOf,
    *,
    by: User,
    recipients: str,
    kept: str,
    body: str,
    post: str,
    at: datetime | None = None,
) -> Wording:
    """Set the fixed words at the foot of all reports of an organ: `recipients` one a line. Raises NotAllowed, Refused."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if not rules.can_set_wording(by, unit):
        raise NotAllowed(rules.who_may_report(unit))
    lines = [line.strip(" -;,.\t") for line in recipients.splitlines() if line.strip(" -;,.\t")]
    if len(lines) > MOST_RECIPIENTS:
        raise Refused(_("A paper names at most %(most)s recipients.") % {"most": MOST_RECIPIENTS}, field="recipients")
    after = {"recipients": "\n".join(lines), "kept": kept.strip(), "body": body.strip(), "post": post.strip()}
    if not after["post"]:
        raise Refused(_("Say who signs."), field="post")
    found = Wording.objects.filter(unit=unit, organ=organ, paper=PaperKind.REPORT).first()
    before = {name: getattr(found, name) for name in after} if found else None
    words, _made = Wording.objects.update_or_create(unit=unit, organ=organ, paper=PaperKind.REPORT, defaults=after)
    book.write("reports.wording_set", by=by, on=words, unit=unit, before=before, after=after, at=at)
    return words
