"""The board of a unit: where it stands, who needs help, what changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q, QuerySet

from trongtam.ground.periods import TERM, Period
from trongtam.ground.prepared import Prepared
from trongtam.org.models import Unit

from ..computing.frozen import BAND_OF, judge_points, letters
from ..computing.lines import Line, goal_of, tolerances
from ..computing.scope import at_or_above, scope_path
from ..figures.standing import grade
from ..models import Indicator, Source, Standing, Target
from .asked import Asked, Sheet, Stated
from .days import asked_period, reading_day
from .rows import BAND_ORDER, TargetRow, lines_of, listed, rows_of
from .summary import Tally, tally

if TYPE_CHECKING:
    from trongtam.accounts.models import User
    from trongtam.resolutions.models import Document

BAND_LEVEL = {"not_measured": 0, "not_met": 1, "partly": 2, "met": 3}


@dataclass(frozen=True)
class Strip:
    """How the targets stood on an earlier day: one mark a target, in the board's order. `months` since the period began."""

    day: date
    months: int
    counts: dict[str, int]
    bands: tuple[str, ...]


@dataclass(frozen=True)
class BandGroup:
    band: str
    rows: tuple[TargetRow, ...]


@dataclass(frozen=True)
class HelpUnit:
    """A unit below that is behind or owes figures. `behind_by_month`: how many of its own targets were behind pace at each
    month-end up to the day; `behind`: the names of those behind now; `missing`: names of figures due for the month."""

    unit: Unit
    behind_by_month: tuple[int, ...]
    behind: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """A target whose band or percentage differs from an earlier day. `direction`: 1 risen, -1 fallen, 0 the same band."""

    row: TargetRow
    band_before: str
    percent_before: Decimal | None
    value_before: Decimal | bool | None
    direction: int


@dataclass(frozen=True)
class Changes:
    """`since`: the earlier day; `rows`: the changed ones, bands first; `risen`, `fallen`: numbers of bands that moved."""

    since: date
    rows: tuple[Change, ...]
    risen: int
    fallen: int


@dataclass(frozen=True)
class Board:
    """Everything on the board of a unit for a period, read on a day (and, if asked, as it was known at a moment).

    `rows` in the order of need (not met, partly, met, not measured; from low to high), `groups` the same by band;
    `strips` at 3, 6, 9 and 12 months for a year, at year-ends for a term, up to the day; `elapsed` in percent of the period.
    `help` only names units in the viewer's reach.
    """

    unit: Unit
    period: Period
    as_of: date
    known_on: datetime | None
    elapsed: Decimal
    tally: Tally
    rows: tuple[TargetRow, ...]
    groups: tuple[BandGroup, ...]
    strips: tuple[Strip, ...]
    help: tuple[HelpUnit, ...]
    changes: Changes | None

    def only(self, keys: Iterable[int]) -> Board:
        """The same board with some of its targets in its lists; what is counted stays the whole."""
        kept = set(keys)
        rows = tuple(row for row in self.rows if row.pk in kept)
        groups = (BandGroup(one.band, tuple(row for row in one.rows if row.pk in kept)) for one in self.groups)
        return replace(self, rows=rows, groups=tuple(groups))


def targets_of(unit: Unit, period: Period, document: Document | None = None) -> QuerySet[Target]:
    """The targets in force that a unit and the committee which leads it have for a period; of one resolution if given."""
    return _targets_of(unit.pk, period.code, document.pk if document is not None else None)


def _here(unit: int) -> Q:
    return Q(unit=unit) | Q(unit__parent=unit, unit__kind="party_committee")


def _targets_of(unit: int, code: str, document: int | None) -> QuerySet[Target]:
    found = Target.objects.in_force().filter(_here(unit), period_code=code, for_criteria=False)
    return found.filter(document=document) if document is not None else found


_LISTED = Prepared(lambda unit, code, document: listed(_targets_of(unit, code, document).order_by("order", "pk")))
_BELOW_COLUMNS = ("id", "code", "kind", "name", "path")  # in the model's order, which `from_db` goes by
_BELOW = Prepared(
    lambda user, path, beside, day: (
        Unit.objects.reached_by(user)
        .filter(path__startswith=path)
        .exclude(pk__in=beside)
        .on(day)
        .values_list(*_BELOW_COLUMNS)
    )
)
_PACES = Prepared(
    lambda units, code: Standing.objects.filter(unit_id__in=units, period_code=code).values_list(
        "unit_id", "paces", "target__name", "target__indicator__name"
    )
)
_ASKED = Prepared(
    lambda above, kind, start, end: (
        Target.objects.in_force()
        .filter(at_or_above(above), indicator__stated_by=kind)
        .filter(period_start__lte=end, period_end__gte=start)
        .select_related("indicator", "unit")
        .order_by("order", "indicator__sector", "pk")
    )
)
_PERIODS = Prepared(
    lambda unit: (
        Target.objects.in_force()
        .filter(_here(unit), for_criteria=False)
        .order_by("-period_end", "-period_start")
        .values_list("period_code", flat=True)
        .distinct()
    )
)


