"""Rows of numbers, as values."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.archive.issuing import numbering
from trongtam.ground.papers.layouts import PARTY, STATE


def test_the_party_counts_within_a_term_and_the_state_within_a_year():
    day = date(2026, 3, 1)
    assert numbering.scope_of(PARTY, day, 7) == numbering.Scope("term-7")
    assert numbering.scope_of(PARTY, day, None) is None
    assert numbering.scope_of(STATE, day, 7) == numbering.Scope("year-2026")


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_year_begins_anew_and_a_term_does_not(one, other):
    same = numbering.scope_of(STATE, one, 1) == numbering.scope_of(STATE, other, 1)
    assert same == (one.year == other.year)
    assert numbering.scope_of(PARTY, one, 1) == numbering.scope_of(PARTY, other, 1)


def test_symbols_as_the_papers_write_them():
    assert numbering.symbol_of(PARTY, "report", "ĐU") == "BC/ĐU"
    assert numbering.symbol_of(STATE, "report", "UBND") == "BC-UBND"
    assert numbering.symbol_of(STATE, "letter", "UBND") == "UBND"
    assert numbering.symbol_of(PARTY, "rule", "ĐU") == numbering.symbol_of(PARTY, "decision", "ĐU") == "QĐ/ĐU"


def test_a_number_as_it_is_printed():
    assert numbering.shown_number(PARTY, 5, "BC/ĐU", date(2026, 3, 1)) == "05-BC/ĐU"
    assert numbering.shown_number(STATE, 105, "BC-UBND", date(2026, 3, 1)) == "105/BC-UBND"
    assert numbering.shown_number(PARTY, None, "BC/ĐU", date(2026, 3, 1)) == ""


@given(st.integers(0, numbering.HIGHEST - 1))
def test_numbers_taken_one_after_another_leave_no_gap(start):
    taken, last = [], start
    for _ in range(5):
        if last >= numbering.HIGHEST:
            with pytest.raises(OverflowError):
                numbering.next_number(last)
            break
        last = numbering.next_number(last)
        taken.append(last)
    assert numbering.gaps(taken, start) == []


@given(st.sets(st.integers(1, 60)))
def test_gaps_and_numbers_together_are_the_whole_row(taken):
    holes = numbering.gaps(taken)
    assert sorted([*taken, *holes]) == list(range(1, max(taken, default=0) + 1))
