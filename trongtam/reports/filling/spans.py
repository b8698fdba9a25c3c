"""Periods relative to that of a report, as a span to read and the day to read it on. Pure: no Django."""

from __future__ import annotations

from datetime import timedelta

from trongtam.ground.periods import FIRST_YEAR, HALF, MONTH, NINE_MONTHS, QUARTER, YEAR, Period

THIS, LAST, SAME_LAST_YEAR, CUMULATIVE, CUMULATIVE_LAST_YEAR, LAST_YEAR = RELATIVE = (
    "this", "last", "same_last_year", "cumulative", "cumulative_last_year", "last_year",
)  # fmt: skip


def period_of(relative: str, period: Period) -> Period | None:
    """The span that is meant, seen from the period of a report (a month, quarter, half year, nine months or year); what is
    cumulative begins with the year and is read on the day that the report's period ends. None before all years."""
    if period.start.year <= FIRST_YEAR or period.kind not in (MONTH, QUARTER, HALF, NINE_MONTHS, YEAR):
        return None
    before = Period.year(period.end.year - 1)
    return {
        THIS: period,
        LAST: _previous(period),
        SAME_LAST_YEAR: period.same_period_last_year(),
        CUMULATIVE: Period.year(period.end.year),
        CUMULATIVE_LAST_YEAR: before,
        LAST_YEAR: before,
    }[relative]


def _previous(period: Period) -> Period:
    """The report before: of nine months the first half, else the same kind just before."""
    if period.kind == NINE_MONTHS:
        return Period.half(period.start.year, 1)
    found = Period.of(period.kind, period.start - timedelta(days=1))
    assert found is not None  # every day has a month, quarter, half and year
    return found


def read_as(relative: str, period: Period) -> tuple[Period, Period] | None:
    """(what is read, up to the end of what): a span that begins with a year is read as that year, so that it is the figure of the
    year's target on that day."""
    span = period_of(relative, period)
    if span is None:
        return None
    until = span
    if relative == CUMULATIVE:
        until = period
    elif relative == CUMULATIVE_LAST_YEAR:
        same = period.same_period_last_year()
        assert same is not None  # only terms have none, and they give no span
        until = same
    from_new_year = (span.start.month, span.start.day) == (1, 1)
    return (Period.year(span.start.year) if from_new_year and span.kind != MONTH else span), until
