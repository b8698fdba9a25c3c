"""Readings through mergers and splits, against counting by hand on random histories."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.periods import Period, month_end
from trongtam.targets.figures.lineage import Leaf, Lineage, Link, entry_of, figure, gathered, leaves
from trongtam.targets.figures.reading import Statement, read
from trongtam.targets.figures.rollup import roll_up

YEAR = Period.year(2025)
JULY = date(2025, 7, 1)
LONG_AGO = date(2015, 1, 1)


def month(number, value=None, **more):
    period = Period.month(2025, number)
    return Statement(period.start, period.end, number, value, **more)


def reader(measure, statements, **more):
    return lambda unit, day: read(measure, statements.get(unit, ()), YEAR, day, **more)


def entries(lineage, units, measure, day, statements, across="sum", **more):
    look = reader(measure, statements, **more)
    found = [leaf for unit in units for leaf in leaves(lineage, unit, measure, YEAR.start, day, look)]
    return [entry_of(leaf, measure, across) for leaf in gathered(found)]


MERGED = Lineage.of([Link("a", "c", 1), Link("b", "c", 1)], {"a": LONG_AGO, "b": LONG_AGO, "c": JULY})
SPLIT = Lineage.of(
    [Link("x", "y", Decimal("0.4")), Link("x", "z", Decimal("0.6"))], {"x": LONG_AGO, "y": JULY, "z": JULY}
)


def test_a_flow_of_the_merged_unit_is_what_all_three_stated_each_in_its_time():
    statements = {
        "a": [month(n, 10) for n in range(1, 7)],
        "b": [month(n, 1) for n in range(1, 7)] + [month(12, 500)],  # a forecast of a month that it did not see
        "c": [month(7, 100), month(8, 100)],
    }
    rolled = figure(entries(MERGED, ["c"], "flow", date(2025, 12, 31), statements), "sum")
    assert (rolled.value, rolled.counted, rolled.left_out) == (266, ("a", "b", "c"), ())
    spring = figure(entries(MERGED, ["c"], "flow", date(2025, 3, 31), statements), "sum")
    assert (spring.value, spring.counted) == (33, ("a", "b"))


def test_a_statement_that_reaches_back_before_the_merger_speaks_for_those_days():
    whole = Statement(date(2025, 1, 1), date(2025, 12, 31), 1, 1000)
    statements = {"a": [month(1, 10)], "b": [month(1, 5)], "c": [whole]}
    assert figure(entries(MERGED, ["c"], "flow", date(2025, 12, 31), statements), "sum").value == 1000
    assert figure(entries(MERGED, ["c"], "flow", date(2025, 11, 30), statements), "sum").value == 15


def test_a_state_is_that_of_the_predecessors_until_the_merged_unit_states():
    statements = {"a": [month(3, 7)], "b": [month(6, 2)], "c": [month(9, 20)]}
    at = {n: figure(entries(MERGED, ["c"], "stock", month_end(2025, n), statements), "sum") for n in (1, 4, 8, 10)}
    assert at[1].value is None
    assert (at[4].value, [left.unit for left in at[4].left_out]) == (7, ["b"])
    assert at[8].value == 9
    assert (at[10].value, at[10].counted) == (20, ("c",))


def test_nobody_stated_anything_then_the_unit_of_the_day_is_the_one_that_did_not():
    rolled = figure(entries(MERGED, ["c"], "stock", date(2025, 9, 30), {}), "sum")
    assert [(left.unit, str(left.reason)) for left in rolled.left_out] == [("c", "not_stated")]


def test_a_ratio_is_never_a_mean_of_two_communes():
    statements = {
        "a": [month(6, numerator=1, denominator=2)],
        "b": [month(6, numerator=10, denominator=98)],
    }
    rolled = figure(
        entries(MERGED, ["c"], "ratio", date(2025, 8, 31), statements, "ratio", scale=100), "ratio", scale=100
    )
    assert (rolled.value, rolled.numerator, rolled.denominator) == (11, 11, 100)


def test_what_is_only_listed_is_not_comparable_after_a_merger():
    statements = {"a": [month(6, 5)], "b": [month(6, 7)]}
    rolled = figure(entries(MERGED, ["c"], "stock", date(2025, 8, 31), statements, "none"), "none")
    assert rolled.value is None
    assert [(left.unit, str(left.reason)) for left in rolled.left_out] == [
        ("a", "not_comparable"),
        ("b", "not_comparable"),
    ]


def test_a_split_divides_sums_as_an_estimate_and_nothing_else():
    statements = {"x": [month(n, 10) for n in range(1, 7)]}
    day = date(2025, 8, 31)
    part = figure(entries(SPLIT, ["y"], "flow", day, statements), "sum")
    assert (part.value, part.bound, part.finality) == (24, "about", "estimate")
    both = roll_up("sum", entries(SPLIT, ["y", "z"], "flow", day, statements))
    assert (both.value, both.bound, both.finality) == (60, "exactly", "official")
    rates = {"x": [month(6, numerator=1, denominator=4)]}
    rate = figure(entries(SPLIT, ["y"], "ratio", day, rates, "ratio", scale=100), "ratio", scale=100)
    assert (rate.value, str(rate.left_out[0].reason)) == (None, "not_comparable")
    whole = roll_up("ratio", entries(SPLIT, ["y", "z"], "ratio", day, rates, "ratio", scale=100), scale=100)
    assert whole.value == 25


def test_what_is_missing_keeps_its_own_reason_in_a_split():
    rolled = figure(entries(SPLIT, ["y"], "flow", date(2025, 6, 30), {}), "sum")
    assert [(left.unit, str(left.reason)) for left in rolled.left_out] == [("x", "not_stated")]


def test_a_month_without_a_figure_in_the_predecessor_is_told():
    statements = {"a": [month(2, 10)], "b": [month(n, 1) for n in range(1, 7)], "c": [month(8, 3)]}
    rolled = figure(entries(MERGED, ["c"], "flow", date(2025, 12, 31), statements), "sum")
    assert rolled.value == 6
    assert {left.unit: str(left.reason) for left in rolled.left_out} == {"a": "incomplete", "c": "incomplete"}


def test_who_stands_behind():
    chain = Lineage.of(
        [Link("a", "c", 1), Link("b", "c", 1), Link("c", "y", Decimal("0.5")), Link("c", "z", Decimal("0.5"))],
        dict.fromkeys("abcyz", LONG_AGO),
    )
    assert chain.behind("y") == {"a", "b", "c"} and chain.whole_behind("y") == set()
    assert chain.whole_behind("c") == {"a", "b"} and chain.carries_on("y") and not chain.carries_on("a")


# -- random histories --------------------------------------------------------------------------------------------------

EVENT = st.one_of(
    st.none(),
    st.tuples(st.just("merge"), st.integers(0, 9), st.integers(0, 9)),
    st.tuples(st.just("split"), st.integers(0, 9), st.sampled_from(["0.25", "0.5", "0.3"])),
)
HISTORY = st.tuples(
    st.integers(1, 4),
    st.lists(EVENT, min_size=11, max_size=11),
    st.lists(st.integers(0, 60) | st.none(), min_size=200, max_size=200),
)


class World:
    """Units that merge and split at the beginnings of months, each stating (or not) while it lives."""

    def __init__(self, count, events, values):
        self.links, self.begins, self.ends = [], dict.fromkeys(range(count), LONG_AGO), {}
        self.living = list(range(count))
        self.statements, self.drawn = {}, iter(values)
        self.month_of = {}
        for number in range(1, 13):
            if number > 1:
                self._happen(events[number - 2], date(2025, number, 1))
            for unit in self.living:
                value = next(self.drawn, None)
                if value is not None:
                    self.statements.setdefault(unit, []).append(month(number, value, numerator=value, denominator=60))

    def _happen(self, event, on):
        if event is None:
            return
        what, first, second = event
        one = self.living[first % len(self.living)]
        if what == "merge":
            other = self.living[second % len(self.living)]
            if one != other:
                self._begin([(one, Fraction(1)), (other, Fraction(1))], on)
                self._end(one, on), self._end(other, on)
        else:
            self._begin([(one, Fraction(second))], on)
            self._begin([(one, 1 - Fraction(second))], on)
            self._end(one, on)

    def _begin(self, sources, on):
        unit = len(self.begins)
        self.begins[unit] = on
        self.living.append(unit)
        self.links += [Link(source, unit, share) for source, share in sources]

    def _end(self, unit, on):
        self.living.remove(unit)
        self.ends[unit] = on

    @property
    def lineage(self):
        return Lineage.of(self.links, self.begins)


@given(HISTORY, st.integers(1, 12))
def test_flows_add_up_to_all_that_was_stated(history, number):
    world = World(*history)
    day = month_end(2025, number)
    look = reader("flow", world.statements)
    found = [leaf for unit in world.living for leaf in leaves(world.lineage, unit, "flow", YEAR.start, day, look)]
    by_hand = sum(s.value for told in world.statements.values() for s in told if s.end <= day)
    assert sum((leaf.share * (leaf.reading.value or 0) for leaf in found), Fraction(0)) == by_hand
    assert all(leaf.share == 1 for leaf in gathered(found))


@given(HISTORY, st.integers(1, 12))
def test_states_are_what_following_each_month_by_hand_gives(history, number):
    world = World(*history)
    day = month_end(2025, number)
    look = reader("stock", world.statements)
    for unit in world.living:
        found = gathered(leaves(world.lineage, unit, "stock", YEAR.start, day, look))
        told = {leaf.unit: (leaf.share, leaf.reading.value) for leaf in found if leaf.reading.value is not None}
        assert told == _state_by_hand(world, unit, day)


def _state_by_hand(world, unit, day):
    """Unit → (share, value), by asking each predecessor in turn for what it said last."""
    said = [s for s in world.statements.get(unit, ()) if s.end <= day]
    if said:
        return {unit: (Fraction(1), said[-1].value)}
    found = {}
    for link in world.links:
        if link.successor == unit:
            for source, (share, value) in _state_by_hand(world, link.predecessor, day).items():
                before = found.get(source, (Fraction(0), value))[0]
                found[source] = (before + share * link.share, value)
    return found


@given(HISTORY)
def test_mergers_alone_leave_sums_and_ratios_as_they_were(history):
    count, events, values = history
    events = [event if event and event[0] == "merge" else None for event in events]
    world = World(count, events, values)
    day = YEAR.end
    for measure, across in (("flow", "sum"), ("stock", "sum"), ("ratio", "ratio")):
        scale = 100 if measure == "ratio" else 1
        look = reader(measure, world.statements, scale=scale)
        found = [leaf for unit in world.living for leaf in leaves(world.lineage, unit, measure, YEAR.start, day, look)]
        rolled = roll_up(across, [entry_of(leaf, measure, across) for leaf in gathered(found)], scale=scale)
        straight = [Leaf(unit, day, Fraction(1), look(unit, day)) for unit in _speakers(world, measure)]
        plain = roll_up(across, [entry_of(leaf, measure, across) for leaf in straight], scale=scale)
        if measure != "flow" or not _has_gaps(straight):
            assert (rolled.value, rolled.numerator, rolled.denominator) == (
                plain.value,
                plain.numerator,
                plain.denominator,
            )


def _speakers(world, measure):
    """Flow: everybody who ever stated. State: the latest in each line."""
    if measure == "flow":
        return list(world.statements)
    found, waiting = [], list(world.living)
    while waiting:
        unit = waiting.pop()
        if world.statements.get(unit):
            found.append(unit)
        else:
            waiting += [link.predecessor for link in world.links if link.successor == unit]
    return found


def _has_gaps(straight):
    return any(leaf.reading.state != "read" for leaf in straight)


def test_the_day_before_is_the_last_day_of_the_predecessor():
    statements = {"a": [month(6, 1)], "b": [month(6, 1)]}
    found = leaves(MERGED, "c", "flow", YEAR.start, date(2025, 9, 30), reader("flow", statements))
    assert {leaf.through for leaf in found if leaf.unit != "c"} == {JULY - timedelta(days=1)}
