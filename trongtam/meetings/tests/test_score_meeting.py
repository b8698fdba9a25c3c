"""A meeting is scored: by the cell, by who is above it, with what the program computes and the reasons that overrule it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.meetings.models import AgendaItem, Meeting, MeetingKind, Score
from trongtam.meetings.operations.attendance import count_attendance
from trongtam.meetings.operations.guests import GuestLine, receive_guests
from trongtam.meetings.operations.plans import plan_line, plan_year, take_lesson
from trongtam.meetings.operations.scores import choose_forms, score_as_follower, score_meeting
from trongtam.meetings.queries.facts import facts_of, form_of
from trongtam.org.tests.house import House, make_house
from trongtam.support.models import Duty, Tier

from .records import MOMENT, meeting, of

JUDGED = {"2.1": "20", "3.3": "5", "4.1": "20"}


@pytest.fixture
def house(db) -> House:
    return make_house()


@pytest.fixture
def held(house: House) -> Meeting:
    made = of(house)
    count_attendance(made, "17/17", by=house.cell_secretary, at=MOMENT)
    for order, outcome in enumerate(["done", "done", "carried"]):
        AgendaItem.objects.create(
            meeting=made, order=order, kind="decision", title=f"Việc mẫu {order}", outcome=outcome, reason="mưa"
        )
    made.minutes_read = True
    made.save()
    return made


def test_what_the_program_knows(held: Meeting) -> None:
    facts = facts_of(held)
    assert (facts.attendance, facts.in_time, facts.length, facts.minutes_kept) == (100, True, "enough", True)
    assert facts.conclusions is not None
    assert round(facts.conclusions, 2) == Decimal("66.67")


def test_people_judge_the_rest(house: House, held: Meeting) -> None:
    """20 + 20 + (5+5+5+5) + 20 + 10: two of three conclusions are done."""
    score = score_meeting(held, JUDGED, by=house.cell_secretary, votes=(15, 16), at=MOMENT)
    assert (score.total, score.level, score.form, score.votes_for) == (90, "tot", "khung-5", 15)
    assert score.answers["5.1"] == "10"
    assert score.overruled == {}


def test_a_computed_item_is_overruled_with_a_reason(house: House, held: Meeting) -> None:
    with pytest.raises(Refused, match="kết luận kỳ trước"):
        score_meeting(held, {**JUDGED, "5.1": "20"}, by=house.cell_secretary)
    why = {"5.1": "việc thứ ba do trên dời ngày"}
    score = score_meeting(held, {**JUDGED, "5.1": "20"}, by=house.cell_secretary, overruled=why)
    assert (score.total, score.overruled) == (100, why)


def test_what_is_not_complete_or_not_on_the_form(house: House, held: Meeting) -> None:
    with pytest.raises(Refused, match="Nhiều đảng viên"):
        score_meeting(held, {"2.1": "20", "4.1": "20"}, by=house.cell_secretary)
    for wrong in ({"2.1": "21"}, {"9.9": "1"}):
        with pytest.raises(Refused):
            score_meeting(held, {**JUDGED, **wrong}, by=house.cell_secretary)
    with pytest.raises(Refused):
        score_meeting(held, JUDGED, by=house.cell_secretary, votes=(17, 16))
    assert not Score.objects.exists()


def test_two_columns(house: House, held: Meeting) -> None:
    score_meeting(held, JUDGED, by=house.cell_secretary)
    above = score_as_follower(held, {**JUDGED, "2.1": "10"}, by=house.secretary)
    assert above.total == 80
    assert Score.objects.get(column="own").total == 90
    Meeting.objects.filter(pk=held.pk).update(state="sent")
    score_as_follower(held, JUDGED, by=house.office)
    with pytest.raises(Refused):
        score_meeting(held, JUDGED, by=house.cell_secretary)


def test_who_scores(house: House, held: Meeting) -> None:
    for user in (house.stranger, house.other_cell_secretary, house.provincial, house.standing):
        with pytest.raises(NotAllowed):
            score_meeting(held, JUDGED, by=user)
    for user in (house.stranger, house.cell_secretary, house.provincial, house.standing):
        with pytest.raises(NotAllowed):
            score_as_follower(held, JUDGED, by=user)
    assert score_meeting(held, JUDGED, by=house.office).proxy


def test_who_follows_the_cell_scores_its_meeting(house: House, held: Meeting) -> None:
    """“Cấp ủy viên cấp trên chấm”: the member of the committee who followed the cell on that day, and nobody who did not."""
    person = house.standing.person
    duty = Duty.objects.create(
        person=person, unit=house.cell_a, tier=Tier.COMMITTEE_CELL, valid_from=date(2022, 1, 1),
        counted_from=date(2022, 1, 1), made_at=MOMENT,
    )  # fmt: skip
    assert score_as_follower(held, JUDGED, by=house.standing).total == 90
    Duty.objects.filter(pk=duty.pk).update(valid_to=date(2022, 6, 1))
    with pytest.raises(NotAllowed, match="người theo dõi"):
        score_as_follower(held, JUDGED, by=house.standing)


def test_a_place_has_its_own_form(house: House, held: Meeting) -> None:
    choose_forms(house.commune, ["binh-thuan"], by=house.office, since=date(2022, 1, 1), basis="Hướng dẫn mẫu")
    assert form_of(held).code == "binh-thuan"
    choose_forms(house.committee, ["nghe-an-thuong-ky"], by=house.office, since=date(2023, 1, 1), basis="Hướng dẫn mẫu")
    assert form_of(held).code == "binh-thuan", "the later choice does not hold on that day"
    for bad in ([], ["khong-co"], ["binh-thuan", "khung-5"]):
        with pytest.raises(Refused):
            choose_forms(house.commune, bad, by=house.office, since=date(2022, 1, 1), basis="Hướng dẫn mẫu")
    with pytest.raises(Refused):
        choose_forms(house.commune, ["binh-thuan"], by=house.office, since=date(2022, 1, 1), basis=" ")
    with pytest.raises(NotAllowed):
        choose_forms(house.commune, ["binh-thuan"], by=house.cell_secretary, since=date(2022, 1, 1), basis="x")


def test_no_form_before_there_was_one(house: House, held: Meeting) -> None:
    old = meeting(house.cell_a, on=date(2016, 5, 3))
    with pytest.raises(Refused):
        score_meeting(old, JUDGED, by=house.cell_secretary)


# -- the year's plan ---------------------------------------------------------------------------------------------------


def test_a_year_is_laid_out(house: House) -> None:
    plan = plan_year(house.cell_a, 2026, by=house.cell_secretary, at=MOMENT)
    lines = list(plan.lines.all())
    assert [line.planned_on.day for line in lines if line.kind == "regular"][2:4] == [3, 3]
    assert len([line for line in lines if line.kind == "thematic"]) == 4
    with pytest.raises(Refused):
        plan_year(house.cell_a, 2026, by=house.cell_secretary)
    with pytest.raises(Refused):
        plan_year(house.cell_a, 1066, by=house.cell_secretary)
    with pytest.raises(NotAllowed):
        plan_year(house.cell_a, 2027, by=house.other_cell_secretary)
    assert plan_year(house.cell_b, 2026, by=house.office).proxy


def test_a_line_stays_in_its_month_and_a_theme_in_its_quarter(house: House) -> None:
    plan = plan_year(house.cell_a, 2026, by=house.cell_secretary)
    theme = plan.lines.filter(kind="thematic").first()
    moved = plan_line(theme, by=house.cell_secretary, on=date(2026, 3, 20), theme="Giữ vệ sinh môi trường mẫu")
    assert (moved.month_code, moved.theme) == ("2026-03", "Giữ vệ sinh môi trường mẫu")
    with pytest.raises(Refused):
        plan_line(theme, by=house.cell_secretary, on=date(2026, 4, 1))
    regular = plan.lines.get(kind="regular", month_code="2026-05")
    with pytest.raises(Refused):
        plan_line(regular, by=house.cell_secretary, on=date(2026, 6, 1))
    with pytest.raises(Refused, match="chuyên đề"):
        plan_line(regular, by=house.cell_secretary, on=date(2026, 5, 4), theme="Chủ đề mẫu")
    with pytest.raises(NotAllowed):
        plan_line(regular, by=house.stranger, on=date(2026, 5, 4))


# -- learning from a model meeting ---------------------------------------------------------------------------------------


def test_what_is_taken_over_from_a_model_meeting(house: House, held: Meeting) -> None:
    held.is_model = True
    held.save()
    after = held.held_on + timedelta(days=30)
    with pytest.raises(Refused, match="Mẫu Hai"):
        take_lesson(held, house.cell_b, "Gợi ý thảo luận trước", by=house.other_cell_secretary, since=after)
    receive_guests(held, [GuestLine("observer", unit=house.cell_b, count=2)], by=house.cell_secretary)
    lesson = take_lesson(held, house.cell_b, "Gợi ý thảo luận trước", by=house.other_cell_secretary, since=after)
    assert (lesson.text, lesson.proxy) == ("Gợi ý thảo luận trước", False)
    with pytest.raises(Refused):
        take_lesson(held, house.cell_b, "x", by=house.other_cell_secretary, since=date(2022, 9, 1))
    with pytest.raises(Refused):
        take_lesson(held, house.cell_b, " ", by=house.other_cell_secretary, since=after)
    with pytest.raises(NotAllowed):
        take_lesson(held, house.cell_b, "x", by=house.stranger, since=after)
    usual = meeting(house.cell_a, on=date(2022, 10, 3), kind=MeetingKind.REGULAR)
    with pytest.raises(Refused):
        take_lesson(usual, house.cell_b, "x", by=house.other_cell_secretary, since=after)
