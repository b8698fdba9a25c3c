"""What a follower's report of his visits is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from trongtam.ground.periods import MONTH, QUARTER, YEAR, Period
from trongtam.org.models import Unit
from trongtam.work.queries.organ import Organ, organ_of_list

from ..models import Duty, Recommendation, SourceKind, Visit
from ..owing import Entry, Sum, span_of, sum_of
from .duties import owed
from .following_pages import commune_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User

SPANS = (MONTH, QUARTER, YEAR)


@dataclass(frozen=True)
class VisitReport:
    """A duty in a month, quarter or year, as it stands on a day: the spans that ended in it or run, its visits, the oldest first,
    and what was asked for on each."""

    duty: Duty
    span: Period
    day: date
    entries: Sequence[Entry]
    visits: Sequence[Visit]
    raised: Mapping[int, Sequence[Recommendation]]

    @property
    def sum(self) -> Sum:
        return sum_of(self.entries)

    @property
    def recommendations(self) -> list[Recommendation]:
        return [one for visit in self.visits for one in self.raised.get(visit.pk, ())]

    @property
    def has_invented(self) -> bool:
        return any(one.is_invented for one in self.visits) or self.duty.is_invented


def read(duty: Duty, span: Period, user: User, day: date) -> VisitReport:
    """As far as the viewer sees it. Six queries or so."""
    entries = [
        one for one in owed([duty], today=day)[duty.pk] if span.start <= one.span.end and one.span.start <= span.end
    ]
    seen = Visit.objects.visible_to(user).standing().filter(duty=duty, on__range=(span.start, min(span.end, day)))
    visits = list(seen.select_related("unit").order_by("on", "pk"))
    raised: dict[int, list[Recommendation]] = {}
    asked = Recommendation.objects.visible_to(user).filter(
        source_kind=SourceKind.VISIT, source_id__in=[one.pk for one in visits]
    )
    for one in asked.select_related("organ").order_by("pk"):
        raised.setdefault(one.source_id or 0, []).append(one)
    return VisitReport(duty, span, day, entries, visits, raised)


def organ_of(duty: Duty) -> Organ:
    """Who issues it: the Party committee of the commune in which the unit stands; of a place above, its own."""
    return organ_of_list(commune_of(duty.unit) or duty.unit)


def issuing_unit_of(duty: Duty) -> Unit:
    return organ_of(duty).unit


def spans_of(duty: Duty, day: date) -> list[Period]:
    """What is offered: month, quarter and year of the day, or of the duty's last day; and the year before."""
    last = day
    if duty.valid_to is not None and duty.valid_to <= day:
        last = date.fromordinal(duty.valid_to.toordinal() - 1)
    found = [span_of(every, last) for every in SPANS]
    before = Period.year(last.year - 1)
    return [*found, before] if before.end >= duty.valid_from else found
