"""The life of a paper, as values."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.archive.issuing import steps

ACTS = [*steps.STEPS, "open the window"]


@given(st.lists(st.sampled_from(ACTS), max_size=12))
def test_a_paper_only_walks_the_road(acts):
    """However acts come: what was signed passed review and signature, and nothing follows on an end."""
    state, walked = steps.COMPILED, [steps.COMPILED]
    for act in acts:
        if act in steps.possible(state):
            state = steps.after(state, act)
            walked.append(state)
        else:
            with pytest.raises(steps.Impossible):
                steps.after(state, act)
    if state in steps.ISSUED:
        assert steps.IN_REVIEW in walked
        assert steps.FOR_SIGNATURE in walked
    for before, later in pairwise(walked):
        assert before not in steps.CLOSED
        if later in steps.ROAD and before in steps.ROAD:
            further = steps.ROAD.index(later) - steps.ROAD.index(before)
            assert further <= 1  # never two steps at once
            assert further >= 0 or later == steps.COMPILED  # back only to its writer


def test_what_was_signed_never_goes_back():
    assert steps.possible(steps.SIGNED) == (steps.SEND,)
    assert steps.possible(steps.SENT) == ()
    assert steps.possible(steps.CANCELLED) == ()
    assert [state for state in steps.STATES if steps.can_be_replaced(state)] == [steps.SIGNED, steps.SENT]


def test_the_next_step_leads_one_further():
    for place, state in enumerate(steps.ROAD[:-1]):
        assert steps.after(state, steps.NEXT[state]) == steps.ROAD[place + 1]