def board(
    unit: Unit,
    period: Period,
    *,
    user: User,
    today: date,
    as_of: date | None = None,
    document: Document | None = None,
    known_on: datetime | None = None,
    tree: date | None = None,
    since: date | None = None,
) -> Board:
    """The board of a unit that the viewer sees. `as_of`: the reading day (the last closed month by default); `since`: the
    earlier day of the changes (the last cumulative period before by default)."""
    day = as_of or reading_day(period, today)
    targets = _LISTED(unit.pk, period.code, document.pk if document is not None else None)
    lines = lines_of(targets, known_on=known_on, tree=tree)
    tolerance = tolerances(targets)
    today_known = known_on is None and tree is None
    rows = sorted(
        rows_of(targets, day, user=user, known_on=known_on, tree=tree, lines=lines, tolerance=tolerance),
        key=lambda row: row.order,
    )
    before = since or _earlier_day(period, day)
    return Board(
        unit=unit,
        period=period,
        as_of=day,
        known_on=known_on,
        elapsed=Decimal(period.elapsed(day).numerator * 100) / Decimal(period.elapsed(day).denominator),
        tally=tally((row.pk, row.band) for row in rows),
        rows=tuple(rows),
        groups=tuple(BandGroup(band, tuple(row for row in rows if row.band == band)) for band in BAND_ORDER),
        strips=_strips(rows, _bands_of(rows, lines, tolerance, from_projection=today_known), period, day),
        help=units_needing_help(unit, targets, period, day, user=user),
        changes=_changes(rows, lines, tolerance, before) if before is not None else None,
    )


# -- strips and changes ------------------------------------------------------------------------------------------------


def _bands_of(
    rows: Sequence[TargetRow], lines: dict[int, Line], tolerance: dict[int, Decimal], *, from_projection: bool
) -> dict[int, tuple[list[date], str]]:
    """Target id → days of its points and its bands at them, one letter each."""
    standings = ((row.pk, getattr(row.target, "standing", None)) for row in rows) if from_projection else ()
    kept = {pk: standing.bands for pk, standing in standings if standing is not None}
    found = {}
    for row in rows:
        line = lines[row.pk]
        bands = kept.get(row.pk)
        if bands is None:
            bands = letters(judge_points(line, goal_of(row.target, tolerance[row.pk])))[0]
        found[row.pk] = ([point.on for point in line.points], bands)
    return found


def _strip_days(period: Period, day: date) -> list[date]:
    if period.kind == TERM:
        ends = [end for end in period.month_ends() if end.month == 12 or end == period.end]
    else:
        ends = [end for end in period.month_ends() if end.month % 3 == 0]
    return [end for end in ends if end <= day]


def _strips(
    rows: Sequence[TargetRow], bands: dict[int, tuple[list[date], str]], period: Period, day: date
) -> tuple[Strip, ...]:
    strips = []
    for end in _strip_days(period, day):
        marks = tuple(_band_on(*bands[row.pk], end) for row in rows)
        ordered = tuple(sorted(marks, key=lambda band: BAND_LEVEL[band], reverse=True))
        months = (end.year - period.start.year) * 12 + end.month - period.start.month + 1
        strips.append(Strip(end, months, {band: marks.count(band) for band in BAND_ORDER}, ordered))
    return tuple(strips)


def _band_on(days: list[date], bands: str, day: date) -> str:
    known = [letter for on, letter in zip(days, bands, strict=True) if on <= day]
    return BAND_OF[known[-1]] if known else "not_measured"


def _earlier_day(period: Period, day: date) -> date | None:
    """The last quarter's end before the day (a year's end in a term)."""
    earlier = [end for end in _strip_days(period, day) if end < day]
    return earlier[-1] if earlier else None


