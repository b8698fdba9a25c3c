"""Periods: codes, spans, elapsed time."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.errors import Refused, Unreadable
from trongtam.ground.periods import FIRST_YEAR, LAST_YEAR, Period

YEARS = st.integers(FIRST_YEAR, LAST_YEAR)
DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


def terms() -> st.SearchStrategy[Period]:
    spans = st.tuples(DAYS, st.integers(0, 4000)).map(
        lambda drawn: (drawn[0], min(drawn[0] + timedelta(days=drawn[1]), date(LAST_YEAR, 12, 31)))
    )
    return spans.map(lambda span: Period.term(*span))


PERIODS = st.one_of(
    st.builds(Period.month, YEARS, st.integers(1, 12)),
    st.builds(Period.quarter, YEARS, st.integers(1, 4)),
    st.builds(Period.half, YEARS, st.integers(1, 2)),
    st.builds(Period.nine_months, YEARS),
    st.builds(Period.year, YEARS),
    terms(),
)


@pytest.mark.parametrize(
    ("code", "kind", "start", "end"),
    [
        ("2022-09", "month", date(2022, 9, 1), date(2022, 9, 30)),
        ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022-Q3", "quarter", date(2022, 7, 1), date(2022, 9, 30)),
        ("2022-H1", "half", date(2022, 1, 1), date(2022, 6, 30)),
        ("2022-H2", "half", date(2022, 7, 1), date(2022, 12, 31)),
        ("2022-9M", "nine_months", date(2022, 1, 1), date(2022, 9, 30)),
        ("2022", "year", date(2022, 1, 1), date(2022, 12, 31)),
        ("2020..2025", "term", date(2020, 1, 1), date(2025, 12, 31)),
        ("2020-03-05..2025-03-04", "term", date(2020, 3, 5), date(2025, 3, 4)),
    ],
)
def test_codes(code, kind, start, end):
    period = Period.parse(code)
    assert (period.kind, period.start, period.end, period.code) == (kind, start, end, code)


@given(PERIODS)
def test_a_code_is_read_back(period):
    assert Period.parse(period.code) == period
    assert Period.parse(period.code).code == period.code


def test_a_term_of_whole_years_has_one_code():
    assert Period.parse("2020-01-01..2025-12-31") == Period.parse("2020..2025")
    assert Period.parse("2020-01-01..2025-12-31").code == "2020..2025"


@pytest.mark.parametrize(
    "code",
    ["", "2022-13", "2022-00", "2022-Q5", "2022-Q0", "2022-H3", "2022-3M", "2022-9m", "22", "2022-9", "2025..2020",
     "2020..2025-03-04", "2020-02-30..2021-01-01", "2021-01-02..2021-01-01", "0000", "1899", "3000",
     "２０２２", "2022\n", " 2022"],
)  # fmt: skip
def test_other_codes_are_refused(code):
    with pytest.raises(Unreadable) as refused:
        Period.parse(code)
    assert str(refused.value).endswith(".")


@given(st.text(alphabet="0123456789-.QHM", max_size=24))
def test_no_text_raises_anything_but_a_sentence(text):
    try:
        period = Period.parse(text)
    except Refused as refused:
        assert str(refused)
    else:
        assert Period.parse(period.code) == period


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [
        ("week", date(2022, 1, 1), date(2022, 1, 7)),
        ("month", date(2022, 1, 2), date(2022, 1, 31)),
        ("quarter", date(2022, 2, 1), date(2022, 4, 30)),
        ("nine_months", date(2022, 4, 1), date(2022, 12, 31)),
        ("year", date(2022, 1, 1), date(2023, 12, 31)),
        ("term", date(2022, 1, 2), date(2022, 1, 1)),
    ],
)
def test_dates_that_do_not_make_the_kind(kind, start, end):
    with pytest.raises(Unreadable):
        Period(kind, start, end)


def test_numbers_that_do_not_exist():
    for make in (
        lambda: Period.month(2022, 13),
        lambda: Period.quarter(2022, 5),
        lambda: Period.half(2022, 0),
        lambda: Period.year(1),
    ):
        with pytest.raises(Unreadable):
            make()


def test_elapsed_weighs_calendar_months_alike():
    year = Period.year(2022)
    assert year.elapsed(date(2022, 9, 30)) == Fraction(3, 4)
    assert year.elapsed(date(2022, 2, 28)) == Fraction(1, 6)
    assert year.elapsed(date(2022, 2, 14)) == Fraction(1, 8)
    assert year.elapsed(date(2021, 12, 31)) == 0
    assert year.elapsed(date(2022, 12, 31)) == 1
    assert year.elapsed(date(2030, 1, 1)) == 1


def test_elapsed_of_a_term_that_breaks_months():
    term = Period.parse("2022-01-16..2022-03-10")
    whole = Fraction(16, 31) + 1 + Fraction(10, 31)
    assert term.elapsed(date(2022, 1, 31)) == Fraction(16, 31) / whole
    assert term.elapsed(date(2022, 2, 28)) == (Fraction(16, 31) + 1) / whole


@given(PERIODS, DAYS)
def test_elapsed_rises_day_by_day_inside_0_and_1(period, day):
    day = min(day, date(LAST_YEAR, 12, 30))
    today, tomorrow = period.elapsed(day), period.elapsed(day + timedelta(days=1))
    assert 0 <= today <= tomorrow <= 1
    assert (today < tomorrow) == (period.start <= day + timedelta(days=1) <= period.end)


@given(PERIODS)
def test_same_period_last_year(period):
    before = period.same_period_last_year()
    if period.kind == "term" or period.start.year == FIRST_YEAR:
        assert before is None
    else:
        assert (before.kind, before.start.year, before.start.month) == (
            period.kind,
            period.start.year - 1,
            period.start.month,
        )
        assert before.end.month == period.end.month


@given(PERIODS)
def test_months_and_their_ends(period):
    months, ends = period.months(), period.month_ends()
    assert months[0].holds(period.start) and months[-1].holds(period.end)
    assert ends == sorted(set(ends)) and ends[-1] == period.end
    assert all(period.holds(end) for end in ends)
    assert len(months) == len(ends)


def test_the_periods_of_a_year_that_offices_report():
    assert [period.code for period in Period.cumulative(2022)] == ["2022-Q1", "2022-H1", "2022-9M", "2022"]
    assert Period.cumulative_at(date(2022, 9, 30)) == Period.nine_months(2022)
    assert Period.cumulative_at(date(2022, 9, 29)) is None
    assert Period.cumulative_at(date(2022, 10, 31)) is None


def test_the_period_that_holds_a_day():
    day = date(2022, 8, 15)
    codes = [str(Period.of(kind, day)) for kind in ("month", "quarter", "half", "nine_months", "year")]
    assert codes == ["2022-08", "2022-Q3", "2022-H2", "2022-9M", "2022"]
    assert Period.of("nine_months", date(2022, 10, 1)) is None
    assert Period.of("term", day) is None


def test_spans_and_order():
    year, quarter, month = Period.year(2022), Period.quarter(2022, 1), Period.month(2022, 1)
    assert year.contains(quarter) and not quarter.contains(year)
    assert year.overlaps(month) and not quarter.overlaps(Period.month(2022, 4))
    assert sorted([year, Period.month(2022, 2), quarter, month]) == [month, quarter, year, Period.month(2022, 2)]
    assert year.days == 365
    assert Period.term(year.start, year.end) != year
    with pytest.raises(TypeError):
        _ = year < 2022


def test_a_sentence_speaks_the_language_that_is_active():
    from django.utils.translation import override

    with pytest.raises(Unreadable) as refused:
        Period.parse("2022-Q9")
    with override("en"):
        assert str(refused.value).startswith("“2022-Q9” is no period")
    assert "2022-Q9" in repr(refused.value.sentence)
