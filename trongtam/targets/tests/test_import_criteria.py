"""Criteria come in by a sheet: own sets are made and changed, thresholds laid over others, and all of it undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.http import Http404
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.imports import operations
from trongtam.imports.models import Batch, State
from trongtam.imports.tests.sheets import exported, kept, outcomes, said, sent, workbook
from trongtam.org.tests.house import House, make_house
from trongtam.targets.criteria.lines import PLACES, key_of_line, lines_of, merged
from trongtam.targets.criteria.shapes import (
    AT_LEAST,
    AT_MOST,
    DONE,
    REGIONS,
    CriteriaSet,
    Criterion,
    Indicator,
    Leaf,
    Relative,
    read_set,
    told_set,
)
from trongtam.targets.criteria.shipped import national_sets
from trongtam.targets.models import CriteriaOverlay, KeptSet
from trongtam.targets.operations.criteria import Taking, adopt_criteria, keep_set, lay_levels, withdraw_set

from .measures import rolled_back

pytestmark = pytest.mark.django_db
HEAD = [
    "Code of the set", "Criterion no.", "Criterion", "Indicator no.", "Indicator of the criterion", "What is asked",
    "Unit of measure", "Thresholds of the year", "Threshold everywhere", "Tây Nguyên", "Đông Nam Bộ", "Name of the set",
    "Valid from", "Valid until",
]  # fmt: skip
OWN = ["Bộ tiêu chí mẫu", "01/01/2022", "31/12/2025"]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def house() -> House:
    return make_house()


def bring(house: House, *rows: Any, head: list[str] = HEAD) -> Batch:
    return sent("criteria", house.commune.code, workbook(head, *rows), by=house.office, reason="Quyết định mẫu")


def kept_sets() -> dict[str, Any]:
    sets = {row.code: (read_set(row.content), row.basis) for row in KeptSet.objects.all()}
    laid = {(row.unit_id, row.set_code): row.levels for row in CriteriaOverlay.objects.all() if row.levels}
    return sets | laid


ROWS = [
    ["MAU-1", 1, "Đường sá", "1.1", "Đường trục được cứng hóa", "at least", "%", None, 95, None, None, *OWN],
    ["MAU-1", 1, "Đường sá", "1.2", "Có biển chỉ dẫn", "must be done", None, None, None, None, None, *OWN],
    ["MAU-1", 2, "Thu nhập", "2.1", "Thu nhập đầu người", ">=", "triệu đồng", 2024, None, 50, "60,5", *OWN],
    ["MAU-1", 2, "Thu nhập", "2.1", "Thu nhập đầu người", ">=", "triệu đồng", 2025, None, 55, None, *OWN],
    ["MAU-1", 3, "Chưa có nội dung", None, None, None, None, None, None, None, None, *OWN],
]


def test_a_set_of_ones_own_is_made_changed_and_taken_back(house: House) -> None:
    before = kept_sets()
    batch = bring(house, *ROWS)
    assert outcomes(batch) == ["created"] * 5, said(batch)
    assert kept_sets() == before, "a preview keeps nothing"
    kept(batch, by=house.office)
    made = read_set(KeptSet.objects.get(code="MAU-1").content)
    assert [one.number for one in made.criteria] == [1, 2, 3]
    income = made.leaf("2.1")
    assert income is not None and income.levels == {
        "2024/TN": Decimal(50), "2024/DNB": Decimal("60.5"), "2025/TN": Decimal(55),
    }  # fmt: skip
    assert bring(house, *ROWS).counts == {"unchanged": 5}
    stood = kept_sets()
    changed = [[*row] for row in ROWS]
    changed[0][8], changed[4][2] = 97, "Môi trường"
    second = bring(house, *changed, ["MAU-1", 3, "Môi trường", "3.1", "Rác được thu gom", "≥", "%", None, 80])
    assert outcomes(second) == ["updated", "unchanged", "unchanged", "unchanged", "updated", "created"], said(second)
    assert "95 → 97" in said(second)[0]
    kept(second, by=house.office)
    assert read_set(KeptSet.objects.get(code="MAU-1").content).leaf("1.1").levels == {"": Decimal(97)}  # type: ignore[union-attr]  # it is there, or the test fails here
    operations.undo_batch(second, by=house.office)
    assert kept_sets() == stood
    operations.undo_batch(batch, by=house.office)
    assert kept_sets() == before


def test_thresholds_are_laid_over_a_set_of_the_country(house: House) -> None:
    one = national_sets()["NTM-2022"]
    leaf = next(leaf for _c, _i, leaf in one.leaves() if leaf.ask == AT_LEAST and leaf.unit == "%" and not leaf.levels)
    code = f"{house.commune.code}--NTM-2022"
    head = [*HEAD[:5], "Threshold everywhere"]
    criterion, indicator = next((c, i) for c, i, each in one.leaves() if each.code == leaf.code)
    assert indicator.leaves == (leaf,)
    row = [None, criterion.number, criterion.name, indicator.code, indicator.name, "85%"]
    batch = sent("criteria", code, workbook(head, row), by=house.office, reason="Quyết định mẫu")
    assert outcomes(batch) == ["updated"], said(batch)
    kept(batch, by=house.office)
    assert CriteriaOverlay.objects.get().levels == {leaf.code: {"": "85"}}
    other = sent("criteria", code, workbook(head, [*row[:4], "Tên khác", 85]), by=house.office)
    assert outcomes(other) == ["refused"] and "not your own" in said(other)[0]
    too_much = sent("criteria", code, workbook(head, [*row[:5], 120]), by=house.office)
    assert outcomes(too_much) == ["refused"] and "cannot be" in said(too_much)[0]
    operations.undo_batch(batch, by=house.office)
    assert kept_sets() == {}


def test_what_makes_no_sense_is_refused_with_its_reason(house: House) -> None:
    batch = bring(
        house,
        *ROWS[:2],
        ["MAU-1", 1, "Tên tiêu chí khác", "1.3", "Gì đó", "must be done", None, None, None, None, None, *OWN],
        ["MAU-1", 4, "Nước", "4.1", "Nước sạch", "perhaps", "%", None, 90, None, None, *OWN],
        ["MAU-1", 5, "Điện", "5.1", "Hộ có điện", "at least", "%", None, "chín mươi", None, None, *OWN],
        ["MAU-1", 6, "Chợ", "6.1", "Có chợ", "must be done", None, None, 5, None, None, *OWN],
        ["MAU-1", "bảy", "Nhà ở", "7.1", "Nhà", "must be done", None, None, None, None, None, *OWN],
        ["MAU-1", 8, "Trường", "8.1", "Trường đạt chuẩn", "at least", "%", None, 70, 80, None, *OWN],
        ["MAU-2", 1, "Không tên", "1.1", "Gì đó", "must be done"],
        ["MAU 3", 1, "Mã lạ", "1.1", "Gì đó", "must be done", None, None, None, None, None, *OWN],
        [None, 1, "Không mã", "1.1", "Gì đó", "must be done", None, None, None, None, None, *OWN],
    )
    assert outcomes(batch) == ["created", "created", *["refused"] * 9], said(batch)
    sentences = ["otherwise", "none of", "could not be read", "not clear", "whole number", "different kinds"]
    sentences += ["Name of the set", "letters, digits", "Code of the set"]
    for sentence, why in zip(sentences, said(batch)[2:], strict=True):
        assert sentence in why, why


def test_a_threshold_missing_for_a_region_is_said_with_criterion_indicator_and_regions(house: House) -> None:
    batch = bring(house, ["MAU-1", 1, "Nghèo", "1.1", "Hộ nghèo", "at most", "%", None, None, 7, None, *OWN])
    assert outcomes(batch) == ["created"]
    missing = [name for code, name in REGIONS.items() if code != "TN"]
    assert f"Criterion 1, indicator 1.1: no threshold yet for {', '.join(missing)}." in said(batch)[0]


def test_not_undone_once_a_commune_follows_the_set(house: House) -> None:
    batch = kept(bring(house, *ROWS[:2]), by=house.office)
    adopt_criteria(house.commune, "MAU-1", 2022, by=house.office, taking=Taking(region="TN"))
    stood = kept_sets()
    with pytest.raises(Refused, match="cannot be undone"):
        operations.undo_batch(batch, by=house.office)
    batch.refresh_from_db()
    assert [why for _n, _label, why in batch.in_the_way] == ["This set was adopted by: Xã Mẫu (2022)."]
    assert kept_sets() == stood and batch.state == State.KEPT
    refused = bring(house, [*ROWS[0][:8], 50, None, None, *OWN])
    assert outcomes(refused) == ["refused"] and "in use" in said(refused)[0]
    with pytest.raises(Refused, match="adopted by"):
        withdraw_set(KeptSet.objects.get(), by=house.office, reason="Ghi nhầm")


def test_not_undone_where_thresholds_are_followed_or_were_changed(house: House) -> None:
    one = national_sets()["NTM-2022"]
    criterion, indicator, leaf = next(
        (c, i, each) for c, i, each in one.leaves() if each.ask == AT_LEAST and each.unit == "%" and not each.levels
    )
    head = [*HEAD[:5], "Threshold everywhere"]
    row = ["NTM-2022", criterion.number, criterion.name, indicator.code, indicator.name, 85]
    batch = kept(bring(house, row, head=head), by=house.office)
    adopt_criteria(house.commune, "NTM-2022", 2022, by=house.office, taking=Taking(region="TN"))
    with pytest.raises(Refused, match="cannot be undone"):
        operations.undo_batch(batch, by=house.office)
    batch.refresh_from_db()
    assert "Xã Mẫu (2022)" in batch.in_the_way[0][2]
    lay_levels(house.commune, "NTM-2022", {leaf.code: {"": Decimal(80)}}, by=house.office, basis="QĐ sau")
    with pytest.raises(Refused):
        operations.undo_batch(batch, by=house.office)
    batch.refresh_from_db()
    assert "changed since" in batch.in_the_way[0][2]


def test_who_may(house: House) -> None:
    data = workbook(HEAD, ROWS[0])
    for who in (house.cell_secretary, house.standing, house.provincial):
        with pytest.raises(NotAllowed):
            sent("criteria", house.commune.code, data, by=who)
    with pytest.raises(Http404):
        sent("criteria", house.commune.code, data, by=house.stranger)
    with pytest.raises(NotAllowed):
        sent("criteria", house.committee.code, data, by=house.office)
    kept(bring(house, ROWS[0]), by=house.office)
    row = KeptSet.objects.get()
    for who in (house.cell_secretary, house.stranger):
        with pytest.raises(NotAllowed):
            withdraw_set(row, by=who, reason="Ghi nhầm")
    with pytest.raises(Refused, match="withdrawn"):
        withdraw_set(row, by=house.office, reason=" ")


# -- every set goes out and comes in -----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", sorted(national_sets()))
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_sets_of_the_country_go_out_and_come_in_without_effect(house: House, code: str, language: str) -> None:
    with translation.override(language):
        scope = f"{house.commune.code}--{code}"
        batch = sent("criteria", scope, exported("criteria", scope, by=house.office), by=house.office)
        assert set(outcomes(batch)) == {"unchanged"}, said(batch)


def test_a_copy_of_a_set_of_the_country_goes_out_and_comes_in_elsewhere(house: House) -> None:
    one = replace(national_sets()["NTM-2016"], code="MAU-2016", name="Bộ tiêu chí mẫu")
    keep_set(house.commune, one, by=house.office, basis="QĐ mẫu")
    data = exported("criteria", house.commune.code, by=house.office)
    again = sent("criteria", house.commune.code, data, by=house.office)
    assert set(outcomes(again)) == {"unchanged"}, [one for one in said(again) if "→" in one]
    withdraw_set(KeptSet.objects.get(), by=house.office, reason="Chép sang nơi khác")
    batch = kept(sent("criteria", house.commune.code, data, by=house.office), by=house.office)
    assert not batch.count("refused"), said(batch)
    assert read_set(KeptSet.objects.get().content).criteria == one.criteria


TEXT = st.sampled_from(["Đường", "Hộ nghèo", "Nước sạch; vệ sinh", "=1+1", "Tỷ lệ (a/b)", "0123"])
VALUES = st.integers(0, 10**5).map(lambda n: Decimal(n) / 1000)
PLACES_OF = st.sampled_from(sorted(REGIONS))
KEYS = (
    st.just([""])
    | st.lists(PLACES_OF, unique=True, max_size=4)
    | st.lists(st.integers(2022, 2025).map(lambda year: f"{year}/"), unique=True, max_size=4)
    | st.lists(st.tuples(st.integers(2022, 2025), PLACES_OF).map(lambda one: f"{one[0]}/{one[1]}"), unique=True, max_size=5)
)  # fmt: skip


@st.composite
def leaves(draw: Any, code: str) -> Leaf:
    ask = draw(st.sampled_from([DONE, AT_LEAST, AT_MOST]))
    levels = {} if ask == DONE else {key: draw(VALUES) for key in draw(KEYS)}
    relative = Relative("NTM-2022", "1.1", draw(VALUES)) if ask != DONE and not levels and draw(st.booleans()) else None
    name, unit, yes = draw(TEXT), draw(st.sampled_from(["%", "triệu đồng", ""])), st.booleans()
    return Leaf(code, name, ask, unit, levels, relative, draw(st.sampled_from(["", "mau"])), draw(yes), draw(yes))


@st.composite
def sets(draw: Any, code: str = "MAU-1") -> CriteriaSet:
    criteria = []
    for number in draw(st.lists(st.integers(1, 9), unique=True, min_size=1, max_size=3)):
        indicators = []
        for n in range(draw(st.integers(0, 2))):
            count = draw(st.integers(1, 2))
            codes = [f"{number}.{n}" if count == 1 else f"{number}.{n}.{m}" for m in range(count)]
            below = tuple(draw(leaves(one)) for one in codes)
            yes = st.booleans()
            told = (draw(st.integers(0, count)), draw(yes), draw(yes), draw(yes), draw(TEXT), draw(TEXT))
            indicators.append(Indicator(f"{number}.{n}", draw(TEXT), below, *told))
        criteria.append(Criterion(number, draw(TEXT), tuple(indicators)))
    one = national_sets()["NTM-2022"]
    return replace(one, code=code, name=draw(TEXT), criteria=tuple(criteria), note=draw(TEXT))


SLOWLY = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(sets())
def test_lines_of_a_set_laid_over_it_or_over_nothing_give_the_set(one: CriteriaSet) -> None:
    lines = lines_of(one)
    assert len({key_of_line(line) for line in lines}) == len(lines)
    assert told_numbers(merged(one, lines)) == told_numbers(one)


def told_numbers(one: CriteriaSet) -> dict[str, Any]:
    """A set as plain data whose numbers are equal where their values are."""
    plain = told_set(one)
    plain["levels"] = {leaf.code: dict(leaf.levels) for _c, _i, leaf in one.leaves()}
    for criterion in plain["criteria"]:
        for indicator in criterion["indicators"]:
            for leaf in indicator["leaves"]:
                del leaf["levels"]
                if "relative" in leaf:
                    leaf["relative"]["percent"] = Decimal(leaf["relative"]["percent"])
    return plain


@SLOWLY
@given(sets())
def test_what_goes_out_comes_in_without_effect(house: House, one: CriteriaSet) -> None:
    with rolled_back(), translation.override("vi"):
        keep_set(house.commune, one, by=house.office, basis="QĐ mẫu")
        batch = sent(
            "criteria", house.commune.code, exported("criteria", house.commune.code, by=house.office), by=house.office
        )
        assert set(outcomes(batch)) == {"unchanged"}, said(batch)


@SLOWLY
@given(sets(), sets(), sets("MAU-2"))
def test_undoing_restores_every_set(house: House, stood: CriteriaSet, comes: CriteriaSet, new: CriteriaSet) -> None:
    with rolled_back(), translation.override("vi"):
        with rolled_back():
            for one in (comes, new):
                keep_set(house.commune, one, by=house.office, basis="QĐ sau")
            data = exported("criteria", house.commune.code, by=house.office)
        keep_set(house.commune, stood, by=house.office, basis="QĐ mẫu")
        before = kept_sets()
        batch = kept(sent("criteria", house.commune.code, data, by=house.office), by=house.office)
        assert kept_sets() != before and read_set(KeptSet.objects.get(code="MAU-2").content).name == new.name
        operations.undo_batch(batch, by=house.office)
        assert kept_sets() == before


def test_every_place_has_a_column() -> None:
    assert len(PLACES) == 11
