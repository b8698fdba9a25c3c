"""Years in a row through mergers and splits: against a brute force that walks every line of ancestors by itself."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.emulation.streak import Lines, Link, lacking, longest_up_to, streak

pytestmark = pytest.mark.once

YEARS = range(2000, 2012)
DAYS = st.builds(date, st.sampled_from(YEARS), st.sampled_from([1, 7]), st.just(1))


@st.composite
def families(draw):
    """Units 0…7 in the order of their beginning; some carry on one or more of those before, from one day."""
    links = []
    for unit in range(1, 8):
        before = draw(st.sets(st.integers(0, unit - 1), max_size=3))
        on = draw(DAYS)
        links += [Link(one, unit, on) for one in before]
    held = draw(st.dictionaries(st.integers(0, 7), st.sets(st.sampled_from(YEARS), max_size=12), max_size=8))
    return links, held


def lines_of_ancestors(links: list[Link], unit: int, year: int) -> list[list[int]]:
    """Every way back from a unit through those who stood for it in that year, the unit itself first."""
    steps = [one.predecessor for one in links if one.successor == unit and one.on > date(year, 1, 1)]
    if not steps:
        return [[unit]]
    return [[unit, *rest] for one in steps for rest in lines_of_ancestors(links, one, year)]


def holds(links: list[Link], held: dict[int, set[int]], unit: int, year: int) -> bool:
    return all(any(year in held.get(one, ()) for one in line) for line in lines_of_ancestors(links, unit, year))


@given(families(), st.integers(0, 7), st.sampled_from(YEARS))
def test_as_the_brute_force(family, unit, last):
    links, held = family
    expected = 0
    while holds(links, held, unit, last - expected):
        expected += 1
    found = streak(held, Lines.of(links), unit, last)
    assert found.years == expected
    assert found.missing and not holds(links, held, unit, last - expected)


@given(families(), st.integers(0, 7), st.sampled_from(YEARS), st.sampled_from(YEARS))
def test_one_more_award_never_shortens_a_row(family, unit, last, more):
    links, held = family
    before = streak(held, Lines.of(links), unit, last).years
    richer = {**held, unit: {*held.get(unit, ()), more}}
    assert streak(richer, Lines.of(links), unit, last).years >= before


@given(families(), st.integers(0, 7), st.sampled_from(YEARS))
def test_who_is_missing_is_exactly_who_would_have_had_to_hold_it(family, unit, year):
    links, held = family
    lines = Lines.of(links)
    missing = lacking(held, lines, unit, year)
    given_to_them = {one: {*held.get(one, ()), *([year] if one in missing else [])} for one in range(8)}
    assert not lacking(given_to_them, lines, unit, year)


A, B, NEW = 1, 2, 3
MERGED = Lines.of([Link(A, NEW, date(2020, 7, 1)), Link(B, NEW, date(2020, 7, 1))])


def test_five_years_outlive_a_merger_of_two_that_held_it():
    held = {A: {2018, 2019}, B: {2018, 2019, 2017}, NEW: {2020, 2021, 2022}}
    found = streak(held, MERGED, NEW, 2022)
    assert (found.years, found.first, found.through, found.missing) == (5, 2018, (A, B), (A,))


def test_one_of_the_two_without_it_ends_the_row():
    found = streak({A: {2018, 2019}, NEW: {2020, 2021}}, MERGED, NEW, 2021)
    assert (found.years, found.missing) == (2, (B,))


def test_in_the_year_of_the_merger_those_before_may_hold_it():
    assert streak({A: {2020}, B: {2020}, NEW: {2021}}, MERGED, NEW, 2021).years == 2
    assert streak({A: {2021}, B: {2021}}, MERGED, NEW, 2021).years == 0


def test_both_parts_of_a_split_go_on():
    parts = Lines.of([Link(A, 5, date(2020, 1, 1)), Link(A, 6, date(2020, 1, 1))])
    held = {A: {2018, 2019}, 5: {2020}, 6: {2020}}
    assert [streak(held, parts, unit, 2020).years for unit in (5, 6)] == [3, 3]


def test_a_year_that_is_not_decided_yet_breaks_nothing():
    assert longest_up_to({A: {2018, 2019}}, Lines.of([]), A, 2020).years == 2
    assert longest_up_to({A: {2018}}, Lines.of([]), A, 2020).years == 0
