"""After the session: the minutes are written, signed, sent."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.look.answers import require
from trongtam.org.views.answers import who

from .. import rules
from ..forms.meetings import MinutesForm
from ..models import Meeting
from ..operations import keep_and_send_minutes, keep_minutes
from .pages import drawn, found


def minutes_form(held: Meeting, data: object = None) -> MinutesForm:
    first = {name: getattr(held, name) for name in ("conclusion", "speakers", "minutes_read")}
    return MinutesForm(data, initial={**first, "seen": held.conclusion})  # type: ignore[arg-type]  # what was sent


@require_POST
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was written on the minutes; `act` send: sign and send them in the same press."""
    form, sends = MinutesForm(request.POST), request.POST.get("act") == "send"
    if form.is_valid() and _kept(request, pk, form, sends=sends):
        messages.success(request, _("The minutes are signed and sent.") if sends else _("Saved."))
        return redirect("meetings:meeting", pk)
    held = found(request, pk)
    require(rules.can_keep_meeting(who(request), held), rules.who_may_keep(held.unit))
    return drawn(request, held, status=422, minutes=form)


def _kept(request: HttpRequest, pk: int, form: MinutesForm, *, sends: bool) -> bool:
    """The act reads the meeting once, under its lock, and asks whether the person may."""
    try:
        act = keep_and_send_minutes if sends else keep_minutes
        act(Meeting(pk=pk), by=who(request), **form.cleaned_data)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    except (Meeting.DoesNotExist, NotAllowed):
        found(request, pk)  # who sees the meeting is told who may; to a stranger it is not there
        raise
    return True
