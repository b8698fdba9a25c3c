"""What the desk, the search and other rooms' pages ask of targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import CharField, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Length

from trongtam.ground.holding import holding
from trongtam.ground.periods import Period, month_end
from trongtam.ground.prepared import Prepared
from trongtam.ground.vntext import fold
from trongtam.org.models import Post, Unit, UnitKind, UnitSettings
from trongtam.org.reach import Reach, Right
from trongtam.resolutions.models import Document

from ..computing.lines import DEFAULT_TOLERANCE, tolerances
from ..models import Indicator, Target
from .asked import Asked, Stated, asked_of
from .chosen import chosen_period, period_of
from .days import DEFAULT_CLOSING_DAY, due_on
from .rows import TargetRow, listed, rows_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User

AT_MOST = 20


@dataclass(frozen=True)
class SheetDue:
    """A unit's figures of a month that are not all sent: `done` of `total` lines have one, counted as its sheet counts them.
    `due`: None where the day was before the unit's first post began, or before the targets that ask were set."""

    unit: Unit
    month: Period
    due: date | None
    done: int
    total: int


def own_units(user: User) -> tuple[list[Unit], dict[int, int]]:
    """The units whose figures a person states as their own (of a post that states, the unit; of an office, its territory), each
    with the day on which its first post began (`spoken_for_since`); and the closing day of each: the nearest unit above that has
    chosen one. One query."""
    posts = Reach.of(user).posts
    ids = {post.unit_id for post in posts if Right.STATE in post.rights}
    ids |= {_last(post.path) for post in posts if Right.STATE_FOR in post.rights}
    if not ids:
        return [], {}
    lines = {int(part) for post in posts for part in post.unit_path.strip("/").split("/")}
    first = Post.objects.filter(unit=OuterRef("pk")).order_by("valid_from").values("valid_from")[:1]
    found = Unit.objects.filter(pk__in=lines).annotate(spoken_for_since=Subquery(first)).select_related("settings")
    known: dict[int, Unit] = {unit.pk: unit for unit in found.order_by("path")}
    chosen = {pk: unit.settings.closing_day for pk, unit in known.items() if hasattr(unit, "settings")}
    units = [unit for pk, unit in known.items() if pk in ids]
    return units, {
        unit.pk: next((chosen[pk] for pk in reversed(unit.path_ids) if pk in chosen), DEFAULT_CLOSING_DAY)
        for unit in units
    }


def _last(path: str) -> int:
    return int(path.strip("/").split("/")[-1])


def sheets_due(user: User, today: date) -> list[SheetDue]:
    """The sheets of this month and the last one that a person's own units have not sent whole. At most three queries."""
    units, closing = own_units(user)
    months = [Period.month(today.year, today.month)]
    before = months[0].start - timedelta(days=1)
    months.insert(0, Period.month(before.year, before.month))
    asked = asked_of(units, months)
    if not asked:
        return []
    stated = Stated.of(asked)
    found = []
    for month in months:
        for unit in units:
            lines = asked.get(unit.pk, {}).get(month.code, {}).values()
            if lacking := [one for one in lines if not stated.answers(unit.pk, one)]:
                due = _due(unit, due_on(month, closing[unit.pk]), lacking)
                found.append(SheetDue(unit, month, due, len(lines) - len(lacking), len(lines)))
    return found


def _due(unit: Unit, day: date, lacking: Iterable[Asked]) -> date | None:
    """Nothing is late that was due before anybody spoke for the unit, or before a target asked for it."""
    since: date | None = getattr(unit, "spoken_for_since", None)
    return (
        day
        if (since is None or since <= day) and any(one.since is None or one.since <= day for one in lacking)
        else None
    )


def stands(paths: Sequence[str], *, user: User, today: date) -> list[TargetRow]:
    """The targets of the first of some units that has any (and of the committee that leads it), in the order of need, for
    the period that is read now. Units by their paths. One query, more where the program counts a figure itself."""
    unit_ids = [_last(path) for path in paths]
    here = Q(unit_id__in=unit_ids) | Q(unit__parent_id__in=unit_ids, unit__kind=UnitKind.PARTY_COMMITTEE)
    with_tolerance = listed(Target.objects.in_force().filter(here, for_criteria=False)).annotate(
        tolerance_here=_tolerance_along(paths)
    )
    held = list(with_tolerance.order_by("order", "pk"))
    owners = {target.pk: _owner(target, unit_ids) for target in held}
    first = next((pk for pk in unit_ids if pk in owners.values()), None)
    held = [target for target in held if owners[target.pk] == first]
    if not held:
        return []
    period = chosen_period({target.period_code for target in held}, today)
    held = [target for target in held if target.period_code == period.code]
    tolerance = {one.pk: getattr(one, "tolerance_here", DEFAULT_TOLERANCE) for one in held}
    rows = rows_of(held, min(last_read(held, today), period.end), user=user, tolerance=tolerance)
    return sorted(rows, key=lambda row: row.order)


