"""Merge units into a new one; split a unit into several. The plan is the one that the rehearsal shows (`queries.reorganise`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.vntext import fold
from trongtam.ledger import book

from .. import rules
from ..changes import tree_changed
from ..models import Membership, Person, Post, SightGrant, Succession, Unit, UnitName, UnitSettings
from ..queries.reorganise import Rehearsal, rehearse_merger, rehearse_split
from ..reorganising import MERGED, Part, Plan
from .checks import (
    clean_unit_name,
    locked,
    require_basis,
    require_life,
    require_nesting,
    require_past,
    require_standing,
)
from .units import lay_unit, place_anew

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def merge_units(
    units: Sequence[Unit],
    *,
    by: User | None,
    name: str,
    on: date,
    basis: str,
    parent: Unit | None = None,
    chosen_posts: Collection[int] = (),
    names: Mapping[int, str] | None = None,
    at: datetime | None = None,
) -> Unit:
    """Merge units of one kind into a new one, below `parent` (by default where the first of them stands).

    They end on the day; their organs go together, the units below, people, members and posts go over. `chosen_posts`: ids of
    posts that one person holds and that he keeps; `names`: new names of namesakes below. Raises NotAllowed, Refused.
    """
    held = [_may_end(unit, by, on) for unit in units]
    basis, name = require_basis(basis), clean_unit_name(name)
    require_past(on, at)
    above = _parent_of(held, parent, by, on)
    clean = {pk: clean_unit_name(given) for pk, given in (names or {}).items()}
    shown = rehearse_merger(held, name=name, parent=above, on=on, basis=basis, chosen_posts=chosen_posts, names=clean)
    made, carried = _carry_out(shown, by=by, basis=basis, at=at)
    before = {"units": [[unit.pk, unit.name] for unit in held]}
    after = {"name": name, "parent": above.pk, "on": on, "basis": basis, **_counted(shown.plan), **carried}
    book.write("org.units_merged", by=by, on=made[0], unit=made[0], before=before, after=after, at=at)
    return made[0]


@transaction.atomic
def split_unit(
    unit: Unit,
    *,
    by: User | None,
    parts: Sequence[Part],
    on: date,
    basis: str,
    goes_to: Mapping[int, int],
    keeper: int,
    parent: Unit | None = None,
    at: datetime | None = None,
) -> list[Unit]:
    """Split a unit into new ones. `parts`: names with the share of the figures that each carries on, 1 together; `goes_to`: unit
    below → number of its part; `keeper`: the part that takes over people, members and posts. Raises NotAllowed, Refused."""
    held = _may_end(unit, by, on)
    basis = require_basis(basis)
    require_past(on, at)
    above = _parent_of([held], parent, by, on)
    clean = [replace(part, name=clean_unit_name(part.name)) for part in parts]
    shown = rehearse_split(held, clean, parent=above, on=on, goes_to=goes_to, keeper=keeper, basis=basis)
    made, carried = _carry_out(shown, by=by, basis=basis, at=at)
    told = [[one.pk, one.name, str(part.share)] for one, part in zip(made, clean, strict=True)]
    after = {"parts": told, "parent": above.pk, "on": on, "basis": basis, **_counted(shown.plan), **carried}
    book.write("org.unit_split", by=by, on=held, unit=held, before={"name": held.name}, after=after, at=at)
    return made


def _may_end(unit: Unit, by: User | None, on: date) -> Unit:
    unit = locked(unit)
    if not rules.can_merge_units(by, unit):
        raise NotAllowed(rules.who_may_move_unit(unit))
    require_life(unit, on)
    return unit


def _parent_of(units: Sequence[Unit], parent: Unit | None, by: User | None, on: date) -> Unit:
    if not units:
        raise Refused(_("Choose at least two different units."), field="units")
    above = parent if parent is not None else units[0].parent
    if above is None:
        raise Refused(_("The top of a tree is not merged or split."), field="units")
    above = locked(above)
    if not rules.can_found_unit(by, above):
        raise NotAllowed(rules.who_may_keep_units(above))
    if any(above.path.startswith(unit.path) for unit in units):
        raise Refused(_("A unit cannot be moved below itself."), field="parent")
    require_nesting(units[0].kind, above)
    require_standing(above, on)
    return above


def _counted(plan: Plan) -> dict[str, Any]:
    """What the book keeps of the plan: units that ended and moved, posts that went over and that ended."""
    return {
        "ended": list(plan.ended),
        "moved": [[move.unit, move.name] if move.name else [move.unit] for move in plan.moved],
        "posts_carried": [goes.post.pk for goes in plan.posts if goes.to],
        "posts_ended": [goes.post.pk for goes in plan.posts if not goes.to],
    }


# -- carrying the plan out ---------------------------------------------------------------------------------------------


def _carry_out(
    shown: Rehearsal, *, by: User | None, basis: str, at: datetime | None
) -> tuple[list[Unit], dict[str, Any]]:
    """The new units at the top of the plan, and what other rooms tell the book."""
    for field, said, _unit in shown.problems:
        raise Refused(said, field=field)
    plan, stood = shown.plan, [shown.units[pk].path for pk in shown.plan.ended]
    units = _found(shown, basis)
    _move(plan, units, basis)
    _carry_people(plan, units, basis)
    _end(plan)
    _settle_settings(plan, units)
    for source, key, share in plan.links:
        Succession.objects.create(
            predecessor_id=source, successor=units[key], on=plan.on, kind=plan.kind, share=_kept(share), basis=basis
        )
    if plan.kind == MERGED:
        _stand_below(plan, units)
    _serve(plan, units)
    tops = [units[new.key] for new in plan.founded if not new.parent]
    carried = {key: value for carriage in shown.carriages for key, value in carriage.carry(units, by=by, at=at).items()}
    tree_changed(
        *stood, *Unit.objects.filter(pk__in=plan.ended).values_list("path", flat=True), *(u.path for u in tops)
    )
    return tops, carried


def _kept(share: Fraction) -> Decimal:
    """A share as it is kept; the plan has seen that it has no more decimals than fit."""
    return Decimal(share.numerator) / Decimal(share.denominator)


def _found(shown: Rehearsal, basis: str) -> dict[str, Unit]:
    """The new units by their keys, each after the one above it."""
    units: dict[str, Unit] = {}
    for new in shown.plan.founded:
        first = shown.units[new.sources[0][0]]
        above = units[new.parent] if new.parent else shown.parent
        made = lay_unit(new.kind, new.name, above, shown.plan.on, basis, is_demonstration=first.is_demonstration)
        made.inherits = True
        made.save(update_fields=["inherits"])
        units[new.key] = made
    return units


def _move(plan: Plan, units: Mapping[str, Unit], basis: str) -> None:
    for move in plan.moved:
        child = Unit.objects.select_for_update().get(pk=move.unit)
        place_anew(child, units[move.to], plan.on, basis)
        if move.name:
            child.names.filter(valid_to=None).update(valid_to=plan.on)
            UnitName.objects.create(unit=child, name=move.name, valid_from=plan.on, basis=basis)
            child.name, child.folded = move.name, fold(move.name)
            child.save(update_fields=["name", "folded"])


def _carry_people(plan: Plan, units: Mapping[str, Unit], basis: str) -> None:
    """Members, records of people and posts; sight of sensitive records ends and is granted anew."""
    on = plan.on
    for pk, key in plan.people_to.items():
        spells = list(Membership.objects.filter(unit_id=pk, valid_to=None))
        Membership.objects.filter(pk__in=[spell.pk for spell in spells]).update(valid_to=on)
        Membership.objects.bulk_create(
            Membership(person_id=spell.person_id, unit=units[key], kind=spell.kind, valid_from=on, basis=basis)
            for spell in spells
        )
        Person.objects.filter(home_id=pk).update(home=units[key])
    until = dict(Post.objects.filter(pk__in=[goes.post.pk for goes in plan.posts]).values_list("pk", "valid_to"))
    Post.objects.filter(pk__in=until).update(valid_to=on)
    Post.objects.bulk_create(
        Post(
            person_id=goes.post.person,
            unit=units[goes.to],
            kind=goes.post.kind,
            valid_from=on,
            valid_to=until[goes.post.pk],
            basis=basis,
        )
        for goes in plan.posts
        if goes.to
    )
    SightGrant.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), unit_id__in=plan.ended).update(valid_to=on)


def _end(plan: Plan) -> None:
    for pk in plan.ended:
        unit = Unit.objects.select_for_update().get(pk=pk)
        unit.placements.filter(valid_to=None).update(valid_to=plan.on)
        unit.names.filter(valid_to=None).update(valid_to=plan.on)
        unit.ended_on, unit.passed_on = plan.on, True
        unit.save(update_fields=["ended_on", "passed_on"])


def _settle_settings(plan: Plan, units: Mapping[str, Unit]) -> None:
    """What the units before had all chosen alike holds on; where they differ the new unit begins with the usual."""
    names = ("closing_day", "pace_tolerance", "spelling")
    for new in plan.founded:
        sources = [pk for pk, _share in new.sources]
        chosen = UnitSettings.objects.filter(unit_id__in=sources).values_list(*names)
        if len(chosen) == len(sources) and len(set(chosen)) == 1:
            UnitSettings.objects.create(unit=units[new.key], **dict(zip(names, chosen[0], strict=True)))


def _stand_below(plan: Plan, units: Mapping[str, Unit]) -> None:
    """In today's tree a merged unit stands, with all that ended below it, under the one that carries it on."""
    for new in plan.founded:
        if new.parent:
            continue
        for pk, _share in new.sources:
            old = Unit.objects.get(pk=pk).path
            path = f"{units[new.key].path}{pk}/"
            Unit.objects.filter(path__startswith=old).update(path=Concat(Value(path), Substr("path", len(old) + 1)))
            Unit.objects.filter(pk=pk).update(parent=units[new.key])


def _serve(plan: Plan, units: Mapping[str, Unit]) -> None:
    """Cells that served a merged hamlet serve the new one, and merged cells of one hamlet go on to serve it; after a split
    somebody has to say whom they serve."""
    for new in plan.founded:
        sources = [pk for pk, _share in new.sources]
        made = units[new.key] if plan.kind == MERGED else None
        Unit.objects.filter(serves_id__in=sources, ended_on=None).update(serves=made)
        served = set(Unit.objects.filter(pk__in=sources).values_list("serves_id", flat=True))
        if made is not None and len(served) == 1:
            Unit.objects.filter(pk=made.pk).update(serves_id=served.pop())
