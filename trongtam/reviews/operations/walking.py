"""What every act in a round has in common: lock, right, step of the life, reason, level; then the row and the book."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.locking import locked
from trongtam.ledger import book

from .. import life
from ..judging import Judgement, judge
from ..life import Act
from ..models import Assessment, Round, RoundState, Subject, SubjectState
from ..queries.known import facts_of
from ..rules import rounds as rules
from ..scheme import Scheme

if TYPE_CHECKING:
    from trongtam.accounts.models import User

WITH = ("round__unit", "unit", "person", "scheme")


def locked_round(round_: Round, *, by: User) -> Round:
    """The round, locked, for those who run it. Raises NotAllowed."""
    held = Round.objects.select_for_update(of=("self",)).select_related("unit").get(pk=round_.pk)
    if not rules.can_run_round(by, held):
        raise NotAllowed(rules.who_runs_round(held.unit))
    return held


def require_open(round_: Round) -> None:
    if round_.state != RoundState.OPEN:
        raise Refused(_("This round is locked. It has to be opened again first, with the reason."))


def locked_subject(
    subject: Subject,
    act: Act,
    *,
    by: User,
    rule: Callable[[User, Subject], bool],
    who: Callable[[Subject], str],
    reason: str = "",
) -> Subject:
    """The row, locked, where the person may, the round is open, it is rated and the act is a step. Raises NotAllowed, Refused."""
    held = locked(Subject.objects.select_related(*WITH), subject.pk)
    if not rule(by, held):
        raise NotAllowed(who(held))
    require_open(held.round)
    if not held.is_rated:
        told = {"standing": held.get_standing_display(), "reason": held.reason}
        raise Refused(_("“%(standing)s” (%(reason)s): nothing is said here.") % told)
    if life.after(held.state, act, held.scheme.read().stages) is None:
        state = SubjectState(held.state).label
        raise Refused(_("This form “%(state)s” now, so this cannot be done.") % {"state": state})
    if act in life.WITH_REASON and not reason.strip():
        raise Refused(_("Please say why."), field="reason")
    return held


def judged(held: Subject, scores: dict[str, Decimal | None]) -> Judgement:
    """What points and facts give. Raises Refused for points that are missing or out of range."""
    scheme = held.scheme.read()
    found = judge(scheme, scores, facts_of(held))
    if found.missing:
        item = scheme.items[found.missing[0]]
        raise Refused(_("Points are missing for “%(item)s”.") % {"item": item.title}, field=item.code)
    return found


def check_level(scheme: Scheme, level: str, found: Judgement) -> None:
    """Not above what points and conditions give together. Raises Refused with what holds it back."""
    scheme.level(level)
    if found.level is not None and scheme.is_better(level, found.level):
        reasons = " ".join(str(one.sentence) for one in found.held_back)
        told = {"level": scheme.level(level).title, "most": scheme.level(found.level).title, "reasons": reasons}
        raise Refused(
            _(
                "“%(level)s” stands above what points and conditions give (“%(most)s”). %(reasons)s If a fact is not right, "
                "it is "
                "contested or corrected first."
            )
            % told,
            field="level",
        )


def require_reason(scheme: Scheme, level: str, *before: str, reason: str) -> None:
    """Another level than was proposed or computed needs a reason that the person reads. Raises Refused."""
    for one in before:
        if one and scheme.base_of(one).code != scheme.base_of(level).code and not reason.strip():
            told = {"level": scheme.level(level).title, "before": scheme.level(one).title}
            sentence = _("“%(level)s” instead of “%(before)s”: please say why. The person reads it.")
            raise Refused(sentence % told, field="reason")


def said(
    held: Subject, act: Act, level: str, *, by: User, at: datetime | None, found: Judgement, scores: Any, **more: Any
) -> Assessment:
    """Keep what was said at a step, and move on to the next that the scheme has."""
    reached = life.after(held.state, act, held.scheme.read().stages)
    assert reached is not None
    held.state = reached.value
    held.proposed = level
    held.save(update_fields=["state", "proposed", "level", "decided_at", "decided_by"])
    return Assessment.objects.create(
        subject=held,
        step=life.SAYS[act],
        scores={code: f"{value:f}" for code, value in scores.items() if value is not None},
        total=None if found.total is None else found.total.quantize(Decimal("0.01")),
        computed=found.level or "",
        level=level,
        by=by,
        at=at or timezone.now(),
        **more,
    )


def last_scores(held: Subject) -> dict[str, Decimal | None]:
    """The points that were said last."""
    last = held.assessments.exclude(scores={}).order_by("at", "pk").last()
    return {code: Decimal(value) for code, value in last.scores.items()} if last is not None else {}


def tell(
    held: Subject, code: str, *, by: User, at: datetime | None, proxy: bool = False, note: str = "", **said: Any
) -> None:
    """One entry of the book. A person's level stays out of it: the book is read by more people than the form."""
    before = said.pop("before", None)
    book.write(code, by=by, on=held, unit=held.unit, before=before, after=said or None, note=note, proxy=proxy, at=at)


def day_of(at: datetime | None) -> date:
    return timezone.localdate(at or timezone.now())
