"""Rounds as lists show them: all that a person sees, what the desk asks, what may be opened."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from trongtam.ground.periods import HALF, MONTH, NINE_MONTHS, QUARTER, YEAR, Period
from trongtam.org.models import Unit, UnitKind
from trongtam.org.reach import Reach, Right

from .. import rules
from ..models import Round, Submission, SubmissionState, Target
from ..submitting import CLOSED, OWED, SETTLED
from .days import periods_ending_with
from .entry_list import last_month_stated, month_before

if TYPE_CHECKING:
    from trongtam.accounts.models import User

MOST = 100
OFFERED = (YEAR, NINE_MONTHS, HALF, QUARTER, MONTH)


@dataclass
class RoundSum:
    """A round with how many of the submissions that the person sees stand in each state. `late`: who still owes after the
    due day, and who was late."""

    round: Round
    counts: Counter[str] = field(default_factory=Counter)
    late: int = 0

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def settled(self) -> int:
        return sum(count for state, count in self.counts.items() if state in SETTLED)

    @property
    def is_over(self) -> bool:
        return self.counts[SubmissionState.LOCKED] == self.total

    def add(self, one: Submission, today: date) -> None:
        self.counts[one.state] += 1
        until = timezone.localdate(one.sent_at) if one.state in CLOSED and one.sent_at else today
        self.late += until > self.round.due_on


def rounds_seen(user: User, today: date) -> list[RoundSum]:
    """The rounds that a person sees, those that go on first, then the latest. Two queries."""
    rounds = list(Round.objects.visible_to(user).in_force().select_related("unit").order_by("-due_on", "-pk")[:MOST])
    sums = {one.pk: RoundSum(one) for one in rounds}
    for one in Submission.objects.visible_to(user).standing().filter(round__in=rounds):
        sums[one.round_id].add(one, today)
    return sorted(sums.values(), key=lambda one: one.is_over)


# -- the desk ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OnDesk:
    """What rounds that go on ask of a person: `owed` by his own units, `sent` by them and not answered, `gathered` by him."""

    owed: tuple[Submission, ...]
    sent: tuple[Submission, ...]
    gathered: tuple[RoundSum, ...]
    sheets: frozenset[tuple[int, str]] = frozenset()
    """(unit, month) of own sheets that a round asks for, or has."""


def on_desk(user: User, at: datetime | None = None) -> OnDesk:
    """One query, none for who neither states nor gathers. What is due, what is waited for and how the rounds go are asked
    for together: the answer of a moment is remembered with the person; without a moment the one of this request serves."""
    known: tuple[datetime, OnDesk] | None = user.__dict__.get("_rounds_of_desk")
    if known is None or (at is not None and known[0] != at):
        moment = at or timezone.now()
        known = user.__dict__["_rounds_of_desk"] = moment, _on_desk(user, timezone.localdate(moment))
    return known[1]


def _on_desk(user: User, today: date) -> OnDesk:
    own, leads = own_ids(user), _lead_paths(user)
    if not own and not leads:
        return OnDesk((), (), ())
    mine = Q(unit__in=own)
    for path in leads:
        mine |= Q(round__unit__path__startswith=path)
    goes_on = Submission.objects.standing().filter(round=OuterRef("round")).exclude(state=SubmissionState.LOCKED)
    found = Submission.objects.standing().filter(mine, Exists(goes_on)).select_related("round__unit", "unit")
    held = list(found.order_by("round__due_on", "round", "unit__path"))
    sums: dict[int, RoundSum] = {}
    for one in held:
        if rules.can_run_round(user, one.round):
            sums.setdefault(one.round_id, RoundSum(one.round)).add(one, today)
    return OnDesk(
        tuple(one for one in held if one.unit_id in own and one.state in OWED),
        tuple(one for one in held if one.unit_id in own and one.state == SubmissionState.SUBMITTED),
        tuple(sums.values()),
        frozenset((one.unit_id, one.round.sheet_month.code) for one in held if one.unit_id in own),
    )


def own_ids(user: User) -> set[int]:
    """The units that a person speaks for: of a post that states the unit itself, of an office its territory."""
    posts = Reach.of(user).posts
    ids = {post.unit_id for post in posts if Right.STATE in post.rights}
    return ids | {int(post.path.strip("/").split("/")[-1]) for post in posts if Right.STATE_FOR in post.rights}


def _lead_paths(user: User) -> set[str]:
    """Of a whole province the rounds of the province alone are found by the rule; near posts gather below."""
    return {post.path for post in Reach.of(user).posts if Right.TARGETS in post.rights and post.near}


def takes_in(user: User) -> bool:
    """Whether the person takes in what units send (an office), rather than follows how it goes."""
    return Reach.of(user).may_anywhere(Right.STATE_FOR)


# -- opening -----------------------------------------------------------------------------------------------------------


def gathering_unit(user: User) -> Unit | None:
    """The territory whose rounds a person opens: of his highest post that may."""
    posts = [post for post in Reach.of(user).posts if Right.TARGETS in post.rights]
    if not posts:
        return None
    path = min((post.path for post in posts), key=lambda one: one.count("/"))
    return Unit.objects.filter(path=path, ended_on__isnull=True).first()


def period_choices(unit: Unit, today: date) -> list[Period]:
    """Periods that have begun, of the two latest years in which the unit's territory has targets; the latest first."""
    years = Target.objects.in_force().filter(period_start__lte=today, unit__path__startswith=unit.path)
    latest = min(
        max([end.year for end in years.values_list("period_end", flat=True)[:1000]], default=today.year), today.year
    )
    found = {
        period
        for year in (latest, latest - 1)
        for month in range(1, 13)
        for period in periods_ending_with(Period.month(year, month))
        if period.start <= today
    }
    return sorted(found, key=lambda period: (period.end, -OFFERED.index(period.kind)), reverse=True)


def period_to_gather(unit: Unit, today: date) -> Period:
    """The longest period that ends with the last month that somebody stated, else with the month before."""
    stating = Unit.objects.filter(path__startswith=unit.path, kind__in=[UnitKind.CELL, UnitKind.HAMLET, unit.kind])
    last = last_month_stated(list(stating)) or month_before(Period.month(today.year, today.month))
    return periods_ending_with(last)[-1]
