"""The ladder of a unit as a page reads it: each indicator month by month beside the exemplar, judged by the figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from trongtam.ground.periods import month_end
from trongtam.org.models import Unit
from trongtam.org.reach import Reach

from .. import ladder as pure
from ..ladder import Climb, Month
from ..models import Basis, Exemplar, ExemplarKind, Ladder, Rung
from ..peers import Peer, middle, peers
from .figures import Figure, Figures, figures
from .sizes import places

if TYPE_CHECKING:
    from trongtam.accounts.models import User

MOST_PEERS = 60


@dataclass(frozen=True, slots=True)
class RungRead:
    """One indicator. `others`: lowest, middle and highest of comparable units in the last month that both are known, and of how
    many; never which unit has which."""

    rung: Rung
    months: tuple[Month, ...]
    climb: Climb
    others: tuple[int, Decimal, Decimal, Decimal] | None = None

    @property
    def last(self) -> Month | None:
        """The last month that both are known."""
        return next((one for one in reversed(self.months) if one.mine is not None and one.theirs is not None), None)


@dataclass(frozen=True, slots=True)
class LadderRead:
    ladder: Ladder
    rungs: tuple[RungRead, ...]
    climb: Climb
    peer: Peer | None


def offered(unit: Unit, user: User, day: date) -> list[tuple[Exemplar, Peer]]:
    """Recognised units of the same kind to learn from: like in size first, near first; never by their figures. Two queries."""
    rows = Exemplar.objects.visible_to(user).to_learn_from().filter(kind=ExemplarKind.UNIT, unit__kind=unit.kind)
    found = {
        one.unit_id: one for one in rows.exclude(unit=unit).select_related("unit", "recognised_by").order_by("-pk")
    }
    me, *others = places([unit, *(one.unit for one in found.values())], day)
    return [(found[peer.place.key], peer) for peer in peers(me, others)]


def read_ladders(
    ladders: Sequence[Ladder], *, user: User, today: date | None = None, with_others: bool = False
) -> list[LadderRead]:
    """Of ladders with unit, exemplar__unit and rungs__indicator__weight at hand. Queries do not grow with their number."""
    day = today or timezone.localdate()
    if not ladders:
        return []
    units = list({one.pk: one for each in ladders for one in (each.unit, each.exemplar.unit)}.values())
    beside = _beside(ladders[0].unit, user, day) if with_others else []
    indicators = list({rung.indicator_id: rung.indicator for one in ladders for rung in one.rungs.all()}.values())
    everybody = list({one.pk: one for one in (*units, *beside)}.values())
    read = figures(everybody, indicators, min(one.since for one in ladders), day)
    sized = {place.key: place for place in places(everybody, day)}
    found = []
    for one in ladders:
        like = (
            [peer.place.key for peer in peers(sized[one.unit_id], sized.values()) if peer.fits] if with_others else []
        )
        rungs = tuple(_rung(rung, one, read, like, day) for rung in one.rungs.all())
        whole = pure.climb(pure.together([pure.sides(each.months, each.rung.indicator.better) for each in rungs]))
        peer = next(iter(peers(sized[one.unit_id], [sized[one.exemplar.unit_id]])), None)
        found.append(LadderRead(one, rungs, whole, peer))
    return found


def _beside(unit: Unit, user: User, day: date) -> list[Unit]:
    """Units of the same kind in the same commune, whoever asks: only sums over them are shown, of at least three."""
    top = _commune_path(unit)
    rows = Unit.objects.on(day).filter(kind=unit.kind, path__startswith=top)
    return list(rows.order_by("path")[:MOST_PEERS])


def _commune_path(unit: Unit) -> str:
    """The path down to the commune where there is one (province ▸ commune ▸ …, or with a district between)."""
    above = Unit.objects.filter(pk__in=unit.path_ids, kind="commune").values_list("path", flat=True).first()
    return above or unit.path


def _rung(rung: Rung, ladder: Ladder, read: Figures, like: Sequence[int], day: date) -> RungRead:
    last = min(day, ladder.ended_on or day)
    mine = read.get((ladder.unit_id, rung.indicator_id), {})
    theirs = read.get((ladder.exemplar.unit_id, rung.indicator_id), {})
    months = tuple(
        Month(on, shown(mine.get(on), rung.basis), shown(theirs.get(on), rung.basis))
        for on in _month_ends(ladder.since, last)
        if on in mine or on in theirs
    )
    climbed = pure.climb(pure.sides(months, rung.indicator.better))
    both = [one.on for one in months if one.mine is not None and one.theirs is not None]
    return RungRead(rung, months, climbed, _others(rung, read, like, both[-1]) if both else None)


def shown(figure: Figure | None, basis: str) -> Decimal | None:
    if figure is None:
        return None
    return figure.percent if basis == Basis.PLAN else figure.value


FEWEST = 3


def _others(rung: Rung, read: Figures, like: Sequence[int], on: date) -> tuple[int, Decimal, Decimal, Decimal] | None:
    """None where so few are known that a figure would tell whose it is."""
    values = [
        value
        for unit in like
        if (value := shown(read.get((unit, rung.indicator_id), {}).get(on), rung.basis)) is not None
    ]
    if len(values) < FEWEST:
        return None
    centre = middle(values)
    assert centre is not None
    return len(values), min(values), centre, max(values)


def _month_ends(since: date, until: date) -> list[date]:
    found, year, month = [], since.year, since.month
    while (year, month) <= (until.year, until.month):
        found.append(month_end(year, month))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def usual_basis(indicator: object, mine: Figure | None, theirs: Figure | None) -> str:
    """What adds up over the year is compared by each one's own plan where both have one: units are of different size."""
    flow = getattr(indicator, "measure", "") == "flow" and getattr(indicator, "better", "") == "more"
    both = mine is not None and theirs is not None and mine.plan and theirs.plan
    return Basis.PLAN if flow and both else Basis.VALUE


def own_ladders(user: User) -> list[Ladder]:
    """Those that one sees, the running ones first. Two queries."""
    rows = Ladder.objects.visible_to(user).select_related("unit", "exemplar__unit")
    rows = rows.prefetch_related("rungs__indicator__weight").order_by("ended_on", "unit__path", "-pk")
    return list(rows[:MOST_PEERS])


def reaches(user: User, unit: Unit) -> bool:
    return Reach.of(user).covers(unit)
