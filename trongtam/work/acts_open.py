"""Which acts a person is offered on a work's page: what he may do and what is a step now; the one main button first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from . import life, rules
from .life import Act
from .models import ExplanationState, Work

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@dataclass(frozen=True, slots=True)
class Offer:
    """A button. `posts`: the act needs nothing typed, so the button does it."""

    name: str
    label: Any
    url: str
    posts: bool = False


Rule = Callable[["User", Work], bool]

# In the order of who is waited for: the first that is open for a person is his main button, where it is one of those that
# others wait for. What only changes or takes back stands among the others, never under the thumb.
WAITED_FOR = (
    "appraise_work",
    "approve_work",
    "conclude_work",
    "register_work",
    "report_progress",
    "hand_in_work",
    "rewrite_work",
)
OFFERS: tuple[tuple[Act, str, Any, Rule, bool], ...] = (
    (Act.APPRAISE, "appraise_work", _("Appraise the work"), rules.can_appraise_work, False),
    (Act.APPROVE, "approve_work", _("Approve and assign"), rules.can_decide_work, True),
    (Act.CONCLUDE, "conclude_work", _("Conclude the work"), rules.can_decide_work, True),
    (Act.REGISTER, "register_work", _("Register the work"), rules.can_register_work, True),
    (Act.PROGRESS, "report_progress", _("Report how far it is"), rules.can_report_progress, False),
    (Act.HAND_IN, "hand_in_work", _("It is done: hand it in"), rules.can_hand_in_work, False),
    (Act.REWRITE, "rewrite_work", _("Write it anew"), rules.can_register_work, False),
    (Act.TAKE_BACK, "take_back_registration", _("Take the registration back"), rules.can_register_work, True),
    (Act.RECALL, "recall_work", _("Take back what was handed in"), rules.can_hand_in_work, True),
    (Act.RETURN, "return_work", _("Send the registration back"), rules.can_decide_work, False),
    (Act.SEND_BACK, "send_back_work", _("Send it back: not done yet"), rules.can_appraise_work, False),
    (Act.RECONSIDER, "reconsider_appraisal", _("Take the appraisal back"), rules.can_appraise_work, False),
    (Act.EXTEND, "extend_work", _("Move the day"), rules.can_decide_work, False),
    (Act.ADJUST, "adjust_work", _("Adjust what was agreed"), rules.can_decide_work, False),
    (Act.HAND_OVER, "hand_over_work", _("Hand it over"), rules.can_decide_work, False),
    (Act.CARRY_OVER, "carry_over_work", _("Carry it over to the next year"), rules.can_decide_work, False),
    (Act.WITHDRAW, "withdraw_work", _("Take it off the list"), rules.can_register_work, False),
    (Act.UNASSIGN, "take_assignment_back", _("Take the assignment back"), rules.can_decide_work, False),
    (Act.STOP, "stop_work", _("Stop the work"), rules.can_decide_work, False),
    (Act.REOPEN, "reopen_work", _("Open it again"), rules.can_decide_work, False),
)


ANSWERS = ("answer_explanation", "answer_obstacle")


@dataclass(frozen=True, slots=True)
class Question:
    """Something that waits for a word: a request to explain, an obstacle."""

    label: Any
    text: str
    answers: list[Offer]


def offered(work: Work, user: User, waiting: Sequence[Question] = ()) -> tuple[Offer | None, list[Offer]]:
    """The main button, and the others. A question that waits for the viewer's words comes before all else; an office enters for a
    holder where nothing of its own is open. None: nothing of what is open is waited for."""
    found = [
        Offer(name, label, reverse(f"work:{name}", args=[work.pk]), posts)
        for act, name, label, rule, posts in OFFERS
        if life.after(work.state, act) is not None and rule(user, work)
    ]
    if work.state in life.OPEN and rules.can_ask_explanation(user, work):
        found.append(
            Offer("ask_explanation", _("Ask for an explanation"), reverse("work:ask_explanation", args=[work.pk]))
        )
    asked = [offer for question in waiting for offer in question.answers if offer.name in ANSWERS]
    if asked:
        return asked[0], found
    return (found[0], found[1:]) if found and found[0].name in WAITED_FOR else (None, found)


def questions(work: Work, user: User) -> list[Question]:
    """What came back with its reason, and what waits, with the ways to answer it that are the viewer's. Three queries."""
    waiting = _came_back(work)
    judges = rules.can_appraise_work(user, work)
    for asked in work.explanations.filter(state__in=[ExplanationState.ASKED, ExplanationState.ANSWERED]):
        waiting.append(_explanation(asked, judges, rules.can_answer_explanation(user, work)))
    if work.state == life.State.CARRIED:
        return waiting  # an obstacle went along and is answered there
    for report in work.reports.filter(answered_at__isnull=True).exclude(obstacle="", help=""):
        offers = [_offer("answer_obstacle", _("Answer the obstacle"), report.pk)] if judges else []
        text = " · ".join(one for one in (report.obstacle, report.help) if one)
        waiting.append(Question(_("An obstacle waits for an answer"), text, offers))
    return waiting


def _came_back(work: Work) -> list[Question]:
    """A work that was sent back or opened again, until its holder has said something."""
    if work.state != life.State.IN_PROGRESS:
        return []
    last = work.turns.filter(act__in=life.SPOKEN_OF).order_by("-at", "-pk").values_list("act", "reason").first()
    if last is None or last[0] not in life.BACK_WITH_HOLDER:
        return []
    label = _("Sent back") if last[0] == Act.SEND_BACK else _("Opened again")
    return [Question(label, last[1], [])]


def _explanation(asked: Any, judges: bool, answers: bool) -> Question:
    if asked.state == ExplanationState.ASKED:
        offers = [_offer("answer_explanation", _("Explain"), asked.pk)] if answers else []
        return Question(_("Asked to explain"), asked.question, offers)
    offers = []
    if judges:
        offers = [
            Offer("accept_explanation", _("Accept it"), reverse("work:accept_explanation", args=[asked.pk]), True),
            _offer("refuse_explanation", _("Do not accept it"), asked.pk),
        ]
    return Question(_("An explanation waits for your word") if judges else _("Explanation"), asked.answer, offers)


def _offer(name: str, label: Any, pk: int) -> Offer:
    return Offer(name, label, reverse(f"work:{name}", args=[pk]))


def owed_form(work: Work, user: User) -> str:
    """The form by which the holder reports, for those who may remind him of it; empty for himself and while nothing is owed."""
    if work.state not in life.RUNNING or rules.holds(user, work) or not rules.can_appraise_work(user, work):
        return ""
    return reverse("work:report_progress", args=[work.pk])
