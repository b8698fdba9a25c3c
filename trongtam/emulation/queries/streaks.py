"""Years in a row of units and persons, read from the awards that stand, across mergers and splits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trongtam.org.models import Person, Succession, Unit

from ..models import Award
from ..streak import Lines, Link, Streak, longest_up_to
from ..titles import BY_CODE, Title

GENERATIONS = 12


@dataclass(frozen=True, slots=True)
class Counter:
    """A title and its years in a row. `through`: names of the units before it; `missing`: who ended the row."""

    title: Title
    streak: Streak
    through: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def links_behind(units: Iterable[int]) -> list[Link]:
    """All links that lead to some units, from however many generations. One query for each generation, one where nothing ever
    changed."""
    found: dict[tuple[int, int], Link] = {}
    wanted, known = set(units), set()
    for _generation in range(GENERATIONS):
        if not wanted:
            break
        known |= wanted
        rows = Succession.objects.filter(successor_id__in=wanted).values_list("predecessor_id", "successor_id", "on")
        for before, after, on in rows:
            found[before, after] = Link(before, after, on)
        wanted = {before for before, _after in found} - known
    return list(found.values())


def counters_of(units: Sequence[Unit], year: int) -> dict[int, list[Counter]]:
    """Unit → its titles with the years in a row that end with a year (or the year before, while it is not given yet); only rows
    of at least one year, the longest first. Four queries where nothing was merged."""
    ids = [one.pk for one in units]
    links = links_behind(ids)
    lines, family = Lines.of(links), {*ids, *(one.predecessor for one in links)}
    held: dict[str, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    rows = Award.objects.standing().exclude(code="").filter(recipient_unit__in=family)
    for code, unit, given in rows.values_list("code", "recipient_unit_id", "year"):
        held[code][unit].add(given)
    found: dict[int, list[tuple[str, Streak]]] = {pk: [] for pk in ids}
    for code, by_unit in held.items():
        for pk in ids:
            row = longest_up_to(by_unit, lines, pk, year)
            if row.years:
                found[pk].append((code, row))
    named = {one for rows in found.values() for _code, row in rows for one in (*row.through, *row.missing)}
    names = dict(Unit.objects.filter(pk__in=named).values_list("pk", "name"))
    return {pk: _told(rows, names) for pk, rows in found.items()}


def _told(rows: list[tuple[str, Streak]], names: dict[int, str]) -> list[Counter]:
    told = [
        Counter(
            BY_CODE[code],
            row,
            tuple(names[one] for one in row.through),
            tuple(names[one] for one in row.missing),
        )
        for code, row in rows
        if code in BY_CODE
    ]
    return sorted(told, key=lambda one: (-one.streak.years, one.title.code))


def counters_of_person(person: Person, year: int) -> list[Counter]:
    """As `counters_of`; a person is nobody's successor. One query."""
    held: dict[str, set[int]] = defaultdict(set)
    rows = Award.objects.standing().exclude(code="").filter(recipient_person=person)
    for code, given in rows.values_list("code", "year"):
        held[code].add(given)
    alone = Lines({})
    rows_of = [(code, longest_up_to({person.pk: years}, alone, person.pk, year)) for code, years in held.items()]
    return _told([(code, Streak(row.last, row.years)) for code, row in rows_of if row.years], {})
