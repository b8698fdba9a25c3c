"""A request to explain: asked of the holder until a day, answered, accepted or not."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book

from .. import rules
from ..life import OPEN
from ..models import Explanation, ExplanationState, Work, WorkState
from .walking import Rule, Who, day_of, locked

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def ask_explanation(work: Work, *, by: User, question: str, due: date, at: datetime | None = None) -> Explanation:
    """Ask the holder to explain something about the work until a day. Raises NotAllowed, Refused."""
    held = locked(work)
    if not rules.can_ask_explanation(by, held):
        raise NotAllowed(rules.who_appraises(held))
    if held.state not in OPEN:
        state = WorkState(held.state).label
        raise Refused(_("This work is “%(state)s” now, so this cannot be done any more.") % {"state": state})
    if not question.strip():
        raise Refused(_("Please write what is to be explained."), field="question")
    if due < day_of(at):
        raise Refused(_("The day has passed already. Please give the holder time."), field="due")
    moment = at or timezone.now()
    asked = Explanation.objects.create(work=held, question=question.strip(), due=due, by=by, at=moment)
    after = {"question": asked.question, "due": due}
    book.write("work.explanation_asked", by=by, on=held, unit=held.home, after=after, at=moment)
    return asked


@transaction.atomic
def answer_explanation(asked: Explanation, *, by: User, answer: str, at: datetime | None = None) -> Explanation:
    """The holder explains. Raises NotAllowed, Refused."""
    told = _locked(asked, ExplanationState.ASKED, by, rules.can_answer_explanation, rules.who_holds)
    if not answer.strip():
        raise Refused(_("Please write the explanation."), field="answer")
    told.state, told.answer = ExplanationState.ANSWERED, answer.strip()
    told.answered_by, told.answered_at, told.proxy = by, at or timezone.now(), rules.is_proxy(by, told.work)
    told.save(update_fields=["state", "answer", "answered_by", "answered_at", "proxy"])
    book.write(
        "work.explanation_answered",
        by=by,
        on=told.work,
        unit=told.work.home,
        after={"answer": told.answer},
        proxy=told.proxy,
        at=told.answered_at,
    )
    return told


@transaction.atomic
def accept_explanation(asked: Explanation, *, by: User, note: str = "", at: datetime | None = None) -> Explanation:
    """What was explained is accepted; nothing waits any more. Raises NotAllowed, Refused."""
    told = _locked(asked, ExplanationState.ANSWERED, by, rules.can_ask_explanation, rules.who_appraises)
    return _judge(told, ExplanationState.ACCEPTED, "work.explanation_accepted", by=by, words=note, at=at)


@transaction.atomic
def refuse_explanation(asked: Explanation, *, by: User, reason: str, at: datetime | None = None) -> Explanation:
    """What was explained is not accepted, with the reason, and nothing more is asked. Raises NotAllowed, Refused."""
    told = _locked(asked, ExplanationState.ANSWERED, by, rules.can_ask_explanation, rules.who_appraises)
    if not reason.strip():
        raise Refused(_("Please say why; the other side reads it."), field="reason")
    return _judge(told, ExplanationState.REFUSED, "work.explanation_refused", by=by, words=reason, at=at)


@transaction.atomic
def ask_explanation_again(
    asked: Explanation, *, by: User, reason: str, due: date, at: datetime | None = None
) -> Explanation:
    """What was explained is not accepted and is asked again: the holder finds question and reason among what is due from him.
    Raises NotAllowed, Refused. The new request."""
    told = refuse_explanation(asked, by=by, reason=reason, at=at)
    return ask_explanation(told.work, by=by, question=f"{told.question}\n{told.verdict}", due=due, at=at)


def _locked(asked: Explanation, state: str, by: User, rule: Rule, who: Who) -> Explanation:
    held = locked(asked.work)
    if not rule(by, held):
        raise NotAllowed(who(held))
    told = Explanation.objects.select_for_update().get(pk=asked.pk)
    if told.state != state:
        now = ExplanationState(told.state).label
        raise Refused(_("This request is “%(state)s” now. Please look at it again.") % {"state": now})
    told.work = held
    return told


def _judge(told: Explanation, state: str, code: str, *, by: User, words: str, at: datetime | None) -> Explanation:
    told.state, told.verdict = state, words.strip()
    told.decided_by, told.decided_at = by, at or timezone.now()
    told.save(update_fields=["state", "verdict", "decided_by", "decided_at"])
    after = {"state": state}
    book.write(code, by=by, on=told.work, unit=told.work.home, after=after, note=told.verdict, at=told.decided_at)
    return told
