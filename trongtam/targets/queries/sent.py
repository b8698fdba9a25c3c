"""What stands after a sheet was sent: the targets it moved, and what the office sent for the unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trongtam.ledger.models import Entry

from ..computing.scope import answering_above
from ..models import Target
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


def proxy_entry(sheet: EntrySheet) -> Entry | None:
    """The book's last entry of this month's sheet that the office made for the unit."""
    entries = Entry.objects.filter(unit_id=sheet.unit.pk, proxy=True, act="targets.sheet_stated")
    return entries.filter(payload__after__period=sheet.period.code).select_related("by").order_by("-at").first()
