"""A cell's months by the operations: decisions become work, the next meeting looks back, nothing open is lost."""

from __future__ import annotations

from datetime import date

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.meetings.models import Decision, Meeting, MeetingState
from trongtam.meetings.operations import (
    Line,
    Meanwhile,
    Said,
    arrange_agenda,
    begin_meeting,
    change_decision,
    decide,
    end_meeting,
    minute_meeting,
    prepare_meeting,
    record_not_held,
    said_of,
    send_minutes,
    settle_item,
    sign_minutes,
    take_decision_back,
    take_not_held_back,
)
from trongtam.org.models import Unit
from trongtam.org.operations.reorganise import merge_units
from trongtam.org.tests.house import House, make_house
from trongtam.work.models import Work, WorkState
from trongtam.work.operations import hand_in_work

from .months import begun, decided, member, moment, over, prepared, settle, terms

AUGUST, SEPTEMBER, OCTOBER = date(2022, 8, 3), date(2022, 9, 7), date(2022, 10, 3)


@pytest.fixture
def house(db: None) -> House:
    return make_house()


@pytest.fixture
def august(house: House) -> Meeting:
    """Three decisions: of a member, of the cell, of the secretary himself."""
    meeting = begun(house.cell_a, house.cell_secretary, AUGUST)
    decided(meeting, house.cell_secretary, member(house), "Rà soát hộ cần vay vốn mẫu")
    decided(meeting, house.cell_secretary, house.cell_a, "Dọn vệ sinh tuyến đường mẫu")
    decided(meeting, house.cell_secretary, house.cell_secretary.person, "Vận động năm hộ mẫu")
    return over(meeting, house.cell_secretary)


def test_decisions_are_work_when_the_meeting_ends(house: House, august: Meeting) -> None:
    works = list(Work.objects.order_by("pk"))
    assert [(work.root_kind, work.state, work.home) for work in works] == [("decision", "assigned", house.cell_a)] * 3
    assert [work.root_id for work in works] == list(Decision.objects.order_by("pk").values_list("pk", flat=True))
    assert august.state == MeetingState.ENDED and august.ended is not None


def test_the_next_meeting_looks_back_and_its_ticks_reach_the_works(house: House, august: Meeting) -> None:
    meeting = begun(house.cell_a, house.cell_secretary, SEPTEMBER)
    assert [item.title for item in meeting.items.all()] == [one.text for one in august.decisions.order_by("pk")]
    settle(meeting, house.cell_secretary, Said("done"), 0)
    settle(meeting, house.cell_secretary, Said("carried", "Mưa lớn", date(2022, 9, 18)), 1)
    with pytest.raises(Refused, match="Vận động năm hộ mẫu"):
        over(meeting, house.cell_secretary)
    settle(meeting, house.cell_secretary, Said("cancelled", "Xã đã làm"), 2)
    decided(meeting, house.cell_secretary, house.cell_a, "Dựng bảng nội quy mẫu")
    over(meeting, house.cell_secretary)
    works = list(Work.objects.order_by("pk"))
    assert [work.state for work in works] == ["concluded", "assigned", "stopped", "assigned"]
    assert works[1].due == date(2022, 9, 18)
    entry = Entry.objects.filter(act="meetings.ended").order_by("-pk")[0]
    told = entry.payload["after"]
    assert (told["before"], told["new"], told["done"], told["cancelled"], told["open_after"]) == (
        3,
        1,
        1,
        1,
        2,
    )
    later = prepared(house.cell_a, house.cell_secretary, OCTOBER)
    assert [item.title for item in later.items.all()] == ["Dọn vệ sinh tuyến đường mẫu", "Dựng bảng nội quy mẫu"]


def test_what_its_holder_handed_in_meanwhile_is_appraised_and_what_is_carried_goes_back(
    house: House, august: Meeting
) -> None:
    first, second, _third = august.decisions.order_by("pk").select_related("work")
    for decision in (first, second):
        by = house.cell_secretary if decision is second else house.office
        hand_in_work(
            decision.work, by=by, done_on=date(2022, 8, 20), quality="as_asked", note="xong", at=moment(SEPTEMBER)
        )
    meeting = begun(house.cell_a, house.cell_secretary, SEPTEMBER)
    settle(meeting, house.cell_secretary, Said("done"), 0)
    settle(meeting, house.cell_secretary, Said("carried", "Chưa đạt"), 1)
    settle(meeting, house.cell_secretary, Said("done"), 2)
    over(meeting, house.cell_secretary)
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.work.state == WorkState.CONCLUDED and first.work.done_on == date(2022, 8, 20)
    assert second.work.state == WorkState.IN_PROGRESS and second.work.due == second.due == date(2022, 9, 30)


