"""After a merger or a split movements, exemplars, copies and ladders go on with the new unit, and say whose they were."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from trongtam.emulation.models import Commitment, Exemplar, Ladder, Movement
from trongtam.emulation.operations import commit, review_movement, tell_copy
from trongtam.emulation.queries.ladders import read_ladders
from trongtam.emulation.queries.movements import figures_of as stands_of
from trongtam.ledger.models import Entry
from trongtam.org.models import Unit
from trongtam.org.operations.reorganise import merge_units, split_unit
from trongtam.org.queries.reorganise import rehearse_merger
from trongtam.org.reorganising import Part
from trongtam.org.tests.asking import sign_in, text
from trongtam.org.tests.house import House, make_unit, make_user
from trongtam.targets.tests.measures import stated

from .emulating import (
    NOW,
    cell_beside,
    copied,
    figures_of,
    indicator,
    ladder_of,
    moment,
    movement_of,
    person_told,
    recognised,
    registered,
    seen_by,
)

pytestmark = pytest.mark.django_db
ON, DAY = date(2017, 7, 1), date(2017, 6, 1)
BASIS = "Quyết định sáp nhập mẫu"


def merged(house: House, *cells: Unit, name: str = "Chi bộ ấp Mẫu Chung") -> Unit:
    """The cells become one in July; reaches are forgotten, as in the next request."""
    units = list(cells) or [house.cell_a, house.cell_b]
    made = merge_units(units, by=house.office, name=name, on=ON, basis=BASIS, at=moment(2017, 7, 2))
    _forget(house)
    return Unit.objects.get(pk=made.pk)


def _forget(house: House) -> None:
    for one in vars(house).values():
        one.__dict__.pop("_reach", None)


def rehearsed(house: House) -> list[tuple[str, str, bool]]:
    pair = [house.cell_a, house.cell_b]
    told = rehearse_merger(pair, name="Chi bộ Chung", parent=house.committee, on=ON, basis=BASIS)
    ours = [one for one in told.carriages if type(one).__module__.startswith("trongtam.emulation")]
    assert len(ours) == 3 and not [said for one in ours for said in one.problems()]
    return [(line.what, line.becomes, line.open) for one in ours for line in one.told()]


def test_both_commitments_bind_the_new_cell_once_under_their_names(house):
    made = movement_of(house)
    closed = movement_of(house, title="Kế hoạch cũ")
    for movement in (made, closed):
        commit(movement, house.cell_a, by=house.office, text="Mỗi tuần một buổi", on=DAY, at=NOW)
    commit(made, house.cell_b, by=house.office, text="Mỗi tháng hai buổi", on=DAY, at=NOW)
    review_movement(closed, by=house.office, kind="final", on=DAY, found="Xong", at=NOW)
    assert rehearsed(house) == [
        (f"{house.cell_a.name}: {made.title}", "cam kết do Chi bộ Chung tiếp tục thực hiện", False),
        (f"{house.cell_b.name}: {made.title}", "cam kết do Chi bộ Chung tiếp tục thực hiện", False),
    ]
    new = merged(house)
    one = made.commitments.get()
    assert (one.unit, one.unit_before) == (new, house.cell_a)
    assert one.text == f"{house.cell_a.name}: Mỗi tuần một buổi\n{house.cell_b.name}: Mỗi tháng hai buổi"
    assert Commitment.objects.get(movement=closed).unit == house.cell_a
    kept = Entry.objects.get(act="org.units_merged").payload["after"]["commitments_carried"]
    assert [row[1:] for row in kept] == [
        [house.cell_a.pk, "Mỗi tuần một buổi"],
        [house.cell_b.pk, "Mỗi tháng hai buổi"],
    ]


def test_figures_of_the_merged_cells_count_on_for_the_new_one(house):
    one = indicator()
    made = movement_of(house, criteria=())
    made.criteria.create(order=1, text="Có 10 buổi", indicator=one, at_least=10)
    commit(made, house.cell_a, by=house.office, text="Cam kết", on=DAY, at=NOW)
    for cell in (house.cell_a, house.cell_b):
        figures_of(house, one, cell, [1, 1, 1, 1, 1, 1])
    new = merged(house)
    for month in (7, 8):
        stated(one, new, f"2017-{month:02d}", 2, by=house.office)
    (stand,) = stands_of(made, date(2017, 9, 1))
    assert (stand.unit, stand.value, stand.meets) == (new, 16, True)


def test_an_exemplar_stays_one_to_learn_from_and_says_whose_it_was(house):
    unit, person = recognised(house), person_told(house, unit=house.cell_b)
    ended = registered(house, title="Cách làm cũ", kind="practice")
    Exemplar.objects.filter(pk=ended.pk).update(state="ended", ended_on=DAY)
    waits = f"{unit.title} ({house.cell_a.name})", "Chi bộ Chung tiếp tục", True
    named = rehearsed(house)
    assert waits in named and (f"Người ({house.cell_b.name})", "Chi bộ Chung tiếp tục", False) in named
    assert not [what for what, _becomes, _open in named if person.title in what or "Cách làm cũ" in what]
    new = merged(house)
    for one in (unit, person, ended):
        one.refresh_from_db()
    assert (unit.unit, unit.unit_before, person.unit, ended.unit) == (new, house.cell_a, new, house.cell_a)
    page = text(sign_in(house.office), f"/emulation/exemplars/{unit.pk}/")
    assert new.name in page and f"trước là {house.cell_a.name}" in page


def test_what_was_tried_goes_on_unless_both_are_one_unit_now(house):
    third = cell_beside(house, 1)
    model, other = recognised(house, third), recognised(house, title="Cách làm hay mẫu", kind="practice")
    tried, again, inside = copied(house, model), copied(house, model, house.cell_a), copied(house, other)
    new = merged(house)
    for one in (tried, again, inside):
        one.refresh_from_db()
    assert (tried.unit, tried.unit_before) == (new, house.cell_b)
    assert again.unit == house.cell_a and inside.unit == house.cell_b
    tell_copy(tried, by=house.office, result="works", text="Làm được", on=date(2017, 8, 1), at=NOW)
    assert tried.exemplar.copies.get(unit=new).result == "works"


def test_a_ladder_goes_on_from_its_first_month(house):
    third = cell_beside(house, 1)
    old = ladder_of(house, house.cell_b, recognised(house, third))
    figures_of(house, old.rungs.get().indicator, house.cell_a, [55, 56, 57])
    same = ladder_of(house, house.cell_a, old.exemplar, indicator=old.rungs.get().indicator)
    apart = ladder_of(house, third, recognised(house), indicator=old.rungs.get().indicator)
    new = merged(house)
    made = Ladder.objects.climbing().get(unit=new)
    assert (made.exemplar, made.since, made.rungs.get().indicator) == (
        old.exemplar,
        old.since,
        old.rungs.get().indicator,
    )
    for one in (old, same):
        one.refresh_from_db()
        assert (one.ended_on, one.ended_reason) == (ON, BASIS)
    apart.refresh_from_db()
    assert (
        apart.ended_on is None and apart.exemplar.unit == new
    )  # whom it wants to catch up with goes on as the new unit
    (told,) = read_ladders([made], user=house.office, today=date(2017, 12, 31))
    assert [month.theirs for month in told.rungs[0].months][:3] == [60, 62, 64]


def test_a_ladder_ends_where_the_two_become_one(house):
    made = ladder_of(house)
    assert (f"{house.cell_b.name} → {house.cell_a.name}", "kết thúc: hai bên đã là một đơn vị", False) in rehearsed(
        house
    )
    merged(house)
    made.refresh_from_db()
    assert made.ended_on == ON and not Ladder.objects.climbing().exists()


def test_when_communes_merge_who_stands_below_still_reads_and_the_new_committee_goes_on(house):
    movement, exemplar = movement_of(house), recognised(house)
    other = house.other_commune
    beside = make_unit("party_committee", "Đảng ủy xã Khác", other)
    make_unit("cell", "Chi bộ ấp Khác", beside)
    keeper = make_user("Đào Thử Tỉnh", house.province, "administrator")
    merge_units(
        [house.commune, other],
        by=keeper,
        name="Xã Mới",
        on=ON,
        basis=BASIS,
        at=moment(2017, 7, 2),
    )
    _forget(house)
    committee = Unit.objects.get(kind="party_committee", name="Đảng ủy xã Mới")
    movement.refresh_from_db()
    assert (movement.unit, movement.keeper) == (house.committee, committee)
    # The stranger works in the other commune, which is this one now.
    below = {"office", "cell_secretary", "other_cell_secretary", "hamlet_head", "provincial", "stranger"}
    assert seen_by(house, movement) == seen_by(house, exemplar) == below
    commit(
        movement, Unit.objects.get(name="Chi bộ ấp Khác"), by=house.office, text="Cùng làm", on=date(2017, 8, 1), at=NOW
    )
    review_movement(movement, by=house.office, kind="final", on=date(2017, 12, 20), found="Tổng kết", at=NOW)
    assert Movement.objects.get().closed_on == date(2017, 12, 20)


def test_in_a_split_the_largest_part_goes_on_and_somebody_looks(house):
    exemplar = recognised(house)
    parts = [Part("Chi bộ Một", Fraction(3, 10)), Part("Chi bộ Hai", Fraction(7, 10))]
    made = split_unit(
        house.cell_a, by=house.office, parts=parts, on=ON, basis=BASIS, goes_to={}, keeper=0, at=moment(2017, 7, 2)
    )
    exemplar.refresh_from_db()
    assert exemplar.unit == made[1] and exemplar.unit_before == house.cell_a
