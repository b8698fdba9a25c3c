"""The life of a work is one table: every state can be reached, every way leads out, and only the ended ones rest."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from trongtam.work import life
from trongtam.work.life import Act, State

BEGINNINGS = {State.PROPOSED, State.ASSIGNED}


def reached(first: set[State]) -> set[State]:
    seen, wave = set(first), set(first)
    while wave:
        wave = {life.STEPS[held, act] for held, act in life.STEPS if held in wave} - seen
        seen |= wave
    return seen


def test_every_state_is_reached_from_a_beginning():
    assert reached(BEGINNINGS) == set(State)


def test_every_act_is_a_step_somewhere_and_every_state_but_carried_has_a_way_out():
    assert {act for _, act in life.STEPS} == set(Act)
    assert {state for state in State if not life.acts_from(state)} == {State.CARRIED}


def test_only_a_step_leads_on():
    for state, act in product(State, Act):
        assert life.after(state, act) == life.STEPS.get((state, act))
        assert (act in life.acts_from(state)) == (state in life.states_for(act)) == ((state, act) in life.STEPS)


def test_states_fall_apart_into_registering_withdrawn_and_assigned_once():
    assert life.REGISTERING | {State.WITHDRAWN} | life.ASSIGNED_ONCE == set(State)
    assert not life.REGISTERING & life.ASSIGNED_ONCE
    assert life.RUNNING < life.OPEN < life.ASSIGNED_ONCE


def test_handed_in_is_not_judged_and_judged_is_not_concluded():
    assert life.after(State.REPORTED, Act.CONCLUDE) is None
    assert life.after(State.IN_PROGRESS, Act.APPRAISE) is None
    assert life.after(State.APPRAISED, Act.CONCLUDE) == State.CONCLUDED


@given(st.lists(st.sampled_from(list(Act)), max_size=40), st.sampled_from(sorted(BEGINNINGS)))
def test_a_work_is_never_judged_without_having_been_handed_in(acts: list[Act], first: State):
    """Whatever is tried, appraised is entered from reported alone, and concluded from appraised alone."""
    state = first
    for act in acts:
        step = life.after(state, act)
        if step is None:
            continue
        if step == State.APPRAISED:
            assert state == State.REPORTED
        if step == State.CONCLUDED:
            assert state == State.APPRAISED
        if step == State.ASSIGNED and state != State.ASSIGNED:
            assert state == State.REGISTERED
        state = step
