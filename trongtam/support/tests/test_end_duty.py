"""A duty ends or is handed over; a month is excused by those above, never by oneself."""

from __future__ import annotations

from datetime import date

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.org.tests.house import House, make_house
from trongtam.support.models import Tier
from trongtam.support.operations.assigning import end_duty, excuse_month, replace_duty, shipped_obligation
from trongtam.support.owing import EXCUSED, MADE, MISSED, OPEN, UNKNOWN
from trongtam.support.queries.duties import followers_of, owed

from .followings import BEGINS, duty_of, member, moment, official, visited

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


def test_it_ends_on_a_day_with_a_reason(house):
    duty = duty_of(house, official(house))
    end_duty(duty, by=house.office, on=date(2017, 3, 1), reason="Chuyển công tác")
    duty.refresh_from_db()
    assert duty.valid_to == date(2017, 3, 1) and duty.ended_reason == "Chuyển công tác"
    with pytest.raises(Refused):
        end_duty(duty, by=house.office, on=date(2017, 4, 1), reason="Lần nữa")


def test_not_before_it_began_not_without_a_word_not_before_a_visit(house):
    follower = official(house)
    duty = duty_of(house, follower)
    visited(duty, follower, date(2017, 2, 5))
    for on, reason, field in (
        (BEGINS, "Chuyển công tác", "on"),
        (date(2017, 2, 1), "Chuyển công tác", "on"),
        (date(2017, 3, 1), " ", "reason"),
    ):
        with pytest.raises(Refused) as told:
            end_duty(duty, by=house.office, on=on, reason=reason)
        assert told.value.field == field


@pytest.mark.parametrize("name", ["cell_secretary", "provincial", "stranger"])
def test_only_those_who_assign_end_hand_over_and_excuse(house, name):
    duty, by = duty_of(house, official(house)), getattr(house, name)
    with pytest.raises(NotAllowed):
        end_duty(duty, by=by, on=date(2017, 3, 1), reason="Chuyển công tác")
    with pytest.raises(NotAllowed):
        replace_duty(duty, house.secretary.person, by=by, on=date(2017, 3, 1), reason="Chuyển công tác")
    with pytest.raises(NotAllowed):
        excuse_month(duty, "2017-01", by=by, reason="Đi học")


def test_handed_over_inside_a_month_it_is_owed_once(house):
    first, second = official(house), official(house, "Lục Thay Người")
    duty = duty_of(house, first)
    visited(duty, first, date(2017, 3, 2))
    new = replace_duty(duty, second.person, by=house.office, on=date(2017, 3, 10), reason="Chuyển công tác")
    assert new.replaces == duty and new.obligation == duty.obligation and new.tier == duty.tier
    found = owed([duty, new], today=date(2017, 4, 1))
    assert [(one.span.code, one.state) for one in found[duty.pk]] == [("2017-01", MISSED), ("2017-02", MISSED)]
    assert [(one.span.code, one.state) for one in found[new.pk]] == [("2017-03", MADE), ("2017-04", OPEN)]
    assert followers_of(house.hamlet, date(2017, 3, 9)) == [duty]
    assert followers_of(house.hamlet, date(2017, 3, 10)) == [new]


def test_not_to_the_same_person_nor_to_one_without_a_post(house):
    follower = official(house)
    duty = duty_of(house, follower)
    for person in (follower.person, house.stranger.person):
        with pytest.raises(Refused) as told:
            replace_duty(duty, person, by=house.office, on=date(2017, 3, 10), reason="Chuyển công tác")
        assert told.value.field == "person"
    duty.refresh_from_db()
    assert duty.valid_to is None


def test_a_month_is_excused_with_a_reason_by_those_above(house):
    duty = duty_of(house, official(house))
    excuse_month(duty, "2017-02", by=house.office, reason="Đi học dài ngày", at=moment(2017, 3, 2))
    found = owed([duty], today=date(2017, 4, 1))[duty.pk]
    assert [one.state for one in found] == [MISSED, EXCUSED, MISSED, OPEN]


def test_nobody_excuses_himself(house):
    duty = duty_of(house, house.secretary, house.cluster, tier=Tier.STANDING_CLUSTER)
    with pytest.raises(NotAllowed):
        excuse_month(duty, "2017-02", by=house.secretary, reason="Đi học")
    excuse_month(duty, "2017-02", by=house.office, reason="Đi học")


def test_what_is_kept_excused_unknown_or_not_owed_is_not_excused(house):
    follower = official(house)
    duty = duty_of(house, follower, counted_from=date(2017, 2, 1))
    visited(duty, follower, date(2017, 2, 5))
    excuse_month(duty, "2017-03", by=house.office, reason="Đi học", at=moment(2017, 3, 1))
    for code in ("2016-12", "2017-01", "2017-02", "2017-03"):
        with pytest.raises(Refused):
            excuse_month(duty, code, by=house.office, reason="Đi học", at=moment(2017, 5, 1))


def test_a_cell_is_followed_by_its_own_its_clusters_and_its_hamlets_followers(house):
    house.cell_a.serves = house.hamlet
    house.cell_a.save()
    own = duty_of(house, member(house), house.cell_a, tier=Tier.COMMITTEE_CELL)
    cluster = duty_of(house, house.standing, house.cluster, tier=Tier.STANDING_CLUSTER)
    hamlet = duty_of(house, official(house))
    assert set(followers_of(house.cell_a, date(2017, 5, 1))) == {own, cluster, hamlet}
    assert set(followers_of(house.hamlet, date(2017, 5, 1))) == {own, hamlet}
    assert followers_of(house.cell_b, date(2017, 5, 1)) == []


def test_an_obligation_counts_on_its_own_days_alone(house):
    """A stage of 2016–2020 inside a longer duty: what lies before and after is unknown, in between it is owed."""
    stage = shipped_obligation("ap-2016")
    long = duty_of(
        house, official(house), valid_from=date(2015, 11, 1), obligation=stage, counted_from=date(2015, 11, 1)
    )
    found = {one.span.code: one.state for one in owed([long], today=date(2021, 2, 1))[long.pk]}
    assert (found["2015-12"], found["2016-01"], found["2020-12"], found["2021-01"]) == (
        UNKNOWN,
        MISSED,
        MISSED,
        UNKNOWN,
    )
    short = duty_of(house, official(house, "Lục Trước Đó"), valid_from=date(2015, 11, 1), valid_to=date(2015, 12, 31),
                    obligation=stage, counted_from=date(2015, 11, 1))  # fmt: skip
    assert {one.state for one in owed([short], today=date(2021, 2, 1))[short.pk]} == {UNKNOWN}
