"""What the list of one's long work can be filtered and sorted by."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from .lists import Column, Filter, Listing, Order, among
from .models import Job


def job_listing() -> Listing:
    """Of plain rows, the newest first."""
    return Listing(
        _("Background work"),
        (
            Column(_("Work"), lambda job: job.title, width=50),
            Column(_("State"), lambda job: str(job.get_state_display()), width=18),
            Column(_("Asked on"), lambda job: timezone.localdate(job.asked_at), "date", 14),
            Column(_("Ended on"), lambda job: _day(job.ended_at), "date", 14),
            Column(_("What came of it"), lambda job: job.said, width=50),
        ),
        (
            Order("newest", _("Newest first")),
            Order("title", _("Work"), words=lambda job: job.title),
            Order("state", _("State"), lambda job: (list(Job.State).index(Job.State(job.state)), -job.pk)),
        ),
        (Filter("state", _("State"), among(lambda job: job.state), Job.State.choices),),
        text=lambda job: f"{job.title} {job.said}",
    )


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment is not None else None
