"""Papers on their way out: whose they are, their files byte for byte, the rows of numbers, the template in use."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from trongtam.archive.issuing import numbering, steps
from trongtam.archive.issuing.template import Unfit, fill
from trongtam.archive.models import (
    FileKind,
    IssuedPaper,
    Numbering,
    NumberSeries,
    PaperFile,
    PaperSettings,
    PaperTemplate,
    StoredFile,
)
from trongtam.ground.errors import Refused
from trongtam.ground.papers import Paper, render
from trongtam.org.models import Term, Unit

if TYPE_CHECKING:
    from trongtam.accounts.models import User

WORD_KINDS = (FileKind.COMPILED, FileKind.FINAL)


def papers_of(source_kind: str, source_id: object, user: User) -> QuerySet[IssuedPaper]:
    """The papers made from one source that a person sees, the newest first."""
    found = IssuedPaper.objects.visible_to(user).filter(source_kind=source_kind, source_id=str(source_id))
    return found.select_related("organ").order_by("-pk")


def live_paper_of(source_kind: str, source_id: object) -> IssuedPaper | None:
    """The newest paper of a source that was not cancelled: the one that counts."""
    found = IssuedPaper.objects.filter(source_kind=source_kind, source_id=str(source_id))
    return found.exclude(state=steps.CANCELLED).order_by("-pk").first()


def replacement_of(paper: IssuedPaper) -> IssuedPaper | None:
    """The paper that replaces this one or is about to; a cancelled one does not count."""
    return paper.replacements.exclude(state=steps.CANCELLED).first()


def read_back(stored: StoredFile) -> bytes:
    """The bytes as they were frozen. Raises Refused where they do not fit their SHA-256 any more."""
    with stored.file.open("rb") as kept:
        content: bytes = kept.read()
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        sentence = _("“%(name)s” is not what was kept: its SHA-256 differs. Restore it from a backup; it is not shown.")
        raise Refused(sentence % {"name": stored.name})
    return content


def latest(paper: IssuedPaper, *kinds: str) -> PaperFile | None:
    """The newest file of the paper of one of these kinds."""
    return paper.files.filter(kind__in=kinds).select_related("stored").order_by("-turn", "-pk").first()


def numbering_of(organ: Unit) -> str:
    """Who gives the number to papers of the organ."""
    chosen = PaperSettings.objects.filter(organ=organ).values_list("numbering", flat=True).first()
    return chosen or Numbering.PROGRAM


def term_of(organ: Unit, day: date) -> Term | None:
    """The term of the organ on a day; where it has none of its own, that of the unit it leads or hangs on, nearest first."""
    nearest = list(reversed(organ.path_ids))
    found = {term.unit_id: term for term in Term.objects.filter(unit_id__in=nearest, begins__lte=day, ends__gte=day)}
    return next((found[pk] for pk in nearest if pk in found), None)


def scope_for(organ: Unit, side: str, day: date) -> numbering.Scope | None:
    """The row of numbers that a paper of a day belongs to; None: a Party organ without a term on that day."""
    term = term_of(organ, day) if side == "party" else None
    return numbering.scope_of(side, day, term.pk if term else None)


def expected_number(paper: IssuedPaper, day: date) -> int | None:
    """The number that the program would give today; another writer may be quicker. None: no row, or the office types it."""
    if paper.number is not None:
        return paper.number
    scope = scope_for(paper.organ, paper.side, day)
    if scope is None or numbering_of(paper.organ) == Numbering.BOOK:
        return None
    rows = NumberSeries.objects.filter(organ=paper.organ, paper_type=paper.paper_type, scope=scope.key)
    return (rows.values_list("last", flat=True).first() or 0) + 1


def template_for(organ: Unit, paper_type: str) -> bytes | None:
    """The office's own Word template for a type of paper; None: the built-in layout."""
    found = PaperTemplate.objects.filter(organ=organ, paper_type=paper_type, withdrawn_at=None)
    used = found.select_related("stored").first()
    return read_back(used.stored) if used else None


def drawer_for(organ: Unit, paper_type: str) -> Callable[[Paper], bytes]:
    """How papers of a kind are drawn for an organ: into its own Word template where it has one, else in the layout of their day.

    Drawing raises Refused where the template cannot be filled any more.
    """
    template = template_for(organ, paper_type)
    return partial(_filled, template) if template else render


def _filled(template: bytes, paper: Paper) -> bytes:
    try:
        return fill(template, paper)
    except Unfit as unfit:
        raise Refused(_("The office's Word template cannot be filled. Bring it anew, or withdraw it.")) from unfit
