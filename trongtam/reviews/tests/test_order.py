"""Collectives before people, the head before deputies; members, then cells, then the committee."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from trongtam.reviews.life import SETTLED, State
from trongtam.reviews.order import Place, before_the_decision, before_the_vote

COLLECTIVE = Place(1, "collective", 7, State.COLLECTIVE)
HEAD = Place(2, "leader", 7, State.COLLECTIVE, is_head=True)
DEPUTY = Place(3, "leader", 7, State.COLLECTIVE)
MEMBER = Place(4, "member", 7, State.COLLECTIVE)
CELL = Place(5, "organisation", 7, State.DECISION)
COMMITTEE = Place(6, "organisation", 1, State.DECISION, top=True)
ALL = [COLLECTIVE, HEAD, DEPUTY, MEMBER, CELL, COMMITTEE]


def test_people_wait_for_their_collective_and_deputies_for_the_head():
    assert before_the_vote(COLLECTIVE, ALL) == []
    assert before_the_vote(HEAD, ALL) == before_the_vote(MEMBER, ALL) == [COLLECTIVE]
    assert before_the_vote(DEPUTY, ALL) == [COLLECTIVE, HEAD]


def test_who_was_proposed_or_is_not_rated_is_waited_for_no_longer():
    done = [replace(COLLECTIVE, state=State.APPRAISAL), replace(HEAD, rated=False), DEPUTY]
    assert before_the_vote(DEPUTY, done) == []


def test_heads_of_other_units_are_not_waited_for():
    """Who leads two units is heard in each by itself."""
    assert before_the_vote(DEPUTY, [replace(HEAD, unit=8), replace(COLLECTIVE, unit=8)]) == []


def test_the_cell_waits_for_everybody_in_it_and_the_committee_for_the_cells():
    assert before_the_decision(CELL, ALL) == [COLLECTIVE, HEAD, DEPUTY, MEMBER]
    assert before_the_decision(COMMITTEE, ALL) == [CELL]
    assert before_the_decision(MEMBER, ALL) == []


kinds = st.sampled_from(["collective", "leader", "member", "organisation"])
places = st.lists(
    st.builds(
        Place,
        st.integers(0, 10**6),
        kinds,
        st.integers(1, 3),
        st.sampled_from(list(State)),
        is_head=st.booleans(),
        rated=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda one: one.pk,
)


@given(places)
def test_somebody_is_always_free_to_begin(others):
    """The order never waits in a ring: of those who are not settled yet one may always be decided."""
    listed = [replace(one, top=one.unit == 1) for one in others if one.rated and one.state not in SETTLED]
    top = [one for one in listed if one.top and one.kind == "organisation"]
    if len(top) < 2 and listed:
        assert any(not before_the_decision(one, others) for one in listed)
        voting = [one for one in listed if one.state == State.COLLECTIVE]
        waiting = [one for one in listed if one.state in (State.SELF, State.COLLECTIVE)]
        assert not voting or any(not before_the_vote(one, others) for one in waiting)
