"""Reporting rounds: what they ask, how far each unit is, who owes and who is late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from trongtam.ground.periods import Period
from trongtam.ground.prepared import Prepared
from trongtam.org.models import Unit
from trongtam.org.reach import TERRITORIES, WIDE

from ..computing.scope import territory
from ..models import Round, Submission, SubmissionState, Target
from ..submitting import CLOSED, OWED, SETTLED, Act, acts_from, holds_back
from .asked import Sheet, Stated, asked_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def lines_of(units: Iterable[Unit], period: Period) -> dict[int, dict[str, Sheet]]:
    """Unit → month → what its sheets of a period ask; units that are asked for nothing are left out. One query."""
    return asked_of(units, period.months())


def asked_units(unit: Unit, period: Period) -> list[Unit]:
    """The units of a territory that exist at the period's end and are asked for figures of it, from the top down. A province
    or district gathers from its communes; what is below them they gather themselves."""
    inside = Unit.objects.filter(path__startswith=territory(unit.kind, unit.path)).on(period.end)
    if unit.kind in WIDE:
        inside = inside.filter(kind__in=list(TERRITORIES))
    units = list(inside.filter(kind__in=_stating_kinds(period)).select_related("parent").order_by("path"))
    asked = lines_of(units, period)
    return [one for one in units if one.pk in asked]


def units_to_add(round_: Round) -> list[Unit]:
    """The units that a round could ask and does not."""
    inside = set(round_.submissions.values_list("unit_id", flat=True))
    return [one for one in asked_units(round_.unit, round_.period) if one.pk not in inside]


def _stating_kinds(period: Period) -> list[str]:
    spoken = Target.objects.in_force().filter(period_start__lte=period.end, period_end__gte=period.start)
    return list(spoken.order_by().values_list("indicator__stated_by", flat=True).distinct())


# -- one round ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RoundRow:
    """A unit in a round. `filled` of `total` lines of the period have a figure, `kept` of them by saying that nothing changed;
    `lacking`: months whose sheets lack one. `waits_for`: how many below it are not settled. `days_late`: until it was sent,
    else until today."""

    submission: Submission
    filled: int
    total: int
    kept: int
    lacking: tuple[Period, ...]
    waits_for: int
    days_late: int

    @property
    def unit(self) -> Unit:
        return self.submission.unit

    @property
    def is_late(self) -> bool:
        return self.days_late > 0

    @property
    def is_complete(self) -> bool:
        """Sent with every figure, and nothing about it was doubtful."""
        sent = self.submission
        whole = self.filled >= self.total and not sent.doubts and not sent.missing
        return sent.state == SubmissionState.SUBMITTED and whole

    @property
    def acts(self) -> frozenset[Act]:
        return acts_from(self.submission.state)


@dataclass(frozen=True)
class RoundPage:
    round: Round
    rows: tuple[RoundRow, ...]

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(row.submission.state for row in self.rows)

    @property
    def settled(self) -> int:
        return sum(row.submission.state in SETTLED for row in self.rows)

    @property
    def late(self) -> int:
        """Who was late, and who is and still owes."""
        return sum(row.is_late for row in self.rows)

    @property
    def complete(self) -> list[RoundRow]:
        return [row for row in self.rows if row.is_complete]


def round_page(round_: Round, *, user: User, today: date) -> RoundPage:
    """The units of a round that the person sees, in the order of the tree. Three queries."""
    seen = Submission.objects.visible_to(user).filter(round=round_, carried_to__isnull=True)
    held = list(seen.select_related("unit__parent", "sent_by", "decided_by").order_by("unit__path"))
    for one in held:
        one.round = round_
    return RoundPage(round_, tuple(rows_of_round(round_, held, today)))


def rows_of_round(round_: Round, held: Sequence[Submission], today: date) -> list[RoundRow]:
    asked = lines_of([one.unit for one in held], round_.period)
    stated = Stated.of(asked)
    states = [(one.unit.path, one.state) for one in held]
    return [_row(one, asked.get(one.unit_id, {}), stated, states, today) for one in held]


def _row(
    one: Submission, sheets: Mapping[str, Sheet], stated: Stated, states: Sequence[tuple[str, str]], today: date
) -> RoundRow:
    lines = [line for sheet in sheets.values() for line in sheet.values()]
    lacking = [line for line in lines if not stated.answers(one.unit_id, line)]
    ends = sorted({line.period.end for line in lacking})
    return RoundRow(
        submission=one,
        filled=len(lines) - len(lacking),
        total=len(lines),
        kept=sum(stated.keeps(one.unit_id, line) for line in lines),
        lacking=tuple(Period.month(day.year, day.month) for day in ends),
        waits_for=len(holds_back(territory(one.unit.kind, one.unit.path), states)),
        days_late=days_late(one, one.round.due_on, today),
    )


def days_late(one: Submission, due_on: date, today: date) -> int:
    """Days after the due day: until it was sent, until today where it still is owed; 0 where it is in time."""
    until = timezone.localdate(one.sent_at) if one.state in CLOSED and one.sent_at else today
    return max((until - due_on).days, 0)


# -- of a unit ---------------------------------------------------------------------------------------------------------


_OF_SHEET = Prepared(
    lambda unit, start, end: (
        Submission.objects.standing()
        .filter(unit=unit, round__period_start__lte=start, round__period_end__gte=end)
        .select_related("round__unit", "decided_by")
        .order_by("round__due_on", "pk")
    )
)


def submissions_of_sheet(unit: Unit, month: Period) -> list[Submission]:
    """What rounds make of a unit's sheet of a month: those that it is sent for (their period ends with it), and those that
    hold its figures. The soonest due first. One query."""
    found = _OF_SHEET(unit.pk, month.start, month.end)
    return [one for one in found if one.round.period_end == month.end or one.state in CLOSED]


def to_send(found: Iterable[Submission], month: Period) -> list[Submission]:
    """Those of `submissions_of_sheet` that sending the sheet sends."""
    return [one for one in found if one.state in OWED and one.round.period_end == month.end]


def closing(found: Iterable[Submission]) -> Submission | None:
    """Of `submissions_of_sheet` the one that keeps the figures as they were sent, the most final first."""
    order = [SubmissionState.LOCKED, SubmissionState.ACCEPTED, SubmissionState.SUBMITTED]
    held = sorted(
        (one for one in found if one.state in CLOSED), key=lambda one: order.index(SubmissionState(one.state))
    )
    return held[0] if held else None


def waited_for(unit: Unit, rounds: Iterable[Round]) -> list[Submission]:
    """Submissions of units below that are not settled, of any round inside the periods of these. One query."""
    scope = territory(unit.kind, unit.path)
    inside = Q(pk__in=[])
    for one in rounds:
        inside |= Q(round__period_start__gte=one.period_start, round__period_end__lte=one.period_end)
    below = Submission.objects.standing().filter(inside, unit__path__startswith=scope).exclude(unit=unit)
    found = list(below.exclude(unit__path=scope).select_related("unit").order_by("unit__path"))
    return [found[place] for place in holds_back(scope, [(one.unit.path, one.state) for one in found])]
