"""Tables disjoint and nested, their bases, years, points over a target; Hải Lựu's printed shares."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.reviews.tables import (
    Counts,
    disjoint,
    does_not_close,
    good_or_better,
    nested,
    over_years,
    points_over,
    received,
    together,
)
from trongtam.targets.figures.fits import find_fits
from trongtam.targets.figures.shares import Nested

from .cases import scheme

pytestmark = pytest.mark.once
CENT = Decimal("0.01")

HAI_LUU = Counts(
    existing=775,
    rated=775,
    levels={"excellent": 113, "good": 605, "completed": 47, "not_completed": 10},
)
CELLS = scheme(
    code="tsvm", subject="organisation", form="01", caps=[], nests=[],
    levels=[
        {"code": "clean_strong_excellent", "title": "TSVM tiêu biểu", "within": "clean_strong"},
        {"code": "clean_strong", "title": "Trong sạch, vững mạnh", "at_least": 90},
        {"code": "well", "title": "Hoàn thành tốt", "at_least": 70},
        {"code": "completed", "title": "Hoàn thành", "at_least": 50},
        {"code": "weak", "title": "Yếu kém", "at_least": 0},
    ],
)  # fmt: skip


def test_members_of_hai_luu_disjoint_and_nested() -> None:
    apart, inside = disjoint(scheme(), HAI_LUU), nested(scheme(), HAI_LUU)
    assert [row.count for row in apart.rows] == [113, 605, 47, 10]
    assert [(row.code, row.count, row.within) for row in inside.rows] == [
        ("good", 718, None), ("excellent", 113, "good"), ("completed", 47, None), ("not_completed", 10, None),
    ]  # fmt: skip
    assert [row.share.quantize(CENT) for row in inside.rows if row.share is not None] == [
        Decimal("92.65"), Decimal("14.58"), Decimal("6.06"), Decimal("1.29"),
    ]  # fmt: skip
    of_head = inside.row("excellent").of_head
    assert of_head is not None and of_head.quantize(CENT) == Decimal("15.74")
    assert (inside.base, inside.warnings) == (775, ())
    over = points_over(good_or_better(scheme(), HAI_LUU, "good"), Decimal(90))
    assert over is not None and over.quantize(CENT) == Decimal("2.65")


def test_cells_of_hai_luu_by_the_old_scheme() -> None:
    counts = Counts(110, 110, levels={"clean_strong_excellent": 25, "clean_strong": 72, "well": 13})
    rows = nested(CELLS, counts).rows
    assert [(row.code, row.count) for row in rows[:3]] == [
        ("clean_strong", 97), ("clean_strong_excellent", 25), ("well", 13),
    ]  # fmt: skip
    assert rows[0].share is not None and rows[0].share.quantize(CENT) == Decimal("88.18")
    assert good_or_better(CELLS, counts, "clean_strong") == rows[0].share


def test_printed_shares_that_fit_no_count() -> None:
    printed = {
        "Trong sạch, vững mạnh": Decimal("88.18"),
        "Hoàn thành tốt": Decimal("11.82"),
        "Xuất sắc": Decimal("23.1"),
    }
    parts = {"Trong sạch, vững mạnh": 97, "Hoàn thành tốt": 13}
    warnings = received(110, parts, {"Xuất sắc": Nested("Trong sạch, vững mạnh", 25)}, printed)
    assert [(one.code.value, one.of) for one in warnings] == [("printed_fits_no_count", "Xuất sắc")]
    fits = find_fits([Decimal("88.18"), Decimal("11.82")], closes=True, max_base=110)
    assert (110, (97, 13)) in fits.rounded


def test_printed_shares_that_sum_to_more_than_a_hundred() -> None:
    parts = {"tốt": 718, "hoàn thành": 47, "không": 10}
    printed = {"tốt": Decimal("92.65"), "hoàn thành": Decimal("6.06"), "không": Decimal("1.3")}
    warnings = received(775, parts, {}, printed)
    assert any("100.01" in str(one.message) for one in warnings)


def test_tan_yen_does_not_close() -> None:
    """24 + 15 + 22 of 41 organisations is what was printed; 2 is what it must be."""
    wrong = Counts(41, 41, levels={"excellent": 24, "good": 15, "completed": 22})
    assert [str(one) for one in does_not_close(wrong)] == ["Các mức cộng lại là 61, nhưng có 41 được xếp loại."]
    assert does_not_close(Counts(41, 41, levels={"excellent": 24, "good": 15, "completed": 2})) == []
    assert len(nested(scheme(), wrong).warnings) == 1
    members = Counts(8159, 6659, 1388, {"khác": 112}, {"good": 6659})
    assert does_not_close(members) == []
    assert "8158" in str(does_not_close(Counts(8159, 6659, 1388, {"khác": 111}, {"good": 6659}))[0])


def test_nobody_rated_has_no_shares() -> None:
    table = disjoint(scheme(), Counts(3, 0, 3))
    assert [row.share for row in table.rows] == [None] * 4
    assert good_or_better(scheme(), Counts(3, 0, 3), "good") is None and points_over(None, Decimal(90)) is None


def test_years_are_compared_only_within_one_scheme() -> None:
    older = scheme(code="cu")
    years = [
        ("2023", older, Counts(10, 10, levels={"excellent": 1, "good": 7, "completed": 2})),
        ("2024", older, Counts(10, 10, levels={"excellent": 2, "good": 7, "completed": 1})),
        ("2025", scheme(), Counts(10, 10, levels={"good": 10})),
        ("2016", CELLS, Counts(10, 10, levels={"clean_strong": 10})),
    ]
    assert [(one.year, one.share, one.change) for one in over_years(years, "good")] == [
        ("2023", 80, None), ("2024", 90, 10), ("2025", 100, None),
    ]  # fmt: skip


numbers = st.integers(0, 400)


@given(numbers, numbers, numbers, numbers)
def test_the_two_renderings_say_the_same(excellent: int, good: int, completed: int, failed: int) -> None:
    base = excellent + good + completed + failed
    levels = {"excellent": excellent, "good": good, "completed": completed, "not_completed": failed}
    counts = Counts(base, base, levels=levels)
    apart, inside = disjoint(scheme(), counts), nested(scheme(), counts)
    assert sum(row.count for row in apart.rows) == sum(row.count for row in inside.rows if row.within is None) == base
    assert inside.row("good").count == apart.row("good").count + apart.row("excellent").count
    assert apart.warnings == inside.warnings == ()
    doubled = together([counts, counts])
    assert [row.share for row in disjoint(scheme(), doubled).rows] == [row.share for row in apart.rows]
