"""Counts of a vote: what cannot be is refused; what carries is more than half of those present."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.reviews.ballots import Count, Fault, carried, fault_of

LEVELS = ("excellent", "good", "completed", "not_completed")


@pytest.mark.parametrize(
    ("count", "fault"),
    [
        (Count(10, 11, 11, {"good": 11}), Fault.MORE_BALLOTS),
        (Count(12, 12, 12, {"good": 12}, voters=10), Fault.MORE_PRESENT),
        (Count(2, 2, 2, {"good": 2}), Fault.TOO_FEW),
        (Count(10, 10, 11, {"good": 11}), Fault.MORE_VALID),
        (Count(10, 10, 9, {"good": 8}), Fault.MARKS),
        (Count(10, 10, 10, {"good": 11, "excellent": -1}), Fault.NEGATIVE),
        (Count(0, 0, 0, {}), Fault.NOBODY),
        (Count(10, 10, 10, {"best": 10}), Fault.UNKNOWN_LEVEL),
        (Count(10, 9, 8, {"good": 5, "excellent": 3}, voters=10), None),
    ],
)
def test_counts_that_cannot_be_are_refused(count, fault):
    assert fault_of(count, LEVELS) == fault


def test_a_better_mark_supports_the_lesser_level():
    assert carried(Count(10, 10, 10, {"excellent": 4, "good": 3, "completed": 3}), LEVELS) == "good"
    assert carried(Count(10, 10, 10, {"excellent": 6, "good": 4}), LEVELS) == "excellent"


def test_half_is_not_more_than_half():
    assert carried(Count(10, 10, 10, {"excellent": 5, "good": 5}), LEVELS) == "good"


def test_who_handed_in_no_valid_ballot_still_counts_in_the_base():
    assert carried(Count(10, 8, 5, {"good": 5}), LEVELS) == "not_completed"


marks = st.dictionaries(st.sampled_from(LEVELS), st.integers(0, 60))


@given(marks, st.integers(0, 20))
def test_what_carries_has_its_majority_and_nothing_better_has(found, silent):
    """Against counting ballot by ballot."""
    present = sum(found.values()) + silent
    level = carried(Count(present, present, sum(found.values()), found), LEVELS)
    ballots = [LEVELS.index(one) for one, n in found.items() for _ in range(n)]
    better = LEVELS.index(level)
    assert all(sum(one <= rank for one in ballots) * 2 <= present for rank in range(better))
    assert level == LEVELS[-1] or sum(one <= better for one in ballots) * 2 > present
