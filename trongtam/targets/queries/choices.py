"""What the forms about targets offer: what may be measured, who may answer, which units take a part."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from trongtam.org.models import Person, Unit, UnitKind
from trongtam.org.models.units import on_date
from trongtam.resolutions.models import Document

from ..computing.scope import scope_path
from ..models import Indicator, Target

if TYPE_CHECKING:
    from trongtam.accounts.models import User


KEEPERS = (UnitKind.PARTY_COMMITTEE, UnitKind.GOVERNMENT, UnitKind.PEOPLES_COUNCIL)


def indicators_for(unit: Unit, user: User) -> QuerySet[Indicator]:
    """Indicators of the house, of the unit, of its committee and of the units above it."""
    owners = Q(owner__isnull=True) | Q(owner__in=unit.path_ids) | Q(owner__parent=unit, owner__kind="party_committee")
    return Indicator.objects.visible_to(user).filter(owners).order_by("sector", "folded")


def documents_for(unit: Unit, user: User) -> QuerySet[Document]:
    """Documents that may promise something for the unit: its own, its committee's and those of its government, newest first."""
    keepers = Q(unit=unit) | Q(unit__parent=unit, unit__kind__in=KEEPERS)
    return Document.objects.visible_to(user).filter(keepers).order_by("-issued_on", "-pk")


def led_by(document: Document) -> Unit:
    """The unit whose targets a document sets: for a Party committee the unit that it leads."""
    unit = document.unit
    return unit.parent if unit.kind == UnitKind.PARTY_COMMITTEE and unit.parent is not None else unit


def people_for(unit: Unit, today: date) -> QuerySet[Person]:
    """Who may answer for a target: those who hold a post in the unit's territory today."""
    held = on_date(today, "posts__") & Q(posts__unit__path__startswith=scope_path(unit))
    return Person.objects.filter(held).distinct().order_by("folded")


def kinds_below(unit: Unit, today: date) -> frozenset[str]:
    """The kinds of the units in a unit's territory. One query."""
    below = Unit.objects.filter(path__startswith=scope_path(unit)).on(today)
    return frozenset(below.order_by().values_list("kind", flat=True).distinct())


def units_to_allot(target: Target, today: date) -> list[Unit]:
    """The units below that state the figures and have no part of the target yet. One query."""
    taken = target.allotments.in_force().values("unit_id")
    below = Unit.objects.filter(path__startswith=scope_path(target.unit), kind=target.indicator.stated_by)
    return list(below.on(today).exclude(pk=target.unit_id).exclude(pk__in=taken).order_by("path"))
