"""The own word: by the person himself, or written down for him; points out of range or missing are refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from trongtam.accounts.models import User
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.reviews.models import Subject
from trongtam.reviews.operations import assess_self, leave_out_subject, lock_round

from .rounds import FULL, GOOD, decided, members_of, moment, opened


@pytest.fixture
def own(house):
    round_ = opened(house, login=True)
    return members_of(round_, house.cell_a)[0]


def test_the_person_says_his_own_and_the_level_follows_from_the_points(house, own):
    made = assess_self(own, GOOD, by=own.person.user, at=moment())
    own.refresh_from_db()
    assert (made.total, made.computed, made.level, made.proxy) == (Decimal(75), "good", "good", False)
    assert (own.state, own.proposed, own.level) == ("collective", "good", "")


def test_who_keeps_the_cell_writes_it_down_for_one_without_a_phone(house, own):
    assert assess_self(own, GOOD, by=house.cell_secretary, at=moment()).proxy


def test_nobody_else_says_it(house, own):
    for other in (house.other_cell_secretary, house.provincial, house.stranger, house.standing, house.hamlet_head):
        with pytest.raises(NotAllowed, match="Chi bộ ấp Mẫu Một"):
            assess_self(own, GOOD, by=other, at=moment())


def test_a_colleague_of_the_cell_does_not(house, own):
    colleague = members_of(own.round, house.cell_a)[1].person.user
    with pytest.raises(NotAllowed):
        assess_self(own, GOOD, by=User.objects.get(pk=colleague.pk), at=moment())


@pytest.mark.parametrize("value", [Decimal(71), Decimal(-1), Decimal("NaN")])
def test_points_out_of_range_are_refused_at_their_field(own, value):
    with pytest.raises(Refused) as refusal:
        assess_self(own, {**GOOD, "b1": value}, by=own.person.user, at=moment())
    assert refusal.value.field == "b1"


def test_missing_points_are_refused_at_their_field(own):
    with pytest.raises(Refused) as refusal:
        assess_self(own, {**GOOD, "a3": None}, by=own.person.user, at=moment())
    assert refusal.value.field == "a3"


def test_a_level_above_the_points_is_refused(own):
    with pytest.raises(Refused) as refusal:
        assess_self(own, GOOD, by=own.person.user, level="excellent", at=moment())
    assert refusal.value.field == "level"


def test_one_may_think_less_of_oneself(own):
    assert assess_self(own, FULL, by=own.person.user, level="good", at=moment()).level == "good"


def test_said_again_the_earlier_word_stays_readable(own):
    assess_self(own, GOOD, by=own.person.user, at=moment())
    assess_self(own, FULL, by=own.person.user, level="good", at=moment())
    assert [one.total for one in own.assessments.all()] == [Decimal(75), Decimal(95)]


def test_one_who_is_not_rated_says_nothing(house, own):
    leave_out_subject(own, by=house.office, reason="Đi học xa cả năm", at=moment())
    with pytest.raises(Refused, match="Đi học xa cả năm"):
        assess_self(own, GOOD, by=own.person.user, at=moment())


def test_nothing_is_said_in_a_locked_round(house):
    round_ = opened(house, members=3)
    rest = Subject.objects.filter(round=round_).exclude(kind="member")
    for one in rest:
        leave_out_subject(one, by=house.office, reason="Mẫu", at=moment())
    rows = members_of(round_, house.cell_a)
    for one in rows:
        decided(one, house)
    lock_round(round_, by=house.office, at=moment())
    with pytest.raises(Refused):
        assess_self(rows[0], GOOD, by=house.cell_secretary, at=moment())
