"""Party membership: admitted, confirmed, transferred, exempted, elsewhere for a time, left. All sensitive: needs sight.

Reasons of leaving or of exemption are not kept; `basis` is the number of the decision.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from trongtam.ground import locking
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book

from .. import probation, rules
from ..models import Exemption, Membership, PartyRecord, Person, Unit, UnitKind
from .checks import locked, printed, require_basis, require_life, require_past

if TYPE_CHECKING:
    from trongtam.accounts.models import User

Kind = Membership.Kind


def _require_right(by: User | None, unit: Unit) -> None:
    if not rules.can_keep_membership(by, unit):
        raise NotAllowed(rules.who_may_keep_membership(unit))


def _require_cell(unit: Unit, on: date) -> None:
    if unit.kind != UnitKind.CELL:
        raise Refused(_("Members belong to a cell."), field="cell")
    require_life(unit, on)


def _locked_person(person: Person) -> Person:
    return locking.locked(Person.objects.select_related("home"), person.pk)


def _record(person: Person) -> PartyRecord:
    record = PartyRecord.objects.select_for_update().filter(person=person).first()
    if record is None:
        raise Refused(_("%(name)s is no Party member.") % {"name": person.full_name})
    if record.left_on is not None:
        raise Refused(
            _("%(name)s left the Party on %(day)s.") % {"name": person.full_name, "day": printed(record.left_on)}
        )
    return record


def _regular(person: Person) -> Membership:
    spell = Membership.objects.select_related("unit__parent").filter(
        person=person, kind=Kind.REGULAR, valid_to__isnull=True
    )
    found = spell.first()
    if found is None:
        raise Refused(_("%(name)s is in no cell now.") % {"name": person.full_name})
    return found


def _refuse_known_member(person: Person) -> None:
    if PartyRecord.objects.filter(person=person).exists():
        raise Refused(_("%(name)s has a Party record already.") % {"name": person.full_name})


def _write(act: str, by: User | None, person: Person, unit: Unit, at: datetime | None, **after: Any) -> None:
    book.write(f"org.{act}", by=by, on=person, unit=unit, after={**after, "unit": unit.pk}, at=at)


@transaction.atomic
def admit_member(
    person: Person, *, by: User | None, cell: Unit, on: date, basis: str, at: datetime | None = None
) -> PartyRecord:
    """Admit a person to the Party in a cell; probation starts that day."""
    person, cell = _locked_person(person), locked(cell)
    _require_right(by, cell)
    basis = require_basis(basis)
    require_past(on, at)
    _require_cell(cell, on)
    _refuse_known_member(person)
    record = PartyRecord.objects.create(person=person, admitted_on=on, admitted_in=cell)
    Membership.objects.create(person=person, unit=cell, kind=Kind.REGULAR, valid_from=on, basis=basis)
    _write("member_admitted", by, person, cell, at, on=on, basis=basis)
    return record


@transaction.atomic
def record_member(
    person: Person,
    *,
    by: User | None,
    cell: Unit,
    since: date,
    admitted_on: date,
    confirmed_on: date | None = None,
    basis: str,
    at: datetime | None = None,
) -> PartyRecord:
    """Take into the register someone who is a member already: admitted elsewhere, or before the program was used.

    `since`: from when on he belongs to this cell. Counts as no admission or confirmation of this cell.
    """
    person, cell = _locked_person(person), locked(cell)
    _require_right(by, cell)
    basis = require_basis(basis)
    require_past(max(since, admitted_on, confirmed_on or admitted_on), at)
    _require_cell(cell, since)
    _refuse_known_member(person)
    if admitted_on > since:
        raise Refused(_("The admission comes after the day since when he belongs to the cell."), field="admitted_on")
    if confirmed_on is not None and confirmed_on <= admitted_on:
        raise Refused(_("Full membership comes after admission."), field="confirmed_on")
    record = PartyRecord.objects.create(person=person, admitted_on=admitted_on, confirmed_on=confirmed_on)
    Membership.objects.create(person=person, unit=cell, kind=Kind.REGULAR, valid_from=since, basis=basis)
    _write(
        "member_recorded",
        by,
        person,
        cell,
        at,
        since=since,
        admitted_on=admitted_on,
        confirmed_on=confirmed_on,
        basis=basis,
    )
    return record


@transaction.atomic
def confirm_member(person: Person, *, by: User | None, on: date, basis: str, at: datetime | None = None) -> PartyRecord:
    """Make a probationary member an official one, from a day on which his probation has ended."""
    person = _locked_person(person)
    cell = _regular(person).unit
    _require_right(by, cell)
    record, basis = _record(person), require_basis(basis)
    require_past(on, at)
    if record.confirmed_on is not None:
        raise Refused(
            _("%(name)s is an official member since %(day)s.")
            % {"name": person.full_name, "day": printed(record.confirmed_on)}
        )
    ends = probation.ends_on(record.admitted_on)
    if on < ends:
        raise Refused(_("The probation ends on %(day)s.") % {"day": printed(ends)}, field="on")
    stood_in = _cell_on(person, on)
    record.confirmed_on, record.confirmed_in = on, stood_in
    record.save(update_fields=["confirmed_on", "confirmed_in"])
    _write("member_confirmed", by, person, stood_in, at, on=on, basis=basis)
    return record


def _cell_on(person: Person, on: date) -> Unit:
    """The cell in which membership stood on a day."""
    spell = (
        Membership.objects.select_related("unit")
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), person=person, kind=Kind.REGULAR, valid_from__lte=on)
        .first()
    )
    if spell is None:
        raise Refused(_("%(name)s was in no cell on that day.") % {"name": person.full_name}, field="on")
    return spell.unit


@transaction.atomic
def transfer_member(
    person: Person, *, by: User | None, cell: Unit, on: date, basis: str, at: datetime | None = None
) -> Membership:
    """Move a member to another cell from a day on; what he did before stays with the old one."""
    person, cell = _locked_person(person), locked(cell)
    spell = _regular(person)
    _require_right(by, spell.unit)
    _require_right(by, cell)
    _record(person)
    basis = require_basis(basis)
    require_past(on, at)
    _require_cell(cell, on)
    if cell.pk == spell.unit_id:
        raise Refused(_("The member belongs to this cell already."), field="cell")
    _close(spell, on)
    opened = Membership.objects.create(person=person, unit=cell, kind=Kind.REGULAR, valid_from=on, basis=basis)
    _write("member_transferred", by, person, cell, at, from_unit=spell.unit_id, on=on, basis=basis)
    return opened


def _close(spell: Membership, on: date) -> None:
    if on <= spell.valid_from:
        raise Refused(_("This began on %(day)s: choose a later day.") % {"day": printed(spell.valid_from)}, field="on")
    spell.valid_to = on
    spell.save(update_fields=["valid_to"])


@transaction.atomic
def exempt_member(
    person: Person, *, by: User | None, on: date, until: date | None = None, at: datetime | None = None
) -> Exemption:
    """Excuse a member from duties and meetings for a time; the reason is not kept."""
    person = _locked_person(person)
    cell = _regular(person).unit
    _require_right(by, cell)
    _record(person)
    if until is not None and until <= on:
        raise Refused(_("The last day comes before the first."), field="until")
    overlapping = person.exemptions.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    if until is not None:
        overlapping = overlapping.filter(valid_from__lt=until)
    if overlapping.exists():
        raise Refused(_("The member is excused at that time already."), field="on")
    exemption = Exemption.objects.create(person=person, valid_from=on, valid_to=until)
    _write("member_exempted", by, person, cell, at, on=on, until=until)
    return exemption


@transaction.atomic
def receive_temporary(
    person: Person,
    *,
    by: User | None,
    cell: Unit,
    on: date,
    basis: str,
    until: date | None = None,
    at: datetime | None = None,
) -> Membership:
    """A member of another cell attends this one for a time."""
    return _begin_spell(person, by=by, cell=cell, kind=Kind.TEMPORARY, on=on, until=until, basis=basis, at=at)


@transaction.atomic
def note_away(
    person: Person, *, by: User | None, on: date, basis: str, until: date | None = None, at: datetime | None = None
) -> Membership:
    """A member of this cell attends another one, elsewhere, for a time; he still belongs here."""
    cell = _regular(person).unit
    return _begin_spell(person, by=by, cell=cell, kind=Kind.AWAY, on=on, until=until, basis=basis, at=at)


@transaction.atomic
def keep_contact(
    person: Person, *, by: User | None, cell: Unit, on: date, basis: str, at: datetime | None = None
) -> Membership:
    """A member who works elsewhere keeps ties with the cell of the place where he lives."""
    return _begin_spell(person, by=by, cell=cell, kind=Kind.RESIDENT_CONTACT, on=on, until=None, basis=basis, at=at)


def _begin_spell(
    person: Person,
    *,
    by: User | None,
    cell: Unit,
    kind: str,
    on: date,
    until: date | None,
    basis: str,
    at: datetime | None,
) -> Membership:
    person, cell = _locked_person(person), locked(cell)
    _require_right(by, cell)
    _record(person)
    basis = require_basis(basis)
    _require_cell(cell, on)
    if until is not None and until <= on:
        raise Refused(_("The last day comes before the first."), field="until")
    own = Membership.objects.filter(person=person, unit=cell, kind=Kind.REGULAR, valid_to__isnull=True).exists()
    if own and kind != Kind.AWAY:
        raise Refused(_("The member belongs to this cell already."), field="cell")
    open_spells = Membership.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), person=person, kind=kind)
    if open_spells.filter(unit=cell).exists():
        raise Refused(_("This is recorded for that time already."), field="on")
    spell = Membership.objects.create(person=person, unit=cell, kind=kind, valid_from=on, valid_to=until, basis=basis)
    _write("spell_begun", by, person, cell, at, kind=kind, on=on, until=until, basis=basis)
    return spell


@transaction.atomic
def end_spell(spell: Membership, *, by: User | None, on: date, at: datetime | None = None) -> Membership:
    """End a time elsewhere, a temporary stay or a resident contact. A regular membership ends by transfer or leaving."""
    spell = Membership.objects.select_for_update(of=("self",)).select_related("unit__parent", "person").get(pk=spell.pk)
    _require_right(by, spell.unit)
    if spell.kind == Kind.REGULAR:
        raise Refused(_("A membership ends by transfer or by leaving."))
    if spell.valid_to is not None and spell.valid_to <= on:
        raise Refused(_("This ended on %(day)s.") % {"day": printed(spell.valid_to)}, field="on")
    _close(spell, on)
    _write("spell_ended", by, spell.person, spell.unit, at, kind=spell.kind, on=on)
    return spell


@transaction.atomic
def end_membership(person: Person, *, by: User | None, on: date, basis: str, at: datetime | None = None) -> PartyRecord:
    """A member leaves the Party, or the register of this tree, from a day on. Why is not kept."""
    person = _locked_person(person)
    regular = _regular(person)
    _require_right(by, regular.unit)
    record, basis = _record(person), require_basis(basis)
    require_past(on, at)
    open_spells = Membership.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), person=person)
    for spell in open_spells:
        _close(spell, on)
    person.exemptions.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lt=on).update(valid_to=on)
    record.left_on = on
    record.save(update_fields=["left_on"])
    _write("member_left", by, person, regular.unit, at, on=on, basis=basis)
    return record
