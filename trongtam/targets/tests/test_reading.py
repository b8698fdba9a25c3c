"""What the statements say about a period: flows, states, gaps, conflicts, forecasts; the fast way equals the slow one."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trongtam.ground.periods import Period
from trongtam.targets.figures.bounds import Bound, flip, limits, of_difference, of_quotient, weakest
from trongtam.targets.figures.conflicts import ranges_meet
from trongtam.targets.figures.reading import FINALITY_RANK, Finality, Reading, State, Statement, read, read_series

YEAR = Period.year(2022)
SEPTEMBER = date(2022, 9, 30)
THEN = datetime(2022, 1, 1)


def says(code, value=None, *, minute=0, **more):
    period = Period.parse(code)
    return Statement(period.start, period.end, THEN + timedelta(minutes=minute), value=value, **more)


def months(values, year=2022):
    return [says(f"{year}-{month:02d}", value) for month, value in enumerate(values, 1) if value is not None]


def test_months_add_up():
    reading = read("flow", months([10, 20, 30]), YEAR, SEPTEMBER)
    assert (reading.state, reading.value, reading.through, reading.settled) == ("read", 60, date(2022, 3, 31), True)
    assert reading.spans[0] == (date(2022, 1, 1), date(2022, 1, 31))
    assert reading.gaps == () and reading.actual == 60


def test_nine_months_stated_at_once():
    reading = read("flow", [says("2022-9M", Decimal(152), bound="more_than")], YEAR, SEPTEMBER)
    assert (reading.value, reading.bound, reading.through) == (152, "more_than", SEPTEMBER)


def test_the_longest_is_taken_and_the_rest_follows():
    statements = [*months([10, 10, 10, 10]), says("2022-Q1", 30)]
    reading = read("flow", statements, YEAR, date(2022, 4, 30))
    assert [(s.start.month, s.end.month) for s in reading.taken] == [(1, 3), (4, 4)]
    assert reading.value == 40 and reading.state == "read"


def test_a_gap_is_listed_and_gets_no_band():
    reading = read("flow", months([10, None, 30]), YEAR, SEPTEMBER)
    assert reading.state == "incomplete" and not reading.settled
    assert reading.gaps == ((date(2022, 2, 1), date(2022, 2, 28)),) and reading.value == 40


def test_the_end_is_a_gap_only_where_it_is_due():
    statements = months([10, 20])
    assert read("flow", statements, YEAR, SEPTEMBER).state == "read"
    reading = read("flow", statements, YEAR, SEPTEMBER, due_through=date(2022, 3, 31))
    assert reading.gaps == ((date(2022, 3, 1), date(2022, 3, 31)),) and reading.state == "incomplete"
    late = read("flow", statements, YEAR, date(2023, 5, 1), due_through=date(2023, 5, 1))
    assert late.gaps == ((date(2022, 3, 1), YEAR.end),)


def test_what_ends_after_the_day_is_a_forecast():
    year = says("2022", 500, finality="estimate")
    reading = read("flow", [*months([10, 20]), year], YEAR, SEPTEMBER)
    assert reading.value == 30 and reading.forecasts == (year,)
    assert read("flow", [year], YEAR, SEPTEMBER) == Reading(State.NOTHING, forecasts=(year,))


def test_statements_across_the_border_are_not_of_the_period():
    crossing = Statement(date(2021, 12, 1), date(2022, 1, 31), THEN, value=5)
    assert read("flow", [crossing], YEAR, SEPTEMBER).state == "nothing"


def test_ties_go_to_the_more_final_then_to_the_later():
    estimate, official = says("2022-01", 10, finality="estimate", minute=5), says("2022-01", 12)
    reading = read("flow", [estimate, official], YEAR, SEPTEMBER)
    assert (reading.value, reading.state, reading.finality) == (12, "read", "official")
    early, late = says("2022-01", 10), says("2022-01", 10, minute=1)
    assert read("flow", [late, early], YEAR, SEPTEMBER).taken == (late,)


def test_covers_that_disagree_are_a_conflict():
    quarter = says("2022-Q1", 70)
    reading = read("flow", [*months([10, 20, 30]), quarter], YEAR, SEPTEMBER)
    assert reading.state == "conflict" and reading.value == 70 and len(reading.conflicts) == 4
    assert read("flow", [*months([10, 20, 40]), quarter], YEAR, SEPTEMBER).state == "read"


def test_bounded_covers_that_meet_are_no_conflict():
    quarter = says("2022-Q1", 70, bound="less_than")
    assert read("flow", [*months([10, 20, 30]), quarter], YEAR, SEPTEMBER).state == "read"
    assert read("flow", [*months([10, 20, 41]), quarter], YEAR, SEPTEMBER).state == "conflict"


def test_what_was_replaced_by_a_more_final_figure_does_not_contradict_it():
    estimates = [s._replace(finality="estimate") for s in months([10, 20, 30])]
    assert read("flow", [*estimates, says("2022-Q1", 70)], YEAR, SEPTEMBER).state == "read"
    estimate = says("2022-Q1", 70, finality="estimate")
    assert read("flow", [*months([10, 20, 30]), estimate], YEAR, SEPTEMBER).state == "conflict"


def test_parts_that_exceed_their_whole():
    statements = [says("2022-Q1", 50), says("2022-01", 30), says("2022-03", 30)]
    assert read("flow", statements, YEAR, SEPTEMBER, non_negative=True).state == "conflict"
    assert read("flow", statements, YEAR, SEPTEMBER).state == "read"
    open_whole = [says("2022-Q1", 50, bound="more_than"), *statements[1:]]
    assert read("flow", open_whole, YEAR, SEPTEMBER, non_negative=True).state == "read"


def test_covers_of_a_stretch_that_cross_its_parts():
    later = Statement(date(2022, 4, 1), date(2022, 9, 30), THEN, value=60)
    half = says("2022-H1", 50)
    statements = [half, says("2022-Q3", 30), says("2022-Q1", 25), later]
    reading = read("flow", statements, YEAR, SEPTEMBER)
    assert reading.value == 80 and reading.state == "conflict"
    assert read("flow", [*statements[:3], later._replace(value=55)], YEAR, SEPTEMBER).state == "read"


def test_a_stock_is_its_latest_state():
    statements = months([100, 110, 105])
    reading = read("stock", statements, YEAR, SEPTEMBER)
    assert (reading.value, reading.through, reading.forecasts) == (105, date(2022, 3, 31), ())
    assert read("stock", statements, YEAR, date(2022, 2, 28)).value == 110
    assert read("stock", statements, YEAR, date(2022, 2, 28)).forecasts == (statements[2],)


def test_an_older_stock_is_last_known_and_not_counted():
    older = says("2021-12", 99)
    reading = read("stock", [says("2021-11", 98), older], YEAR, SEPTEMBER)
    assert (reading.state, reading.value, reading.last_known) == ("nothing", None, older)


def test_two_states_of_one_day():
    year, december = says("2022", 100), says("2022-12", 90)
    assert read("stock", [year, december], YEAR, YEAR.end).state == "conflict"
    assert read("stock", [year, december._replace(value=100)], YEAR, YEAR.end).state == "read"
    assert read("stock", [year, december._replace(finality="estimate")], YEAR, YEAR.end).value == 100
    assert read("ratio", [year, december], YEAR, YEAR.end).value == 100


def test_a_ratio_is_its_counts():
    counts = says("2022", numerator=718, denominator=775)
    reading = read("ratio", [counts], YEAR, YEAR.end, scale=100)
    assert str(reading.value).startswith("92.645") and (reading.numerator, reading.denominator) == (718, 775)
    assert read("ratio", [says("2022", numerator=0, denominator=5)], YEAR, YEAR.end).value == 0
    assert read("ratio", [says("2022", numerator=1, denominator=0)], YEAR, YEAR.end).state == "nothing"
    share = read("ratio", [says("2022", Decimal("92.65"))], YEAR, YEAR.end, scale=100)
    assert (share.value, share.numerator) == (Decimal("92.65"), None)


def test_yes_or_no_and_compositions():
    assert read("yes_no", [says("2022-03", truth=False)], YEAR, SEPTEMBER).actual is False
    twice = [says("2022-03", truth=False), says("2022-03", truth=True, minute=1)]
    assert read("yes_no", twice, YEAR, SEPTEMBER).state == "conflict"
    whole = read("composition", [says("2022-03", parts={"a": 60, "b": 40})], YEAR, SEPTEMBER)
    assert whole.part("a").value == 60 and whole.part("a").settled
    assert whole.part("c").state == "nothing"
    others = [says("2022-03", parts={"a": 60}), says("2022-03", parts={"a": 50}, minute=1)]
    assert read("composition", others, YEAR, SEPTEMBER).state == "conflict"


def test_thematic_meetings_keep_each_quarter():
    held = [says("2022-Q1", 2), says("2022-Q2", 0), says("2022-Q3", 1), says("2022-Q4", 1)]
    assert read("flow", held, YEAR, YEAR.end).value == 4
    each = [read("flow", held, Period.quarter(2022, number), YEAR.end).value for number in (1, 2, 3, 4)]
    assert each == [2, 0, 1, 1]


# -- bounds ------------------------------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from(Bound)))
def test_a_sum_takes_the_weakest_bound(bounds):
    leaning = set(bounds) - {Bound.EXACTLY}
    expected = Bound.EXACTLY if not leaning else leaning.pop() if len(leaning) == 1 else Bound.ABOUT
    assert weakest(bounds) == weakest(reversed(bounds)) == expected


def test_bounds_of_quotients_and_differences():
    assert of_quotient("exactly", "more_than") == "less_than"
    assert of_quotient("more_than", "less_than") == "more_than"
    assert of_quotient("more_than", "more_than") == "about"
    assert of_difference("more_than", "exactly") == "more_than"
    assert all(flip(flip(bound)) == bound for bound in Bound)


def test_ranges():
    assert limits(10, "about") == (9, 11)
    assert limits(10, "less_than") == (None, 10) and limits(10, "less_than", non_negative=True) == (0, 10)
    assert ranges_meet(100, "exactly", 100, "more_than")
    assert not ranges_meet(99, "exactly", 100, "more_than")
    assert ranges_meet(91, "exactly", 100, "about") and not ranges_meet(89, "exactly", 100, "about")


# -- properties --------------------------------------------------------------------------------------------------------

SPANS = [Period.parse(code) for code in ("2022-Q1", "2022-Q2", "2022-H1", "2022-9M", "2022")] + YEAR.months()[:6]
SPANS += [Period.parse("2022-02-01..2022-04-30"), Period.parse("2022-05-01..2022-09-30"), Period.quarter(2022, 3)]


@st.composite
def statements(draw):
    period = draw(st.sampled_from(SPANS))
    return Statement(
        period.start,
        period.end,
        THEN + timedelta(minutes=draw(st.integers(0, 3))),
        value=draw(st.integers(0, 3)),
        bound=draw(st.sampled_from(Bound)),
        finality=draw(st.sampled_from(Finality)),
    )


def covers(inside, start, end):
    """Every chain of statements that covers start…end exactly, by trying them all."""
    found = []
    for size in range(1, len(inside) + 1):
        for chosen in combinations(sorted(inside, key=lambda s: s.start), size):
            joined = all(a.end + timedelta(days=1) == b.start for a, b in pairwise(chosen))
            if joined and chosen[0].start == start and chosen[-1].end == end:
                found.append(chosen)
    return found


def meet(one, other):
    ends = []
    for cover in (one, other):
        pairs = [limits(s.value, s.bound) for s in cover]
        lows, highs = zip(*pairs, strict=True)
        ends.append((None if None in lows else sum(lows), None if None in highs else sum(highs)))
    lows = [low for low, _ in ends if low is not None]
    highs = [high for _, high in ends if high is not None]
    return not lows or not highs or max(lows) <= min(highs)


def replaced(statement, taken):
    inside = taken.start <= statement.start and statement.end <= taken.end
    return inside and FINALITY_RANK[taken.finality] > FINALITY_RANK[statement.finality]


def brute_force_conflict(candidates, taken):
    """Any two covers, by statements at least as final as the taken ones, of a taken statement or stretch that do not meet."""
    best = {}
    for s in candidates:
        best[s.start, s.end] = max(best.get((s.start, s.end), 0), FINALITY_RANK[s.finality])
    kept = [s for s in candidates if FINALITY_RANK[s.finality] == best[s.start, s.end]]
    stretches, run = [[s] for s in taken], []
    for s in taken:
        run = [*run, s] if run and run[-1].end + timedelta(days=1) == s.start else [s]
        stretches.append(run)
    for stretch in stretches:
        lowest = min(FINALITY_RANK[s.finality] for s in stretch)
        inside = [
            s
            for s in kept
            if s.start >= stretch[0].start
            and s.end <= stretch[-1].end
            and FINALITY_RANK[s.finality] >= lowest
            and not any(replaced(s, t) for t in stretch)
        ]
        ways = covers(inside, stretch[0].start, stretch[-1].end)
        if any(not meet(one, other) for one, other in combinations(ways, 2)):
            return True
    return False


@settings(max_examples=200, deadline=None)
@given(st.lists(statements(), max_size=7), st.sampled_from(YEAR.month_ends()))
def test_conflicts_are_those_that_trying_everything_finds(stated, on):
    reading = read("flow", stated, YEAR, on)
    candidates = [s for s in stated if s.end <= on]
    assert (reading.state == "conflict") == brute_force_conflict(candidates, reading.taken)


@settings(max_examples=200)
@given(
    st.sampled_from(["flow", "stock"]),
    st.lists(statements(), max_size=9),
    st.booleans(),
    st.booleans(),
)
def test_reading_many_days_equals_reading_each(measure, stated, non_negative, due):
    days = YEAR.month_ends()
    together = read_series(measure, stated, YEAR, days, non_negative=non_negative, due=due)
    alone = [
        read(measure, stated, YEAR, day, non_negative=non_negative, due_through=day if due else None) for day in days
    ]
    assert together == alone


@given(st.lists(st.none() | st.integers(-5, 5), min_size=12, max_size=12), st.booleans())
def test_months_alone_equal_a_walk_by_hand(values, due):
    days = YEAR.month_ends()
    for number, reading in enumerate(read_series("flow", months(values), YEAR, days, due=due), 1):
        stated = [value for value in values[:number] if value is not None]
        if not stated:
            assert reading.state == "nothing"
            continue
        last = max(place for place in range(number) if values[place] is not None)
        missing = values[: number if due else last + 1].count(None)
        assert reading.value == sum(stated)
        assert (reading.state == "incomplete") == bool(missing)
        assert len(reading.taken) + len(reading.forecasts) == 12 - values.count(None)


@given(st.lists(statements(), max_size=8), st.randoms())
def test_the_order_of_statements_changes_nothing(stated, random):
    distinct = [s._replace(stated_at=THEN + timedelta(minutes=place)) for place, s in enumerate(stated)]
    shuffled = random.sample(distinct, len(distinct))
    assert read("flow", distinct, YEAR, YEAR.end).value == read("flow", shuffled, YEAR, YEAR.end).value


@pytest.mark.parametrize("measure", ["flow", "stock", "ratio", "yes_no", "composition"])
def test_nothing_stated(measure):
    assert read(measure, [], YEAR, SEPTEMBER) == Reading(State.NOTHING)
    assert read_series(measure, [], YEAR, YEAR.month_ends()) == [Reading(State.NOTHING)] * 12
