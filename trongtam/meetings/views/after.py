"""After the session: the minutes are written, signed, sent."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trongtam.ground.errors import Refused
from trongtam.look.answers import require
from trongtam.org.views.answers import who

from .. import rules
from ..forms.meetings import MinutesForm
from ..life import State
from ..models import Meeting
from ..operations import minute_meeting, send_minutes, sign_minutes
from .pages import drawn, found


def minutes_form(held: Meeting, data: object = None) -> MinutesForm:
    first = {name: getattr(held, name) for name in ("conclusion", "speakers", "minutes_read")}
    return MinutesForm(data, initial={**first, "seen": held.conclusion})  # type: ignore[arg-type]  # what was sent


@require_POST
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was written on the minutes; `act` send: sign and send them in the same press."""
    user = who(request)
    held = get_object_or_404(Meeting.objects.visible_to(user).select_related("unit__serves"), pk=pk)
    require(rules.can_keep_meeting(user, held), rules.who_may_keep(held.unit))
    form, sends = minutes_form(held, request.POST), request.POST.get("act") == "send"
    if form.is_valid() and _kept(request, held, form, sends=sends):
        messages.success(request, _("The minutes are signed and sent.") if sends else _("Saved."))
        return redirect("meetings:meeting", held.pk)
    return drawn(request, found(request, pk), status=422, minutes=form)


def _kept(request: HttpRequest, held: Meeting, form: MinutesForm, *, sends: bool) -> bool:
    user = who(request)
    try:
        with transaction.atomic():
            if held.state != State.SIGNED:
                minute_meeting(held, by=user, **form.cleaned_data)
            if sends:
                if held.state == State.ENDED:
                    sign_minutes(held, by=user)
                send_minutes(held, by=user)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True
