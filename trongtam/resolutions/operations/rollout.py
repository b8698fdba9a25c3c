"""How a document is carried: sent → received → studied → programme → finished, a row a unit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book
from trongtam.org.models import Unit
from trongtam.resolutions import rules
from trongtam.resolutions.models import Document, DocumentKind, PaperOwed, Rollout, StudySession

if TYPE_CHECKING:
    from trongtam.accounts.models import User

PROGRAMMES = (DocumentKind.ACTION_PROGRAMME, DocumentKind.WORK_PROGRAMME, DocumentKind.PLAN)


@transaction.atomic
def send_document(document: Document, *, by: User, units: Iterable[Unit], at: datetime | None = None) -> list[Rollout]:
    """Name the units that are to receive and carry the document; those named before stay as they are."""
    document = _lock(document)
    if not rules.can_send_document(by, document):
        raise NotAllowed(rules.who_can_send(document))
    units = list(units)
    if not units:
        raise Refused(_("Please choose at least one unit."), field="units")
    for unit in units:
        _refuse_outside(unit, document, timezone.localdate(at or timezone.now()))
    known = set(Rollout.objects.filter(document=document).values_list("unit_id", flat=True))
    new = Rollout.objects.bulk_create(Rollout(document=document, unit=u) for u in units if u.pk not in known)
    if not new:
        raise Refused(_("These units have been named already; nothing was changed."), field="units")
    names = [row.unit.name for row in new]
    book.write("resolutions.document_sent", by=by, on=document, unit=document.unit, after=names, at=at)
    return new


@transaction.atomic
def receive_document(document: Document, unit: Unit, *, by: User, on: date, at: datetime | None = None) -> Rollout:
    """The unit has received the document on a day. Stated again with another day, the day is put right."""
    document, rollout = _open_rollout(document, unit, by)
    _refuse_day(on, document, at, field="on")
    first = rollout.sessions.order_by("held_on").first()
    if first and first.held_on < on:
        raise Refused(_("The unit has studied the document before that day. Please check it."), field="on")
    if rollout.received_on == on:
        raise Refused(_("This has been stated already; nothing was changed."))
    before, rollout.received_on = rollout.received_on, on
    rollout.save()
    _write("resolutions.document_received", rollout, by, before=before, after=on, at=at)
    return rollout


@transaction.atomic
def record_study_session(
    document: Document,
    unit: Unit,
    *,
    by: User,
    held_on: date,
    expected: int,
    attended: int,
    at: datetime | None = None,
) -> StudySession:
    """A session of study was held: how many were expected and came. Counts only, no names."""
    document, rollout = _open_rollout(document, unit, by)
    _refuse_unreceived(rollout)
    _refuse_day(held_on, document, at, field="held_on")
    if rollout.received_on and held_on < rollout.received_on:
        raise Refused(_("The unit received the document after that day. Please check it."), field="held_on")
    if not expected:
        raise Refused(_("Please say how many were expected; it is at least 1."), field="expected")
    if attended > expected:
        sentence = _("%(attended)d came but only %(expected)d were expected. Please check both numbers.")
        raise Refused(sentence % {"attended": attended, "expected": expected}, field="attended")
    if rollout.sessions.filter(held_on=held_on).exists():
        raise Refused(_("A session on that day has been entered already; nothing was changed."), field="held_on")
    session = StudySession.objects.create(rollout=rollout, held_on=held_on, expected=expected, attended=attended)
    after = {"held_on": held_on, "expected": expected, "attended": attended}
    _write("resolutions.study_session_recorded", rollout, by, after=after, at=at)
    return session


@transaction.atomic
def adopt_programme(
    document: Document, unit: Unit, *, by: User, programme: Document, at: datetime | None = None
) -> Rollout:
    """The unit has its programme or plan for the document; the programme then stands below the document."""
    document, rollout = _open_rollout(document, unit, by)
    _refuse_unreceived(rollout)
    programme = Document.objects.select_for_update(of=("self",)).select_related("unit").get(pk=programme.pk)
    if programme.kind not in PROGRAMMES:
        raise Refused(_("Please choose an action programme, a work programme or a plan."), field="programme")
    if programme.unit_id != unit.pk:
        sentence = _("The programme is not one of %(unit)s. Please put it into its list first.")
        raise Refused(sentence % {"unit": unit.name}, field="programme")
    if programme.pk == document.pk or programme.issued_on < document.issued_on:
        raise Refused(_("The programme is dated before the document that it carries out."), field="programme")
    if rollout.programme_id == programme.pk:
        raise Refused(_("This has been stated already; nothing was changed."))
    before, rollout.programme = rollout.programme, programme
    rollout.save()
    if programme.parent_id is None:
        programme.parent = document
        programme.save(update_fields=["parent"])
    _write("resolutions.programme_adopted", rollout, by, before=before, after=programme, at=at)
    return rollout


@transaction.atomic
def finish_rollout(
    document: Document, unit: Unit, *, by: User, on: date, result: str, at: datetime | None = None
) -> Rollout:
    """The unit has carried the document and says with what result. Not while it owes papers for it."""
    document, rollout = _open_rollout(document, unit, by)
    _refuse_unreceived(rollout)
    if rollout.finished_on:
        raise Refused(_("This has been finished already; nothing was changed."))
    _refuse_day(on, document, at, field="on")
    if rollout.received_on and on < rollout.received_on:
        raise Refused(_("The unit received the document after that day. Please check it."), field="on")
    if not result.strip():
        raise Refused(_("Please say what came of it."), field="result")
    owed = PaperOwed.objects.open().filter(document=document, unit=unit).order_by("due_on").first()
    if owed:
        raise Refused(_("A paper is still owed: %(title)s. Please issue it first.") % {"title": owed.title})
    rollout.finished_on, rollout.result = on, result.strip()
    rollout.save()
    _write("resolutions.rollout_finished", rollout, by, after={"on": on, "result": rollout.result}, at=at)
    return rollout


def _lock(document: Document) -> Document:
    return Document.objects.select_for_update(of=("self",)).select_related("unit").get(pk=document.pk)


def _open_rollout(document: Document, unit: Unit, by: User) -> tuple[Document, Rollout]:
    """Lock the document and the unit's row of it; a unit that carries it unasked gets its row now."""
    document = _lock(document)
    if not rules.can_roll_out(by, unit):
        raise NotAllowed(rules.who_can_roll_out(unit))
    _refuse_outside(unit, document, document.issued_on)
    rollout, _made = Rollout.objects.get_or_create(document=document, unit=unit)  # a refusal takes it back
    return document, rollout


