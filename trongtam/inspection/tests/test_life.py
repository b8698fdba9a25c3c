"""The course of an inspection: any walk stays among the states, and what is over stays over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.inspection.life import OPEN, STEPS, Act, State, after

pytestmark = pytest.mark.once


@given(st.lists(st.sampled_from(list(Act)), max_size=12))
def test_a_walk_only_goes_forward(acts):
    order = [State.PLANNED, State.DECIDED, State.REPORTED, State.CONCLUDED, State.SETTLED]
    state = State.PLANNED
    for act in acts:
        following = after(state, act)
        if following is None:
            continue
        assert state in OPEN
        if following is not State.DROPPED:
            assert order.index(following) == order.index(state) + 1
        else:
            assert state in (State.PLANNED, State.DECIDED)
        state = following


def test_each_state_is_reached_and_the_last_ones_lead_nowhere():
    assert {State.PLANNED, *STEPS.values()} == set(State)
    for state in set(State) - OPEN:
        assert all(after(state, act) is None for act in Act)
