"""What the desk and the search show of papers on their way."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from trongtam.archive.issuing import steps
from trongtam.archive.models import IssuedPaper, PaperState
from trongtam.ground.vntext import fold
from trongtam.look.registry import DueItem, Found
from trongtam.org.reach import Reach, Right

if TYPE_CHECKING:
    from trongtam.accounts.models import User

MOST = 20


def found(text: str, user: User) -> list[Found]:
    """Papers whose abstract or number holds the words: "bao cao 9 thang", "05-BC/ĐU"."""
    hits = IssuedPaper.objects.visible_to(user).select_related("organ").order_by("-pk")
    for word in fold(text).split():
        number, _dash, symbol = word.partition("-")
        by_number = number.isdecimal() and symbol
        hits = hits.filter(number=int(number[:6])) if by_number else hits.filter(folded__contains=word)
    return [
        Found(f"{paper.shown_number} {paper.title}".strip(), _("Outgoing paper"), _url(paper), paper.organ.name, 0.5)
        for paper in hits[:MOST]
    ]


def due(user: User, at: datetime) -> list[DueItem]:
    """For those who issue papers: what waits for their next step, what was returned first. One query, none for others."""
    reach = Reach.of(user)
    if not reach.may_anywhere(Right.DOCUMENTS):
        return []
    papers = IssuedPaper.objects.visible_to(user).exclude(state__in=steps.CLOSED).select_related("organ")
    mine = [paper for paper in papers.order_by("begun_at", "pk")[:MOST] if reach.may(Right.DOCUMENTS, paper.organ)]
    return [
        DueItem(
            key=f"archive.paper:{paper.pk}",
            title=f"{paper.shown_number} {paper.title}".strip(),
            detail=PaperState(paper.state).label,
            due=None,
            url=_url(paper),
            kind=_("Outgoing paper"),
            back=paper.state == steps.COMPILED and paper.turn > 1 and paper.number is not None,
        )
        for paper in mine
    ]


def _url(paper: IssuedPaper) -> str:
    return reverse("archive:paper", args=[paper.pk])
