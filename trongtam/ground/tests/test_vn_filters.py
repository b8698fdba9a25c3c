from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation


def render(expression: str, value, language="vi") -> str:
    with translation.override(language):
        return Template("{% load vn %}{{ " + expression + " }}").render(Context({"x": value}))


@pytest.mark.parametrize(
    ("expression", "value", "text"),
    [
        ("x|figure:2", Decimal("46346.8"), "46.346,8"),
        ("x|figure", 1234, "1.234"),
        ("x|figure:1", 2.25, "2,3"),
        ("x|pct", Decimal(400) / 3, "133,33%"),
        ("x|pct:0", Decimal("74.5"), "75%"),
        ("x|signed:2", Decimal("22"), "+22"),
        ("x|points", Decimal("2.65"), "+2,65 điểm %"),
        ("x|figure|bounded:'more_than'", 152, "hơn 152"),
        ("x|figure|bounded:''", 152, "152"),
        ("x|money", 152 * 10**9, "152 tỷ đồng"),
        ("x|words:'hộ'", 24, "hai mươi tư hộ"),
        ("x|vndate", date(2022, 9, 5), "05/09/2022"),
        ("x|vndate", datetime(2022, 9, 4, 18, tzinfo=UTC), "05/09/2022"),
        ("x|month_name", date(2022, 9, 5), "Tháng 9/2022"),
        ("x|month_name", 9, "Tháng 9"),
        ("x|initials", "Võ Giả Định", "VĐ"),
        ("x|spelled", "Đảng uỷ", "Đảng ủy"),
    ],
)
def test_filters(expression, value, text):
    assert render(expression, value) == text


FILTERS = [
    "figure:2",
    "pct",
    "signed",
    "points",
    "money",
    "words",
    "vndate",
    "month_name",
    "initials",
    "figure|bounded:''",
]


@pytest.mark.parametrize("name", FILTERS)
def test_nothing_stays_nothing(name):
    assert render(f"x|{name}", None) == ""


def test_english_page():
    assert render("x|figure", Decimal("46346.8"), "en") == "46.346,8"
    assert render("x|words", 24, "en") == "twenty-four"
    assert render("x|month_name", 9, "en") == "Month 9"


def test_spelling_is_a_setting(settings):
    settings.TONE_STYLE = "new"
    assert render("x|spelled", "Đảng ủy") == "Đảng uỷ"
