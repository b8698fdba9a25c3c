"""The inbox of reminders, and the links that lead from a reminder or a calendar to the right form."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from .. import operations, queries
from ..models import Digest


@require_GET
def inbox(request):
    """All reminders, newest first; whoever sees the page has read them."""
    now, number = timezone.now(), request.GET.get("page", 1)
    page, shown = queries.inbox(request.user, at=now, number=number)
    operations.read_digests(by=request.user, at=now)
    context = {"page_obj": page, "digests": shown, "today": timezone.localdate(now), "nav_current": "reminders"}
    return render(request, "reminders/inbox.html", context)


@require_GET
def open_digest(request, pk):
    """Where the link of a message leads: the form of the one thing due, or the list."""
    now, digest = timezone.now(), get_object_or_404(Digest.objects.visible_to(request.user), pk=pk)
    url = queries.only_url(digest, request.user, at=now)
    if not url:
        return redirect(f"{reverse('reminders:inbox')}#d{digest.pk}")
    operations.read_digests(by=request.user, at=now)
    return redirect(url)


@require_GET
def due(request, code):
    """Where the link of a calendar's day leads: the form, as long as the thing is due from this person."""
    item = queries.due_item(request.user, code, at=timezone.now())
    if item is None:
        messages.info(request, _("This is done already, or it is no longer yours to do."))
        return redirect("home")
    return redirect(item.url)