def _tolerance_along(paths: Sequence[str]) -> Coalesce:
    """The pace tolerance of the nearest unit above that has set one, read with the target itself."""
    above = {int(part) for path in paths for part in path.strip("/").split("/")}
    near = ExpressionWrapper(OuterRef("unit__path"), output_field=CharField())
    settings = UnitSettings.objects.filter(Q(unit_id__in=above) | Q(unit_id=OuterRef("unit_id"))).annotate(of=near)
    settings = settings.filter(of__startswith=F("unit__path")).order_by(Length("unit__path").desc())
    return Coalesce(Subquery(settings.values("pace_tolerance")[:1]), Value(DEFAULT_TOLERANCE))


def _owner(target: Target, unit_ids: Collection[int]) -> int | None:
    return target.unit_id if target.unit_id in unit_ids else target.unit.parent_id


def posts_lead(user: User) -> list[str]:
    """Paths of the units that a person's posts of today work for, the highest first: of a committee the territory it
    leads."""
    posts = sorted(Reach.of(user).posts, key=lambda post: post.unit_path.count("/"))
    return list(dict.fromkeys(post.path for post in posts))


def last_read(targets: Iterable[Target], today: date) -> date:
    """The last month-end up to which something was stated for some of the targets; else the last month that has ended."""
    known = [standing.as_of for one in targets if (standing := getattr(one, "standing", None)) is not None]
    stated: list[date] = [day for day in known if day is not None]
    if stated:
        return max(stated)
    return month_end(today.year - (today.month == 1), (today.month - 2) % 12 + 1)


def rows_by_clause(document: Document, *, user: User, today: date) -> dict[int, list[TargetRow]]:
    """Clause → its targets that the person sees, each read until its own last statement. Two queries, more for live ones."""
    targets = list(
        listed(
            Target.objects.visible_to(user).in_force().filter(clause__document=document, parent__isnull=True)
        ).order_by("order", "pk")
    )
    found: dict[int, list[TargetRow]] = defaultdict(list)
    for row in rows_by_own_day(targets, user=user, today=today):
        if row.target.clause_id is not None:
            found[row.target.clause_id].append(row)
    return dict(found)


def rows_by_own_day(targets: list[Target], *, user: User, today: date) -> list[TargetRow]:
    """Rows of targets of several periods, those of one period read on one day."""
    by_period: dict[str, list[Target]] = defaultdict(list)
    for target in targets:
        by_period[target.period_code].append(target)
    read: dict[int, TargetRow] = {}
    tolerance = tolerances(targets)
    for held in by_period.values():
        day = min(last_read(held, today), period_of(held[0]).end)
        read |= {row.pk: row for row in rows_of(held, day, user=user, tolerance=tolerance)}
    return [read[target.pk] for target in targets]


# -- search ------------------------------------------------------------------------------------------------------------


def _targets(user: User, typed: list[str], folded: list[str]) -> QuerySet[Target]:
    words = Q()
    for one, word in zip(typed, folded, strict=True):
        words &= Q(indicator__folded__contains=word) | Q(name__icontains=one)
    found = Target.objects.visible_to(user).in_force().filter(words).select_related("indicator", "unit")
    return found.order_by("-period_end", "unit__path", "order", "pk")[:AT_MOST]


_TARGETS = Prepared(_targets)
_INDICATORS = Prepared(
    lambda user, words: holding(
        Indicator.objects.visible_to(user).filter(targets__isnull=True).order_by("folded"), words
    )[:AT_MOST]
)


def targets_named(text: str, user: User) -> list[Target]:
    """Targets and their indicators that a person sees and that hold every word, in both spellings. One query.

    The name of a target is not kept folded; a word is looked for in its indicator's folded name, or as it was typed.
    """
    pairs = list(zip(text.split(), fold(text).split(), strict=False))
    return _TARGETS(user, [typed for typed, _word in pairs], [word for _typed, word in pairs])


def indicators_named(text: str, user: User) -> list[Indicator]:
    """Indicators without any target that the person sees. One query."""
    return _INDICATORS(user, fold(text).split())
