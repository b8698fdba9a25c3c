"""The geometry of the small drawings holds for any number."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from trongtam.look import drawing

percents = st.decimals(min_value=-500, max_value=5000, places=2)


def share(text: str) -> Decimal:
    assert text.endswith("%")
    return Decimal(text[:-1])


@given(percents, percents)
def test_a_bar_never_leaves_its_drawing_and_never_shrinks_as_the_percent_grows(one, other):
    low, high = sorted((one, other))
    narrow, wide = drawing.bullet(low), drawing.bullet(high)
    assert 0 <= share(narrow.width) <= share(wide.width) <= 100
    assert wide.beyond == (high > 140)


def test_the_plan_stands_at_the_same_place_in_every_bar():
    assert {drawing.bullet(value).plan for value in (0, 60, 133.33, 2413, None)} == {"71.43%"}


def test_nothing_measured_has_no_bar():
    assert drawing.bullet(None).width is None
    assert drawing.bullet(0).width == "0%"


@given(st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), max_size=40))
def test_a_spark_stays_in_its_box(values):
    line = drawing.spark(values)
    if all(value is None for value in values):
        assert line is None
        return
    points = [tuple(map(float, pair.split(","))) for pair in line.points.split()]
    assert len(points) == sum(value is not None for value in values)
    assert all(0 <= x <= 88 and 0 <= y <= 28 for x, y in points)
    assert points[-1] == (float(line.end_x), float(line.end_y))


@given(*[st.integers(0, 60)] * 4)
def test_one_mark_a_target_in_rows_of_one_width(met, partly, not_met, not_measured):
    strip = drawing.strip(met, partly, not_met, not_measured)
    kinds = [mark.kind for mark in strip.marks]
    assert [kinds.count(kind) for kind in ("met", "part", "not", "none")] == [met, partly, not_met, not_measured]
    assert all(0 < mark.x < strip.width and 0 < mark.y < strip.height for mark in strip.marks)
    assert len({(mark.x, mark.y) for mark in strip.marks}) == len(strip.marks)


@given(st.lists(st.one_of(st.none(), st.integers(0, 10**6)), max_size=12))
def test_small_columns_stand_on_their_base(values):
    columns = drawing.columns_small(values)
    assert len(columns) == len(values)
    for column in columns:
        assert abs(float(column.y) + float(column.height) - 28) < 0.02
        assert float(column.y) >= 0


@given(
    st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    st.lists(st.tuples(st.integers(1, 28), st.text("abcdefgh ", min_size=1, max_size=14)), max_size=6),
)
def test_labels_of_the_ruler_never_run_into_each_other(day, marks):
    ruler = drawing.ruler(day, day, marks)
    spans = {}
    for mark in filter(lambda mark: mark.label, ruler.marks):
        half = len(mark.label) * 7.6 / 2
        spans.setdefault(mark.label_y, []).append((float(mark.label_x) - half, float(mark.label_x) + half))
    for row in spans.values():
        row.sort()
        assert all(left[1] <= right[0] for left, right in pairwise(row))
    assert len(spans) <= 2
    assert len(ruler.marks) == len(marks)
    assert not marks or any(mark.label for mark in ruler.marks)
    assert ruler.today == day.day
    assert ruler.end.endswith(f"/{day.month:02d}")


def test_today_of_another_month_is_not_drawn():
    assert drawing.ruler(date(2022, 9, 1), date(2022, 8, 31), []).today_x is None


@given(st.lists(st.tuples(st.one_of(st.none(), percents), st.sampled_from(["met", "partly", "not_met"])), max_size=60))
def test_the_ranking_rises_and_stays_in_its_box(values):
    ranking = drawing.ranking(values)
    measured = [column for column in ranking.columns if column.kind != "none"]
    heights = [share(column.height) for column in measured]
    assert heights == sorted(heights)
    assert len(ranking.columns) == len(values)
    for column in ranking.columns:
        assert abs(share(column.y) + share(column.height) - 100) < Decimal("0.02")
        assert 0 <= share(column.x) <= share(column.x) + share(column.width) <= 100
