"""The entry sheet of a unit: all that is due for a month (or is stated at once for a longer period) on one page, with last
time's value and what it will change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from trongtam.ground.periods import MONTH, Period
from trongtam.ground.prepared import Prepared
from trongtam.org.models import Unit

from .. import rules
from ..computing.facts import parse_period
from ..computing.lines import Value, in_percent
from ..computing.scope import UnitRow
from ..figures.reading import Reading, Statement, read
from ..figures.spans import gaps_in, is_answered
from ..live import count_live
from ..models import Indicator, Measurement, SheetNote, Source, Submission, Target
from ..stated import Figure, figure_of
from .board import indicators_asked_of
from .days import (
    asked_period,
    closing_day_of,
    default_reading_day,
    due_on,
    is_closed,
    periods_over,
)
from .rounds import closing, submissions_of_sheet, to_send

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@dataclass(frozen=True)
class EntryRow:
    """One line. `period`: what the figure is asked for (a quarter's in its last month). `current`: the statement that stands
    (its id is what the form sends back as `expected`), with its `figure`; `last`: the figure before, with `last_period` and
    its statement (`previous`).

    For the line under the field: `target` is the unit's own target for the indicator, if any, `plan` its plan, `before` the
    sum of the flow's other statements in the target's period, so that before + typed is what the field will make. `whole`: the
    period of the target; `others`: what else the unit stated of the indicator. `live`: counted by the program, nothing is
    typed. `in_percent`: the unit of measure is %.
    """

    indicator: Indicator
    period: Period
    current: Measurement | None
    figure: Figure | None
    last: Figure | None
    last_period: str
    previous: Measurement | None
    before: Decimal | None
    target: Target | None
    plan: Decimal | None
    live: Value
    in_percent: bool
    whole: Period
    others: tuple[Statement, ...] = ()

    @property
    def inside(self) -> tuple[Statement, ...]:
        """What shorter periods inside the asked one say of it already; of a state what ends with it."""
        flow = self.indicator.measure == "flow"
        return tuple(
            one
            for one in self.others
            if (one.start >= self.period.start if flow else one.end == self.period.end) and one.end <= self.period.end
        )

    @property
    def gaps(self) -> list[tuple[date, date]]:
        """Days of the target's period before the asked one for which nothing was stated: with them it gets no band."""
        if self.indicator.measure != "flow" or self.is_live or self.period.start <= self.whole.start:
            return []
        last = self.period.start - timedelta(days=1)
        spans = [(one.start, one.end) for one in self.others if one.start >= self.whole.start]
        return [(first, min(end, last)) for first, end in gaps_in(self.whole, spans) if first <= last]

    @property
    def is_covered(self) -> bool:
        """Whether statements of other periods answer what is asked."""
        return is_answered(self.indicator.measure, self.period, [(one.start, one.end) for one in self.others])

    def reading_with(self, figure: Figure) -> Reading:
        """What the target's period reads up to the asked one's end, with a figure in its place: the reading of the board."""
        columns = figure.columns(self.indicator)
        newest: Any = (
            max((one.key for one in self.others), default=0) + 1
        )  # ids order statements by when they were stated
        typed = Statement(
            self.period.start, self.period.end, newest, columns["value"], bound=figure.bound, finality=figure.finality
        )
        return read(
            self.indicator.measure,
            [*self.others, typed],
            self.whole,
            self.period.end,
            scale=self.indicator.scale,
            non_negative=self.indicator.non_negative,
        )

    @property
    def is_live(self) -> bool:
        return self.indicator.source == Source.LIVE

    @property
    def expected(self) -> int | None:
        return self.current.pk if self.current is not None else None

    @property
    def can_keep(self) -> bool:
        """Whether the figure of the period before may be said to stay: of a state, a share, an answer. A flow counts anew."""
        untouched = self.figure is None or self.figure.kept
        return untouched and not self.is_live and self.last is not None and self.indicator.measure != "flow"

    @property
    def is_filled(self) -> bool:
        return self.is_live or self.current is not None or self.is_covered


@dataclass(frozen=True)
class EntrySheet:
    """`due_on`: the closing day. `note`: the last note sent with the sheet. `proxy`: the viewer would state for the unit.
    `filled` of `total` lines have a figure; live lines count as filled. `submissions`: what rounds make of the sheet.
    `closed`: the period has ended or its closing day has come; until then figures are estimates and the board, which reads
    until `reads_until`, does not show them."""

    unit: Unit
    period: Period
    due_on: date
    rows: tuple[EntryRow, ...]
    note: str
    can_state: bool
    proxy: bool
    submissions: tuple[Submission, ...] = ()
    closed: bool = True
    reads_until: date | None = None

    @property
    def gaps(self) -> list[tuple[tuple[date, date], list[Period], int]]:
        """Spans before the sheet for which flows of it have no figure: the periods that fill each, how many lines lack it."""
        found = Counter(gap for row in self.rows for gap in row.gaps)
        return [(gap, periods_over(*gap), count) for gap, count in sorted(found.items())]

    @property
    def to_send(self) -> list[Submission]:
        """What sending this sheet sends, the soonest due first."""
        return to_send(self.submissions, self.period)

    @property
    def due(self) -> date:
        """The day of the round that the sheet is sent for or was sent for, else the closing day."""
        of_round = self.to_send[0] if self.to_send else closing(self.submissions)
        return self.due_on if of_round is None else of_round.round.due_on

    @property
    def sent(self) -> Submission | None:
        """The submission that keeps the figures as they were sent; nothing is typed then."""
        return None if self.to_send else closing(self.submissions)

    @property
    def filled(self) -> int:
        return sum(row.is_filled for row in self.rows)

    @property
    def total(self) -> int:
        return len(self.rows)


_NOTES = Prepared(
    lambda unit, code: (
        SheetNote.objects.filter(unit=unit, period_code=code).order_by("-at").values_list("text", flat=True)[:1]
    )
)
_STATED = Prepared(
    lambda unit, indicators, first, last: (
        Measurement.objects.current()
        .filter(unit=unit, indicator_id__in=indicators, period_start__gte=first, period_end__lte=last)
        .order_by("period_end", "period_start")
    )
)


def entry_sheet(unit: Unit, month: Period, *, user: User, today: date) -> EntrySheet:
    """What a unit states for a month: the indicators of every target above it whose figures its kind states."""
    targets = indicators_asked_of(unit, month)
    indicators: dict[int, Indicator] = {}
    whole: dict[int, Period] = {}
    for target in targets:
        indicators.setdefault(target.indicator_id, target.indicator)
        span = parse_period(target.period_code)
        if target.indicator_id not in whole or span.days < whole[target.indicator_id].days:
            whole[target.indicator_id] = span
    asked = {
        pk: period
        for pk, indicator in indicators.items()
        if (period := asked_period(indicator.every, month)) is not None
    }
    own = {target.indicator_id: target for target in targets if target.unit_id == unit.pk}
    whole |= {pk: parse_period(target.period_code) for pk, target in own.items()}
    held = _statements(unit, asked, month, min((one.start for one in whole.values()), default=month.start))
    live = _live_values(unit, [indicators[pk] for pk in asked], asked, today)
    rows = [
        _row(indicators[pk], period, held.get(pk, []), own.get(pk), live.get(pk), whole[pk])
        for pk, period in asked.items()
    ]
    if month.kind != MONTH:
        rows.sort(key=lambda row: row.is_filled)
    closing_day = closing_day_of(unit)
    note = next(iter(_NOTES(unit.pk, month.code)), "")
    return EntrySheet(
        unit=unit,
        period=month,
        due_on=due_on(month, closing_day),
        rows=tuple(rows),
        note=note,
        can_state=rules.can_state(user, unit),
        proxy=rules.can_state(user, unit) and rules.is_proxy(user, unit),
        submissions=tuple(submissions_of_sheet(unit, month)),
        closed=is_closed(month.end, today, closing_day),
        reads_until=default_reading_day(today, closing_day),
    )


def _statements(unit: Unit, asked: dict[int, Period], month: Period, since: date) -> dict[int, list[Measurement]]:
    """Indicator → current statements of the unit since the year before (or the targets' begin), oldest first. One query."""
    found: dict[int, list[Measurement]] = {}
    first = min(since, month.start.replace(year=month.start.year - 1, month=1, day=1))
    for row in _STATED(unit.pk, list(asked), first, month.end.replace(month=12, day=31)):
        found.setdefault(row.indicator_id, []).append(row)
    return found


def _said(row: Measurement) -> Statement:
    """A statement as the reading takes it; its id tells when it was stated."""
    at: Any = row.pk
    return Statement(
        row.period_start, row.period_end, at, row.value, bound=row.bound, finality=row.finality, key=row.pk
    )


def _live_values(
    unit: Unit, indicators: Sequence[Indicator], asked: dict[int, Period], today: date
) -> dict[int, Value]:
    row = UnitRow.of(unit)
    values: dict[int, Value] = {}
    for indicator in indicators:
        if indicator.source == Source.LIVE:
            figure = count_live(indicator, row, asked[indicator.pk], today)
            values[indicator.pk] = figure.value if figure is not None else None
    return values


def _row(
    indicator: Indicator,
    period: Period,
    held: Sequence[Measurement],
    own: Target | None,
    live: Value,
    whole: Period,
) -> EntryRow:
    current = next((row for row in held if row.period_code == period.code), None)
    earlier = [row for row in held if row.period_end < period.end]
    alike = earlier if period.kind == MONTH else [row for row in earlier if row.period_end < period.start]
    last = alike[-1] if alike else None
    return EntryRow(
        indicator=indicator,
        period=period,
        current=current,
        figure=figure_of(current, indicator) if current is not None else None,
        last=figure_of(last, indicator) if last is not None else None,
        last_period=last.period_code if last is not None else "",
        previous=last,
        before=_sum_before(indicator, earlier, period, whole),
        target=own,
        plan=own.value_of(own.plan) if own is not None else None,
        live=live,
        in_percent=indicator.unit_of_measure.strip() == "%" if own is None else in_percent(own),
        whole=whole,
        others=tuple(_said(row) for row in held if row.period_code != period.code),
    )


def _sum_before(indicator: Indicator, earlier: Sequence[Measurement], period: Period, whole: Period) -> Decimal | None:
    """The sum of a flow's earlier statements in the whole period, taken one after the other without overlap."""
    if indicator.measure != "flow":
        return None
    total, cursor = 0, whole.start
    for row in sorted(earlier, key=lambda row: (row.period_start, -row.period_end.toordinal())):
        if row.value is not None and row.period_start >= cursor and row.period_end < period.start:
            total += row.value
            cursor = row.period_end
    return indicator.to_value(total)
