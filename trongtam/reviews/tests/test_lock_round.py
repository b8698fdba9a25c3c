"""A round is locked when all is decided and no cap is exceeded; it opens again with a reason, and the past stays what it was."""

from __future__ import annotations

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.reviews.models import Subject
from trongtam.reviews.operations import (
    decide,
    exempt_subject,
    gather_subjects,
    include_subject,
    leave_out_subject,
    lock_round,
    reopen_decision,
    reopen_round,
)

from .rounds import decided, members_of, moment, opened


@pytest.fixture
def over(house):
    """A round of three members, everybody else left out with a reason; all are decided."""
    round_ = opened(house, members=3)
    for one in Subject.objects.filter(round=round_).exclude(kind="member"):
        leave_out_subject(one, by=house.office, reason="Mẫu", at=moment())
    for one in members_of(round_, house.cell_a):
        decided(one, house)
    return round_


def test_locked_nothing_changes_any_more(house, over):
    assert lock_round(over, by=house.office, at=moment()).state == "locked"
    one = members_of(over, house.cell_a)[0]
    assert one.state == "locked"
    for act in (
        lambda: reopen_decision(one, by=house.office, reason="Mẫu", at=moment()),
        lambda: leave_out_subject(one, by=house.office, reason="Mẫu", at=moment()),
        lambda: decide(one, "good", by=house.secretary, at=moment()),
        lambda: gather_subjects(over, by=house.office, at=moment()),
        lambda: lock_round(over, by=house.office, at=moment()),
    ):
        with pytest.raises(Refused):
            act()


def test_while_somebody_waits_it_is_not_locked(house, over):
    reopen_decision(members_of(over, house.cell_a)[0], by=house.office, reason="Xem lại", at=moment())
    with pytest.raises(Refused, match="1"):
        lock_round(over, by=house.office, at=moment())


def test_over_the_cap_it_is_not_locked(house, over):
    """However it came about: somebody who was good is no longer rated after another became excellent."""
    rows = members_of(over, house.cell_a)
    Subject.objects.filter(pk=rows[0].pk).update(level="excellent")
    with pytest.raises(Refused, match="Chi bộ ấp Mẫu Một"):
        lock_round(over, by=house.office, at=moment())


def test_opened_again_with_a_reason_the_decisions_stand(house, over):
    lock_round(over, by=house.office, at=moment())
    with pytest.raises(Refused):
        reopen_round(over, by=house.office, reason=" ", at=moment())
    again = reopen_round(over, by=house.secretary, reason="Cấp trên đề nghị xem lại.", at=moment())
    assert again.is_open and {one.state for one in members_of(over, house.cell_a)} == {"decided"}
    assert Entry.objects.filter(act="reviews.round_reopened", payload__note="Cấp trên đề nghị xem lại.").exists()
    one = reopen_decision(members_of(over, house.cell_a)[0], by=house.office, reason="Xem lại", at=moment())
    assert (one.state, one.level) == ("decision", "")
    assert one.assessments.filter(step="decision").count() == 1


def test_only_who_runs_it_locks_and_opens(house, over):
    for other in (house.cell_secretary, house.provincial, house.stranger, house.standing):
        with pytest.raises(NotAllowed):
            lock_round(over, by=other, at=moment())
        with pytest.raises(NotAllowed):
            reopen_round(over, by=other, reason="Mẫu", at=moment())


def test_who_is_exempt_or_not_rated_says_why_and_may_come_back(house, round_):
    one = members_of(round_, house.cell_a)[0]
    with pytest.raises(Refused):
        exempt_subject(one, by=house.office, reason="", at=moment())
    assert exempt_subject(one, by=house.office, reason="Được miễn công tác", at=moment()).standing == "exempt"
    assert include_subject(one, by=house.office, at=moment()).is_rated
    with pytest.raises(Refused):
        include_subject(one, by=house.office, at=moment())
    with pytest.raises(NotAllowed):
        leave_out_subject(one, by=house.cell_secretary, reason="Mẫu", at=moment())


def test_what_is_decided_is_opened_before_it_is_left_out(house, over):
    with pytest.raises(Refused):
        leave_out_subject(members_of(over, house.cell_a)[0], by=house.office, reason="Mẫu", at=moment())
