"""What the lists of this room can be filtered and sorted by, and what goes out of them as a sheet."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from trongtam.look.lists import Column, Filter, Listing, Order, among
from trongtam.targets.presentation.words import capital, named

from .models import BlankForm
from .owed_words import proof_words, state_words
from .queries.duties import STATES, OwedPaper
from .queries.lists import ReportLine


def _proof(paper: OwedPaper) -> str:
    noted = paper.dispatch
    return (proof_words(noted) or (noted.proof.name if noted.proof else "")) if noted else ""


def owed_listing(papers: Sequence[OwedPaper], *, newest_first: bool) -> Listing:
    """The papers owed upward; the choices are those that stand among them."""
    sign = -1 if newest_first else 1
    return Listing(
        _("Papers to send upward"),
        (
            Column(_("Owed paper"), lambda paper: paper.duty.title, width=44),
            Column(_("Recipient"), lambda paper: paper.duty.recipient, width=30),
            Column(_("Period"), lambda paper: capital(named(paper.period.code)), width=22),
            Column(_("Due"), lambda paper: paper.due, "date", 12),
            Column(
                _("Who prepares it"),
                lambda paper: paper.duty.preparer.full_name if paper.duty.preparer else _("The Party office"),
                width=24,
            ),
            Column(_("State"), state_words, width=28),
            Column(_("Sent on"), lambda paper: paper.dispatch.sent_on if paper.dispatch else None, "date", 12),
            Column(_("Proof"), _proof, width=30),
            Column(_("Note"), lambda paper: paper.dispatch.note if paper.dispatch else "", width=30),
        ),
        (
            Order("due", capital(_("due day")), by=lambda paper: sign * paper.due.toordinal()),
            Order("recipient", _("Recipient"), words=lambda paper: paper.duty.recipient),
            Order("title", _("Owed paper"), words=lambda paper: paper.duty.title),
            Order("state", _("State"), by=lambda paper: (STATES.index(paper.state), paper.due)),
        ),
        (
            Filter(
                "recipient",
                _("Recipient"),
                among(lambda paper: paper.duty.recipient),
                [(one, one) for one in sorted({paper.duty.recipient for paper in papers})],
            ),
            Filter(
                "year",
                _("Due in the year"),
                among(lambda paper: paper.due.year),
                [(year, str(year)) for year in sorted({paper.due.year for paper in papers}, reverse=True)],
            ),
        ),
        text=lambda paper: paper.duty.folded,
        hint=_("Words of the paper or recipient"),
    )


def report_listing(lines: Sequence[ReportLine]) -> Listing:
    units = sorted({line.report.unit.name for line in lines})
    years = sorted({line.period.end.year for line in lines}, reverse=True)
    return Listing(
        _("Reports"),
        (
            Column(_("Title"), lambda line: line.report.title, width=60),
            Column(_("Unit"), lambda line: line.report.unit.name, width=30),
            Column(_("Period"), lambda line: capital(named(line.period.code)), width=20),
            Column(_("Figures until"), lambda line: line.report.reading_day, "date", 14),
            Column(_("Parts written"), lambda line: f"{line.written}/{line.to_write}", width=14),
        ),
        (Order("newest", _("Newest first")), Order("title", _("Title"), words=lambda line: line.report.title)),
        (
            Filter("unit", _("Unit"), among(lambda line: line.report.unit.name), [(name, name) for name in units]),
            Filter("year", _("Year"), among(lambda line: line.period.end.year), [(year, str(year)) for year in years]),
        ),
        text=lambda line: line.report.title,
    )


def _of_duty(form: BlankForm) -> str:
    return form.duty.title if form.duty else ""


def blank_listing() -> Listing:
    return Listing(
        _("Forms of the superior"),
        (
            Column(_("Name"), lambda form: form.name, width=50),
            Column(_("Unit"), lambda form: form.unit.name, width=30),
            Column(_("Owed paper"), _of_duty, width=44),
        ),
        (Order("name", _("Name"), words=lambda form: form.name),),
        text=lambda form: f"{form.name} {form.unit.name}",
    )
