"""A person is assigned to follow a unit: by the office, by one above, by a stranger; what makes no sense is refused."""

from __future__ import annotations

from datetime import date

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.models import PostKind
from trongtam.org.tests.house import House, make_house, make_unit, make_user
from trongtam.support.models import Duty, Obligation, Tier
from trongtam.support.operations.assigning import Asked, assign_duty, set_obligation, shipped_obligation

from .followings import BEGINS, duty_of, member, moment, official

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


def test_the_office_assigns_and_the_book_tells_it(house):
    duty = duty_of(house, official(house))
    assert duty.holds_on(BEGINS) and not duty.holds_on(date(2016, 12, 31))
    entry = Entry.objects.get(act="support.duty_assigned")
    assert entry.by == house.office and duty.counted_from == BEGINS


@pytest.mark.parametrize("name", ["cell_secretary", "standing", "provincial", "stranger"])
def test_others_do_not(house, name):
    follower = official(house)
    with pytest.raises(NotAllowed):
        assign_duty(
            follower.person,
            house.hamlet,
            by=getattr(house, name),
            tier=Tier.SUPERIOR_OFFICIAL,
            valid_from=BEGINS,
            basis="Quyết định mẫu",
        )


def refused(house, user, unit, **changed) -> str | None:
    with pytest.raises(Refused) as told:
        duty_of(house, user, unit, **changed)
    return told.value.field


def test_each_layer_has_its_units_and_they_end_at_the_group(house):
    front = make_unit("front", "Mặt trận xã Mẫu", house.commune)
    assert refused(house, official(house), front) == "unit"
    assert refused(house, member(house), house.cluster, tier=Tier.COMMITTEE_CELL) == "tier"
    assert refused(house, member(house), house.cell_a, tier="household") == "tier"
    below = make_unit("organisation", "Chi hội mẫu trong tổ", house.group)
    assert refused(house, official(house), below, tier=Tier.GROUP_MEMBER) == "unit"
    assert duty_of(house, house.hamlet_head, house.group, tier=Tier.GROUP_MEMBER).pk


def test_the_person_needs_a_post_of_that_day_that_reaches_the_unit(house):
    assert refused(house, house.stranger, house.hamlet) == "person"
    assert refused(house, house.former, house.hamlet, valid_from=date(2021, 1, 1)) == "person"
    assert duty_of(house, house.former, house.hamlet, valid_from=date(2019, 1, 1), valid_to=date(2020, 1, 1)).pk
    assert refused(house, house.hamlet_head, house.hamlet) == "person"
    assert refused(house, member(house), house.cluster, tier=Tier.STANDING_CLUSTER) == "person"
    assert refused(house, house.secretary, house.commune) == "person"
    assert duty_of(house, official(house), house.commune).pk


def test_of_a_group_one_of_the_commune_needs_no_post(house):
    neighbour = make_user("Đinh Mẫu Làng", house.cell_b)
    assert duty_of(house, neighbour, house.group, tier=Tier.GROUP_MEMBER).pk
    assert refused(house, house.stranger, house.group, tier=Tier.GROUP_MEMBER) == "person"


def test_a_unit_that_has_ended_is_followed_no_more(house):
    house.cell_b.ended_on = date(2018, 1, 1)
    house.cell_b.save()
    layer = {"tier": Tier.COMMITTEE_CELL}
    assert refused(house, member(house), house.cell_b, **layer) == "unit"
    assert duty_of(house, member(house), house.cell_b, valid_to=date(2018, 1, 1), **layer).pk
    new = make_unit("cell", "Chi bộ mẫu mới", house.committee, founded=date(2018, 1, 1))
    assert refused(house, member(house), new, **layer) == "valid_from"


def test_nobody_follows_a_unit_twice_and_the_basis_is_told(house):
    follower = official(house)
    duty_of(house, follower)
    assert refused(house, follower, house.hamlet, valid_from=date(2018, 1, 1)) == "person"
    assert refused(house, official(house), house.hamlet, basis=" ") == "basis"
    assert refused(house, official(house), house.hamlet, valid_to=BEGINS) == "valid_to"
    assert refused(house, official(house), house.hamlet, counted_from=date(2016, 1, 1)) == "counted_from"


def test_months_before_it_was_written_down_are_not_counted_unless_told(house):
    late = duty_of(house, official(house), at=moment(2018, 5, 3))
    assert late.counted_from == date(2018, 5, 3)
    told = duty_of(house, official(house, "Lục Sổ Giấy"), counted_from=BEGINS, at=moment(2018, 5, 3))
    assert told.counted_from == BEGINS


def test_an_organ_sets_an_obligation_of_its_own(house):
    asked = Asked("Mỗi tháng hai lần", "month", 2, BEGINS, "Kế hoạch mẫu", tier=Tier.COMMITTEE_CELL)
    own = set_obligation(house.committee, asked, by=house.office)
    assert own.visits == 2 and not own.checked
    assert set_obligation(house.committee, asked, by=house.office).code != own.code
    assert refused(house, official(house), house.hamlet, obligation=own) == "obligation"
    with pytest.raises(NotAllowed):
        set_obligation(house.committee, asked, by=house.cell_secretary)
    with pytest.raises(Refused):
        set_obligation(house.committee, Asked("", "month", 1, BEGINS, "Kế hoạch mẫu"), by=house.office)


def test_what_is_shipped_becomes_a_row_once_and_says_that_it_was_not_checked():
    first, again = shipped_obligation("ap-2016"), shipped_obligation("ap-2016")
    assert first.pk == again.pk and not first.checked and first.visits == 1 and first.every == "month"
    assert (first.valid_from, first.valid_to) == (date(2016, 1, 1), date(2021, 1, 1))
    with pytest.raises(Refused):
        shipped_obligation("khong-co")
    assert Obligation.objects.count() == 1


def test_seen_by_those_in_reach_and_by_the_follower(house):
    follower = make_user("Đinh Mẫu Làng", house.cell_b, PostKind.CELL_COMMITTEE)
    duty = duty_of(house, follower, house.group, tier=Tier.GROUP_MEMBER)
    sees = {
        name: Duty.objects.visible_to(getattr(house, name)).filter(pk=duty.pk).exists()
        for name in ("office", "hamlet_head", "provincial", "cell_secretary", "stranger")
    }
    assert sees == {"office": True, "hamlet_head": True, "provincial": True, "cell_secretary": False, "stranger": False}
    assert Duty.objects.visible_to(follower).get() == duty
