"""Visits: written down, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.archive.models import StoredFile
from trongtam.ground.days import write
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.locking import locked
from trongtam.ledger import book
from trongtam.org.models import Unit

from ..models import Duty, Purpose, SourceKind, Visit, VisitFile
from ..rules import following as rules
from .recommendations import raise_recommendation
from .said import refuse_denunciation
from .senses import day_of, reason_given

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def record_visit(
    duty: Duty,
    *,
    by: User,
    on: date,
    purpose: str,
    unit: Unit | None = None,
    place: str = "",
    met: str = "",
    done: str = "",
    not_done: str = "",
    proposed: str = "",
    solved: str = "",
    files: Sequence[StoredFile] = (),
    recommendations: Sequence[str] = (),
    at: datetime | None = None,
) -> Visit:
    """Write down a visit of whoever follows a unit. `unit`: where he was, the followed unit unless told, or one below it;
    `recommendations`: what was asked for there, each of which is owed an answer from now on.

    Raises NotAllowed; Refused: a day to come or outside the duty, a unit that is not followed or had ended, the same visit twice,
    a denunciation.
    """
    held = locked(Duty.objects.select_related("unit", "person"), duty.pk)
    if not rules.can_record_visit(by, held):
        raise NotAllowed(rules.who_records(held))
    went = unit or held.unit
    _check_day(held, on, day_of(at))
    _check_unit(held, went, on)
    if purpose not in Purpose.values:
        raise Refused(_("Please say what the visit was for."), field="purpose")
    if held.visits.standing().filter(unit=went, on=on, purpose=purpose).exists():
        raise Refused(_("This visit is written down already."), field="on")
    _check_seen(files, by)
    words = {"met": met, "done": done, "not_done": not_done, "proposed": proposed, "solved": solved}
    refuse_denunciation(**words)
    made = Visit(duty=held, unit=went, on=on, purpose=purpose, place=place.strip(), by=by, at=at or timezone.now())
    for name, text in words.items():
        setattr(made, name, text.strip())
    made.proxy = rules.is_proxy(by, held)
    made.save()
    for text in recommendations:
        _raise(made, text, by=by)
    VisitFile.objects.bulk_create(VisitFile(visit=made, file=file) for file in dict.fromkeys(files))
    after = {"duty": held.pk, "on": on.isoformat(), "purpose": purpose, "files": [file.pk for file in files]}
    book.write("support.visit_recorded", by=by, on=made, unit=went, after=after, proxy=made.proxy, at=made.at)
    return made


@transaction.atomic
def record_visit_at_meeting(
    duty: Duty, *, by: User, unit: Unit, on: date, place: str = "", at: datetime | None = None
) -> Visit:
    """Whoever follows a unit came to its meeting, which is a visit by itself: told by the unit that met, or the office for it.
    One that stands already is given. Raises NotAllowed, Refused."""
    held = locked(Duty.objects.select_related("unit", "person"), duty.pk)
    if not (rules.can_record_visit(by, held) or rules.keeps_meetings(by, unit)):
        raise NotAllowed(rules.who_records(held))
    _check_day(held, on, day_of(at))
    _check_unit(held, unit, on)
    there = stands_at_meeting(held, unit, on)
    if there is not None:
        return there
    moment, proxy = at or timezone.now(), rules.is_proxy(by, held)
    made = Visit.objects.create(
        duty=held, unit=unit, on=on, purpose=Purpose.MEETING, place=place.strip(), by=by, at=moment, proxy=proxy
    )
    after = {"duty": held.pk, "on": on.isoformat(), "purpose": Purpose.MEETING.value}
    book.write("support.visit_recorded", by=by, on=made, unit=unit, after=after, proxy=proxy, at=moment)
    return made


def stands_at_meeting(duty: Duty, unit: Unit, on: date) -> Visit | None:
    """The visit of a duty to a meeting that stands already. One query."""
    found: Visit | None = duty.visits.standing().filter(unit=unit, on=on, purpose=Purpose.MEETING).first()
    return found


@transaction.atomic
def withdraw_visit_at_meeting(visit: Visit, *, by: User, reason: str, at: datetime | None = None) -> Visit:
    """Whoever follows the unit was not at its meeting after all: told by who keeps its meetings. Raises NotAllowed, Refused."""
    held = Visit.objects.select_for_update(of=("self",)).select_related("duty__unit", "unit").get(pk=visit.pk)
    if not (rules.can_withdraw_visit(by, held) or rules.keeps_meetings(by, held.unit)):
        raise NotAllowed(rules.who_records(held.duty))
    return _withdrawn(held, by=by, reason=reason, at=at)


def _raise(visit: Visit, text: str, *, by: User) -> None:
    kind = SourceKind.VISIT
    try:
        raise_recommendation(
            visit.unit, by=by, text=text, source_kind=kind, source_id=visit.pk, on=visit.on, at=visit.at
        )
    except Refused as refused:
        refused.field = "recommendations"
        raise


def _check_day(duty: Duty, on: date, today: date) -> None:
    if on > today:
        raise Refused(_("The day lies in the future. Please check it."), field="on")
    if on < duty.valid_from:
        sentence = _("The duty begins on %(day)s. Please check the day.")
        raise Refused(sentence % {"day": write(duty.valid_from)}, field="on")
    if duty.valid_to is not None and on >= duty.valid_to:
        sentence = _("The duty ended on %(day)s; a visit after it is written down by whoever follows the unit now.")
        raise Refused(sentence % {"day": write(duty.valid_to)}, field="on")


def _check_unit(duty: Duty, unit: Unit, on: date) -> None:
    told = {"unit": unit.name}
    if not (unit.path.startswith(duty.unit.path) or duty.unit_id == unit.serves_id or duty.unit.serves_id == unit.pk):
        raise Refused(_("%(unit)s does not belong to this duty.") % told, field="unit")
    if unit.founded_on > on or (unit.ended_on is not None and on >= unit.ended_on):
        sentence = _("%(unit)s did not exist on %(day)s. Please check the day.")
        raise Refused(sentence % {**told, "day": write(on)}, field="on")


def _check_seen(files: Sequence[StoredFile], by: User) -> None:
    """Files that one sees, or has just brought oneself."""
    asked = {file.pk for file in files if file.by_id != by.pk}
    if asked and asked - set(StoredFile.objects.visible_to(by).filter(pk__in=asked).values_list("pk", flat=True)):
        raise Refused(_("A file is not among those that you see. Please add it again."), field="evidence")


@transaction.atomic
def withdraw_visit(visit: Visit, *, by: User, reason: str, at: datetime | None = None) -> Visit:
    """A visit that was written down wrongly counts no more; it stays readable. Raises NotAllowed, Refused."""
    held = Visit.objects.select_for_update(of=("self",)).select_related("duty__unit", "unit").get(pk=visit.pk)
    if not rules.can_withdraw_visit(by, held):
        raise NotAllowed(rules.who_records(held.duty))
    return _withdrawn(held, by=by, reason=reason, at=at)


def _withdrawn(held: Visit, *, by: User, reason: str, at: datetime | None) -> Visit:
    said = reason_given(reason)
    if held.withdrawn_at is not None:
        raise Refused(_("This visit was withdrawn already."))
    held.withdrawn_at, held.withdrawn_by, held.withdrawn_reason = at or timezone.now(), by, said
    held.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    proxy = rules.is_proxy(by, held.duty)
    after = {"visit": held.pk, "on": held.on.isoformat()}
    book.write("support.visit_withdrawn", by=by, on=held, unit=held.unit, after=after, note=said, proxy=proxy, at=at)
    return held