def test_a_meeting_that_was_not_held_changes_nothing(house: House, august: Meeting) -> None:
    missed = begun(house.cell_a, house.cell_secretary, SEPTEMBER)
    settle(missed, house.cell_secretary, Said("done"), 0)
    with pytest.raises(Refused):
        record_not_held(missed, by=house.cell_secretary, reason=" ")
    record_not_held(missed, by=house.cell_secretary, reason="Không đủ đảng viên chính thức")
    assert not Work.objects.filter(state="concluded").exists()
    meeting = prepared(house.cell_a, house.cell_secretary, OCTOBER)
    assert meeting.items.count() == 3
    with pytest.raises(Refused):  # October is open: September cannot be taken up beside it
        take_not_held_back(missed, by=house.cell_secretary)


def test_a_point_of_ones_own_goes_over_until_it_is_done(house: House) -> None:
    meeting = begun(house.cell_a, house.cell_secretary, AUGUST)
    arrange_agenda(meeting, [Line("Nạo vét mương mẫu", ("Ai làm?",))], by=house.cell_secretary)
    settle(meeting, house.cell_secretary, Said("carried", "Chờ kinh phí"))
    over(meeting, house.cell_secretary)
    for day, said in ((SEPTEMBER, Said("carried", "Vẫn chờ")), (OCTOBER, Said("done"))):
        meeting = begun(house.cell_a, house.cell_secretary, day)
        assert [(item.title, item.prompts) for item in meeting.items.all()] == [("Nạo vét mương mẫu", ["Ai làm?"])]
        arrange_agenda(meeting, [], by=house.cell_secretary)  # what came over is not left out
        settle(meeting, house.cell_secretary, said)
        over(meeting, house.cell_secretary)
    assert prepared(house.cell_a, house.cell_secretary, date(2022, 11, 3)).items.count() == 0


def test_what_was_put_on_a_meeting_that_was_not_held_stands_on_the_next(house: House, august: Meeting) -> None:
    by = house.cell_secretary
    missed = prepared(house.cell_a, by, SEPTEMBER)
    lines = [Line(one.title, (), one.pk) for one in missed.items.all()] + [Line("Nạo vét mương mẫu", ("Ai làm?",))]
    arrange_agenda(missed, lines, by=by, at=moment(SEPTEMBER))
    record_not_held(missed, by=by, reason="Bão mẫu")
    again = take_not_held_back(missed, by=by)
    assert [item.title for item in again.items.all()].count("Nạo vét mương mẫu") == 1
    record_not_held(missed, by=by, reason="Bão mẫu lần hai")
    october = begun(house.cell_a, by, OCTOBER)
    titles = [item.title for item in october.items.all()]
    assert titles.count("Nạo vét mương mẫu") == 1 and len(titles) == 4
    for place, item in enumerate(october.items.all()):
        settle(october, by, Said("done") if item.kind == "own" else Said("carried", "chờ mẫu"), place)
    over(october, by)
    titles = [item.title for item in prepared(house.cell_a, by, date(2022, 11, 3)).items.all()]
    assert "Nạo vét mương mẫu" not in titles and len(titles) == 3
    Meeting.objects.filter(month_code="2022-11").delete()
    with pytest.raises(Refused, match="Cuộc họp sau"):
        take_not_held_back(missed, by=by)


def test_what_was_put_on_goes_over_in_a_merger_in_the_middle_of_the_month(house: House, august: Meeting) -> None:
    by = house.cell_secretary
    preparing = prepared(house.cell_a, by, SEPTEMBER)
    lines = [Line(one.title, (), one.pk) for one in preparing.items.all()] + [Line("Nạo vét mương mẫu")]
    arrange_agenda(preparing, lines, by=by, at=moment(SEPTEMBER))
    new = merge_units(
        [house.cell_a, house.cell_b], by=house.office, name="Chi bộ ấp Mẫu Chung", on=date(2022, 9, 20),
        basis="Quyết định mẫu", parent=house.committee, at=moment(date(2022, 9, 21)),
    )  # fmt: skip
    house.office.__dict__.pop("_reach", None)
    meeting = prepare_meeting(Unit.objects.get(pk=new.pk), terms(OCTOBER), by=house.office, at=moment(OCTOBER))
    titles = [item.title for item in meeting.items.all()]
    assert titles.count("Nạo vét mương mẫu") == 1 and len(titles) == 4


