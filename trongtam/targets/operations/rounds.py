"""Open a reporting round, ask more units, move its day, cancel it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import TERM, Period
from trongtam.ledger import book
from trongtam.org.models import Unit

from .. import rules
from ..models import Round, Submission, SubmissionState
from ..queries.rounds import asked_units

if TYPE_CHECKING:
    from trongtam.accounts.models import User

NAMED = 3


@transaction.atomic
def open_round(
    unit: Unit,
    period: Period,
    *,
    by: User,
    units: Collection[Unit],
    due_on: date,
    note: str = "",
    at: datetime | None = None,
) -> Round:
    """Ask units below (and the unit itself) for their figures of a period. Raises NotAllowed, Refused."""
    moment = at or timezone.now()
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if not rules.can_open_round(by, unit):
        raise NotAllowed(rules.who_may_run_round(unit))
    _check(unit, period, units, due_on)
    made = Round.objects.create(
        unit=unit,
        period_code=period.code,
        period_start=period.start,
        period_end=period.end,
        due_on=due_on,
        note=note.strip(),
        opened_at=moment,
        opened_by=by,
    )
    Submission.objects.bulk_create(Submission(round=made, unit=one) for one in units)
    said = {"period": period.code, "due_on": due_on, "units": sorted(one.name for one in units)}
    book.write("targets.round_opened", by=by, on=made, unit=unit, after=said, note=made.note, at=moment)
    return made


def _check(unit: Unit, period: Period, units: Collection[Unit], due_on: date) -> None:
    if period.kind == TERM:
        raise Refused(_("A round asks for a month, a quarter, six months, nine months or a year."), field="period")
    if due_on < period.start:
        raise Refused(_("The round is due before its period begins."), field="due_on")
    if Round.objects.in_force().filter(unit=unit, period_code=period.code).exists():
        raise Refused(_("There is a round for this period already."), field="period")
    _check_units(unit, period, units)


def _check_units(unit: Unit, period: Period, units: Collection[Unit]) -> None:
    if not units:
        raise Refused(_("Please choose at least one unit."), field="units")
    asked = {one.pk for one in asked_units(unit, period)}
    strange = [one.name for one in units if one.pk not in asked]
    if strange:
        names = ", ".join(strange[:NAMED])
        raise Refused(_("No target asks for figures of this period from: %(names)s.") % {"names": names}, field="units")


@transaction.atomic
def add_to_round(round_: Round, *, by: User, units: Collection[Unit], at: datetime | None = None) -> list[Submission]:
    """Ask more units in a round that is open; they owe it by the same day. Raises NotAllowed, Refused."""
    held = lock_round_row(round_, by)
    _check_units(held.unit, held.period, units)
    standing = held.submissions.filter(unit__in=[one.pk for one in units]).select_related("unit")
    if twice := [one.unit.name for one in standing[:NAMED]]:
        raise Refused(_("Asked in this round already: %(names)s.") % {"names": ", ".join(twice)}, field="units")
    made = Submission.objects.bulk_create(Submission(round=held, unit=one) for one in units)
    _tell("round_units_added", held, by=by, at=at, note="", units=sorted(one.name for one in units))
    return made


@transaction.atomic
def move_round_due(round_: Round, *, by: User, due_on: date, reason: str, at: datetime | None = None) -> Round:
    """Another due day, with the reason. Raises NotAllowed, Refused."""
    held = lock_round_row(round_, by)
    if not reason.strip():
        raise Refused(_("Please say why the day moves."), field="reason")
    if due_on < held.period_start:
        raise Refused(_("The round is due before its period begins."), field="due_on")
    before, held.due_on = held.due_on, due_on
    held.save(update_fields=["due_on"])
    _tell("round_due_moved", held, by=by, at=at, note=reason, before={"due_on": before}, due_on=due_on)
    return held


@transaction.atomic
def cancel_round(round_: Round, *, by: User, reason: str, at: datetime | None = None) -> Round:
    """Take back a round that was opened by mistake, as long as nobody has sent anything. Raises NotAllowed, Refused."""
    held = lock_round_row(round_, by)
    if not reason.strip():
        raise Refused(_("Please say why the round is cancelled."), field="reason")
    if held.submissions.exclude(state=SubmissionState.OPEN).exists():
        raise Refused(_("Units have sent their figures for this round: it can no longer be cancelled."))
    held.cancelled_at, held.cancelled_reason = at or timezone.now(), reason.strip()
    held.save(update_fields=["cancelled_at", "cancelled_reason"])
    _tell("round_cancelled", held, by=by, at=at, note=reason)
    return held


def lock_round_row(round_: Round, by: User) -> Round:
    """The round in force, locked. Raises NotAllowed, Refused."""
    held = Round.objects.select_for_update(of=("self",)).select_related("unit").get(pk=round_.pk)
    if not rules.can_run_round(by, held):
        raise NotAllowed(rules.who_may_run_round(held.unit))
    if held.cancelled_at is not None:
        raise Refused(_("This round was cancelled."))
    return held


def _tell(act: str, held: Round, *, by: User, at: datetime | None, note: str, before: Any = None, **said: Any) -> None:
    after = {"period": held.period_code, **said}
    book.write(f"targets.{act}", by=by, on=held, unit=held.unit, before=before, after=after, note=note, at=at)
