"""Units before and after mergers and splits, as boards show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from trongtam.ground.periods import Period
from trongtam.org.models import Succession, Unit, UnitKind

from ..computing.family import CARRIES_ON
from ..models import Target
from .rows import TargetRow, listed, rows_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User


_UnitOrTarget = TypeVar("_UnitOrTarget", Unit, Target)


def with_last_change(rows: QuerySet[_UnitOrTarget], prefix: str = "") -> QuerySet[_UnitOrTarget]:
    """Units (or rows that lead to one by `prefix`), each with the last day on which units in its territory were merged or
    split, read along with it: `changed_since` asks it."""
    led = When(**{f"{prefix}kind": UnitKind.PARTY_COMMITTEE}, then=F(f"{prefix}parent__path"))
    here = rows.annotate(territory=Coalesce(Case(led, default=None, output_field=CharField()), F(f"{prefix}path")))
    below = Unit.objects.filter(path__startswith=OuterRef("territory"), passed_on=True).exclude(
        pk=OuterRef(f"{prefix}pk")
    )
    return here.annotate(units_changed_on=Subquery(below.order_by("-ended_on").values("ended_on")[:1]))


def changed_since(row: Unit | Target, unit: Unit, day: date) -> bool:
    """Whether units below one have been merged or split after a day on which it existed itself: then the units of the day and
    today's differ. `row` was read by `with_last_change`."""
    changed: date | None = row.__dict__.get("units_changed_on")
    return unit.ended_on is None and changed is not None and changed > day >= unit.founded_on


def tree_of_day(unit: Unit, day: date) -> date | None:
    """The day itself where units below one have been merged or split since, else None: today's tree serves. One query."""
    found = with_last_change(Unit.objects.filter(pk=unit.pk)).first()
    return day if found is not None and changed_since(found, found, day) else None


@dataclass(frozen=True)
class Before:
    """A unit that another carries on for since `on`; `rows`: its targets of the period that stay its own, read on its last
    day, as long as the new unit has set none for the same indicator."""

    unit: Unit
    on: date
    share: Decimal
    rows: tuple[TargetRow, ...]


def units_before(unit: Unit, period: Period, *, user: User, day: date) -> list[Before]:
    """The units that were merged or split into one, that the viewer sees. No query where there is none."""
    if not unit.inherits:
        return []
    links = Succession.objects.filter(
        successor=unit, kind__in=CARRIES_ON, predecessor__in=Unit.objects.visible_to(user)
    )
    found = list(links.select_related("predecessor").order_by("predecessor__folded"))
    ids = [link.predecessor_id for link in found]
    here = Q(unit=unit) | Q(unit__parent=unit, unit__kind=UnitKind.PARTY_COMMITTEE)
    replaced = Target.objects.in_force().filter(here, period_code=period.code).values("indicator")
    stay = Target.objects.in_force().filter(
        Q(unit__in=ids) | Q(unit__parent__in=ids, unit__kind=UnitKind.PARTY_COMMITTEE),
        period_code=period.code,
        carried_into__isnull=True,
    )
    targets = list(listed(stay.exclude(indicator__in=replaced)).order_by("order", "pk"))
    rows: dict[int, list[TargetRow]] = {}
    for on in {link.on for link in found}:
        of_day = [target for target in targets if target.unit.ended_on == on]
        last = min(day, on - timedelta(days=1), period.end)
        for row in rows_of(of_day, last, user=user) if of_day else ():
            above = row.target.unit_id if row.target.unit_id in ids else row.target.unit.parent_id
            rows.setdefault(above or 0, []).append(row)
    return [Before(link.predecessor, link.on, link.share, tuple(rows.get(link.predecessor_id, ()))) for link in found]


@dataclass(frozen=True)
class After:
    """A unit that carries another on."""

    unit: Unit
    on: date


def units_after(unit: Unit, *, user: User) -> list[After]:
    """Who carries a unit on, that the viewer sees. No query where nobody does."""
    if not unit.passed_on:
        return []
    links = Succession.objects.filter(
        predecessor=unit, kind__in=CARRIES_ON, successor__in=Unit.objects.visible_to(user)
    )
    return [After(link.successor, link.on) for link in links.select_related("successor").order_by("successor__folded")]
