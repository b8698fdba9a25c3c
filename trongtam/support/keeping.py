"""How long notes of groups are kept. Pure."""

from __future__ import annotations

from datetime import date

MONTHS_KEPT = 12


def month_of(day: date) -> str:
    """“2022-09”."""
    return f"{day.year}-{day.month:02d}"


def months_back(day: date, months: int) -> str:
    """The code of the month so many months before that of a day."""
    count = day.year * 12 + day.month - 1 - months
    return f"{count // 12}-{count % 12 + 1:02d}"


def forgotten_before(day: date) -> str:
    """Notes of months before this one are forgotten: this month and the twelve before it are kept."""
    return months_back(day, MONTHS_KEPT)
