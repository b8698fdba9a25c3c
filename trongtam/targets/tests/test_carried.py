"""Plans through mergers and splits: what adds up adds to the same sum, nothing else is touched."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from trongtam.targets.figures.carried import Promised, carry, divide

ONE = Fraction(1)
MERGE = [("a", "0", ONE), ("b", "0", ONE)]


def test_plans_add_where_both_promised_the_same():
    new, stays = carry([Promised(1, "a", "tax", True, 100), Promised(2, "b", "tax", True, 50)], MERGE)
    assert [(one.to, one.plan, one.sources) for one in new] == [("0", 150, ((1, ONE), (2, ONE)))]
    assert stays == []


def test_other_plans_stay_and_say_why():
    promises = [
        Promised(1, "a", "poor", False, 5),
        Promised(2, "b", "poor", False, 4),
        Promised(3, "a", "roads", True, 10),
        Promised(4, "a", "trees", True, 10),
        Promised(5, "a", "trees", True, 20),
        Promised(6, "b", "trees", True, 30),
    ]
    new, stays = carry(promises, MERGE)
    assert new == []
    assert {(one.target, str(one.why)) for one in stays} == {
        (1, "not_additive"),
        (2, "not_additive"),
        (3, "not_everywhere"),
        (4, "several"),
        (5, "several"),
        (6, "several"),
    }


def test_a_baseline_adds_only_where_it_is_of_one_day():
    day, other = date(2024, 12, 31), date(2023, 12, 31)
    first = Promised(1, "a", "t", True, 10, baseline=4, baseline_on=day)
    same = carry([first, Promised(2, "b", "t", True, 10, baseline=3, baseline_on=day)], MERGE)[0][0]
    assert (same.baseline, same.baseline_on) == (7, day)
    apart = carry([first, Promised(2, "b", "t", True, 10, baseline=3, baseline_on=other)], MERGE)[0][0]
    assert (apart.plan, apart.baseline, apart.baseline_on) == (20, None, None)
    missing = carry([first, Promised(2, "b", "t", True, 10)], MERGE)[0][0]
    assert missing.baseline is None


def test_a_split_divides_by_the_shares():
    links = [("x", "0", Fraction("0.6")), ("x", "1", Fraction("0.4"))]
    new, stays = carry([Promised(1, "x", "t", True, 5, plan_to=9), Promised(2, "x", "p", False, 5)], links)
    assert [(one.to, one.plan, one.plan_to) for one in new] == [("0", 3, 5), ("1", 2, 4)]
    assert [(one.target, one.to) for one in stays] == [(2, "0"), (2, "1")]


SHARES = st.lists(st.integers(1, 50), min_size=2, max_size=5).map(
    lambda weights: [Fraction(weight, sum(weights)) for weight in weights]
)


@given(st.integers(-(10**15), 10**15), SHARES)
def test_parts_make_the_whole(amount, shares):
    parts = divide(amount, shares)
    assert sum(parts) == amount
    assert all(abs(part - amount * share) < 1 for part, share in zip(parts, shares, strict=True))
    assert divide(None, shares) == [None] * len(shares)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("tuv"), st.integers(0, 99)), max_size=12))
def test_a_merger_keeps_every_sum_and_forgets_no_promise(rows):
    promises = [Promised(n, unit, sort, True, plan) for n, (unit, sort, plan) in enumerate(rows)]
    new, stays = carry(promises, [(unit, "0", ONE) for unit in "abc"])
    carried = {target for one in new for target, _share in one.sources}
    assert carried | {one.target for one in stays} == {promise.target for promise in promises}
    assert not carried & {one.target for one in stays}
    assert sum(one.plan for one in new) == sum(promise.plan for promise in promises if promise.target in carried)
