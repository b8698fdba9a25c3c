"""A holder reports, hands in, is appraised; it falls back; it is concluded."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.tests.house import House, make_house
from trongtam.work.models import Work
from trongtam.work.operations import (
    Word,
    answer_obstacle,
    appraise_work,
    conclude_work,
    hand_in_work,
    recall_work,
    reconsider_appraisal,
    reopen_work,
    report_progress,
    send_back_work,
)
from trongtam.work.queries.works import own
from trongtam.work.standing import Standing, standing_on

from .works import assigned, handed_in, moment, of_person, official


@pytest.fixture
def house(db) -> House:
    return make_house()


def again(work: Work) -> Work:
    return Work.objects.get(pk=work.pk)


def test_progress_by_percent_is_kept_line_by_line(house: House):
    work = assigned(house)
    report_progress(work, Word(30), by=house.cell_secretary, at=moment(2021, 3, 1))
    report_progress(work, Word(55, note="thêm hai buổi"), by=house.cell_secretary, at=moment(2021, 5, 1))
    work = again(work)
    assert (work.state, work.percent, work.heard_on) == ("in_progress", 55, date(2021, 5, 1))
    assert list(work.reports.values_list("percent", "note")) == [(30, ""), (55, "thêm hai buổi")]
    assert Entry.objects.filter(act="work.progress_reported").count() == 2


def test_progress_by_the_roadmap(house: House):
    work = assigned(house)
    first, second = work.milestones.all()
    report_progress(work, Word(milestones=(first,)), by=house.cell_secretary, at=moment(2021, 3, 30))
    assert again(work).percent == 50
    report_progress(work, Word(milestones=(first, second)), by=house.cell_secretary, at=moment(2021, 6, 29))
    assert again(work).percent == 100
    assert list(work.milestones.values_list("done_on", flat=True)) == [date(2021, 3, 30), date(2021, 6, 29)]
    assert again(work).state == "in_progress", "all steps done is not handed in"


@pytest.mark.parametrize("percent", [-1, 101, 1000])
def test_progress_over_100_is_refused(house: House, percent: int):
    work = assigned(house)
    with pytest.raises(Refused) as refused:
        report_progress(work, Word(percent, note="nhiều"), by=house.cell_secretary)
    assert refused.value.field == "percent"
    assert not again(work).reports.exists()


def test_progress_falls_with_a_reason_only(house: House):
    work = assigned(house)
    report_progress(work, Word(60), by=house.cell_secretary, at=moment(2021, 3, 1))
    with pytest.raises(Refused) as refused:
        report_progress(work, Word(40), by=house.cell_secretary, at=moment(2021, 4, 1))
    assert (refused.value.field, "60" in str(refused.value)) == ("note", True)
    report_progress(work, Word(40, note="đếm lại"), by=house.cell_secretary, at=moment(2021, 4, 1))
    assert again(work).percent == 40


def test_nothing_said_is_no_report(house: House):
    with pytest.raises(Refused):
        report_progress(assigned(house), Word(), by=house.cell_secretary)


def test_a_day_before_the_start_or_in_the_future(house: House):
    work = assigned(house)
    for day in (date(2021, 1, 14), date(2021, 3, 2)):
        with pytest.raises(Refused) as refused:
            report_progress(work, Word(10), by=house.cell_secretary, on=day, at=moment(2021, 3, 1))
        assert refused.value.field == "on"


def test_an_obstacle_is_stuck_until_it_is_answered(house: House):
    work = assigned(house)
    report = report_progress(
        work, Word(20, obstacle="chưa có mặt bằng"), by=house.cell_secretary, at=moment(2021, 3, 1)
    )
    assert standing_on(again(work).facts, date(2021, 3, 2)) == Standing.STUCK
    with pytest.raises(NotAllowed):
        answer_obstacle(report, by=house.cell_secretary, answer="tự trả lời")
    with pytest.raises(Refused):
        answer_obstacle(report, by=house.office, answer=" ")
    answer_obstacle(report, by=house.office, answer="đã giao địa chính đo lại")
    assert standing_on(again(work).facts, date(2021, 3, 2)) == Standing.ON_TIME
    with pytest.raises(Refused):
        answer_obstacle(report, by=house.secretary, answer="lần hai")


def test_three_people_report(house: House):
    work = assigned(house)
    report_progress(work, Word(10), by=house.cell_secretary, at=moment(2021, 3, 1))
    report_progress(work, Word(20), by=house.office, at=moment(2021, 3, 2))
    assert list(work.reports.values_list("proxy", flat=True)) == [False, True]
    for user in (house.standing, house.other_cell_secretary, house.stranger, house.provincial):
        with pytest.raises(NotAllowed):
            report_progress(work, Word(30), by=user)


def test_handed_in_appraised_concluded(house: House):
    work = handed_in(house, supervisor=house.standing.person)
    assert (work.state, work.percent, work.done_on) == ("reported", 100, date(2021, 12, 1))
    with pytest.raises(NotAllowed):
        appraise_work(work, by=house.cell_secretary, done_on=date(2021, 12, 1), quality="beyond")
    judged = appraise_work(
        work,
        by=house.standing,
        done_on=date(2021, 12, 1),
        quality="beyond",
        marks={"time": "before", "quality": "full", "beyond": "some"},
        at=moment(2021, 12, 20),
    )
    assert (judged.on_time, judged.score, judged.form) == (True, 90, "own-2011")
    work = again(work)
    assert (work.state, work.on_time, work.quality) == ("appraised", True, "beyond")
    with pytest.raises(NotAllowed):
        conclude_work(work, by=house.standing)
    conclude_work(work, by=house.secretary)
    assert again(work).state == "concluded"


def test_two_supervisors_at_once_the_second_hears_it(house: House):
    work = handed_in(house)
    done = {"done_on": date(2021, 12, 1), "at": moment(2021, 12, 20)}
    appraise_work(work, by=house.office, quality="as_asked", **done)
    with pytest.raises(Refused) as refused:
        appraise_work(work, by=house.secretary, quality="short", **done)
    assert "“" in str(refused.value)
    assert work.appraisals.filter(side="supervisor").get().quality == "as_asked"


def test_marks_that_the_sheet_does_not_know(house: House):
    work = handed_in(house)
    for marks in ({"time": "before"}, {"time": "x", "quality": "full", "beyond": "no"}, {"other": "x"}):
        with pytest.raises(Refused) as refused:
            appraise_work(work, by=house.office, done_on=date(2021, 12, 1), quality="as_asked", marks=marks)
        assert refused.value.field == "marks"


def test_it_falls_back_step_by_step(house: House):
    work = handed_in(house)
    appraise_work(work, by=house.office, done_on=date(2021, 12, 1), quality="beyond", at=moment(2021, 12, 20))
    reconsider_appraisal(work, by=house.office, reason="còn thiếu một sản phẩm")
    work = again(work)
    assert (work.state, work.on_time, work.quality, work.done_on) == ("reported", None, "", date(2021, 12, 1))
    send_back_work(work, by=house.office, reason="làm nốt")
    work = again(work)
    assert (work.state, work.done_on) == ("in_progress", None)
    assert work.appraisals.filter(taken_back_at__isnull=True).count() == 0
    assert work.appraisals.count() == 2, "what was said stays readable"


def test_recalled_before_anyone_looked(house: House):
    work = handed_in(house)
    recall_work(work, by=house.cell_secretary)
    assert again(work).state == "in_progress"
    with pytest.raises(Refused):
        recall_work(work, by=house.cell_secretary)


def test_opened_again_its_appraisal_counts_no_longer(house: House):
    work = handed_in(house)
    appraise_work(work, by=house.office, done_on=date(2021, 12, 1), quality="beyond", at=moment(2021, 12, 20))
    conclude_work(work, by=house.office)
    reopen_work(work, by=house.secretary, reason="phát hiện thiếu")
    work = again(work)
    assert (work.state, work.quality, work.on_time, work.done_on) == ("in_progress", "", None, None)


def test_late_when_finished_after_the_day(house: House):
    work = handed_in(house, due=date(2021, 11, 30))
    judged = appraise_work(
        work, by=house.office, done_on=date(2021, 12, 1), quality="as_asked", at=moment(2021, 12, 20)
    )
    assert (judged.on_time, again(work).on_time) == (False, False)


def test_nobody_appraises_his_own(house: House):
    user = house.secretary
    work = of_person(house, user, supervisor=user.person)
    hand_in_work(work, by=user, done_on=date(2021, 12, 1), quality="as_asked", note="xong", at=moment(2021, 12, 2))
    with pytest.raises(NotAllowed):
        appraise_work(work, by=user, done_on=date(2021, 12, 1), quality="beyond")


def test_what_the_organ_did_itself_is_appraised_by_another_than_who_handed_it_in(house: House):
    work = assigned(house, house.committee)
    judged = {"done_on": date(2021, 12, 1), "quality": "as_asked", "at": moment(2021, 12, 4)}
    handed = {"done_on": date(2021, 12, 1), "quality": "as_asked", "note": "đủ", "at": moment(2021, 12, 3)}
    hand_in_work(work, by=house.office, **handed)
    waiting = {
        user: [one.work.pk for one in own(user, date(2021, 12, 4)).to_judge] for user in (house.office, house.secretary)
    }
    assert waiting == {house.office: [], house.secretary: [work.pk]}
    with pytest.raises(NotAllowed, match=r"handed in|báo hoàn thành"):
        appraise_work(work, by=house.office, **judged)
    with pytest.raises(NotAllowed):
        appraise_work(work, by=house.stranger, **judged)
    appraise_work(work, by=house.secretary, **judged)
    conclude_work(work, by=house.office, at=moment(2021, 12, 5))
    assert Work.objects.get(pk=work.pk).state == "concluded"


def test_what_the_office_hands_in_for_a_cell_it_may_appraise(house: House):
    """The cell did it, and sees in the book what was entered for it; the office writes down the word of those above."""
    work = assigned(house)
    handed = {"done_on": date(2021, 12, 1), "quality": "as_asked", "note": "đủ", "at": moment(2021, 12, 3)}
    hand_in_work(work, by=house.office, **handed)
    appraise_work(work, by=house.office, done_on=date(2021, 12, 1), quality="as_asked", at=moment(2021, 12, 4))
    assert Work.objects.get(pk=work.pk).state == "appraised"


def test_handed_in_with_the_steps_that_are_done(house: House):
    """Those that are left are ticked on the page; one that was taken out stays open."""
    work = assigned(house)
    first, second = work.milestones.all()
    report_progress(work, Word(milestones=(first,)), by=house.cell_secretary, at=moment(2021, 3, 30))
    client = Client()
    client.force_login(house.cell_secretary)
    page = reverse("work:hand_in_work", args=[work.pk])
    shown = client.get(page).content.decode()
    assert re.search(rf'name="milestones" value="{second.pk}"[^>]* checked', shown)
    assert f'name="milestones" value="{first.pk}"' not in shown
    given = {"done_on": "01/12/2021", "quality": "as_asked", "note": "đủ", "marking": "none", "form_key": "h1"}
    assert client.post(page, given | {"milestones": [str(second.pk)]}).status_code == 302
    second.refresh_from_db()
    assert second.done_on == date(2021, 12, 1)
    assert list(work.reports.last().milestones.all()) == [second]
    other = assigned(house)
    given["form_key"] = "h2"
    assert client.post(reverse("work:hand_in_work", args=[other.pk]), given).status_code == 302
    assert not other.milestones.exclude(done_on=None).exists()


def test_handing_in_says_what_came_out(house: House):
    user = official(house)
    work = of_person(house, user)
    for changed, field in (
        ({"note": ""}, "note"),
        ({"quality": "great"}, "quality"),
        ({"done_on": date(2030, 1, 1)}, "on"),
    ):
        said = {"done_on": date(2021, 12, 1), "quality": "as_asked", "note": "xong"} | changed
        with pytest.raises(Refused) as refused:
            hand_in_work(work, by=user, at=moment(2021, 12, 2), **said)
        assert refused.value.field == field


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(-20, 130), st.sampled_from(["", "vì đếm lại"])), min_size=1, max_size=6))
def test_what_was_accepted_is_the_last_line_and_nothing_is_lost(house: House, said: list[tuple[int, str]]):
    work = assigned(house)
    kept = []
    for percent, note in said:
        try:
            report_progress(work, Word(percent, note=note), by=house.cell_secretary, at=moment(2021, 3, 1))
        except Refused:
            assert not 0 <= percent <= 100 or not note, "a percentage with a reason is always accepted"
        else:
            kept.append(percent)
    assert list(work.reports.values_list("percent", flat=True)) == kept
    assert again(work).percent == (kept[-1] if kept else 0)
