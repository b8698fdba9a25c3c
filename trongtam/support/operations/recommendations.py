"""A recommendation is raised, passed on, answered, settled or not; one function for each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.locking import locked
from trongtam.ground.vntext import fold
from trongtam.ledger import book
from trongtam.org.models import Unit

from .. import life, rules
from ..life import Act, State
from ..models import AnswerKind, Recommendation, RecState, SourceKind, Turn
from ..queries.organs import next_level, organs_of
from ..routing import due_after
from .said import check_not_future, checked_text, day_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User

Rule = Callable[["User", Recommendation], bool]
Who = Callable[[Recommendation], str]


@transaction.atomic
def raise_recommendation(
    unit: Unit,
    *,
    by: User,
    text: str,
    source_kind: str,
    source_id: int | None = None,
    source_text: str = "",
    field: str = "",
    organ: Unit | None = None,
    on: date,
    at: datetime | None = None,
) -> Recommendation:
    """Write down what a unit asks for; with it the answer is owed. A field of competence names the organ; with neither field nor
    organ the committee of the place receives it and passes it on.

    Raises NotAllowed; Refused: no text, a denunciation, a day in the future, an organ that has ended, the same sent twice.
    """
    if not rules.answering.can_raise_in(by, unit):
        raise NotAllowed(rules.answering.who_may_raise(unit))
    said = checked_text(text, needed=_("Please write what is asked for."))
    check_not_future(on, at)
    _check_goes_on(unit, on)
    if source_kind not in SourceKind.values:
        raise Refused(_("Please say where it was heard."), field="source_kind")
    asked = _asked_organ(unit, field, organ, on)
    _check_not_twice(unit, said, on, source_kind, source_id)
    made = Recommendation(
        unit=unit,
        text=said,
        folded=fold(said),
        source_kind=source_kind,
        source_id=source_id,
        source_text=source_text.strip(),
        field=field,
        organ=asked,
        raised_on=on,
        due_on=due_after(on),
        proxy=not rules.answering.speaks_here(by, unit),
        made_by=by,
        made_at=at or timezone.now(),
    )
    made.first_due = made.due_on
    made.save()
    _turn(made, "raise", "", by=by, at=at, organ_before=None)
    after = {"organ": asked.pk, "field": field, "due": made.due_on, "source": [source_kind, source_id]}
    book.write("support.recommendation_raised", by=by, on=made, unit=unit, after=after, proxy=made.proxy, at=at)
    return made


@transaction.atomic
def accept_recommendation(recommendation: Recommendation, *, by: User, at: datetime | None = None) -> Recommendation:
    """The organ takes it: it will answer by the day. Raises NotAllowed, Refused."""
    held = _held(recommendation, Act.ACCEPT, by, rules.answering.can_accept, rules.answering.who_answers)
    return _walk(held, Act.ACCEPT, "support.recommendation_accepted", by=by, at=at)


@transaction.atomic
def pass_on_recommendation(
    recommendation: Recommendation, *, by: User, organ: Unit, reason: str, field: str = "", at: datetime | None = None
) -> Recommendation:
    """The transfer slip (phiếu chuyển): another organ is competent and owes the answer from today.

    Raises NotAllowed; Refused: no reason, the same organ, one that has ended.
    """
    held = _held(recommendation, Act.TRANSFER, by, rules.answering.can_pass_on, rules.answering.who_answers)
    why = _reason(reason)
    today = day_of(at)
    if organ.pk == held.organ_id:
        raise Refused(_("%(organ)s has it already. Please choose another one.") % {"organ": organ.name}, field="organ")
    _check_organ(organ, today)
    before, held.organ = held.organ, organ
    held.field, held.due_on = field, due_after(today)
    return _walk(held, Act.TRANSFER, "support.recommendation_passed_on", by=by, at=at, text=why, organ_before=before)


@transaction.atomic
def answer_recommendation(
    recommendation: Recommendation,
    *,
    by: User,
    answer: str,
    kind: str = AnswerKind.EXPLAINED,
    promised_on: date | None = None,
    at: datetime | None = None,
) -> Recommendation:
    """The organ answers: solved, is being solved (until a day), or explained. Of two who answer at once the second is told.

    Raises NotAllowed; Refused: an empty answer, answered meanwhile, no day for what is being solved, a day that has gone by.
    """
    held = _held(recommendation, Act.ANSWER, by, rules.answering.can_answer, rules.answering.who_answers)
    said = checked_text(answer, field="answer", needed=_("Please write the answer."))
    if kind not in AnswerKind.values:
        raise Refused(_("Please say what the answer is."), field="kind")
    today = day_of(at)
    if kind == AnswerKind.IN_HAND and promised_on is None:
        raise Refused(_("Please say by which day it will be solved."), field="promised_on")
    if promised_on is not None and promised_on < today:
        raise Refused(_("This day has gone by. Please choose one to come."), field="promised_on")
    if held.answered_on is None:
        held.answered_on, held.in_time = today, today <= held.due_on
    held.answer_kind = kind
    held.promised_on = promised_on if kind == AnswerKind.IN_HAND else None
    return _walk(held, Act.ANSWER, "support.recommendation_answered", by=by, at=at, text=said)


@transaction.atomic
def settle_recommendation(
    recommendation: Recommendation, *, by: User, note: str = "", at: datetime | None = None
) -> Recommendation:
    """Whoever raised it is satisfied with the answer. Raises NotAllowed, Refused."""
    held = _held(recommendation, Act.SETTLE, by, rules.answering.can_settle, rules.answering.who_raised)
    held.ended_on = day_of(at)
    return _walk(held, Act.SETTLE, "support.recommendation_settled", by=by, at=at, text=note.strip())


@transaction.atomic
def declare_not_satisfied(
    recommendation: Recommendation, *, by: User, reason: str, at: datetime | None = None
) -> Recommendation:
    """The answer does not settle it, or what was settled came back: the organ owes another one. Raises NotAllowed, Refused."""
    rule = rules.answering.can_declare_not_satisfied
    held = _held(recommendation, Act.NOT_SATISFIED, by, rule, rules.answering.who_raised)
    why = _reason(reason)
    held.ended_on, held.due_on = None, due_after(day_of(at))
    return _walk(held, Act.NOT_SATISFIED, "support.recommendation_not_satisfied", by=by, at=at, text=why)


@transaction.atomic
def escalate_recommendation(
    recommendation: Recommendation, *, by: User, reason: str, at: datetime | None = None
) -> Recommendation:
    """To the next level: not satisfied, or no answer by the day. Raises NotAllowed; Refused: not due yet, no higher level."""
    held = _held(recommendation, Act.ESCALATE, by, rules.answering.can_escalate, rules.answering.who_raised)
    why, today = _reason(reason), day_of(at)
    if held.state != State.NOT_SATISFIED and today <= held.due_on:
        told = {"day": f"{held.due_on:%d/%m/%Y}", "organ": held.organ.name}
        raise Refused(_("%(organ)s may answer until %(day)s. After that day it can go to the next level.") % told)
    above = next_level(held.organ, today)
    if above is None:
        raise Refused(_("There is no higher level here. Please ask %(organ)s again.") % {"organ": held.organ.name})
    before, held.organ = held.organ, above
    held.level, held.due_on = held.level + 1, due_after(today)
    return _walk(held, Act.ESCALATE, "support.recommendation_escalated", by=by, at=at, text=why, organ_before=before)


@transaction.atomic
def withdraw_recommendation(
    recommendation: Recommendation, *, by: User, reason: str, at: datetime | None = None
) -> Recommendation:
    """Whoever raised it asks for it no longer, and says why. Raises NotAllowed, Refused."""
    held = _held(recommendation, Act.WITHDRAW, by, rules.answering.can_withdraw, rules.answering.who_raised)
    why = _reason(reason)
    held.ended_on = day_of(at)
    return _walk(held, Act.WITHDRAW, "support.recommendation_withdrawn", by=by, at=at, text=why)


# -- what every act has in common --------------------------------------------------------------------------------------


def _held(recommendation: Recommendation, act: Act, by: User, rule: Rule, who: Who) -> Recommendation:
    """The recommendation as it is now, locked, where the person may and the act is a step from its state."""
    held = locked(Recommendation.objects.select_related("unit", "organ"), recommendation.pk)
    if not rule(by, held):
        raise NotAllowed(who(held))
    if life.after(held.state, act) is None:
        raise Refused(_moved_on(held, act))
    return held


def _moved_on(held: Recommendation, act: Act) -> str:
    """Why it cannot be done any more; to whoever answers second, what the first one said."""
    if act is Act.ANSWER and held.state in (State.ANSWERED, State.SETTLED):
        last = held.turns.filter(act=Act.ANSWER).last()
        said = last.text if last is not None else ""
        return _("It was answered meanwhile: “%(answer)s”. Your words are still here, nothing of yours was sent.") % {
            "answer": said
        }
    state = RecState(held.state).label
    return _("This recommendation is “%(state)s” now, so this cannot be done any more.") % {"state": state}


def _reason(reason: str) -> str:
    return checked_text(reason, field="reason", needed=_("Please say why; the other side reads it."))


def _check_goes_on(unit: Unit, on: date) -> None:
    if unit.ended_on is not None and unit.ended_on <= on:
        told = {"unit": unit.name}
        raise Refused(_("%(unit)s has ended. Please choose the unit that carries it on.") % told, field="unit")


def _asked_organ(unit: Unit, field: str, organ: Unit | None, on: date) -> Unit:
    """The organ that a person chose, else that of the field, else the committee of the place. Raises Refused."""
    organs = organs_of(unit, on)
    if field and organs.table.field(field) is None:
        raise Refused(_("This field is not in the table of who answers what."), field="organ")
    asked = organ or (organs.of_field(field) if field else organs.committee)
    _check_organ(asked, on)
    return asked


def _check_organ(organ: Unit, day: date) -> None:
    if organ.founded_on > day or (organ.ended_on is not None and organ.ended_on <= day):
        told = {"unit": organ.name, "day": f"{day:%d/%m/%Y}"}
        raise Refused(_("%(unit)s does not exist on %(day)s. Please choose who answers now.") % told, field="organ")


def _check_not_twice(unit: Unit, text: str, on: date, source_kind: str, source_id: int | None) -> None:
    same = Recommendation.objects.open().filter(unit=unit, raised_on=on, folded=fold(text), source_kind=source_kind)
    if same.filter(source_id=source_id).exists():
        raise Refused(_("The same recommendation of this day is in already. Its thread goes on there."), field="text")


def _walk(
    held: Recommendation,
    act: Act,
    code: str,
    *,
    by: User,
    at: datetime | None,
    text: str = "",
    organ_before: Unit | None = None,
) -> Recommendation:
    """Save it in the state that the act leads to, with its turn in the thread and one entry of the book."""
    before, held.state = held.state, life.STEPS[State(held.state), act].value
    held.save()
    turn = _turn(held, act, before, by=by, at=at, text=text, organ_before=organ_before)
    after: dict[str, Any] = {"state": held.state, "organ": held.organ_id, "due": held.due_on}
    said = {"state": before, "organ": (organ_before or held.organ).pk}
    book.write(code, by=by, on=held, unit=held.unit, before=said, after=after, note=text, proxy=turn.proxy, at=turn.at)
    return held


def _turn(
    held: Recommendation,
    act: str,
    before: str,
    *,
    by: User,
    at: datetime | None,
    text: str = "",
    organ_before: Unit | None,
) -> Turn:
    asking = act in ("raise", Act.SETTLE, Act.NOT_SATISFIED, Act.ESCALATE, Act.WITHDRAW)
    own = (
        rules.answering.speaks_here(by, held.unit)
        if asking
        else rules.answering.answers_for(by, organ_before or held.organ)
    )
    answered = act == Act.ANSWER
    return Turn.objects.create(
        recommendation=held,
        act=act,
        before=before,
        after=held.state,
        text=text,
        organ=held.organ,
        organ_before=organ_before,
        due_on=held.due_on,
        answer_kind=held.answer_kind if answered else "",
        promised_on=held.promised_on if answered else None,
        by=by,
        at=at or timezone.now(),
        proxy=not own,
    )
