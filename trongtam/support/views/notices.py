"""`/notices/`: what was sent down to one's units, what one has sent, who has not acknowledged it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from trongtam.archive.operations import bring_files
from trongtam.archive.queries import shown_files
from trongtam.ground.errors import Refused
from trongtam.look.answers import form_page, require, typed
from trongtam.org.models import Unit
from trongtam.org.views.answers import who

from .. import operations, rules
from ..forms.notices import NoticeForm
from ..forms.recommendations import ReasonForm
from ..models import Notice, NoticeTo
from ..queries import notices as read


def found(request: HttpRequest, pk: int) -> Notice:
    return get_object_or_404(Notice.objects.visible_to(who(request)).select_related("unit", "file"), pk=pk)


@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """What one's own units have to acknowledge, what they have, what one's organs have sent."""
    user = who(request)
    senders = read.sending_units(user)
    context = {
        "owed": read.to_acknowledge(user),
        "known": read.acknowledged(user),
        "sent": [(unit, read.sent_by(unit, user)) for unit in senders],
        "sender": senders[0] if senders else None,
        "nav_current": "notices",
    }
    return render(request, "support/notices.html", context)


@require_GET
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """A notice: for a unit its text and one button; for the sender who has it and who has not."""
    user, shown = who(request), found(request, pk)
    lines = list(NoticeTo.objects.visible_to(user).filter(notice=shown).select_related("unit"))
    own = [one for one in lines if rules.answering.can_acknowledge(user, one) and one.acknowledged_at is None]
    sends = rules.answering.can_send_notice(user, shown.unit)
    mine = [one for one in own if rules.answering.speaks_here(user, one.unit)]
    context = {
        "notice": shown,
        "missing": [one for one in lines if one.acknowledged_at is None and one.handed_to_id is None],
        "have": [one for one in lines if one.acknowledged_at is not None],
        "mine": mine[0] if mine and shown.withdrawn_at is None else None,
        "for_others": {one.pk for one in own},
        "sends": sends and shown.withdrawn_at is None,
        "files": shown_files([shown.file] if shown.file is not None else [], user),
        "nav_current": "notices",
    }
    return render(request, "support/notice.html", context)


def send_notice(request: HttpRequest, code: str) -> HttpResponse:
    user = who(request)
    unit = get_object_or_404(Unit.objects.visible_to(user).select_related("parent"), code=code)
    require(rules.answering.can_send_notice(user, unit), rules.answering.who_may_send(unit))
    form = NoticeForm(typed(request), request.FILES or None, units=read.units_below(unit, user))

    @transaction.atomic
    def do(given: dict[str, Any]) -> str:
        brought = form.brought(given)
        if len(brought.files) > 1:
            raise Refused(
                _("A notice takes one file. Put the pages into one PDF, or send two notices."), field="evidence"
            )
        files = bring_files(brought, by=user, unit=unit)
        given["units"] = list(given["units"])
        made = operations.send_notice(unit, by=user, file=files[0] if files else None, **given)
        return reverse("support:notice", args=[made.pk])

    return form_page(
        request,
        form,
        do,
        title=_("Send a notice"),
        done=_("Sent. Here you see who has acknowledged it."),
        button=_("Send it"),
        lead=unit.name,
        back_url=reverse("support:notices"),
        back_text=_("Notices from above"),
        nav_current="notices",
    )


def withdraw_notice(request: HttpRequest, pk: int) -> HttpResponse:
    shown, user = found(request, pk), who(request)
    require(rules.answering.can_withdraw_notice(user, shown), rules.answering.who_may_send(shown.unit))
    url = reverse("support:notice", args=[shown.pk])

    def do(given: dict[str, Any]) -> str:
        operations.withdraw_notice(shown, by=user, **given)
        return url

    return form_page(
        request,
        ReasonForm(typed(request)),
        do,
        title=_("Take the notice back"),
        done=_("The notice is taken back."),
        button=_("Take it back"),
        quote=shown.title,
        back_url=url,
        back_text=_("The notice"),
        nav_current="notices",
    )


@require_POST
def acknowledge_notice(request: HttpRequest, pk: int) -> HttpResponse:
    line = get_object_or_404(NoticeTo.objects.visible_to(who(request)).select_related("unit", "notice"), pk=pk)
    operations.acknowledge_notice(line, by=who(request))
    messages.success(request, _("Acknowledged. It stands on the next agenda."))
    return redirect("support:notice", line.notice_id)
