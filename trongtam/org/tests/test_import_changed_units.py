"""A sheet renames and moves units from a day on, and all of it is taken back; what goes out comes in without effect."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.imports import operations
from trongtam.imports.models import Batch, State
from trongtam.imports.tests.sheets import exported, kept, outcomes, said, sent, workbook
from trongtam.ledger.models import Entry
from trongtam.org.models import Placement, Unit, UnitName
from trongtam.org.operations.reversing import withdraw_move, withdraw_renaming
from trongtam.org.operations.units import found_unit, move_unit, rename_unit

from .house import House, make_house

pytestmark = pytest.mark.django_db
HEAD = [
    "Unit code", "Name of the unit", "Kind of unit", "Code of the unit above", "Founded on",
    "New name or place holds from", "Decision on the new name or place",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def house() -> House:
    return make_house()


def bring(house: House, *rows: Any) -> Batch:
    return sent("units", house.commune.code, workbook(HEAD, *rows), by=house.office, reason="Quyết định mẫu")


def tree() -> set[tuple[Any, ...]]:
    """Every reading of the tree: today's, and as it was on any day."""
    placed = set(Placement.objects.values_list("unit", "parent", "path", "valid_from", "valid_to", "basis"))
    named = set(UnitName.objects.values_list("unit", "name", "valid_from", "valid_to", "basis"))
    return placed | named | set(Unit.objects.values_list("pk", "name", "folded", "parent", "path"))


def line(unit: Unit, name: str, parent: Unit, *more: Any) -> list[Any]:
    return [unit.code, name, unit.kind, parent.code, None, *more]


def test_a_changed_name_renames_and_another_unit_above_moves(house: House) -> None:
    before, day = tree(), date(2021, 7, 1)
    batch = bring(
        house,
        line(house.hamlet, "Ấp Tên Mới", house.commune, day, "QĐ mẫu số một"),
        line(house.cell_a, "Chi bộ Tên Mới", house.committee, day),
        line(house.cluster, house.cluster.name, house.committee, day),
    )
    assert outcomes(batch) == ["updated", "updated", "unchanged"], said(batch)
    assert said(batch)[0] == "Ấp Mẫu Một → Ấp Tên Mới; from 01/07/2021"
    assert said(batch)[1].endswith("Cụm Mẫu → Đảng ủy xã Mẫu; from 01/07/2021")
    assert tree() == before, "a preview keeps nothing"
    kept(batch, by=house.office)
    name = house.hamlet.names.get(valid_to=None)
    assert (name.name, name.valid_from, name.basis) == ("Ấp Tên Mới", day, "QĐ mẫu số một")
    placed = house.cell_a.placements.get(valid_to=None)
    assert (placed.parent, placed.valid_from, placed.basis) == (house.committee, day, "Quyết định mẫu")
    assert Entry.objects.filter(act__in=["org.unit_renamed", "org.unit_moved"]).count() == 3
    assert bring(house, line(house.hamlet, "Ấp Tên Mới", house.commune)).counts == {"unchanged": 1}
    operations.undo_batch(batch, by=house.office)
    assert tree() == before
    assert Entry.objects.filter(act__in=["org.renaming_withdrawn", "org.move_withdrawn"]).count() == 3


def test_the_day_that_no_line_says_is_asked_at_the_preview(house: House) -> None:
    batch = bring(house, line(house.hamlet, "Ấp Tên Mới", house.commune))
    today = timezone.localdate()
    assert batch.day == today and f"from {today:%d/%m/%Y}" in said(batch)[0]
    with pytest.raises(Refused, match="future"):
        operations.set_day(batch, today + timedelta(1), by=house.office)
    with pytest.raises(NotAllowed):
        operations.set_day(batch, today, by=house.cell_secretary)
    batch = operations.judge_batch(operations.set_day(batch, date(2022, 1, 1), by=house.office), by=house.office)
    assert (batch.state, said(batch)) == (State.READY, ["Ấp Mẫu Một → Ấp Tên Mới; from 01/01/2022"])
    kept(batch, by=house.office)
    assert house.hamlet.names.get(valid_to=None).valid_from == date(2022, 1, 1)
    with pytest.raises(Refused):
        operations.set_day(batch, today, by=house.office)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (lambda h: line(h.hamlet, "Ấp Mới", h.commune, date(2999, 1, 1)), "future"),
        (lambda h: line(h.hamlet, "Ấp Mới", h.commune, date(2010, 1, 1)), "exists only since"),
        (lambda h: line(h.hamlet, "Ấp Mới", h.commune, date(2015, 1, 1)), "choose a later day"),
        (lambda h: line(h.cluster, h.cluster.name, h.cell_a), "cannot be moved below itself"),
        (lambda h: line(h.cell_a, h.cell_a.name, h.hamlet), "does not stand below"),
        (lambda h: [h.hamlet.code, "Ấp Mới", "cell", h.commune.code], "kind of a unit does not change"),
        (lambda h: [h.hamlet.code, h.hamlet.name, "hamlet", h.commune.code, date(2016, 1, 1)], "the other columns"),
    ],
)
def test_what_cannot_be_is_said(house: House, row: Any, sentence: str) -> None:
    before = tree()
    batch = bring(house, row(house))
    assert outcomes(batch) == ["refused"] and sentence in said(batch)[0]
    assert tree() == before


