"""The projection of standings: written in the transaction of the statement, rebuilt at any time."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Q, QuerySet

from trongtam.ground.periods import Period
from trongtam.org.models import Unit

from ..computing.frozen import freeze, judge_points, letters
from ..computing.lines import Line, goal_of, load_lines, tolerances
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
    touched = Target.objects.filter(answering_above(unit), time, indicator__in=weighed)
    return rebuild_standings(touched)


def with_all_that_judging_needs(targets: QuerySet[Target]) -> QuerySet[Target]:
    return targets.select_related("indicator__weight", "unit", "document")


def _keep(targets: Sequence[Target], lines: dict[int, Line]) -> int:
    tolerance = tolerances(targets)
    rows = [_row(target, lines[target.pk], goal_of(target, tolerance[target.pk])) for target in targets]
    Standing.objects.bulk_create(rows, update_conflicts=True, unique_fields=["target"], update_fields=_KEPT)
    return len(rows)


def _row(target: Target, line: Line, goal: Goal) -> Standing:
    judged = judge_points(line, goal)
    bands, paces = letters(judged)
    return Standing(
        target=target,
        unit_id=target.unit_id,
        period_code=target.period_code,
        as_of=line.as_of,
        band=judged[-1].band if judged else "not_measured",
        pace=(judged[-1].pace or "") if judged else "",
        bands=bands,
        paces=paces,
        line=freeze(line),
    )
