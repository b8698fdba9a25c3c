"""What a unit measures comes in by a sheet, and is taken back while nothing rests on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.imports import operations
from trongtam.imports.tests.sheets import exported, kept, outcomes, said, sent, workbook
from trongtam.ledger.models import Entry
from trongtam.org.tests.house import House, make_house
from trongtam.targets.models import Indicator
from trongtam.targets.operations.indicators import amend_definition, definition_of, withdraw_definition

from .measures import make_target, rolled_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


def heads() -> list[str]:
    from trongtam.imports.kinds import kinds

    wanted = ("code", "name", "unit_of_measure", "measure", "sector", "across", "parts", "decimals")
    titles = {one.key: str(one.title) for one in kinds["indicators"].fields}
    return [titles[key] for key in wanted]


ROWS = [
    ["ket-nap", "Kết nạp đảng viên", "đảng viên", "flow", "party"],
    [None, "Tỷ lệ hộ có nước sạch", "%", "ratio", "culture", "ratio", None, 2],
    [None, "Xếp loại chi bộ", "%", "composition", "party", "none", "Tốt; Khá"],
    [None, "Sai cách gộp", "%", "ratio", "party", "sum"],
    [None, "Sai loại", "%", "gì đó", "party"],
    [None, "Lẻ quá", "%", "ratio", "party", "ratio", None, 9],
]


def test_defined_unchanged_refused_and_taken_back(house: House) -> None:
    batch = sent("indicators", house.commune.code, workbook(heads(), *ROWS), by=house.office)
    assert outcomes(batch) == [*["created"] * 3, *["refused"] * 3], said(batch)
    kept(batch, by=house.office)
    made = Indicator.objects.get(name="Tỷ lệ hộ có nước sạch")
    assert (made.owner, made.scale, made.decimals) == (house.commune, 100, 2)
    again = sent("indicators", house.commune.code, workbook(heads(), *ROWS[:3]), by=house.office)
    assert again.counts == {"unchanged": 3}
    operations.undo_batch(batch, by=house.office)
    assert not Indicator.objects.exists()


def test_what_something_rests_on_stays(house: House) -> None:
    batch = kept(sent("indicators", house.commune.code, workbook(heads(), *ROWS[:2]), by=house.office), by=house.office)
    made = Indicator.objects.get(code="ket-nap")
    make_target(house.committee, made, "2022", 3, by=house.office)
    with pytest.raises(Refused, match="1 dòng"):
        operations.undo_batch(batch, by=house.office)
    with pytest.raises(Refused):
        withdraw_definition(made, by=house.office, reason="Ghi nhầm")
    with pytest.raises(NotAllowed):
        withdraw_definition(made, by=house.cell_secretary, reason="Ghi nhầm")
    assert Indicator.objects.count() == 2


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_goes_out_comes_in_without_effect(house: House, language: str) -> None:
    kept(sent("indicators", house.commune.code, workbook(heads(), *ROWS), by=house.office), by=house.office)
    with translation.override(language):
        data = exported("indicators", house.commune.code, by=house.office)
        again = sent("indicators", house.commune.code, data, by=house.office)
        assert again.counts == {"unchanged": 3}, said(again)


def definitions() -> dict[int, Any]:
    return {one.pk: (definition_of(one), one.owner_id, one.folded) for one in Indicator.objects.all()}


def bring(house: House, *rows: Any) -> Any:
    return sent("indicators", house.commune.code, workbook(heads(), *rows), by=house.office)


def test_an_indicator_is_put_in_other_words_and_back(house: House) -> None:
    kept(bring(house, *ROWS[:3]), by=house.office)
    before = definitions()
    batch = bring(
        house,
        ["ket-nap", "Kết nạp đảng viên mới", "người", "flow", "culture", None, None, 1],
        ["ty-le-ho-co-nuoc-sach", "Tỷ lệ hộ có nước sạch", "%", "ratio", "culture"],
    )
    assert outcomes(batch) == ["updated", "unchanged"], said(batch)
    assert "đảng viên → người" in said(batch)[0] and definitions() == before
    kept(batch, by=house.office)
    made = Indicator.objects.get(code="ket-nap")
    assert (made.name, made.folded, made.unit_of_measure, made.decimals, made.sector) == (
        "Kết nạp đảng viên mới", "ket nap dang vien moi", "người", 1, "culture",
    )  # fmt: skip
    assert Entry.objects.filter(act="targets.definition_amended").count() == 1
    operations.undo_batch(batch, by=house.office)
    assert definitions() == before


def test_where_figures_rest_on_it_only_the_words_change(house: House) -> None:
    kept(bring(house, ROWS[0]), by=house.office)
    made = Indicator.objects.get(code="ket-nap")
    make_target(house.committee, made, "2022", 3, by=house.office)
    batch = bring(house, ["ket-nap", "Kết nạp đảng viên", "người", "flow", "party", None, None, 2])
    assert outcomes(batch) == ["refused"]
    assert "đơn vị tính" in said(batch)[0].lower() and "chỉ số khác" in said(batch)[0], said(batch)
    words = kept(bring(house, ["ket-nap", "Kết nạp đảng viên mới", "đảng viên", "flow", "party"]), by=house.office)
    assert Indicator.objects.get(code="ket-nap").name == "Kết nạp đảng viên mới"
    amend_definition(
        Indicator.objects.get(code="ket-nap"),
        replace(definition_of(made), hint="Theo sổ"),
        by=house.office,
        reason="Rõ",
    )
    with pytest.raises(Refused, match="1 dòng"):
        operations.undo_batch(words, by=house.office)


def test_who_may_put_it_in_other_words(house: House) -> None:
    kept(bring(house, ROWS[0]), by=house.office)
    made = Indicator.objects.get(code="ket-nap")
    told = replace(definition_of(made), name="Tên khác")
    for who in (house.cell_secretary, house.stranger):
        with pytest.raises(NotAllowed):
            amend_definition(made, told, by=who, reason="Ghi nhầm")
    with pytest.raises(Refused):
        amend_definition(made, told, by=house.office, reason=" ")
    amend_definition(made, told, by=house.secretary, reason="Ghi nhầm")


KINDS = st.sampled_from(
    [("flow", "sum", None), ("stock", "none", None), ("ratio", "ratio", None), ("composition", "none", "A; B")]
)
LINES = st.lists(
    st.tuples(
        st.sampled_from(["mot", "hai", "ba"]),
        st.sampled_from(["Tên một", "Tên hai", "Tên ba"]),
        st.sampled_from(["%", "việc", "ha"]),
        KINDS,
        st.sampled_from(["party", "economy"]),
        st.integers(0, 6),
    ),
    min_size=1,
    max_size=4,
    unique_by=(lambda one: one[0], lambda one: one[1]),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES, LINES)
def test_undoing_restores_every_definition(house: House, stood: list[Any], comes: list[Any]) -> None:
    with rolled_back():
        kept(bring(house, *map(_row, stood)), by=house.office)
        before = definitions()
        data = exported("indicators", house.commune.code, by=house.office)
        assert sent("indicators", house.commune.code, data, by=house.office).counts == {"unchanged": len(before)}
        batch = bring(house, *map(_row, comes))
        assert not batch.count("refused"), said(batch)
        if batch.to_keep:
            kept(batch, by=house.office)
            assert definitions() != before
            operations.undo_batch(batch, by=house.office)
        assert definitions() == before


def _row(told: Any) -> list[Any]:
    code, name, unit, (measure, across, parts), sector, decimals = told
    return [code, name, unit, measure, sector, across, parts, decimals]
