"""Who must register, who has, who is missing: generated campaigns, and the cases that were thought through."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.work.asking import (
    ENOUGH,
    PERSON,
    UNIT,
    Entry,
    Held,
    Phase,
    Place,
    Row,
    Span,
    Stand,
    Terms,
    came_late,
    count_name,
    days_that_count,
    must_register,
    out_of_focus,
    phase_on,
    reckon,
)
from trongtam.work.life import ASSIGNED_ONCE, State

FIRST, LAST = date(2021, 1, 5), date(2021, 1, 31)
EVER = Span(date(2015, 1, 1))
DAYS = st.dates(date(2020, 12, 1), date(2021, 3, 31))
SPANS = st.builds(
    lambda first, long: Span(first, first + timedelta(days=long) if long else None), DAYS, st.integers(0, 60)
)
PLACES = st.lists(st.builds(Place, st.integers(1, 6), st.sampled_from(["cell", "hamlet"]), SPANS), max_size=8)
POSTS = st.lists(
    st.builds(Held, st.integers(1, 5), st.sampled_from(["cell_secretary", "official"]), st.integers(1, 7), SPANS),
    max_size=8,
)
HOLDERS = st.tuples(st.sampled_from([UNIT, PERSON]), st.integers(1, 6))
ENTRIES = st.lists(st.builds(Entry, HOLDERS, st.sampled_from([one.value for one in State])), max_size=20)


def terms(**changed) -> Terms:
    given = {"unit_kinds": ("cell",), "post_kinds": ("cell_secretary",)}
    return Terms("Mẫu", "2021", FIRST, LAST, **given | changed)


def cell(unit: int, span: Span = EVER) -> Place:
    return Place(unit, "cell", span)


def secretary(person: int, unit: int, span: Span = EVER) -> Held:
    return Held(person, "cell_secretary", unit, span)


@pytest.mark.parametrize(
    ("day", "closed", "phase"),
    [
        (FIRST - timedelta(days=1), None, Phase.BEFORE),
        (FIRST, None, Phase.OPEN),
        (LAST, None, Phase.OPEN),
        (LAST + timedelta(days=1), None, Phase.LATE),
        (LAST, LAST, Phase.CLOSED),
    ],
)
def test_both_ends_of_the_registration_count(day: date, closed: date | None, phase: Phase):
    assert phase_on(terms(), day, closed) is phase


@given(DAYS)
def test_the_day_that_counts_lies_in_the_registration(day: date):
    counted, there = days_that_count(terms(), day)
    assert FIRST <= counted <= LAST
    assert there >= counted
    assert (counted == there) == (day <= LAST)


@given(PLACES, POSTS, DAYS)
def test_whoever_owes_is_there_once_and_for_a_reason(places: list[Place], posts: list[Held], day: date):
    asked = must_register(terms(), places, posts, day)
    days = days_that_count(terms(), day)

    def stands(unit: int) -> bool:
        return all(any(one.unit == unit and one.span.holds(when) for one in places) for when in days)

    for (kind, key), at in asked.items():
        assert stands(at)
        if kind == UNIT:
            assert key == at
            assert any(one.unit == key and one.kind == "cell" for one in places)
        else:
            reasons = [one for one in posts if (one.person, one.unit, one.kind) == (key, at, "cell_secretary")]
            assert any(all(one.span.holds(when) for when in days) for one in reasons)
    persons = {
        one.person
        for one in posts
        if one.kind == "cell_secretary" and stands(one.unit) and all(one.span.holds(when) for when in days)
    }
    assert {key for kind, key in asked if kind == PERSON} == persons


@given(PLACES, POSTS, DAYS)
def test_who_owes_does_not_hang_on_the_order_of_posts(places: list[Place], posts: list[Held], day: date):
    assert must_register(terms(), places, posts, day) == must_register(terms(), places, posts[::-1], day)


@given(ENTRIES, st.lists(HOLDERS, unique=True), st.integers(1, 3))
def test_every_work_counts_once_and_everybody_stands_somewhere(entries: list[Entry], asked: list, least: int):
    found = reckon(terms(least=least), dict.fromkeys(asked, 1), entries)
    assert [one.holder for one in found.asked] == asked
    assert {one.holder for one in found.beside} == {one.holder for one in entries} - set(asked)
    counts = ("draft", "registered", "approved", "returned", "withdrawn")
    assert sum(found.works(name) for name in counts) == len(entries)
    assert found.enough + found.missing == len(asked)
    assert found.done <= found.enough
    for row in found.asked:
        assert (row.short == 0) == (row.stand in ENOUGH)
        assert row.short + min(row.counted, least) == least
    assert found.short == sum(one.short for one in found.asked)
    assert (found.short == 0) == (found.missing == 0)


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_its_count(state: State):
    counts = {State.PROPOSED: "draft", State.REGISTERED: "registered", State.RETURNED: "returned"}
    counts[State.WITHDRAWN] = "withdrawn"
    assert count_name(state) == counts.get(state, "approved")
    assert (count_name(state) == "approved") == (state in ASSIGNED_ONCE)


@pytest.mark.parametrize(
    ("counts", "stand"),
    [
        ({}, Stand.MISSING),
        ({"withdrawn": 1}, Stand.MISSING),
        ({"draft": 1}, Stand.DRAFT),
        ({"draft": 1, "returned": 1}, Stand.RETURNED),
        ({"registered": 1}, Stand.SHORT),
        ({"registered": 2}, Stand.WAITING),
        ({"registered": 1, "approved": 1}, Stand.WAITING),
        ({"registered": 3, "approved": 2}, Stand.DONE),
    ],
)
def test_how_it_stands_with_two_asked(counts: dict[str, int], stand: Stand):
    assert Row((UNIT, 1), 1, 2, **counts).stand is stand


def test_one_person_with_two_posts_owes_once_at_the_first_place():
    asked = must_register(terms(), [cell(1), cell(2)], [secretary(7, 2), secretary(7, 1)], FIRST)
    assert asked == {(UNIT, 1): 1, (UNIT, 2): 2, (PERSON, 7): 1}


def test_a_unit_that_begins_or_ends_inside_the_year():
    begun, ended = cell(1, Span(date(2021, 1, 20))), cell(2, Span(date(2015, 1, 1), date(2021, 1, 20)))
    later, gone = cell(3, Span(date(2021, 2, 1))), cell(4, Span(date(2015, 1, 1), date(2021, 2, 10)))
    places = [begun, ended, later, gone]
    assert set(must_register(terms(), places, [], date(2020, 12, 1))) == {(UNIT, 2), (UNIT, 4)}, "as of the opening"
    assert set(must_register(terms(), places, [], date(2021, 1, 19))) == {(UNIT, 2), (UNIT, 4)}
    assert set(must_register(terms(), places, [], date(2021, 1, 20))) == {(UNIT, 1), (UNIT, 4)}
    assert set(must_register(terms(), places, [], date(2021, 2, 9))) == {(UNIT, 1), (UNIT, 4)}, "as of the last day"
    assert set(must_register(terms(), places, [], date(2021, 2, 10))) == {(UNIT, 1)}, "it can register nothing now"


def test_a_unit_that_was_moved_inside_the_territory_still_owes():
    moved = [cell(1, Span(date(2015, 1, 1), LAST)), cell(1, Span(LAST))]
    for day in (FIRST, LAST - timedelta(days=1), LAST, LAST + timedelta(days=30)):
        assert (UNIT, 1) in must_register(terms(), moved, [], day)


def test_whoever_followed_owes_in_the_place_of_the_one_who_left():
    before, after = Span(date(2015, 1, 1), date(2021, 1, 20)), Span(date(2021, 1, 20))
    posts = [secretary(7, 1, before), secretary(8, 1, after)]
    assert (PERSON, 7) in must_register(terms(), [cell(1)], posts, date(2021, 1, 19))
    assert must_register(terms(), [cell(1)], posts, date(2021, 1, 20)) == {(UNIT, 1): 1, (PERSON, 8): 1}
    assert (PERSON, 8) in must_register(terms(), [cell(1)], posts, date(2021, 5, 1))


def test_a_post_that_changed_hands_after_the_last_day_is_owed_by_nobody():
    before, after = Span(date(2015, 1, 1), date(2021, 2, 10)), Span(date(2021, 2, 10))
    posts = [secretary(7, 1, before), secretary(8, 1, after)]
    assert (PERSON, 7) in must_register(terms(), [cell(1)], posts, date(2021, 2, 9))
    assert must_register(terms(), [cell(1)], posts, date(2021, 2, 10)) == {(UNIT, 1): 1}


def test_late_and_out_of_focus():
    asked = terms(focuses=("weak", "hard"))
    assert came_late(asked, Entry((UNIT, 1), "registered", on=LAST + timedelta(days=1)))
    assert not came_late(asked, Entry((UNIT, 1), "registered", on=LAST))
    assert not came_late(asked, Entry((UNIT, 1), "proposed"))
    assert out_of_focus(asked, Entry((UNIT, 1), "registered", ("new",)))
    assert out_of_focus(asked, Entry((UNIT, 1), "registered"))
    assert not out_of_focus(asked, Entry((UNIT, 1), "registered", ("hard", "new")))
    assert not out_of_focus(terms(), Entry((UNIT, 1), "registered", ("new",)))
