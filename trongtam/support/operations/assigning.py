"""Duties to follow a unit: assigned, ended, handed over; how often they ask to go there; months that are not asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from trongtam.ground.days import write
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.locking import locked
from trongtam.ground.periods import Period
from trongtam.ground.vntext import fold
from trongtam.ledger import book
from trongtam.org.models import Person, Unit

from .. import owing
from ..models import LONGEST_WITHIN, REPORT_WITHIN, Duty, Every, MonthExcused, Obligation, Tier
from ..obligations import shipped
from ..queries.duties import owed
from ..queries.reaching import reaches
from ..rules import following as rules
from .senses import check_unit, day_of, reason_given

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def assign_duty(
    person: Person,
    unit: Unit,
    *,
    by: User,
    tier: str,
    valid_from: date,
    basis: str,
    obligation: Obligation | None = None,
    counted_from: date | None = None,
    valid_to: date | None = None,
    at: datetime | None = None,
) -> Duty:
    """A person follows a unit from a day on. `counted_from`: since when visits are written down, today unless told.

    Raises NotAllowed; Refused: a unit that nobody follows on this layer or that has ended, a person without a post on that day
    that reaches it, one who follows it already.
    """
    held = Unit.objects.select_for_update().get(pk=unit.pk)
    if not rules.can_assign_duty(by, held):
        raise NotAllowed(rules.who_assigns(held))
    if not basis.strip():
        raise Refused(_("Please say on what basis: the decision, or who decided it."), field="basis")
    made = Duty(
        person=person,
        unit=held,
        tier=tier,
        obligation=obligation,
        valid_from=valid_from,
        valid_to=valid_to,
        counted_from=counted_from or max(valid_from, day_of(at)),
        basis=" ".join(basis.split()),
        made_by=by,
        made_at=at or timezone.now(),
    )
    _check(made)
    made.save()
    book.write("support.duty_assigned", by=by, on=made, unit=held, after=_told(made), at=at)
    return made


def _told(duty: Duty) -> dict[str, Any]:
    return {
        "person": duty.person_id,
        "tier": duty.tier,
        "from": duty.valid_from.isoformat(),
        "until": duty.valid_to.isoformat() if duty.valid_to else None,
        "obligation": duty.obligation_id,
        "counted_from": duty.counted_from.isoformat(),
        "basis": duty.basis,
        "replaces": duty.replaces_id,
    }


def _check(duty: Duty) -> None:
    if duty.valid_to is not None and duty.valid_to <= duty.valid_from:
        raise Refused(_("The last day lies before the first. Please check both."), field="valid_to")
    if duty.counted_from < duty.valid_from:
        raise Refused(_("Visits can be counted from the first day of the duty on, not before."), field="counted_from")
    check_unit(duty.unit, duty.tier, duty.valid_from, duty.valid_to)
    _check_person(duty)
    _check_obligation(duty)
    _check_once(duty)


def _check_person(duty: Duty) -> None:
    told = {"name": duty.person.full_name, "day": write(duty.valid_from), "unit": duty.unit.name}
    if duty.person.erased_at is not None:
        raise Refused(_("The record of this person was erased."), field="person")
    if not reaches(duty.person, duty.unit, duty.tier, duty.valid_from):
        sentence = _(
            "On %(day)s %(name)s holds no post that fits this layer and reaches %(unit)s. Give the post first."
        )
        raise Refused(sentence % told, field="person")


def _check_obligation(duty: Duty) -> None:
    one = duty.obligation
    if one is not None and one.tier and one.tier != duty.tier:
        raise Refused(_("This obligation is for another layer. Please choose another one."), field="obligation")


def _check_once(duty: Duty) -> None:
    same = Duty.objects.filter(person=duty.person, unit=duty.unit, tier=duty.tier).exclude(pk=duty.pk)
    same = same.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=duty.valid_from))
    if duty.valid_to is not None:
        same = same.filter(valid_from__lt=duty.valid_to)
    if same.exists():
        told = {"name": duty.person.full_name, "unit": duty.unit.name}
        raise Refused(_("%(name)s follows %(unit)s on these days already.") % told, field="person")


@transaction.atomic
def end_duty(duty: Duty, *, by: User, on: date, reason: str, at: datetime | None = None) -> Duty:
    """From `on` on the person follows the unit no more. Raises NotAllowed; Refused: ended, no reason, a visit after it."""
    held = _held(duty, by)
    _end(held, on, reason_given(reason))
    _say_ended(held, by=by, at=at)
    return held


@transaction.atomic
def replace_duty(duty: Duty, person: Person, *, by: User, on: date, reason: str, at: datetime | None = None) -> Duty:
    """Hand a duty over: from `on` on another person follows the unit, on the same layer and under the same obligation.

    Raises NotAllowed; Refused: as `assign_duty` and `end_duty`.
    """
    held, said = _held(duty, by), reason_given(reason)
    if person.pk == held.person_id:
        raise Refused(_("This is the one who follows it already. Choose somebody else."), field="person")
    _end(held, on, said)
    made = Duty(
        person=person,
        unit=held.unit,
        tier=held.tier,
        obligation=held.obligation,
        valid_from=on,
        counted_from=on,
        basis=held.basis,
        replaces=held,
        made_by=by,
        made_at=at or timezone.now(),
    )
    _check(made)
    made.save()
    after = {**_told(made), "ended": held.pk}
    book.write("support.duty_replaced", by=by, on=made, unit=held.unit, after=after, note=said, at=at)
    return made


def _held(duty: Duty, by: User) -> Duty:
    related = ("person", "unit", "obligation")
    held = locked(Duty.objects.select_related(*related), duty.pk)
    if not rules.can_keep_duty(by, held):
        raise NotAllowed(rules.who_assigns(held.unit))
    if held.valid_to is not None:
        raise Refused(_("This duty has its last day already: %(day)s.") % {"day": write(held.valid_to)})
    return held


def _end(held: Duty, on: date, reason: str) -> None:
    if on <= held.valid_from:
        raise Refused(
            _("The duty begins on %(day)s; it ends after that day.") % {"day": write(held.valid_from)}, field="on"
        )
    later = held.visits.standing().filter(on__gte=on).order_by("-on").first()
    if later is not None:
        sentence = _("A visit of %(day)s is written down: choose a later day, or withdraw that visit first.")
        raise Refused(sentence % {"day": write(later.on)}, field="on")
    held.valid_to, held.ended_reason = on, reason
    held.save(update_fields=["valid_to", "ended_reason"])


def _say_ended(held: Duty, *, by: User, at: datetime | None) -> None:
    assert held.valid_to is not None  # it was set just now
    after = {"until": held.valid_to.isoformat()}
    book.write("support.duty_ended", by=by, on=held, unit=held.unit, after=after, note=held.ended_reason, at=at)


# -- how often ---------------------------------------------------------------------------------------------------------


def shipped_obligation(code: str) -> Obligation:
    """The row of an obligation that is shipped; made when it is first used. Raises Refused for an unknown code."""
    one = shipped().get(code)
    if one is None:
        raise Refused(_("Please choose how often he goes there."), field="obligation")
    given = {
        "name": one.name,
        "tier": one.tier,
        "every": one.every,
        "visits": one.visits,
        "attends": list(one.attends),
        "report_every": one.report_every,
        "report_within": one.report_within,
        "valid_from": one.begins,
        "valid_to": date.fromordinal(one.last.toordinal() + 1) if one.last else None,
        "source": one.source,
        "checked": one.checked,
    }
    return Obligation.objects.get_or_create(unit=None, code=code, defaults=given)[0]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an organ asks of those who follow units: so many visits every month, quarter or year, from a day on; `report_within`:
    days after a month, quarter or year until its report is due."""

    name: str
    every: str
    visits: int
    valid_from: date
    source: str
    tier: str = ""
    attends: tuple[str, ...] = ()
    report_every: str = ""
    report_within: int = REPORT_WITHIN


