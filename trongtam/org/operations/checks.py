"""What every operation of this room asks before it changes anything: the day, the basis, the life and place of a unit."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused
from trongtam.ground.vntext import fold

from .. import nesting
from ..models import Placement, Unit, UnitKind

LONGEST_NAME = 160


def day_of(moment: datetime | None) -> date:
    return timezone.localdate(moment)


def printed(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def require_basis(basis: str) -> str:
    basis = basis.strip()
    if not basis:
        raise Refused(_("Name the decision that this rests on."), field="basis")
    return basis


def require_past(on: date, at: datetime | None) -> None:
    if on > day_of(at):
        raise Refused(_("The date lies in the future: enter it when the day has come."), field="on")


def require_life(unit: Unit, on: date, *, field: str = "on") -> None:
    """Refused when the unit does not exist on a day."""
    if on < unit.founded_on:
        raise Refused(
            _("%(unit)s exists only since %(day)s.") % {"unit": unit.name, "day": printed(unit.founded_on)}, field=field
        )
    if unit.ended_on is not None and on >= unit.ended_on:
        raise Refused(_("%(unit)s ended on %(day)s.") % {"unit": unit.name, "day": printed(unit.ended_on)}, field=field)


def locked(unit: Unit) -> Unit:
    return Unit.objects.select_for_update().get(pk=unit.pk)


def clean_unit_name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Give the unit a name."), field="name")
    if len(name) > LONGEST_NAME:
        raise Refused(_("The name is longer than %(n)s characters.") % {"n": LONGEST_NAME}, field="name")
    return name


def refuse_twin(name: str, kind: str, parent: Unit | None, but: Unit | None = None) -> None:
    twins = Unit.objects.filter(parent=parent, kind=kind, folded=fold(name), ended_on__isnull=True)
    if twins.exclude(pk=but.pk if but else 0).exists():
        raise Refused(_("There is already a unit named “%(name)s” here.") % {"name": name}, field="name")


def require_nesting(kind: str, parent: Unit) -> None:
    if not nesting.may_stand_below(kind, parent.kind):
        raise Refused(
            _("A unit of kind “%(kind)s” does not stand below one of kind “%(parent)s”.")
            % {"kind": UnitKind(kind).label, "parent": UnitKind(parent.kind).label},
            field="parent",
        )


def require_standing(parent: Unit, on: date) -> None:
    """The parent exists on the day and has stood at its place since: else the path of that day would be another."""
    require_life(parent, on)
    latest = Placement.objects.filter(unit=parent).aggregate(latest=Max("valid_from"))["latest"]
    if latest is not None and latest > on:
        raise Refused(
            _("%(unit)s was moved on %(day)s: choose that day or a later one.")
            % {"unit": parent.name, "day": printed(latest)},
            field="on",
        )
