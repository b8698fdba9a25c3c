"""Acts on a recommendation, each a form of its own or one press."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.look.answers import form_page, require, typed
from trongtam.org.models import Unit
from trongtam.org.views.answers import who

from .. import operations, rules
from ..forms import recommendations as forms
from ..models import Recommendation
from ..operations.said import refuse_denunciation
from ..queries.choices_answering import units_to_raise_for
from ..queries.organs import offered_organs, organs_of, proposed_for
from .recommendations import found


def _url(recommendation: Recommendation) -> str:
    return reverse("support:recommendation", args=[recommendation.pk])


def _act(
    request: HttpRequest,
    recommendation: Recommendation,
    form: Any,
    do: Callable[[dict[str, Any]], object],
    **texts: Any,
) -> HttpResponse:
    def then(given: dict[str, Any]) -> str:
        do(given)
        return _url(recommendation)

    back = {"back_url": _url(recommendation), "back_text": _("The recommendation"), "nav_current": "recommendations"}
    return form_page(request, form, then, quote=recommendation.text, **texts, **back)


def raise_recommendation(request: HttpRequest) -> HttpResponse:
    """What is asked for is written down; without an organ the program proposes one and the person decides."""
    user, today = who(request), timezone.localdate()
    units = units_to_raise_for(user, today)
    own = units.filter(code=request.GET.get("unit", "")).first() or units.first()
    if own is None:
        raise NotAllowed(_("Recommendations are raised by those who hold a post in a commune or follow a unit."))
    organs, base = organs_of(own, today), list(offered_organs(own, today))
    initial = {"unit": own, "on": today, "source_kind": request.GET.get("from") or "meeting"}
    form = forms.RaiseForm(typed(request), units=units, organs=forms.organ_choices(organs, base), initial=initial)

    def do(given: dict[str, Any]) -> str:
        field, pk = given.pop("organ")
        refuse_denunciation(text=given["text"])
        if not field and pk is None and (proposed := proposed_for(given["text"], organs)) is not None:
            form.data = {**form.data.dict(), "organ": f"field:{proposed.field.code}"}  # type: ignore[attr-defined]  # what was sent
            told = {"organ": proposed.organ.name, "field": proposed.field.name, "words": ", ".join(proposed.words)}
            raise Refused(
                _("Proposed: %(organ)s, %(field)s (because of: %(words)s). Change it or send it so.") % told,
                field="organ",
            )
        organ = Unit.objects.get(pk=pk) if pk is not None else None
        made = operations.raise_recommendation(given.pop("unit"), by=user, field=field, organ=organ, **given)
        return _url(made)

    return form_page(
        request,
        form,
        do,
        title=_("Raise a recommendation"),
        done=_("It is with the organ that answers; you see the answer here."),
        button=_("Send it"),
        back_url=reverse("support:recommendations"),
        back_text=_("Recommendations"),
        nav_current="recommendations",
    )


def answer_recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    asked = found(request, pk)
    require(rules.answering.can_answer(who(request), asked), rules.answering.who_answers(asked))
    form = forms.AnswerForm(typed(request))
    texts = {"title": _("Answer"), "done": _("The answer is with those who asked."), "button": _("Send the answer")}
    return _act(
        request,
        asked,
        form,
        lambda given: operations.answer_recommendation(asked, by=who(request), **given),
        lead=_("From %(unit)s") % {"unit": asked.unit.name},
        **texts,
    )


def pass_on_recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    asked, today = found(request, pk), timezone.localdate()
    require(rules.answering.can_pass_on(who(request), asked), rules.answering.who_answers(asked))
    organs, base = organs_of(asked.unit, today), list(offered_organs(asked.unit, today))
    proposed = proposed_for(asked.text, organs)
    first = {"organ": f"field:{proposed.field.code}"} if proposed is not None and proposed.organ != asked.organ else {}
    form = forms.PassOnForm(typed(request), organs=forms.organ_choices(organs, base), initial=first)

    def do(given: dict[str, Any]) -> object:
        field, pk = given["organ"]
        organ = organs.of_field(field) if field else Unit.objects.get(pk=pk)
        return operations.pass_on_recommendation(
            asked, by=who(request), organ=organ, field=field, reason=given["reason"]
        )

    texts = {"title": _("Pass it on"), "done": _("It is passed on."), "button": _("Pass it on")}
    return _act(request, asked, form, do, **texts)


# Acts that only say why: operation, rule, who may, title, what is said after, the button.
WHY: dict[str, tuple[Any, Any, Any, Any, Any, Any]] = {
    "not_satisfied": (
        operations.declare_not_satisfied,
        rules.answering.can_declare_not_satisfied,
        rules.answering.who_raised,
        gettext_lazy("The answer does not settle it"),
        gettext_lazy("The organ reads why and answers again; or take it to the next level."),
        gettext_lazy("Send it back"),
    ),
    "escalate": (
        operations.escalate_recommendation,
        rules.answering.can_escalate,
        rules.answering.who_raised,
        gettext_lazy("To the next level"),
        gettext_lazy("It is with the next level now."),
        gettext_lazy("Take it up"),
    ),
    "withdraw": (
        operations.withdraw_recommendation,
        rules.answering.can_withdraw,
        rules.answering.who_raised,
        gettext_lazy("Withdraw the recommendation"),
        gettext_lazy("It is withdrawn."),
        gettext_lazy("Withdraw the recommendation"),
    ),
}


def say_why(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    operation, rule, sentence, title, done, button = WHY[act]
    asked = found(request, pk)
    require(rule(who(request), asked), sentence(asked))
    form = forms.ReasonForm(typed(request))
    return _act(
        request,
        asked,
        form,
        lambda given: operation(asked, by=who(request), **given),
        title=title,
        done=done,
        button=button,
    )


PRESSED: dict[str, tuple[Any, Any]] = {
    "accept": (operations.accept_recommendation, gettext_lazy("Accepted. The answer is owed by the day above.")),
    "settle": (operations.settle_recommendation, gettext_lazy("Settled.")),
}


@require_POST
def press(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    operation, done = PRESSED[act]
    asked = operation(found(request, pk), by=who(request))
    messages.success(request, done)
    return redirect(_url(asked))
