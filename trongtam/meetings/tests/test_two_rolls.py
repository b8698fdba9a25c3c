"""Two who call the same roll at once: of each person the change that somebody made counts; nobody's tick is lost."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from trongtam.meetings.attending import Presence, Standing
from trongtam.meetings.forms.record import changed_since, roll_mark, shown_mark
from trongtam.meetings.models import Attendance, Meeting
from trongtam.meetings.queries.attendance import Roll, RollRow
from trongtam.org.models import Person, PostKind
from trongtam.org.tests.house import House, make_house, make_user

from .records import meeting, seventeen


@pytest.fixture
def house(db: None) -> House:
    return make_house()


@pytest.fixture
def held(house: House) -> Meeting:
    seventeen(house.cell_a)
    return meeting(house.cell_a)


class Phone:
    """A page that was opened once: its ticks and its mark are those of that moment, changed by taps alone."""

    def __init__(self, user, held: Meeting, name: str) -> None:
        self.client, self.held, self.name, self.keys = Client(), held, name, 0
        self.client.force_login(user)
        page = self.client.get(reverse(f"meetings:{name}", args=[held.pk])).content.decode()
        self.was = re.search(r'name="roll-was" value="([^"]*)"', page)[1]
        self.here = set(re.findall(r'name="(here-\d+)" checked', page))

    def sends(self, **headers: str):
        given = dict.fromkeys(self.here, "on") | {"roll": "1", "roll-was": self.was, "act": "save"}
        given |= {f"why-{name[5:]}": "excused" for name in self.here}
        to = "mark_roll" if self.name == "roll" else "hold"
        return self.client.post(reverse(f"meetings:{to}", args=[self.held.pk]), given, headers=headers)


def away() -> set[str]:
    counted = Attendance.objects.filter(presence="excused", standing__in=("official", "probationary"))
    return {f"here-{pk}" for pk in counted.values_list("person", flat=True)}


@pytest.mark.parametrize("name", ["roll", "meeting"])
def test_the_second_does_not_wipe_out_what_the_first_ticked(house: House, held: Meeting, name: str) -> None:
    deputy = make_user("Cao Thử Phó", house.cell_a, PostKind.CELL_SECRETARY)
    one, other = Phone(house.cell_secretary, held, name), Phone(deputy, held, name)
    first, second = sorted(one.here)[:2]
    before = away()
    one.here.discard(first)
    assert one.sends().status_code == 302
    other.here.discard(second)
    assert other.sends().status_code == 302
    assert away() - before == {first, second}
    again = Phone(house.cell_secretary, held, name)
    again.here.add(first)
    again.sends()
    assert away() - before == {second}


def test_a_tick_that_is_taken_back_on_the_same_page_is_taken_back(house: House, held: Meeting) -> None:
    phone = Phone(house.cell_secretary, held, "meeting")
    before, name = away(), sorted(phone.here)[0]
    phone.here.discard(name)
    saved = phone.sends(**{"HX-Request": "true"}).content.decode()
    assert away() - before == {name}
    phone.was = re.search(r'name="roll-was" value="([^"]*)"', saved)[1]
    phone.here.add(name)
    phone.sends(**{"HX-Request": "true"})
    assert away() == before


STATES = st.sampled_from([Presence.PRESENT, Presence.EXCUSED, Presence.UNEXCUSED])


def roll_with(states) -> Roll:
    rows = tuple(RollRow(Person(pk=pk), Standing.OFFICIAL, state, "", "") for pk, state in enumerate(states, 1))
    return Roll(Meeting(), None, rows, (), (), True, "", None, True, True, True, False)


def absent_of(states) -> dict[int, tuple[str, str | None]]:
    return {pk: (state.value, None) for pk, state in enumerate(states, 1) if state != Presence.PRESENT}


@given(st.lists(st.tuples(STATES, STATES, STATES), max_size=8))
def test_of_each_person_ones_own_change_counts_else_the_others(people) -> None:
    """(as it was seen, as it is typed, as it stands now)"""
    seen, typed, now = ([row[place] for row in people] for place in range(3))
    mark = shown_mark(roll_with(seen))
    assert mark == roll_mark(absent_of(seen), [])
    found, beside = changed_since(absent_of(typed), set(), roll_with(now), mark)
    wanted = [mine if mine != was else stands for was, mine, stands in people]
    assert (found, beside) == (absent_of(wanted), set())
