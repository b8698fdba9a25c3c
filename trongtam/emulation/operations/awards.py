"""Awards: proposed with evidence, granted or not, written down; one that was written wrongly or taken back stays readable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.vntext import fold
from trongtam.ledger import book
from trongtam.org.models import Person, Unit
from trongtam.targets.computing.scope import scope_path

from .. import rules
from ..models import Award, Form, Level, Movement, Proposal, ProposalState
from ..queries.evidence import evidence_for
from ..titles import BY_CODE
from .senses import check_lives, day_of, line_given, reason_given, refuse_future

if TYPE_CHECKING:
    from trongtam.accounts.models import User

FIRST_YEAR = 1945
Recipient = Unit | Person


@dataclass(frozen=True, slots=True)
class Given:
    """An award as its decision says it. `code`: a title of `titles`, whose name stands for `title` where that is empty;
    `decision_number` empty where nobody knows it; `count`: so many of the same in that year (“3 Giấy khen”)."""

    form: str
    level: str
    year: int
    issued_by: str
    code: str = ""
    title: str = ""
    decision_number: str = ""
    decided_on: date | None = None
    reason: str = ""
    movement: Movement | None = None
    count: int = 1


@transaction.atomic
def record_award(recipient: Recipient, given: Given, *, by: User, at: datetime | None = None) -> Award:
    """Write an award down. Raises NotAllowed; Refused: no title or organ, a year to come, a title twice in a year, a title of
    units for a person or the other way round, a unit that did not exist."""
    home, title, issued = check_award(recipient, given, by=by, at=at)
    made = Award.objects.create(
        home=home,
        **_as_recipient(recipient),
        code=given.code,
        title=title,
        folded=fold(title),
        form=given.form,
        level=given.level,
        year=given.year,
        count=given.count,
        issued_by=issued,
        decision_number=" ".join(given.decision_number.split())[:60],
        decided_on=given.decided_on,
        reason=given.reason.strip(),
        movement=given.movement,
        made_at=at or timezone.now(),
        made_by=by,
    )
    after = {"title": title, "year": given.year, "recipient": recipient, "number": made.decision_number}
    book.write("emulation.award_recorded", by=by, on=made, unit=home, after=after, at=at)
    return made


def check_award(recipient: Recipient, given: Given, *, by: User, at: datetime | None = None) -> tuple[Unit, str, str]:
    """What `record_award` asks, without writing: where it is kept, its title, who awarded it. Raises as `record_award`."""
    home = _home(recipient)
    if not rules.can_record_award(by, home):
        raise NotAllowed(rules.who_records_awards(home))
    title = _title(given.code, given.title, recipient)
    _check(given.form, given.level, given.year, at)
    issued = line_given(given.issued_by, "issued_by", _("Please say who awarded it."), 160)
    if given.decided_on is not None:
        refuse_future(given.decided_on, at, "decided_on")
    if given.count < 1:
        raise Refused(_("At least one was given."), field="count")
    _check_recipient(recipient, given.year)
    _check_once(recipient, given)
    return home, title, issued


@transaction.atomic
def withdraw_award(award: Award, *, by: User, on: date, reason: str, at: datetime | None = None) -> Award:
    """It was taken back, or written down wrongly: it counts no more and stays readable. Raises NotAllowed, Refused."""
    held = Award.objects.select_for_update(of=("self",)).select_related("home").get(pk=award.pk)
    if not rules.can_withdraw_award(by, held):
        raise NotAllowed(rules.who_records_awards(held.home))
    said = reason_given(reason)
    refuse_future(on, at)
    if held.withdrawn_on is not None:
        raise Refused(_("It was taken back already."))
    held.withdrawn_on, held.withdrawn_reason = on, said
    held.save(update_fields=["withdrawn_on", "withdrawn_reason"])
    book.write("emulation.award_withdrawn", by=by, on=held, unit=held.home, after={"on": on, "reason": said}, at=at)
    return held


@transaction.atomic
def take_awards_out(unit: Unit, *, by: User, at: datetime | None = None) -> None:
    """Note in the book that the list of awards, with names of persons, went out as a sheet. Raises NotAllowed."""
    if not rules.can_record_award(by, unit):
        raise NotAllowed(rules.who_records_awards(unit))
    book.write("emulation.awards_taken", by=by, on=unit, unit=unit, at=at)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is proposed."""

    form: str
    level: str
    year: int
    reason: str
    code: str = ""
    title: str = ""


