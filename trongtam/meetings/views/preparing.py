"""Before a meeting: opened, its agenda arranged, called, begun; or not held."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from trongtam.look.answers import form_page, require, typed
from trongtam.org.models import Unit, UnitKind
from trongtam.org.views.answers import who

from .. import operations, presenting, rules
from ..forms.meetings import AgendaForm, MissForm, ReopenForm, TermsForm, TurnForm
from ..models import ItemKind, Meeting, MeetingKind
from ..operations import Terms
from ..queries import meeting_page as reading
from ..queries.brought import brought_to
from ..queries.people import people_of
from ..rules.record import reads_roll
from .pages import _next, found, place

# Kinds that are held around the regular meeting of their month.
BESIDE_REGULAR = frozenset({MeetingKind.THEMATIC, MeetingKind.PREPARATORY})


def _url(held: Meeting) -> str:
    return reverse("meetings:meeting", args=[held.pk])


def _form(request: HttpRequest, unit: Unit, kinds: Any, first: dict[str, Any]) -> TermsForm:
    day = first["on"]
    people = people_of(unit, day)
    if unit.kind != UnitKind.CLUSTER and not reads_roll(who(request), unit):
        named = [one.pk for name in ("theme_lead", "chair", "taker") if (one := first.get(name)) is not None]
        people = people.filter(Q(posts__unit=unit) | Q(pk__in=named)).distinct()
    near = Meeting.objects.filter(unit=unit, planned_on__gte=day - timedelta(days=62)).exclude(state="not_held")
    return TermsForm(typed(request), kinds=kinds, people=people, meetings=near, initial=first)


@require_POST
def prepare_next(request: HttpRequest, code: str) -> HttpResponse:
    """One press: the regular meeting that comes next, on the day of the rule, where it was held last time."""
    unit, user = place(request, code), who(request)
    require(rules.can_keep_meetings(user, unit), rules.who_may_keep(unit))
    following = _next(unit, timezone.localdate())
    if following is None:
        messages.info(request, _("The meeting is being prepared already."))
        return redirect("meetings:of_unit", unit.code)
    last = Meeting.objects.held().filter(unit=unit, kind="regular").order_by("-held_on").first()
    terms = Terms(
        "regular",
        following["day"],
        time=last.planned_time if last else None,
        place=last.place if last else "",
    )
    return redirect(_url(operations.prepare_meeting(unit, terms, by=user)))


def prepare_meeting(request: HttpRequest, code: str) -> HttpResponse:
    """Any kind of meeting on any day."""
    unit, user = place(request, code), who(request)
    require(rules.can_keep_meetings(user, unit), rules.who_may_keep(unit))
    kinds, asked = rules.kinds_of(unit), request.GET.get("kind", "")
    if asked in kinds:  # chosen on the page before: this one asks only what that kind needs
        kinds = (asked,)
    today = timezone.localdate()
    beside = reading.regular_of(unit, f"{today:%Y-%m}") if asked in BESIDE_REGULAR else None
    first = {"on": today, "kind": kinds[0], "follows": beside, "prepares": beside}
    form = _form(request, unit, kinds, first)
    back = {"back_url": reverse("meetings:of_unit", args=[unit.code]), "back_text": _("Meetings"), "lead": unit.name}

    def do(_given: dict[str, Any]) -> str:
        return _url(operations.prepare_meeting(unit, form.terms(), by=user))

    title = str(MeetingKind(kinds[0]).label) if len(kinds) == 1 else _("Prepare a meeting")
    texts = {"title": title, "done": _("The agenda is there."), "button": _("Prepare it")}
    return form_page(request, form, do, nav_current="meetings", **texts, **back)


def rewrite_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    held, user = found(request, pk), who(request)
    require(rules.can_keep_meeting(user, held), rules.who_may_keep(held.unit))
    names = ("kind", "place", "theme", "theme_lead", "chair", "taker", "follows", "prepares", "is_model")
    first = {**{name: getattr(held, name) for name in names}, "on": held.planned_on, "time": held.planned_time}
    form = _form(request, held.unit, (held.kind,), first)

    def do(_given: dict[str, Any]) -> str:
        seen = request.POST.get("version", "")
        known = int(seen) if seen.isdecimal() and len(seen) < 9 else None
        return _url(operations.rewrite_meeting(held, form.terms(), by=user, seen=known))

    texts = {"title": _("Day, place, people"), "done": _("Changed."), "button": _("Keep it")}
    back = {"back_url": _url(held), "back_text": _("The meeting"), "lead": presenting.heading(held)}
    page: dict[str, Any] = {"version": held.version, "nav_current": "meetings"}
    return form_page(request, form, do, template="meetings/terms.html", **texts, **back, **page)


def arrange_agenda(request: HttpRequest, pk: int) -> HttpResponse:
    held, user = found(request, pk), who(request)
    require(rules.can_keep_meeting(user, held), rules.who_may_keep(held.unit))
    items = reading.items_of(held)
    removable = {one.pk for one in items if one.kind == ItemKind.OWN and one.first_id is None and not one.outcome}
    form = AgendaForm(typed(request), items=items, removable=removable)

    def do(_given: dict[str, Any]) -> str:
        return _url(operations.arrange_agenda(held, form.lines(), by=user))

    texts = {"title": _("Agenda and prompts"), "done": _("The agenda is arranged."), "button": _("Keep the agenda")}
    back = {"back_url": _url(held), "back_text": _("The meeting"), "lead": presenting.heading(held)}
    return form_page(request, form, do, template="meetings/agenda.html", nav_current="meetings", **texts, **back)


@require_GET
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """To print, or to copy where only members read it; and a reminder that says nothing."""
    held = found(request, pk)
    items = reading.items_of(held)
    context = {
        "meeting": held,
        "heading": presenting.heading(held),
        "lead": presenting.lead(held),
        "items": items,
        "followers": reading.followers(held),
        "brought": [file for _paper, file in brought_to(held, who(request))],
        "text": presenting.invitation(held, items),
        "page_url": _url(held),
        "nav_current": "meetings",
    }
    return render(request, "meetings/invitation.html", context)


# Acts of one press: operation and what is said after.
PRESSED: dict[str, tuple[Callable[..., Meeting], Any]] = {
    "call_meeting": (operations.call_meeting, gettext_lazy("Called. The invitation can be printed or copied.")),
    "take_call_back": (operations.take_call_back, gettext_lazy("Back in preparation.")),
    "begin_meeting": (operations.begin_meeting, gettext_lazy("The meeting has begun.")),
    "take_begin_back": (operations.take_begin_back, gettext_lazy("It has not begun; what was ticked stays.")),
    "sign_minutes": (operations.sign_minutes, gettext_lazy("The minutes are signed.")),
    "send_minutes": (operations.send_minutes, gettext_lazy("The minutes are sent.")),
    "take_not_held_back": (operations.take_not_held_back, gettext_lazy("Back in preparation.")),
}


@require_POST
def press(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    operation, done = PRESSED[act]
    held = operation(found(request, pk), by=who(request))
    messages.success(request, done)
    return redirect("meetings:invitation" if act == "call_meeting" else "meetings:meeting", held.pk)


# Acts that say why: operation, form, title, what is said after, the button.
WHY: dict[str, tuple[Callable[..., Meeting], Any, Any, Any, Any]] = {
    "record_not_held": (
        operations.record_not_held,
        MissForm,
        gettext_lazy("The meeting was not held"),
        gettext_lazy("Recorded. What was open stands on the next agenda."),
        gettext_lazy("Record it"),
    ),
    "take_end_back": (
        operations.take_end_back,
        ReopenForm,
        gettext_lazy("Open the meeting again"),
        gettext_lazy("The meeting is open again. Please end it when everything is settled."),
        gettext_lazy("Open it again"),
    ),
    "take_signature_back": (
        operations.take_signature_back,
        TurnForm,
        gettext_lazy("Take the signature back"),
        gettext_lazy("The minutes can be corrected."),
        gettext_lazy("Take it back"),
    ),
}


def say_why(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    operation, form_class, title, done, button = WHY[act]
    held = found(request, pk)
    require(rules.can_keep_meeting(who(request), held), rules.who_may_keep(held.unit))

    def do(given: dict[str, Any]) -> str:
        return _url(operation(held, by=who(request), **given))

    back = {"back_url": _url(held), "back_text": _("The meeting"), "lead": presenting.heading(held)}
    form = form_class(typed(request))
    return form_page(request, form, do, title=title, done=done, button=button, nav_current="meetings", **back)
