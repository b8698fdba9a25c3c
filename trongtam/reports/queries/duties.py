"""The register of papers owed upward: every paper that the duties' rules make, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from trongtam.archive.models import IssuedPaper, PaperState
from trongtam.ground.errors import Unreadable
from trongtam.ground.periods import Period
from trongtam.org.models import Person, Unit, UnitKind
from trongtam.org.models.units import on_date
from trongtam.org.reach import Reach, Right
from trongtam.resolutions.rules import territory

from ..models import Dispatch, DispatchKind, Duty
from ..owing.recurrence import asks_for, due_of, owed

if TYPE_CHECKING:
    from trongtam.accounts.models import User

LATE, DUE, AHEAD, SENT, SENT_LATE, NOT_ASKED = STATES = ("late", "due", "ahead", "sent", "sent_late", "not_asked")
OWING_UNITS = (
    UnitKind.COMMUNE,
    UnitKind.PARTY_COMMITTEE,
    UnitKind.GOVERNMENT,
    UnitKind.PEOPLES_COUNCIL,
    UnitKind.FRONT,
    UnitKind.ORGANISATION,
)
SOON = timedelta(days=60)


@dataclass(frozen=True)
class OwedPaper:
    """One paper of a duty. `dispatch`: what became of it; None while nothing has."""

    duty: Duty
    period: Period
    due: date
    today: date
    dispatch: Dispatch | None

    @property
    def key(self) -> str:
        return f"{self.duty.pk}/{self.period.code}"

    @property
    def shows_from(self) -> date:
        """Since when it stands on the desk."""
        return self.due - timedelta(days=self.duty.lead_days)

    @property
    def state(self) -> str:
        if self.dispatch is not None:
            if self.dispatch.kind == DispatchKind.NOT_ASKED:
                return NOT_ASKED
            return SENT_LATE if self.dispatch.is_late else SENT
        if self.due < self.today:
            return LATE
        return DUE if self.shows_from <= self.today else AHEAD

    @property
    def is_open(self) -> bool:
        return self.dispatch is None

    @property
    def days_late(self) -> int:
        """How many days after the due day it was sent, or it is today while it is not sent."""
        until = self.dispatch.sent_on if self.dispatch is not None else self.today
        return max((until - self.due).days, 0) if until is not None else 0


def with_dispatches(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    """With unit, preparer, and what became of the papers (`settled`). Two queries."""
    current = Dispatch.objects.filter(withdrawn_at__isnull=True).select_related("proof", "paper", "by")
    return duties.select_related("unit", "preparer").prefetch_related(
        Prefetch("dispatches", queryset=current, to_attr="settled")
    )


def papers_of(duties: Iterable[Duty], last: date, today: date) -> list[OwedPaper]:
    """All papers of duties (`with_dispatches`) from their first one to those due on `last`, by due day. A paper of which
    something was noted stays, whatever the rule says now; one that is asked for once is there as soon as it is noted."""
    found = []
    for duty in duties:
        known: dict[str, Dispatch] = {one.period_code: one for one in duty.settled}  # type: ignore[attr-defined]  # prefetched
        until = duty.due_on or (min(last, duty.ended_on) if duty.ended_on else last)
        for due, period in owed(duty.rule, duty.begins_on, until) if duty.begins_on <= until else ():
            noted = known.pop(period.code, None)
            found.append(OwedPaper(duty, period, noted.due_on if noted else due, today, noted))
        found += [OwedPaper(duty, one.period, one.due_on, today, one) for one in known.values() if one.due_on <= last]
    return sorted(found, key=lambda paper: (paper.due, paper.duty.folded, paper.period))


def paper_of(duty: Duty, code: str, today: date) -> OwedPaper | None:
    """The paper of a duty for the period of a code; None where the duty asks for none."""
    try:
        period = Period.parse(code)
    except Unreadable:
        return None
    noted = duty.dispatches.filter(withdrawn_at__isnull=True, period_code=code).select_related("proof", "paper").first()
    if noted is not None:
        return OwedPaper(duty, period, noted.due_on, today, noted)
    if not asks_for(duty.rule, period):
        return None
    due = due_of(duty.rule, period)
    if due < duty.begins_on or (duty.ended_on is not None and due > duty.ended_on):
        return None
    return OwedPaper(duty, period, due, today, None)


def register(user: User, today: date, until: date) -> list[OwedPaper]:
    """Every paper of the duties that a person sees, due up to a day. Two queries."""
    return papers_of(with_dispatches(Duty.objects.visible_to(user)), until, today)


def due_from(user: User, at: datetime) -> list[OwedPaper]:
    """Papers that a person has to prepare or send: on the desk before they are due, and until something became of them. Two
    queries, one where there are no duties."""
    reach, today = Reach.of(user), timezone.localdate(at)
    mine = Q(preparer_id=reach.person_id) if reach.person_id else Q(pk__in=[])
    if reach.may_anywhere(Right.REPORTS):
        mine |= reach.reached_units("unit__")
    duties = [
        duty
        for duty in with_dispatches(Duty.objects.filter(mine))
        if duty.preparer_id == reach.person_id or reach.may(Right.REPORTS, duty.unit)
    ]
    horizon = today + max((timedelta(days=duty.lead_days) for duty in duties), default=timedelta())
    papers = papers_of(duties, horizon, today)
    return [paper for paper in papers if paper.is_open and paper.shows_from <= today]


def owing_units(user: User, today: date) -> list[Unit]:
    """Units for which a person may note papers owed: those of today whose reports he writes, but for cells and hamlets."""
    reach = Reach.of(user)
    if not reach.may_anywhere(Right.REPORTS):
        return []
    units = Unit.objects.filter(reach.reached_units(), kind__in=OWING_UNITS).exclude(ended_on__lte=today)
    return [unit for unit in units.order_by("path") if reach.may(Right.REPORTS, unit)]


def preparers_for(unit: Unit, today: date) -> QuerySet[Person]:
    """People who hold a post today in the territory that a unit answers for."""
    from trongtam.org.models import Post

    held = Post.objects.filter(on_date(today), unit__path__startswith=territory(unit))
    return Person.objects.not_erased().filter(pk__in=held.values("person")).order_by("folded")


def issued_for(unit: Unit, user: User) -> QuerySet[IssuedPaper]:
    """Signed and sent papers of the organs in the unit's territory that a person sees: they can be the proof."""
    signed = IssuedPaper.objects.visible_to(user).filter(state__in=[PaperState.SIGNED, PaperState.SENT])
    return signed.filter(organ__path__startswith=territory(unit)).order_by("-dated", "-pk")
