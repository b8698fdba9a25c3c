"""What meetings and recommendations have to do with a target or a clause: where it was talked about, what was decided, what was
asked for. They touch it by the works that serve it, or by being on the agenda."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, DateField, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce

from trongtam.org.reach import Reach
from trongtam.support.models import Recommendation
from trongtam.work.models import Work

from ..life import HELD
from ..models import Decision, Meeting

if TYPE_CHECKING:
    from trongtam.accounts.models import User
    from trongtam.resolutions.models import Clause
    from trongtam.targets.models import Target

MEETING, DECISION, RECOMMENDATION = "meeting", "decision", "recommendation"
OVER = [state.value for state in HELD]
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Touch:
    """`pk`: the page behind it: of a decision its meeting. `state`: of a meeting its kind, else the state of the thing."""

    kind: str
    pk: int
    text: str
    state: str
    on: date
    unit: str


def of_target(target: Target, user: User) -> list[Touch]:
    """One query."""
    return _touching(Work.objects.filter(targets=target), {"target": target}, user)


def of_clause(clause: Clause, user: User) -> list[Touch]:
    """By the works that stand on the clause, and by the targets that serve it. One query."""
    works = Work.objects.filter(Q(targets__clause=clause) | Q(root_kind="clause", root_id=clause.pk))
    return _touching(works, {"target__clause": clause}, user)


def _touching(works: QuerySet[Work], point: Mapping[str, object], user: User) -> list[Touch]:
    """The newest first, each once."""
    served = works.values("pk")
    items = _under("items__", point) | Q(items__work__in=served)
    decided = Q(work__in=served) | _under("item__", point)
    held = Coalesce("held_on", "planned_on", output_field=DateField())
    # By reach alone: whoever sees the page by following a unit reads the thread there; so this stays one query.
    near = Reach.of(user).reached_units("unit__") | Reach.of(user).reached_units("organ__")
    asked = works.filter(root_kind=RECOMMENDATION).values("root_id")
    meetings = _row(
        Meeting.objects.visible_to(user).filter(items, state__in=OVER), MEETING, "pk", "theme", "kind", held
    )
    decisions = _row(
        Decision.objects.visible_to(user).filter(decided, meeting__state__in=OVER),
        DECISION, "meeting_id", "text", "state", F("meeting__held_on"), "meeting__unit__name",
    )  # fmt: skip
    recommendations = _row(
        Recommendation.objects.filter(near, pk__in=asked),
        RECOMMENDATION, "pk", "text", "state", F("raised_on"),
    )  # fmt: skip
    rows = meetings.union(decisions, recommendations).order_by("-t_on", "t_kind", "t_pk")
    return [Touch(*row) for row in rows[:SHOWN]]


def _under(prefix: str, condition: Mapping[str, object]) -> Q:
    """The same condition through a relation."""
    return Q(**{f"{prefix}{name}": value for name, value in condition.items()})


def _row(
    rows: QuerySet[Any], kind: str, pk: str, text: str, state: str, on: Any, unit: str = "unit__name"
) -> QuerySet[Any]:
    """Six columns of one shape for every kind of thing."""
    plain = TextField()
    found: QuerySet[Any] = (
        rows.order_by()
        .annotate(
            t_kind=Value(kind, output_field=CharField()),
            t_pk=F(pk),
            t_text=Cast(text, plain),
            t_state=Cast(state, plain),
            t_on=on,
            t_unit=F(unit),
        )
        .values_list("t_kind", "t_pk", "t_text", "t_state", "t_on", "t_unit")
    )
    return found
