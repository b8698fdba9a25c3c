"""A report as it reads: outline, figures, sentences that write themselves, and the texts of people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trongtam.ground.periods import HALF, NINE_MONTHS, TERM, Period, month_end
from trongtam.resolutions.models import Shortcoming
from trongtam.targets.queries import HelpUnit, Tally, TargetRow, listed, tally, target_rows
from trongtam.targets.queries.units import tree_of_day

from .. import charts, sentences, words
from ..lines import Line, Piece, composed, joined
from ..models import Report, ReportText
from ..outlines import Outline, Section
from ..proofs import board_path
from .beginnings import nearest, targets_for
from .behind import units_behind
from .organs import Organs, organs_of
from .statements import Reason, reasons_for

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@dataclass(frozen=True)
class SectionContent:
    """`said`: sentences that write themselves, one a paragraph; `items`: the same as a list; `drawn`: targets with a chart.

    `text` is what people wrote (None: nothing yet); `shows_tally`, `shows_table` ask for the tables of the whole report.
    """

    section: Section
    heading: str
    said: tuple[Line, ...]
    items: tuple[Line, ...]
    drawn: tuple[TargetRow, ...]
    text: ReportText | None
    shows_tally: bool
    shows_table: bool

    @property
    def code(self) -> str:
        return self.section.code

    @property
    def carried_from(self) -> Report | None:
        """The earlier report whose words stand here unconfirmed."""
        carried = self.text.carried_from if self.text is not None else None
        return carried.report if carried is not None else None

    @property
    def is_carried(self) -> bool:
        return self.carried_from is not None

    @property
    def paragraphs(self) -> list[str]:
        """The written text, a paragraph a line."""
        lines = self.text.text.splitlines() if self.text else []
        return [line.strip() for line in lines if line.strip()]


@dataclass(frozen=True)
class ReportContent:
    """Everything that page, paper and workbook print. `rows` in the order of the resolution; `since`: the earlier reading
    that changes are told against (None where there is none)."""

    report: Report
    organs: Organs
    outline: Outline
    period: Period
    as_of: date
    known_on: datetime | None
    tally: Tally
    rows: tuple[TargetRow, ...]
    behind: tuple[TargetRow, ...]
    risen: tuple[TargetRow, ...]
    fallen: tuple[TargetRow, ...]
    since: date | None
    reasons: tuple[Reason, ...]
    units_behind: tuple[HelpUnit, ...]
    sections: tuple[SectionContent, ...]
    board: str = ""
    """The address of the board with the same targets on the same day: the proof of their counts."""
    units_changed: bool = False
    """Whether units below have been merged or split since the day: then today's units are another view."""

    @property
    def has_invented(self) -> bool:
        return any(row.target.is_invented for row in self.rows) or any(reason.invented for reason in self.reasons)

    def rows_of(self, sector: str) -> list[TargetRow]:
        return [row for row in self.rows if row.sector == sector]


def report_content(
    report: Report, *, user: User, known_on: datetime | None = None, todays_units: bool = False
) -> ReportContent:
    """Read a report on its reading day, in the active language; as it was known at a moment, if asked.

    A report speaks of the units of its day, whatever has been merged or split since; `todays_units` reads it in today's.
    The report need not be kept yet: one without id has no texts. The number of queries does not grow with rows.
    """
    period, outline, day = report.period, report.outline, report.reading_day
    found = listed(targets_for(report.document, report.unit, period)).order_by("order", "pk")
    targets = nearest(found)
    then = tree_of_day(report.unit, day)
    tree = None if todays_units else then
    rows = tuple(target_rows(targets, day, user=user, known_on=known_on, tree=tree))
    behind = tuple(sorted((row for row in rows if needs_help(row)), key=lambda row: row.order))
    since = earlier_reading(period, day)
    risen, fallen = (
        _moved(rows, target_rows(targets, since, user=user, known_on=known_on, tree=tree)) if since else ((), ())
    )
    reasons = tuple(reasons_for(behind, day, known_on))
    texts = {text.section: text for text in _texts(report)}
    units = units_behind(report, targets, day, user, known_on)
    organs = organs_of(report)
    parts = _Parts(
        report, organs, period, rows, behind, reasons, units, since, risen, fallen, _shortcomings(report, user)
    )
    return ReportContent(
        report=report,
        organs=organs,
        outline=outline,
        period=period,
        as_of=day,
        known_on=known_on,
        tally=parts.tally,
        rows=rows,
        behind=behind,
        risen=risen,
        fallen=fallen,
        since=since,
        reasons=reasons,
        units_behind=units,
        board=parts.board,
        units_changed=then is not None,
        sections=tuple(parts.section(section, texts.get(section.code)) for section in outline.sections),
    )


def needs_help(row: TargetRow) -> bool:
    """Measured and not met at all, or behind the calendar."""
    return row.band == "not_met" or (row.pace == "behind" and row.band != "met")


def earlier_reading(period: Period, day: date) -> date | None:
    """The reading before: three months back in a year, one year back in a term; None before the first."""
    if period.kind == TERM:
        before = date(day.year - 1, 12, 31)
        return before if before >= period.start else None
    back = 6 if period.kind == HALF and period.start.month != 1 else 3
    start = date(period.start.year, 1, 1) if period.kind in (HALF, NINE_MONTHS) else period.start
    month = day.month - back
    return month_end(day.year, month) if month >= start.month else None


def _moved(
    rows: Sequence[TargetRow], before: Sequence[TargetRow]
) -> tuple[tuple[TargetRow, ...], tuple[TargetRow, ...]]:
    level = {"not_measured": 0, "not_met": 1, "partly": 2, "met": 3}
    steps = [(row, level[row.band] - level[then.band]) for row, then in zip(rows, before, strict=True)]
    return tuple(row for row, step in steps if step > 0), tuple(row for row, step in steps if step < 0)


