"""A point of a meeting is settled: done, carried with a reason, dropped with a reason, told. It counts when the meeting ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused
from trongtam.targets.models import Finality, Measurement, Target
from trongtam.targets.operations.statements import state
from trongtam.targets.queries.days import closing_day_of, is_closed
from trongtam.targets.stated import Figure

from ..carrying import CARRIED, DONE, OUTCOMES, WITH_REASON
from ..due_days import usual_day
from ..life import Act
from ..models import AgendaItem, ItemKind, Meeting, Outcome
from ..queries.figures import asked_of
from .bounds import check_votes
from .walking import Meanwhile, day_of, lock_meeting, tell

if TYPE_CHECKING:
    from trongtam.accounts.models import User

LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Said:
    """What the meeting says of a point. `due`: of a carried decision the new day (the usual one where none is said); `figure`: at
    a target, what goes into the unit's sheet of the month."""

    outcome: str = ""
    reason: str = ""
    due: date | None = None
    figure: Decimal | None = None
    conclusion: str = ""
    votes: tuple[int, int, int] | None = None

    @property
    def mark(self) -> str:
        """The same mark, the same words: what forms keep to see whether somebody else has written meanwhile."""
        due = self.due.isoformat() if self.due else ""
        figure = "" if self.figure is None else f"{self.figure.normalize():f}"
        return "|".join((self.outcome, " ".join(self.reason.split()), due, figure, self.conclusion.strip()))

    @property
    def words(self) -> str:
        label = Outcome(self.outcome).label if self.outcome else ""
        figure = "" if self.figure is None else f"{self.figure.normalize():f}"
        return ". ".join(str(one) for one in (label, figure, self.reason, self.conclusion) if one)


def said_of(item: AgendaItem) -> Said:
    """What stands at a point now."""
    votes = None
    if item.votes_for is not None:
        votes = (item.votes_for, item.votes_against or 0, item.votes_abstained or 0)
    return Said(item.outcome, item.reason, item.due, item.figure, item.conclusion, votes)


@transaction.atomic
def settle_item(
    item: AgendaItem, said: Said, *, by: User, seen: str | None = None, at: datetime | None = None
) -> AgendaItem:
    """Say what became of a point. `seen`: the mark (`Said.mark`) that the person looked at. Saying the same again changes
    nothing.

    Raises NotAllowed; Refused: carried or dropped without a reason, a day that has gone, a result that this kind has not;
    Meanwhile: somebody else has said something else since.
    """
    meeting = lock_meeting(item.meeting, Act.SETTLE, by=by)
    held = (
        AgendaItem.objects.select_for_update(of=("self",))
        .select_related("decision", "target__indicator")
        .get(pk=item.pk)
    )
    before = said_of(held)
    wanted = _completed(held, said, meeting)
    if wanted.mark == before.mark and wanted.votes == before.votes:
        return held
    if seen is not None and seen != before.mark and before.mark not in (wanted.mark, said.mark):
        raise Meanwhile(before.words, wanted.words, field=f"outcome_{held.pk}")
    if wanted.figure is not None and wanted.figure != held.figure:
        _state(held, meeting, wanted.figure, by=by, at=at)
    held.outcome, held.reason, held.due = wanted.outcome, wanted.reason, wanted.due
    held.figure, held.conclusion = wanted.figure, wanted.conclusion
    held.votes_for, held.votes_against, held.votes_abstained = wanted.votes or (None, None, None)
    if wanted.votes != before.votes:
        check_votes(meeting, [held])
    held.save()
    tell(
        meeting,
        "meetings.item_settled" if held.outcome else "meetings.item_reopened",
        by=by,
        at=at,
        before={"outcome": before.outcome, "reason": before.reason},
        item=held.pk,
        outcome=held.outcome,
        reason=held.reason,
        due=held.due,
    )
    return held


def _completed(held: AgendaItem, said: Said, meeting: Meeting) -> Said:
    """What was said, with what follows from it; checked."""
    field, reason = f"outcome_{held.pk}", " ".join(said.reason.split())[:LONGEST_REASON]
    if said.outcome and said.outcome not in OUTCOMES[held.kind]:
        raise Refused(_("This point cannot end so."), field=field)
    if said.outcome in WITH_REASON and held.kind != ItemKind.NOTICE and not reason:
        told = {"point": held.title}
        raise Refused(_("Please say why: “%(point)s”.") % told, field=f"reason_{held.pk}")
    if said.outcome == CARRIED and held.kind == ItemKind.NOTICE and not reason:
        reason = _("not told yet")
    if said.outcome == DONE and held.kind == ItemKind.WORK and not reason:
        raise Refused(
            _("Please say what came out of it: “%(point)s”.") % {"point": held.title}, field=f"reason_{held.pk}"
        )
    due = None
    if held.kind == ItemKind.DECISION and said.outcome == CARRIED:
        assert meeting.held_on is not None
        due = said.due or usual_day(meeting.held_on)
        if due <= meeting.held_on:
            raise Refused(_("The new day has gone already. Please choose a later one."), field=f"due_{held.pk}")
    figure = said.figure if held.target_id is not None else None
    return replace(said, reason=reason, due=due, figure=figure, conclusion=said.conclusion.strip())


def _state(held: AgendaItem, meeting: Meeting, value: Decimal, *, by: User, at: datetime | None) -> None:
    """The figure goes into the unit's sheet of the month, by the operation that the sheet itself uses. Raises Refused."""
    assert isinstance(held.target, Target)
    target, field = held.target, f"figure_{held.pk}"
    period = asked_of(target, meeting)
    if period is None:
        raise Refused(_("No figure is asked for this month here."), field=field)
    current = Measurement.objects.current().filter(
        indicator=target.indicator, unit=meeting.unit, period_code=period.code
    )
    seen = current.values_list("pk", flat=True).first()
    firm = is_closed(period.end, day_of(at), closing_day_of(meeting.unit))
    figure = Figure(value=value, finality=Finality.OFFICIAL if firm else Finality.ESTIMATE)
    reason = _("typed at the meeting of %(day)s") % {"day": f"{meeting.day:%d/%m/%Y}"} if seen else ""
    try:
        state(target.indicator, meeting.unit, period, figure, by=by, expected=seen, reason=reason, at=at)
    except Refused as refusal:
        raise Refused(refusal.sentence, field=field) from refusal
