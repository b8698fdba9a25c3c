"""The projection of standings: written in the transaction of the statement, rebuilt at any time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from trongtam.ground.periods import Period
from trongtam.org.models import Succession, Unit, UnitKind

from ..computing.facts import parse_period
from ..computing.family import CARRIES_ON
from ..computing.frozen import freeze, letters, mark_points, thaw
from ..computing.lines import Line, goal_of, load_facts, load_lines, redraw, subject_of, tolerances
from ..computing.scope import answering_above
from ..figures.goal import Goal
from ..models import Indicator, Source, Standing, Target

BATCH = 400
_KEPT = ["unit", "period_code", "as_of", "band", "pace", "bands", "paces", "line"]


@transaction.atomic
def rebuild_standings(targets: QuerySet[Target] | None = None) -> int:
    """Compute the standings of targets (all in force when not given) afresh; answers how many. Live ones keep none."""
    chosen = Target.objects.all() if targets is None else targets
    chosen = chosen.filter(indicator__source=Source.STATED, withdrawn_at__isnull=True).order_by("unit__path", "pk")
    count = 0
    ids = list(chosen.values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        listed = list(with_all_that_judging_needs(Target.objects.filter(pk__in=ids[start : start + BATCH])))
        count += _keep(listed, load_lines(listed))
    return count


def refresh_standings(unit: Unit, indicators: Collection[int], periods: Sequence[Period]) -> int:
    """Bring up to date every target that statements of a unit touch: of the unit and of those above, for the indicators and
    those that they weigh, in the period or the one a year later. Answers how many."""
    if not indicators:
        return 0
    weighed = Indicator.objects.filter(Q(pk__in=indicators) | Q(weight_id__in=indicators)).values("pk")
    time = Q(pk__in=[])
    for period in periods:
        after = [period.start]
        if period.start.year < 2998:
            after.append(period.start.replace(year=period.start.year + 1, day=min(period.start.day, 28)))
        for first in after:
            time |= Q(period_start__lte=first, period_end__gte=first)
    touched = Target.objects.in_force().filter(
        _answering(unit), time, indicator__in=weighed, indicator__source=Source.STATED
    )
    listed = list(with_all_that_judging_needs(touched).select_related("standing"))
    since = min(period.end for period in periods)
    redrawn = [target for target in listed if _may_be_redrawn(target, periods)]
    anew = [target for target in listed if not _may_be_redrawn(target, periods)]
    return _keep(anew, load_lines(anew)) + _keep(redrawn, _redraw_lines(redrawn, since))


def _answering(unit: Unit) -> Q:
    """The unit and those above it; of one that was split also those that carry it on, who may stand elsewhere."""
    found = answering_above(unit)
    waiting = {unit.pk} if unit.passed_on else set()
    known: set[int] = set()
    while waiting:
        known |= waiting
        links = Succession.objects.filter(predecessor_id__in=waiting, kind__in=CARRIES_ON).select_related("successor")
        later = [link.successor for link in links]
        for one in later:
            found |= answering_above(one)
        waiting = {one.pk for one in later if one.passed_on} - known
    return found


def _may_be_redrawn(target: Target, periods: Sequence[Period]) -> bool:
    """Whether only the later points of a kept line can have changed."""
    period = parse_period(target.period_code)
    inside = all(period.contains(one) for one in periods)
    return inside and hasattr(target, "standing") and target.indicator.across != "share_of_units"


def _redraw_lines(targets: Sequence[Target], since: date) -> dict[int, Line]:
    facts = load_facts(targets, last_year=False)
    subjects = {target.pk: subject_of(target) for target in targets}
    return {
        target.pk: redraw(facts, subjects[target.pk], thaw(target.standing.line, subjects[target.pk].period), since)
        for target in targets
    }


def refresh_after_move(paths: Sequence[str]) -> None:
    """Rebuild the targets of every unit along some paths: their territories have gained or lost units."""
    ids = {int(part) for path in paths for part in path.strip("/").split("/")}
    along = Q(unit_id__in=ids) | Q(unit__parent_id__in=ids, unit__kind=UnitKind.PARTY_COMMITTEE)
    rebuild_standings(Target.objects.filter(along))


def with_all_that_judging_needs(targets: QuerySet[Target]) -> QuerySet[Target]:
    return targets.select_related("indicator__weight", "unit", "document")


def _keep(targets: Sequence[Target], lines: dict[int, Line]) -> int:
    if not targets:
        return 0
    tolerance = tolerances(targets)
    rows = [_row(target, lines[target.pk], goal_of(target, tolerance[target.pk])) for target in targets]
    Standing.objects.bulk_create(rows, update_conflicts=True, unique_fields=["target"], update_fields=_KEPT)
    return len(rows)


def _row(target: Target, line: Line, goal: Goal) -> Standing:
    judged = mark_points(line, goal)
    bands, paces = letters(judged)
    return Standing(
        target=target,
        unit_id=target.unit_id,
        period_code="" if target.for_criteria else target.period_code,  # counted on the board of criteria alone
        as_of=line.as_of,
        band=judged[-1].band if judged else "not_measured",
        pace=(judged[-1].pace or "") if judged else "",
        bands=bands,
        paces=paces,
        line=freeze(line),
    )
