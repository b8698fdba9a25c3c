"""Live indicators over classifications: members and cells at each level, as far as it was decided in the year's round.

A round counts on the last day of its year. Each answers for the whole territory of a unit: by those who stand in the rounds
there, and by rounds of which only the counts are known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.org.models import Unit
from trongtam.targets.live import Behind, Counts, Proof, Share
from trongtam.targets.models import Indicator
from trongtam.work.rules import territory

from ..models import Round, RoundKind, SubjectKind
from ..tables import at_or_above
from .summary import Counted, counted_of, good_count

if TYPE_CHECKING:
    from trongtam.accounts.models import User

Periods = Sequence[tuple[date, date]]
SHOWN = 8


def _best(one: Counted) -> int:
    return at_or_above(one.scheme, one.counts, one.scheme.levels[0].code)


def _good(one: Counted) -> int:
    return good_count(one)


def _completed(one: Counted) -> int:
    return at_or_above(one.scheme, one.counts, one.scheme.proper[-2].code)


def _worst(one: Counted) -> int:
    return one.counts.at(one.scheme.proper[-1].code)


Reading = Callable[[Counted], int]
READINGS: dict[str, tuple[str, Reading]] = {
    "reviews.members_excellent": (SubjectKind.MEMBER, _best),
    "reviews.members_good_or_better": (SubjectKind.MEMBER, _good),
    "reviews.members_completed_or_better": (SubjectKind.MEMBER, _completed),
    "reviews.members_not_completed": (SubjectKind.MEMBER, _worst),
    "reviews.cells_excellent": (SubjectKind.ORGANISATION, _best),
    "reviews.cells_good_or_better": (SubjectKind.ORGANISATION, _good),
    "reviews.cells_completed_or_better": (SubjectKind.ORGANISATION, _completed),
    "reviews.cells_not_completed": (SubjectKind.ORGANISATION, _worst),
}


def provider_of(kind: str, reading: Reading) -> Callable[[Iterable[int], Periods, date | None], Counts]:
    """Shares of those rated, of the yearly rounds that end in a period and have decided something."""

    def provider(units: Iterable[int], periods: Periods, at: date | None = None) -> Counts:
        today = at or timezone.localdate()
        asked = Unit.objects.in_bulk(list(units))
        found = _rounds({territory(unit) for unit in asked.values()})
        counts = {}
        for number, (start, end) in enumerate(periods):
            if start > today:
                continue
            for pk, unit in asked.items():
                inside = [
                    (round_, one)
                    for round_, rows in found
                    if round_.unit.path.startswith(territory(unit)) and start <= round_.period.end <= end
                    for one in rows
                    if one.kind == kind and one.counts.rated
                ]
                share = Share(sum(reading(one) for _r, one in inside), sum(one.counts.rated for _r, one in inside))
                counts[pk, number] = share, tuple(round_.pk for round_, _one in inside)
        return counts

    return provider


def _rounds(paths: set[str]) -> list[tuple[Round, list[Counted]]]:
    """The yearly rounds in some territories with their counts."""
    within = Q(pk__in=[])
    for path in paths:
        within |= Q(unit__path__startswith=path)
    rows = Round.objects.filter(within, kind=RoundKind.YEAR).select_related("unit")
    return [(one, counted_of(one)) for one in rows]


PROVIDERS = {key: provider_of(kind, reading) for key, (kind, reading) in READINGS.items()}


def prove_rounds(indicator: Indicator, unit: Unit, start: date, end: date, user: User) -> Proof:
    """The rounds behind a figure that the viewer sees."""
    kind, reading = READINGS[indicator.provider]
    provider = PROVIDERS[indicator.provider]
    sources = provider([unit.pk], [(start, end)], timezone.localdate()).get((unit.pk, 0), (Share(0, 0), ()))[1]
    seen = Round.objects.visible_to(user).filter(pk__in=sources).select_related("unit").order_by("-period_code", "pk")
    behind = []
    for one in seen[:SHOWN]:
        counted = next((row for row in counted_of(one) if row.kind == kind), None)
        if counted is not None:
            told = f"{reading(counted)}/{counted.counts.rated}"
            behind.append(Behind(one.unit.name, told, one.title, reverse("reviews:table", args=[one.pk])))
    return Proof(tuple(behind), max(0, seen.count() - len(behind)), "", _("All review rounds") if behind else "")
