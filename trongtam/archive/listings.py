"""What the lists of this room can be filtered and sorted by, and what goes out of them as a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.look.lists import Column, Filter, Listing, Order

from .models import IssuedPaper, PaperState, PaperType
from .queries import register as lists

if TYPE_CHECKING:
    from trongtam.accounts.models import User

TITLE = Order("title", gettext_lazy("By abstract"), words="title")
TYPE = Filter("paper_type", gettext_lazy("Type of paper"), "paper_type", PaperType.choices)


def _columns(state: Column) -> tuple[Column, ...]:
    return (
        Column(_("Number"), lambda paper: paper.shown_number, width=16),
        Column(_("Dated"), lambda paper: paper.dated, "date", 14),
        Column(_("Type of paper"), lambda paper: paper.get_paper_type_display(), width=16),
        Column(_("Abstract"), lambda paper: paper.title, width=60),
        Column(_("Issuing organ"), lambda paper: paper.organ.name, width=32),
        state,
        Column(_("Sent to"), lambda paper: paper.recipients.replace("\n", "; "), width=40),
        Column(_("Sent on"), lambda paper: paper.sent_on, "date", 14),
    )


def _told(papers: list[IssuedPaper]) -> list[IssuedPaper]:
    """Each with the word for where it is; one query for those that were replaced."""
    gone = lists.replaced(papers)
    for paper in papers:
        paper.__dict__["where"] = _("Replaced") if paper.pk in gone else str(PaperState(paper.state).label)
    return papers


def register_listing(user: User) -> Listing:
    """All numbers that were given. Two queries for what can be chosen: the years and the organs."""
    states = [choice for choice in PaperState.choices if choice[0] != PaperState.COMPILED]
    return Listing(
        _("Register of outgoing papers"),
        _columns(Column(_("Where it is"), lambda paper: paper.__dict__["where"], width=16)),
        (
            Order("newest", _("Newest first"), by=(F("dated").desc(nulls_last=True), "-number")),
            Order("number", _("By type and number"), by=("paper_type", "series_id", "number")),
            TITLE,
        ),
        (
            TYPE,
            Filter("year", _("Year"), "dated__year", [(year, str(year)) for year in lists.years(user)]),
            Filter("state", _("Where it is"), "state", states),
            Filter("organ", _("Issuing organ"), "organ_id", [(organ.pk, organ.name) for organ in lists.organs(user)]),
        ),
        text="folded",
        hint=_("Words of the abstract"),
        told=_told,
    )


def underway_listing() -> Listing:
    """Papers that wait for a next step."""
    return Listing(
        _("Papers under way"),
        _columns(Column(_("Where it is"), lambda paper: str(PaperState(paper.state).label), width=16)),
        (Order("waiting", _("Longest waiting first"), by=("begun_at",)), TITLE),
        (TYPE,),
        text="folded",
        hint=_("Words of the abstract"),
    )


CLASSIFIED = Listing(
    gettext_lazy("Classified papers"),
    (
        Column(gettext_lazy("Number"), lambda paper: paper.number),
        Column(gettext_lazy("Dated"), lambda paper: paper.dated, "date", 14),
        Column(gettext_lazy("Paper copy"), lambda paper: paper.kept_at, width=40),
        Column(gettext_lazy("Unit"), lambda paper: paper.unit.name, width=30),
    ),
    (
        Order("newest", gettext_lazy("Newest first"), by=lambda paper: (-paper.dated.toordinal(), paper.pk)),
        Order("number", gettext_lazy("Number"), words=lambda paper: paper.number),
    ),
    text=lambda paper: f"{paper.number} {paper.kept_at} {paper.unit.name}",
)
