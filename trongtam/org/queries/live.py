"""Numbers that the program counts itself: members, admissions, full confirmations, cells.

Each takes ids of units (cells) and periods (first day, last day), and gives `{(unit_id, number of the period): (value,
sources)}` in one query for all of them. The value counts at the unit where membership stood at that time; `sources` are the
ids of the rows that were counted (memberships, Party records, units). A unit that did not exist has no entry; a period that
lies wholly after `at` has none; one that has not ended yet is counted up to `at`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import FilteredRelation, Q
from django.utils import timezone

from ..models import Membership, Unit

Period = tuple[date, date]
Counts = dict[tuple[int, int], tuple[int, tuple[int, ...]]]
Life = tuple[date, date | None]


def _days(periods: Sequence[Period], at: date | None) -> list[tuple[int, date, date]]:
    """(number, first day, last day up to `at`) of the periods that have begun."""
    today = at or timezone.localdate()
    return [(number, start, min(end, today)) for number, (start, end) in enumerate(periods) if start <= today]


def _stands(life: Life, day: date) -> bool:
    return life[0] <= day and (life[1] is None or day < life[1])


def _touches(life: Life, start: date, end: date) -> bool:
    return life[0] <= end and (life[1] is None or start < life[1])


def members(units: Iterable[int], periods: Sequence[Period], at: date | None = None) -> Counts:
    """Members, probationary and official, who belong to the unit on a period's last day. A stock."""
    rows = (
        Unit.objects.filter(pk__in=list(units))
        .annotate(
            spell=FilteredRelation("memberships", condition=Q(memberships__kind=Membership.Kind.REGULAR)),
        )
        .values_list("pk", "founded_on", "ended_on", "spell__pk", "spell__valid_from", "spell__valid_to")
    )
    lives: dict[int, Life] = {}
    spells: dict[int, list[tuple[int, date, date | None]]] = defaultdict(list)
    for pk, founded, ended, spell, valid_from, valid_to in rows:
        lives[pk] = (founded, ended)
        if spell is not None:
            spells[pk].append((spell, valid_from, valid_to))
    counts: Counts = {}
    for number, _start, day in _days(periods, at):
        for pk, life in lives.items():
            if _stands(life, day):
                found = tuple(spell for spell, begun, ended in spells[pk] if _stands((begun, ended), day))
                counts[pk, number] = len(found), found
    return counts


def admissions(units: Iterable[int], periods: Sequence[Period], at: date | None = None) -> Counts:
    """Members admitted in the unit within a period, both days included. A flow."""
    return _happened("admissions", "admitted_on", units, periods, at)


def confirmations(units: Iterable[int], periods: Sequence[Period], at: date | None = None) -> Counts:
    """Members made official in the unit within a period, both days included. A flow."""
    return _happened("confirmations", "confirmed_on", units, periods, at)


def _happened(relation: str, column: str, units: Iterable[int], periods: Sequence[Period], at: date | None) -> Counts:
    rows = Unit.objects.filter(pk__in=list(units)).values_list(
        "pk", "founded_on", "ended_on", f"{relation}__pk", f"{relation}__{column}"
    )
    lives: dict[int, Life] = {}
    dates: dict[int, list[tuple[int, date]]] = defaultdict(list)
    for pk, founded, ended, record, day in rows:
        lives[pk] = (founded, ended)
        if record is not None:
            dates[pk].append((record, day))
    counts: Counts = {}
    for number, start, end in _days(periods, at):
        for pk, life in lives.items():
            if _touches(life, start, end):
                found = tuple(record for record, day in dates[pk] if start <= day <= end)
                counts[pk, number] = len(found), found
    return counts


def cells(units: Iterable[int], periods: Sequence[Period], at: date | None = None) -> Counts:
    """1 for each of the units that exists on a period's last day. A stock; the caller gives ids of cells."""
    lives = Unit.objects.filter(pk__in=list(units)).values_list("pk", "founded_on", "ended_on")
    rows = list(lives)
    return {
        (pk, number): (1, (pk,))
        for number, _start, day in _days(periods, at)
        for pk, founded, ended in rows
        if _stands((founded, ended), day)
    }
