"""The life of a form: every walk ends where it should, nothing leaves a lock but by opening the round again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from trongtam.reviews.life import (
    ORDER,
    PROPOSED,
    SAYS,
    SETTLED,
    STEPS,
    WITH_REASON,
    Act,
    State,
    acts_from,
    after,
    step_of,
)


@given(st.lists(st.sampled_from(list(Act)), max_size=60))
def test_a_walk_by_whatever_hands_skips_no_step(walk):
    """Whoever presses what in whatever order: the decision comes after appraisal, vote and own word, each since the last
    return."""
    state, said = State.SELF, set()
    for act in walk:
        reached = after(state, act)
        if reached is None:
            continue
        if act == Act.SEND_BACK:
            said = {one for one in said if ORDER.index(one) < ORDER.index(reached)}
        if act in SAYS:
            said.add(state)
        if act == Act.DECIDE:
            assert {State.SELF, State.COLLECTIVE, State.APPRAISAL, State.DECISION} <= said
        state = reached
        assert state in ORDER


@given(st.sampled_from(list(State)), st.sampled_from(list(Act)))
def test_only_a_reason_leads_back(state, act):
    reached = after(state, act)
    if reached is not None and ORDER.index(reached) < ORDER.index(state):
        assert act in WITH_REASON


def test_a_locked_form_waits_for_the_round_to_be_opened():
    assert acts_from(State.LOCKED) == {Act.UNLOCK}


def test_nobody_contests_after_the_decision():
    assert {state for state, act in STEPS if act == Act.CONTEST} == set(State) - SETTLED


def test_each_state_is_reached():
    seen, at_hand = {State.SELF}, [State.SELF]
    while at_hand:
        state = at_hand.pop()
        for act in acts_from(state):
            reached = STEPS[state, act]
            if reached not in seen:
                seen.add(reached)
                at_hand.append(reached)
    assert seen == set(State) and seen > PROPOSED


def test_four_steps_on_the_page():
    assert [step_of(state) for state in ORDER] == [1, 2, 3, 4, 4, 4]
