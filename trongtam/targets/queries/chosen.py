"""What a page shows when nothing is asked: whose board, which period, which day; and who stands beside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Max

from trongtam.ground.errors import Unreadable
from trongtam.ground.periods import Period
from trongtam.org.models import Unit, UnitKind
from trongtam.org.reach import TERRITORIES, Reach
from trongtam.resolutions.models import Document

from ..models import Standing
from .board import targets_of
from .days import closing_day_of, reading_day
from .rollups import bands_by_unit
from .summary import Tally, tally

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def main_unit(user: User) -> Unit | None:
    """The unit that a person's highest post of today works for: of a committee, the territory it leads. One query."""
    posts = sorted(Reach.of(user).posts, key=lambda post: post.unit_path.count("/"))
    if not posts:
        return None
    ids = [int(part) for part in posts[0].path.strip("/").split("/")]
    return Unit.objects.get(pk=ids[-1])


def board_unit(user: User) -> Unit | None:
    """The unit whose board a person opens first: his own, or the nearest one above it that has targets."""
    own = main_unit(user)
    if own is None or own.kind in TERRITORIES:
        return own
    above = {unit.pk: unit for unit in Unit.objects.visible_to(user).filter(pk__in=own.path_ids)}
    with_targets = Unit.objects.filter(
        pk__in=own.path_ids, targets__withdrawn_at__isnull=True, targets__isnull=False
    ).values_list("pk", flat=True)
    known = set(with_targets)
    return next((above[pk] for pk in reversed(own.path_ids) if pk in known and pk in above), own)


def chosen_period(codes: Iterable[str], today: date) -> Period:
    """The period that is read first: the shortest that holds the day, else the shortest of the last ones; else this year."""
    known = []
    for code in codes:
        try:
            known.append(Period.parse(code))
        except Unreadable:
            continue
    current = [period for period in known if period.holds(today)]
    if current:
        return min(current, key=lambda period: period.days)
    return max(known, key=lambda period: (period.end, period.start), default=Period.year(today.year))


def chosen_day(unit: Unit, period: Period, today: date, document: Document | None = None) -> date:
    """The last month-end up to which something was stated, not after the last reporting month that closed. Two queries."""
    closed = reading_day(period, today, closing_day_of(unit))
    last = targets_of(unit, period, document).aggregate(last=Max("standing__as_of"))["last"]
    return min(last, closed) if last is not None else closed


def documents_of(unit: Unit, period: Period, user: User) -> list[Document]:
    """The resolutions that a unit's targets of a period come from, for the chooser."""
    ids = targets_of(unit, period).order_by().values("document_id")
    return list(Document.objects.visible_to(user).filter(pk__in=ids).order_by("issued_on", "pk"))


@dataclass(frozen=True)
class UnitBands:
    """A unit below and how its targets of a period stand now."""

    unit: Unit
    tally: Tally


def periods_below(unit: Unit) -> list[str]:
    """Codes of the periods for which communes under a unit have targets."""
    rows = Standing.objects.filter(unit__path__startswith=unit.path, unit__kind=UnitKind.COMMUNE)
    return [row["period_code"] for row in rows.values("period_code").annotate(n=Count("pk")).order_by("-period_code")]


def communes_below(unit: Unit, period: Period, *, user: User, today: date) -> list[UnitBands]:
    """The communes under a province or district that the person reaches, with their bands. Two queries."""
    bands = bands_by_unit(period.code, under=unit)
    communes = (
        Unit.objects.reached_by(user)
        .filter(path__startswith=unit.path, kind=UnitKind.COMMUNE)
        .on(today)
        .order_by("folded", "pk")
    )
    found = []
    for commune in communes:
        counts = bands.get(commune.pk, {})
        pairs = [(place, band) for band, count in counts.items() for place in range(count)]
        found.append(UnitBands(commune, tally((number, band) for number, (_place, band) in enumerate(pairs))))
    return found