def _refuse_outside(unit: Unit, document: Document, on: date) -> None:
    if not unit.path.startswith(rules.territory(document.unit)):
        sentence = _("%(unit)s does not belong to %(keeper)s.")
        raise Refused(sentence % {"unit": unit.name, "keeper": document.unit.name}, field="units")
    if unit.ended_on and unit.ended_on <= on:
        sentence = _("%(unit)s ended on %(day)s. Please choose a unit that exists.")
        raise Refused(sentence % {"unit": unit.name, "day": f"{unit.ended_on:%d/%m/%Y}"}, field="units")


def _refuse_unreceived(rollout: Rollout) -> None:
    if rollout.received_on is None:
        raise Refused(_("The unit has not received the document yet. Please enter that day first."))


def _refuse_day(day: date, document: Document, at: datetime | None, *, field: str) -> None:
    if day > timezone.localdate(at or timezone.now()):
        raise Refused(_("The day lies in the future. Please check it."), field=field)
    if day < document.issued_on:
        raise Refused(_("The day lies before the document itself. Please check it."), field=field)


def _write(act: str, rollout: Rollout, by: User, *, after: Any, at: datetime | None, before: Any = None) -> None:
    unit = rollout.unit
    proxy = rules.acts_for_another(by, unit)
    book.write(act, by=by, on=rollout, unit=unit, before=before, after=after, proxy=proxy, at=at)
