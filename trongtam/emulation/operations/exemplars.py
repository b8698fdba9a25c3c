"""Exemplars: registered, recognised, replicated, ended; a person only with consent, which can be taken back at any time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from trongtam.archive.models import StoredFile
from trongtam.archive.operations import erase_unneeded
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.vntext import fold
from trongtam.ledger import book
from trongtam.ledger.operations import erase_personal
from trongtam.org.models import Person, Unit

from .. import rules
from ..models import Consent, CopyResult, Exemplar, ExemplarKind, ExemplarState, Movement
from ..queries.exemplars import entries_with_words
from .senses import check_lives, day_of, line_given, reason_given, refuse_future

if TYPE_CHECKING:
    from trongtam.accounts.models import User

State = ExemplarState


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of an exemplar. `person` and `consent` (how he agreed) for a person alone."""

    kind: str
    title: str
    what: str
    origin: str = ""
    movement: Movement | None = None
    person: Person | None = None
    consent: str = ""
    consent_on: date | None = None


@transaction.atomic
def register_exemplar(
    unit: Unit,
    told: Told,
    *,
    by: User,
    files: Sequence[StoredFile] = (),
    on: date | None = None,
    at: datetime | None = None,
) -> Exemplar:
    """Put an exemplar forward. Of a person the name stands nowhere but in his own row, so that it can be taken out again.

    Raises NotAllowed; Refused: no name, no words, a person without consent or consent without a person, a hidden file.
    """
    held = Unit.objects.select_for_update().get(pk=unit.pk)
    if not rules.can_register_exemplar(by, held):
        raise NotAllowed(rules.who_registers(held))
    day = on or day_of(at)
    refuse_future(day, at)
    check_lives(held, day)
    if told.kind not in ExemplarKind.values:
        raise Refused(_("Please choose what kind of exemplar it is."), field="kind")
    title = line_given(told.title, "title", _("Please give it a name."))
    if not told.what.strip():
        raise Refused(_("Please say what is done, and how: others want to do the same."), field="what")
    _check_person(told, day)
    _check_seen(files, by)
    made = Exemplar.objects.create(
        kind=told.kind,
        unit=held,
        person=told.person,
        title=title,
        folded=fold(title),
        what=told.what.strip(),
        origin=told.origin.strip(),
        movement=told.movement,
        registered_on=day,
        made_at=at or timezone.now(),
        made_by=by,
    )
    made.evidence.set(files)
    if told.person is not None:
        Consent.objects.create(
            exemplar=made, given_on=told.consent_on or day, told=" ".join(told.consent.split())[:255], by=by
        )
    after = {"kind": told.kind, "on": day, **({} if told.person else {"title": title})}
    book.write("emulation.exemplar_registered", by=by, on=made, unit=held, after=after, at=at)
    return made


def _check_person(told: Told, day: date) -> None:
    if (told.kind == ExemplarKind.PERSON) != (told.person is not None):
        sentence = (
            _("Please choose the person.")
            if told.person is None
            else _("A person is named for an exemplar of the kind “person” only.")
        )
        raise Refused(sentence, field="person")
    if told.person is None:
        return
    if told.person.erased_at is not None:
        raise Refused(_("The record of this person was erased."), field="person")
    if not told.consent.strip():
        sentence = _("A person is told about only with his consent: say how he gave it (for instance “signed on …”).")
        raise Refused(sentence, field="consent")
    if told.consent_on is not None and told.consent_on > day:
        raise Refused(
            _("The consent was given before the person is put forward. Please check the day."), field="consent_on"
        )


def _check_seen(files: Sequence[StoredFile], by: User) -> None:
    asked = {file.pk for file in files}
    if asked - set(StoredFile.objects.visible_to(by).filter(pk__in=asked).values_list("pk", flat=True)):
        raise Refused(_("A file is not among those that you see. Please add it again."), field="evidence")


@transaction.atomic
def recognise_exemplar(
    exemplar: Exemplar, organ: Unit, *, by: User, on: date, decision: str, at: datetime | None = None
) -> Exemplar:
    """An organ above recognises it; from now on everybody below that organ can read it. Raises NotAllowed, Refused."""
    held = _locked(exemplar)
    if not rules.can_recognise_as(by, organ, held):
        raise NotAllowed(rules.who_recognises(held))
    if held.state != State.REGISTERED:
        raise Refused(_("It stands as “%(state)s” already.") % {"state": held.get_state_display()})
    refuse_future(on, at)
    if on < held.registered_on:
        raise Refused(_("It was put forward later than that. Please check the day."), field="on")
    held.decision = line_given(decision, "decision", _("Please name the decision, or who decided it."), 255)
    held.state, held.recognised_by, held.recognised_on = State.RECOGNISED, organ, on
    held.save(update_fields=["state", "recognised_by", "recognised_on", "decision"])
    after = {"by": organ, "on": on, **_words(held, decision=held.decision)}
    book.write("emulation.exemplar_recognised", by=by, on=held, unit=held.unit, after=after, at=at)
    return held


