"""What a form starts from: the day on which it is opened, for the list of the year that it is opened for."""

from __future__ import annotations

from datetime import date

import pytest

from trongtam.work.forms.plan import new_initial


@pytest.mark.parametrize(
    ("year", "today", "start", "due"),
    [
        (2026, date(2026, 11, 23), date(2026, 11, 23), date(2026, 12, 15)),
        (2026, date(2026, 12, 15), date(2026, 12, 15), date(2026, 12, 31)),
        (2026, date(2026, 12, 31), date(2026, 12, 31), date(2026, 12, 31)),
        (2027, date(2026, 12, 20), date(2027, 1, 1), date(2027, 12, 15)),
        (2021, date(2026, 11, 23), date(2021, 1, 1), date(2021, 12, 15)),
    ],
)
def test_a_new_work_begins_today_or_with_its_year(year: int, today: date, start: date, due: date):
    given = new_initial(year, today)
    assert (given["start"], given["due"]) == (start, due)
