"""Units below a report's unit that are behind the calendar on targets of their own, most first; also as known earlier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from trongtam.ground.periods import Period
from trongtam.org.models import Unit
from trongtam.targets.computing.scope import scope_path
from trongtam.targets.models import Target
from trongtam.targets.queries import HelpUnit, listed, target_rows
from trongtam.targets.queries.board import units_needing_help

from ..models import Report

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def units_behind(
    report: Report, targets: Sequence[Target], day: date, user: User, known_on: datetime | None
) -> tuple[HelpUnit, ...]:
    """For the longest period of the targets, in the viewer's reach. Today's from the projection, earlier ones from statements."""
    if not targets:
        return ()
    longest = max(targets, key=lambda target: target.period_end - target.period_start)
    period = Period.parse(longest.period_code)
    if known_on is None:
        return _in_order(units_needing_help(report.unit, targets, period, day, user=user))
    below = Unit.objects.reached_by(user).filter(path__startswith=scope_path(report.unit)).on(day)
    below = below.exclude(pk__in={report.unit_id, *(target.unit_id for target in targets)})
    owned = Target.objects.filter(unit__in=below, period_code=period.code, standing__isnull=False, for_criteria=False)
    names: dict[Unit, list[str]] = defaultdict(list)
    for row in target_rows(list(listed(owned)), day, user=user, known_on=known_on):
        if row.pace == "behind":
            names[row.target.unit].append(row.name)
    return _in_order(HelpUnit(unit, (), tuple(sorted(found)), ()) for unit, found in names.items())


def _in_order(found: Iterable[HelpUnit]) -> tuple[HelpUnit, ...]:
    behind = [one for one in found if one.behind]
    return tuple(sorted(behind, key=lambda one: (-len(one.behind), one.unit.path)))
