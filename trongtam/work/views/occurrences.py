"""`/recurring/<id>/of/<unit>/`: what a unit said of each day, and how it says it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trongtam.archive.operations import bring_files
from trongtam.ground import days
from trongtam.look.answers import form_page, require, typed
from trongtam.org.models import Unit
from trongtam.org.views.answers import who

from .. import operations, rules
from .. import presentation_recurring as presentation
from ..forms.acts import ReasonForm
from ..forms.recurring import SayForm
from ..models import Recurring
from ..queries import recurring_pages
from ..queries.recurring import owes_on
from .recurring import found

SHOWN = 24


def _of(request: HttpRequest, pk: int, code: str) -> tuple[Recurring, Unit]:
    """The work and a unit in reach; others are not there for the viewer."""
    unit = get_object_or_404(Unit.objects.reached_by(who(request)), code=code)
    return found(request, pk), unit


def _url(recurring: Recurring, unit: Unit) -> str:
    return reverse("work:recurring_of_unit", args=[recurring.pk, unit.code])


@require_GET
def recurring_of_unit(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Each day of one unit: what it said, with notes and photos; what it said before stays beside."""
    (recurring, unit), user, today = _of(request, pk, code), who(request), timezone.localdate()
    told, kept = recurring_pages.unit_days(recurring, unit, today)
    shown = told if request.GET.get("all") else told[:SHOWN]
    waits = next((one.day for one in reversed(told) if one.may_say and one.word is None), None)
    context = {
        "recurring": recurring,
        "unit": unit,
        "rule": presentation.rule_words(recurring),
        "kept": presentation.kept_words(kept),
        "days": presentation.told(recurring, unit, shown, user),
        "more": len(told) - len(shown),
        "says": rules.can_say_occurrence(user, unit),
        "excuses": rules.can_run_recurring(user, recurring),
        "waits": waits,
        "nav_current": "work",
    }
    return render(request, "work/recurring/unit.html", context)


def _day(recurring: Recurring, unit: Unit, text: str) -> date:
    """A day that the unit owes; any other address is not there."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if not owes_on(recurring, unit, day):
        raise Http404
    return day


def _texts(recurring: Recurring, unit: Unit, day: date) -> dict[str, Any]:
    told = {"unit": unit.name, "day": days.write(day)}
    return {
        "title": recurring.title,
        "lead": _("%(unit)s, %(day)s") % told,
        "back_url": _url(recurring, unit),
        "back_text": unit.name,
        "nav_current": "work",
    }


def say_occurrence(request: HttpRequest, pk: int, code: str, day: str) -> HttpResponse:
    """Two taps: this page, send. Then the next day that waits, if one does."""
    (recurring, unit), user = _of(request, pk, code), who(request)
    require(rules.can_say_occurrence(user, unit), rules.who_may_say_occurrence(unit))
    on = _day(recurring, unit, day)
    form = SayForm(typed(request), request.FILES or None)

    @transaction.atomic
    def do(given: dict[str, Any]) -> str:
        files = bring_files(form.brought(given), by=user, unit=unit)
        operations.say_occurrence(recurring, unit, on, by=user, files=files, **given)
        return _url(recurring, unit)

    early = _("It can be said from %(day)s on.") % {"day": days.write(on)} if on > timezone.localdate() else ""
    more = {"done": _("It is said. Thank you."), "button": _("Send"), "early": early}
    return form_page(request, form, do, template="work/recurring/say.html", **_texts(recurring, unit, on), **more)


def excuse_occurrence(request: HttpRequest, pk: int, code: str, day: str) -> HttpResponse:
    """The organ excuses a unit for a day."""
    (recurring, unit), user = _of(request, pk, code), who(request)
    require(rules.can_run_recurring(user, recurring), rules.who_may_assign(recurring.unit))
    on = _day(recurring, unit, day)

    def do(given: dict[str, Any]) -> str:
        operations.excuse_occurrence(recurring, unit, on, by=user, **given)
        return _url(recurring, unit)

    note = _("An excused day counts neither as kept nor as missed.")
    more = {"done": _("Excused; the unit reads the reason."), "button": _("Excuse it"), "note": note}
    return form_page(request, ReasonForm(typed(request)), do, **_texts(recurring, unit, on), **more)
