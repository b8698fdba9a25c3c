"""A campaign is opened, rewritten, closed and opened again; what is registered in it keeps to its terms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.models import Placement, Post, Unit
from trongtam.org.tests.house import House, make_house, make_unit
from trongtam.work.models import Campaign, Work
from trongtam.work.operations import (
    adjust_work,
    approve_work,
    assign_work,
    close_campaign,
    open_campaign,
    plan_of,
    propose_work,
    register_work,
    reopen_campaign,
    reopen_work,
    return_work,
    rewrite_campaign,
    withdraw_work,
)
from trongtam.work.queries.campaigns import reckoned

from .works import campaign, moment, official, plan, terms


@pytest.fixture
def house(db) -> House:
    return make_house()


def drafted(house: House, asked: Campaign, **changed) -> Work:
    given = {"unit": house.cell_a, "focus": "hard"} | changed
    return propose_work(house.committee, plan(**given), by=house.cell_secretary, campaign=asked, at=moment(2021, 1, 10))


def approved(house: House, asked: Campaign, **changed) -> Work:
    work = register_work(drafted(house, asked, **changed), by=house.cell_secretary, at=moment(2021, 1, 11))
    return approve_work(work, by=house.office, at=moment(2021, 1, 15))


def acts() -> list[str]:
    return list(Entry.objects.filter(on_kind="work.campaign").order_by("number").values_list("act", flat=True))


def test_a_year_of_a_campaign(house: House):
    asked = campaign(house)
    assert asked.terms == terms()
    [found] = reckoned([asked], date(2021, 1, 10))
    assert {one.holder for one in found.reckoning.asked} == {
        ("unit", house.cell_a.pk),
        ("unit", house.cell_b.pk),
        ("person", house.cell_secretary.person.pk),
        ("person", house.other_cell_secretary.person.pk),
    }
    approved(house, asked)
    [found] = reckoned([asked], date(2021, 2, 5))
    assert (found.reckoning.enough, found.reckoning.missing) == (1, 3)
    close_campaign(asked, by=house.secretary, reason="Ba nơi làm việc năm trước", at=moment(2021, 2, 10))
    reopen_campaign(asked, by=house.secretary, reason="Thêm một việc", at=moment(2021, 2, 11))
    rewrite_campaign(
        asked, terms(due=date(2021, 2, 28)), by=house.secretary, reason="Thêm ngày", at=moment(2021, 2, 11)
    )
    asked.refresh_from_db()
    assert (asked.closed_at, asked.closed_reason, asked.due) == (None, "", date(2021, 2, 28))
    assert acts() == [
        "work.campaign_opened",
        "work.campaign_closed",
        "work.campaign_reopened",
        "work.campaign_rewritten",
    ]
    last = Entry.objects.filter(act="work.campaign_rewritten").get()
    assert (last.payload["before"], last.payload["after"]) == ({"due": "2021-01-31"}, {"due": "2021-02-28"})


def test_only_those_who_assign_run_it(house: House):
    asked = campaign(house)
    for user in (house.cell_secretary, house.standing, house.stranger, house.provincial, house.former):
        with pytest.raises(NotAllowed):
            open_campaign(house.committee, terms(year="2022"), by=user, at=moment(2021, 1, 4))
        with pytest.raises(NotAllowed):
            rewrite_campaign(asked, terms(title="Khác"), by=user, reason="x", at=moment(2021, 1, 5))
        with pytest.raises(NotAllowed):
            close_campaign(asked, by=user, reason="x")
        with pytest.raises(NotAllowed):
            reopen_campaign(asked, by=user, reason="x")
    assert acts() == ["work.campaign_opened"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": "  "}, "title"),
        ({"year": "2021-06"}, "year"),
        ({"year": "zwanzig"}, "year"),
        ({"stage": "2023..2025"}, "stage_to"),
        ({"due": date(2021, 1, 4)}, "due"),
        ({"opens_on": date(2019, 12, 31)}, "opens_on"),
        ({"due": date(2022, 1, 1)}, "due"),
        ({"opens_on": date(2020, 12, 1), "due": date(2021, 1, 3)}, "due"),
        ({"least": 0}, "least"),
        ({"least": 21}, "least"),
        ({"unit_kinds": (), "post_kinds": ()}, "unit_kinds"),
        ({"unit_kinds": ("province",)}, "unit_kinds"),
        ({"post_kinds": ("administrator",)}, "unit_kinds"),
        ({"focuses": ("easy",)}, "focuses"),
    ],
)
def test_terms_that_make_no_sense(house: House, changed: dict, field: str):
    with pytest.raises(Refused) as refused:
        campaign(house, **changed)
    assert refused.value.field == field
    assert not Campaign.objects.exists()


def test_a_second_one_of_the_year_waits_until_the_first_is_closed(house: House):
    first = campaign(house)
    with pytest.raises(Refused, match=first.title) as refused:
        campaign(house, title="Đợt hai")
    assert refused.value.field == "year"
    close_campaign(first, by=house.office, reason="Chưa cần", at=moment(2021, 1, 20))
    second = campaign(house, title="Đợt hai")
    with pytest.raises(Refused, match="Đợt hai"):
        reopen_campaign(first, by=house.office, reason="nhầm")
    with pytest.raises(Refused):
        reopen_campaign(second, by=house.office, reason="nhầm")
    other = campaign(house, title="Năm sau", year="2022", due=date(2022, 1, 31))
    with pytest.raises(Refused) as refused:
        rewrite_campaign(other, terms(title="Năm sau"), by=house.office, reason="nhầm", at=moment(2021, 1, 4))
    assert refused.value.field == "year"


def test_it_closes_when_everything_is_decided_and_names_what_is_not(house: House):
    asked = campaign(house)
    works = [drafted(house, asked, title=f"Việc chờ số {number}") for number in range(7)]
    with pytest.raises(Refused, match="Việc chờ số 4") as refused:
        close_campaign(asked, by=house.office, reason="Hết hạn")
    assert "Việc chờ số 5" not in str(refused.value) and house.cell_a.name in str(refused.value)
    for work in works:
        register_work(work, by=house.cell_secretary, at=moment(2021, 1, 11))
    return_work(works[0], by=house.office, reason="Thiếu sản phẩm", at=moment(2021, 1, 12))
    with pytest.raises(Refused, match="Việc chờ số 0"):
        close_campaign(asked, by=house.office, reason="Hết hạn")
    for work in works:
        withdraw_work(work, by=house.office, reason="Trùng việc", at=moment(2021, 1, 13))
    with pytest.raises(Refused) as refused:
        close_campaign(asked, by=house.office, reason=" ", at=moment(2021, 2, 1))
    assert refused.value.field == "reason"
    close_campaign(asked, by=house.office, reason="Làm việc năm trước", at=moment(2021, 2, 1))
    with pytest.raises(Refused):
        close_campaign(asked, by=house.office, reason="lại")
    with pytest.raises(Refused):
        rewrite_campaign(asked, terms(title="Khác"), by=house.office, reason="lại")
    with pytest.raises(Refused):
        reopen_work(works[1], by=house.office, reason="Vẫn làm", at=moment(2021, 2, 2))
    with pytest.raises(Refused):
        drafted(house, asked)
    reopen_campaign(asked, by=house.office, reason="Vẫn làm", at=moment(2021, 2, 2))
    assert reopen_work(works[1], by=house.office, reason="Vẫn làm", at=moment(2021, 2, 2)).state == "proposed"


def test_where_all_have_registered_no_word_is_asked(house: House):
    asked = campaign(house, unit_kinds=("cell",), post_kinds=())
    approved(house, asked)
    work = propose_work(
        house.committee,
        plan(unit=house.cell_b, focus="weak"),
        by=house.other_cell_secretary,
        campaign=asked,
        at=moment(2021, 1, 6),
    )
    approve_work(register_work(work, by=house.other_cell_secretary), by=house.office)
    close_campaign(asked, by=house.office, at=moment(2021, 2, 1))
    asked.refresh_from_db()
    assert asked.closed_on == date(2021, 2, 1)


def test_only_what_can_still_be_changed_is_changed(house: House):
    asked = campaign(house)

    def refused(day: int, **changed) -> str | None:
        with pytest.raises(Refused) as error:
            rewrite_campaign(asked, terms(**changed), by=house.office, reason="đổi", at=moment(2021, 1, day))
        return error.value.field

    assert refused(4) is None
    with pytest.raises(Refused) as error:
        rewrite_campaign(asked, terms(title="Khác"), by=house.office, reason=" ")
    assert error.value.field == "reason"
    assert refused(6, opens_on=date(2021, 1, 7)) == "opens_on"
    assert refused(20, due=date(2021, 1, 19)) == "due"
    rewrite_campaign(asked, terms(opens_on=date(2021, 1, 6)), by=house.office, reason="đổi", at=moment(2021, 1, 4))
    rewrite_campaign(asked, terms(), by=house.office, reason="đổi lại", at=moment(2021, 1, 4))
    approved(house, asked)
    assert refused(12, year="2022", due=date(2022, 1, 1)) == "year"
    assert refused(12, stage="2021..2022") == "year"
    assert refused(12, focuses=("weak",)) == "focuses"
    for focuses in ((), ("hard", "new")):
        rewrite_campaign(
            asked, terms(focuses=focuses, least=2), by=house.office, reason="rộng hơn", at=moment(2021, 1, 12)
        )
    asked.refresh_from_db()
    assert (asked.focuses, asked.least) == (["hard", "new"], 2)


def test_what_is_registered_keeps_to_the_terms(house: House):
    asked = campaign(house)
    for changed, field in (({"focus": "new"}, "focus"), ({"focus": ""}, "focus"), ({"kind": "key"}, "kind")):
        with pytest.raises(Refused) as refused:
            drafted(house, asked, **changed)
        assert refused.value.field == field
    with pytest.raises(Refused, match=r"yếu kém|weak") as refused:
        drafted(house, asked, focus="new")
    other = {"year": "2022", "start": date(2022, 1, 1), "due": date(2022, 5, 1), "roadmap": ()}
    with pytest.raises(Refused) as refused:
        drafted(house, asked, **other)
    assert refused.value.field == "year"
    given = plan(unit=house.cell_a, focus="hard")
    with pytest.raises(Refused, match="05/01/2021"):
        propose_work(house.committee, given, by=house.office, campaign=asked, at=moment(2021, 1, 4))
    work = approved(house, asked)
    with pytest.raises(Refused) as refused:
        adjust_work(work, replace(plan_of(work), focus="new"), by=house.office, reason="đổi")
    assert refused.value.field == "focus"
    elsewhere = open_campaign(
        make_unit("party_committee", "Đảng ủy khác", house.commune), terms(), by=house.office, at=moment(2021, 1, 4)
    )
    with pytest.raises(Refused):
        drafted(house, elsewhere)


def test_an_assigned_work_counts_and_a_person_who_left_stands_beside(house: House):
    asked = campaign(house, post_kinds=("official",))
    user = official(house)
    given = plan(unit=None, person=user.person, focus="hard")
    assign_work(house.committee, given, by=house.office, campaign=asked, at=moment(2021, 1, 12))
    [found] = reckoned([asked], date(2021, 1, 20))
    row = next(one for one in found.reckoning.asked if one.holder == ("person", user.person.pk))
    assert (row.approved, row.at) == (1, house.commune.pk)
    Post.objects.filter(person=user.person).update(valid_to=date(2021, 1, 25))
    [found] = reckoned([asked], date(2021, 1, 26))
    assert [one.holder for one in found.reckoning.beside] == [("person", user.person.pk)]
    [entry] = [entry for _work, entry in found.works]
    assert entry.on == date(2021, 1, 12)
    assert found.persons[user.person.pk] == user.person.full_name


def test_a_closed_campaign_stands_still(house: House):
    asked = campaign(house)
    asked = close_campaign(asked, by=house.office, reason="không ai", at=moment(2021, 2, 1))
    Post.objects.filter(person=house.cell_secretary.person).update(valid_to=date(2021, 6, 1))
    [found] = reckoned([asked], date(2022, 1, 1))
    assert found.day == date(2021, 2, 1)
    assert ("person", house.cell_secretary.person.pk) in {one.holder for one in found.reckoning.asked}
    assert reckoned([], date(2022, 1, 1)) == []


def test_a_commune_that_came_under_another_province_keeps_its_campaigns(house: House):
    """Paths change; who had to register is read in the tree of that day."""
    asked = close_campaign(campaign(house), by=house.office, reason="không ai", at=moment(2021, 2, 1))
    [before] = reckoned([asked], date(2021, 2, 1))
    moved = date(2025, 7, 1)
    other = make_unit("province", "Tỉnh Khác")
    held = list(Placement.objects.filter(path__startswith=house.commune.path))
    Placement.objects.filter(pk__in=[one.pk for one in held]).update(valid_to=moved)
    for placement in held:
        path = placement.path.replace(house.province.path, other.path, 1)
        Placement.objects.create(
            unit=placement.unit, parent=placement.parent, path=path, valid_from=moved, basis="Quyết định mẫu"
        )
        Unit.objects.filter(pk=placement.unit_id).update(path=path)
    [after] = reckoned([Campaign.objects.get(pk=asked.pk)], date(2026, 1, 1))
    assert after.reckoning == before.reckoning
    assert len(after.reckoning.asked) == 4


def test_what_one_does_at_once_with_a_closed_campaign_waits_for_the_other(house: House):
    """Two who press at the same time: the second reads what the first did, and is told."""
    asked = campaign(house)
    stale = Campaign.objects.get(pk=asked.pk)
    close_campaign(asked, by=house.office, reason="hết hạn", at=moment(2021, 2, 1))
    with pytest.raises(Refused):
        close_campaign(stale, by=house.secretary, reason="hết hạn")
    with pytest.raises(Refused):
        rewrite_campaign(stale, terms(title="Khác"), by=house.secretary, reason="đổi")
    with pytest.raises(Refused):
        drafted(house, stale)
    assert acts() == ["work.campaign_opened", "work.campaign_closed"]
