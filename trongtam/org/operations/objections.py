"""A unit says of what the office did for it that it is right, or objects; the office answers in words. Nothing of the book
is changed by it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.accounts.models import User
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book
from trongtam.ledger.models import Confirmation, Entry, Objection

from .. import rules
from ..models import Unit


@transaction.atomic
def object_to_entry(entry: Entry, *, by: User, reason: str, at: datetime | None = None) -> Objection:
    """Say that what was entered for the unit is not right, and why. One objection to an entry stands open at a time."""
    at = at or timezone.now()
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    unit = _unit_of(entry)
    if not rules.can_object(by, unit):
        raise NotAllowed(rules.who_may_object(unit))
    if not entry.proxy:
        raise Refused(_("This was done by the unit itself, so there is nothing to object to."))
    if not reason.strip():
        raise Refused(_("Say what is not right."), field="reason")
    if entry.objections.filter(answered_at__isnull=True).exists():
        raise Refused(_("An objection to this waits for its answer already."))
    objection = Objection.objects.create(entry=entry, by=by, at=at, reason=reason.strip())
    book.write(
        "org.objection_made", by=by, on=objection, unit=unit, after={"entry": entry.number}, note=reason.strip(), at=at
    )
    return objection


@transaction.atomic
def confirm_entry(entry: Entry, *, by: User, at: datetime | None = None) -> Confirmation:
    """Say that what was entered for the unit is right. Said again, it is the same confirmation."""
    at = at or timezone.now()
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    unit = _unit_of(entry)
    if not rules.can_confirm_entry(by, unit):
        raise NotAllowed(rules.who_may_object(unit))
    if not entry.proxy:
        raise Refused(_("This was done by the unit itself, so there is nothing to confirm."))
    if entry.objections.filter(answered_at__isnull=True).exists():
        raise Refused(_("An objection to this waits for its answer."))
    known = Confirmation.objects.filter(entry=entry).first()
    if known is not None:
        return known
    made = Confirmation.objects.create(entry=entry, by=by, at=at)
    book.write("org.entry_confirmed", by=by, on=made, unit=unit, after={"entry": entry.number}, at=at)
    return made


@transaction.atomic
def answer_objection(objection: Objection, *, by: User, answer: str, at: datetime | None = None) -> Objection:
    """The office says what it did about an objection. An answer is given once."""
    at = at or timezone.now()
    objection = Objection.objects.select_for_update(of=("self",)).select_related("entry").get(pk=objection.pk)
    unit = _unit_of(objection.entry)
    if not rules.can_answer_objection(by, unit):
        raise NotAllowed(rules.who_may_answer_objection(unit))
    if objection.answered_at is not None:
        raise Refused(_("This objection has its answer already."))
    if not answer.strip():
        raise Refused(_("Say what you did about it."), field="answer")
    objection.answer, objection.answered_by, objection.answered_at = answer.strip(), by, at
    objection.save(update_fields=["answer", "answered_by", "answered_at"])
    book.write("org.objection_answered", by=by, on=objection, unit=unit, note=answer.strip(), at=at)
    return objection


def _unit_of(entry: Entry) -> Unit:
    unit = Unit.objects.filter(pk=entry.unit_id).first() if entry.unit_id else None
    if unit is None:
        raise Refused(_("This entry belongs to no unit."))
    return unit
