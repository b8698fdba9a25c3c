"""Readings of units that carry others on: each predecessor speaks for its own time (`figures.lineage`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from trongtam.ground.periods import Period

from ..figures.lineage import WHOLE, Leaf, Read, entry_of, figure, gathered, leaves
from ..figures.reading import Reading, State
from ..figures.rollup import Entry, Reason, roll_up
from .scope import UnitRow

if TYPE_CHECKING:
    from . import facts as loaded


def of_one(
    facts: loaded.Facts, subject: loaded.Subject, unit: UnitRow, days: Sequence[date], period: Period
) -> list[loaded.Read]:
    """A single unit's value at each day. With several speakers it is settled only when none of them is missing."""
    from .facts import direct, rolled_read

    indicator, look = subject.indicator, _reader(facts, subject, period)
    reads = []
    for day in days:
        found = gathered(leaves(facts.family.lineage, unit.id, indicator.measure, period.start, day, look))
        if len(found) == 1 and found[0].share == WHOLE:
            row = _row(facts, unit, found[0].unit)
            reads.append(direct(subject, row, found[0].reading)._replace(within=_within(unit, [row])))
            continue
        entries = [_entry(facts, subject, leaf, period) for leaf in found]
        roll = figure(entries, indicator.across, scale=indicator.scale)
        by_unit = tuple((_row(facts, unit, entry.unit), entry.reading) for entry in entries)
        read = rolled_read(indicator, roll, by_unit)
        settled = read.settled and not roll.left_out
        reads.append(read._replace(settled=settled, within=_within(unit, [row for row, _ in by_unit])))
    return reads


def rolled(
    facts: loaded.Facts, subject: loaded.Subject, stating: Sequence[UnitRow], days: Sequence[date], period: Period
) -> list[loaded.Read]:
    """A roll-up over units of which some carry others on: their parts are counted each for itself, once."""
    from .facts import rolled_read

    indicator, look = subject.indicator, _reader(facts, subject, period)
    own = facts.unit_series(subject, subject.unit.id, days, period)
    scale = 100 if indicator.across == "share_of_units" else indicator.scale
    reads = []
    for place, day in enumerate(days):
        if indicator.across == "share_of_units":
            entries = _shares(facts, subject, stating, day, period, look)
            within: Within = {}
        else:
            entries, within = _parts(facts, subject, stating, day, period, look)
        roll = roll_up(indicator.across, entries, scale=scale, own=own[place])
        rows = {row.id: row for row in stating} | dict(facts.family.rows)
        by_unit = tuple((rows[entry.unit], entry.reading) for entry in entries)  # type: ignore[index]  # ids of units
        reads.append(rolled_read(indicator, roll, by_unit)._replace(within=within))
    return reads


Within = dict[int, tuple[UnitRow, ...]]


def _parts(
    facts: loaded.Facts, subject: loaded.Subject, stating: Sequence[UnitRow], day: date, period: Period, look: Read
) -> tuple[list[Entry], Within]:
    measure = subject.indicator.measure
    found: list[Leaf] = []
    carriers: dict[Hashable, list[UnitRow]] = defaultdict(list)
    for row in stating:
        for leaf in leaves(facts.family.lineage, row.id, measure, period.start, day, look):
            if _is_there(facts, row, leaf, day, period, measure):
                found.append(leaf)
                carriers[leaf.unit].append(row)
    entries = [_entry(facts, subject, leaf, period) for leaf in gathered(found)]
    within = {
        entry.unit: tuple(rows)
        for entry in entries
        if (rows := [row for row in carriers[entry.unit] if row.id != entry.unit])
    }
    return entries, within  # type: ignore[return-value]  # the keys are ids of units


def _is_there(facts: loaded.Facts, row: UnitRow, leaf: Leaf, day: date, period: Period, measure: str) -> bool:
    """Whether a leaf is listed: units of the day as always, those before them in their own time."""
    from .facts import belongs

    if leaf.unit != row.id:
        return leaf.reading.state != State.NOTHING or _row(facts, row, leaf.unit).founded_on <= day
    return belongs(row, leaf.reading, day, period, measure)


def _shares(
    facts: loaded.Facts, subject: loaded.Subject, stating: Sequence[UnitRow], day: date, period: Period, look: Read
) -> list[Entry]:
    """One entry a unit of the tree: its own judgement, or that of the only unit before it; of several none is chosen."""
    from .facts import belongs

    indicator, entries = subject.indicator, []
    for row in stating:
        found = gathered(leaves(facts.family.lineage, row.id, indicator.measure, period.start, day, look))
        speaking = [leaf for leaf in found if leaf.reading.state != State.NOTHING]
        one = found[0] if len(found) == 1 else None
        reading = one.reading if one else Reading(State.NOTHING)
        if not speaking and not belongs(row, reading, day, period, indicator.measure):
            continue
        met = facts.is_met(indicator, row, period, day, reading)
        if met is None and one is not None and one.share == WHOLE and one.unit != row.id:
            met = facts.is_met(indicator, _row(facts, row, one.unit), period, day, reading)
        divided = len(speaking) > 1 or any(leaf.share != WHOLE for leaf in speaking)
        entries.append(Entry(row.id, reading, None, met, Reason.NOT_COMPARABLE if met is None and divided else None))
    return entries


def _reader(facts: loaded.Facts, subject: loaded.Subject, period: Period) -> Read:
    """Readings of single units, each made once."""
    known: dict[tuple[Hashable, date], Reading] = {}

    def look(unit: Any, day: date) -> Reading:
        if (unit, day) not in known:
            known[unit, day] = facts.unit_series(subject, unit, [day], period)[0]
        return known[unit, day]

    return look


def _entry(facts: loaded.Facts, subject: loaded.Subject, leaf: Leaf, period: Period) -> Entry:
    indicator, weight = subject.indicator, None
    if indicator.weight_id:
        weight = facts.weights(indicator, leaf.unit, [leaf.through], period)[0]  # type: ignore[arg-type]  # a unit's id
    return entry_of(leaf, indicator.measure, indicator.across, weight)


def _row(facts: loaded.Facts, unit: UnitRow, pk: Hashable) -> UnitRow:
    return unit if pk == unit.id else facts.family.rows[pk]  # type: ignore[index]  # ids of units


def _within(unit: UnitRow, rows: Sequence[UnitRow]) -> Within:
    return {row.id: (unit,) for row in rows if row.id != unit.id}
