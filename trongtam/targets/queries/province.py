"""The board of a province or district: its communes with their bands, who is behind, whose reports are missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from trongtam.ground.periods import Period
from trongtam.org.models import Unit, UnitKind

from ..figures.overall import share_of
from ..models import Standing, Submission
from .rollups import bands_by_unit
from .summary import BANDS, Tally

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@dataclass(frozen=True)
class CommuneStands:
    """A commune and how its targets of a period stand now, with those of its committee. `behind`: how many are behind pace;
    `owed`: figures of how many rounds it still owes, `late` of them past their due day."""

    unit: Unit
    tally: Tally
    behind: int = 0
    owed: int = 0
    late: int = 0

    @property
    def needs(self) -> tuple[int, int, int]:
        """The greater, the more it needs a hand."""
        return self.behind, self.tally.counts["not_met"], self.late


def communes_below(
    unit: Unit, period: Period, *, user: User, today: date, on: date | None = None
) -> list[CommuneStands]:
    """The communes under a province or district that the person reaches, those that existed on a day (`on`) or exist today.
    Five queries, however many there are."""
    below = Unit.objects.reached_by(user).filter(path__startswith=unit.path, kind=UnitKind.COMMUNE)
    communes = list(below.on(on or today).order_by("folded", "pk"))
    of = {commune.pk: commune.pk for commune in communes}
    led = Unit.objects.filter(
        path__startswith=unit.path, kind=UnitKind.PARTY_COMMITTEE, parent__kind=UnitKind.COMMUNE
    ).values_list("pk", "parent_id")
    of |= {committee: parent for committee, parent in led if parent in of}
    bands: dict[int, Counter[str]] = {commune.pk: Counter() for commune in communes}
    for pk, counts in bands_by_unit(period.code, under=unit).items():
        if pk in of:
            bands[of[pk]].update(counts)
    behind = _behind(of, period)
    owed, late = _owed(of, period, today)
    return [
        CommuneStands(commune, tally_of(bands[commune.pk]), behind[commune.pk], owed[commune.pk], late[commune.pk])
        for commune in communes
    ]


def tally_of(counts: Counter[str]) -> Tally:
    """Counts by band as a tally; which targets they are stays on the board of each commune."""
    total = sum(counts.values())
    known = {band: counts[band] for band in BANDS}
    return Tally(total, known, {band: share_of(n, total) for band, n in known.items()}, dict.fromkeys(BANDS, ()))


def _behind(of: dict[int, int], period: Period) -> Counter[int]:
    rows = Standing.objects.filter(period_code=period.code, pace="behind", unit_id__in=of)
    found: Counter[int] = Counter()
    for pk, count in rows.values_list("unit_id").annotate(n=Count("pk")).order_by():
        found[of[pk]] += count
    return found


def _owed(of: dict[int, int], period: Period, today: date) -> tuple[Counter[int], Counter[int]]:
    """Rounds of periods that end inside this one, to which a commune still owes its figures."""
    rows = (
        Submission.objects.owed()
        .filter(unit_id__in=of, round__period_end__gte=period.start, round__period_end__lte=period.end)
        .values_list("unit_id")
        .annotate(n=Count("pk"), late=Count("pk", filter=Q(round__due_on__lt=today)))
        .order_by()
    )
    owed: Counter[int] = Counter()
    late: Counter[int] = Counter()
    for pk, count, past in rows:
        owed[of[pk]] += count
        late[of[pk]] += past
    return owed, late


def together(communes: Collection[CommuneStands]) -> Tally:
    """All targets of all communes."""
    counts: Counter[str] = Counter()
    for one in communes:
        counts.update(one.tally.counts)
    return tally_of(counts)
