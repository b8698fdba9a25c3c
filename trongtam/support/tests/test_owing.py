"""What duties owe: worked examples, and against a count day by day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trongtam.ground.periods import Period
from trongtam.support.owing import (
    EXCUSED,
    MADE,
    MISSED,
    OPEN,
    UNKNOWN,
    Entry,
    Stint,
    Sum,
    Went,
    entries_of,
    sum_of,
)

pytestmark = pytest.mark.once
DAY = timedelta(days=1)
HAMLET = (1, "superior_official")
TODAY = date(2017, 12, 31)


def stint(duty: int, begins: date, ends: date | None = None, **more) -> Stint:
    return Stint(**{"duty": duty, "place": HAMLET, "begins": begins, "ends": ends, **more})


def states(entries: list[Entry]) -> dict[str, tuple[int, str]]:
    return {one.span.code: (one.duty, one.state) for one in entries}


def test_a_month_without_a_visit_is_missed_and_two_in_one_month_do_not_make_up_for_it():
    went = [Went(1, 7, date(2017, 1, 5)), Went(2, 7, date(2017, 1, 25)), Went(3, 7, date(2017, 3, 31))]
    found = entries_of([stint(7, date(2017, 1, 1), date(2017, 4, 1))], went, today=TODAY)
    assert states(found) == {"2017-01": (7, MADE), "2017-02": (7, MISSED), "2017-03": (7, MADE)}
    assert sum_of(found) == Sum(owed=3, made=2)


def test_the_month_that_runs_is_open_until_it_is_over():
    held = [stint(7, date(2017, 1, 1))]
    assert states(entries_of(held, today=date(2017, 2, 28)))["2017-02"] == (7, OPEN)
    assert states(entries_of(held, today=date(2017, 3, 1)))["2017-02"] == (7, MISSED)
    assert "2017-04" not in states(entries_of(held, today=date(2017, 3, 1)))


def test_a_duty_that_begins_or_ends_inside_a_month_owes_it_for_more_than_half_of_its_days():
    """June has 30 days: from the 15th on 16 of them are left; of exactly halves the second is owed."""
    assert "2017-06" in states(entries_of([stint(7, date(2017, 6, 15))], today=TODAY))
    assert "2017-06" in states(entries_of([stint(7, date(2017, 6, 16))], today=TODAY))
    assert "2017-06" not in states(entries_of([stint(7, date(2017, 6, 17))], today=TODAY))
    assert "2017-06" not in states(entries_of([stint(7, date(2017, 1, 1), date(2017, 6, 16))], today=TODAY))
    assert "2017-06" in states(entries_of([stint(7, date(2017, 1, 1), date(2017, 6, 17))], today=TODAY))


def test_a_month_in_which_a_person_was_replaced_is_owed_once_by_whoever_had_the_longer_part():
    held = [stint(1, date(2017, 1, 1), date(2017, 3, 10)), stint(2, date(2017, 3, 10), replaces=1)]
    found = entries_of(held, [Went(5, 1, date(2017, 3, 2))], today=date(2017, 3, 31))
    assert states(found) == {"2017-01": (1, MISSED), "2017-02": (1, MISSED), "2017-03": (2, MADE)}


def test_of_equal_parts_the_later_one_owes():
    held = [stint(1, date(2017, 1, 1), date(2017, 4, 16)), stint(2, date(2017, 4, 16), replaces=1)]
    assert states(entries_of(held, today=TODAY))["2017-04"][0] == 2


def test_two_who_follow_one_unit_at_once_owe_each_for_himself():
    held = [stint(1, date(2017, 1, 1), date(2017, 3, 1)), stint(2, date(2017, 1, 1), date(2017, 3, 1))]
    found = entries_of(held, [Went(5, 1, date(2017, 1, 2))], today=TODAY)
    assert Counter((one.duty, one.state) for one in found) == {(1, MADE): 1, (1, MISSED): 1, (2, MISSED): 2}


def test_excused_months_are_neither_kept_nor_missed_and_a_visit_keeps_them():
    held = [stint(1, date(2017, 1, 1), date(2017, 3, 1))]
    excused = {(1, "2017-01"), (1, "2017-02")}
    found = entries_of(held, [Went(5, 1, date(2017, 2, 2))], today=TODAY, excused=excused)
    assert states(found) == {"2017-01": (1, EXCUSED), "2017-02": (1, MADE)}
    assert sum_of(found) == Sum(owed=1, made=1, excused=1)


def test_what_was_over_before_the_duty_was_recorded_is_unknown_never_missed():
    held = [stint(1, date(2017, 1, 1), date(2017, 5, 1), counted_from=date(2017, 3, 20))]
    found = entries_of(held, [Went(5, 1, date(2017, 2, 2))], today=TODAY)
    assert states(found) == {
        "2017-01": (1, UNKNOWN),
        "2017-02": (1, UNKNOWN),
        "2017-03": (1, MISSED),
        "2017-04": (1, MISSED),
    }
    assert sum_of(found) == Sum(owed=2, unknown=2)


def test_a_duty_without_an_obligation_has_unknown_months():
    held = [stint(1, date(2017, 1, 1), date(2017, 3, 1), every="")]
    assert {one.state for one in entries_of(held, today=TODAY)} == {UNKNOWN}


def test_quarters_and_years_are_owed_as_spans():
    held = [stint(1, date(2017, 1, 1), every="quarter", visits=2)]
    went = [Went(1, 1, date(2017, 1, 2)), Went(2, 1, date(2017, 3, 30)), Went(3, 1, date(2017, 5, 1))]
    found = states(entries_of(held, went, today=date(2017, 8, 1)))
    assert found == {"2017-Q1": (1, MADE), "2017-Q2": (1, MISSED), "2017-Q3": (1, OPEN)}
    assert states(entries_of([stint(1, date(2017, 1, 1), every="year")], today=TODAY)) == {"2017": (1, OPEN)}


def test_a_merger_hands_the_month_and_its_visit_to_the_new_unit_once():
    """Merged on the 10th: the new unit has the longer part, and the visit to an old one on the 5th counts there."""
    old, new = (1, "committee_cell"), (3, "committee_cell")
    other = (2, "committee_cell")
    held = [
        Stint(1, old, date(2017, 1, 1), date(2017, 3, 10)),
        Stint(2, other, date(2017, 1, 1), date(2017, 3, 10)),
        Stint(3, new, date(2017, 3, 10), date(2017, 5, 1)),
    ]
    went = [Went(1, 1, date(2017, 3, 5)), Went(2, 2, date(2017, 3, 6))]
    found = entries_of(held, went, today=TODAY, heirs={1: 3, 2: 3})
    march = [one for one in found if one.span.code == "2017-03"]
    assert [(one.duty, one.state, one.visits) for one in march] == [(3, MADE, (1, 2))]


def test_after_a_merger_late_in_the_month_the_old_units_owe_it():
    held = [
        Stint(1, (1, "committee_cell"), date(2017, 1, 1), date(2017, 3, 20)),
        Stint(3, (3, "committee_cell"), date(2017, 3, 20), None),
    ]
    found = entries_of(held, [Went(1, 3, date(2017, 3, 25))], today=date(2017, 3, 31), heirs={1: 3})
    assert states(found)["2017-03"] == (1, OPEN)


# -- against a count day by day ------------------------------------------------------------------------------------------

FIRST = date(2016, 11, 1)
DAYS = 500
cuts = st.lists(st.integers(0, DAYS), min_size=2, max_size=7, unique=True).map(sorted)


@st.composite
def histories(draw):
    """One unit, followed by one person after another, with gaps; visits of whoever followed it that day; maybe merged away."""
    marks = draw(cuts)
    held, duty = [], 0
    for begin, end in pairwise(marks):
        if not held or draw(st.booleans()):
            duty += 1
            before = held[-1].duty if held and held[-1].ends == FIRST + DAY * begin else None
            held.append(stint(duty, FIRST + DAY * begin, FIRST + DAY * end, replaces=before))
    went = []
    for number, day in enumerate(draw(st.lists(st.integers(0, DAYS), max_size=20))):
        on = FIRST + DAY * day
        went += [Went(number, one.duty, on) for one in held if one.begins <= on < (one.ends or date.max)]
    excused = draw(st.sets(st.integers(0, 17), max_size=3))
    return held, went, {(held[0].duty, month_of(number)) for number in excused}


def month_of(number: int) -> str:
    return f"{2016 + (10 + number) // 12}-{(10 + number) % 12 + 1:02d}"


def by_days(held: list[Stint], went: list[Went], excused: set[tuple[int, str]], today: date) -> dict[str, tuple]:
    """Month → who owes it, state and visits, by going through every day."""
    follows: dict[str, Counter] = {}
    day = FIRST
    while day <= FIRST + DAY * DAYS:
        for one in held:
            if one.begins <= day < (one.ends or date.max):
                follows.setdefault(day.isoformat()[:7], Counter())[one.duty] += 1
        day += DAY
    begins = {one.duty: one.begins for one in held}
    found = {}
    for code, counts in follows.items():
        whole = Period.parse(code)
        length, covered = (whole.end - whole.start).days + 1, sum(counts.values())
        at_the_end = any(one.begins <= whole.end < (one.ends or date.max) for one in held)
        if whole.start > today or not (covered * 2 > length or (covered * 2 == length and at_the_end)):
            continue
        duty = max(counts, key=lambda pk: (counts[pk], begins[pk]))
        visits = tuple(one.visit for one in went if one.on.isoformat()[:7] == code)
        state = MISSED if today > whole.end else OPEN
        if any(place == code for _duty, place in excused):
            state = EXCUSED
        found[code] = (duty, MADE if visits else state, visits)
    return found


@given(histories(), st.integers(0, DAYS + 40))
def test_months_are_owed_once_and_visits_count_once_as_a_count_by_days_says(history, later):
    held, went, excused = history
    today = FIRST + DAY * later
    seen = [one for one in went if one.on <= today]
    found = entries_of(held, seen, today=today, excused=excused)
    assert {one.span.code: (one.duty, one.state, one.visits) for one in found} == by_days(held, seen, excused, today)
    assert len({one.span.code for one in found}) == len(found)
    counted = [visit for one in found for visit in one.visits]
    assert len(counted) == len(set(counted))


UNITS = 3


@st.composite
def mergers(draw):
    """Three units, each followed by one person after another with gaps; on a day some of them go into a new one, whose duties go
    on from those that held; then people are replaced there too. Visits of whoever followed a unit that day."""
    merged = draw(st.integers(30, DAYS - 30))
    joining = draw(st.sets(st.integers(1, UNITS), min_size=2))
    held, heirs, number = [], {}, 0
    for unit in range(1, UNITS + 1):
        last = merged if unit in joining else DAYS
        marks = sorted({*draw(st.lists(st.integers(0, last), max_size=4)), 0, last})
        for begin, end in pairwise(marks):
            if draw(st.booleans()):
                number += 1
                held.append(Stint(number, (unit, "cell"), FIRST + DAY * begin, FIRST + DAY * end))
    carried = [one for one in held if one.place[0] in joining and one.ends == FIRST + DAY * merged]
    same_person = draw(st.booleans())
    for one in carried:
        if same_person and heirs:
            heirs[one.duty] = next(iter(heirs.values()))
            continue
        number += 1
        heirs[one.duty] = number
        held.append(Stint(number, (UNITS + 1, "cell"), FIRST + DAY * merged, FIRST + DAY * DAYS))
    went = []
    for visit, (which, day) in enumerate(
        draw(st.lists(st.tuples(st.integers(0, 40), st.integers(0, DAYS)), max_size=30))
    ):
        here = [one for one in held if one.begins <= FIRST + DAY * day < one.ends]
        if here:
            went.append(Went(visit, here[which % len(here)].duty, FIRST + DAY * day))
    return held, went, heirs


def months_by_days(held: list[Stint], went: list[Went], heirs: dict[int, int]) -> dict[tuple[int, str], tuple]:
    """(first duty of a line, month) → who owes it and the visits that count, by going through every day of every line.

    A line: duties to a unit one after the other; carried ones stand each in a line of its own.
    """
    lines: dict[int, list[Stint]] = {}
    for one in held:
        key = one.duty if one.place[0] == UNITS + 1 else -one.place[0]
        lines.setdefault(key, []).append(one)
    line_of = {one.duty: key for key, line in lines.items() for one in line}
    found: dict[tuple[int, str], tuple] = {}
    for key, line in lines.items():
        days: dict[str, Counter] = {}
        for one in line:
            day = one.begins
            while day < one.ends:
                days.setdefault(f"{day:%Y-%m}", Counter())[one.duty] += 1
                day += DAY
        begins = {one.duty: one.begins for one in line}
        for code, counts in days.items():
            whole = Period.parse(code)
            length, covered = (whole.end - whole.start).days + 1, sum(counts.values())
            at_the_end = any(one.begins <= whole.end < one.ends for one in line)
            if covered * 2 > length or (covered * 2 == length and at_the_end):
                found[key, code] = (max(counts, key=lambda pk: (counts[pk], begins[pk])), [])
    for visit in went:
        code, duty = f"{visit.on:%Y-%m}", visit.duty
        while (line_of[duty], code) not in found and duty in heirs:
            duty = heirs[duty]
        if (line_of[duty], code) in found:
            found[line_of[duty], code][1].append(visit.visit)
    return found


@settings(max_examples=400, deadline=None)
@given(mergers())
def test_over_mergers_and_replacements_no_month_and_no_visit_is_counted_twice_or_missed(history):
    held, went, heirs = history
    found = entries_of(held, went, today=FIRST + DAY * (DAYS + 40), heirs=heirs)
    told = sorted((one.duty, one.span.code, sorted(one.visits), one.state == MADE) for one in found)
    counted = months_by_days(held, went, heirs)
    expected = sorted((duty, code, sorted(visits), bool(visits)) for (_line, code), (duty, visits) in counted.items())
    assert told == expected
    every = [visit for one in found for visit in one.visits]
    assert len(every) == len(set(every))
