"""The cap engine against an independent brute force; rounding; what-if."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.reviews.caps import Rated, check, most_allowed, most_of, standings, what_if, with_share
from trongtam.reviews.scheme import Cap

pytestmark = pytest.mark.once

ALONE = Cap("excellent", "good", ("good",), Decimal(20), "unit")
BOTH = Cap("excellent", "good", ("excellent", "good"), Decimal(20), "unit")


def members(unit: str, *, excellent: int = 0, good: int = 0, completed: int = 0, group: str = "") -> list[Rated]:
    levels = ["excellent"] * excellent + ["good"] * good + ["completed"] * completed
    return [Rated(f"{unit}{group}{n}", level, unit, group) for n, level in enumerate(levels)]


@pytest.mark.parametrize(
    ("good", "floor", "half_up", "ceil"),
    [(0, 0, 0, 0), (2, 0, 0, 1), (3, 0, 1, 1), (5, 1, 1, 1), (7, 1, 1, 2), (8, 1, 2, 2), (605, 121, 121, 121)],
)
def test_rounding_is_a_setting(good: int, floor: int, half_up: int, ceil: int) -> None:
    found = [most_allowed(good, Decimal(20), rounding) for rounding in ("floor", "half_up", "ceil")]
    assert found == [floor, half_up, ceil]


def test_a_cell_of_two_has_room_for_nobody_when_rounded_down() -> None:
    cell = members("cell", good=2)
    assert standings(cell, ALONE)[0].room == 0
    assert standings(cell, BOTH, "ceil")[0].room == 1
    assert [one.over_by for one in check(members("cell", excellent=1, good=1), ALONE)] == [1]


def test_six_good_members_leave_room_for_one_although_he_leaves_the_base() -> None:
    (one,) = standings(members("cell", good=6), ALONE)
    assert (one.rated_good, one.allowed, one.room) == (6, 1, 1)
    (five,) = standings(members("cell", good=5), ALONE)
    assert (five.allowed, five.room) == (1, 0)


def test_hai_luu_as_reconstructed() -> None:
    """113 of 718 good or better: 18.68 % of the 605 who are good alone, 15.74 % of the 718."""
    all_members = members("hai-luu", excellent=113, good=605, completed=57)
    assert check(all_members, ALONE) == [] and check(all_members, BOTH) == []
    (one,) = standings(all_members, ALONE)
    assert (one.rated_good, one.allowed) == (605, 121)
    assert [over.allowed for over in check(all_members, with_share(BOTH, Decimal(15)))] == [107]
    assert with_share(BOTH, None) is BOTH


def test_groups_of_like_duties_are_counted_apart() -> None:
    by_group = Cap("excellent", "good", ("good",), Decimal(20), "group")
    rated = members("x", excellent=1, good=5, group="leaders") + members("x", excellent=1, good=4, group="staff")
    assert [(one.group, one.allowed) for one in check(rated, by_group)] == [(("x", "staff"), 0)]
    assert [(one.group, one.allowed) for one in check(rated, ALONE)] == [(("x", ""), 1)]


def test_what_if_keeps_nothing() -> None:
    rated = members("x", good=10)
    (now,) = standings(rated, ALONE)
    (then,) = what_if(rated, ALONE, {"x0": "excellent", "x1": "excellent"})
    assert (now.excellent, then.excellent, then.allowed, then.is_over) == (0, 2, 1, True)
    assert all(one.level == "good" for one in rated)


def brute_allowed(good: int, share: Fraction, rounding: str) -> int:
    """The largest whole number, tried one by one, that the rounding lets through."""
    exact = Fraction(good) * share / 100
    allowed = 0
    while True:
        following = allowed + 1
        fits = {
            "floor": following <= exact,
            "ceil": following < exact + 1,
            "half_up": following - Fraction(1, 2) <= exact,
        }
        if not fits[rounding]:
            return allowed
        allowed = following


@pytest.mark.no_cover  # ten thousand times the same lines
def test_against_brute_force_on_ten_thousand_groups() -> None:
    dice = random.Random(20260822)
    for _ in range(10_000):
        share = Fraction(dice.randrange(0, 1001), 10)
        inside, rounding = dice.random() < 0.5, dice.choice(["floor", "half_up", "ceil"])
        counted = ("excellent", "good") if inside else ("good",)
        cap = Cap("excellent", "good", counted, Decimal(share.numerator) / share.denominator, "unit")
        excellent, good = dice.randrange(0, 12), dice.randrange(0, 40)
        (one,) = standings(members("x", excellent=excellent, good=good, completed=1), cap, rounding)
        base = good + (excellent if inside else 0)
        allowed = brute_allowed(base, share, rounding)
        assert (one.rated_good, one.allowed, one.is_over) == (base, allowed, excellent > allowed)
        # Raise one after the other for as long as the cap holds.
        raised = 0
        while raised < good:
            left = good - raised - 1 + (excellent + raised + 1 if inside else 0)
            if excellent + raised + 1 > brute_allowed(left, share, rounding):
                break
            raised += 1
        assert one.room == raised, (excellent, good, cap, rounding)


@given(st.integers(0, 300), st.decimals(0, 100, places=1), st.sampled_from(["floor", "half_up", "ceil"]), st.booleans())
def test_the_most_is_allowed_and_one_more_is_not(together: int, share: Decimal, rounding: str, inside: bool) -> None:
    cap = Cap("excellent", "good", ("excellent", "good") if inside else ("good",), share, "unit")
    most = most_of(together, cap, rounding)
    over = lambda excellent: check(  # noqa: E731 - one line, twice
        members("x", excellent=excellent, good=together - excellent),
        cap,
        rounding,
    )
    assert not over(most)
    assert most == together or over(most + 1)


@given(st.integers(0, 9), st.integers(0, 40), st.integers(0, 9), st.integers(0, 9))
def test_sums_say_the_same_as_everybody_one_by_one(excellent: int, good: int, completed: int, raised: int) -> None:
    """Rows summed before, with some taken out again and tried elsewhere."""
    raised = min(raised, good)
    one_by_one = members("x", excellent=excellent + raised, good=good - raised, completed=completed)
    summed = [
        Rated("a", "excellent", "x", count=excellent),
        Rated("b", "good", "x", count=good),
        Rated("c", "completed", "x", count=completed),
        Rated("d", "good", "x", count=-raised),
        Rated("e", "excellent", "x", count=raised),
    ]
    if one_by_one:
        assert standings(summed, ALONE) == standings(one_by_one, ALONE)
