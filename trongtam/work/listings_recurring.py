"""What the list of recurring works can be filtered and sorted by, and what goes out of it as a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from trongtam.look.lists import Column, Filter, Listing, Order

from . import presentation_recurring as presentation
from .models import Recurring
from .queries import recurring_pages as pages

if TYPE_CHECKING:
    from trongtam.accounts.models import User

RUNS, OVER = "runs", "over"


def recurring_listing(user: User, day: date) -> Listing:
    """Of one viewer on one day."""

    def lasting(rows: QuerySet[Recurring], value: str) -> QuerySet[Recurring]:
        ended = Q(end__lt=day) | Q(stopped_on__isnull=False, stopped_on__lt=day)
        return rows.filter(ended) if value == OVER else rows.exclude(ended)

    def told(rows: Sequence[Recurring]) -> list[presentation.Row]:
        return [presentation.row(one) for one in pages.listed(rows, user, day)]

    columns = (
        Column(_("Work"), lambda row: row.listed.recurring.title, width=50),
        Column(_("How often"), lambda row: row.rule, width=34),
        Column(_("Who does it"), lambda row: presentation.kind_words(row.listed.recurring.unit_kind), width=24),
        Column(_("From the day"), lambda row: row.listed.recurring.start, "date", 12),
        Column(_("Until the day"), lambda row: row.listed.recurring.last_day, "date", 12),
        Column(_("Last time"), lambda row: row.listed.last, "date", 12),
        Column(_("Units that kept it"), lambda row: row.listed.kept.kept, "number", 12),
        Column(_("Of the units"), lambda row: row.listed.kept.units, "number", 12),
        Column(_("Excused"), lambda row: row.listed.kept.excused, "number", 12),
    )
    return Listing(
        _("Recurring works"),
        columns,
        (
            Order("newest", _("Newest first"), ("-start", "-pk")),
            Order("title", _("Work"), words="title"),
        ),
        (Filter("lasts", _("State"), lasting, ((RUNS, _("goes on")), (OVER, _("has ended")))),),
        told=told,
    )
