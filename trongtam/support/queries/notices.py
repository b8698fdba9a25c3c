"""Which notices a unit has to acknowledge or to tell; who has not acknowledged one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from trongtam.org.models import Unit, UnitKind
from trongtam.org.reach import Reach
from trongtam.work.rules import own_units, territory

from ..models import Notice, NoticeTo

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def untold(unit: Unit, at: datetime) -> list[NoticeTo]:
    """Notices of a unit that were not told to its members yet, the oldest first: for the next agenda. One query."""
    lines = NoticeTo.objects.untold().filter(unit=unit, notice__on__lte=timezone.localdate(at))
    return list(lines.select_related("notice__unit", "unit").order_by("notice__on", "pk"))


def to_acknowledge(user: User) -> QuerySet[NoticeTo]:
    """What one's own units have not acknowledged."""
    units = own_units(Reach.of(user))
    lines = NoticeTo.objects.unacknowledged().filter(unit__in=units) if units else NoticeTo.objects.none()
    return lines.select_related("notice__unit", "unit").order_by("notice__due_on", "notice__on", "pk")


LATEST = 30


@dataclass(frozen=True, slots=True)
class SentRow:
    """A notice that was sent: to how many units, how many have acknowledged and told it."""

    notice: Notice
    units: int
    acknowledged: int
    told: int


def sent_by(unit: Unit, user: User) -> list[SentRow]:
    """The notices of an organ, the newest first. One query."""
    standing = Q(lines__handed_to__isnull=True)
    found = (
        Notice.objects.visible_to(user)
        .filter(unit=unit)
        .select_related("unit")
        .annotate(
            n_units=Count("lines", filter=standing, distinct=True),
            n_acknowledged=Count("lines", filter=standing & Q(lines__acknowledged_at__isnull=False), distinct=True),
            n_told=Count("lines", filter=standing & Q(lines__told_on__isnull=False), distinct=True),
        )
    )
    return [SentRow(one, one.n_units, one.n_acknowledged, one.n_told) for one in found.order_by("-on", "-pk")]


def units_below(unit: Unit, user: User) -> QuerySet[Unit]:
    """Who may be sent a notice: the units below that exist today, as the person sees them."""
    below = Unit.objects.visible_to(user).on(timezone.localdate()).filter(path__startswith=territory(unit))
    return below.exclude(pk=unit.pk).exclude(path=territory(unit)).order_by("path")


def acknowledged(user: User) -> QuerySet[NoticeTo]:
    """The latest that one's own units have acknowledged."""
    units = own_units(Reach.of(user))
    lines = NoticeTo.objects.standing().filter(unit__in=units, acknowledged_at__isnull=False)
    return lines.select_related("notice__unit", "unit").order_by("-notice__on", "-pk")[:LATEST]


def sending_units(user: User) -> list[Unit]:
    """The organs in whose name one sends notices and that have units below them: committees and hamlets. One query."""
    units = own_units(Reach.of(user))
    kinds = (UnitKind.PARTY_COMMITTEE, UnitKind.HAMLET)
    found = Unit.objects.filter(pk__in=units, kind__in=kinds, ended_on__isnull=True)
    return list(found.select_related("parent").order_by("path"))
