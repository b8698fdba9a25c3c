"""Which acts a person is offered on a recommendation's page: the next step as the one main button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from trongtam.work.acts_open import Offer
from trongtam.work.queries.choices import organ_of
from trongtam.work.rules import can_assign_work

from . import life, rules
from .life import Act, State
from .models import Recommendation

if TYPE_CHECKING:
    from trongtam.accounts.models import User

Rule = Callable[["User", Recommendation], bool]

# In the order of who is waited for: the first that is open for a person is his main button.
OFFERS: tuple[tuple[Act, str, Any, Rule, bool], ...] = (
    (Act.ANSWER, "answer_recommendation", _("Answer"), rules.answering.can_answer, False),
    (Act.SETTLE, "settle_recommendation", _("It is settled"), rules.answering.can_settle, True),
    (
        Act.NOT_SATISFIED,
        "not_satisfied_recommendation",
        _("Not satisfied"),
        rules.answering.can_declare_not_satisfied,
        False,
    ),
    (Act.ACCEPT, "accept_recommendation", _("Accept, answer later"), rules.answering.can_accept, True),
    (Act.TRANSFER, "pass_on_recommendation", _("Pass it on"), rules.answering.can_pass_on, False),
    (Act.ESCALATE, "escalate_recommendation", _("To the next level"), rules.answering.can_escalate, False),
    (Act.WITHDRAW, "withdraw_recommendation", _("Withdraw the recommendation"), rules.answering.can_withdraw, False),
)


def offered(recommendation: Recommendation, user: User, day: date) -> tuple[Offer | None, list[Offer]]:
    """The main button, and the others. Nothing that would be refused today: no next level before the day is over."""
    found = [
        Offer(name, label, reverse(f"support:{name}", args=[recommendation.pk]), posts)
        for act, name, label, rule, posts in OFFERS
        if life.after(recommendation.state, act) is not None
        and _has_sense(recommendation, act, day)
        and rule(user, recommendation)
    ]
    # What one may only do once the word of the other side has come is no main button for the side that waits.
    first = next((one for one in found if one.name in MAIN), None)
    others = [one for one in found if one is not first]
    if work := _as_work(recommendation, user):
        others.append(work)
    return first, others


MAIN = ("answer_recommendation", "settle_recommendation", "escalate_recommendation", "not_satisfied_recommendation")


def _has_sense(recommendation: Recommendation, act: Act, day: date) -> bool:
    if act is Act.ESCALATE:
        return recommendation.state == State.NOT_SATISFIED or day > recommendation.due_on
    return not (act is Act.NOT_SATISFIED and recommendation.state == State.WITHDRAWN)


def _as_work(recommendation: Recommendation, user: User) -> Offer | None:
    """Make it a work: the form of the room work with the root filled in, for those who assign."""
    if recommendation.state not in life.OPEN:
        return None
    return work_offer("recommendation", recommendation.pk, recommendation.organ_id, user)


def work_offer(kind: str, pk: int, holder: int | None, user: User) -> Offer | None:
    """The way to assign a work that is rooted in a recommendation or a direction; None for those who do not assign."""
    organ = organ_of(user)
    if organ is None or not can_assign_work(user, organ):
        return None
    asked = {"root": f"{kind}:{pk}", **({"holder": f"unit:{holder}"} if holder is not None else {})}
    url = reverse("work:assign_work", args=[organ.code])
    return Offer("make_work", _("Make it a work"), f"{url}?{urlencode(asked)}")
