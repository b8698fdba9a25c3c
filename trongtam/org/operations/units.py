"""Units: founded, renamed, moved, dissolved. The only writer of `Unit.name`, `.parent`, `.path` and of placements.

A date is the day from which the change holds. It lies not in the future and after every change that already touches the
same part of the tree, so that what was read "as it was" never changes afterwards.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max, Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.text import slugify
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.vntext import fold
from trongtam.ledger import book

from .. import nesting, rules
from ..changes import tree_changed
from ..models import Membership, Person, Placement, Post, SightGrant, Succession, Unit, UnitKind, UnitName
from .checks import (
    clean_unit_name,
    locked,
    printed,
    refuse_twin,
    require_basis,
    require_life,
    require_nesting,
    require_past,
    require_standing,
)

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def free_code(name: str) -> str:
    """A code for addresses, made of the name: `chi-bo-ap-mot`, `chi-bo-ap-mot-2`."""
    stem = slugify(fold(name))[:32].strip("-") or "don-vi"
    taken = set(Unit.objects.filter(code__startswith=stem).values_list("code", flat=True))
    number, code = 1, stem
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code


def lay_unit(
    kind: str,
    name: str,
    parent: Unit | None,
    on: date,
    basis: str,
    *,
    code: str = "",
    serves: Unit | None = None,
    official_code: str = "",
    is_demonstration: bool = False,
) -> Unit:
    """A new unit with its first placement and name: the bare rows, for operations that have asked who and why."""
    unit = Unit.objects.create(
        code=code or free_code(name),
        kind=kind,
        name=name,
        folded=fold(name),
        parent=parent,
        path="",
        serves=serves,
        official_code=official_code,
        is_demonstration=is_demonstration or (parent is not None and parent.is_demonstration),
        founded_on=on,
    )
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    Placement.objects.create(unit=unit, parent=parent, path=unit.path, valid_from=on, basis=basis)
    UnitName.objects.create(unit=unit, name=name, valid_from=on, basis=basis)
    return unit


@transaction.atomic
def found_root(
    *,
    kind: str,
    name: str,
    on: date,
    basis: str,
    code: str = "",
    official_code: str = "",
    is_demonstration: bool = False,
    at: datetime | None = None,
) -> Unit:
    """The top of a new tree (a province, or a commune alone). Done by the program itself: set-up, demonstration, import."""
    if not nesting.may_stand_below(kind, None):
        raise Refused(_("A unit of this kind cannot stand at the top."), field="kind")
    name, basis = clean_unit_name(name), require_basis(basis)
    require_past(on, at)
    refuse_twin(name, kind, None)
    unit = lay_unit(
        kind, name, None, on, basis, code=code, official_code=official_code, is_demonstration=is_demonstration
    )
    book.write("org.unit_founded", by=None, on=unit, unit=unit, after=_state(unit, on, basis), at=at)
    return unit


@transaction.atomic
def found_unit(
    *,
    by: User | None,
    kind: str,
    name: str,
    parent: Unit,
    on: date,
    basis: str,
    code: str = "",
    serves: Unit | None = None,
    official_code: str = "",
    at: datetime | None = None,
) -> Unit:
    """Found a unit below another from a day on. `serves`: the hamlet that a cell serves."""
    parent = locked(parent)
    if not rules.can_found_unit(by, parent):
        raise NotAllowed(rules.who_may_keep_units(parent))
    name, basis = clean_unit_name(name), require_basis(basis)
    require_past(on, at)
    require_nesting(kind, parent)
    require_standing(parent, on)
    refuse_twin(name, kind, parent)
    if serves is not None and (kind != UnitKind.CELL or serves.kind != UnitKind.HAMLET):
        raise Refused(_("A cell serves a hamlet."), field="serves")
    unit = lay_unit(kind, name, parent, on, basis, code=code, serves=serves, official_code=official_code)
    book.write("org.unit_founded", by=by, on=unit, unit=unit, after=_state(unit, on, basis), at=at)
    return unit


@transaction.atomic
def found_units(
    *, by: User | None, kind: str, names: list[str], parent: Unit, on: date, basis: str, at: datetime | None = None
) -> list[Unit]:
    """Found many units of one kind below one parent at once: all or none, one entry in the book."""
    parent = locked(parent)
    if not rules.can_found_unit(by, parent):
        raise NotAllowed(rules.who_may_keep_units(parent))
    basis = require_basis(basis)
    require_past(on, at)
    require_nesting(kind, parent)
    require_standing(parent, on)
    if not names:
        raise Refused(_("The list holds no new unit."), field="names")
    units = []
    for name in map(clean_unit_name, names):
        refuse_twin(name, kind, parent)
        units.append(lay_unit(kind, name, parent, on, basis))
    after = {"kind": kind, "parent": parent.pk, "on": on, "basis": basis, "units": [[u.pk, u.name] for u in units]}
    book.write("org.units_founded", by=by, on=parent, unit=parent, after=after, at=at)
    return units


def _state(unit: Unit, on: date, basis: str) -> dict[str, object]:
    return {"name": unit.name, "kind": unit.kind, "parent": unit.parent_id, "on": on, "basis": basis}


@transaction.atomic
def rename_unit(unit: Unit, *, by: User | None, name: str, on: date, basis: str, at: datetime | None = None) -> Unit:
    """Give a unit another name from a day on; papers of earlier days keep the old one."""
    unit = locked(unit)
    name, basis = clean_unit_name(name), require_basis(basis)
    current = check_renaming(unit, by=by, name=name, on=on, at=at)
    current.valid_to = on
    current.save(update_fields=["valid_to"])
    UnitName.objects.create(unit=unit, name=name, valid_from=on, basis=basis)
    before, unit.name, unit.folded = unit.name, name, fold(name)
    unit.save(update_fields=["name", "folded"])
    book.write(
        "org.unit_renamed",
        by=by,
        on=unit,
        unit=unit,
        before={"name": before},
        after={"name": name, "on": on, "basis": basis},
        at=at,
    )
    return unit


def check_renaming(unit: Unit, *, by: User | None, name: str, on: date, at: datetime | None) -> UnitName:
    """The present name, which another may follow on that day. Raises NotAllowed, Refused."""
    if not rules.can_rename_unit(by, unit):
        raise NotAllowed(rules.who_may_keep_units(unit))
    require_past(on, at)
    require_life(unit, on)
    if name == unit.name:
        raise Refused(_("The unit has this name already."), field="name")
    refuse_twin(name, unit.kind, unit.parent, but=unit)
    current = unit.names.get(valid_to__isnull=True)
    if on <= current.valid_from:
        raise Refused(
            _("The present name holds since %(day)s: choose a later day.") % {"day": printed(current.valid_from)},
            field="on",
        )
    return current


@transaction.atomic
def move_unit(unit: Unit, *, by: User | None, parent: Unit, on: date, basis: str, at: datetime | None = None) -> Unit:
    """Put a unit and all below it under another from a day on; every placement below is closed and opened anew."""
    unit, parent = locked(unit), locked(parent)
    basis = require_basis(basis)
    check_moving(unit, parent, by=by, on=on, at=at)
    before, stood = unit.parent_id, unit.path
    place_anew(unit, parent, on, basis)
    tree_changed(stood, unit.path)
    book.write(
        "org.unit_moved",
        by=by,
        on=unit,
        unit=unit,
        before={"parent": before},
        after={"parent": parent.pk, "on": on, "basis": basis},
        at=at,
    )
    return unit


def check_moving(unit: Unit, parent: Unit, *, by: User | None, on: date, at: datetime | None) -> None:
    """Whether a unit may stand under another from that day. Raises NotAllowed, Refused."""
    if not rules.can_move_unit(by, unit):
        raise NotAllowed(rules.who_may_move_unit(unit))
    if not rules.can_found_unit(by, parent):
        raise NotAllowed(rules.who_may_keep_units(parent))
    require_past(on, at)
    require_life(unit, on)
    if parent.path.startswith(unit.path):
        raise Refused(_("A unit cannot be moved below itself."), field="parent")
    if parent.pk == unit.parent_id:
        raise Refused(_("The unit stands there already."), field="parent")
    require_nesting(unit.kind, parent)
    require_standing(parent, on)
    refuse_twin(unit.name, unit.kind, parent)
    refuse_later_changes(unit, on)


def refuse_later_changes(unit: Unit, on: date) -> None:
    """Refused when the unit was placed on or after the day, or anything below it changed place after it."""
    own = unit.placements.get(valid_to__isnull=True).valid_from
    below = Placement.objects.filter(path__startswith=unit.path)
    changes = below.aggregate(begun=Max("valid_from"), ended=Max("valid_to"))
    latest = max(day for day in (changes["begun"], changes["ended"], own) if day is not None)
    if on <= own or on < latest:
        raise Refused(
            _("The place of this unit or of one below it changed on %(day)s: choose a later day.")
            % {"day": printed(latest)},
            field="on",
        )


def place_anew(unit: Unit, parent: Unit, on: date, basis: str) -> None:
    """Re-derive the placements of the whole subtree from a day on."""
    refuse_later_changes(unit, on)
    old, new = unit.path, f"{parent.path}{unit.pk}/"
    standing = list(Placement.objects.filter(path__startswith=old, valid_to__isnull=True))
    Placement.objects.filter(pk__in=[row.pk for row in standing if row.valid_from == on]).update(
        path=Concat(Value(new), Substr("path", len(old) + 1))
    )
    closing = [row for row in standing if row.valid_from < on]
    Placement.objects.filter(pk__in=[row.pk for row in closing]).update(valid_to=on)
    Placement.objects.bulk_create(
        Placement(
            unit_id=row.unit_id,
            parent_id=parent.pk if row.unit_id == unit.pk else row.parent_id,
            path=new + row.path[len(old) :],
            valid_from=on,
            basis=basis,
        )
        for row in closing
    )
    Unit.objects.filter(path__startswith=old, ended_on__isnull=True).update(
        path=Concat(Value(new), Substr("path", len(old) + 1))
    )
    unit.parent, unit.path = parent, new
    unit.save(update_fields=["parent"])


@transaction.atomic
def dissolve_unit(
    unit: Unit,
    *,
    by: User | None,
    on: date,
    basis: str,
    successor: Unit | None = None,
    at: datetime | None = None,
) -> Unit:
    """End a unit from a day on. Its people, members and children go to `successor`; without one it must have none."""
    unit = locked(unit)
    if not rules.can_dissolve_unit(by, unit):
        raise NotAllowed(rules.who_may_move_unit(unit))
    basis = require_basis(basis)
    require_past(on, at)
    require_life(unit, on)
    if on <= unit.founded_on:
        raise Refused(_("A unit lasts at least a day."), field="on")
    if successor is not None:
        successor = _checked_successor(unit, locked(successor), by, on)
    refuse_later_changes(unit, on)
    _refuse_facts_after(unit, on)
    _pass_on(unit, successor, on, basis)
    Post.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), unit=unit).update(valid_to=on)
    SightGrant.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), unit=unit).update(valid_to=on)
    unit.placements.filter(valid_to__isnull=True).update(valid_to=on)
    unit.names.filter(valid_to__isnull=True).update(valid_to=on)
    unit.ended_on = on
    unit.save(update_fields=["ended_on"])
    tree_changed(unit.path, successor.path if successor else "")
    after = {"on": on, "basis": basis, "successor": successor.pk if successor else None}
    book.write("org.unit_dissolved", by=by, on=unit, unit=unit, before={"name": unit.name}, after=after, at=at)
    return unit


def _checked_successor(unit: Unit, successor: Unit, by: User | None, on: date) -> Unit:
    if not rules.can_found_unit(by, successor):
        raise NotAllowed(rules.who_may_keep_units(successor))
    if successor.path.startswith(unit.path):
        raise Refused(_("The work cannot pass to the unit itself or to one below it."), field="successor")
    if successor.kind != unit.kind:
        raise Refused(_("The work passes to a unit of the same kind."), field="successor")
    require_standing(successor, on)
    return successor


def _refuse_facts_after(unit: Unit, on: date) -> None:
    """Nothing after a unit's end: posts, memberships and names that begin on that day or later stand in the way."""
    later = (
        Post.objects.filter(unit=unit, valid_from__gte=on).exists()
        or SightGrant.objects.filter(unit=unit, valid_from__gte=on).exists()
        or Membership.objects.filter(unit=unit, valid_from__gte=on).exists()
        or Membership.objects.filter(unit=unit, valid_to__gt=on).exists()
        or unit.names.filter(valid_from__gte=on).exists()
    )
    if later:
        raise Refused(_("Something is recorded for this unit on that day or later: choose a later day."), field="on")


def _pass_on(unit: Unit, successor: Unit | None, on: date, basis: str) -> None:
    children = list(unit.children.filter(ended_on__isnull=True))
    members = list(Membership.objects.filter(unit=unit, valid_to__isnull=True))
    people = Person.objects.filter(home=unit)
    if successor is None:
        if children or members or people.exists():
            raise Refused(
                _("There are still units, members or people in it: name the unit where they go."), field="successor"
            )
        return
    for child in children:
        refuse_twin(child.name, child.kind, successor)
        place_anew(child, successor, on, basis)
    Membership.objects.filter(pk__in=[spell.pk for spell in members]).update(valid_to=on)
    Membership.objects.bulk_create(
        Membership(person_id=spell.person_id, unit=successor, kind=spell.kind, valid_from=on, basis=basis)
        for spell in members
    )
    people.update(home=successor)
    Succession.objects.create(predecessor=unit, successor=successor, on=on, kind=Succession.Kind.DISSOLVED, basis=basis)
