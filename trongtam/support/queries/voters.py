"""Contact sessions with voters, and what became of what was said there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from trongtam.org.models import Post, PostKind, Unit
from trongtam.org.models.units import on_date

from ..life import OWED, State
from ..models import AnswerKind, Recommendation, SourceKind, Turn, VoterSession
from ..routing import table_on

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def delegates_of(unit: Unit, on: date) -> list[Post]:
    """Posts of delegates in a place on a day, by name: of the place itself, of its council, of the places above it. One query."""
    above = Q(unit__in=unit.path_ids) | Q(unit__parent__in=unit.path_ids)
    held = Post.objects.filter(on_date(on), above, kind=PostKind.COUNCIL_DELEGATE, person__erased_at__isnull=True)
    return list(held.select_related("person", "unit").order_by("person__folded", "pk"))


def sessions_of(unit: Unit, user: User) -> QuerySet[VoterSession]:
    """The newest first, each with how many opinions it brought and how many are answered. One query."""
    found = VoterSession.objects.visible_to(user).filter(unit__path__startswith=unit.path)
    return found.select_related("unit", "delegate").order_by("-on", "-pk")


def opinions_of(session: VoterSession) -> QuerySet[Recommendation]:
    """What voters said there, in the order in which it was written down."""
    said = Recommendation.objects.filter(source_kind=SourceKind.VOTERS, source_id=session.pk)
    return said.select_related("unit", "organ").order_by("pk")


def counts(sessions: Sequence[VoterSession]) -> dict[int, tuple[int, int]]:
    """Session → (opinions, of them answered). One query."""
    ids = [one.pk for one in sessions]
    rows = Recommendation.objects.filter(source_kind=SourceKind.VOTERS, source_id__in=ids).order_by()
    found = rows.values_list("source_id").annotate(n=Count("pk"), answered=Count("pk", filter=~Q(state__in=OWED)))
    return {pk: (n, answered) for pk, n, answered in found}


@dataclass(frozen=True, slots=True)
class Line:
    """An opinion in the summary: where it was said, who answers, the last answer."""

    recommendation: Recommendation
    session: VoterSession
    field: str
    answer: str
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class Summary:
    """“Tổng hợp ý kiến, kiến nghị cử tri” of a place from a day until another."""

    unit: Unit
    since: date
    until: date
    sessions: tuple[VoterSession, ...]
    lines: tuple[Line, ...]

    def counted(self, kind: str) -> int:
        """How many were answered so."""
        return sum(1 for one in self.lines if one.answer and one.recommendation.answer_kind == kind)

    @property
    def waiting(self) -> int:
        return sum(1 for one in self.lines if not one.answer)

    @property
    def kinds(self) -> dict[str, int]:
        return {kind.value: self.counted(kind.value) for kind in AnswerKind}


def summary(unit: Unit, since: date, until: date, user: User) -> Summary:
    """Three queries."""
    sessions = list(sessions_of(unit, user).filter(on__gte=since, on__lte=until).order_by("on", "pk"))
    by_id = {one.pk: one for one in sessions}
    said = Recommendation.objects.filter(source_kind=SourceKind.VOTERS, source_id__in=by_id)
    rows = list(said.exclude(state=State.WITHDRAWN).select_related("organ", "unit").order_by("raised_on", "pk"))
    answers = {
        turn.recommendation_id: turn
        for turn in Turn.objects.filter(recommendation__in=[one.pk for one in rows], act="answer").order_by("at", "pk")
    }
    return Summary(unit, since, until, tuple(sessions), tuple(_line(one, by_id, answers) for one in rows))


def _line(one: Recommendation, sessions: dict[int, VoterSession], answers: dict[int, Turn]) -> Line:
    field = table_on(one.raised_on).field(one.field)
    answer = answers.get(one.pk)
    assert one.source_id is not None  # chosen by it
    return Line(
        one,
        sessions[one.source_id],
        field.name if field is not None else "",
        answer.text if answer is not None else "",
        one.answered_on,
    )
