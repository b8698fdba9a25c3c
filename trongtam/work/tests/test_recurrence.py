"""The days of a rule against python-dateutil's own reading of it and against a walk over the calendar; what is refused."""

from __future__ import annotations

import calendar
import time
from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.errors import Refused
from trongtam.work.recurrence import (
    MOST_DAYS,
    WEEKDAYS,
    Rule,
    days_of,
    months_without,
    read_rule,
)
from trongtam.work.recurrence_words import pattern_of, pattern_rule, said, warning

STARTS = st.dates(date(1995, 1, 1), date(2090, 12, 31))
WEEKDAY = st.integers(0, 6)
MONTHS = st.lists(st.integers(1, 12), min_size=1, max_size=4, unique=True)
MONTH_DAYS = st.lists(st.integers(-31, 31).filter(bool), min_size=1, max_size=3, unique=True)
PLAIN = st.lists(st.tuples(st.just(0), WEEKDAY), min_size=1, max_size=4, unique=True)
NUMBERED = st.lists(st.tuples(st.integers(-5, 5), WEEKDAY), min_size=1, max_size=4, unique=True)


@st.composite
def rule_texts(draw) -> str:
    """Rules of every kind that is taken, as people may write them: parts in any order, blanks, small letters."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}"]
    if draw(st.booleans()):
        parts.append(f"INTERVAL={draw(st.integers(1, 6))}")
    if frequency == "YEARLY" or (frequency != "DAILY" and draw(st.booleans())):
        parts.append("BYMONTH=" + ",".join(map(str, draw(MONTHS))))
    if frequency == "WEEKLY":
        parts.append("BYDAY=" + ",".join(WEEKDAYS[day] for _no, day in draw(PLAIN)))
    elif frequency != "DAILY":
        kind = draw(st.sampled_from(["days", "weekdays", "both"]))
        if kind != "weekdays":
            parts.append("BYMONTHDAY=" + ",".join(map(str, draw(MONTH_DAYS))))
        if kind != "days":
            chosen = draw(PLAIN if kind == "both" else NUMBERED)
            parts.append("BYDAY=" + ",".join(f"{no or ''}{WEEKDAYS[day]}" for no, day in chosen))
    text = ";".join(draw(st.permutations(parts)))
    return draw(st.sampled_from([text, text.lower(), f"RRULE:{text}", text.replace(";", " ; ")]))


@given(rule_texts(), STARTS, st.integers(27, 366))
def test_a_years_days_are_those_of_dateutil(text: str, start: date, length: int):
    end = start + timedelta(days=length - 1)
    plain = "".join(text.split()).upper().removeprefix("RRULE:")
    zero = datetime(start.year, start.month, start.day)
    within = rrulestr(plain, dtstart=zero).xafter(zero, count=MOST_DAYS + 1, inc=True)
    expected = []
    for moment in within:
        if moment.date() > end:
            break
        expected.append(moment.date())
    try:
        found = list(days_of(read_rule(text), start, end))
    except Refused as refused:
        assert refused.field == "rule"
        assert not expected, refused
    else:
        assert found == expected


@given(rule_texts())
def test_a_rule_that_is_read_is_written_and_read_again(text: str):
    try:
        rule = read_rule(text)
    except Refused:
        return
    assert read_rule(str(rule)) == rule
    with translation.override("vi"):
        assert said(rule)


def walk(start: date, end: date, fits) -> list[date]:
    return [day for n in range((end - start).days + 1) if fits(day := start + timedelta(days=n))]


def found(rule: Rule, start: date, end: date) -> list[date]:
    try:
        return list(days_of(rule, start, end))
    except Refused:
        return []


@given(STARTS, st.integers(0, 1000), st.integers(1, 31) | st.just(-1))
def test_a_day_of_every_month_is_what_a_walk_over_the_calendar_finds(start: date, length: int, number: int):
    end = start + timedelta(days=length)

    def fits(day: date) -> bool:
        last = calendar.monthrange(day.year, day.month)[1]
        return day.day == (last if number == -1 else number)

    rule = pattern_rule("monthly", number)
    assert found(rule, start, end) == walk(start, end, fits)
    quarter = pattern_rule("quarterly", number)
    assert found(quarter, start, end) == walk(start, end, lambda day: day.month % 3 == 0 and fits(day))


@given(STARTS, st.integers(0, 1000), WEEKDAY)
def test_a_day_of_every_week_is_what_a_walk_over_the_calendar_finds(start: date, length: int, weekday: int):
    end = start + timedelta(days=length)
    rule = pattern_rule("weekly", weekday=weekday)
    assert found(rule, start, end) == walk(start, end, lambda day: day.weekday() == weekday)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hằng tháng ngày 20",
        "FREQ",
        "FREQ=",
        "=MONTHLY",
        "BYMONTHDAY=20",
        "FREQ=HOURLY",
        "FREQ=SECONDLY;BYSECOND=1",
        "FREQ=MONTHLY",
        "FREQ=WEEKLY",
        "FREQ=YEARLY;BYMONTHDAY=5",
        "FREQ=YEARLY;BYMONTH=5",
        "FREQ=MONTHLY;BYMONTHDAY=20;FREQ=WEEKLY",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=²",
        "FREQ=MONTHLY;BYMONTHDAY=2.5",
        "FREQ=MONTHLY;BYMONTHDAY=+",
        "FREQ=MONTHLY;BYMONTHDAY=20,",
        "FREQ=MONTHLY;BYMONTHDAY=99999999999",
        "FREQ=MONTHLY;BYMONTH=13;BYMONTHDAY=1",
        "FREQ=MONTHLY;INTERVAL=0;BYMONTHDAY=1",
        "FREQ=MONTHLY;INTERVAL=61;BYMONTHDAY=1",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=MONTHLY;BYDAY=CN",
        "FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=1",
        "FREQ=WEEKLY;BYDAY=2TU",
        "FREQ=WEEKLY;BYDAY=TU;BYMONTHDAY=3",
        "FREQ=DAILY;BYDAY=TU",
        "FREQ=DAILY;WKST=SU",
        "FREQ=MONTHLY;BYMONTHDAY=20;COUNT=3",
        "FREQ=MONTHLY;BYMONTHDAY=20;UNTIL=20211231",
        "DTSTART=20210101;FREQ=DAILY",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1",
        "FREQ=YEARLY;BYEASTER=0",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=YEARLY;BYYEARDAY=100",
        "FREQ=DAILY;BYHOUR=5",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTH=4,6;BYMONTHDAY=31,-31",
        "x" * 5000,
    ],
)
def test_what_cannot_be_read_or_never_occurs_is_refused_with_a_sentence(text: str):
    for language in ("en", "vi"):
        with translation.override(language), pytest.raises(Refused) as refused:
            read_rule(text)
        assert refused.value.field == "rule"
        assert 15 < len(str(refused.value)) < 200


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(text: str):
    try:
        read_rule(text)
    except Refused as refused:
        assert str(refused)


@pytest.mark.parametrize(
    ("text", "start", "end", "field"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=20", date(2021, 6, 21), date(2021, 7, 19), "rule"),
        ("FREQ=MONTHLY;INTERVAL=12;BYMONTH=3;BYMONTHDAY=1", date(2021, 2, 1), date(2025, 12, 31), "rule"),
        ("FREQ=MONTHLY;BYMONTH=2;BYDAY=5MO", date(2021, 1, 1), date(2021, 12, 31), "rule"),
        ("FREQ=DAILY", date(2021, 1, 1), date(2022, 1, 2), "rule"),
        ("FREQ=MONTHLY;BYMONTHDAY=20", date(2021, 2, 1), date(2021, 1, 31), "end"),
        ("FREQ=MONTHLY;BYMONTHDAY=20", date(2021, 1, 1), date(2026, 1, 1), "end"),
        ("FREQ=MONTHLY;BYMONTHDAY=20", date(2024, 2, 29), date(2999, 12, 31), "end"),
        ("FREQ=MONTHLY;BYMONTHDAY=20", date(2021, 1, 1), date(9999, 12, 31), "end"),
    ],
)
def test_without_a_day_without_end_or_too_often(text: str, start: date, end: date, field: str):
    begun = time.monotonic()
    with pytest.raises(Refused) as refused:
        days_of(read_rule(text), start, end)
    assert refused.value.field == field
    assert time.monotonic() - begun < 2


def test_five_years_from_a_leap_day_are_taken():
    assert len(days_of(read_rule("FREQ=MONTHLY;BYMONTHDAY=20"), date(2024, 2, 29), date(2029, 2, 28))) == 60
    assert len(days_of(read_rule("FREQ=DAILY"), date(2024, 1, 1), date(2024, 12, 31))) == 366


def test_the_31st_is_left_out_of_short_months_and_said():
    rule = read_rule("FREQ=MONTHLY;BYMONTHDAY=31")
    days = days_of(rule, date(2021, 1, 1), date(2021, 12, 31))
    assert [day.month for day in days] == [1, 3, 5, 7, 8, 10, 12]
    assert months_without(rule) == (2, 4, 6, 9, 11)
    with translation.override("vi"):
        assert "BYMONTHDAY=-1" in warning(rule)
        assert "2, 4, 6, 9 và 11" in warning(rule)
    last = read_rule("FREQ=MONTHLY;BYMONTHDAY=-1")
    assert [day.day for day in days_of(last, date(2021, 1, 1), date(2021, 4, 30))] == [31, 28, 31, 30]
    assert (months_without(last), warning(last)) == ((), "")


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=28", ()),
        ("FREQ=MONTHLY;BYMONTHDAY=29", (2,)),
        ("FREQ=MONTHLY;BYMONTHDAY=30", (2,)),
        ("FREQ=MONTHLY;BYMONTHDAY=30,15", ()),
        ("FREQ=MONTHLY;BYMONTHDAY=-31", (2, 4, 6, 9, 11)),
        ("FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=31", (6, 9)),
        ("FREQ=MONTHLY;BYDAY=1MO", ()),
        ("FREQ=WEEKLY;BYDAY=MO", ()),
    ],
)
def test_months_that_lack_the_day(text: str, months: tuple[int, ...]):
    assert months_without(read_rule(text)) == months


@given(st.integers(1, 31) | st.just(-1), WEEKDAY, st.sampled_from(["monthly", "quarterly", "weekly"]))
def test_a_pattern_is_found_again_in_its_rule(month_day: int, weekday: int, pattern: str):
    rule = pattern_rule(pattern, month_day, weekday)
    told = pattern_of(rule)
    assert told["pattern"] == pattern
    told.pop("pattern")
    assert pattern_rule(pattern, **told) == rule
    assert read_rule(str(rule)) == rule


def test_another_rule_is_offered_as_it_is_written():
    rule = read_rule("byday=1mo;freq=monthly")
    assert pattern_of(rule) == {"pattern": "rule", "rule": "FREQ=MONTHLY;BYDAY=1MO"}
    assert pattern_rule("rule", text="FREQ=MONTHLY;BYDAY=1MO") == rule


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=20", "hằng tháng, ngày 20"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "hằng tháng, ngày cuối tháng"),
        ("FREQ=MONTHLY;BYMONTHDAY=10,20,-1", "hằng tháng, ngày 10 và 20 và ngày cuối tháng"),
        ("FREQ=MONTHLY;BYMONTHDAY=-2", "hằng tháng, ngày thứ 2 tính từ cuối tháng"),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=5", "2 tháng một lần, ngày 5"),
        ("FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=25", "hằng quý, ngày 25, vào tháng cuối quý"),
        ("FREQ=WEEKLY;BYDAY=SA", "hằng tuần, thứ Bảy"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "2 tuần một lần, thứ Hai và thứ Sáu"),
        ("FREQ=MONTHLY;BYDAY=1MO", "hằng tháng, thứ Hai lần thứ 1 trong tháng"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "hằng tháng, thứ Sáu cuối cùng trong tháng"),
        ("FREQ=MONTHLY;BYDAY=-2SU", "hằng tháng, Chủ nhật lần thứ 2 tính từ cuối tháng"),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=19", "mỗi năm, ngày 19, vào tháng 5"),
        ("FREQ=DAILY", "hằng ngày"),
        ("FREQ=DAILY;INTERVAL=3", "3 ngày một lần"),
    ],
)
def test_a_rule_in_words(text: str, words: str):
    with translation.override("vi"):
        assert said(read_rule(text)) == words
