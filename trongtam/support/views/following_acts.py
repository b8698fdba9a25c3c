"""Acts on duties and visits, each a form of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.archive.operations import bring_files
from trongtam.ground.errors import Unreadable
from trongtam.ground.periods import Period
from trongtam.look.answers import form_page, require, typed
from trongtam.org.views.answers import who

from ..forms import following as forms
from ..models import Duty, Obligation
from ..operations import assigning, visits
from ..presentation_following import span_words
from ..queries import choices
from ..queries.following_pages import places_of
from ..rules import following as rules
from .following import found, found_visit, place


def _back(duty: Duty) -> dict[str, str]:
    return {"back_url": reverse("support:duty", args=[duty.pk]), "back_text": duty.unit.name, "lead": str(duty.person)}


def _act(
    request: HttpRequest, duty: Duty, form: Any, do: Callable[[dict[str, Any]], object], **texts: Any
) -> HttpResponse:
    def then(given: dict[str, Any]) -> str:
        made = do(given)
        return reverse("support:duty", args=[made.pk if isinstance(made, Duty) else duty.pk])

    return form_page(request, form, then, **texts, **_back(duty))


def record_visit(request: HttpRequest, pk: int) -> HttpResponse:
    """Two taps: what for, keep."""
    duty, user, today = found(request, pk), who(request), timezone.localdate()
    require(rules.can_record_visit(user, duty), rules.who_records(duty))
    first = {"on": today, "unit": duty.unit_id}
    form = forms.VisitForm(typed(request), request.FILES or None, places=places_of(duty, today), initial=first)

    @transaction.atomic
    def do(given: dict[str, Any]) -> object:
        files = bring_files(form.brought(given), by=user, unit=given.get("unit") or duty.unit)
        return visits.record_visit(duty, by=user, files=files, **given)

    texts = {"title": _("Write a visit down"), "done": _("The visit is written down."), "button": _("Keep the visit")}
    return _act(request, duty, form, do, template="support/following/record.html", **texts)


def withdraw_visit(request: HttpRequest, pk: int) -> HttpResponse:
    visit = found_visit(request, pk)
    require(rules.can_withdraw_visit(who(request), visit), rules.who_records(visit.duty))
    texts = {
        "title": _("Withdraw the visit"),
        "done": _("Withdrawn; it counts no more and stays readable."),
        "button": _("Withdraw the visit"),
    }
    form = forms.ReasonForm(typed(request))
    return _act(
        request, visit.duty, form, lambda given: visits.withdraw_visit(visit, by=who(request), **given), **texts
    )


def end_duty(request: HttpRequest, pk: int) -> HttpResponse:
    duty = found(request, pk)
    require(rules.can_end_duty(who(request), duty), rules.who_assigns(duty.unit))
    form = forms.EndForm(typed(request), initial={"on": timezone.localdate()})
    texts = {"title": _("End the duty"), "done": _("The duty has its last day."), "button": _("End the duty")}
    return _act(request, duty, form, lambda given: assigning.end_duty(duty, by=who(request), **given), **texts)


def replace_duty(request: HttpRequest, pk: int) -> HttpResponse:
    duty, today = found(request, pk), timezone.localdate()
    require(rules.can_replace_duty(who(request), duty), rules.who_assigns(duty.unit))
    people = choices.people_instead(duty.unit, duty.tier, today).exclude(pk=duty.person_id)
    form = forms.ReplaceForm(typed(request), people=people, initial={"on": today})
    texts = {"title": _("Hand the duty over"), "done": _("The duty is handed over."), "button": _("Hand it over")}
    return _act(request, duty, form, lambda given: assigning.replace_duty(duty, by=who(request), **given), **texts)


def excuse_month(request: HttpRequest, pk: int, span: str) -> HttpResponse:
    duty = found(request, pk)
    require(rules.can_excuse_month(who(request), duty), rules.who_excuses(duty))
    try:
        words = span_words(Period.parse(span))
    except Unreadable:
        raise Http404 from None
    form = forms.ReasonForm(typed(request))
    texts = {
        "title": _("Excuse %(span)s") % {"span": words},
        "done": _("Excused: it counts neither as kept nor as missed."),
        "button": _("Excuse"),
    }
    return _act(
        request, duty, form, lambda given: assigning.excuse_month(duty, span, by=who(request), **given), **texts
    )


def assign_duty(request: HttpRequest, code: str) -> HttpResponse:
    unit, user, today = place(request, code), who(request), timezone.localdate()
    require(rules.can_assign_duty(user, unit), rules.who_assigns(unit))
    asked = choices.units_to_follow(unit, today).filter(code=request.GET.get("unit", "")).first()
    first = {"unit": asked, "tier": request.GET.get("tier"), "valid_from": today}
    form = forms.AssignForm(
        typed(request),
        units=choices.units_to_follow(unit, today),
        people=choices.people_to_follow(unit, today),
        obligations=choices.obligations(unit),
        initial=first,
    )

    def do(given: dict[str, Any]) -> str:
        chosen, person, followed = given.pop("obligation"), given.pop("person"), given.pop("unit")
        made = _assigned(
            chosen, unit, lambda one: assigning.assign_duty(person, followed, by=user, obligation=one, **given)
        )
        return reverse("support:duty", args=[made.pk])

    back = {"back_url": reverse("support:coverage", args=[unit.code]), "back_text": unit.name}
    texts = {"title": _("Assign who follows a unit"), "done": _("The duty is assigned."), "button": _("Assign")}
    return form_page(request, form, do, **texts, **back)


@transaction.atomic
def _assigned(chosen: str, unit: Any, do: Callable[[Obligation | None], Duty]) -> Duty:
    """With the obligation that was chosen; one that is shipped becomes a row only where the duty is kept."""
    if chosen.startswith(choices.SHIPPED):
        return do(assigning.shipped_obligation(chosen.removeprefix(choices.SHIPPED)))
    return do(choices.obligation_of(unit, chosen))


def set_obligation(request: HttpRequest, code: str) -> HttpResponse:
    unit, user = place(request, code), who(request)
    require(rules.can_set_obligation(user, unit), rules.who_assigns(unit))
    form = forms.ObligationForm(typed(request), initial={"valid_from": timezone.localdate(), "every": "month"})

    def do(given: dict[str, Any]) -> str:
        attends = tuple(given.pop("attends"))
        assigning.set_obligation(unit, assigning.Asked(**given, attends=attends), by=user)
        return reverse("support:assign_duty", args=[unit.code])

    back = {"back_url": reverse("support:coverage", args=[unit.code]), "back_text": unit.name}
    texts = {"title": _("Set how often they go there"), "done": _("It can be chosen now."), "button": _("Keep it")}
    return form_page(request, form, do, **texts, **back)
