"""Small multiples: every drawing inside its box, all on one scale."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.charts import Series, multiples
from trongtam.ground.charts.multiples import HEIGHT, WIDTH

NUMBERS = st.one_of(st.none(), st.floats(-1e9, 1e9, allow_nan=False))
ROWS = st.lists(st.builds(Series, st.lists(NUMBERS, max_size=14), st.lists(NUMBERS, max_size=14)), max_size=8)


def pairs(path):
    return [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path)]


@given(ROWS)
def test_everything_stands_inside_its_box(rows):
    drawn = multiples(rows)
    assert len(drawn.drawings) == len(rows) and drawn.low <= 0 <= drawn.high
    for row, small in zip(rows, drawn.drawings, strict=True):
        for path, values in ((small.actual, row.values), (small.plan, row.plan)):
            points = pairs(path)
            assert len(points) == sum(value is not None for value in values)
            assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points)
        assert (small.last is None) == (small.actual == "")


@given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), min_size=2, max_size=8))
def test_higher_figures_stand_higher_in_whichever_drawing(figures):
    drawn = multiples([Series([first, last]) for first, last in figures])
    heights = sorted(
        (value, -y)
        for row, small in zip(figures, drawn.drawings, strict=True)
        for value, (_x, y) in zip(row, pairs(small.actual), strict=True)
    )
    assert all(before[1] <= after[1] + 0.11 for before, after in pairwise(heights))


def test_a_month_without_a_figure_breaks_the_line():
    (small,) = multiples([Series([1, None, 2, 3], [1, 2, 3, 4])]).drawings
    assert small.actual.count("M") == 2 and small.plan.count("M") == 1
    assert small.last == tuple(re.findall(r"L([\d.]+) ([\d.]+)$", small.actual)[0])


def test_one_month_and_nothing_at_all():
    assert multiples([]).drawings == ()
    (small,) = multiples([Series([5])]).drawings
    assert small.last is not None
    (empty,) = multiples([Series([None, None])]).drawings
    assert (empty.actual, empty.plan, empty.last) == ("", "", None)
