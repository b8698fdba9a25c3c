"""Which reports can be begun: resolutions with targets, and the periods of reports inside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone

from trongtam.ground.periods import HALF, NINE_MONTHS, TERM, YEAR, Period
from trongtam.org.models import Post, PostKind, Unit, UnitKind
from trongtam.org.models.units import on_date
from trongtam.org.reach import Reach, Right
from trongtam.resolutions.models import Document
from trongtam.resolutions.rules import territory
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


def held_by(unit: Unit) -> Q:
    """Condition on targets: those of the territory that a unit answers for, and of the committee leading it."""
    path = territory(unit)
    return Q(unit=unit) | Q(unit__path=path) | Q(unit__parent__path=path, unit__kind=UnitKind.PARTY_COMMITTEE)


def own_targets(document: Document, unit: Unit) -> QuerySet[Target]:
    """Targets of a document in force that a unit, or the committee leading it, has."""
    return Target.objects.in_force().filter(held_by(unit), document=document)


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
    begun = [period for period in found if period.start <= today]
    return sorted(begun, key=lambda period: (-period.end.toordinal(), period.start))


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


def documents_with_targets(unit: Unit, period: Period) -> list[Document]:
    """Documents with targets of the unit (or the committee leading it) whose period holds this one, newest first."""
    held = Target.objects.in_force().filter(held_by(unit), period_start__lte=period.start, period_end__gte=period.end)
    found = Document.objects.filter(pk__in=held.exclude(document=None).values("document"))
    return list(found.select_related("unit").order_by("-issued_on", "-pk"))


def usual_reader(unit: Unit) -> User | None:
    """Who would compile the unit's report: its office, else its secretary or deputy; the first in post. None: nobody."""
    kinds: list[str] = [PostKind.OFFICE, PostKind.SECRETARY, PostKind.DEPUTY_SECRETARY]
    near = Q(unit_id__in=unit.path_ids) | Q(unit__parent_id__in=unit.path_ids, unit__kind=UnitKind.PARTY_COMMITTEE)
    posts = Post.objects.filter(near, on_date(timezone.localdate()), kind__in=kinds, person__user__is_active=True)
    found = sorted(
        posts.select_related("person__user", "unit"),
        key=lambda post: (-post.unit.path.count("/"), kinds.index(post.kind), post.pk),
    )
    readers = (post.person.user for post in found)
    return next((user for user in readers if Reach.of(user).may(Right.REPORTS, unit)), None)
