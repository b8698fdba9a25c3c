"""The life of a recommendation is one table: every state is reached, and nothing ends without an answer or a reason."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from trongtam.support import life
from trongtam.support.life import Act, State


def test_every_state_is_reached_from_the_beginning_and_every_act_is_a_step_somewhere():
    seen = wave = {life.BEGINS}
    while wave:
        wave = {after for (held, _act), after in life.STEPS.items() if held in wave} - seen
        seen = seen | wave
    assert seen == set(State)
    assert {act for _held, act in life.STEPS} == set(Act)


def test_only_a_step_leads_on():
    for state, act in product(State, Act):
        assert life.after(state, act) == life.STEPS.get((state, act))
        assert (act in life.acts_from(state)) == ((state, act) in life.STEPS)


def test_from_every_open_state_both_ends_can_be_reached():
    for first in life.OPEN:
        seen = wave = {first}
        while wave:
            wave = {after for (held, _act), after in life.STEPS.items() if held in wave} - seen
            seen = seen | wave
        assert seen >= life.ENDS


def test_whoever_is_owed_an_answer_is_open():
    assert set(life.OWED) == life.OPEN - {State.ANSWERED}


@given(st.lists(st.sampled_from(list(Act)), max_size=40))
def test_on_any_way_an_end_has_an_answer_or_a_reason(acts: list[Act]) -> None:
    state, answered, reasons = life.BEGINS, False, set()
    for act in acts:
        after = life.after(state, act)
        if after is None:
            continue
        answered |= act is Act.ANSWER
        if act in life.WITH_REASON:
            reasons.add(act)
        state = after
        if state is State.SETTLED:
            assert answered
        if state is State.WITHDRAWN:
            assert Act.WITHDRAW in reasons
