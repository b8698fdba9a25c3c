"""A work is drafted, registered, approved or sent back."""

from __future__ import annotations

from datetime import date

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.models import Post
from trongtam.org.tests.house import House, make_house
from trongtam.work.models import Work
from trongtam.work.operations import (
    approve_work,
    assign_work,
    propose_work,
    register_work,
    return_work,
    rewrite_work,
    take_back_registration,
    withdraw_work,
)
from trongtam.work.plan import Root, Step

from .works import assigned, moment, of_person, official, plan, proposed, registered


@pytest.fixture
def house(db) -> House:
    return make_house()


def test_a_cell_registers_and_the_office_approves(house: House):
    work = registered(house)
    assert (work.state, work.home, work.holder_unit) == ("registered", house.cell_a, house.cell_a)
    approve_work(work, by=house.secretary, at=moment(2021, 1, 15))
    work.refresh_from_db()
    assert (work.state, work.heard_on) == ("assigned", date(2021, 1, 15))
    acts = list(Entry.objects.filter(on_kind="work.work").order_by("number").values_list("act", flat=True))
    assert acts == ["work.proposed", "work.registered", "work.approved"]
    turns = list(work.turns.values_list("act", "before", "after", "by", "proxy"))
    cell, above = house.cell_secretary.pk, house.secretary.pk
    assert turns == [
        ("begin", "", "proposed", cell, False),
        ("register", "proposed", "registered", cell, False),
        ("approve", "registered", "assigned", above, False),
    ]


def test_what_was_sent_back_is_rewritten_and_registered_again(house: House):
    work = registered(house)
    with pytest.raises(Refused) as refused:
        return_work(work, by=house.office, reason="  ")
    assert refused.value.field == "reason"
    return_work(work, by=house.office, reason="Chưa có sản phẩm đo được")
    with pytest.raises(Refused, match=r"sent back|trả lại"):
        approve_work(work, by=house.office)
    rewrite_work(work, plan(title="Tên mới", unit=house.cell_a), by=house.cell_secretary)
    register_work(work, by=house.cell_secretary)
    work.refresh_from_db()
    assert (work.title, work.state) == ("Tên mới", "registered")
    assert work.turns.get(act="return").reason == "Chưa có sản phẩm đo được"


def test_a_registration_is_taken_back_or_off_the_list(house: House):
    work = registered(house)
    take_back_registration(work, by=house.cell_secretary)
    withdraw_work(work, by=house.cell_secretary, reason="Trùng việc khác")
    work.refresh_from_db()
    assert work.state == "withdrawn"
    assert not Work.objects.assigned().exists()


def test_a_person_registers_his_own_and_does_not_decide_on_it(house: House):
    person = house.secretary.person
    work = propose_work(house.committee, plan(person=person), by=house.secretary, at=moment(2021, 1, 10))
    register_work(work, by=house.secretary)
    with pytest.raises(NotAllowed, match=r"nobody|không ai"):
        approve_work(work, by=house.secretary)
    approve_work(work, by=house.office)
    work.refresh_from_db()
    assert (work.state, work.home) == ("assigned", house.committee)


def test_the_office_enters_for_a_holder_who_sees_it(house: House):
    user = official(house)
    work = propose_work(house.committee, plan(person=user.person), by=house.office, at=moment(2021, 1, 10))
    assert work.turns.get().proxy is True
    assert Entry.objects.get(act="work.proposed").proxy is True
    assert Work.objects.visible_to(user).get() == work


def test_three_people_and_a_draft(house: House):
    work = proposed(house)
    for user in (house.standing, house.other_cell_secretary, house.provincial):
        with pytest.raises(NotAllowed):
            register_work(work, by=user)
    for user in (house.stranger, house.other_cell_secretary, house.former):
        assert not Work.objects.visible_to(user).exists(), user
    for user in (house.office, house.cell_secretary, house.standing, house.provincial):
        assert Work.objects.visible_to(user).get() == work


def test_sight_of_what_one_supports_or_supervises(house: House):
    work = assigned(house, cooperating=(house.hamlet,), supervisor=house.stranger.person)
    assert Work.objects.visible_to(house.hamlet_head).get() == work
    assert Work.objects.visible_to(house.stranger).get() == work


def test_a_person_without_a_post_holds_nothing(house: House):
    user = official(house)
    Post.objects.filter(person=user.person).update(valid_to=date(2021, 1, 1))
    with pytest.raises(Refused) as refused:
        assign_work(house.committee, plan(person=user.person), by=house.office)
    assert refused.value.field == "holder"


def test_a_holder_elsewhere_is_refused(house: House):
    for holder in ({"unit": house.other_commune}, {"person": house.stranger.person}):
        with pytest.raises(Refused) as refused:
            assign_work(house.committee, plan(**holder), by=house.office)
        assert refused.value.field == "holder"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": " "}, "title"),
        ({"due": date(2021, 1, 14)}, "due"),
        ({"due": date(2022, 1, 1)}, "due"),
        ({"start": date(2020, 12, 31)}, "start"),
        ({"year": "2021-06"}, "year"),
        ({"year": "zwanzig"}, "year"),
        ({"stage": "2023..2025"}, "stage"),
        ({"roadmap": (Step("Ngoài hạn", date(2021, 12, 16)),)}, "roadmap"),
        ({"roadmap": (Step(" ", date(2021, 3, 1)),)}, "roadmap"),
        ({"root": Root("clause", 4711)}, "root"),
        ({"root": Root("nowhere", 1)}, "root"),
        ({"root": Root("superior")}, "root"),
        ({"unit": None}, "holder"),
    ],
)
def test_a_plan_that_makes_no_sense(house: House, changed: dict, field: str):
    with pytest.raises(Refused) as refused:
        assign_work(house.committee, plan(**{"unit": house.cell_a} | changed), by=house.office)
    assert refused.value.field == field
    assert not Work.objects.exists()


def test_year_and_stage_at_once(house: House):
    work = of_person(house, official(house), stage="2021..2022", due=date(2022, 12, 15))
    assert (work.period_code, work.stage_code) == ("2021", "2021..2022")
    assert (work.stage.start, work.stage.end) == (date(2021, 1, 1), date(2022, 12, 31))


def test_only_those_above_assign(house: House):
    for user in (house.cell_secretary, house.standing, house.stranger, house.provincial):
        with pytest.raises(NotAllowed):
            assign_work(house.committee, plan(unit=house.cell_a), by=user)
