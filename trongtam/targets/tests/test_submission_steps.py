"""The table of a submission's steps."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from trongtam.targets.submitting import (
    CLOSED,
    OWED,
    SETTLED,
    STEPS,
    WITH_REASON,
    Act,
    State,
    acts_from,
    after,
    holds_back,
    states_for,
)

states, acts = st.sampled_from(State), st.sampled_from(Act)
paths = st.lists(st.integers(1, 3), min_size=1, max_size=4).map(lambda ids: "/" + "".join(f"{pk}/" for pk in ids))


def test_the_way_of_a_submission():
    way = [
        (Act.SUBMIT, State.SUBMITTED), (Act.RETURN, State.RETURNED), (Act.SUBMIT, State.SUBMITTED),
        (Act.RECALL, State.OPEN), (Act.SUBMIT, State.SUBMITTED), (Act.ACCEPT, State.ACCEPTED),
        (Act.LOCK, State.LOCKED), (Act.REOPEN, State.OPEN),
    ]  # fmt: skip
    state: State | None = State.OPEN
    for act, reached in way:
        state = after(state or State.OPEN, act)
        assert state == reached


@given(st.lists(acts, max_size=30))
def test_nothing_is_accepted_that_was_not_sent_nor_locked_that_was_not_accepted(done):
    state, seen = State.OPEN, [State.OPEN]
    for act in done:
        state = after(state, act) or state
        if state != seen[-1]:
            seen.append(state)
    for before, reached in pairwise(seen):
        if reached in (State.ACCEPTED, State.RETURNED):
            assert before == State.SUBMITTED
        if reached == State.LOCKED:
            assert before == State.ACCEPTED
        if before == State.LOCKED:
            assert reached == State.OPEN


@given(states, acts)
def test_the_table_answers_the_same_from_every_side(state, act):
    assert (after(state, act) is None) == (act not in acts_from(state)) == (state not in states_for(act))
    assert after(state, act) != state, "a step leads elsewhere"


def test_every_state_is_either_owed_or_closed_and_can_be_left_and_reached():
    assert set(State) == OWED | CLOSED
    assert not OWED & CLOSED
    assert SETTLED <= CLOSED
    assert {state for state, _act in STEPS} == set(State) == set(STEPS.values())
    assert {act for _state, act in STEPS} == set(Act) >= WITH_REASON


@given(paths, st.lists(st.tuples(paths, states), max_size=8))
def test_a_unit_waits_for_those_below_it_that_are_not_settled(path, others):
    held = set(holds_back(path, others))
    for place, (below, state) in enumerate(others):
        is_below = below.startswith(path) and below != path
        assert (place in held) == (is_below and state not in SETTLED)
