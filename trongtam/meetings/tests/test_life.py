"""The life of a meeting is one table: every state is reached, and what took place opens again by one act alone, with a reason."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from trongtam.meetings import life
from trongtam.meetings.life import Act, State
from trongtam.meetings.models import MeetingState


def test_every_state_is_reached_and_none_is_a_dead_end():
    seen, wave = {State.PREPARING}, {State.PREPARING}
    while wave:
        wave = {life.STEPS[held, act] for held, act in life.STEPS if held in wave} - seen
        seen |= wave
    assert seen == set(State)
    assert all(life.acts_from(state) for state in State)
    assert life.acts_from(State.SENT) == {Act.UNEND}
    assert {act for _, act in life.STEPS} == set(Act)


def test_the_columns_know_the_same_states():
    assert set(MeetingState.values) == {state.value for state in State}
    assert life.OPEN | life.HELD | {State.NOT_HELD} == set(State)


def test_only_a_step_leads_on():
    for state, act in product(State, Act):
        assert life.after(state, act) == life.STEPS.get((state, act))
        assert (act in life.acts_from(state)) == ((state, act) in life.STEPS)


@given(st.lists(st.sampled_from(list(Act)), max_size=40))
def test_what_has_ended_opens_again_by_one_act_alone_and_nothing_is_sent_unsigned(acts: list[Act]):
    """Whatever is tried: after the end only taking it back leads into the session, with a reason; sent follows signed alone."""
    state, ended = State.PREPARING, False
    for act in acts:
        step = life.after(state, act)
        if step is None:
            continue
        if step == State.SENT:
            assert state == State.SIGNED
        if ended and step not in life.HELD:
            assert (step, act) == (State.IN_SESSION, Act.UNEND) and act in life.WITH_REASON
        ended = step in life.HELD
        state = step


def test_the_three_steps_of_the_page():
    assert [life.step_of(state) for state in State] == [1, 1, 2, 3, 3, 3, 3]
