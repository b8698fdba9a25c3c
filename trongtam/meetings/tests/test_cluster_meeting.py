"""A cluster's meeting from its agenda to the minutes that go to the committee: kept by the standing member in charge of the
cluster, or by the office for it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.accounts.models import User
from trongtam.ground.errors import NotAllowed
from trongtam.meetings.models import Meeting, MeetingTurn
from trongtam.meetings.operations import Terms, begin_meeting, prepare_meeting, send_minutes, sign_minutes
from trongtam.meetings.queries.people import people_of, sent_to
from trongtam.meetings.rules import who_may_keep
from trongtam.org.tests.house import House, make_house
from trongtam.support.models import Tier
from trongtam.support.tests.followings import duty_of
from trongtam.work.models import Work

from .months import decided, moment, over

DAY = date(2022, 8, 12)


@pytest.fixture
def house(db: None) -> House:
    return make_house()


@pytest.fixture
def charged(house: House) -> House:
    """The standing member is in charge of the cluster."""
    duty_of(house, house.standing, house.cluster, tier=Tier.STANDING_CLUSTER)
    return house


def prepared(house: House, by: User) -> Meeting:
    return prepare_meeting(house.cluster, Terms("cluster", DAY), by=by, at=moment(DAY))


def test_from_the_agenda_to_the_committee(charged: House, client: Client) -> None:
    by = charged.standing
    client.force_login(by)
    listed = client.get(reverse("meetings:of_unit", args=[charged.cluster.code])).content.decode()
    assert reverse("meetings:prepare_meeting", args=[charged.cluster.code]) in listed
    meeting = prepared(charged, by)
    assert meeting.chair == by.person
    meeting = begin_meeting(meeting, by=by, on=DAY, at=moment(DAY))
    made = decided(meeting, by, charged.cell_secretary.person, "Dọn tuyến đường chung mẫu")
    page = client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    assert "Kết thúc phần họp" in page
    over(meeting, by)
    made.refresh_from_db()
    assert made.work is not None and made.work.holder_person == charged.cell_secretary.person
    page = client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    assert "Ký và gửi biên bản" in page and "Đảng ủy xã Mẫu" in page.split('id="bien-ban"')[1]
    given = {"conclusion": "Nhất trí mẫu", "seen": "", "act": "send"}
    assert client.post(reverse("meetings:minutes", args=[meeting.pk]), given).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.state, meeting.sent_by) == ("sent", by)
    assert not MeetingTurn.objects.filter(meeting=meeting, proxy=True).exists(), "it is his own cluster"
    client.force_login(charged.secretary)
    above = client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    assert "Nhất trí mẫu" in above and "Đảng ủy xã Mẫu" in above.split('id="bien-ban"')[1], "the committee reads it"


def test_a_later_meeting_judges_what_was_decided(charged: House) -> None:
    from trongtam.meetings.operations import Said

    from .months import settle

    by = charged.standing
    first = begin_meeting(prepared(charged, by), by=by, on=DAY, at=moment(DAY))
    decided(first, by, charged.cell_a, "Dọn tuyến đường chung mẫu")
    over(first, by)
    day = date(2022, 11, 11)
    later = prepare_meeting(charged.cluster, Terms("cluster", day), by=by, at=moment(day))
    begin_meeting(later, by=by, on=day, at=moment(day))
    settle(later, by, Said("done"))
    over(later, by)
    assert Work.objects.get().state == "concluded"


def test_the_office_for_it_leaves_its_trace(house: House) -> None:
    meeting = begin_meeting(prepared(house, house.office), by=house.office, on=DAY, at=moment(DAY))
    over(meeting, house.office)
    meeting.refresh_from_db()
    sign_minutes(meeting, by=house.office)
    send_minutes(meeting, by=house.office)
    assert all(turn.proxy for turn in MeetingTurn.objects.filter(meeting=meeting))


def test_others_do_not(charged: House, client: Client) -> None:
    """Who follows a cell only, who leads a cell, a stranger; and the standing member himself once his duty has ended."""
    duty_of(charged, charged.secretary, charged.cell_a, tier=Tier.COMMITTEE_CELL)
    for user in (charged.cell_secretary, charged.secretary, charged.stranger):
        with pytest.raises(NotAllowed) as refused:
            prepared(charged, user)
        assert str(refused.value) == who_may_keep(charged.cluster)
    client.force_login(charged.stranger)
    assert client.get(reverse("meetings:of_unit", args=[charged.cluster.code])).status_code == 404
    charged.standing.person.duties.update(valid_to=date(2022, 1, 1))
    with pytest.raises(NotAllowed):
        prepared(charged, User.objects.get(pk=charged.standing.pk))


def test_a_cluster_gives_no_right_over_its_cells(charged: House) -> None:
    with pytest.raises(NotAllowed):
        prepare_meeting(charged.cell_a, Terms("regular", DAY), by=charged.standing, at=moment(DAY))


def test_to_whom_minutes_go(house: House) -> None:
    assert sent_to(house.cluster) == sent_to(house.cell_a) == house.committee.name
    assert sent_to(house.committee) == ""


def test_who_comes_to_a_cluster(charged: House) -> None:
    found = set(people_of(charged.cluster, DAY))
    assert found == {charged.standing.person, charged.cell_secretary.person}, "cell B stands in no cluster"
