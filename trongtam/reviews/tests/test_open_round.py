"""A round is opened: who stands in it, as what, and who does not."""

from __future__ import annotations

from datetime import date

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.ledger.models import Entry
from trongtam.org.models import Exemption, Membership, PartyRecord, Post
from trongtam.org.tests.house import make_unit
from trongtam.reviews.models import Round, SchemeVersion, Subject
from trongtam.reviews.operations import gather_subjects, open_round, rewrite_round

from .rounds import chair, make_schemes, member, members_of, moment, opened, people_of, see, terms


def kinds(round_: Round) -> dict[str, int]:
    rows = list(Subject.objects.filter(round=round_).values_list("kind", flat=True))
    return {kind: rows.count(kind) for kind in sorted(set(rows))}


def test_everybody_stands_in_the_round_once(house, round_):
    """The committee and two cells; its standing committee; secretary of the commune and two of cells; six members."""
    assert kinds(round_) == {"collective": 1, "leader": 3, "member": 6, "organisation": 3}
    assert Entry.objects.filter(act="reviews.round_opened").count() == 1
    assert SchemeVersion.objects.filter(used_at__isnull=True).count() == 0


def test_a_secretary_opens_it_too_a_cell_or_the_province_does_not(house):
    make_schemes()
    people_of(house.cell_a, 1)
    for stranger in (house.cell_secretary, house.provincial, house.stranger, house.former, house.standing):
        with pytest.raises(NotAllowed, match="Đảng ủy xã Mẫu"):
            open_round(house.committee, terms(), by=stranger, at=moment())
    assert open_round(house.committee, terms(), by=house.secretary, at=moment()).is_open


def test_one_round_a_year(house, round_):
    with pytest.raises(Refused) as refusal:
        open_round(house.committee, terms(), by=house.office, at=moment())
    assert refusal.value.field == "period"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "quarter"}, "period"),
        ({"period": Period.year(2031)}, "period"),
        ({"on": date(2026, 3, 1)}, "on"),
        ({"self_by": date(2026, 1, 1)}, "collective_by"),
        ({"share": 0}, "share"),
        ({"share": 25}, "exception_document"),
    ],
)
def test_what_makes_no_sense_is_refused(house, changes, field):
    make_schemes()
    people_of(house.cell_a, 1)
    with pytest.raises(Refused) as refusal:
        open_round(house.committee, terms(**changes), by=house.office, at=moment())
    assert refusal.value.field == field


def test_a_place_without_schemes_has_nobody_to_review(house):
    SchemeVersion.objects.all().delete()
    with pytest.raises(Refused):
        open_round(house.committee, terms(), by=house.office, at=moment())
    assert not Round.objects.exists()


def test_only_a_committee_has_rounds(house):
    make_schemes()
    with pytest.raises(Refused):
        open_round(house.commune, terms(), by=house.office, at=moment())


def test_a_member_who_moved_within_the_year_is_judged_where_he_is_now(house):
    """Once, in his new cell, and the page says from where and since when he came."""
    make_schemes()
    moved = member(house.cell_a, "Đặng Chuyển Mẫu")
    Membership.objects.filter(person=moved).update(valid_to=date(2025, 8, 1))
    Membership.objects.create(person=moved, unit=house.cell_b, valid_from=date(2025, 8, 1), basis="Quyết định mẫu")
    round_ = open_round(house.committee, terms(), by=house.office, at=moment())
    subject = Subject.objects.get(round=round_, person=moved)
    assert subject.unit == house.cell_b
    assert "Chi bộ ấp Mẫu Một" in subject.note and "01/08/2025" in subject.note


def test_one_who_moves_after_the_opening_moves_with_the_register(house):
    round_ = opened(house, members=2, on=date(2025, 11, 30))
    moved = members_of(round_, house.cell_a)[0]
    Membership.objects.filter(person=moved.person).update(valid_to=date(2025, 11, 1))
    Membership.objects.create(person=moved.person, unit=house.cell_b, valid_from=date(2025, 11, 1), basis="QĐ mẫu")
    assert gather_subjects(round_, by=house.office, at=moment()) == 1
    moved.refresh_from_db()
    assert (moved.unit, moved.standing) == (house.cell_b, "rated")
    assert gather_subjects(round_, by=house.office, at=moment()) == 0