def test_after_a_merger_the_new_cell_looks_back(house: House, august: Meeting) -> None:
    preparing = prepared(house.cell_a, house.cell_secretary, SEPTEMBER)
    new = merge_units(
        [house.cell_a, house.cell_b],
        by=house.office,
        name="Chi bộ ấp Mẫu Chung",
        on=date(2022, 9, 20),
        basis="Quyết định mẫu",
        parent=house.committee,
        at=moment(date(2022, 9, 21)),
    )
    preparing.refresh_from_db()
    assert preparing.state == MeetingState.NOT_HELD
    house.office.__dict__.pop("_reach", None)
    meeting = prepare_meeting(Unit.objects.get(pk=new.pk), terms(OCTOBER), by=house.office, at=moment(OCTOBER))
    assert [item.title for item in meeting.items.all()] == [one.text for one in august.decisions.order_by("pk")]


# -- bad input ---------------------------------------------------------------------------------------------------------


def test_one_regular_meeting_a_month(house: House, august: Meeting) -> None:
    with pytest.raises(Refused, match="08/2022"):
        prepared(house.cell_a, house.cell_secretary, date(2022, 8, 20))
    assert Meeting.objects.count() == 1


def test_a_thematic_meeting_never_stands_for_the_regular_one(house: House, august: Meeting) -> None:
    lead = house.cell_secretary.person
    with pytest.raises(Refused, match="09/2022"):
        prepared(house.cell_a, house.cell_secretary, SEPTEMBER, kind="thematic", theme="Mẫu", theme_lead=lead)
    with pytest.raises(Refused):
        prepared(house.cell_a, house.cell_secretary, date(2022, 8, 9), kind="thematic", theme_lead=lead)
    with pytest.raises(Refused):
        prepared(house.cell_a, house.cell_secretary, date(2022, 8, 9), kind="thematic", theme="Mẫu")
    beside = prepared(
        house.cell_a,
        house.cell_secretary,
        date(2022, 8, 9),
        kind="thematic",
        theme="Mẫu",
        theme_lead=lead,
        follows=august,
    )
    assert [item.kind for item in beside.items.all()] == ["theme"]


@pytest.mark.parametrize(
    ("changed", "field"), [({"holder": None}, "holder"), ({"due": None}, "due"), ({"text": " "}, "text")]
)
def test_a_decision_has_words_a_holder_and_a_day(house: House, changed: dict, field: str) -> None:
    meeting = begun(house.cell_a, house.cell_secretary, AUGUST)
    given = {"text": "Việc mẫu", "holder": house.cell_a, "due": date(2022, 8, 28), **changed}
    with pytest.raises(Refused) as refusal:
        decide(meeting, by=house.cell_secretary, **given)
    assert refusal.value.field == field and not Decision.objects.exists()


def test_a_decision_is_not_for_a_stranger_nor_for_a_day_that_has_gone(house: House) -> None:
    meeting = begun(house.cell_a, house.cell_secretary, AUGUST)
    for holder, due in (
        (house.cell_b, date(2022, 8, 28)),
        (house.stranger.person, date(2022, 8, 28)),
        (house.cell_a, date(2022, 8, 1)),
    ):
        with pytest.raises(Refused):
            decide(meeting, by=house.cell_secretary, text="Việc mẫu", holder=holder, due=due)


def test_sending_twice_makes_nothing_double(house: House) -> None:
    meeting = begun(house.cell_a, house.cell_secretary, AUGUST)
    first = decided(meeting, house.cell_secretary, house.cell_a, "Việc mẫu")
    assert decided(meeting, house.cell_secretary, house.cell_a, "Việc  mẫu ") == first
    over(meeting, house.cell_secretary)
    with pytest.raises(Refused):
        over(meeting, house.cell_secretary)
    assert Work.objects.count() == Decision.objects.count() == 1
    sign_minutes(meeting, by=house.cell_secretary)
    send_minutes(meeting, by=house.cell_secretary)
    with pytest.raises(Refused):
        send_minutes(meeting, by=house.cell_secretary)
    assert Entry.objects.filter(act="meetings.minutes_sent").count() == 1