@transaction.atomic
def replicate_exemplar(exemplar: Exemplar, *, by: User, on: date, at: datetime | None = None) -> Exemplar:
    """Say that it spreads: at least one other unit does the same and it works there. Raises NotAllowed, Refused."""
    held = _locked(exemplar)
    if not rules.can_replicate_exemplar(by, held):
        raise NotAllowed(rules.who_recognises(held))
    if held.state != State.RECOGNISED:
        raise Refused(_("Only what is recognised, and is not being replicated yet, can be declared so."))
    refuse_future(on, at)
    if held.recognised_on is not None and on < held.recognised_on:
        raise Refused(_("It was recognised later than that. Please check the day."), field="on")
    if not held.copies.filter(result=CopyResult.WORKS).exists():
        raise Refused(_("Nobody has copied it with success yet: first let a unit write down that it works there."))
    held.state, held.replicated_on = State.REPLICATED, on
    held.save(update_fields=["state", "replicated_on"])
    book.write("emulation.exemplar_replicated", by=by, on=held, unit=held.unit, after={"on": on}, at=at)
    return held


@transaction.atomic
def end_exemplar(exemplar: Exemplar, *, by: User, on: date, reason: str, at: datetime | None = None) -> Exemplar:
    """It is an exemplar no more; what others learned stays. Raises NotAllowed, Refused."""
    held = _locked(exemplar)
    if not rules.can_end_exemplar(by, held):
        raise NotAllowed(rules.who_recognises(held))
    said = reason_given(reason)
    if held.state == State.ENDED:
        raise Refused(_("It has ended already."))
    refuse_future(on, at)
    if on < held.registered_on:
        raise Refused(_("It was put forward later than that. Please check the day."), field="on")
    held.state, held.ended_on, held.ended_reason = State.ENDED, on, said
    held.save(update_fields=["state", "ended_on", "ended_reason"])
    after = {"on": on, **_words(held, reason=said)}
    book.write("emulation.exemplar_ended", by=by, on=held, unit=held.unit, after=after, at=at)
    return held


@transaction.atomic
def withdraw_consent(exemplar: Exemplar, *, by: User, at: datetime | None = None) -> Exemplar:
    """A person does not want to be told about any more: his name and all words and files about him are taken out at once, from
    the book too. A file that something else needs stays there alone. No reason is asked. Raises NotAllowed, Refused."""
    held = _locked(exemplar)
    if not rules.can_withdraw_consent(by, held):
        raise NotAllowed(rules.who_registers(held.unit))
    return _take_out(held, by=by, at=at)


@transaction.atomic
def forget_person(person: Person, *, by: User, at: datetime | None = None) -> None:
    """With a person's data the words about him as an exemplar go too, as if he had taken back his consent. Called by the erasure
    of the person, which asks who may."""
    told = Exemplar.objects.filter(person=person, consent__withdrawn_on__isnull=True)
    for one in told.order_by("pk"):
        _take_out(_locked(one), by=by, at=at)


def _take_out(held: Exemplar, *, by: User, at: datetime | None) -> Exemplar:
    consent = Consent.objects.select_for_update().filter(exemplar=held).first()
    if consent is None or consent.withdrawn_on is not None:
        raise Refused(_("There is no consent to take back here."))
    day = day_of(at)
    with override("vi"):
        # Words that stay are data, the same in every language.
        gone = _("A person who has taken back the consent")
    consent.withdrawn_on, consent.told = max(day, consent.given_on), "—"
    consent.save(update_fields=["withdrawn_on", "told"])
    files = list(held.evidence.all())
    held.evidence.clear()
    erased = erase_unneeded(files, at=at)
    told = list(entries_with_words(held, erased))
    if told:
        erase_personal(told, by=by, basis=gone, at=at)
    held.visits.update(learned="")
    held.copies.update(how="", result_text="")
    held.person, held.title, held.folded, held.what, held.origin, held.decision = None, gone, fold(gone), "", "", ""
    held.state, held.ended_on, held.ended_reason = State.ENDED, day, ""
    held.save()
    book.write("emulation.consent_withdrawn", by=by, on=held, unit=held.unit, after={"files": len(erased)}, at=at)
    return held


def _words(held: Exemplar, **said: str) -> dict[str, str]:
    """What the book keeps of words: nothing where they are about a person, who may take them back."""
    return {} if held.kind == ExemplarKind.PERSON else said


def _locked(exemplar: Exemplar) -> Exemplar:
    return Exemplar.objects.select_for_update(of=("self",)).select_related("unit").get(pk=exemplar.pk)