def _changes(rows: Iterable[TargetRow], lines: dict[int, Line], tolerance: dict[int, Decimal], since: date) -> Changes:
    changed = []
    for row in rows:
        point = lines[row.pk].point(since)
        value, settled = (point.value, point.settled) if point else (None, True)
        then = grade(goal_of(row.target, tolerance[row.pk]), value, settled, since)
        if str(then.band) == row.band and (row.masked or then.percent == row.judged.percent):
            continue
        direction = BAND_LEVEL[row.band] - BAND_LEVEL[str(then.band)]
        hidden = row.masked or not row.line.points
        changed.append(
            Change(
                row=row,
                band_before=str(then.band),
                percent_before=None if hidden else then.percent,
                value_before=None if hidden or point is None else point.value,
                direction=(direction > 0) - (direction < 0),
            )
        )
    changed.sort(key=lambda change: (change.direction == 0, -change.direction, change.row.order))
    risen = sum(change.direction > 0 for change in changed)
    return Changes(since, tuple(changed), risen, sum(change.direction < 0 for change in changed))


# -- who needs help ----------------------------------------------------------------------------------------------------


def units_needing_help(
    unit: Unit, targets: Sequence[Target], period: Period, day: date, *, user: User
) -> tuple[HelpUnit, ...]:
    """Units below, in the viewer's reach, that are behind pace on targets of their own or owe figures of the month."""
    indicators = {
        target.indicator_id: target.indicator for target in targets if target.indicator.source == Source.STATED
    }
    kinds = {indicator.stated_by for indicator in indicators.values()}
    beside = {unit.pk, *(target.unit_id for target in targets)}
    below = {row[0]: row for row in _BELOW(user, scope_path(unit), beside, day)}
    behind = _behind_pace(below, period, day)
    owing = {pk: kind for pk, _code, kind, _name, _path in below.values() if kind in kinds}
    missing = _missing_figures(owing, indicators.values(), day)
    found = [
        HelpUnit(
            _unit(below[pk]),
            behind[pk][0] if pk in behind else (),
            behind[pk][1] if pk in behind else (),
            missing.get(pk, ()),
        )
        for pk in below
        if (pk in behind and (behind[pk][1])) or missing.get(pk)
    ]
    found.sort(key=lambda one: (-len(one.behind), -len(one.missing), one.unit.path))
    return tuple(found)


def _unit(row: tuple[Any, ...]) -> Unit:
    """A unit with what a list names of it."""
    return Unit.from_db(DEFAULT_DB_ALIAS, _BELOW_COLUMNS, row)


def _behind_pace(
    below: Collection[int], period: Period, day: date
) -> dict[int, tuple[tuple[int, ...], tuple[str, ...]]]:
    """Unit → how many of its targets were behind at each month-end, and the names of those behind now."""
    months = [end for end in period.month_ends() if end <= day]
    counts: dict[int, list[int]] = {}
    names: dict[int, list[str]] = defaultdict(list)
    for unit_id, paces, name, indicator_name in _PACES(list(below), period.code):
        held = counts.setdefault(unit_id, [0] * len(months))
        known = paces[: len(months)]
        # After its last statement a target stays where it was.
        letters_by_month = known.ljust(len(months), known[-1] if known else "-")
        for place, letter in enumerate(letters_by_month):
            held[place] += letter == "b"
        if letters_by_month.endswith("b"):
            names[unit_id].append(name or indicator_name)
    return {pk: (tuple(held), tuple(sorted(names[pk]))) for pk, held in counts.items()}


def _missing_figures(owing: dict[int, str], indicators: Iterable[Indicator], day: date) -> dict[int, tuple[str, ...]]:
    """Unit → names of the figures that the month asks for and the unit has not stated. `owing`: units and their kinds."""
    month = Period.month(day.year, day.month)
    due = {one: period for one in indicators if (period := asked_period(one.every, month)) is not None}
    by_kind: dict[str, Sheet] = defaultdict(dict)
    for one, period in due.items():
        by_kind[one.stated_by][one.pk] = Asked(one.pk, one.measure, period, False, None)
    asked = {pk: {month.code: by_kind[kind]} for pk, kind in owing.items()}
    stated = Stated.of(asked)
    names = {one.pk: one.name for one in due}
    lacking = {
        pk: tuple(names[key] for key, line in sheets[month.code].items() if not stated.answers(pk, line))
        for pk, sheets in asked.items()
    }
    return {pk: found for pk, found in lacking.items() if found}


def periods_with_targets(unit: Unit) -> list[str]:
    """Codes of the periods for which a unit has targets, newest first."""
    return _PERIODS(unit.pk)


def indicators_asked_of(unit: Unit, month: Period) -> list[Target]:
    """Targets above (or of) a unit whose indicators the unit itself states in a month, in the order of the sheet. One query."""
    return _ASKED(unit.path_ids, unit.kind, month.start, month.end)
