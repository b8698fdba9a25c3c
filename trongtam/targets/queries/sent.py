"""What stands after a sheet was sent: the targets it moved, and what the office sent for the unit."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet

from trongtam.ground.prepared import Prepared
from trongtam.ledger.models import Entry, Objection
from trongtam.org.models import Unit

from ..acts import FIGURES, SHEET
from ..computing.scope import answering_above
from ..models import Measurement, Target
from .entry_sheet import EntrySheet
from .rows import TargetRow, listed, rows_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def targets_of_sheet(sheet: EntrySheet, user: User) -> dict[int, TargetRow]:
    """The targets that a sheet's typed lines answer, of the unit and of those above, as they stand at the month's end."""
    indicators = [row.indicator.pk for row in sheet.rows if not row.is_live]
    targets = (
        Target.objects.visible_to(user)
        .in_force()
        .filter(answering_above(sheet.unit), indicator__in=indicators)
        .filter(period_start__lte=sheet.period.end, period_end__gte=sheet.period.end)
    )
    rows = rows_of(list(listed(targets)), sheet.period.end, user=user)
    return {row.pk: row for row in rows}


def _entered(unit: int, moments: Collection[datetime]) -> QuerySet[Entry]:
    waiting = Objection.objects.filter(entry=OuterRef("pk"), answered_at__isnull=True)
    entries = Entry.objects.filter(unit_id=unit, proxy=True, at__in=moments, act__in=[*FIGURES, SHEET])
    return entries.select_related("by", "confirmation").annotate(waits=Exists(waiting)).order_by("at", "pk")


_ENTERED = Prepared(_entered)


def entered_for(unit: Unit, statements: Iterable[Measurement]) -> dict[int, Entry]:
    """Statement → the entry of the book by which the office stated, corrected or took it back for the unit, with whether an
    objection `waits` and the unit's confirmation. One query, none where the unit spoke for itself."""
    moments: dict[datetime, list[Measurement]] = {}
    for one in statements:
        if one.proxy:
            moments.setdefault(one.stated_at, []).append(one)
        if one.withdrawn_reason and one.known_to is not None:
            moments.setdefault(one.known_to, []).append(one)
    if not moments:
        return {}
    found: dict[int, Entry] = {}
    for entry in _ENTERED(unit.pk, list(moments)):
        for one in moments[entry.at]:
            if entry.act == SHEET or entry.on_id == str(one.pk):
                found[one.pk] = entry
    return found
