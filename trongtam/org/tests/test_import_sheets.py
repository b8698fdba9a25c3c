"""Units and people come in by a sheet, and go as they came."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.imports import operations
from trongtam.imports.headings import proposed
from trongtam.imports.kinds import kinds
from trongtam.imports.models import Batch, State
from trongtam.imports.tests.sheets import exported, kept, outcomes, said, sent, workbook
from trongtam.ledger.models import Entry
from trongtam.look.operations import start_job
from trongtam.look.worker import work_off
from trongtam.org.exchange import units
from trongtam.org.exchange.people import plain_of
from trongtam.org.models import Person, Placement, Unit, UnitName
from trongtam.org.operations.people import correct_person, register_person, take_out_people
from trongtam.org.operations.unfounding import withdraw_founding
from trongtam.org.operations.units import found_unit

from .house import LONG_AGO, House, make_house

pytestmark = pytest.mark.django_db
UNITS = ["Unit code", "Name of the unit", "Kind of unit", "Code of the unit above", "Founded on", "Legal basis"]
PEOPLE = ["Code of the person", "Full name", "Unit code", "Year of birth", "Phone"]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def house() -> House:
    return make_house()


def bring(house: House, kind: str, *rows: Any) -> Batch:
    head = {"units": UNITS, "people": PEOPLE}[kind]
    return sent(kind, house.commune.code, workbook(head, *rows), by=house.office, reason="Quyết định mẫu")


def tree() -> set[tuple[Any, ...]]:
    placed = set(Placement.objects.values_list("unit", "parent", "path", "valid_from", "valid_to"))
    return placed | set(UnitName.objects.values_list("unit", "name")) | set(Unit.objects.values_list("pk", "path"))


def test_units_are_founded_below_each_other_and_taken_back(house: House) -> None:
    before = tree()
    batch = bring(
        house,
        "units",
        ["ap-moi", "Ấp Mới", "Hamlet", house.commune.code, "01/02/2020", "QĐ mẫu"],
        [None, "Tổ Mới", "group", "ap-moi", "01/02/2020"],
        [None, "Tổ Mới Hai", "group", "Ấp Mới", "01/02/2020"],
        [None, "Tổ Mới", "group", "ap-moi", "01/02/2020"],
        [house.hamlet.code, house.hamlet.name, "hamlet", house.commune.code],
        [house.hamlet.code, "Ấp Tên Khác", "hamlet", house.commune.code],
        [None, "Chi bộ lạc", "cell", house.hamlet.code],
        [None, "Ấp Mai Sau", "hamlet", house.commune.code, "01/01/2999"],
        [None, "Ấp Ở Đâu", "hamlet", "khong-co"],
    )
    assert outcomes(batch) == [*["created"] * 3, "refused", "unchanged", *["refused"] * 4], said(batch)
    assert tree() == before
    kept(batch, by=house.office)
    made = Unit.objects.get(code="ap-moi")
    assert sorted(made.children.values_list("name", flat=True)) == ["Tổ Mới", "Tổ Mới Hai"]
    assert bring(house, "units", ["ap-moi", "Ấp Mới", "Hamlet", house.commune.code]).counts == {"unchanged": 1}
    operations.undo_batch(batch, by=house.office)
    assert tree() == before


def test_a_unit_that_something_speaks_of_stays(house: House) -> None:
    batch = kept(bring(house, "units", ["ap-moi", "Ấp Mới", "hamlet", house.commune.code]), by=house.office)
    register_person(by=house.office, full_name="Lê Thí Dụ Mới", home=Unit.objects.get(code="ap-moi"))
    before = tree()
    with pytest.raises(Refused, match="1 line"):
        operations.undo_batch(batch, by=house.office)
    assert tree() == before


def test_a_founding_is_taken_back_by_who_may_end_the_unit(house: House) -> None:
    made = found_unit(
        by=house.office, kind="hamlet", name="Ấp Nhầm", parent=house.commune, on=LONG_AGO, basis="Quyết định mẫu"
    )
    for who in (house.cell_secretary, house.secretary, house.stranger):
        with pytest.raises(NotAllowed):
            withdraw_founding(made, by=who, reason="Ghi nhầm")
    with pytest.raises(Refused):
        withdraw_founding(made, by=house.office, reason=" ")
    with pytest.raises(Refused, match="by now"):
        withdraw_founding(house.cell_a, by=house.office, reason="Ghi nhầm")
    withdraw_founding(made, by=house.office, reason="Ghi nhầm")
    assert not Unit.objects.filter(pk=made.pk).exists()


def records() -> dict[int, Any]:
    return {one.pk: plain_of(one) for one in Person.objects.not_erased()}


def test_people_are_registered_corrected_and_undone(house: House) -> None:
    stands = register_person(by=house.office, full_name="Nguyễn Thử Mẫu", home=house.cell_a, birth_year=1980)
    before, a = records(), house.cell_a.code
    batch = bring(
        house,
        "people",
        [stands.code, "Nguyễn Thử Mẫu", house.cell_b.code, 1980, "0900 000 001"],
        [None, "Phạm Ví Dụ Mới", a, "1990", 900000002],
        [None, "Phạm Ví Dụ Mới", a, "1990", "0900000002"],
        ["n-khongco", "Ai Đó", a],
        [None, "Quá Trẻ", a, 2024],
        [None, "Số Lạ", a, 1990, "12"],
        [None, "", a],
        [None, "Xa Lạ", house.other_commune.code],
    )
    assert outcomes(batch) == ["updated", "created", *["refused"] * 6], said(batch)
    kept(batch, by=house.office)
    assert Person.objects.get(full_name="Phạm Ví Dụ Mới").phone == "0900000002"
    assert bring(house, "people", [None, "Phạm Ví Dụ Mới", a, 1990, "0900000002"]).counts == {"unchanged": 1}
    operations.undo_batch(batch, by=house.office)
    assert records() == before


def test_not_undone_once_corrected(house: House) -> None:
    batch = kept(bring(house, "people", [None, "Phạm Ví Dụ Mới", house.cell_a.code]), by=house.office)
    person = Person.objects.get(full_name="Phạm Ví Dụ Mới")
    correct_person(person, by=house.office, full_name="Phạm Ví Dụ", home=house.cell_b)
    before = records()
    with pytest.raises(Refused, match="1 line"):
        operations.undo_batch(batch, by=house.office)
    assert records() == before


@pytest.mark.parametrize("kind", ["units", "people"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_goes_out_comes_in_without_effect(house: House, kind: str, language: str) -> None:
    with translation.override(language):
        batch = sent(kind, house.commune.code, exported(kind, house.commune.code, by=house.office), by=house.office)
        assert set(outcomes(batch)) == {"unchanged"}, said(batch)


@pytest.mark.parametrize("kind", ["units", "people"])
def test_who_may(house: House, kind: str) -> None:
    data = workbook({"units": UNITS, "people": PEOPLE}[kind], [None, "Tên", "hamlet", house.commune.code])
    for who in (house.cell_secretary, house.secretary):
        with pytest.raises(NotAllowed):
            sent(kind, house.cell_a.code, data, by=who)


def test_a_sheet_of_people_that_goes_out_is_in_the_book(house: House) -> None:
    for kind in ("units", "people"):
        given = {"kind": kind, "scope": house.commune.code, "year": 2024}
        start_job("imports.export", by=house.office, title="Bảng mẫu", given=given)
    work_off()
    told = [(entry.act, entry.by, entry.on_id) for entry in Entry.objects.all()]
    assert told == [("org.people_taken_out", house.office, str(house.commune.pk))]
    for who in (house.secretary, house.cell_secretary, house.stranger):
        with pytest.raises(NotAllowed):
            take_out_people(house.commune, by=who)


def test_an_offices_own_list_founds_units_of_one_kind_below_the_committee(house: House) -> None:
    """Its own headings, no column for kind and unit above: one value stands for every line; the sums are left out."""
    rows = [["STT", "Tên chi bộ", "Ghi chú"], [1, "Chi bộ ấp Chín", None], ["Tổng cộng", None, None]]
    batch = sent("units", house.committee.code, workbook(*rows), by=house.office)
    assert batch.state == State.COLUMNS
    scope = kinds["units"].scope(house.office, house.committee.code)
    guess = proposed(kinds["units"], scope, batch.headings, batch.columns)
    assert guess == {"name": 1, "kind": "=cell", "parent": f"={house.committee.code}"}
    named = operations.name_columns(batch, guess, by=house.office)
    judged = operations.judge_batch(named, by=house.office)
    assert outcomes(judged) == ["created", "refused"]
    kept(judged, by=house.office)
    unit = Unit.objects.get(name="Chi bộ ấp Chín")
    assert (unit.kind, unit.parent) == ("cell", house.committee)
    again = sent("units", house.committee.code, workbook(*rows), by=house.office)
    assert outcomes(again) == ["unchanged", "refused"]


def test_what_may_stand_for_every_line_is_a_kind_and_a_place_that_exist(house: House) -> None:
    scope = kinds["units"].scope(house.office, house.commune.code)
    assert units.every_kind(scope)[0][0] == "hamlet"
    assert [code for code, _name in units.every_parent(scope)][:2] == [house.commune.code, house.committee.code]