@transaction.atomic
def propose_award(
    organ: Unit, recipient: Recipient, wanted: Wanted, *, by: User, at: datetime | None = None
) -> Proposal:
    """An organ proposes itself, a unit below it or a person of one for an award; the evidence is read and frozen now.

    Raises NotAllowed; Refused: as `record_award`, no reason, somebody from elsewhere, the same proposal twice.
    """
    held = Unit.objects.select_for_update().get(pk=organ.pk)
    if not rules.can_propose_award(by, held):
        raise NotAllowed(rules.who_registers(held))
    home = _home(recipient)
    if not home.path.startswith((scope_path(held), held.path)):
        raise Refused(_("%(unit)s proposes those who belong to it.") % {"unit": held.name}, field="recipient")
    title = _title(wanted.code, wanted.title, recipient)
    _check(wanted.form, wanted.level, wanted.year, at)
    reason = line_given(wanted.reason, "reason", _("Please say what the award is for."), 4000)
    _check_recipient(recipient, wanted.year)
    same = Proposal.objects.filter(**_as_recipient(recipient), title=title, year=wanted.year).exclude(state="declined")
    if same.exists():
        raise Refused(_("This is proposed already for that year."), field="recipient")
    made = Proposal.objects.create(
        organ=held,
        home=home,
        **_as_recipient(recipient),
        code=wanted.code,
        title=title,
        form=wanted.form,
        level=wanted.level,
        year=wanted.year,
        reason=reason,
        evidence=evidence_for(recipient, wanted.year, user=by, today=day_of(at)),
        made_at=at or timezone.now(),
        made_by=by,
    )
    after = {"title": title, "year": wanted.year, "recipient": recipient, "evidence": len(made.evidence)}
    book.write("emulation.award_proposed", by=by, on=made, unit=home, after=after, at=at)
    return made


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision that grants what was proposed."""

    issued_by: str
    decision_number: str
    decided_on: date


@transaction.atomic
def grant_proposal(proposal: Proposal, decision: Decision, *, by: User, at: datetime | None = None) -> Award:
    """It was granted: the award is written down from the proposal. Raises NotAllowed, Refused."""
    held = _open(proposal, by)
    if not decision.decision_number.strip():
        raise Refused(_("Please write the number of the decision."), field="decision_number")
    given = Given(
        held.form,
        held.level,
        held.year,
        decision.issued_by,
        code=held.code,
        title=held.title,
        decision_number=decision.decision_number,
        decided_on=decision.decided_on,
        reason=held.reason,
    )
    award = record_award(held.recipient, given, by=by, at=at)
    held.state, held.award, held.answered_on = ProposalState.GRANTED, award, decision.decided_on
    held.save(update_fields=["state", "award", "answered_on"])
    book.write("emulation.proposal_granted", by=by, on=held, unit=held.home, after={"award": award}, at=at)
    return award


@transaction.atomic
def decline_proposal(proposal: Proposal, *, by: User, reason: str, on: date, at: datetime | None = None) -> Proposal:
    """It was not granted; the reason is told to whoever proposed it. Raises NotAllowed, Refused."""
    held = _open(proposal, by)
    said = reason_given(reason)
    refuse_future(on, at)
    held.state, held.answered_on, held.answer = ProposalState.DECLINED, on, said
    held.save(update_fields=["state", "answered_on", "answer"])
    book.write("emulation.proposal_declined", by=by, on=held, unit=held.home, after={"reason": said}, at=at)
    return held


def _open(proposal: Proposal, by: User) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",))
    held = rows.select_related("home", "recipient_unit", "recipient_person__home").get(pk=proposal.pk)
    if not rules.can_answer_proposal(by, held):
        raise NotAllowed(rules.who_records_awards(held.home))
    if held.state != ProposalState.PROPOSED:
        raise Refused(_("This proposal has its answer already."))
    return held


def _home(recipient: Recipient) -> Unit:
    return recipient if isinstance(recipient, Unit) else recipient.home


def _as_recipient(recipient: Recipient) -> dict[str, Any]:
    return {"recipient_unit": recipient} if isinstance(recipient, Unit) else {"recipient_person": recipient}


def _title(code: str, title: str, recipient: Recipient) -> str:
    if not code:
        return line_given(title, "title", _("Please say what the award is called."))
    known = BY_CODE.get(code)
    if known is None:
        raise Refused(_("This title is not known here."), field="code")
    if known.of != ("unit" if isinstance(recipient, Unit) else "person"):
        raise Refused(_("“%(title)s” is not given to such a recipient.") % {"title": known.name}, field="code")
    return title.strip() or known.name


def _check(form: str, level: str, year: int, at: datetime | None) -> None:
    if form not in Form.values:
        raise Refused(_("Please choose the form."), field="form")
    if level not in Level.values:
        raise Refused(_("Please choose the level."), field="level")
    if not FIRST_YEAR <= year <= day_of(at).year:
        raise Refused(_("Please check the year: it has to have begun."), field="year")


def _check_recipient(recipient: Recipient, year: int) -> None:
    """A unit lived in some part of the year; a person was not erased."""
    if isinstance(recipient, Person):
        if recipient.erased_at is not None:
            raise Refused(_("The record of this person was erased."), field="recipient")
        return
    if recipient.founded_on.year <= year and (recipient.ended_on is None or recipient.ended_on > date(year, 1, 1)):
        return
    check_lives(recipient, date(year, 12, 31), "recipient")


def _check_once(recipient: Recipient, given: Given) -> None:
    if not given.code:
        return
    rows = Award.objects.standing().filter(**_as_recipient(recipient), code=given.code, year=given.year)
    if rows.exists():
        sentence = _("%(recipient)s has this title for %(year)s already.")
        raise Refused(sentence % {"recipient": recipient, "year": given.year}, field="year")
