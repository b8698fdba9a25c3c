"""Appraisal and decision: below the proposal with a reason, never above points and conditions, never over the cap without a
document; nobody for himself; the same for a whole unit at once."""

from __future__ import annotations

from datetime import date

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.models import Membership
from trongtam.resolutions.models import Document
from trongtam.reviews.models import Assessment, Fact, Subject
from trongtam.reviews.operations import (
    appraise,
    appraise_unit,
    decide,
    decide_unit,
    leave_out_subject,
    propose_level,
    reopen_decision,
    rewrite_round,
    send_back,
)
from trongtam.reviews.queries.capping import cap_rows

from .rounds import (
    FULL,
    GOOD,
    decided,
    make_schemes,
    members_of,
    moment,
    one_of,
    opened,
    proposed,
    see,
    self_said,
    terms,
)


def appraised(house, subject, level="good", scores=None):
    proposed(subject, house.cell_secretary, level, scores)
    appraise(subject, level, by=house.office, at=moment())
    subject.refresh_from_db()
    return subject


def test_from_the_own_word_to_the_decision(house, round_):
    one = decided(members_of(round_, house.cell_a)[0], house)
    assert (one.state, one.level, one.decided_by) == ("decided", "good", house.secretary)
    assert [said.step for said in one.assessments.all()] == ["self", "collective", "appraisal", "decision"]
    assert [entry.act for entry in Entry.objects.filter(on_kind="reviews.subject", on_id=str(one.pk)).order_by("pk")] == [
        "reviews.self_assessed", "reviews.vote_recorded", "reviews.level_proposed", "reviews.appraised", "reviews.decided",
    ]  # fmt: skip


def test_no_level_of_a_person_stands_in_the_book(house, round_):
    """More people read the book than the form."""
    decided(members_of(round_, house.cell_a)[0], house)
    told = " ".join(str(entry.payload) for entry in Entry.objects.filter(on_kind="reviews.subject"))
    assert "good" not in told and "excellent" not in told


def test_lowering_needs_a_reason_that_the_person_reads(house, round_):
    one = appraised(house, members_of(round_, house.cell_a)[0])
    with pytest.raises(Refused) as refusal:
        decide(one, "completed", by=house.secretary, at=moment())
    assert refusal.value.field == "reason"
    assert decide(one, "completed", by=house.secretary, reason="Còn một việc chậm.", at=moment()).reason


def test_a_level_above_its_conditions_is_refused_with_what_holds_it_back(house):
    """93 points and work beyond what was required of only 20 %: not excellent, whatever the points say."""
    make_schemes()
    round_ = opened(house)
    one = members_of(round_, house.cell_a)[0]
    Fact.objects.create(subject=one, code="work_beyond_share", value=20, frozen_at=moment())
    proposed(one, house.cell_secretary, "good", FULL)
    with pytest.raises(Refused, match="vượt mức từ 30") as refusal:
        appraise(one, "excellent", by=house.office, at=moment())
    assert refusal.value.field == "level"


def test_nobody_judges_his_own(house):
    see(house)
    Membership.objects.create(person=house.office.person, unit=house.cell_a, valid_from=date(2015, 1, 1), basis="Mẫu")
    round_ = opened(house)
    own = Subject.objects.get(round=round_, person=house.office.person)
    proposed(own, house.cell_secretary)
    with pytest.raises(NotAllowed):
        appraise(own, "good", by=house.office, at=moment())
    assert appraise(own, "good", by=house.secretary, at=moment()).level == "good"


def test_those_above_without_sight_and_strangers_decide_nothing(house, round_):
    one = appraised(house, members_of(round_, house.cell_a)[0])
    for other in (house.provincial, house.standing, house.cell_secretary, house.stranger, house.administrator):
        with pytest.raises(NotAllowed, match="Đảng ủy xã Mẫu"):
            decide(one, "good", by=other, at=moment())


def test_about_the_committee_itself_the_superior_decides(house, round_):
    top = one_of(round_, "collective", house.committee)
    proposed(top, house.office)
    appraise(top, "good", by=house.office, at=moment())
    with pytest.raises(Refused) as refusal:
        decide(top, "good", by=house.secretary, at=moment())
    assert refusal.value.field == "basis"
    assert decide(top, "good", by=house.secretary, basis="12-QĐ/MẪU ngày 20/12/2025", at=moment()).basis


def test_the_cell_comes_after_its_members(house, round_):
    cell = one_of(round_, "organisation", house.cell_a)
    proposed(cell, house.cell_secretary)
    appraise(cell, "good", by=house.office, at=moment())
    with pytest.raises(Refused, match="Chi bộ ấp Mẫu Một"):
        decide(cell, "good", by=house.secretary, at=moment())
    for one in Subject.objects.filter(round=round_, unit=house.cell_a).exclude(pk=cell.pk):
        leave_out_subject(one, by=house.office, reason="Mẫu", at=moment())
    assert decide(cell, "good", by=house.secretary, at=moment()).level == "good"


