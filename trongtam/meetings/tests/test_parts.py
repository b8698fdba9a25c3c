"""What meetings give elsewhere: the desk, search, the pages of units, works and targets; and who follows a unit reads along."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from trongtam.ground.vntext import fold
from trongtam.meetings import parts
from trongtam.meetings.models import Meeting
from trongtam.meetings.operations import begin_meeting, call_meeting, prepare_meeting, send_minutes, sign_minutes
from trongtam.org.models import PostKind
from trongtam.org.tests.house import House, make_house, make_user
from trongtam.resolutions.roots import root_of
from trongtam.support.models import Duty
from trongtam.work.models import Work

from .months import begun, decided, moment, over, prepared, terms

AUGUST, SEPTEMBER = date(2022, 8, 3), date(2022, 9, 3)


@pytest.fixture
def house(db: None) -> House:
    return make_house()


@pytest.fixture
def august(house: House) -> Meeting:
    meeting = begun(house.cell_a, house.cell_secretary, AUGUST)
    decided(meeting, house.cell_secretary, house.cell_a, "Dựng bảng nội quy mẫu")
    return over(meeting, house.cell_secretary)


def asked(user, day: date) -> list[tuple[str, date | None]]:
    user.__dict__.pop("_own_meetings", None)
    return [(str(item.title), item.due) for item in parts.due(user, moment(day))]


def test_the_desk_asks_for_the_month_from_its_preparation_to_its_minutes(house: House) -> None:
    secretary = house.cell_secretary
    assert asked(secretary, AUGUST) == [], "a cell that keeps no meetings here owes none"
    meeting = begun(house.cell_a, secretary, AUGUST)
    assert asked(secretary, AUGUST) == [("Họp chi bộ tháng 8/2022", AUGUST)]
    over(meeting, secretary)
    assert asked(secretary, AUGUST) == [("Chưa gửi biên bản: Họp chi bộ tháng 8/2022", AUGUST)]
    sign_minutes(meeting, by=secretary)
    send_minutes(meeting, by=secretary)
    assert asked(secretary, AUGUST) == []
    ((title, due),) = asked(secretary, date(2022, 9, 1))
    assert title == "Họp chi bộ tháng 9" and due is not None and due.month == 9
    prepared(house.cell_a, secretary, SEPTEMBER)
    assert asked(secretary, date(2022, 9, 1)) == [("Họp chi bộ tháng 9/2022", SEPTEMBER)]
    assert asked(house.office, AUGUST) == asked(house.hamlet_head, AUGUST) == []


def test_what_was_decided_is_waited_for_and_found(house: House, august: Meeting) -> None:
    (waiting,) = parts.waiting(house.cell_secretary, moment(SEPTEMBER))
    assert waiting.title == "Dựng bảng nội quy mẫu" and waiting.since == AUGUST
    assert parts.waiting(house.office, moment(SEPTEMBER)) == []
    assert [hit.title for hit in parts.found(fold("bảng nội quy"), house.office)] == ["Dựng bảng nội quy mẫu"]
    assert parts.found("bang noi quy", house.stranger) == parts.found("bang noi quy", house.other_cell_secretary) == []


def test_a_work_leads_back_to_the_meeting_that_decided_it(house: House, august: Meeting) -> None:
    work = Work.objects.get()
    client = Client()
    client.force_login(house.office)
    page = client.get(reverse("work:work", args=[work.pk])).content.decode()
    assert reverse("meetings:meeting", args=[august.pk]) in page and "Tại các cuộc họp" in page
    assert (
        reverse("meetings:meeting", args=[august.pk])
        in client.get(reverse("org:unit_more", args=[house.cell_a.code])).content.decode()
    )
    assert work.root_id is not None
    assert root_of("decision", work.root_id, house.office).url == reverse("meetings:meeting", args=[august.pk])
    assert root_of("decision", work.root_id, house.stranger) is None


def test_who_follows_the_hamlet_reads_the_meetings_of_its_cell(house: House, august: Meeting) -> None:
    follower = make_user("Cao Theo Dõi", house.other_commune, PostKind.OFFICIAL)
    assert not Meeting.objects.visible_to(follower).exists()
    house.cell_a.serves = house.hamlet
    house.cell_a.save(update_fields=["serves"])
    Duty.objects.create(
        person=follower.person, unit=house.hamlet, tier="superior_official", valid_from=AUGUST, counted_from=AUGUST,
        basis="Quyết định mẫu", made_at=moment(AUGUST),
    )  # fmt: skip
    assert list(Meeting.objects.visible_to(follower)) == [august]


def test_who_follows_a_cell_finds_its_invitation_on_the_desk(house: House) -> None:
    """The follower gets the notice of the meeting by right: when it is called, until its day is over."""
    today = timezone.localdate()
    follower = make_user("Cao Theo Dõi", house.other_commune, PostKind.OFFICIAL)
    Duty.objects.create(
        person=follower.person, unit=house.cell_a, tier="superior_official", valid_from=AUGUST, counted_from=AUGUST,
        basis="Quyết định mẫu", made_at=moment(AUGUST),
    )  # fmt: skip
    meeting = prepare_meeting(house.cell_a, terms(today), by=house.cell_secretary)
    assert keys(follower, today) == []
    call_meeting(meeting, by=house.cell_secretary)
    (item,) = parts.due(follower, timezone.now())
    assert item.title == f"Mời dự: Họp chi bộ tháng {today.month}/{today.year}"
    assert item.due == today and item.url == reverse("meetings:invitation", args=[meeting.pk])
    client = Client()
    client.force_login(follower)
    assert client.get(item.url).status_code == 200
    for other in (house.stranger, house.office, house.other_cell_secretary):
        assert not [one for one in keys(other, today) if one.startswith("Mời dự")]


def keys(user, day: date) -> list[str]:
    for name in ("_own_meetings", "_organ_minutes", "_reach"):
        user.__dict__.pop(name, None)
    return [str(item.title) for item in parts.due(user, moment(day))]


@pytest.mark.parametrize(
    ("unit", "kind"), [("committee", "committee"), ("committee", "standing"), ("cluster", "cluster")]
)
def test_late_minutes_of_committees_and_clusters_are_chased_too(house: House, unit: str, kind: str) -> None:
    meeting = prepare_meeting(getattr(house, unit), terms(AUGUST, kind=kind), by=house.office, at=moment(AUGUST))
    begin_meeting(meeting, by=house.office, on=AUGUST, at=moment(AUGUST))
    assert keys(house.office, AUGUST) == []
    assert len(keys(house.office, date(2022, 8, 4))) == 1, "it was not ended"
    over(Meeting.objects.get(), house.office)
    assert keys(house.office, date(2022, 8, 10)) == [], "there is a week for the minutes"
    late = date(2022, 8, 11)
    assert len(keys(house.office, late)) == len(keys(house.secretary, late)) == 1
    for user in (house.standing, house.cell_secretary, house.stranger, house.provincial):
        assert keys(user, late) == []
    meeting = Meeting.objects.get()
    sign_minutes(meeting, by=house.office)
    send_minutes(meeting, by=house.office)
    assert keys(house.office, late) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_one_query_for_late_minutes(house: House, rows: int, django_assert_num_queries) -> None:
    for month in range(1, rows + 1):
        Meeting.objects.create(
            unit=house.committee, kind="committee", month_code=f"2022-{month:02d}", planned_on=AUGUST, held_on=AUGUST,
            state="ended", made_at=moment(AUGUST),
        )  # fmt: skip
    keys(house.office, SEPTEMBER)
    house.office.__dict__.pop("_organ_minutes")
    with django_assert_num_queries(1):
        assert len(parts.due(house.office, moment(SEPTEMBER))) == rows
