"""Units merge and split in the middle of an open round: people, what they said, how they voted and the order go on in the new
units; reading the registers anew brings nobody back; what is locked stays as it was."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.accounts.models import User
from trongtam.ground.errors import Refused
from trongtam.ledger.models import Entry
from trongtam.org.models import Membership, Post, PostKind, SightGrant, Unit, UnitKind
from trongtam.org.operations.reorganise import merge_units, split_unit
from trongtam.org.queries.reorganise import rehearse_merger
from trongtam.org.reorganising import Part
from trongtam.org.tests.house import House, grant, make_unit, make_user
from trongtam.reviews.models import Round, Subject
from trongtam.reviews.operations import (
    appraise,
    assess_self,
    contest_fact,
    decide,
    gather_subjects,
    leave_out_subject,
    lock_round,
    open_round,
    propose_level,
    record_ballot,
    uphold_contest,
)

from .rounds import (
    GOOD,
    chair,
    decided,
    make_schemes,
    member,
    members_of,
    moment,
    one_of,
    opened,
    people_of,
    self_said,
    terms,
    voted,
)

ON = date(2025, 12, 8)
AFTER = moment(date(2025, 12, 9))
BASIS = "Quyết định mẫu"


def fresh(user: User) -> User:
    """As he comes in again: what was remembered of his reach is forgotten."""
    return User.objects.get(pk=user.pk)


def merge_cells(house: House) -> Unit:
    made = merge_units(
        [house.cell_a, house.cell_b],
        by=fresh(house.office),
        name="Chi bộ ấp Mẫu Chung",
        on=ON,
        basis=BASIS,
        parent=house.committee,
        at=AFTER,
    )
    return Unit.objects.get(pk=made.pk)


def standing(round_: Round) -> dict[str, tuple[str, str, str]]:
    """Member → (cell, state, standing)."""
    rows = Subject.objects.filter(round=round_, kind="member").select_related("person", "unit")
    return {one.person.full_name: (one.unit.name, one.state, one.standing) for one in rows if one.person}


@pytest.fixture
def round_(house: House) -> Round:
    """Six members in cell A and one in cell B; of A one is decided, one was voted on, one has spoken."""
    member(house.cell_b, "Lê Thử Bên")
    round_ = opened(house, login=True)
    rows = members_of(round_, house.cell_a)
    decided(rows[0], house)
    self_said(rows[1], house.cell_secretary)
    record_ballot(rows[1], voted(6, good=6), by=house.cell_secretary, at=moment())
    self_said(rows[2], house.cell_secretary)
    return round_


def test_the_rehearsal_tells_of_the_round(house: House, round_: Round) -> None:
    shown = rehearse_merger([house.cell_a, house.cell_b], name="Chi bộ Chung", parent=house.committee, on=ON)
    told = [line for one in shown.carriages for line in one.told() if "Xếp loại năm 2025" in line.what]
    assert len(told) == 1 and "người" in told[0].becomes
    assert not shown.problems


def test_people_and_what_was_said_go_on_in_the_merged_cell(house: House, round_: Round) -> None:
    new = merge_cells(house)
    assert standing(round_) == {
        "Nguyễn Thử 01": (new.name, "decided", "rated"),
        "Nguyễn Thử 02": (new.name, "collective", "rated"),
        "Nguyễn Thử 03": (new.name, "collective", "rated"),
        **{f"Nguyễn Thử 0{number}": (new.name, "self", "rated") for number in (4, 5, 6)},
        "Lê Thử Bên": (new.name, "self", "rated"),
    }
    voted_on = members_of(round_, new)[1]
    assert voted_on.ballots.count() == 1 and "Chi bộ ấp Mẫu Một" in voted_on.note and "08/12/2025" in voted_on.note
    entry = Entry.objects.get(act="org.units_merged")
    assert entry.payload["after"]["reviews_carried"] == [[round_.pk, 9, [round_.pk]]]


def test_organisations_that_ended_say_so_and_the_new_one_stands_in_the_round(house: House, round_: Round) -> None:
    new = merge_cells(house)
    for cell in (house.cell_a, house.cell_b):
        ended = one_of(round_, "organisation", cell)
        assert ended.standing == "not_rated" and new.name in ended.reason
    assert one_of(round_, "organisation", new).standing == "rated"


def test_the_new_cell_goes_on_from_where_it_was(house: House, round_: Round) -> None:
    new = merge_cells(house)
    office, secretary = fresh(house.office), fresh(house.secretary)
    rows = {one.name: one for one in members_of(round_, new)}
    propose_level(rows["Nguyễn Thử 02"], "good", by=office, at=AFTER)  # by the vote that was taken before
    one = rows["Nguyễn Thử 04"]
    assess_self(one, GOOD, by=office, at=AFTER)
    with pytest.raises(Refused):  # seven may vote in the new cell, on its first day
        record_ballot(one, voted(8, good=8), by=office, at=AFTER)
    with pytest.raises(Refused):  # and so a vote is due
        propose_level(one, "good", by=office, at=AFTER)
    record_ballot(one, voted(7, good=7), by=office, at=AFTER)
    propose_level(one, "good", by=office, at=AFTER)
    appraise(one, "good", by=office, at=AFTER)
    decide(one, "good", by=secretary, at=AFTER)
    for rest in Subject.objects.rated().filter(round=round_).exclude(state="decided"):
        leave_out_subject(rest, by=office, reason="Mẫu", at=AFTER)
    assert lock_round(round_, by=office, at=AFTER).state == "locked"


def test_reading_the_registers_anew_brings_nobody_back(house: House, round_: Round) -> None:
    merge_cells(house)
    before = standing(round_)
    assert gather_subjects(round_, by=fresh(house.office), at=AFTER) == 0
    assert standing(round_) == before
    assert not Subject.objects.filter(round=round_, standing="gone").exists()


def test_the_head_of_both_cells_is_judged_once(house: House) -> None:
    house.other_cell_secretary.person.posts.all().delete()
    chair(house.cell_b, house.cell_secretary.person)
    round_ = opened(house)
    kept = Subject.objects.get(round=round_, kind="leader", unit=house.cell_b)
    grant(house.office, house.cell_b)
    self_said(kept, house.office)
    posts = list(Post.objects.filter(unit=house.cell_a, kind=PostKind.CELL_SECRETARY).values_list("pk", flat=True))
    made = merge_units(
        [house.cell_a, house.cell_b], by=fresh(house.office), name="Chi bộ Chung", on=ON, basis=BASIS,
        parent=house.committee, chosen_posts=posts, at=AFTER,
    )  # fmt: skip
    rows = Subject.objects.filter(round=round_, kind="leader", person=house.cell_secretary.person)
    assert {(one.unit_id, one.state, one.standing) for one in rows} == {
        (made.pk, "collective", "rated"),
        (house.cell_a.pk, "self", "gone"),
    }
    assert gather_subjects(round_, by=fresh(house.office), at=AFTER) == 0


def test_an_objection_goes_along(house: House, round_: Round) -> None:
    own = members_of(round_, house.cell_a)[3]
    held = contest_fact(own, "work_late_share", by=own.person.user, text="Sai.", at=moment())
    merge_cells(house)
    held.refresh_from_db()
    uphold_contest(held, 0, by=fresh(house.office), answer="Đúng.", at=AFTER)
    assert Subject.objects.get(pk=own.pk).facts.get(code="work_late_share").corrected


def test_a_split_sends_members_where_their_membership_went(house: House, round_: Round) -> None:
    parts = [Part("Chi bộ Lớn", Fraction(3, 4)), Part("Chi bộ Nhỏ", Fraction(1, 4))]
    large, small = split_unit(
        house.cell_a, by=fresh(house.office), parts=parts, on=ON, basis=BASIS, goes_to={}, keeper=1,
        parent=house.committee, at=AFTER,
    )  # fmt: skip
    assert {cell for name, (cell, _state, _standing) in standing(round_).items() if "Nguyễn" in name} == {small.name}
    assert one_of(round_, "organisation", large).standing == "rated"
    assert one_of(round_, "organisation", small).standing == "rated"
    assert gather_subjects(round_, by=fresh(house.office), at=AFTER) == 0


def test_a_locked_round_stays_as_it_was(house: House, round_: Round) -> None:
    for rest in Subject.objects.rated().filter(round=round_).exclude(state="decided"):
        leave_out_subject(rest, by=house.office, reason="Mẫu", at=moment())
    lock_round(round_, by=house.office, at=moment())
    before = list(Subject.objects.filter(round=round_).order_by("pk").values())
    merge_cells(house)
    assert list(Subject.objects.filter(round=round_).order_by("pk").values()) == before


# -- communes ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def keeper(house: House) -> User:
    return make_user("Mai Trên Cấp", house.province, "administrator")


def beside(house: House) -> tuple[Unit, Round]:
    """The commune beside, with a round of the same year."""
    committee = make_unit(UnitKind.PARTY_COMMITTEE, "Đảng ủy xã Khác", house.other_commune)
    cell = make_unit(UnitKind.CELL, "Chi bộ ấp Khác Một", committee)
    member(cell, "Vũ Thử Khác")
    office = make_user("Đào Thử Mẫu", committee, "office")
    round_ = open_round(committee, terms(), by=office, at=moment())
    return cell, round_


def test_two_communes_with_open_rounds_go_on_in_one(house: House, round_: Round, keeper: User) -> None:
    cell, other = beside(house)
    made = merge_units([house.commune, house.other_commune], by=keeper, name="Xã Mới", on=ON, basis=BASIS, at=AFTER)
    committee = Unit.objects.get(parent=made, kind=UnitKind.PARTY_COMMITTEE)
    round_.refresh_from_db()
    other.refresh_from_db()
    assert (round_.unit, round_.state, other.state) == (committee, "open", "locked")
    assert standing(round_)["Nguyễn Thử 02"] == (house.cell_a.name, "collective", "rated")
    assert standing(round_)["Vũ Thử Khác"] == (cell.name, "self", "rated")
    assert one_of(round_, "organisation", committee).standing == "rated"
    assert Subject.objects.filter(round=round_, kind="leader", unit=committee, person=house.secretary.person).exists()
    assert not Subject.objects.rated().filter(round=other).exists()
    assert gather_subjects(round_, by=fresh(house.office), at=AFTER) == 0


def test_after_a_merger_of_communes_the_new_office_runs_and_reads(house: House, round_: Round, keeper: User) -> None:
    made = merge_units([house.commune, house.other_commune], by=keeper, name="Xã Mới", on=ON, basis=BASIS, at=AFTER)
    committee = Unit.objects.get(parent=made, kind=UnitKind.PARTY_COMMITTEE)
    office = fresh(house.office)
    SightGrant.objects.create(person=office.person, unit=committee, purpose="Xếp loại", valid_from=ON)
    client = Client()
    client.force_login(fresh(office))
    assert client.get(reverse("reviews:round", args=[round_.pk])).status_code == 200
    assert client.get(reverse("reviews:unit", args=[round_.pk, house.cell_a.code])).status_code == 200
    own = Subject.objects.get(round=round_, kind="leader", unit=committee, person=house.secretary.person)
    assert client.get(reverse("reviews:form", args=[own.pk])).status_code == 200


def test_a_commune_that_is_split_has_a_round_in_each_part(house: House, round_: Round, keeper: User) -> None:
    parts = [Part("Xã Đông", Fraction(1, 2)), Part("Xã Tây", Fraction(1, 2))]
    goes = {house.hamlet.pk: 0, house.cluster.pk: 0, house.cell_b.pk: 1}
    east, west = split_unit(
        house.commune, by=keeper, parts=parts, on=ON, basis=BASIS, goes_to=goes, keeper=0, at=AFTER
    )  # fmt: skip
    rounds = {one.unit.parent_id: one for one in Round.objects.filter(state="open").select_related("unit")}
    assert set(rounds) == {east.pk, west.pk}
    assert set(standing(rounds[west.pk])) == {"Lê Thử Bên"}
    assert len(standing(rounds[east.pk])) == 6
    for place, one in rounds.items():
        before = standing(one)
        office = make_user(f"Cao Thử {place}", one.unit, "office")
        gather_subjects(one, by=office, at=AFTER)
        assert standing(one) == before


def test_without_a_round_a_merger_asks_little(house: House) -> None:
    make_schemes()
    people_of(house.cell_a, 2)
    new = merge_cells(house)
    assert Membership.objects.filter(unit=new).count() == 2
    assert Entry.objects.get(act="org.units_merged").payload["after"]["reviews_carried"] == []