def test_one_admitted_within_the_year_is_there_and_it_is_said(house):
    make_schemes()
    new = member(house.cell_a, "Lê Mới Kết Nạp", since=date(2025, 5, 19))
    round_ = open_round(house.committee, terms(), by=house.office, at=moment())
    assert "19/05/2025" in Subject.objects.get(round=round_, person=new).note


def test_one_admitted_after_the_day_of_the_registers_is_not_there(house):
    make_schemes()
    people_of(house.cell_a, 1)
    late = member(house.cell_a, "Lê Mới Kết Nạp", since=date(2025, 12, 15))
    round_ = open_round(house.committee, terms(), by=house.office, at=moment())
    assert not Subject.objects.filter(round=round_, person=late).exists()


def test_one_who_died_within_the_year_counts_among_nobody(house):
    """Known before the opening he does not stand in it; told afterwards he counts neither as rated nor as existing."""
    round_ = opened(house, members=3)
    gone = members_of(round_, house.cell_a)[0]
    PartyRecord.objects.filter(person=gone.person).update(left_on=date(2025, 9, 9))
    gather_subjects(round_, by=house.office, at=moment())
    gone.refresh_from_db()
    assert (gone.standing, gone.level) == ("gone", "") and gone.reason
    assert Subject.objects.filter(round=round_, kind="member").rated().count() == 2


def test_one_who_died_after_the_day_of_the_registers_still_counts(house):
    round_ = opened(house, members=2)
    person = members_of(round_, house.cell_a)[0].person
    PartyRecord.objects.filter(person=person).update(left_on=date(2025, 12, 20))
    assert gather_subjects(round_, by=house.office, at=moment()) == 0


def test_excused_members_are_exempt(house):
    make_schemes()
    excused, _other = people_of(house.cell_a, 2)
    Exemption.objects.create(person=excused, valid_from=date(2024, 1, 1))
    round_ = open_round(house.committee, terms(), by=house.office, at=moment())
    subject = Subject.objects.get(round=round_, person=excused)
    assert subject.standing == "exempt" and subject.reason


def test_the_head_of_two_units_stands_at_both_and_once_as_a_member(house):
    see(house)
    make_schemes()
    person = house.cell_secretary.person
    Membership.objects.create(person=person, unit=house.cell_a, valid_from=date(2015, 1, 1), basis="QĐ mẫu")
    Post.objects.filter(unit=house.cell_b, kind="cell_secretary").update(valid_to=date(2020, 1, 1))
    chair(house.cell_b, person)
    round_ = open_round(house.committee, terms(), by=house.office, at=moment())
    rows = Subject.objects.filter(round=round_, person=person).order_by("kind", "unit")
    assert [(one.kind, one.unit, one.is_head) for one in rows] == [
        ("leader", house.cell_a, True),
        ("leader", house.cell_b, True),
        ("member", house.cell_a, False),
    ]


def test_cells_that_did_not_stand_that_day_are_not_in_it(house):
    make_schemes()
    people_of(house.cell_a, 1)
    young = make_unit("cell", "Chi bộ mới Mẫu", house.committee, founded=date(2025, 12, 1))
    round_ = open_round(house.committee, terms(), by=house.office, at=moment())
    assert not Subject.objects.filter(round=round_, unit=young).exists()


def test_days_and_rounding_are_changed_while_it_is_open(house, round_):
    changed = rewrite_round(
        round_, terms(rounding="ceil", decision_by=date(2025, 12, 28)), by=house.office, at=moment()
    )
    assert (changed.rounding, changed.decision_by, changed.period_code) == ("ceil", date(2025, 12, 28), "2025")
    with pytest.raises(NotAllowed):
        rewrite_round(round_, terms(), by=house.cell_secretary, at=moment())
