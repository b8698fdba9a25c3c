import json
import re
import struct
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.charts import (
    PHONE,
    WIDE,
    Step,
    Trend,
    draw,
    picture,
    trend_geometry,
    trend_png,
    trend_pngs,
    trend_svg,
)
from trongtam.ground.charts.geometry import months_since, ticks
from trongtam.ground.charts.labels import Box, box_of

D = Decimal
START = date(2022, 1, 1)


def steps(year, *pairs):
    return tuple(Step(date(year, month, day), D(value)) for month, day, value in pairs)


ADMISSIONS = Trend(
    "Số đảng viên kết nạp",
    START,
    actual=steps(2022, (2, 14, 1), (5, 20, 2), (7, 21, 3), (9, 12, 4)),
    last_year=steps(2021, (3, 18, 1), (8, 12, 2), (12, 6, 3)),
    as_of=date(2022, 9, 30),
    plan=D(3),
    outlook=D(6),
    unit="đảng viên",
)


def texts(trend, size=WIDE):
    return [label.text for label in trend_geometry(trend, *size).labels]


def test_lines_and_labels_of_the_golden_case():
    drawing = trend_geometry(ADMISSIONS)
    kinds = [line.kind for line in drawing.lines]
    assert [kind for kind in kinds if kind != "ax"] == ["base", "nowl", "plan", "last", "act", "out"]
    assert len(drawing.points) == 4
    named = texts(ADMISSIONS)
    for text in ("30/09", "Năm 2022: 4 đảng viên", "Kế hoạch: 3", "Năm 2021: 3", "Ước cả kỳ: 6", "T1", "T12"):
        assert text in named
    assert drawing.summary.startswith("Số đảng viên kết nạp: 14/02/2022 1, ")
    assert "kế hoạch 3" in drawing.summary
    assert drawing.form == "wide"
    assert trend_geometry(ADMISSIONS, *PHONE).form == "phone"


def test_day_mark_stands_where_the_actual_line_ends():
    drawing = trend_geometry(ADMISSIONS)
    paths = {line.kind: line.path for line in drawing.lines}
    end = re.search(r"H([\d.]+)$", paths["act"])[1]
    assert paths["nowl"].startswith(f"M{end} ")
    assert paths["out"].startswith(f"M{end} ")


def test_phone_names_only_the_months_it_has_room_for():
    named = texts(ADMISSIONS, PHONE)
    assert "T1" in named
    assert "T2" not in named


def test_terms_name_years():
    term = Trend("Nước sạch", date(2020, 1, 1), 60, steps(2021, (6, 30, 92)), plan=D(98), plan_start=None, unit="%")
    named = texts(term)
    assert {"2020", "2024"} <= set(named)
    assert "Năm 2020: 92%" in named
    assert "100" in named
    assert "0" not in named
    assert "105" not in named


def test_large_figures_are_said_in_billions():
    trend = Trend("Giá trị", START, 12, steps(2022, (9, 30, 152 * 10**9)), plan=D(200 * 10**9), unit="đồng")
    assert {"Năm 2022: 152 tỷ đồng", "Kế hoạch: 200 tỷ"} <= set(texts(trend))
    counted = Trend("Giá trị", START, 12, steps(2022, (9, 30, 152 * 10**6)), unit="triệu đồng")
    assert "Năm 2022: 152.000.000 triệu đồng" in texts(counted)


def test_english():
    trend = Trend("Admissions", START, 12, steps(2022, (2, 14, 1)), plan=D(3), language="en", actual_name="This year")
    assert {"This year: 1", "Plan: 3", "M12"} <= set(texts(trend))


def test_nothing_stated_still_draws_the_plan():
    drawing = trend_geometry(Trend("Kết nạp", START, plan=D(3)))
    assert drawing.points == ()
    assert drawing.summary == "Kết nạp: chưa có số liệu; kế hoạch 3"
    assert "plan" in [line.kind for line in drawing.lines]
    assert trend_geometry(Trend("Kết nạp", START)).points == ()


def test_senseless_trends_are_refused():
    with pytest.raises(ValueError, match="one month"):
        Trend("x", START, 0)
    with pytest.raises(ValueError, match="first day"):
        Trend("x", date(2022, 1, 2))
    with pytest.raises(ValueError, match="order"):
        Trend("x", START, actual=steps(2022, (5, 1, 1), (2, 1, 2)))


@given(st.integers(min_value=1, max_value=10**6))
def test_what_is_counted_in_whole_numbers_has_whole_ticks(most):
    trend = Trend("x", START, actual=steps(2022, (2, 14, most)), as_of=date(2022, 9, 30), unit="đảng viên")
    axis = [float(text.replace(".", "").replace(",", ".")) for text in texts(trend) if re.fullmatch(r"[\d.,]+", text)]
    assert axis
    assert all(value.is_integer() for value in axis)
    halves = Trend("x", START, actual=(Step(date(2022, 2, 14), D("0.5")),), unit="ha")
    assert "0,2" in texts(halves)


@given(st.decimals(-1000, 10**12, places=2), st.decimals(0, 10**12, places=2))
def test_ticks_hold_the_range_between_them(low, span):
    found = ticks(low, low + span)
    assert found[0] <= low
    assert found[-1] >= low + span
    assert 2 <= len(found) <= 7
    assert len({b - a for a, b in pairwise(found)}) == 1


days = st.integers(0, 364).map(lambda n: START + timedelta(days=n))


