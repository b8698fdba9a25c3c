"""Live indicators: figures that the program counts itself. A room registers a provider under a key; nobody types them.

`provider(unit ids, periods, at)` answers many units of the indicator's stating kind and many periods (first day, last day) in
one query: {(unit id, number of the period): (value, ids of the rows counted)}. A flow is asked for spans that begin with its
period, a state for spans by their last day; a unit that did not exist has no entry. Here they are summed over a territory.
What is sent upward is frozen as a measurement (`operations.freezing`).

A share is counted as `Share(numerator, denominator)`; shares are put together count by count, and one over nothing is no figure.
A room that counts for many things alike (each recurring work has its share) registers a family: "recurring:17" is asked of
`find("17")`. Registered with `whole=True`, a provider answers for a unit of any kind with all that lies in its territory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from trongtam.ground.periods import Period

from .computing.facts import Subject
from .computing.family import Family, load_family
from .computing.lines import Line, Point, Value, subject_of
from .computing.scope import UnitRow, scope_path
from .computing.units import load_units
from .models import Indicator, Target

if TYPE_CHECKING:
    from trongtam.accounts.models import User
    from trongtam.org.models import Unit

Counts = Mapping[tuple[int, int], tuple[Any, tuple[int, ...]]]
Provider = Callable[[Iterable[int], Sequence[tuple[date, date]], date | None], Counts]


Find = Callable[[str], Provider]
"""The provider of one of a family's things; raises LookupError where there is no such thing."""


@dataclass(frozen=True, slots=True)
class Share:
    """Some of a base. A ratio of them is put together as the sum of numerators over the sum of denominators."""

    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class LiveFigure:
    """What was counted in a territory: the value in the indicator's unit, over how many units, from which rows; of a share
    also its counts."""

    value: Decimal | bool
    counted: int
    sources: tuple[int, ...]
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Behind:
    """One thing behind a counted figure, as the viewer may see it."""

    name: str
    value: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What stands behind a counted figure: the first things, how many more, and the page with all of them."""

    behind: tuple[Behind, ...] = ()
    more: int = 0
    url: str = ""
    link: str = ""


Prove = Callable[["Indicator", "Unit", date, date, "User"], Proof]
"""(indicator, unit, first day, last day, viewer) → what the figure was counted from."""


Figures = dict[tuple[int, date], LiveFigure]
"""(unit id, day of reading) → figure; nothing where no unit could be counted."""

_PROVIDERS: dict[str, Provider] = {}
_FAMILIES: dict[str, Find] = {}
_PROOFS: dict[str, Prove] = {}
_WHOLE: set[str] = set()


def register(key: str, provider: Provider, *, whole: bool = False, proof: Prove | None = None) -> None:
    """Make a provider known at start-up. A key has one provider. `whole`: it answers for the territory of a unit of any kind;
    `proof`: tells what a figure was counted from."""
    if _PROVIDERS.get(key, provider) is not provider:
        raise ValueError(f"the live indicator {key} is registered twice")
    _PROVIDERS[key] = provider
    if whole:
        _WHOLE.add(key)
    if proof is not None:
        _PROOFS[key] = proof


def register_family(key: str, find: Find, *, proof: Prove | None = None) -> None:
    """Make known who counts for things of one kind: the provider of "key:17" is `find("17")`."""
    if _FAMILIES.get(key, find) is not find:
        raise ValueError(f"the family {key} of live indicators is registered twice")
    _FAMILIES[key] = find
    if proof is not None:
        _PROOFS[key] = proof


def is_registered(key: str) -> bool:
    """Whether a room counts under this key."""
    try:
        _find(key)
    except LookupError:
        return False
    return True


def _find(key: str) -> Provider:
    family, colon, thing = key.partition(":")
    return _FAMILIES[family](thing) if colon else _PROVIDERS[key]


def provider_of(indicator: Indicator) -> Provider:
    """The provider of a live indicator. Raises LookupError when no room has registered it."""
    try:
        return _find(indicator.provider)
    except LookupError:
        raise LookupError(f"no room counts {indicator.provider}") from None


def prove(indicator: Indicator, unit: Unit, start: date, end: date, user: User) -> Proof | None:
    """What a figure of a unit was counted from, for a viewer; None where the room that counts does not tell."""
    proof = _PROOFS.get(indicator.provider.partition(":")[0])
    return proof(indicator, unit, start, end, user) if proof is not None else None


def read_live(
    indicator: Indicator,
    stating: Mapping[int, Sequence[int]],
    spans: Mapping[date, tuple[date, date]],
    at: date,
) -> Figures:
    """One call of the provider for many territories (unit id → ids of the stating units in it) and days (day → span)."""
    days = list(spans)
    everyone = sorted({pk for ids in stating.values() for pk in ids})
    counts = provider_of(indicator)(everyone, [spans[day] for day in days], at)
    figures: Figures = {}
    for unit_id, ids in stating.items():
        for number, day in enumerate(days):
            found = [counts[pk, number] for pk in ids if (pk, number) in counts]
            figure = _together(found, indicator.scale) if found else None
            if figure is not None:
                figures[unit_id, day] = figure
    return figures


def _together(found: Sequence[tuple[Any, tuple[int, ...]]], scale: int) -> LiveFigure | None:
    """None: a share of nothing."""
    sources = tuple(source for _, rows in found for source in rows)
    if isinstance(found[0][0], Share):
        counted = [value for value, _ in found if value.denominator]
        above, below = (Decimal(sum(getattr(one, name) for one in counted)) for name in ("numerator", "denominator"))
        return LiveFigure(above / below * scale, len(counted), sources, above, below) if below else None
    if len(found) == 1 and isinstance(found[0][0], bool):
        return LiveFigure(found[0][0], 1, sources)
    return LiveFigure(sum((Decimal(value) for value, _ in found), Decimal(0)), len(found), sources)


def stating_ids(indicator: Indicator, unit: UnitRow, units: Mapping[str, Sequence[UnitRow]]) -> list[int]:
    """Ids of the units whose counts make the unit's figure, of those loaded for its territory."""
    if unit.kind == indicator.stated_by or indicator.provider in _WHOLE:
        return [unit.id]
    return [row.id for row in units.get(scope_path(unit), ()) if row.kind == indicator.stated_by]


