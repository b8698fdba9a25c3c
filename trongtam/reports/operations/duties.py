"""The register of papers owed upward: a duty is noted, changed, ended."""

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

from .. import rules
from ..models import Duty
from ..owing.recurrence import ON_DAY, ONCE, Once, Rule
from ..queries.duties import preparers_for

if TYPE_CHECKING:
    from trongtam.accounts.models import User

MOST_LEAD = 60


@dataclass(frozen=True)
class DutyTerms:
    """What is owed to whom and by which rule. `lead_days`: so long before it is due it stands on the desk; `preparer` None: the
    office; `begins_on`: the first due day that counts; `asked_in`: the document that asks for it."""

    title: str
    recipient: str
    rule: Rule | Once
    begins_on: date
    lead_days: int = 10
    preparer: Person | None = None
    asked_in: str = ""


@transaction.atomic
def note_duty(unit: Unit, terms: DutyTerms, *, by: User, at: datetime | None = None) -> Duty:
    """Note a paper that the unit owes, again and again or once. Raises NotAllowed, Refused."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if not rules.can_note_duty(by, unit):
        raise NotAllowed(rules.who_may_note_duty(unit))
    duty = Duty(unit=unit)
    _take(duty, terms, timezone.localdate(at))
    _refuse_twice(duty)
    duty.save()
    book.write("reports.duty_noted", by=by, on=duty, unit=unit, after=_told(duty), at=at)
    return duty


@transaction.atomic
def amend_duty(duty: Duty, terms: DutyTerms, *, by: User, at: datetime | None = None) -> Duty:
    """Change what is owed. Papers that were sent keep the due day they had; open ones follow the new rule. The same terms again
    change nothing. Raises NotAllowed, Refused."""
    duty = Duty.objects.select_for_update(of=("self",)).select_related("unit").get(pk=duty.pk)
    if not rules.can_amend_duty(by, duty):
        raise NotAllowed(rules.who_may_note_duty(duty.unit))
    if duty.ended_on is not None:
        raise Refused(_("This paper is not owed any more."))
    before = _told(duty)
    _take(duty, terms, timezone.localdate(at))
    after = _told(duty)
    if before == after:
        return duty
    if duty.is_once != bool(before["once_for"]):
        raise Refused(_("What is asked for once does not become a standing paper. Note another one."))
    _refuse_noted(duty, before)
    duty.save()
    book.write("reports.duty_amended", by=by, on=duty, unit=duty.unit, before=before, after=after, at=at)
    return duty


@transaction.atomic
def end_duty(duty: Duty, *, by: User, on: date, reason: str, at: datetime | None = None) -> Duty:
    """Papers due after a day are not owed any more; what was sent stays. Raises NotAllowed, Refused."""
    duty = Duty.objects.select_for_update(of=("self",)).select_related("unit").get(pk=duty.pk)
    if not rules.can_end_duty(by, duty):
        raise NotAllowed(rules.who_may_note_duty(duty.unit))
    if duty.ended_on is not None:
        raise Refused(_("This paper is not owed any more."))
    if duty.is_once:
        raise Refused(_("This paper is asked for once: say on its page that it is not asked for."))
    if not reason.strip():
        raise Refused(_("Say why it is not owed any more."), field="reason")
    if on < duty.begins_on:
        raise Refused(_("The last day cannot lie before the first one."), field="on")
    duty.ended_on, duty.ended_reason = on, reason.strip()
    duty.save(update_fields=["ended_on", "ended_reason"])
    after = {"ended_on": on, "reason": duty.ended_reason}
    book.write("reports.duty_ended", by=by, on=duty, unit=duty.unit, after=after, at=at)
    return duty


def _take(duty: Duty, terms: DutyTerms, today: date) -> None:
    title, recipient = " ".join(terms.title.split()), " ".join(terms.recipient.split())
    if not title:
        raise Refused(_("Say which paper it is."), field="title")
    if not recipient:
        raise Refused(_("Say who receives it."), field="recipient")
    if not 0 <= terms.lead_days <= MOST_LEAD:
        raise Refused(_("Between 0 and %(most)s days before.") % {"most": MOST_LEAD}, field="lead_days")
    person, kept = terms.preparer, duty.preparer_id
    if person is not None and person.pk != kept and not preparers_for(duty.unit, today).filter(pk=person.pk).exists():
        raise Refused(_("Choose somebody who holds a post in this unit today."), field="preparer")
    duty.title, duty.recipient, duty.folded = title, recipient, fold(f"{title} {recipient}")
    duty.asked_in = " ".join(terms.asked_in.split())
    duty.lead_days, duty.preparer, duty.begins_on = terms.lead_days, person, terms.begins_on
    rule = terms.rule
    if isinstance(rule, Once):
        duty.way, duty.kinds, duty.number = ONCE, [], 0
        duty.once_for, duty.due_on, duty.begins_on = rule.period.code, rule.due, rule.due
        return
    duty.kinds, duty.way, duty.number, duty.weekend = sorted(rule.kinds), rule.way, rule.number, rule.weekend
    duty.months = rule.months if rule.way == ON_DAY else 0
    duty.once_for, duty.due_on = "", None


def _refuse_twice(duty: Duty) -> None:
    """The same paper for the same period asked for once stands in the register once."""
    alike = Duty.objects.filter(unit=duty.unit, folded=duty.folded, way=ONCE, once_for=duty.once_for)
    if duty.is_once and alike.exists():
        raise Refused(_("This paper is in the register already."), field="title")


def _refuse_noted(duty: Duty, before: dict[str, Any]) -> None:
    """What was sent speaks of its period: that of a paper asked for once stays as it was then."""
    moved = duty.is_once and duty.once_for != before["once_for"]
    if moved and duty.dispatches.filter(withdrawn_at__isnull=True).exists():
        raise Refused(_("It has been noted already what became of this paper."), field="period")


def _told(duty: Duty) -> dict[str, Any]:
    """The terms as the book keeps them."""
    names = (
        "title",
        "recipient",
        "kinds",
        "way",
        "number",
        "months",
        "weekend",
        "lead_days",
        "begins_on",
        "once_for",
        "due_on",
        "asked_in",
    )
    return {name: getattr(duty, name) for name in names} | {"preparer": duty.preparer_id}
