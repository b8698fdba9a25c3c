"""`/reports/owed/once/`: papers that a superior asks for once."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed
from trongtam.ground.periods import Period
from trongtam.look.answers import form_page, require, typed
from trongtam.org.views.answers import who

from .. import operations, rules
from ..forms import OnceForm, once_periods
from ..models import Duty
from ..queries import duties as queries


def _page(duty: Duty) -> str:
    return reverse("reports:owed_paper", args=[duty.pk, duty.once_for])


def note_once(request: HttpRequest) -> HttpResponse:
    """Noted with its day, and with the superior's form where it came with one."""
    today = timezone.localdate()
    units = queries.owing_units(who(request), today)
    if not units:
        raise NotAllowed(_("Papers to send upward are noted by the Party office, the secretary or a deputy secretary."))
    unit = next((one for one in units if one.code == request.POST.get("unit")), units[0])
    form = OnceForm(
        typed(request),
        request.FILES or None,
        preparers=queries.preparers_for(unit, today),
        periods=once_periods(today),
        units=units,
        with_form=True,
    )

    @transaction.atomic
    def do(given: dict[str, Any]) -> str:
        made = operations.note_duty(unit, form.terms(), by=who(request))
        if given["file"] is not None:
            operations.bring_form(
                unit, given["file"], by=who(request), name=made.title, duty=made, marking=given["marking"]
            )
        return _page(made)

    title, done = _("A paper that is asked for once"), _("It is noted, and comes to the desk before it is due.")
    back = {"back_text": _("Papers to send upward"), "back_url": reverse("reports:owed")}
    return form_page(request, form, do, title=title, done=done, button=_("Note it in the register"), **back)


def amend_once(request: HttpRequest, pk: int) -> HttpResponse:
    """Another day, another preparer: what the superior has changed."""
    shown = get_object_or_404(
        Duty.objects.visible_to(who(request)).select_related("unit", "preparer").exclude(due_on=None), pk=pk
    )
    require(rules.can_amend_duty(who(request), shown), rules.who_may_note_duty(shown.unit))
    today = timezone.localdate()
    preparers = queries.preparers_for(shown.unit, today)
    if shown.preparer_id:
        preparers |= preparers.model.objects.filter(pk=shown.preparer_id)
    periods = {one.code: one for one in [Period.parse(shown.once_for), *once_periods(today)]}
    form = OnceForm(
        typed(request), preparers=preparers, periods=list(periods.values()), initial=OnceForm.initial_of(shown)
    )

    def do(_given: dict[str, Any]) -> str:
        return _page(operations.amend_duty(shown, form.terms(), by=who(request)))

    title, done, button = _("Change a paper to send upward"), _("It is changed."), _("Keep the change")
    back = {"back_text": shown.title, "back_url": _page(shown)}
    return form_page(request, form, do, title=title, done=done, button=button, **back)
