"""Rows and trends are drawn once for the same values, and never for others."""

from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.utils import translation

from trongtam.ground.charts import PHONE, WIDE, Step, Trend, trend_geometry
from trongtam.look import shapes
from trongtam.look.context import NavPlace
from trongtam.look.templatetags.row_parts import change_row, nav_place, target_row, trend

START = date(2022, 1, 1)


def laid(title: str = "Kết nạp đảng viên", size=WIDE):
    steps = (Step(date(2022, 2, 14), Decimal(1)), Step(date(2022, 9, 12), Decimal(4)))
    return trend_geometry(Trend(title, START, 12, steps, actual_name=title), *size)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_trend_has_the_points_of_its_geometry_in_every_language(language):
    drawing = laid()
    with translation.override(language):
        html = trend(drawing)
    tree = ElementTree.fromstring(html)
    assert tree.get("viewBox") == "0 0 640 300"
    assert tree.get("class") == "chart wide"
    assert [path.get("d") for path in tree.iter("path")] == [line.path for line in drawing.lines]
    assert [point.get("cx") for point in tree.iter("circle")] == [x for x, _y in drawing.points]
    assert "style=" not in html


def test_another_size_is_another_trend():
    assert trend(laid()) == trend(laid())
    assert trend(laid()) != trend(laid(size=PHONE))


def test_titles_are_escaped():
    assert "<b>" not in trend(laid('<b>"&'))


def row(**other) -> shapes.TargetRow:
    given = {
        "name": "Hộ nghèo",
        "url": "/targets/1/",
        "percent": 76,
        "shown": "76%",
        "of": "76/100 hộ",
        "band": "partly",
    }
    return shapes.TargetRow(**{**given, **other})


@pytest.mark.parametrize(
    "other",
    [
        {"name": "Hộ cận nghèo"},
        {"url": "/targets/2/"},
        {"shown": "76,0%"},
        {"of": "76/101 hộ"},
        {"band": "not_met"},
        {"pace": "behind"},
        {"elapsed": 75},
        {"points": [1, 2, 3]},
        {"invented": True},
    ],
)
def test_a_row_that_differs_in_anything_shown_is_another_row(other):
    assert target_row(row()) == target_row(row())
    assert target_row(row(**other)) != target_row(row())


def test_a_name_is_escaped_however_often_it_is_drawn():
    for _time in range(2):
        assert "&lt;b&gt;" in target_row(row(name="<b>"))


def test_words_follow_the_language():
    changed = shapes.ChangeRow("Hộ nghèo", "not_met", "met")
    with translation.override("vi"):
        vietnamese = change_row(changed)
    with translation.override("en"):
        assert change_row(changed) != vietnamese


def test_only_the_place_of_the_page_is_the_current_one():
    board = NavPlace("board", "Đang ở đâu?", "board", "/board/", True, 0, current=True)
    assert "aria-current" in nav_place(board)
    assert "aria-current" in nav_place(board, "board")
    assert "aria-current" not in nav_place(board, "units")