# -- the cap -----------------------------------------------------------------------------------------------------------


def test_the_cap_shows_itself_before_the_vote(house, round_):
    """Six members: five who say good of themselves let one be excellent, two are one too many."""
    rows = members_of(round_, house.cell_a)
    for one in rows[:2]:
        self_said(one, house.cell_secretary, FULL)
    for one in rows[2:]:
        self_said(one, house.cell_secretary, GOOD)
    (row, *_rest) = [one for one in cap_rows(round_) if one.kind == "member"]
    assert (row.standing.rated_good, row.standing.excellent, row.standing.allowed) == (4, 2, 0)
    assert row.standing.is_over and row.name == "Chi bộ ấp Mẫu Một"


def test_over_the_cap_needs_a_document(house, round_):
    rows = members_of(round_, house.cell_a)
    for one in rows[:5]:
        appraised(house, one, "good")
    best = appraised(house, rows[5], "excellent", FULL)
    decide(best, "excellent", by=house.secretary, at=moment())  # 20 % of five who are good: one
    reopen_decision(best, by=house.office, reason="Xem lại", at=moment())
    send_back(rows[0], by=house.office, reason="Xem lại", at=moment())
    leave_out_subject(rows[0], by=house.office, reason="Đi học xa", at=moment())
    with pytest.raises(Refused, match="Chi bộ ấp Mẫu Một") as refusal:
        decide(best, "excellent", by=house.secretary, at=moment())
    assert refusal.value.field == "level"
    document = Document.objects.create(
        unit=house.commune,
        kind="decision",
        title="Quyết định mẫu",
        issued_on=date(2025, 12, 1),
        organ="Cấp trên mẫu",
        folded="",
    )
    rewrite_round(round_, terms(exception_document=document), by=house.office, at=moment())
    assert decide(best, "excellent", by=house.secretary, at=moment()).level == "excellent"


def test_the_rounding_of_the_round_is_the_one_that_counts(house):
    round_ = opened(house, members=5, rounding="ceil")
    rows = members_of(round_, house.cell_a)
    for one in rows[:4]:
        appraised(house, one, "good")
    best = appraised(house, rows[4], "excellent", FULL)
    assert decide(best, "excellent", by=house.secretary, at=moment()).level == "excellent"


def test_in_a_cell_of_two_the_cap_leaves_room_for_nobody(house):
    round_ = opened(house, members=2)
    rows = members_of(round_, house.cell_a)
    for one, level, scores in ((rows[0], "good", GOOD), (rows[1], "excellent", FULL)):
        self_said(one, house.cell_secretary, scores)
        propose_level(one, level, by=house.cell_secretary, at=moment())
        appraise(one, level, by=house.office, at=moment())
    with pytest.raises(Refused):
        decide(rows[1], "excellent", by=house.secretary, at=moment())


# -- a whole unit ------------------------------------------------------------------------------------------------------


def test_a_unit_is_appraised_and_decided_as_it_was_proposed(house, round_):
    for one in members_of(round_, house.cell_a):
        proposed(one, house.cell_secretary)
    assert appraise_unit(round_, house.cell_a, by=house.office, at=moment()) == 6
    assert decide_unit(round_, house.cell_a, by=house.secretary, at=moment()) == 6
    assert {one.level for one in members_of(round_, house.cell_a)} == {"good"}
    assert Assessment.objects.filter(step="decision", total=75).count() == 6
    assert Entry.objects.filter(act="reviews.unit_decided").count() == 1


def test_a_whole_unit_stays_below_the_cap_too(house, round_):
    rows = members_of(round_, house.cell_a)
    for one in rows[:3]:
        proposed(one, house.cell_secretary, "excellent", FULL)
    for one in rows[3:]:
        proposed(one, house.cell_secretary)
    appraise_unit(round_, house.cell_a, by=house.office, at=moment())
    with pytest.raises(Refused, match="Chi bộ ấp Mẫu Một"):
        decide_unit(round_, house.cell_a, by=house.secretary, at=moment())
    assert not Subject.objects.exclude(level="").exists()


def test_whose_facts_changed_after_the_last_word_is_looked_at_alone(house, round_):
    rows = members_of(round_, house.cell_a)
    for one in rows[:2]:
        proposed(one, house.cell_secretary)
    appraise_unit(round_, house.cell_a, by=house.office, at=moment())
    Fact.objects.create(subject=rows[0], code="disciplined", yes=True, frozen_at=moment(date(2025, 12, 2)))
    assert decide_unit(round_, house.cell_a, by=house.secretary, at=moment()) == 1
    rows[0].refresh_from_db()
    assert rows[0].state == "decision"


def test_another_unit_s_people_are_nobody_s_batch(house, round_):
    proposed(members_of(round_, house.cell_a)[0], house.cell_secretary)
    for other in (house.cell_secretary, house.provincial, house.stranger):
        with pytest.raises(NotAllowed):
            appraise_unit(round_, house.cell_a, by=other, at=moment())
