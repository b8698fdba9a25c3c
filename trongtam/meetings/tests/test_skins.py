"""No illegal step through the pages, and every act in the book: each pair of state and act is tried, then long random ways."""

from __future__ import annotations

import random

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from trongtam.ledger.models import Entry
from trongtam.meetings import life
from trongtam.meetings.life import Act, State
from trongtam.meetings.models import Decision, Meeting, MeetingTurn
from trongtam.org.tests.house import House, make_house

from .months import prepared

# Act → the address's name and what is typed beside the key of the form.
PAGES: dict[Act, tuple[str, dict[str, str]]] = {
    Act.CALL: ("call_meeting", {}),
    Act.UNCALL: ("take_call_back", {}),
    Act.BEGIN: ("begin_meeting", {}),
    Act.UNBEGIN: ("take_begin_back", {}),
    Act.END: ("hold", {"act": "end"}),
    Act.SIGN: ("sign_minutes", {}),
    Act.UNSIGN: ("take_signature_back", {"reason": "còn thiếu mẫu"}),
    Act.SEND: ("send_minutes", {}),
    Act.UNEND: ("take_end_back", {"reason": "bấm nhầm mẫu"}),
    Act.MISS: ("record_not_held", {"why": "quorum"}),
    Act.UNMISS: ("take_not_held_back", {}),
}
# Acts that leave the state as it is; their pages are tried in test_pages.py.
STAYING = {Act.REWRITE, Act.ARRANGE, Act.SETTLE, Act.DECIDE, Act.MINUTE}


@pytest.fixture
def house(db: None) -> House:
    return make_house()


class Desk:
    """The secretary, signed in; every form has a key of its own."""

    def __init__(self, house: House) -> None:
        self.client, self.sent = Client(), 0
        self.client.force_login(house.cell_secretary)

    def do(self, meeting: Meeting, act: Act) -> int:
        name, typed = PAGES[act]
        self.sent += 1
        given = {**typed, "form_key": f"k{self.sent}"}
        return self.client.post(reverse(f"meetings:{name}", args=[meeting.pk]), given).status_code


def test_every_act_has_its_page():
    assert set(PAGES) | STAYING == set(Act)
    assert all(life.STEPS[state, act] == state for state, act in life.STEPS if act in STAYING)


@pytest.mark.parametrize("state", list(State))
def test_what_is_no_step_changes_nothing_through_any_page(house: House, state: State) -> None:
    today = timezone.localdate()
    desk, meeting = Desk(house), prepared(house.cell_a, house.cell_secretary, today)
    Meeting.objects.filter(pk=meeting.pk).update(state=state, held_on=today, not_held_reason="mẫu")
    turns, entries = MeetingTurn.objects.count(), Entry.objects.count()
    for act in PAGES:
        if (state, act) in life.STEPS:
            continue
        assert desk.do(meeting, act) in (409, 422), (state, act)
        assert Meeting.objects.get(pk=meeting.pk).state == state
    assert (MeetingTurn.objects.count(), Entry.objects.count(), Decision.objects.count()) == (turns, entries, 0)


@pytest.mark.parametrize("seed", range(6))
def test_a_random_way_through_the_pages_follows_the_table_and_stands_in_the_book(house: House, seed: int) -> None:
    chance, desk = random.Random(seed), Desk(house)
    meeting = prepared(house.cell_a, house.cell_secretary, timezone.localdate())
    done = 0
    for step in range(40):
        state = Meeting.objects.get(pk=meeting.pk).state
        steps = [one for one in PAGES if life.after(state, one) is not None]
        act = chance.choice(steps if steps and chance.random() < 0.6 else list(PAGES))
        if act in (Act.END, Act.SEND) and step < 20:  # the way would end too soon
            continue
        target, before = life.after(state, act), Entry.objects.count()
        answer = desk.do(meeting, act)
        now = Meeting.objects.get(pk=meeting.pk)
        if target is None:
            assert answer in (409, 422) and now.state == state and Entry.objects.count() == before, (act, answer)
            continue
        assert (answer, now.state) == (302, target), (act, answer)
        assert Entry.objects.count() > before
        assert MeetingTurn.objects.filter(meeting=meeting).order_by("-pk").values_list("act", flat=True)[0] == act
        done += 1
        if now.state == State.SENT:
            break
    assert done >= 5
