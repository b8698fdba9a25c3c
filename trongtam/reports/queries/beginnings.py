"""Which reports can be begun: resolutions with targets, and the periods of reports inside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from trongtam.ground.periods import HALF, NINE_MONTHS, TERM, YEAR, Period
from trongtam.org.models import Unit
from trongtam.org.reach import Reach, Right
from trongtam.resolutions.models import Document
from trongtam.targets.models import Target

from ..models import Report

if TYPE_CHECKING:
    from trongtam.accounts.models import User

REPORTED = (HALF, NINE_MONTHS, YEAR, TERM)


@dataclass(frozen=True)
class Beginning:
    """A report that can be begun; `report` is the one already there."""

    document: Document
    unit: Unit
    period: Period
    report: Report | None


def own_targets(document: Document, unit: Unit) -> QuerySet[Target]:
    """Targets of a document in force that a unit and the committee leading it have."""
    owner = Q(unit=unit) | Q(unit__parent=unit, unit__kind="party_committee")
    return Target.objects.in_force().filter(owner, document=document)


def targets_for(document: Document, unit: Unit, period: Period) -> QuerySet[Target]:
    """Those whose own period holds the report's."""
    return own_targets(document, unit).filter(period_start__lte=period.start, period_end__gte=period.end)


def nearest(targets: Iterable[Target]) -> list[Target]:
    """Of an indicator promised for a year and for the term, only the nearer promise; the order stays."""
    known = list(targets)
    shortest: dict[tuple[int, str], int] = {}
    for target in known:
        key, days = (target.indicator_id, target.part), (target.period_end - target.period_start).days
        shortest[key] = min(days, shortest.get(key, days))
    return [
        target
        for target in known
        if (target.period_end - target.period_start).days == shortest[target.indicator_id, target.part]
    ]


def period_choices(codes: Iterable[str], today: date) -> list[Period]:
    """Periods of reports inside the periods of targets that have begun, newest first: halves, nine months, years, terms."""
    found: set[Period] = set()
    for promised in map(Period.parse, set(codes)):
        if promised.kind == TERM:
            found.add(promised)
        for year in range(promised.start.year, min(promised.end.year, today.year) + 1):
            inside = (Period.half(year, 1), Period.nine_months(year), Period.half(year, 2), Period.year(year))
            found |= {period for period in inside if promised.contains(period)}
    return sorted((period for period in found if period.start <= today), key=lambda period: (period.end, period.start))[::-1]


def documents_to_report(user: User) -> list[Document]:
    """Documents with targets, of units for which the person writes reports; newest first."""
    reach = Reach.of(user)
    seen = Document.objects.visible_to(user).filter(targets__withdrawn_at__isnull=True, targets__isnull=False)
    found = seen.select_related("unit").distinct().order_by("-issued_on", "-pk")
    return [document for document in found if reach.may(Right.REPORTS, document.unit)]


def beginnings(document: Document, unit: Unit, today: date) -> list[Beginning]:
    """Every period of reports of one document, with the report where there is one."""
    codes = own_targets(document, unit).values_list("period_code", flat=True).distinct()
    begun = {report.period_code: report for report in Report.objects.filter(document=document, unit=unit)}
    return [Beginning(document, unit, period, begun.get(period.code)) for period in period_choices(codes, today)]
