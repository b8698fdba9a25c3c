"""What waits for whom: an obstacle for those who may answer it, what came back for its holder; and the one main button."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from trongtam.accounts.models import User
from trongtam.look.registry import DueItem, due_items
from trongtam.org.tests.house import House, make_house
from trongtam.work.models import Work
from trongtam.work.operations import (
    Word,
    answer_obstacle,
    appraise_work,
    ask_explanation,
    conclude_work,
    reopen_work,
    report_progress,
    send_back_work,
    stop_work,
)

from .works import assigned, handed_in, moment, official


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def desk(user: User, work: Work, key: str, day: tuple[int, int, int] = (2021, 6, 10)) -> DueItem | None:
    """What a fresh sign-in finds on that day."""
    fresh = User.objects.get(pk=user.pk)
    return next((one for one in due_items.of(fresh, moment(*day)) if one.key == f"work.{key}:{work.pk}"), None)


def page(user: User, work: Work) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse("work:work", args=[work.pk])).content.decode()


def dock(user: User, work: Work) -> str:
    """The main button of the work's page, or nothing."""
    found = re.search(r'<div class="dock">(.*?)</div>', page(user, work), re.DOTALL)
    return found[1] if found else ""


def way(name: str, pk: int) -> str:
    return reverse(f"work:{name}", args=[pk])


def test_an_obstacle_waits_on_the_desk_of_those_who_may_answer_it(house: House):
    """Whoever looks on, and those who assign; a week from the last word, and not beyond the work's own day."""
    looks_on = official(house)
    work = assigned(house, supervisor=looks_on.person)
    report_progress(work, Word(20, note="đã họp"), by=house.cell_secretary, at=moment(2021, 6, 1))
    everybody = (looks_on, house.secretary, house.office, house.cell_secretary, house.stranger, house.provincial)
    assert [desk(one, work, "need") for one in everybody] == [None] * 6
    words = Word(20, obstacle="thiếu kinh phí mẫu", help="xin hỗ trợ")
    report = report_progress(work, words, by=house.cell_secretary, at=moment(2021, 6, 5))
    told = [desk(one, work, "need") for one in everybody]
    assert [one is not None for one in told] == [True, True, True, False, False, False]
    assert told[0] is not None
    assert (told[0].due, told[0].url) == (date(2021, 6, 12), way("work", work.pk))
    assert house.cell_a.name in told[0].detail
    answer_obstacle(report, by=looks_on, answer="đã có kinh phí", at=moment(2021, 6, 8))
    assert [desk(one, work, "need") for one in everybody] == [None] * 6


def test_the_answer_reaches_the_holder_until_he_reports_again(house: House):
    work = assigned(house)
    report = report_progress(work, Word(20, obstacle="thiếu người"), by=house.cell_secretary, at=moment(2021, 6, 5))
    held = desk(house.cell_secretary, work, "work")
    assert held is not None and "mời thêm hai tổ" not in held.detail
    answer_obstacle(report, by=house.secretary, answer="mời thêm hai tổ", at=moment(2021, 6, 8))
    held = desk(house.cell_secretary, work, "work")
    assert held is not None and "mời thêm hai tổ" in held.detail
    report_progress(work, Word(40, note="đã mời"), by=house.cell_secretary, at=moment(2021, 6, 9))
    held = desk(house.cell_secretary, work, "work")
    assert held is not None and "mời thêm hai tổ" not in held.detail


def test_an_obstacle_near_the_end_is_due_with_the_work_and_one_after_it_at_once(house: House):
    work = assigned(house)
    report_progress(work, Word(90, obstacle="mưa to"), by=house.cell_secretary, at=moment(2021, 12, 13))
    told = desk(house.secretary, work, "need", (2021, 12, 14))
    assert told is not None and told.due == date(2021, 12, 15)
    report_progress(work, Word(90, obstacle="vẫn mưa"), by=house.cell_secretary, at=moment(2021, 12, 20))
    told = desk(house.secretary, work, "need", (2021, 12, 21))
    assert told is not None and told.due == date(2021, 12, 20)


def test_nobody_is_asked_to_answer_his_own_obstacle(house: House):
    work = assigned(house, person=house.secretary.person)
    report_progress(work, Word(20, help="xin thêm người"), by=house.secretary, at=moment(2021, 6, 5))
    assert desk(house.secretary, work, "need") is None
    assert desk(house.office, work, "need") is not None


def test_what_was_sent_back_or_opened_again_tells_its_holder_why(house: House):
    """First on his desk and at the head of the page, until he says something."""
    work = handed_in(house)
    send_back_work(work, by=house.secretary, reason="còn một buổi chưa họp", at=moment(2021, 12, 3))
    told = desk(house.cell_secretary, work, "work", (2021, 12, 4))
    assert told is not None and told.back and "còn một buổi chưa họp" in told.detail
    assert told.url == way("report_progress", work.pk)
    alerts = re.findall(r'class="alert.*?</div>', page(house.cell_secretary, work), re.DOTALL)
    assert any("còn một buổi chưa họp" in one for one in alerts)
    report_progress(work, Word(80, note="đã họp bù"), by=house.cell_secretary, at=moment(2021, 12, 5))
    told = desk(house.cell_secretary, work, "work", (2021, 12, 6))
    assert told is not None and not told.back and "còn một buổi" not in told.detail
    stop_work(work, by=house.secretary, reason="không cần nữa", at=moment(2021, 12, 7))
    reopen_work(work, by=house.secretary, reason="dân lại cần", at=moment(2021, 12, 8))
    told = desk(house.cell_secretary, work, "work", (2021, 12, 9))
    assert told is not None and told.back and "dân lại cần" in told.detail


def test_what_only_changes_or_takes_back_is_never_the_main_button(house: House):
    """A leader who looks at a work that runs, one who has handed it in, one who looks at what has ended: nothing waits."""
    work = assigned(house)
    assert dock(house.secretary, work) == ""
    assert way("extend_work", work.pk) in page(house.secretary, work)
    done = handed_in(house)
    assert dock(house.cell_secretary, done) == ""
    assert way("recall_work", done.pk) in page(house.cell_secretary, done)
    assert way("appraise_work", done.pk) in dock(house.secretary, done)
    appraise_work(done, by=house.secretary, done_on=date(2021, 12, 1), quality="as_asked", at=moment(2021, 12, 9))
    assert way("conclude_work", done.pk) in dock(house.secretary, done)
    conclude_work(done, by=house.secretary, at=moment(2021, 12, 10))
    assert dock(house.secretary, done) == ""
    assert way("reopen_work", done.pk) in page(house.secretary, done)


def test_a_question_that_waits_for_ones_words_is_the_main_button(house: House):
    work = assigned(house)
    report = report_progress(work, Word(20, obstacle="thiếu người"), by=house.cell_secretary, at=moment(2021, 6, 5))
    assert way("answer_obstacle", report.pk) in dock(house.secretary, work)
    assert way("report_progress", work.pk) in dock(house.cell_secretary, work)
    day = timezone.localdate() + timedelta(days=5)
    asked = ask_explanation(work, by=house.secretary, question="vì sao chậm", due=day)
    assert way("answer_explanation", asked.pk) in dock(house.cell_secretary, work)
    assert way("report_progress", work.pk) in page(house.cell_secretary, work), "the report is still at hand"
