"""Saved views: all of one's own, opening one, keeping, renaming, removing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trongtam.look import operations, queries, registry
from trongtam.look.answers import form_page, typed
from trongtam.look.forms import KeepViewForm, ViewNameForm
from trongtam.look.models import SavedView


def _load(request: HttpRequest, pk: int) -> SavedView:
    return get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)


def _own(request: HttpRequest, pk: int) -> SavedView:
    """One that the person saved; one that an office shares is nobody else's to change."""
    return get_object_or_404(SavedView.objects.of(request.user), pk=pk)


@require_GET
@never_cache
def saved_views(request: HttpRequest) -> HttpResponse:
    held = registry.offices(request.user)
    names = {one.key: one.name for one in held}
    shown = [
        {
            "view": view,
            "address": queries.address_of(view),
            "own": view.user_id == request.user.pk,
            "office": names.get(view.office, ""),
        }
        for view in queries.views_of(request.user)
    ]
    context = {"views": shown, "offices": [one for one in held if one.shares], "nav_current": "more"}
    return render(request, "look/saved_views.html", context)


@require_GET
@never_cache
def saved_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens what was saved, as it is today."""
    address = queries.address_of(_load(request, pk))
    if not address:
        raise Http404
    return redirect(address)


@require_http_methods(["GET", "POST"])
def keep_view(request: HttpRequest) -> HttpResponse:
    """Asked on the page itself; a name that will not do is asked again here."""
    if request.method == "GET":
        return redirect("look:saved_views")

    def do(given: dict[str, Any]) -> str:
        return queries.address_of(operations.keep_view(by=request.user, **given))

    return form_page(
        request,
        KeepViewForm(request.POST),
        do,
        title=_("Save this view"),
        done=_("The view is saved. It stands above the list whenever you come here."),
        button=_("Save"),
    )


@require_http_methods(["GET", "POST"])
def rename_view(request: HttpRequest, pk: int) -> HttpResponse:
    view = _own(request, pk)

    def do(given: dict[str, Any]) -> str:
        operations.rename_view(view, by=request.user, **given)
        return reverse("look:saved_views")

    return form_page(
        request,
        ViewNameForm(typed(request), initial={"name": view.name}),
        do,
        title=_("Rename the view"),
        done=_("The view has its new name."),
        button=_("Save"),
        back_text=_("Saved views"),
        back_url=reverse("look:saved_views"),
    )


@require_POST
def share_view(request: HttpRequest, pk: int) -> HttpResponse:
    """`office`: for everybody there; empty: for oneself alone again."""
    view = operations.share_view(_own(request, pk), by=request.user, office=request.POST.get("office", ""))
    messages.success(
        request, _("The whole office sees the view now.") if view.office else _("Only you see the view now.")
    )
    return redirect("look:saved_views")


@require_POST
def remove_view(request: HttpRequest, pk: int) -> HttpResponse:
    operations.remove_view(_own(request, pk), by=request.user)
    messages.success(request, _("The view is removed."))
    return redirect("look:saved_views")
