"""Readings of recommendations that pages, papers and other rooms share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.utils import timezone

from trongtam.org.models import Post, PostKind, Unit, UnitKind
from trongtam.org.models.units import on_date
from trongtam.org.reach import RIGHTS_OF, Reach, Right
from trongtam.work.rules import own_units, territory

from ..life import OWED, State
from ..models import Recommendation, RecommendationQuerySet, Turn
from ..models.said import served_ids
from ..rules.answering import answering_units

if TYPE_CHECKING:
    from trongtam.accounts.models import User

LATE, SOON, IN_TIME, WAITING, OVER = "late", "soon", "in_time", "waiting", "over"
NEAR_DAYS = 3
MOST = 400
SPEAKING = [kind for kind, rights in RIGHTS_OF.items() if rights & {Right.STATE, Right.ASSIGN}] + [PostKind.OFFICIAL]


@dataclass(frozen=True, slots=True)
class Row:
    """A recommendation in a list: `age`: days since it was raised (until its end); `days_late`: past the day owed, 0 for none."""

    recommendation: Recommendation
    standing: str
    age: int
    days_late: int


def standing_on(recommendation: Recommendation, day: date) -> str:
    """Whether the answer is late, due within days, owed in time; whether the raiser's word is waited for; or it is over."""
    if recommendation.state in (State.SETTLED, State.WITHDRAWN):
        return OVER
    if recommendation.state == State.ANSWERED:
        return WAITING
    if recommendation.due_on < day:
        return LATE
    return SOON if (recommendation.due_on - day).days <= NEAR_DAYS else IN_TIME


def row(recommendation: Recommendation, day: date) -> Row:
    until = recommendation.ended_on or day
    owed = recommendation.state in OWED
    return Row(
        recommendation,
        standing_on(recommendation, day),
        max((until - recommendation.raised_on).days, 0),
        max((day - recommendation.due_on).days, 0) if owed else 0,
    )


def listed(rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """With everything that a row reads, in one query."""
    return rows.select_related("unit", "organ")


def voiced_in(unit: Unit) -> Q:
    """Condition on `Recommendation`: raised by a unit or below it; for a cell also by the hamlet that it serves."""
    condition = Q(unit__path__startswith=territory(unit))
    if unit.kind == UnitKind.CELL and unit.serves is not None:
        condition |= Q(unit__path__startswith=unit.serves.path)
    return condition


def unanswered_of(unit: Unit, at: datetime) -> list[Recommendation]:
    """What a unit or those below it have raised and nobody has answered yet, the oldest first: for the next agenda. One query
    (and one for the hamlet that a cell serves)."""
    found = Recommendation.objects.owed().filter(voiced_in(unit), raised_on__lte=timezone.localdate(at))
    return list(listed(found).order_by("raised_on", "pk"))


def answers_to_tell(unit: Unit, since: date) -> list[Turn]:
    """Answers that came in since a day to what a unit or those below it raised: to be told at the meeting. One query."""
    own = Recommendation.objects.filter(voiced_in(unit))
    answers = Turn.objects.filter(recommendation__in=own.values("pk"), act="answer", at__date__gte=since)
    return list(answers.select_related("recommendation__unit", "organ").order_by("at", "pk"))


def of_place(unit: Unit, user: User) -> RecommendationQuerySet:
    """All that was raised in the territory of a unit or has to be answered there, as the person sees it."""
    path = territory(unit)
    within = Q(unit__path__startswith=path) | Q(organ__path__startswith=path) | voiced_in(unit)
    if Reach.of(user).covers_path(path):
        return Recommendation.objects.filter(within)
    return Recommendation.objects.visible_to(user).filter(within)


# -- one's own ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Own:
    """What the organs in whose name one answers owe, the earliest due first; what one's own units or oneself have raised and is
    open, the oldest first."""

    owed: list[Recommendation]
    raised: list[Recommendation]


def own(user: User) -> Own:
    """Read once a request: the desk asks for what is due and for what one waits for. One query."""
    known: Own | None = user.__dict__.get("_own_recommendations")
    if known is None:
        known = user.__dict__["_own_recommendations"] = _own(user)
    return known


def _own(user: User) -> Own:
    reach = Reach.of(user)
    if not reach.posts:
        return Own([], [])
    answering = answering_units(reach)
    asked = Q(state__in=OWED) & (Q(organ__in=answering) | _voiceless(reach))
    mine = Q(unit__in=own_units(reach)) | Q(made_by=user.pk)
    if served := served_ids(user):
        mine |= Q(unit__in=served) | Q(unit__parent__in=served)
    found = Recommendation.objects.open().filter(asked | mine)
    found = found.annotate(
        is_mine=Case(When(mine, then=True), default=False), is_asked=Case(When(asked, then=True), default=False)
    )
    rows = list(listed(found).order_by("due_on", "pk")[:MOST])
    raised = [one for one in rows if one.is_mine]  # type: ignore[attr-defined]  # annotated above
    return Own(
        owed=[one for one in rows if one.is_asked],  # type: ignore[attr-defined]  # annotated above
        raised=sorted(raised, key=lambda one: (one.raised_on, one.pk)),
    )


def _voiceless(reach: Reach) -> Q:
    """Condition on `Recommendation`: the organ lies below an office that enters for it, and nobody holds a post there who could
    answer: the office is told, so that none lies with an organ that has no login."""
    below = Q(pk__in=[])
    for post in reach.posts:
        if Right.STATE_FOR in post.rights and post.near:
            below |= Q(organ__path__startswith=post.path)
    speaks = Post.objects.filter(on_date(timezone.localdate()), unit=OuterRef("organ"), kind__in=SPEAKING)
    return below & ~Q(Exists(speaks.filter(person__user__isnull=False)))


def to_answer(user: User) -> list[Recommendation]:
    return own(user).owed


def raised_by(user: User) -> list[Recommendation]:
    return own(user).raised


@dataclass(frozen=True, slots=True)
class Ageing:
    """How long open ones have waited: `bands` of (days from, days to or None, how many), `late` past their day."""

    bands: tuple[tuple[int, int | None, int], ...]
    owed: int
    late: int


BANDS: tuple[tuple[int, int | None], ...] = ((0, 10), (11, 20), (21, 30), (31, None))


def ageing(rows: list[Row]) -> Ageing:
    """Of the rows that are owed an answer. No query."""
    owed = [one for one in rows if one.recommendation.state in OWED]
    bands = tuple(
        (first, last, sum(1 for one in owed if first <= one.age and (last is None or one.age <= last)))
        for first, last in BANDS
    )
    return Ageing(bands, len(owed), sum(1 for one in owed if one.days_late))
