"""Figures in the words of the page: bounds, percent signs, edges, changes, periods. No database."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.periods import Period
from trongtam.targets.computing.lines import Line, Point
from trongtam.targets.figures.bounds import Bound
from trongtam.targets.figures.display import show_percent
from trongtam.targets.figures.goal import Goal
from trongtam.targets.figures.standing import Actual, Change, judge
from trongtam.targets.models import Indicator, Target
from trongtam.targets.presentation import entry, words
from trongtam.targets.presentation.board import reading_days, tabs
from trongtam.targets.presentation.rows import SLOTS, spark_points, target_row
from trongtam.targets.queries import TargetRow

YEAR = Period.year(2022)
SEPTEMBER = date(2022, 9, 30)


def row(value, plan, *, unit="việc", bound="exactly", masked=False, points=(), period=YEAR, **columns) -> TargetRow:
    """A row as the queries answer it, without any database."""
    indicator = Indicator(name="Việc mẫu", unit_of_measure=unit, measure="flow", better="more", decimals=2)
    target = Target(
        pk=1, indicator=indicator, plan=int(Decimal(plan) * 100), decimals=2, period_code=period.code, **columns
    )
    number = Decimal(value)
    goal = Goal(measure="flow", better="more", comparator=">=", period=period, plan=Decimal(plan))
    judged = judge(goal, Actual(number, bound), SEPTEMBER)
    line = Line(period, [Point(on, Decimal(point)) for on, point in zip(period.month_ends(), points, strict=False)])
    return TargetRow(
        target=target,
        day=SEPTEMBER,
        line=line,
        judged=judged,
        value=None if masked else number,
        numerator=None,
        denominator=None,
        bound=bound,
        shown=None if masked or judged.percent is None else show_percent(judged.percent),
        points=tuple(point.value for point in line.points),
        counted=1,
        left_out=0,
        masked=masked,
    )


@pytest.mark.parametrize(
    ("given_row", "shown", "of"),
    [
        (row(4, 3, unit="đảng viên"), "133,33%", "4/3 đảng viên"),
        (row(152, 200, unit="tỷ đồng", bound="more_than"), "hơn 76%", "hơn 152/200 tỷ đồng"),
        (row("95.4", 95, unit="%"), "100,42%", "95,4% / 95%"),
        (row("99.999", 100), "dưới 100%", "99,999/100 việc"),
        (row("59.999", 100), "dưới 60%", "59,999/100 việc"),
        (row(3, 8, unit="người", masked=True), "–", "dưới 5 / 8 người"),
    ],
)
def test_a_row_in_words(given_row: TargetRow, shown: str, of: str) -> None:
    made = target_row(given_row, "/targets/1/")
    assert (made.shown, made.of) == (shown, of)


def test_the_mark_of_elapsed_time_stands_only_with_a_pace() -> None:
    assert target_row(row(4, 3), "/").elapsed == 75
    assert target_row(row(4, 3), "/").pace == "ahead"


def test_points_are_in_percent_of_plan() -> None:
    assert spark_points(row(4, 4, points=[0, 1, 2, 4])) == (0, 25, 50, 100)


@given(st.integers(min_value=2000, max_value=2020), st.integers(min_value=1, max_value=9))
def test_a_term_gives_no_more_points_than_there_is_room_for(year: int, length: int) -> None:
    term = Period.term(date(year, 1, 1), date(year + length, 12, 31))
    points = range(len(term.month_ends()))
    shown = spark_points(row(4, 4, period=term, points=points))
    assert len(shown) <= SLOTS


@given(st.decimals(min_value=0, max_value=10_000, places=4), st.integers(min_value=1, max_value=1000))
def test_a_percentage_never_reads_better_than_its_band(value: Decimal, plan: int) -> None:
    made = row(value, plan)
    said = words.percent_shown(made)
    if made.band != "met":
        assert not said.startswith("100")
    if made.band == "not_met":
        assert not said.startswith("60%")


@pytest.mark.parametrize(
    ("code", "on", "name", "tab"),
    [
        ("2022", date(2022, 9, 30), "9 tháng", "9 tháng"),
        ("2022", date(2022, 12, 31), "cả năm", "Cả năm"),
        ("2020..2025", date(2022, 9, 30), "đến tháng 9/2022", "2022"),
        ("2020..2025", date(2025, 12, 31), "cả nhiệm kỳ", "2025"),
    ],
)
def test_parts_of_a_period_have_names(code: str, on: date, name: str, tab: str) -> None:
    period = Period.parse(code)
    assert (words.reading_name(period, on), words.tab_name(period, on)) == (name, tab)


def test_tabs_of_a_year_and_of_a_term() -> None:
    assert [tab.label for tab in tabs(YEAR, SEPTEMBER, str)] == ["3 tháng", "6 tháng", "9 tháng", "Cả năm"]
    term = Period.parse("2020-03-05..2022-03-04")
    assert reading_days(term, date(2021, 12, 31)) == [date(2020, 12, 31), date(2021, 12, 31), date(2022, 3, 4)]
    assert date(2022, 8, 31) in reading_days(YEAR, date(2022, 8, 31))


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"comparator": ">="}, "Ít nhất 3 việc"),
        ({"comparator": "<="}, "Nhiều nhất 3 việc"),
        ({"comparator": "status"}, "Phải hoàn thành"),
        ({"comparator": ">=", "form": "change_points"}, "Ít nhất 3 điểm %, tính theo mức thay đổi so với mốc"),
    ],
)
def test_a_promise_in_words(columns: dict, said: str) -> None:
    assert words.promised(row(4, 3, **columns).target, "3") == said


def test_a_name_inside_a_sentence() -> None:
    assert words.inside("Bảo hiểm xã hội") == "bảo hiểm xã hội"
    assert words.inside("BHYT toàn dân") == "BHYT toàn dân"


@pytest.mark.parametrize(
    ("absolute", "bound", "in_points", "said"),
    [
        ("22", "exactly", False, "+22"),
        ("22", "more_than", False, "tăng hơn 22"),
        ("8", "about", True, "tăng khoảng 8 điểm %"),
        ("-3.5", "exactly", True, "-3,5 điểm %"),
        ("-3", "more_than", False, "giảm dưới 3"),
        ("-3", "less_than", False, "giảm hơn 3"),
        ("0", "about", True, "khoảng 0 điểm %"),
    ],
)
def test_a_change_with_its_bound(absolute, bound, in_points, said):
    assert words.changed(Change(Decimal(absolute), None, in_points, Bound(bound))) == said


def test_a_relative_change_with_its_bound():
    assert words.relative(Change(Decimal(2), Decimal(5), False)) == "+5%"
    assert words.relative(Change(Decimal(2), Decimal("9.195"), False, Bound.ABOUT)) == "tăng khoảng 9,2%"
    assert words.relative(Change(Decimal(2), None, False)) == ""


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Decimal(199) / Decimal(210) * 100, "94,76"),
        (Decimal("94.761904"), "94,761904"),
        (Decimal("95.4"), "95,4"),
        (Decimal(1) / Decimal(8), "0,125"),
        (Decimal("1E+3"), "1.000"),
    ],
)
def test_a_quotient_that_never_ends_is_rounded_and_a_typed_figure_is_not(value: Decimal, said: str) -> None:
    assert words.bare(value) == said
    assert words.of_plan(row(value, 95, unit="%")).startswith(f"{said}% / 95%")


@pytest.mark.parametrize(
    ("code", "beside", "said", "short"),
    [
        ("2026-H1", "2026-09", "6 tháng đầu năm 2026", "6 tháng đầu năm"),
        ("2026-H2", "2026-12", "6 tháng cuối năm 2026", "6 tháng cuối năm"),
        ("2025-H2", "2026-06", "6 tháng cuối năm 2025", "6 tháng cuối năm 2025"),
    ],
)
def test_half_years_are_named_as_people_say_them(code: str, beside: str, said: str, short: str) -> None:
    assert words.named(code) == said
    assert entry.period_word(code, Period.parse(beside)) == short
