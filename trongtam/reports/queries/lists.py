"""Lists of reports, and what the search finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from trongtam.ground.holding import holding
from trongtam.ground.periods import Period
from trongtam.ground.prepared import Prepared
from trongtam.ground.vntext import fold
from trongtam.look.registry import Found

from ..models import Report

if TYPE_CHECKING:
    from trongtam.accounts.models import User

MOST = 200


@dataclass(frozen=True)
class ReportLine:
    """A report in the list. `written` of `to_write` sections hold text of this period (carried ones do not count)."""

    report: Report
    period: Period
    written: int
    to_write: int


def reports_of(user: User) -> list[ReportLine]:
    """Reports of units in reach, newest period first. One query."""
    kept = Count("texts", filter=~Q(texts__text="") & Q(texts__carried_from__isnull=True))
    reports = Report.objects.visible_to(user).select_related("unit", "document").annotate(written=kept)
    reports = reports.order_by("-period_end", "period_start", "-pk")[:MOST]
    return [ReportLine(one, one.period, one.written, len(one.outline.written)) for one in reports]


_NAMED = Prepared(lambda user, words: holding(Report.objects.visible_to(user).select_related("unit"), words)[:20])


def found(text: str, user: User) -> list[Found]:
    """Reports whose title holds the words, in either spelling, with or without diacritics."""
    return [
        Found(report.title, _("Report"), reverse("reports:report", args=[report.pk]), report.unit.name, 0.5)
        for report in _NAMED(user, fold(text).split())
    ]