def test_a_unit_moves_below_one_that_an_earlier_line_founds(house: House) -> None:
    before, founded = tree(), date(2020, 2, 1)
    batch = bring(
        house,
        ["cum-moi", "Cụm Mới", "cluster", house.committee.code, founded],
        line(house.cell_a, house.cell_a.name, house.committee, date(2019, 1, 1)),
        [house.cell_b.code, house.cell_b.name, "cell", "cum-moi", None, date(2021, 1, 1)],
    )
    assert outcomes(batch) == ["created", "updated", "updated"], said(batch)
    kept(batch, by=house.office)
    assert Unit.objects.get(pk=house.cell_b.pk).parent.code == "cum-moi"
    operations.undo_batch(batch, by=house.office)
    assert tree() == before


def test_not_undone_where_something_later_was_built_on_it(house: House) -> None:
    day = date(2021, 7, 1)
    batch = kept(
        bring(
            house,
            line(house.hamlet, "Ấp Tên Mới", house.commune, day),
            line(house.cluster, house.cluster.name, house.committee),
            line(house.cell_b, house.cell_b.name, house.cluster, day),
        ),
        by=house.office,
    )
    rename_unit(house.hamlet, by=house.office, name="Ấp Khác Nữa", on=date(2022, 1, 1), basis="QĐ mẫu")
    stood = tree()
    with pytest.raises(Refused, match="1 line cannot be undone"):
        operations.undo_batch(batch, by=house.office)
    batch.refresh_from_db()
    assert [why for _n, _label, why in batch.in_the_way] == ["The unit was renamed or moved since."]
    assert tree() == stood and batch.state == State.KEPT


def test_a_move_is_not_taken_back_over_a_later_change_below(house: House) -> None:
    committee = house.committee
    second = found_unit(
        by=house.office, kind="cluster", name="Cụm Hai", parent=committee, on=date(2016, 1, 1), basis="QĐ mẫu"
    )
    move_unit(house.cell_a, by=house.office, parent=second, on=date(2021, 1, 1), basis="QĐ mẫu")
    with pytest.raises(NotAllowed):
        withdraw_move(house.cell_a, by=house.cell_secretary, reason="Ghi nhầm")
    with pytest.raises(Refused, match="say why"):
        withdraw_move(house.cell_a, by=house.office, reason=" ")
    withdraw_move(house.cell_a, by=house.office, reason="Ghi nhầm")
    with pytest.raises(Refused, match="no earlier place"):
        withdraw_move(house.cell_a, by=house.office, reason="Ghi nhầm")
    with pytest.raises(Refused, match="no earlier name"):
        withdraw_renaming(house.cell_a, by=house.office, reason="Ghi nhầm")
    with pytest.raises(NotAllowed):
        withdraw_renaming(house.cell_a, by=house.stranger, reason="Ghi nhầm")


NAMES = st.sampled_from(["Ấp Mẫu Một", "Tên Khác", "Chi bộ Tên Mới", "Cụm Mới", "Tổ Đổi Tên"])
DAYS = st.dates(date(2015, 1, 2), date(2022, 1, 1)) | st.none()
PLACES = ["committee", "cluster", "commune", "hamlet"]
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["cell_a", "cell_b", "hamlet", "group", "cluster"]), NAMES, st.sampled_from(PLACES), DAYS
    ),
    max_size=6,
)
SLOWLY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SLOWLY
@given(CHANGES, CHANGES)
def test_undoing_restores_every_reading_and_what_goes_out_comes_in_without_effect(
    house: House, stood: list[Any], comes: list[Any]
) -> None:
    with transaction.atomic(), translation.override("vi"):
        _bring_changes(house, stood)
        before = tree()
        data = exported("units", house.commune.code, by=house.office)
        assert set(sent("units", house.commune.code, data, by=house.office).counts) == {"unchanged"}
        if (batch := _bring_changes(house, comes)) is not None:
            if batch.count("created") + batch.count("updated"):
                assert tree() != before
            operations.undo_batch(batch, by=house.office)
        assert tree() == before
        transaction.set_rollback(True)


def _bring_changes(house: House, changes: list[Any]) -> Batch | None:
    if not changes:
        return None
    rows = [line(getattr(house, who), name, getattr(house, above), day) for who, name, above, day in changes]
    with translation.override("en"):
        batch = bring(house, *rows)
        return kept(batch, by=house.office) if batch.to_keep else None