@transaction.atomic
def set_obligation(unit: Unit, asked: Asked, *, by: User, at: datetime | None = None) -> Obligation:
    """An organ sets how often its duties ask to go there. Raises NotAllowed, Refused."""
    if not rules.can_set_obligation(by, unit):
        raise NotAllowed(rules.who_assigns(unit))
    if not asked.name.strip() or not asked.source.strip():
        raise Refused(_("Please give it a name, and say where it stands written."), field="name")
    if asked.every not in Every.values or not 1 <= asked.visits <= 31 or asked.tier not in ("", *Tier.values):
        raise Refused(_("Please say how many visits, and in which time."), field="visits")
    if not 1 <= asked.report_within <= LONGEST_WITHIN:
        told = {"most": LONGEST_WITHIN}
        raise Refused(_("A report is due between 1 and %(most)d days afterwards.") % told, field="report_within")
    code = slugify(fold(asked.name))[:30]
    number = Obligation.objects.filter(unit=unit, code__startswith=code).count()
    made = Obligation.objects.create(
        unit=unit,
        code=f"{code}-{number + 1}" if number else code,
        name=" ".join(asked.name.split()),
        tier=asked.tier,
        every=asked.every,
        visits=asked.visits,
        attends=list(asked.attends),
        report_every=asked.report_every,
        report_within=asked.report_within,
        valid_from=asked.valid_from,
        source=asked.source.strip(),
    )
    after = {"name": made.name, "every": made.every, "visits": made.visits, "from": made.valid_from.isoformat()}
    book.write("support.obligation_set", by=by, on=made, unit=unit, after=after, note=made.source, at=at)
    return made


@transaction.atomic
def excuse_month(duty: Duty, span_code: str, *, by: User, reason: str, at: datetime | None = None) -> MonthExcused:
    """Those above do not ask for the visits of a month (quarter, year), with the reason.

    Raises NotAllowed; Refused: no reason, a span that the duty does not owe, excused or kept already.
    """
    held = locked(Duty.objects.select_related("unit", "obligation", "person"), duty.pk)
    if not rules.can_excuse_month(by, held):
        raise NotAllowed(rules.who_excuses(held))
    said, span = reason_given(reason), Period.parse(span_code)
    found = {entry.span.code: entry for entry in owed([held], today=max(day_of(at), span.end))[held.pk]}
    entry = found.get(span.code)
    if entry is None or entry.state == owing.UNKNOWN:
        raise Refused(_("No visit is owed for that time, so there is nothing to excuse."), field="span_code")
    if entry.state in (owing.MADE, owing.EXCUSED):
        raise Refused(_("That time is kept or excused already."), field="span_code")
    made = MonthExcused.objects.create(duty=held, span_code=span.code, reason=said, by=by, at=at or timezone.now())
    book.write("support.month_excused", by=by, on=held, unit=held.unit, after={"span": span.code}, note=said, at=at)
    return made
