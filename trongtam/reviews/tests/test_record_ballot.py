"""The vote of the collective: counts alone, none that cannot be, none that would tell who voted how."""

from __future__ import annotations

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.org.models import Post
from trongtam.reviews.ballots import Count
from trongtam.reviews.models import Ballot, Subject
from trongtam.reviews.operations import leave_out_subject, propose_level, record_ballot

from .rounds import FULL, GOOD, chair, member, members_of, moment, one_of, opened, proposed, self_said, voted


@pytest.fixture
def said(house, round_):
    return self_said(members_of(round_, house.cell_a)[0], house.cell_secretary)


def test_counts_are_kept_and_nothing_else(house, said):
    made = record_ballot(said, Count(6, 5, 4, {"good": 3, "completed": 1}), by=house.cell_secretary, at=moment())
    assert made.marks == {"good": 3, "completed": 1}
    assert {field.name for field in Ballot._meta.get_fields()} == {
        "id", "subject", "present", "ballots", "valid", "marks", "by", "on",
    }  # fmt: skip


def test_more_ballots_than_voters_are_refused(house, said):
    with pytest.raises(Refused) as refusal:
        record_ballot(said, Count(5, 6, 6, {"good": 6}), by=house.cell_secretary, at=moment())
    assert refusal.value.field == "ballots" and "6" in str(refusal.value) and "5" in str(refusal.value)


def test_more_voters_than_members_are_refused(house, said):
    with pytest.raises(Refused) as refusal:
        record_ballot(said, voted(present=7, good=7), by=house.cell_secretary, at=moment())
    assert refusal.value.field == "present"


def test_only_who_keeps_the_cell_writes_the_counts(house, said):
    for other in (house.other_cell_secretary, house.provincial, house.stranger, house.standing):
        with pytest.raises(NotAllowed):
            record_ballot(said, voted(good=6), by=other, at=moment())
    assert record_ballot(said, voted(good=6), by=house.office, at=moment()).ballots == 6


def test_before_the_own_word_nobody_votes(house, round_):
    with pytest.raises(Refused):
        record_ballot(members_of(round_, house.cell_a)[0], voted(good=6), by=house.cell_secretary, at=moment())


def test_a_cell_of_two_agrees_openly(house):
    """Two ballots would tell who voted how: no counts are kept, and the proposal needs none."""
    round_ = opened(house, members=2)
    one = self_said(members_of(round_, house.cell_a)[0], house.cell_secretary)
    with pytest.raises(Refused):
        record_ballot(one, voted(present=2, good=2), by=house.cell_secretary, at=moment())
    assert propose_level(one, "good", by=house.cell_secretary, at=moment()).level == "good"


def test_the_collective_comes_before_its_people(house):
    body = member(house.cell_a, "Trần Chi Ủy Mẫu")
    Post.objects.create(person=body, unit=house.cell_a, kind="cell_committee", valid_from="2020-01-01", basis="Mẫu")
    round_ = opened(house, members=5)
    first = self_said(members_of(round_, house.cell_a)[1], house.cell_secretary)
    with pytest.raises(Refused, match="Chi bộ ấp Mẫu Một"):
        record_ballot(first, voted(good=6), by=house.cell_secretary, at=moment())
    proposed(one_of(round_, "collective", house.cell_a), house.cell_secretary)
    assert record_ballot(first, voted(good=6), by=house.cell_secretary, at=moment()).pk


def test_the_head_comes_before_the_deputy(house):
    deputy = member(house.cell_a, "Trần Phó Mẫu")
    Post.objects.create(
        person=deputy, unit=house.committee, kind="deputy_secretary", valid_from="2020-01-01", basis="Mẫu"
    )
    round_ = opened(house)
    leave_out_subject(one_of(round_, "collective", house.committee), by=house.office, reason="Mẫu", at=moment())
    second = self_said(Subject.objects.get(round=round_, kind="leader", person=deputy), house.office)
    with pytest.raises(Refused, match="Đảng ủy xã Mẫu"):
        record_ballot(second, voted(present=9, good=9), by=house.office, at=moment())
    head = self_said(Subject.objects.get(round=round_, kind="leader", unit=house.committee, is_head=True), house.office)
    propose_level(head, "good", by=house.office, at=moment())
    assert record_ballot(second, voted(present=9, good=9), by=house.office, at=moment()).pk


def test_a_proposal_needs_the_vote(house, said):
    with pytest.raises(Refused):
        propose_level(said, "good", by=house.cell_secretary, at=moment())


def test_a_proposal_stands_not_above_the_vote(house, round_):
    one = self_said(members_of(round_, house.cell_a)[0], house.cell_secretary, FULL)
    record_ballot(one, voted(excellent=3, good=3), by=house.cell_secretary, at=moment())
    with pytest.raises(Refused) as refusal:
        propose_level(one, "excellent", by=house.cell_secretary, at=moment())
    assert refusal.value.field == "level"
    assert propose_level(one, "good", by=house.cell_secretary, at=moment()).level == "good"


def test_below_the_vote_needs_a_reason(house, said):
    record_ballot(said, voted(good=6), by=house.cell_secretary, at=moment())
    with pytest.raises(Refused) as refusal:
        propose_level(said, "completed", by=house.cell_secretary, at=moment())
    assert refusal.value.field == "reason"
    made = propose_level(said, "completed", by=house.cell_secretary, reason="Còn chậm một việc.", at=moment())
    assert made.reason == "Còn chậm một việc."


def test_the_head_of_two_units_waits_for_nobody_of_the_other_unit(house):
    person = house.cell_secretary.person
    chair(house.cell_b, person)
    round_ = opened(house)
    one = self_said(
        Subject.objects.get(round=round_, kind="leader", person=person, unit=house.cell_b), house.office, GOOD
    )
    assert propose_level(one, "good", by=house.office, at=moment()).level == "good"
