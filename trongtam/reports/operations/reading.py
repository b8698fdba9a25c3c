"""The day up to which the figures of a report are read."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from trongtam.ground.errors import NotAllowed
from trongtam.ledger import book

from .. import rules
from ..models import Report
from .reports import refuse_day_outside

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def move_reading_day(report: Report, *, by: User, day: date, at: datetime | None = None) -> Report:
    """Read the figures on another day of the period. The same day again changes nothing. Raises NotAllowed, Refused."""
    report = Report.objects.select_for_update(of=("self",)).select_related("unit").get(pk=report.pk)
    if not rules.can_move_reading_day(by, report):
        raise NotAllowed(rules.who_may_report(report.unit))
    refuse_day_outside(report.period, day, timezone.localdate(at))
    if day == report.reading_day:
        return report
    before, report.reading_day = report.reading_day, day
    report.save(update_fields=["reading_day"])
    book.write("reports.reading_day_moved", by=by, on=report, unit=report.unit, before=before, after=day, at=at)
    return report