def _texts(report: Report) -> Sequence[ReportText]:
    if report.pk is None:
        return []
    return list(report.texts.select_related("written_by", "carried_from__report"))


def _shortcomings(report: Report, user: User) -> list[Shortcoming]:
    seen = Shortcoming.objects.visible_to(user).filter(clause__document=report.document)
    return list(
        seen.exclude(state=Shortcoming.State.WITHDRAWN).select_related("clause", "remedier").order_by("clause__place")
    )


@dataclass(frozen=True)
class _Parts:
    """What each word of `Section.holds` becomes."""

    report: Report
    organs: Organs
    period: Period
    rows: tuple[TargetRow, ...]
    behind: tuple[TargetRow, ...]
    reasons: tuple[Reason, ...]
    units_behind: tuple[HelpUnit, ...]
    since: date | None
    risen: tuple[TargetRow, ...]
    fallen: tuple[TargetRow, ...]
    shortcomings: list[Shortcoming]

    @property
    def period_of_targets(self) -> str:
        """The period for which most of the targets were promised: a report of 9 months reads the targets of the year."""
        found = Counter(row.target.period_code for row in self.rows)
        return found.most_common(1)[0][0] if found else ""

    @property
    def board(self) -> str:
        report = self.report
        period = self.period_of_targets
        return board_path(report.unit.code, report.reading_day, period=period, document=report.document_id)

    @property
    def tally(self) -> Tally:
        return tally((row.pk, row.band) for row in self.rows)

    def section(self, section: Section, text: ReportText | None) -> SectionContent:
        said: list[Line] = []
        items: list[Line] = []
        for part in section.holds:
            if part in _SAID:
                said += _SAID[part](self, section)
            if part in _LISTED:
                items += _LISTED[part](self, section)
        rows = [row for row in self.rows if row.sector == section.sector]
        return SectionContent(
            section=section,
            heading=section.heading(words.language()),
            said=tuple(said),
            items=tuple(items),
            drawn=tuple(charts.chosen(rows)) if "charts" in section.holds else (),
            text=text,
            shows_tally="tally" in section.holds,
            shows_table="table" in section.holds,
        )

    def opening(self, section: Section) -> list[Line]:
        pattern = _("%(issuer)s reports the results of %(period)s in carrying out “%(document)s”. %(until)s")
        until = sentences.figures_up_to(self.report.reading_day)
        document, name = self.report.document.called, words.period_name(self.period)
        return [composed(pattern, issuer=self.organs.issuer, document=document, period=name, until=until)]

    def overall(self, section: Section) -> list[Line]:
        share = sentences.share_of_met(self.tally.shares["met"], self.board)
        return [joined([line for line in (sentences.overall(self.tally, self.board), share) if line], " ")]

    def changes(self, section: Section) -> list[Line]:
        return sentences.moved(self.risen, self.fallen, self.since, self.board) if self.since else []

    def of_sector(self, section: Section) -> list[Line]:
        rows = [row for row in self.rows if row.sector == section.sector]
        return [sentences.overall(tally((row.pk, row.band) for row in rows), self.board)] if len(rows) > 1 else []

    def results(self, section: Section) -> list[Line]:
        return [sentences.result(row) for row in self.rows if row.sector == section.sector]

    def behind_count(self, section: Section) -> list[Line]:
        return [sentences.behind_pace_count(len(self.behind), self.board)] if self.behind else []

    def limits(self, section: Section) -> list[Line]:
        return [sentences.behind(row) for row in self.behind]

    def units_limits(self, section: Section) -> list[Line]:
        day, period = self.report.reading_day, self.period_of_targets
        return [
            sentences.unit_behind(one.unit.name, one.behind, board_path(one.unit.code, day, period=period))
            for one in self.units_behind
        ]

    def without_figures(self, section: Section) -> list[Line]:
        rows = [row for row in self.rows if row.band == "not_measured"]
        return [sentences.unmeasured(rows)] if rows else []

    def named(self, section: Section) -> list[Line]:
        pattern = _("Named earlier: %(text)s — %(unit)s, due %(day)s, %(state)s.")
        return [
            composed(
                pattern,
                text=one.clause.text.rstrip(" ."),
                unit=one.remedier.name,
                day=words.day(one.due_on),
                state=str(one.get_state_display()),
            )
            for one in self.shortcomings
        ]

    def why(self, section: Section) -> list[Line]:
        pattern = _("%(target)s: %(note)s (%(unit)s, month %(month)s/%(year)s).")
        return [
            composed(
                pattern,
                target=Piece(reason.row.name, reason.row.pk),
                note=reason.note.rstrip(" .") + (words.INVENTED if reason.invented else ""),
                unit=reason.unit,
                month=str(reason.period.end.month),
                year=str(reason.period.end.year),
            )
            for reason in self.reasons
        ]

    def left(self, section: Section) -> list[Line]:
        return [line for row in sorted(self.rows, key=lambda row: row.order) if (line := sentences.remaining(row))]


_SAID = {
    "opening": _Parts.opening,
    "tally": _Parts.overall,
    "changes": _Parts.changes,
    "sector": _Parts.of_sector,
    "behind": _Parts.behind_count,
}
_LISTED = {
    "sector": _Parts.results,
    "behind": _Parts.limits,
    "units": _Parts.units_limits,
    "unmeasured": _Parts.without_figures,
    "shortcomings": _Parts.named,
    "reasons": _Parts.why,
    "remaining": _Parts.left,
}
