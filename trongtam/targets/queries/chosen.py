"""What a page shows when nothing is asked: whose board, which period, which day; and who stands beside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Max, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Length

from trongtam.ground.errors import Unreadable
from trongtam.ground.periods import Period
from trongtam.ground.prepared import Prepared
from trongtam.org.models import Post, Unit, UnitKind
from trongtam.org.reach import TERRITORIES, Reach
from trongtam.resolutions.models import Document

from ..models import AdoptedLeaf, Measurement, Standing, Target
from ..stated import SHARE_DECIMALS
from .board import Board, targets_of
from .days import closing_day_of, reading_day
from .rows import listed

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def board_unit(user: User) -> Unit | None:
    """The unit whose board a person opens first: a territory he works for, else the first of his own units that has
    targets, else the nearest one above them that has. Two queries."""
    posts = sorted(Reach.of(user).posts, key=lambda post: post.unit_path.count("/"))
    if not posts:
        return None
    own = [int(post.path.strip("/").split("/")[-1]) for post in posts]
    above = [int(part) for part in reversed(posts[0].path.strip("/").split("/"))]
    known = {unit.pk: unit for unit in Unit.objects.visible_to(user).filter(pk__in={*own, *above})}
    if known[own[0]].kind in TERRITORIES:
        return known[own[0]]
    with_targets = set(
        Target.objects.in_force().filter(unit_id__in=known).order_by().values_list("unit_id", flat=True).distinct()
    )
    return next((known[pk] for pk in [*own, *above] if pk in with_targets), known[own[0]])


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
    last: date | None = targets_of(unit, period, document).aggregate(last=Max("standing__as_of"))["last"]
    if last is not None and last < today.replace(day=1):
        return last  # that month has closed, whatever the closing day
    closed = reading_day(period, today, closing_day_of(unit))
    return min(last, closed) if last is not None else closed


def documents_of(unit: Unit, period: Period, user: User) -> list[Document]:
    """The resolutions that a unit's targets of a period come from, for the chooser."""
    ids = targets_of(unit, period).order_by().values("document_id")
    return list(Document.objects.visible_to(user).filter(pk__in=ids).order_by("issued_on", "pk"))


def documents_in(board: Board) -> list[Document]:
    """The same where the board shows the targets of all of them. No query."""
    found = {row.target.document for row in board.rows if row.target.document is not None}
    return sorted(found, key=lambda one: (one.issued_on, one.pk))


def periods_below(unit: Unit) -> list[str]:
    """Codes of the periods for which communes under a unit have targets."""
    rows = Standing.objects.filter(unit__path__startswith=unit.path, unit__kind=UnitKind.COMMUNE)
    return [row["period_code"] for row in rows.values("period_code").annotate(n=Count("pk")).order_by("-period_code")]


@dataclass(frozen=True)
class StatedShare:
    """A percentage of a longer plan as somebody stated it, without the counts behind it: shown, never combined."""

    percent: Decimal
    bound: str
    period_code: str
    note: str
    invented: bool
    statement: int


def _shares(
    indicator: int, unit: int, start: date, end: date, code: str, known_on: datetime | None
) -> QuerySet[Measurement]:
    held = Measurement.objects.current() if known_on is None else Measurement.objects.known_on(known_on)
    wider = held.filter(
        indicator_id=indicator,
        unit_id=unit,
        stated_share__isnull=False,
        period_start__lte=start,
        period_end__gte=end,
    )
    return wider.exclude(period_code=code).order_by("-stated_at")[:1]


_SHARES = Prepared(_shares)


def stated_share(target: Target, known_on: datetime | None = None) -> StatedShare | None:
    """The share of a term's plan that the unit stated for the same indicator, if it did. One query."""
    asked = target.indicator_id, target.unit_id, target.period_start, target.period_end, target.period_code
    found = next(iter(_SHARES(*asked, known_on)), None)
    if found is None or found.stated_share is None:
        return None
    percent = Decimal(found.stated_share).scaleb(-SHARE_DECIMALS)
    return StatedShare(percent, found.bound, found.period_code, found.note, found.is_invented, found.pk)


def opened(targets: QuerySet[Target]) -> QuerySet[Target]:
    """A target as its page opens it: with all that its row reads, and the post of the person in charge at its end."""
    held = (
        Post.objects.filter(valid_from__lte=OuterRef("period_end"), person_id=OuterRef("holder_id"))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=OuterRef("period_end")))
        .annotate(height=Length("unit__path"))
        .order_by("height", "pk")
    )
    return (
        listed(targets)
        .select_related("clause__document")
        .annotate(holder_post=Subquery(held.values("kind")[:1]), holder_unit=Subquery(held.values("unit__name")[:1]))
    )


def with_criterion(target: Target) -> Target:
    """The same with the criterion that it is the threshold of. One query, none for any other target."""
    if target.for_criteria:
        leaves = AdoptedLeaf.objects.select_related("indicator__criterion__adoption")
        prefetch_related_objects([target], Prefetch("leaf", leaves))
    return target


def post_of_holder(target: Target) -> tuple[str | None, str | None]:
    """Kind and unit of the post that `opened` found for the person in charge."""
    return getattr(target, "holder_post", None), getattr(target, "holder_unit", None)


def last_day(target: Target, today: date) -> date:
    """The last month-end up to which something was stated for a target, not after the last reporting month that closed."""
    standing = getattr(target, "standing", None)
    last: date | None = standing.as_of if standing is not None else None
    period = period_of(target)
    if last is not None and last < today.replace(day=1):
        return last  # that month has closed, whatever the closing day
    closed = reading_day(period, today, closing_day_of(target.unit))
    return min(last, closed) if last is not None else closed


def period_of(target: Target) -> Period:
    return Period.parse(target.period_code)
