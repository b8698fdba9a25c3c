"""A named weakness gets someone who remedies it until a day; it is remedied with evidence, or contested and answered."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.archive.models import StoredFile
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book
from trongtam.org.models import Unit
from trongtam.resolutions import rules
from trongtam.resolutions.models import Clause, ClauseKind, Shortcoming

if TYPE_CHECKING:
    from trongtam.accounts.models import User

State = Shortcoming.State


@transaction.atomic
def name_shortcoming(
    clause: Clause, *, by: User, remedier: Unit, due_on: date, at: datetime | None = None
) -> Shortcoming:
    """Say which unit remedies the shortcoming of a clause, until which day."""
    clause = (
        Clause.objects.select_for_update(of=("self",))
        .select_related("document__unit", "document__term")
        .get(pk=clause.pk)
    )
    document = clause.document
    if not rules.can_name_shortcoming(by, document):
        raise NotAllowed(rules.who_can_answer(document))
    if clause.kind != ClauseKind.SHORTCOMING:
        raise Refused(_("This clause is not a shortcoming. Please correct its kind first."))
    if Shortcoming.objects.filter(clause=clause).exists():
        raise Refused(_("This shortcoming has someone who remedies it already; nothing was changed."))
    _refuse_other_unit(remedier, document.unit, due_on)
    if due_on < document.issued_on:
        raise Refused(_("The day lies before the document itself. Please check it."), field="due_on")
    if document.term and due_on > document.term.ends:
        sentence = _("The day lies after the term %(term)s, which ends on %(ends)s.")
        ends = f"{document.term.ends:%d/%m/%Y}"
        raise Refused(sentence % {"term": document.term.name, "ends": ends}, field="due_on")
    shortcoming = Shortcoming.objects.create(clause=clause, remedier=remedier, due_on=due_on, named_by=by)
    after = {"remedier": remedier, "due_on": due_on}
    book.write("resolutions.shortcoming_named", by=by, on=shortcoming, unit=remedier, after=after, at=at)
    return shortcoming


@transaction.atomic
def remedy_shortcoming(
    shortcoming: Shortcoming, *, by: User, on: date, how: str, evidence: StoredFile, at: datetime | None = None
) -> Shortcoming:
    """State that it is remedied: on which day, how, and the file that proves it."""
    shortcoming = _lock(shortcoming)
    if not rules.can_remedy_shortcoming(by, shortcoming):
        raise NotAllowed(rules.who_can_roll_out(shortcoming.remedier))
    if shortcoming.state == State.CONTESTED:
        raise Refused(_("It is contested; first the contest is answered."))
    _refuse_settled(shortcoming)
    if not how.strip():
        raise Refused(_("Please say how it was remedied."), field="how")
    if on > timezone.localdate(at or timezone.now()):
        raise Refused(_("The day lies in the future. Please check it."), field="on")
    if on < shortcoming.clause.document.issued_on:
        raise Refused(_("The day lies before the document itself. Please check it."), field="on")
    if not StoredFile.objects.visible_to(by).filter(pk=evidence.pk).exists():
        raise Refused(_("This file is not among those that you see."), field="evidence")
    shortcoming.state, shortcoming.remedied_on = State.REMEDIED, on
    shortcoming.how, shortcoming.evidence = how.strip(), evidence
    shortcoming.save(update_fields=["state", "remedied_on", "how", "evidence"])
    after = {"on": on, "how": shortcoming.how, "evidence": evidence}
    _write("resolutions.shortcoming_remedied", shortcoming, by, after, at)
    return shortcoming


@transaction.atomic
def contest_shortcoming(shortcoming: Shortcoming, *, by: User, reason: str, at: datetime | None = None) -> Shortcoming:
    """The unit that is to remedy it says why it is not so; the unit that named it owes an answer."""
    shortcoming = _lock(shortcoming)
    if not rules.can_contest_shortcoming(by, shortcoming):
        raise NotAllowed(rules.who_can_contest(shortcoming))
    if shortcoming.state == State.CONTESTED:
        raise Refused(_("It is contested already and waits for the answer; nothing was changed."))
    _refuse_settled(shortcoming)
    if not reason.strip():
        raise Refused(_("Please say why it is contested."), field="reason")
    shortcoming.state, shortcoming.contest_reason, shortcoming.contest_answer = State.CONTESTED, reason.strip(), ""
    shortcoming.save(update_fields=["state", "contest_reason", "contest_answer"])
    _write("resolutions.shortcoming_contested", shortcoming, by, {"reason": reason.strip()}, at)
    return shortcoming


@transaction.atomic
def answer_contest(shortcoming: Shortcoming, *, by: User, answer: str, at: datetime | None = None) -> Shortcoming:
    """Answer a contest in words: the shortcoming stands and is to be remedied."""
    shortcoming = _settle_contest(shortcoming, by, answer, State.OPEN)
    _write("resolutions.contest_answered", shortcoming, by, {"answer": answer.strip()}, at)
    return shortcoming


@transaction.atomic
def accept_contest(shortcoming: Shortcoming, *, by: User, answer: str, at: datetime | None = None) -> Shortcoming:
    """Accept a contest: the shortcoming is withdrawn; its history stays."""
    shortcoming = _settle_contest(shortcoming, by, answer, State.WITHDRAWN)
    _write("resolutions.contest_accepted", shortcoming, by, {"answer": answer.strip()}, at)
    return shortcoming


def _settle_contest(shortcoming: Shortcoming, by: User, answer: str, state: str) -> Shortcoming:
    shortcoming = _lock(shortcoming)
    if not rules.can_answer_contest(by, shortcoming):
        raise NotAllowed(rules.who_can_answer(shortcoming.clause.document))
    if shortcoming.state != State.CONTESTED:
        raise Refused(_("It is not contested, so there is nothing to answer."))
    if not answer.strip():
        raise Refused(_("Please type the answer."), field="answer")
    shortcoming.state, shortcoming.contest_answer = state, answer.strip()
    shortcoming.save(update_fields=["state", "contest_answer"])
    return shortcoming


def _lock(shortcoming: Shortcoming) -> Shortcoming:
    with_clause = Shortcoming.objects.select_related("remedier", "clause__document__unit")
    return with_clause.select_for_update(of=("self",)).get(pk=shortcoming.pk)


def _refuse_settled(shortcoming: Shortcoming) -> None:
    if shortcoming.state == State.REMEDIED:
        raise Refused(_("It has been remedied already; nothing was changed."))
    if shortcoming.state == State.WITHDRAWN:
        raise Refused(_("It was withdrawn after a contest; nothing was changed."))


def _refuse_other_unit(remedier: Unit, keeper: Unit, on: date) -> None:
    if not remedier.path.startswith(rules.territory(keeper)):
        sentence = _("%(remedier)s does not belong to %(keeper)s.")
        raise Refused(sentence % {"remedier": remedier.name, "keeper": keeper.name}, field="remedier")
    if remedier.ended_on and remedier.ended_on <= on:
        sentence = _("%(unit)s ended on %(day)s. Please choose a unit that exists.")
        day = f"{remedier.ended_on:%d/%m/%Y}"
        raise Refused(sentence % {"unit": remedier.name, "day": day}, field="remedier")


def _write(act: str, shortcoming: Shortcoming, by: User, after: dict, at: datetime | None) -> None:
    unit = shortcoming.remedier
    proxy = rules.acts_for_another(by, unit)
    book.write(act, by=by, on=shortcoming, unit=unit, after=after, proxy=proxy, at=at)
