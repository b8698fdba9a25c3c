"""What was agreed changes, each time with a reason; what was agreed before stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from trongtam.accounts.models import User
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.org.tests.house import House, make_house
from trongtam.work.life import ASSIGNED_ONCE
from trongtam.work.models import Work
from trongtam.work.operations import (
    Word,
    adjust_work,
    answer_obstacle,
    carry_over_work,
    extend_work,
    hand_over_work,
    plan_of,
    reopen_work,
    report_progress,
    stop_work,
)
from trongtam.work.plan import ProductLine, Step

from .works import assigned, moment, official

WHY = "theo nghị quyết tháng mẫu"


@pytest.fixture
def house(db) -> House:
    return make_house()


def again(work: Work) -> Work:
    return Work.objects.get(pk=work.pk)


def opened_by(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_plan_is_read_back_as_it_was_written(house: House):
    work = assigned(house, cooperating=(house.hamlet,), supervisor=house.standing.person)
    told = plan_of(again(work))
    assert (told.unit, told.supervisor, told.cooperating) == (house.cell_a, house.standing.person, (house.hamlet,))
    assert [(step.title, step.due) for step in told.roadmap] == [
        ("Quý một", date(2021, 3, 31)),
        ("Quý hai", date(2021, 6, 30)),
    ]
    assert told.products == (ProductLine("buổi sinh hoạt mẫu"),)


def test_an_adjustment_keeps_what_is_done_and_drops_what_is_left_out(house: House):
    work = assigned(house)
    first, _second = work.milestones.all()
    report_progress(work, Word(milestones=(first,)), by=house.cell_secretary, at=moment(2021, 3, 30))
    told = plan_of(again(work))
    changed = replace(told, title="Tên đã chỉnh", roadmap=(told.roadmap[0], Step("Quý ba", date(2021, 9, 30))))
    adjust_work(work, changed, by=house.office, reason=WHY, at=moment(2021, 7, 1))
    rows = list(work.milestones.values_list("title", "done_on", "dropped_on").order_by("pk"))
    assert rows == [
        ("Quý một", date(2021, 3, 30), None),
        ("Quý hai", None, date(2021, 7, 1)),
        ("Quý ba", None, None),
    ]
    turn = work.turns.get(act="adjust")
    assert turn.said["title"] == ["Nâng cao chất lượng sinh hoạt mẫu", "Tên đã chỉnh"]
    assert (turn.reason, again(work).title) == (WHY, "Tên đã chỉnh")


def test_a_step_that_is_done_is_not_dropped(house: House):
    work = assigned(house)
    first, _second = work.milestones.all()
    report_progress(work, Word(milestones=(first,)), by=house.cell_secretary, at=moment(2021, 3, 30))
    with pytest.raises(Refused) as refused:
        adjust_work(work, replace(plan_of(again(work)), roadmap=()), by=house.office, reason=WHY)
    assert refused.value.field == "roadmap"


def test_an_adjustment_changes_neither_holder_nor_day(house: House):
    work = assigned(house)
    told = replace(plan_of(work), unit=house.cell_b, due=date(2021, 12, 31), title="Tên khác")
    adjust_work(work, told, by=house.office, reason=WHY)
    assert (again(work).holder_unit, again(work).due) == (house.cell_a, date(2021, 12, 15))
    with pytest.raises(Refused):
        adjust_work(work, plan_of(again(work)), by=house.office, reason=WHY)


def test_extended_twice_the_first_day_stays_known(house: House):
    work = assigned(house)
    for day in (date(2021, 12, 20), date(2021, 12, 31)):
        extend_work(work, by=house.secretary, due=day, reason=WHY)
    work = again(work)
    assert (work.due, work.first_due) == (date(2021, 12, 31), date(2021, 12, 15))
    assert [turn.said["due"] for turn in work.turns.filter(act="extend")] == [
        ["2021-12-15", "2021-12-20"],
        ["2021-12-20", "2021-12-31"],
    ]
    for day in (date(2022, 1, 1), date(2021, 12, 31), date(2021, 5, 1)):
        with pytest.raises(Refused):
            extend_work(work, by=house.secretary, due=day, reason=WHY)


def test_handed_over_the_new_holder_reports(house: House):
    work, user = assigned(house), official(house)
    hand_over_work(work, by=house.office, reason=WHY, person=user.person, at=moment(2021, 5, 1))
    report_progress(work, Word(10), by=user, at=moment(2021, 5, 2))
    with pytest.raises(NotAllowed):
        report_progress(work, Word(20), by=house.cell_secretary)
    with pytest.raises(Refused):
        hand_over_work(work, by=house.office, reason=WHY, person=user.person, at=moment(2021, 5, 1))
    assert user.person.full_name not in str(work.turns.get(act="hand_over").said)


def test_who_held_it_until_lately_is_told_where_it_went_and_why(client: Client, house: House):
    work, user = assigned(house, title="Việc đã chuyển mẫu"), official(house)
    hand_over_work(work, by=house.office, reason=WHY, person=user.person)
    page = opened_by(house.cell_secretary).get(reverse("work:own")).content.decode()
    assert "Việc đã chuyển mẫu" in page
    assert WHY in page
    # The work itself, and what is said of it from now on, belongs to those who hold and see it now.
    assert opened_by(house.cell_secretary).get(reverse("work:work", args=[work.pk])).status_code == 404
    for other in (house.other_cell_secretary, house.stranger, house.hamlet_head):
        assert "Việc đã chuyển mẫu" not in opened_by(other).get(reverse("work:own")).content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert "Việc đã chuyển mẫu" not in opened_by(house.cell_secretary).get(reverse("work:own")).content.decode()
    hand_over_work(work, by=house.office, reason="trở lại chi bộ", unit=house.cell_a)
    page = opened_by(house.cell_secretary).get(reverse("work:own")).content.decode()
    assert WHY not in page
    assert "trở lại chi bộ" in opened_by(user).get(reverse("work:own")).content.decode()


def test_carried_over_it_goes_on_in_the_next_year(house: House):
    work = assigned(house)
    first, _second = work.milestones.all()
    report_progress(work, Word(50, milestones=(first,)), by=house.cell_secretary, at=moment(2021, 3, 30))
    made = carry_over_work(work, by=house.office, due=date(2022, 6, 30), reason=WHY, at=moment(2021, 12, 28))
    assert again(work).state == "carried"
    assert (made.period_code, made.state, made.start, made.due) == (
        "2022",
        "assigned",
        date(2022, 1, 1),
        date(2022, 6, 30),
    )
    assert [(one.title, one.due) for one in made.milestones.all()] == [("Quý hai", date(2022, 1, 13))]
    assert work.due - date(2021, 6, 30) == made.due - date(2022, 1, 13), "as long before the end as it was"
    assert (made.carried_from, made.percent) == (work, 50)
    assert {state.value for state in ASSIGNED_ONCE} >= set(Work.objects.values_list("state", flat=True))
    with pytest.raises(Refused):
        carry_over_work(work, by=house.office, due=date(2022, 6, 30), reason=WHY)


@pytest.mark.parametrize(
    ("due", "step"), [(date(2022, 1, 20), date(2022, 1, 1)), (date(2022, 12, 31), date(2022, 7, 16))]
)
def test_a_step_that_is_carried_over_stays_inside_the_work(house: House, due: date, step: date):
    work = assigned(house)
    made = carry_over_work(work, by=house.office, due=due, reason=WHY, at=moment(2021, 12, 28))
    assert [one.due for one in made.milestones.all()][-1] == step


def test_an_obstacle_goes_along_and_is_answered_in_the_next_year(house: House):
    """It does not vanish with the next report, and nobody is asked for an answer where none can be given."""
    work = assigned(house)
    words = Word(40, obstacle="thiếu kinh phí mẫu", help="xin hỗ trợ")
    settled = report_progress(work, Word(20, obstacle="mưa to"), by=house.cell_secretary, at=moment(2021, 5, 1))
    answer_obstacle(settled, by=house.office, answer="chờ tạnh", at=moment(2021, 5, 2))
    report_progress(work, words, by=house.cell_secretary, at=moment(2021, 11, 1))
    due = date(2022, 6, 30)
    made = carry_over_work(work, by=house.office, due=due, reason=WHY, at=moment(2021, 12, 28))
    [waits] = made.reports.all()
    assert (waits.obstacle, waits.help, waits.by) == ("thiếu kinh phí mẫu", "xin hỗ trợ", house.cell_secretary)
    client = Client()
    client.force_login(house.office)
    way = reverse("work:answer_obstacle", args=[waits.pk])
    assert way in client.get(reverse("work:work", args=[made.pk])).content.decode()
    assert "/obstacles/" not in client.get(reverse("work:work", args=[work.pk])).content.decode()
    report_progress(made, Word(45, note="vẫn chờ"), by=house.cell_secretary, at=moment(2022, 1, 10))
    assert again(made).in_need
    answer_obstacle(waits, by=house.office, answer="đã cấp", at=moment(2022, 1, 12))
    assert not again(made).in_need
    assert [one.answered_at is None for one in work.reports.all()] == [False, True], "what was said stays"


def test_stopped_and_opened_again(house: House):
    work = assigned(house)
    stop_work(work, by=house.office, reason=WHY)
    assert again(work).state == "stopped"
    reopen_work(work, by=house.office, reason="làm tiếp")
    assert again(work).state == "in_progress"


@pytest.mark.parametrize("who", ["cell_secretary", "standing", "stranger", "provincial", "administrator"])
def test_only_the_organ_changes(house: House, who: str):
    work, user = assigned(house), getattr(house, who)
    with pytest.raises(NotAllowed):
        stop_work(work, by=user, reason=WHY)
    with pytest.raises(NotAllowed):
        extend_work(work, by=user, due=date(2021, 12, 20), reason=WHY)
    with pytest.raises(NotAllowed):
        carry_over_work(work, by=user, due=date(2022, 6, 30), reason=WHY)


def test_every_change_says_why(house: House):
    work = assigned(house)
    for act in (
        lambda: stop_work(work, by=house.office, reason=""),
        lambda: extend_work(work, by=house.office, due=date(2021, 12, 20), reason=" "),
        lambda: hand_over_work(work, by=house.office, unit=house.cell_b, reason=""),
        lambda: carry_over_work(work, by=house.office, due=date(2022, 6, 30), reason=""),
        lambda: adjust_work(work, plan_of(work), by=house.office, reason=""),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.field == "reason"


def test_the_page_says_what_an_act_changed_and_between_whom_it_went(client: Client, house: House) -> None:
    work, heir = assigned(house, supervisor=house.standing.person), official(house)
    now = plan_of(work)
    changed = replace(
        now,
        title="Tên đã chỉnh",
        start=date(2021, 1, 20),
        supervisor=house.secretary.person,
        roadmap=(now.roadmap[0], Step("Quý ba", date(2021, 9, 30))),
    )
    adjust_work(work, changed, by=house.office, reason="lý do chỉnh mẫu", at=moment(2021, 5, 1))
    hand_over_work(work, by=house.office, person=heir.person, reason="lý do chuyển mẫu", at=moment(2021, 5, 2))
    client.force_login(house.office)
    page = unescape(client.get(reverse("work:work", args=[work.pk])).content.decode())
    for words in (
        f"“{now.title}” → “Tên đã chỉnh”",
        "15/01/2021 → 20/01/2021",
        "bỏ: 30/06/2021 Quý hai. thêm: 30/09/2021 Quý ba",
        f"{house.cell_a.name} → {heir.person.full_name}",
    ):
        assert words in page, words
    far = Client()
    far.force_login(house.provincial)
    assert heir.person.full_name not in far.get(reverse("work:work", args=[work.pk])).content.decode()


def test_a_step_names_a_unit_and_keeps_it_when_the_form_comes_back(client: Client, house: House) -> None:
    """Three named cells of a roadmap are units, in the form, on the page, and after an adjustment of something else."""
    work = assigned(house, roadmap=(Step("Bước mẫu", date(2021, 3, 31), unit=house.cell_b),))
    client.force_login(house.office)
    address = reverse("work:adjust_work", args=[work.pk])
    page = client.get(address)
    given = {name: value for name, value in page.context["form"].initial.items() if value is not None}
    assert given["roadmap"] == f"31/03/2021 Bước mẫu | {house.cell_b.name}"
    given |= {"reason": WHY, "form_key": "k1", "start": "15/01/2021"}
    answer = client.post(address, given | {"title": "Tên đã chỉnh"})
    assert answer.status_code == 302
    assert set(work.turns.get(act="adjust").said) == {"title", "was"}, "nobody touched the roadmap"
    assert [(one.unit, one.dropped_on) for one in work.milestones.all()] == [(house.cell_b, None)]
    more = f"{given['roadmap']}\n30/06/2021 Bước hai | {house.cell_a.name.upper()}\n01/07/2021 Bước ba | bến đò mẫu"
    answer = client.post(address, given | {"title": "Tên đã chỉnh", "roadmap": more, "form_key": "k2"})
    assert answer.status_code == 302
    found = [(one.unit, one.place) for one in work.milestones.select_related("unit")]
    assert found == [(house.cell_b, ""), (house.cell_a, ""), (None, "bến đò mẫu")]
    page = client.get(reverse("work:work", args=[work.pk])).content.decode()
    assert f"31/03/2021 · {house.cell_b.name}" in page
