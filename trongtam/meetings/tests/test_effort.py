"""An ordinary month asks six things and fewer than 120 signs."""

from __future__ import annotations

from trongtam.meetings.effort import Effort, effort, month_characters, month_inputs, ordinary_month


def test_an_ordinary_month():
    assert ordinary_month() == Effort(6, 68) and ordinary_month().fits
    assert (month_inputs(), month_characters()) == (6, 68)


def test_what_asks_for_something_is_counted():
    assert effort([("decision", "", "")], []) == Effort(1, 0)
    assert effort([("own", "cancelled", "đã làm")], ["a" * 100]) == Effort(4, 106)
    assert effort([("notice", "carried", "chưa"), ("work", "done", "xong")], []) == Effort(0, 0)
    assert not effort([("decision", "done", "")] * 7, []).fits
