"""Working sessions: the standing as it is presented, the directions before, what is still open."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from trongtam.ground.periods import Period
from trongtam.org.models import Unit
from trongtam.targets.queries.board import board
from trongtam.work.rules import territory

from ..models import Direction, WorkingSession

if TYPE_CHECKING:
    from trongtam.accounts.models import User


BANDS = ("met", "partly", "not_met", "not_measured")


def standing_of(unit: Unit, period: Period, day: date, user: User) -> dict[str, Any]:
    """The figures of a unit's board on a day as plain data: numbers as text, bands by their codes."""
    read = board(unit, period, user=user, today=day, as_of=min(day, period.end))
    rows = sorted(read.rows, key=lambda row: (row.target.order, row.target.pk))
    return {
        "unit": unit.pk,
        "period": period.code,
        "as_of": read.as_of.isoformat(),
        "tally": {band: sum(row.band == band for row in rows) for band in BANDS},
        "targets": [
            {
                "target": row.target.pk,
                "name": str(row.target),
                "plan": None if row.target.plan is None else str(row.target.plan),
                "value": None if row.masked or row.value is None else str(row.value),
                "percent": str(row.shown.value) if row.shown is not None and not row.masked else None,
                "band": row.band,
            }
            for row in rows
        ],
    }


def sessions_of(unit: Unit, user: User) -> QuerySet[WorkingSession]:
    """Those of a unit and of all below it, of a Party committee those of the place that it leads; the newest first."""
    found = WorkingSession.objects.visible_to(user).filter(unit__path__startswith=territory(unit))
    return found.select_related("unit", "follows").order_by("-on", "-pk")


def before(session: WorkingSession) -> list[Direction]:
    """Directions of the session that this one follows up: each with its result, or still owed one. One query."""
    if session.follows_id is None:
        return []
    return list(Direction.objects.filter(session=session.follows_id).select_related("session", "holder"))
