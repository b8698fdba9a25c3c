"""Nobody votes or speaks who was not there; where nobody was counted nothing is said."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.ground.errors import Refused
from trongtam.meetings.models import Guest, HeadCount, Meeting, Score
from trongtam.meetings.operations import Said, minute_meeting
from trongtam.meetings.operations.scores import score_meeting
from trongtam.org.tests.house import House, make_house

from .months import begun, decided, moment, over, settle

DAY, NEXT = date(2022, 8, 3), date(2022, 9, 3)


@pytest.fixture
def house(db: None) -> House:
    return make_house()


@pytest.fixture
def meeting(house: House) -> Meeting:
    """Looks back at one decision."""
    by = house.cell_secretary
    first = begun(house.cell_a, by, DAY)
    decided(first, by, house.cell_a, "Dựng bảng nội quy mẫu", date(2022, 8, 28))
    over(first, by)
    return begun(house.cell_a, by, NEXT)


def counted(meeting: Meeting, present: int, official: int | None = None) -> HeadCount:
    HeadCount.objects.filter(meeting=meeting).delete()
    return HeadCount.objects.create(
        meeting=meeting, base=12, present=present, official=official and 12, official_present=official,
        source="typed", at=moment(meeting.day),
    )  # fmt: skip


def voted(meeting: Meeting, house: House, *votes: int) -> None:
    settle(meeting, house.cell_secretary, Said("done", votes=(votes[0], votes[1], votes[2])))


def test_not_more_votes_than_people(house: House, meeting: Meeting) -> None:
    voted(meeting, house, 40, 0, 0)  # nobody was counted: nothing is known
    counted(meeting, 10)
    voted(meeting, house, 8, 1, 1)
    with pytest.raises(Refused, match="Ghi 11 phiếu mà chỉ 10 người"):
        voted(meeting, house, 9, 1, 1)
    assert meeting.items.get().votes_for == 8, "what stood there stays"


def test_probationary_members_have_no_vote(house: House, meeting: Meeting) -> None:
    counted(meeting, 10, official=9)
    with pytest.raises(Refused, match="chỉ 9 người"):
        voted(meeting, house, 10, 0, 0)
    voted(meeting, house, 9, 0, 0)


def test_who_was_unticked_later_has_no_vote_at_the_end(house: House, meeting: Meeting) -> None:
    counted(meeting, 10)
    voted(meeting, house, 10, 0, 0)
    counted(meeting, 8)
    with pytest.raises(Refused, match="Dựng bảng nội quy mẫu"):
        over(meeting, house.cell_secretary)
    voted(meeting, house, 8, 0, 0)
    over(meeting, house.cell_secretary)


def test_not_more_voters_on_a_score_than_people(house: House, meeting: Meeting) -> None:
    judged = {"2.1": "20", "3.3": "5", "4.1": "20"}
    count = counted(meeting, 10)
    with pytest.raises(Refused, match="10 người dự"):
        score_meeting(meeting, judged, by=house.cell_secretary, votes=(8, 11))
    assert not Score.objects.exists() and count.present == 10


def test_not_more_speakers_than_people(house: House, meeting: Meeting) -> None:
    counted(meeting, 10)
    voted(meeting, house, 10, 0, 0)
    over(meeting, house.cell_secretary)
    address = reverse("meetings:minutes", args=[meeting.pk])
    client = Client()
    client.force_login(house.cell_secretary)
    sent = {"conclusion": "Nhất trí mẫu", "speakers": "99", "seen": "", "act": "send"}
    answer = client.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Ghi 99 người phát biểu mà chỉ có 10 người dự" in page
    assert "Nhất trí mẫu" in page, "nothing typed is lost"
    meeting.refresh_from_db()
    assert (meeting.state, meeting.conclusion) == ("ended", "")
    Guest.objects.create(meeting=meeting, as_what="observer", unit=house.cell_b, count=3)
    minute_meeting(meeting, by=house.cell_secretary, conclusion="", speakers=13)
    with pytest.raises(Refused, match="13 người dự"):
        minute_meeting(meeting, by=house.cell_secretary, conclusion="", speakers=14)
    HeadCount.objects.all().delete()
    minute_meeting(meeting, by=house.cell_secretary, conclusion="", speakers=14)