def _with_those_before(indicator: Indicator, family: Family, unit_id: int, ids: Sequence[int]) -> list[int]:
    """Also the units that were merged into the unit: each was counted while it existed. What a split unit counted stays its
    own, since nothing says whose it is. A whole territory holds them already: they stand below the new unit."""
    if indicator.provider in _WHOLE:
        return list(ids)
    return sorted({*ids, *(int(str(pk)) for pk in family.lineage.whole_behind(unit_id))})


def stating_ids_with_before(
    indicator: Indicator, unit: UnitRow, units: Mapping[str, Sequence[UnitRow]], family: Family
) -> list[int]:
    """As `stating_ids`, with those that were merged into the unit."""
    return _with_those_before(indicator, family, unit.id, stating_ids(indicator, unit, units))


def spans_of(period: Period, days: Iterable[date]) -> dict[date, tuple[date, date]]:
    """Day → the days that a figure of the period speaks of when it is read then."""
    return {day: (period.start, min(day, period.end)) for day in days}


def count_live(indicator: Indicator, unit: UnitRow, period: Period, at: date) -> LiveFigure | None:
    """The figure of one unit for a whole period, up to a day."""
    stating = {unit.id: ids_counted(indicator, unit, period)}
    return read_live(indicator, stating, spans_of(period, [period.end]), at).get((unit.id, period.end))


def ids_counted(indicator: Indicator, unit: UnitRow, period: Period) -> list[int]:
    """Ids of the units whose counts make the figure of one unit."""
    units = {} if unit.kind == indicator.stated_by else load_units([Subject(indicator, unit, period)])
    return _with_those_before(indicator, load_family([unit]), unit.id, stating_ids(indicator, unit, units))


def live_lines(targets: Iterable[Target], *, at: date | None = None) -> dict[int, Line]:
    """Target id → line of counted figures: every month-end of the period that has begun, and last year's beside.

    One query for the units, then one call of a provider for each indicator and period.
    """
    today = at or timezone.localdate()
    grouped: dict[tuple[int, str], list[Target]] = defaultdict(list)
    subjects = {target.pk: subject_of(target) for target in targets}
    for target in targets:
        grouped[target.indicator_id, target.period_code].append(target)
    asked = [subject for subject in subjects.values() if subject.unit.kind != subject.indicator.stated_by]
    units = load_units(asked) if asked else {}
    family = load_family([subject.unit for subject in subjects.values()])
    lines: dict[int, Line] = {}
    for group in grouped.values():
        indicator, period = group[0].indicator, subjects[group[0].pk].period
        days = [day for day in period.month_ends() if day.replace(day=1) <= today]
        before = period.same_period_last_year()
        spans = spans_of(period, days) | (spans_of(before, before.month_ends()) if before else {})
        stating = {
            t.unit_id: _with_those_before(
                indicator, family, t.unit_id, stating_ids(indicator, subjects[t.pk].unit, units)
            )
            for t in group
        }
        figures = read_live(indicator, stating, spans, today)
        for target in group:
            points = [_point(day, figures[target.unit_id, day]) for day in days if (target.unit_id, day) in figures]
            lines[target.pk] = Line(period, points, _values(figures, target.unit_id, before))
    return lines


def _point(day: date, figure: LiveFigure) -> Point:
    return Point(day, figure.value, figure.numerator, figure.denominator, counted=figure.counted)


def _values(figures: Figures, unit_id: int, period: Period | None) -> list[Value]:
    """Last year's figures; none when nothing at all was counted then, since nothing may have been kept."""
    if period is None:
        return []
    found = [figures.get((unit_id, day)) for day in period.month_ends()]
    if not any(figure is not None and figure.value for figure in found):
        return []
    return [figure.value if figure is not None else None for figure in found]