@given(
    st.lists(st.tuples(days, st.decimals(-100, 10**6, places=1)), max_size=12),
    st.none() | st.decimals(0, 10**6, places=1),
    st.booleans(),
    st.none() | days,
    st.sampled_from([PHONE, WIDE]),
)
def test_everything_stays_on_the_drawing(pairs, plan, level, as_of, size):
    actual = tuple(Step(*pair) for pair in sorted(pairs, key=lambda pair: pair[0]))
    trend = Trend("x", START, 12, actual, (), as_of, plan, None if level else D(0), unit="hộ")
    drawing = trend_geometry(trend, *size)
    for x, y in drawing.points:
        assert 0 <= float(x) <= size[0]
        assert 0 <= float(y) <= size[1]
    for label in drawing.labels:
        assert 0 <= float(label.x) <= size[0]
        assert 0 <= float(label.y) <= size[1]
    ends = sorted(float(label.y) for label in drawing.labels if label.text.startswith(("Kế hoạch", "Ước")))
    assert all(b - a >= 17 for a, b in pairwise(ends))


values = st.decimals(0, 10**6, places=1) | st.decimals(95, 100, places=2) | st.sampled_from([D(0), D(98), D(100)])
last_days = st.integers(0, 364).map(lambda n: date(2021, 1, 1) + timedelta(days=n))


@given(
    st.lists(st.tuples(days, values), max_size=12),
    st.lists(st.tuples(last_days, values), max_size=6),
    st.none() | values,
    st.none() | values,
    st.booleans(),
    st.none() | days,
    st.sampled_from(["", "%", "đảng viên", "tỷ đồng"]),
    st.sampled_from([PHONE, WIDE]),
)
def test_labels_stand_apart_inside_and_off_their_own_ends(pairs, before, plan, outlook, level, as_of, unit, size):
    actual = tuple(Step(*pair) for pair in sorted(pairs))
    last_year = tuple(Step(*pair) for pair in sorted(before))
    trend = Trend("x", START, 12, actual, last_year, as_of, plan, None if level else D(0), outlook, unit)
    drawing = trend_geometry(trend, *size)
    boxes = [box_of(label) for label in drawing.labels]
    for one, other in combinations(boxes, 2):
        assert not one.meets(other)
    for one in boxes:
        assert one.within(Box(0, 0, *size))
    named = [label for label in drawing.labels if label.kind == "k"]
    assert len(named) == bool(actual)
    if named:
        x, y = (float(n) for n in drawing.points[-1])
        assert not box_of(named[0]).meets(Box(x - 4.5, y - 4.5, x + 4.5, y + 4.5))
    if drawing.form == "phone":
        ends = {line.kind: float(re.search(r"[LV ]([-0-9.]+)(?:H[-0-9.]+)?$", line.path)[1]) for line in drawing.lines}
        own = {"Kế hoạch": "plan", "Năm 2021": "last", "Ước cả kỳ": "out"}
        for label, one in zip(drawing.labels, boxes, strict=True):
            if kind := own.get(label.text.partition(":")[0]):
                assert not one.top < ends[kind] < one.bottom, label


@given(st.lists(values, min_size=2, max_size=2, unique=True), st.sampled_from([PHONE, WIDE]))
def test_labels_stand_in_the_order_of_their_lines(pair, size):
    plan, outlook = pair
    trend = Trend("x", START, 12, (Step(START, plan / 2),), (), date(2022, 6, 30), plan, None, outlook)
    heights = {label.text.partition(":")[0]: float(label.y) for label in trend_geometry(trend, *size).labels}
    assert (heights["Kế hoạch"] < heights["Ước cả kỳ"]) == (plan > outlook)


@given(days, days)
def test_later_days_stand_further_right(one, other):
    if one < other:
        assert months_since(START, one) < months_since(START, other)
    assert months_since(START, date(2022, 9, 30)) == 9


def test_titles_are_escaped_everywhere():
    trend = Trend('<b>"&', START, 12, steps(2022, (2, 14, 1)), actual_name="<i>")
    root = ElementTree.fromstring(trend_svg(trend))
    assert root.get("aria-label").startswith('<b>"&')


def test_picture_for_word_is_drawn_once(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    one, other = trend_pngs([ADMISSIONS, Trend("Kết nạp", START, plan=D(3))])
    for png in (one, other):
        assert png[:8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack(">II", png[16:24]) == (1600, 750)
    assert one != other
    kept = sorted((tmp_path / "cache" / "charts").iterdir())
    assert len(kept) == 2
    before = [path.stat().st_mtime_ns for path in kept]
    assert trend_png(ADMISSIONS) == one
    assert [path.stat().st_mtime_ns for path in kept] == before


def test_cache_is_bounded(settings, tmp_path, monkeypatch):
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(picture, "MOST_KEPT", 1)
    trend_pngs([ADMISSIONS, Trend("Kết nạp", START, plan=D(3))])
    assert len(list((tmp_path / "cache" / "charts").glob("*.png"))) == 1


def test_a_drawing_that_fails_says_why(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    with pytest.raises(RuntimeError, match="drawing charts failed"):
        picture._draw([["no drawing", str(tmp_path / "x.png")]])
    assert not (tmp_path / "x.png").exists()


def test_a_drawing_that_takes_too_long_says_so(settings, tmp_path, monkeypatch):
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(picture, "SECONDS", 0.001)
    with pytest.raises(RuntimeError, match="took longer"):
        trend_png(ADMISSIONS)


def test_the_helper_draws_what_it_is_told(tmp_path, monkeypatch):
    files = [[trend_svg(ADMISSIONS), str(tmp_path / "a.png")]]
    order = {"fonts": str(picture.HERE / "fonts"), "scale": 1, "files": files}
    monkeypatch.setattr("sys.stdin", StringIO(json.dumps(order)))
    draw.main()
    assert struct.unpack(">II", (tmp_path / "a.png").read_bytes()[16:24]) == WIDE
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]
