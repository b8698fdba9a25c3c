"""Long work as its person sees it: how far it is, what came of it, and all of it in one list."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from trongtam.ground.http import file_response
from trongtam.look import operations, queries
from trongtam.look.answers import exported
from trongtam.look.listings import job_listing
from trongtam.look.models import Job

MOST = 500
SILENT_AFTER = timedelta(minutes=1)


def _load(request: HttpRequest, key: UUID) -> Job:
    return get_object_or_404(
        Job.objects.visible_to(request.user).select_related("file").defer("file__content"), key=key
    )


@require_GET
@never_cache
def jobs(request: HttpRequest) -> HttpResponse:
    """The long work that one asked for in the last week."""
    found = Job.objects.visible_to(request.user).select_related("file").defer("file__content").order_by("-asked_at")
    shown = job_listing().read(request.GET, list(found[:MOST]))
    if shown.wants_sheet:
        return exported(request, shown)
    return render(request, "look/jobs.html", {"list": shown, "page": shown.page, "nav_current": "more"})


@require_GET
@never_cache
def job(request: HttpRequest, key: UUID) -> HttpResponse:
    """One piece; the page asks for its part anew every second, and loads itself anew where no script runs."""
    shown = _load(request, key)
    waiting = shown.state == Job.State.WAITING
    if shown.is_over:
        operations.note_seen(shown)
    context = {
        "job": shown,
        "said": shown.said or _("In the making …"),
        "ahead": queries.ahead_of(shown) if waiting else 0,
        "nobody": waiting and timezone.now() - shown.asked_at > SILENT_AFTER and not queries.anybody_works(),
        "made": getattr(shown, "file", None),
        "nav_current": "more",
    }
    template = "look/parts/job.html" if getattr(request, "htmx", False) else "look/job.html"
    return render(request, template, context)


@require_GET
def job_file(request: HttpRequest, key: UUID) -> HttpResponse:
    made = operations.fetch_file(get_object_or_404(Job.objects.visible_to(request.user), key=key, file__isnull=False))
    return file_response(bytes(made.content), made.name, made.content_type)


@require_POST
def again(request: HttpRequest, key: UUID) -> HttpResponse:
    """Work that was not done is asked for anew."""
    begun = operations.ask_again(_load(request, key), by=request.user)
    return redirect("look:job", begun.key)