def test_of_two_who_write_at_once_the_second_sees_both_texts(house: House, august: Meeting) -> None:
    meeting = begun(house.cell_a, house.cell_secretary, SEPTEMBER)
    item = meeting.items.all()[1]
    seen = said_of(item).mark
    settle_item(item, Said("carried", "Mưa lớn"), by=house.office, seen=seen)
    settle_item(meeting.items.all()[0], Said("done"), by=house.cell_secretary, seen="||||")  # another point: no quarrel
    with pytest.raises(Meanwhile) as both:
        settle_item(item, Said("cancelled", "Xã đã làm"), by=house.cell_secretary, seen=seen)
    assert "Mưa lớn" in str(both.value) and "Xã đã làm" in str(both.value)
    item.refresh_from_db()
    assert item.reason == "Mưa lớn"
    settle_item(item, Said("cancelled", "Xã đã làm"), by=house.cell_secretary, seen=said_of(item).mark)
    minute_meeting(meeting, by=house.office, conclusion="Kết luận một", seen="")
    with pytest.raises(Meanwhile):
        minute_meeting(meeting, by=house.cell_secretary, conclusion="Kết luận hai", seen="")
    made = decided(meeting, house.cell_secretary, house.cell_a, "Việc một")
    change_decision(made, by=house.office, text="Việc hai", holder=house.cell_a, due=made.due, seen="Việc một")
    with pytest.raises(Meanwhile):
        change_decision(
            made, by=house.cell_secretary, text="Việc ba", holder=house.cell_a, due=made.due, seen="Việc một"
        )
    take_decision_back(made, by=house.cell_secretary)
    assert not meeting.decisions.exists()


def test_a_second_meeting_waits_for_the_first_to_be_over(house: House) -> None:
    prepared(house.cell_a, house.cell_secretary, AUGUST)
    with pytest.raises(Refused, match="03/08/2022"):
        prepared(house.cell_a, house.cell_secretary, SEPTEMBER)


def test_who_may_and_whose_hand_it_was(house: House) -> None:
    for stranger in (house.other_cell_secretary, house.stranger, house.standing, house.hamlet_head):
        with pytest.raises(NotAllowed):
            prepared(house.cell_a, stranger, AUGUST)
    meeting = prepared(house.cell_a, house.office, AUGUST)
    assert [turn.proxy for turn in meeting.turns.all()] == [True]
    begin_meeting(meeting, by=house.cell_secretary, on=AUGUST, at=moment(AUGUST))
    assert [turn.proxy for turn in meeting.turns.all()] == [True, False]
    assert set(Meeting.objects.visible_to(house.other_cell_secretary)) == set()
    for sees in (house.cell_secretary, house.office, house.standing, house.provincial):
        assert set(Meeting.objects.visible_to(sees)) == {meeting}


def test_a_committee_keeps_its_own_row(house: House) -> None:
    meeting = begun(house.committee, house.office, AUGUST, kind="committee")
    decided(meeting, house.office, house.cell_a, "Rà soát chỉ tiêu mẫu")
    over(meeting, house.office)
    assert prepared(house.committee, house.office, SEPTEMBER, kind="standing").items.count() == 0
    assert prepared(house.committee, house.office, SEPTEMBER, kind="committee").items.count() == 1


def test_the_year_turns_and_the_work_goes_on(house: House) -> None:
    meeting = begun(house.cell_a, house.cell_secretary, date(2022, 12, 3))
    decided(meeting, house.cell_secretary, house.cell_a, "Việc qua năm", date(2023, 1, 20))
    decided(meeting, house.cell_secretary, house.cell_a, "Việc trong năm", date(2022, 12, 20))
    over(meeting, house.cell_secretary)
    january = begun(house.cell_a, house.cell_secretary, date(2023, 1, 3))
    settle(january, house.cell_secretary, Said("carried", "Chờ vốn", date(2023, 2, 28)), 0)
    settle(january, house.cell_secretary, Said("carried", "Chờ vốn", date(2023, 2, 28)), 1)
    end_meeting(january, by=house.cell_secretary, at=moment(date(2023, 1, 3)))
    first, second = meeting.decisions.order_by("pk").select_related("work")
    assert first.work.period_code == "2022" and first.work.due == date(2023, 2, 28)
    assert second.work.period_code == "2023" and second.work.carried_from.state == WorkState.CARRIED
