"""`/inspection/front/`: supervision and social criticism by the Front, and the replies that are owed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trongtam.look.answers import form_page, require, typed
from trongtam.org.views.answers import who

from .. import forms, operations, presentation, rules
from ..models import FrontOpinion, FrontState
from ..queries import inspections as read
from .inspections import tabs_for

REPLY_WITHIN = timedelta(days=30)
AT_FRONT = {"nav_current": "front"}


def found(request: HttpRequest, pk: int) -> FrontOpinion:
    return get_object_or_404(read.opinions(who(request)), pk=pk)


@require_GET
def opinions(request: HttpRequest) -> HttpResponse:
    """Those that wait for a reply first, the oldest of them on top."""
    user, today = who(request), timezone.localdate()
    rows = read.opinions(user)
    waiting = list(rows.owed().order_by("reply_due", "pk")[:100])  # type: ignore[attr-defined]  # ours
    page = Paginator(rows.exclude(state=FrontState.WAITING).order_by("-on", "-pk"), 30).get_page(
        request.GET.get("page")
    )
    context = {
        "waiting": [presentation.opinion_row(one, today) for one in waiting],
        "rows": [presentation.opinion_row(one, today) for one in page],
        "page": page,
        "tabs": tabs_for(request, "opinions"),
        "records": read.fronts(user, today).exists(),
        **AT_FRONT,
    }
    return render(request, "inspection/opinions.html", context)


@require_GET
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    user, shown, today = who(request), found(request, pk), timezone.localdate()
    context = {
        "opinion": shown,
        "state": presentation.opinion_state(shown, today),
        "replies": shown.state == FrontState.WAITING and rules.can_reply(user, shown),
        "settles": shown.state == FrontState.REPLIED and rules.can_settle_opinion(user, shown),
        **AT_FRONT,
    }
    return render(request, "inspection/opinion.html", context)


def record_opinion(request: HttpRequest) -> HttpResponse:
    user, today = who(request), timezone.localdate()
    front = read.fronts(user, today).first()
    require(
        front is not None, _("This is written down by those who speak for the Front, or by the Party office for it.")
    )
    assert front is not None
    first = {"on": today, "reply_due": today + REPLY_WITHIN, "kind": "supervision"}
    form = forms.OpinionForm(typed(request), organs=read.organs_asked(front, today), initial=first)

    def do(given: dict[str, Any]) -> str:
        made = operations.record_opinion(front, operations.Opinion(**given), by=user)
        return reverse("inspection:opinion", args=[made.pk])

    texts = {
        "title": _("Write an opinion of the Front down"),
        "done": _("Written down; the reply is owed."),
        "button": _("Keep it"),
    }
    back = {
        "back_url": reverse("inspection:opinions"),
        "back_text": _("Front: supervision, criticism"),
        "lead": front.name,
    }
    return form_page(request, form, do, **texts, **back, **AT_FRONT)


def _back(shown: FrontOpinion) -> dict[str, Any]:
    return {"back_url": reverse("inspection:opinion", args=[shown.pk]), "back_text": shown.about, **AT_FRONT}


def reply_to_opinion(request: HttpRequest, pk: int) -> HttpResponse:
    shown, user = found(request, pk), who(request)
    require(rules.can_reply(user, shown), rules.who_replies(shown))
    form = forms.ReplyForm(typed(request), initial={"on": timezone.localdate()})

    def do(given: dict[str, Any]) -> str:
        operations.reply_to_opinion(shown, by=user, **given)
        return reverse("inspection:opinion", args=[shown.pk])

    texts = {"title": _("Reply to the Front"), "done": _("The reply stands."), "button": _("Send the reply")}
    return form_page(request, form, do, quote=shown.conclusion, **texts, **_back(shown))


def settle_opinion(request: HttpRequest, pk: int) -> HttpResponse:
    shown, user = found(request, pk), who(request)
    require(rules.can_settle_opinion(user, shown), rules.who_records_opinions(shown.keeper))
    form = forms.DayForm(typed(request), initial={"on": timezone.localdate()})

    def do(given: dict[str, Any]) -> str:
        operations.settle_opinion(shown, by=user, **given)
        return reverse("inspection:opinion", args=[shown.pk])

    texts = {"title": _("Take note of the reply"), "done": _("Settled."), "button": _("Settle it")}
    return form_page(request, form, do, quote=shown.reply, **texts, **_back(shown))
