"""Recurring work: on which days which units owe it, and what they said. Units and territories are those of each day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Q

from trongtam.org.models import Placement, Unit

from .. import rules
from ..keeping import Kept, kept_of
from ..models import Occurrence, Recurring
from ..recurrence import days_of, read_rule


@lru_cache(maxsize=512)
def _days(rule: str, start: date, end: date) -> tuple[date, ...]:
    return days_of(read_rule(rule), start, end)


def days_on(recurring: Recurring, first: date | None = None, last: date | None = None) -> tuple[date, ...]:
    """The days of a recurring work, up to its last; inside first…last where they are given. No query."""
    whole = _days(recurring.rule, recurring.start, recurring.end)
    until = recurring.last_day if last is None else min(last, recurring.last_day)
    return tuple(day for day in whole if (first is None or day >= first) and day <= until)


@dataclass(frozen=True, slots=True)
class Owed:
    """A unit and the days on which it owes a recurring work."""

    recurring: Recurring
    unit: Unit
    days: tuple[date, ...]


def owed(
    asked: Mapping[Recurring, Sequence[date]] | Iterable[tuple[Recurring, Sequence[date]]],
    units: Collection[int] | None = None,
) -> list[Owed]:
    """Of each recurring work and its days: the units of the asked kind that stood in the organ's territory on a day, in the
    order of the tree; of some units alone where they are given. Two queries, none where no day is asked about."""
    given = [(one, days) for one, days in (asked.items() if isinstance(asked, Mapping) else asked) if days]
    if not given:
        return []
    leading = {one.pk: _leading_id(one.unit) for one, _days_of in given}
    territories: dict[int, list[Placement]] = defaultdict(list)
    for place in Placement.objects.filter(unit_id__in=set(leading.values())):
        territories[place.unit_id].append(place)
    below = _placed_below([place for places in territories.values() for place in places], given, units)
    found = []
    for one, days in given:
        by_unit: dict[int, tuple[Unit, set[date]]] = {}
        for place in below:
            if place.unit.kind != one.unit_kind:
                continue
            stood = {day for day in days if _stood(place, day) and _is_in(place, territories[leading[one.pk]], day)}
            if stood:
                by_unit.setdefault(place.unit_id, (place.unit, set()))[1].update(stood)
        found += [Owed(one, unit, tuple(sorted(stood))) for unit, stood in by_unit.values()]
    return sorted(found, key=lambda one: (one.recurring.pk, one.unit.path))


def _leading_id(organ: Unit) -> int:
    """The unit whose subtree an organ may give work to, by `rules.territory`."""
    return int(rules.territory(organ).strip("/").rpartition("/")[2])


def _placed_below(
    territories: Sequence[Placement], given: Sequence[tuple[Recurring, Sequence[date]]], units: Collection[int] | None
) -> list[Placement]:
    within = Q(pk__in=[])
    for path in {place.path for place in territories}:
        within |= Q(path__startswith=path)
    rows = Placement.objects.filter(within, unit__kind__in={one.unit_kind for one, _days_of in given})
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    return list(rows.select_related("unit").order_by("path", "valid_from"))


def _stood(place: Placement, day: date) -> bool:
    """Whether a unit stood in a place on a day; on the day on which it ends it is there no more."""
    ended = place.unit.ended_on
    held = place.valid_from <= day and (place.valid_to is None or day < place.valid_to)
    return held and place.unit.founded_on <= day and (ended is None or day < ended)


def _is_in(place: Placement, territories: Iterable[Placement], day: date) -> bool:
    return any(
        one.valid_from <= day and (one.valid_to is None or day < one.valid_to) and place.path.startswith(one.path)
        for one in territories
    )


def owes_on(recurring: Recurring, unit: Unit, day: date) -> bool:
    """Whether a unit owes the work on a day of the rule."""
    return bool(owed([(recurring, days_on(recurring, day, day))], [unit.pk]))


Said = dict[tuple[int, int], dict[date, Occurrence]]
"""(recurring work, unit) → day → the word that holds now."""


def said_of(found: Sequence[Owed], first: date | None = None, last: date | None = None) -> Said:
    """What the units said of the days they owe. One query, none where nothing is owed."""
    words: Said = defaultdict(dict)
    if not found:
        return words
    rows = Occurrence.objects.current().filter(
        recurring_id__in={one.recurring.pk for one in found}, unit_id__in={one.unit.pk for one in found}
    )
    if first is not None:
        rows = rows.filter(day__gte=first)
    if last is not None:
        rows = rows.filter(day__lte=last)
    for row in rows:
        words[row.recurring_id, row.unit_id][row.day] = row
    return words


def verdict(one: Owed, said: Said, start: date, end: date, today: date) -> Kept:
    """What became of the days of a span that are over by a day."""
    days = [day for day in one.days if start <= day <= end and day < today]
    words = said.get((one.recurring.pk, one.unit.pk), {})
    return kept_of(days, {day: word.state for day, word in words.items()})
