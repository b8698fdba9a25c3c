"""The base of a meeting, its share, what a resolution needs, absences in a row: worked examples and generated roll calls."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.meetings import attending
from trongtam.meetings.attending import COUNTED, Presence, QuorumRule, Standing

pytestmark = pytest.mark.once

MARKS = st.lists(st.tuples(st.sampled_from(Standing), st.sampled_from(Presence)), max_size=60)
HALF = QuorumRule("x", date(2011, 1, 1), None, Fraction(1, 2), "", False)
DAYS = st.dates(date(2020, 1, 1), date(2022, 12, 31))
HISTORY = st.lists(st.tuples(DAYS, st.sampled_from(Presence)), max_size=40, unique_by=lambda one: one[0])


def test_the_meeting_of_the_design() -> None:
    """Seventeen members, one of them probationary, one away with a reason: 16/17, 94,12 percent."""
    marks = [(Standing.OFFICIAL, Presence.PRESENT)] * 15 + [
        (Standing.PROBATIONARY, Presence.PRESENT),
        (Standing.OFFICIAL, Presence.EXCUSED),
    ]
    told = attending.tally(marks)
    assert (told.present, told.base, told.percent) == (16, 17, Decimal("94.12"))
    assert told.of(Standing.OFFICIAL) == (16, 15)
    assert told.of(Standing.TEMPORARY) == (0, 0)


def test_those_who_need_not_come_change_nothing() -> None:
    """Guidance 12: exempt members and resident contacts are no part of the base, whether they come or not."""
    marks = [(Standing.OFFICIAL, Presence.PRESENT), (Standing.OFFICIAL, Presence.UNEXCUSED)]
    beside = [(Standing.EXEMPT, Presence.PRESENT), (Standing.RESIDENT_CONTACT, Presence.EXCUSED)]
    beside += [(Standing.AWAY, Presence.PRESENT)]
    told = attending.tally(marks + beside)
    assert (told.base, told.present, told.unexcused, told.beside) == (2, 1, 1, 2)
    assert told.percent == 50


@given(MARKS)
def test_a_tally_adds_up(marks) -> None:
    told = attending.tally(marks)
    assert told.base == told.present + told.absent == sum(1 for standing, _ in marks if standing in COUNTED)
    assert told.percent is None if not told.base else 0 <= told.percent <= 100
    assert sum(all_ for all_, _came in (told.by_standing or {}).values()) == len(marks)
    assert told.present + told.beside == sum(came for _all, came in (told.by_standing or {}).values())


@given(MARKS, st.sampled_from(sorted(set(Standing) - COUNTED)), st.sampled_from(Presence))
def test_one_beside_the_base_never_moves_the_share(marks, standing, presence) -> None:
    assert attending.tally([*marks, (standing, presence)]).percent == attending.tally(marks).percent


@pytest.mark.parametrize(("official", "need"), [(0, 1), (1, 1), (2, 2), (3, 2), (16, 9), (17, 9)])
def test_more_than_half_of_the_official_members(official: int, need: int) -> None:
    assert attending.quorum(official, 0, HALF).need == need


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_resolution_passes_by_more_than_half(official: int, votes: int) -> None:
    assert attending.passes(votes, official, HALF) == (votes * 2 > official and votes > 0)


def test_the_rule_of_the_day_says_what_is_asked() -> None:
    assert attending.attendance_rule(date(2021, 5, 1)).aim == 85
    assert attending.attendance_rule(date(2026, 5, 1)).aim == 90
    assert attending.quorum_rule(date(2026, 5, 1)).share_above == Fraction(1, 2)
    assert attending.attendance_rule(date(1999, 1, 1)).code == "hd-12", "before all rules the first one is taken"


# -- away again and again ----------------------------------------------------------------------------------------------


def months(text: str) -> list[tuple[date, Presence]]:
    """One letter a month from January on: . present, e excused, u unexcused."""
    letters = {".": Presence.PRESENT, "e": Presence.EXCUSED, "u": Presence.UNEXCUSED}
    return [(date(2022, number, 3), letters[one]) for number, one in enumerate(text, 1)]


@pytest.mark.parametrize(
    ("text", "row"), [("", 0), ("....", 0), (".eee", 3), ("eeee", 4), ("ee.e", 1), ("eeue", 1), ("eeeu", 0)]
)
def test_absences_in_a_row(text: str, row: int) -> None:
    assert attending.excused_in_a_row(months(text), date(2022, 12, 31)) == row


def test_only_more_than_three_are_told() -> None:
    found = attending.too_often({1: months("eee"), 2: months("eeee"), 3: months("...e")}, date(2022, 12, 31))
    assert found == {2: 4}


def test_a_new_year_begins_anew() -> None:
    history = [(date(2021, 12, 3), Presence.EXCUSED), (date(2022, 1, 3), Presence.EXCUSED)]
    assert attending.excused_in_a_row(history, date(2022, 1, 31)) == 1


@given(HISTORY, DAYS)
def test_a_row_against_a_walk_forward(history, upto) -> None:
    row = 0
    for day, presence in sorted(history):
        if day.year == upto.year and day <= upto:
            row = row + 1 if presence == Presence.EXCUSED else 0
    assert attending.excused_in_a_row(history, upto) == row


@given(HISTORY, DAYS)
def test_what_comes_later_changes_nothing(history, upto) -> None:
    later = [(upto + timedelta(days=1), Presence.EXCUSED)]
    assert attending.excused_in_a_row([*history, *later], upto) == attending.excused_in_a_row(history, upto)


# -- pasted counts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["", "34", "34/", "/36", "37/36", "0/0", "-1/3", "a/b", "3/4/5", "1000000/2000000", "²/³"]
)
def test_no_pair_of_counts(text: str) -> None:
    with pytest.raises(ValueError, match="no counts"):
        attending.read_counts(text)


@given(st.integers(0, 9999), st.integers(1, 9999))
def test_counts_as_pasted(came: int, more: int) -> None:
    of = max(came, more)
    assert attending.read_counts(f" {came} / {of} ") == (came, of)
