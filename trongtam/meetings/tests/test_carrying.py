"""No open point vanishes: over thousands of random histories against a count that keeps every point by itself."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trongtam.meetings import carrying
from trongtam.meetings.carrying import CANCELLED, CARRIED, DONE, Point, Unsettled
from trongtam.meetings.models import ItemKind, MeetingKind, Outcome

KINDS = sorted(carrying.ROW_OF)
UNITS = [1, 2, 3, 4]

# A month of a history: a meeting (unit, kind, how each old point ends, how many new ones), one that is not held, a merger.
MEETING = st.tuples(
    st.just("held"),
    st.integers(0, 3),
    st.sampled_from(KINDS),
    st.lists(st.sampled_from([DONE, CARRIED, CANCELLED]), max_size=8),
    st.integers(0, 4),
)
NOT_HELD = st.tuples(st.just("not held"), st.integers(0, 3), st.sampled_from(KINDS))
MERGER = st.tuples(st.just("merged"), st.integers(0, 3), st.integers(0, 3), st.integers(1, 3))
HISTORIES = st.lists(st.one_of(MEETING, MEETING, MEETING, NOT_HELD, MERGER), max_size=40)


class ByHand:
    """Every point by itself: [unit, row, alive]. Nothing is shared with the module that is tried."""

    def __init__(self) -> None:
        self.points: dict[tuple[str, int], list[object]] = {}

    def owed(self, unit: int, row: str) -> set[tuple[str, int]]:
        return {key for key, (owner, of_row, alive) in self.points.items() if alive and (owner, of_row) == (unit, row)}

    @property
    def alive(self) -> set[tuple[str, int]]:
        return {key for key, (_owner, _row, alive) in self.points.items() if alive}


@settings(max_examples=2000, deadline=None)
@given(HISTORIES)
def test_no_open_point_vanishes_in_any_history(history) -> None:
    serial, fresh = count(1), count(10)
    units = list(UNITS)
    points: tuple[Point, ...] = ()
    by_hand = ByHand()
    for step in history:
        if step[0] == "merged":
            _word, first, second, _share = step
            gone, new = {units[first], units[second]}, next(fresh)
            points = carrying.inherited(points, dict.fromkeys(gone, new))
            for row in by_hand.points.values():
                if row[0] in gone:
                    row[0] = new
            units = [new if one in gone else one for one in units]
            continue
        unit, kind = units[step[1]], step[2]
        agenda = carrying.on_agenda(points, unit, kind)
        row = carrying.ROW_OF[kind]
        assert set(agenda) == (by_hand.owed(unit, row) if kind in carrying.LOOKS_BACK else set())
        if step[0] == "not held":
            continue
        said = step[3]
        outcomes = {key: said[place % len(said)] if said else CARRIED for place, key in enumerate(agenda)}
        opened = [Point(("decision", next(serial)), unit, row) for _n in range(step[4])]
        open_before = len(points)
        points, balance = carrying.ended(points, agenda, outcomes, opened)
        for key, outcome in outcomes.items():
            by_hand.points[key][2] = outcome == CARRIED
        for point in opened:
            by_hand.points[point.key] = [unit, row, True]
        assert balance.holds
        assert open_before + balance.new == balance.done + balance.cancelled + len(points)
        assert {point.key for point in points} == by_hand.alive
    # Whatever happened: each point that still lives stands on exactly one agenda to come.
    rows = {"cell": "regular", "committee": "committee", "standing": "standing", "cluster": "cluster"}
    rows["briefing"] = "briefing"
    to_come = [key for unit in set(units) for kind in rows.values() for key in carrying.on_agenda(points, unit, kind)]
    assert sorted(to_come) == sorted(by_hand.alive)


def test_a_meeting_cannot_end_with_a_point_that_nobody_settled():
    points = (Point(("decision", 1), 1), Point(("own", 2), 1))
    with pytest.raises(Unsettled) as left:
        carrying.ended(points, [("decision", 1), ("own", 2)], {("decision", 1): DONE}, [])
    assert left.value.keys == (("own", 2),)
    assert carrying.undecided([("decision", ""), ("notice", ""), ("own", ""), ("decision", DONE)]) == (0, 2)


def test_what_is_said_by_itself_is_one_of_the_outcomes():
    for kind, allowed in carrying.OUTCOMES.items():
        assert (carrying.by_itself(kind) == "") == (kind in carrying.MUST_SETTLE)
        assert carrying.by_itself(kind) in (*allowed, "")


def test_the_columns_know_the_same_words():
    assert set(carrying.OUTCOMES) == set(ItemKind.values)
    assert {one for allowed in carrying.OUTCOMES.values() for one in allowed} == set(Outcome.values)
    assert set(carrying.ROW_OF) == set(MeetingKind.values)
    assert set(carrying.ROW_OF) > carrying.LOOKS_BACK
