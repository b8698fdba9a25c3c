"""The agenda writes itself: work due, recommendations, notices, notes of groups; what a meeting says of each reaches its room."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.ground.errors import Refused
from trongtam.meetings.models import Meeting
from trongtam.meetings.operations import Said
from trongtam.org.tests.house import House, make_house
from trongtam.support.models import GroupNote, NoticeTo, Recommendation
from trongtam.support.operations import answer_recommendation, raise_recommendation, send_notice
from trongtam.work.models import Work
from trongtam.work.tests.works import assigned

from .months import begun, moment, over, settle

DAY = date(2021, 12, 3)


@pytest.fixture
def house(db: None) -> House:
    house = make_house()
    house.cell_a.serves = house.hamlet
    house.cell_a.save(update_fields=["serves"])
    return house


@pytest.fixture
def meeting(house: House) -> Meeting:
    before = date(2021, 11, 20)
    assigned(house, title="Việc đến hạn mẫu")
    raise_recommendation(
        house.cell_a, by=house.cell_secretary, text="Thiếu nước tưới mẫu", source_kind="meeting", on=before,
        at=moment(before),
    )  # fmt: skip
    send_notice(
        house.committee, by=house.office, title="Lịch tiêm mẫu", text="Tiêm ngày 10", units=[house.cell_a],
        at=moment(before),
    )  # fmt: skip
    GroupNote.objects.create(
        group=house.group, month_code="2021-11", done="Dọn đường mẫu", by=house.hamlet_head, at=moment(before)
    )
    return begun(house.cell_a, house.cell_secretary, DAY)


def test_everything_open_stands_there_in_its_order(meeting: Meeting) -> None:
    assert [(item.kind, item.title) for item in meeting.items.all()] == [
        ("work", "Việc đến hạn mẫu"),
        ("recommendation", "Thiếu nước tưới mẫu"),
        ("notice", "Lịch tiêm mẫu"),
        ("note", "Tổ Mẫu Một"),
    ]


def test_what_nobody_spoke_of_is_noted_and_told(house: House, meeting: Meeting) -> None:
    over(meeting, house.cell_secretary)
    assert [item.outcome for item in meeting.items.all()] == ["noted", "noted", "told", "noted"]
    assert NoticeTo.objects.get().told_on == DAY
    assert Recommendation.objects.owed().count() == 1 and Work.objects.get().state == "assigned"
    later = begun(house.cell_a, house.cell_secretary, date(2022, 1, 4))
    kinds = [item.kind for item in later.items.all()]
    assert "recommendation" in kinds and "notice" not in kinds, "an answer is owed still; the notice was told"


def test_what_was_answered_since_is_told_once(client: Client, house: House, meeting: Meeting) -> None:
    over(meeting, house.cell_secretary)
    asked = Recommendation.objects.get()
    answer_recommendation(asked, by=house.office, answer="Sẽ nạo vét mương mẫu", at=moment(date(2021, 12, 20)))
    later = begun(house.cell_a, house.cell_secretary, date(2022, 1, 4))
    assert [item.recommendation for item in later.items.filter(kind="recommendation")] == [asked]
    client.force_login(house.cell_secretary)
    page = client.get(reverse("meetings:meeting", args=[later.pk])).content.decode()
    assert "Sẽ nạo vét mương mẫu" in page
    over(later, house.cell_secretary)
    last = begun(house.cell_a, house.cell_secretary, date(2022, 2, 3))
    assert not last.items.filter(kind="recommendation").exists(), "it was told"
    client.force_login(house.stranger)
    assert client.get(reverse("meetings:meeting", args=[later.pk])).status_code == 404


def test_a_notice_that_was_not_told_comes_again_and_a_work_that_is_done_is_handed_in(
    house: House, meeting: Meeting
) -> None:
    with pytest.raises(Refused):
        settle(meeting, house.cell_secretary, Said("done"), 0)
    settle(meeting, house.cell_secretary, Said("done", "Đủ sản phẩm mẫu"), 0)
    settle(meeting, house.cell_secretary, Said("carried"), 2)
    with pytest.raises(Refused):
        settle(meeting, house.cell_secretary, Said("cancelled", "không cần"), 1)
    over(meeting, house.cell_secretary)
    assert Work.objects.get().state == "reported" and NoticeTo.objects.get().told_on is None
    later = begun(house.cell_a, house.cell_secretary, date(2022, 1, 4))
    assert [item.kind for item in later.items.all()] == ["recommendation", "notice"]
