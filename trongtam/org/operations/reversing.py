"""A new name or place that was a mistake is taken back: what held before holds on, and the book keeps both."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.vntext import fold
from trongtam.ledger import book

from .. import rules
from ..changes import tree_changed
from ..models import Placement, Unit
from .checks import locked, printed, refuse_twin

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def withdraw_renaming(unit: Unit, *, by: User, reason: str, at: datetime | None = None) -> Unit:
    """The last new name of a unit is taken back; the name before it holds on. Raises NotAllowed, Refused."""
    unit = locked(unit)
    if not rules.can_rename_unit(by, unit):
        raise NotAllowed(rules.who_may_keep_units(unit))
    _require_reason(reason)
    _refuse_ended(unit)
    last, before = [*unit.names.order_by("-valid_from")[:2], None][:2]
    if last is None or before is None or before.valid_to != last.valid_from:
        raise Refused(_("%(unit)s has no earlier name to go back to.") % {"unit": unit.name})
    refuse_twin(before.name, unit.kind, unit.parent, but=unit)
    last.delete()
    before.valid_to = None
    before.save(update_fields=["valid_to"])
    unit.name, unit.folded = before.name, fold(before.name)
    unit.save(update_fields=["name", "folded"])
    told = {"name": last.name, "on": last.valid_from, "basis": last.basis}
    after = {"name": before.name}
    book.write("org.renaming_withdrawn", by=by, on=unit, unit=unit, before=told, after=after, note=reason, at=at)
    return unit


@transaction.atomic
def withdraw_move(unit: Unit, *, by: User, reason: str, at: datetime | None = None) -> Unit:
    """The last move of a unit is taken back: it and all below it stand where they stood. Raises NotAllowed, Refused when
    something in its part of the tree changed after the move."""
    unit = locked(unit)
    if not rules.can_withdraw_move(by, unit):
        raise NotAllowed(rules.who_may_move_unit(unit))
    _require_reason(reason)
    last, before = refuse_built_on_move(unit)
    assert before.parent is not None
    refuse_twin(unit.name, unit.kind, before.parent)
    old, new = unit.path, before.path
    _place_back(unit, last, old, new)
    Unit.objects.filter(path__startswith=old, ended_on__isnull=True).update(
        path=Concat(Value(new), Substr("path", len(old) + 1))
    )
    unit.parent, unit.path = before.parent, new
    unit.save(update_fields=["parent"])
    tree_changed(old, new)
    told = {"parent": last.parent_id, "on": last.valid_from, "basis": last.basis}
    after = {"parent": before.parent_id}
    book.write("org.move_withdrawn", by=by, on=unit, unit=unit, before=told, after=after, note=reason, at=at)
    return unit


def refuse_built_on_move(unit: Unit) -> tuple[Placement, Placement]:
    """The last placement of a unit and the one before it. Raises Refused where the last move cannot be taken back."""
    _refuse_ended(unit)
    last, before = [*unit.placements.select_related("parent").order_by("-valid_from")[:2], None][:2]
    if last is None or before is None or before.valid_to != last.valid_from or before.parent is None:
        raise Refused(_("%(unit)s has no earlier place to go back to.") % {"unit": unit.name})
    if before.parent.ended_on is not None:
        raise Refused(_("%(unit)s ended since.") % {"unit": before.parent.name})
    above = before.parent.path
    if before.path != f"{above}{unit.pk}/":
        raise Refused(_("%(unit)s was moved since.") % {"unit": before.parent.name})
    below = Placement.objects.filter(path__startswith=unit.path)
    changes = below.aggregate(begun=Max("valid_from"), ended=Max("valid_to"))
    latest = max(day for day in (changes["begun"], changes["ended"], last.valid_from) if day is not None)
    if latest > last.valid_from:
        names = {"unit": unit.name, "day": printed(latest)}
        raise Refused(_("Below %(unit)s something changed its place on %(day)s.") % names)
    return last, before


def _place_back(unit: Unit, last: Placement, old: str, new: str) -> None:
    """What the move closed is open again; what was founded on that very day keeps its row under the old path."""
    opened = list(Placement.objects.filter(path__startswith=old, valid_to__isnull=True))
    ids = [row.unit_id for row in opened]
    closed = Placement.objects.filter(unit__in=ids, valid_to=last.valid_from, path__startswith=new)
    stood = set(closed.values_list("unit_id", flat=True))
    Placement.objects.filter(pk__in=[row.pk for row in opened if row.unit_id in stood]).delete()
    closed.update(valid_to=None)
    Placement.objects.filter(pk__in=[row.pk for row in opened if row.unit_id not in stood]).update(
        path=Concat(Value(new), Substr("path", len(old) + 1))
    )


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Please say why."), field="reason")


def _refuse_ended(unit: Unit) -> None:
    if unit.ended_on is not None:
        raise Refused(_("%(unit)s ended on %(day)s.") % {"unit": unit.name, "day": printed(unit.ended_on)})
