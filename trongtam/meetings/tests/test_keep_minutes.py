"""Minutes written, signed and sent in one press: by whom, all or nothing, and what one press costs the database."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from trongtam.accounts.models import User
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.ledger.verify import verify_all
from trongtam.look.models import SentForm
from trongtam.meetings.models import Meeting, MeetingState, MeetingTurn
from trongtam.meetings.operations import (
    Meanwhile,
    keep_and_send_minutes,
    keep_minutes,
    sign_minutes,
    take_signature_back,
)
from trongtam.org.tests.house import House, make_house

from .months import begun, over

WORDS = "Chi bộ nhất trí (mẫu)."
# Session, login, BEGIN, the row of the form, the meeting under its lock, three of reach, the meeting, its turns, the chain, its
# entries, its head, the answer, COMMIT.
ONE_PRESS = 15


@pytest.fixture
def house(db: None) -> House:
    return make_house()


@pytest.fixture
def ended(house: House) -> Meeting:
    return over(begun(house.cell_a, house.cell_secretary), house.cell_secretary)


def kept(meeting: Meeting, by: User, act: Callable[..., Meeting] = keep_and_send_minutes, **said: Any) -> Meeting:
    return act(meeting, by=by, **{"conclusion": WORDS, "speakers": 7, "minutes_read": True, **said})


def state_of(meeting: Meeting) -> tuple[str, str, int]:
    held = Meeting.objects.get(pk=meeting.pk)
    return held.state, held.conclusion, held.version


def acts_of(meeting: Meeting) -> list[str]:
    book = Entry.objects.filter(on_kind="meetings.meeting", on_id=str(meeting.pk)).order_by("number")
    return [act.removeprefix("meetings.") for act in book.values_list("act", flat=True)]


def posted(client: Client, meeting: Meeting, **changed: str) -> Any:
    form = {"form_key": str(uuid.uuid4()), "conclusion": WORDS, "speakers": "7", "minutes_read": "on", "act": "send"}
    return client.post(reverse("meetings:minutes", args=[meeting.pk]), {**form, **changed})


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_one_press_leaves_the_trail_of_three_acts(house: House, ended: Meeting) -> None:
    before = state_of(ended)[2]
    kept(ended, house.cell_secretary)
    assert state_of(ended) == (MeetingState.SENT, WORDS, before + 3)
    held = Meeting.objects.get(pk=ended.pk)
    assert (held.speakers, held.minutes_read, held.signed_by, held.sent_by) == (
        7, True, house.cell_secretary, house.cell_secretary,
    )  # fmt: skip
    assert [turn.act for turn in held.turns.all()][-2:] == ["sign", "send"]
    assert acts_of(ended)[-3:] == ["minuted", "minutes_signed", "minutes_sent"]
    assert not [report.fault for report in verify_all() if report.fault]


def test_written_only_or_sent_only(house: House, ended: Meeting) -> None:
    kept(ended, house.cell_secretary, act=keep_minutes)
    assert state_of(ended)[:2] == (MeetingState.ENDED, WORDS)
    sign_minutes(ended, by=house.cell_secretary)
    kept(ended, house.cell_secretary, conclusion="Lời khác (mẫu)")
    assert state_of(ended)[:2] == (MeetingState.SENT, WORDS), "what was signed is not written anew"


def test_the_office_does_it_for_the_cell_and_the_trail_says_so(house: House, ended: Meeting) -> None:
    kept(ended, house.office)
    assert set(MeetingTurn.objects.filter(meeting=ended, by=house.office).values_list("proxy", flat=True)) == {True}
    assert all(entry.proxy for entry in Entry.objects.filter(by=house.office, on_id=str(ended.pk)))


def test_nobody_else_may(house: House, ended: Meeting) -> None:
    for stranger in (house.other_cell_secretary, house.stranger, house.standing):
        before = state_of(ended)
        with pytest.raises(NotAllowed):
            kept(ended, stranger)
        assert state_of(ended) == before


def test_a_refusal_leaves_nothing_half_done(house: House, ended: Meeting) -> None:
    kept(ended, house.office, act=keep_minutes, conclusion="Lời của văn phòng (mẫu)")
    session = begun(house.cell_b, house.office)
    for meeting, said in ((ended, {"seen": "đã xem trước đó"}), (session, {})):
        before, told = state_of(meeting), acts_of(meeting)
        with pytest.raises(Refused):
            kept(meeting, house.office, **said)
        assert (state_of(meeting), acts_of(meeting)) == (before, told)
    with pytest.raises(Meanwhile):
        kept(ended, house.cell_secretary, seen="")


def test_after_the_sending_nothing_is_written(house: House, ended: Meeting) -> None:
    kept(ended, house.cell_secretary)
    before = state_of(ended)
    with pytest.raises(Refused):
        kept(ended, house.cell_secretary, conclusion="Lời khác (mẫu)")
    with pytest.raises(Refused):
        take_signature_back(ended, by=house.cell_secretary, reason="nhầm")
    assert state_of(ended) == before


def test_the_page_answers_each_as_it_should(house: House, ended: Meeting) -> None:
    assert posted(signed_in(house.other_cell_secretary), ended).status_code == 404
    assert posted(signed_in(house.standing), ended).status_code == 403  # sees it, and is told who may
    assert posted(signed_in(house.cell_secretary), ended, speakers="âm").status_code == 422
    assert posted(signed_in(house.cell_secretary), Meeting(pk=ended.pk + 1000)).status_code == 404
    assert state_of(ended)[:2] == (MeetingState.ENDED, "")
    assert posted(signed_in(house.cell_secretary), ended).status_code == 302
    again = posted(signed_in(house.cell_secretary), ended)
    assert again.status_code == 422 and WORDS in again.content.decode()


@pytest.mark.django_db(transaction=True)
def test_what_one_press_costs() -> None:
    """Of a whole request, in a transaction of its own as the server has it."""
    house = make_house()
    meetings = [over(begun(cell, house.office), house.office) for cell in (house.cell_a, house.cell_b)]
    client = signed_in(house.office)
    assert posted(client, meetings[0]).status_code == 302
    with CaptureQueriesContext(connection) as queries:
        assert posted(client, meetings[1]).status_code == 302
    assert len(queries) == ONE_PRESS, "\n".join(query["sql"] for query in queries)
    assert SentForm.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_several_who_press_at_once_one_sends_and_the_others_are_told() -> None:
    house = make_house()
    meeting = over(begun(house.cell_a, house.office), house.office)

    def press(number: int) -> int:
        try:
            user = (house.office, house.cell_secretary)[number % 2]
            answer = posted(signed_in(user), meeting, conclusion=f"Lời {number} (mẫu)", seen="")
            return answer.status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(press, range(4))) == [302, 422, 422, 422]
    assert state_of(meeting)[0] == MeetingState.SENT
    assert acts_of(meeting)[-3:] == ["minuted", "minutes_signed", "minutes_sent"]
    assert acts_of(meeting).count("minuted") == 1
    assert not [report.fault for report in verify_all() if report.fault]
