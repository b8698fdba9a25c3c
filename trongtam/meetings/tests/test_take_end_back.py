"""The end was pressed by mistake: the meeting opens again with a reason, and everything that the end did is as it was before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.ledger.verify import verify_all
from trongtam.meetings.models import Decision, Meeting
from trongtam.meetings.operations import (
    Line,
    Said,
    arrange_agenda,
    begin_meeting,
    change_decision,
    send_minutes,
    sign_minutes,
    take_decision_back,
    take_end_back,
)
from trongtam.meetings.papers import MINUTES, word_of
from trongtam.meetings.queries.open_points import points_of
from trongtam.org.tests.house import House, make_house
from trongtam.work.models import Work
from trongtam.work.operations import Word, report_progress

from .months import begun, decided, member, moment, over, prepared, settle
from .test_papers import words

AUGUST, SEPTEMBER, OCTOBER = date(2022, 8, 3), date(2022, 9, 7), date(2022, 10, 3)
WHY = "Bấm nhầm, còn thiếu một việc"


@pytest.fixture
def house(db: None) -> House:
    return make_house()


@pytest.fixture
def september(house: House) -> Meeting:
    """In session: three decisions of August settled in the three ways, a point of its own carried, one new decision."""
    by = house.cell_secretary
    august = begun(house.cell_a, by, AUGUST)
    for text in ("Rà soát hộ mẫu", "Dọn đường mẫu", "Vận động năm hộ mẫu"):
        decided(august, by, house.cell_a, text)
    over(august, by)
    meeting = prepared(house.cell_a, by, SEPTEMBER)
    lines = [Line(one.title, (), one.pk) for one in meeting.items.all()] + [Line("Việc riêng của chi bộ")]
    arrange_agenda(meeting, lines, by=by, at=moment(SEPTEMBER))
    meeting = begin_meeting(meeting, by=by, on=SEPTEMBER, at=moment(SEPTEMBER))
    settle(meeting, by, Said("done"), 0)
    settle(meeting, by, Said("carried", "Mưa lớn", date(2022, 9, 18)), 1)
    settle(meeting, by, Said("cancelled", "Xã đã làm"), 2)
    settle(meeting, by, Said("carried", "Để tháng sau bàn"), 3)
    decided(meeting, by, member(house), "Dựng bảng nội quy mẫu")
    return meeting


def open_keys(house: House) -> set:
    return {(one.key, one.owner, one.row) for one in points_of(house.cell_a)}


def back(meeting: Meeting, house: House, reason: str = WHY, on: date = SEPTEMBER) -> Meeting:
    return take_end_back(meeting, by=house.cell_secretary, reason=reason, at=moment(on))


def test_everything_is_as_before_the_end_and_the_sum_holds_again(house: House, september: Meeting) -> None:
    before = open_keys(house)
    over(september, house.cell_secretary)
    first = Entry.objects.filter(act="meetings.ended").latest("pk").payload["after"]
    after = open_keys(house)
    again = back(september, house)
    assert (again.state, again.ended, again.held_on) == ("in_session", None, SEPTEMBER)
    assert open_keys(house) == before != after
    old = {one.text: one.state for one in Decision.objects.filter(meeting__month_code="2022-08")}
    assert set(old.values()) == {"open"}
    states = dict(Work.objects.values_list("title", "state"))
    assert states["Dựng bảng nội quy mẫu"] == "withdrawn" and states["Rà soát hộ mẫu"] == "in_progress"
    assert states["Vận động năm hộ mẫu"] == "in_progress", "what was dropped goes on"
    assert [item.outcome for item in again.items.all()] == ["done", "carried", "cancelled", "carried"], "ticks stay"
    over(again, house.cell_secretary)
    assert open_keys(house) == after
    assert Entry.objects.filter(act="meetings.ended").latest("pk").payload["after"] == first
    made = Decision.objects.get(text="Dựng bảng nội quy mẫu")
    assert made.work is not None and made.work.state == "assigned"
    assert Work.objects.filter(title="Dựng bảng nội quy mẫu").count() == 2, "the one that was taken back stays readable"
    later = prepared(house.cell_a, house.cell_secretary, OCTOBER)
    assert [item.title for item in later.items.all()] == [
        "Dọn đường mẫu", "Dựng bảng nội quy mẫu", "Việc riêng của chi bộ",
    ]  # fmt: skip
    assert [report.fault for report in verify_all()] == [None]


def test_what_was_wrong_is_put_right(house: House, september: Meeting) -> None:
    """Done was a mistake, a decision was forgotten, another had the wrong words."""
    over(september, house.cell_secretary)
    again = back(september, house)
    settle(again, house.cell_secretary, Said("carried", "Mới xong một nửa", date(2022, 9, 25)), 0)
    made = again.decisions.get()
    change_decision(
        made, by=house.cell_secretary, text="Dựng hai bảng nội quy", holder=house.cell_a, due=date(2022, 9, 28)
    )
    decided(again, house.cell_secretary, house.cell_a, "Việc quên ghi")
    over(again, house.cell_secretary)
    works = {one.title: one for one in Work.objects.exclude(state="withdrawn")}
    assert works["Rà soát hộ mẫu"].due == date(2022, 9, 25) and works["Rà soát hộ mẫu"].state == "in_progress"
    assert {"Dựng hai bảng nội quy", "Việc quên ghi"} <= set(works) and "Dựng bảng nội quy mẫu" not in works


def test_a_decision_whose_holder_has_begun_stays_his(house: House, september: Meeting) -> None:
    over(september, house.cell_secretary)
    made = Decision.objects.get(text="Dựng bảng nội quy mẫu")
    report_progress(made.work, Word(percent=30), by=house.office, at=moment(SEPTEMBER))
    again = back(september, house)
    made.refresh_from_db()
    assert made.work is not None and made.work.state == "in_progress"
    for change in (
        lambda: take_decision_back(made, by=house.cell_secretary),
        lambda: change_decision(made, by=house.cell_secretary, text="Khác", holder=house.cell_a, due=date(2022, 9, 28)),
    ):
        with pytest.raises(Refused, match="bắt đầu làm"):
            change()
    over(again, house.cell_secretary)
    assert Work.objects.filter(title="Dựng bảng nội quy mẫu").count() == 1


def test_minutes_that_were_sent_are_withdrawn_and_those_above_read_why(house: House, september: Meeting) -> None:
    by = house.cell_secretary
    over(september, by)
    sign_minutes(september, by=by, at=moment(SEPTEMBER))
    send_minutes(september, by=by, at=moment(date(2022, 9, 8)))
    again = back(september, house, on=date(2022, 9, 9))
    assert again.sent_at is None and again.signed_at is None
    client = Client()
    client.force_login(house.secretary)
    page = client.get(reverse("meetings:meeting", args=[again.pk])).text
    assert "được rút lại ngày 09/09/2022" in page and WHY in page
    over(again, by)
    paper = words(word_of(MINUTES, Meeting.objects.get(pk=again.pk), user=by, on=SEPTEMBER))
    assert f"thay biên bản đã gửi ngày 08/09/2022: {WHY}" in paper


def test_when_it_is_too_late_the_sentence_says_where_to_put_it_right(house: House, september: Meeting) -> None:
    over(september, house.cell_secretary)
    with pytest.raises(Refused, match="kỳ họp sau"):
        back(september, house, on=SEPTEMBER + timedelta(days=8))
    prepared(house.cell_a, house.cell_secretary, date(2022, 9, 8).replace(month=10))
    with pytest.raises(Refused, match="08/10/2022"):
        back(september, house)
    assert Meeting.objects.get(pk=september.pk).state == "ended"


def test_who_may_and_why(house: House, september: Meeting) -> None:
    with pytest.raises(Refused):
        back(september, house)  # it is not over yet
    over(september, house.cell_secretary)
    with pytest.raises(Refused):
        back(september, house, reason="  ")
    for user in (house.stranger, house.other_cell_secretary, house.standing, house.provincial):
        with pytest.raises(NotAllowed):
            take_end_back(september, by=user, reason=WHY, at=moment(SEPTEMBER))
    take_end_back(september, by=house.office, reason=WHY, at=moment(SEPTEMBER))
    turn = september.turns.latest("pk")
    assert (turn.act, turn.reason, turn.proxy) == ("unend", WHY, True)


def test_it_is_offered_on_the_page_for_a_few_days(house: House) -> None:
    today = timezone.localdate()
    meeting = prepared(house.cell_a, house.cell_secretary, today)
    begin_meeting(meeting, by=house.cell_secretary, on=today)
    client = Client()
    client.force_login(house.cell_secretary)
    client.post(reverse("meetings:hold", args=[meeting.pk]), {"act": "end"})
    address = reverse("meetings:take_end_back", args=[meeting.pk])
    page = reverse("meetings:meeting", args=[meeting.pk])
    assert address in client.get(page).text
    assert "rút lại" in client.get(address).text
    assert client.post(address, {"reason": "x" * 301}).status_code == 422
    assert client.post(address, {"reason": WHY}).status_code == 302
    assert 'id="session"' in client.get(page).text
    client.post(reverse("meetings:hold", args=[meeting.pk]), {"act": "end"})
    meeting.turns.filter(act="end").update(at=timezone.now() - timedelta(days=9))
    assert address not in client.get(page).text
