"""A file in whose words a stamp was found: nobody opens it; somebody erases it, or says why it is no classified paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trongtam.archive import operations, rules
from trongtam.archive.forms.papers import ReleaseForm
from trongtam.archive.models import StoredFile
from trongtam.look.answers import form_page, require, typed
from trongtam.org.views.answers import who


def _load(request: HttpRequest, pk: int) -> StoredFile:
    held = get_object_or_404(StoredFile.objects.held_for(who(request)).select_related("unit", "by"), pk=pk)
    require(rules.can_decide_on_held(who(request), held), rules.who_can_release_held())
    return held


@require_GET
def held_file(request: HttpRequest, pk: int) -> HttpResponse:
    held = _load(request, pk)
    may_release = rules.can_release_held(who(request), held)
    context = {"file": held, "may_release": may_release, "who_may": rules.who_can_release_held()}
    return render(request, "archive/held_file.html", context)


def erase_held(request: HttpRequest, pk: int) -> HttpResponse:
    held = _load(request, pk)

    def do(given: dict[str, Any]) -> str:
        operations.erase_held(held, by=who(request))
        return reverse("archive:classified_papers")

    return _page(
        request,
        held,
        forms.Form(typed(request)),
        do,
        title=_("Erase the file"),
        lead=_("“%(name)s”: its content and its name are erased here, and nobody can get them back.")
        % {"name": held.name},
        done=_("The file is erased. Note the number, the date and where the paper copy lies."),
        button=_("Erase it"),
    )


def release_held(request: HttpRequest, pk: int) -> HttpResponse:
    held = _load(request, pk)
    require(rules.can_release_held(who(request), held), rules.who_can_release_held())

    def do(given: dict[str, Any]) -> str:
        operations.release_held(held, by=who(request), **given)
        return reverse("archive:classified_papers")

    return _page(
        request,
        held,
        ReleaseForm(typed(request)),
        do,
        title=_("It is no classified paper"),
        lead=_("“%(name)s” opens again for those who could open it before; the reason stands in the book.")
        % {"name": held.name},
        done=_("The file is open again."),
        button=_("Open it again"),
    )


def _page(request: HttpRequest, held: StoredFile, form: forms.Form, do: Any, **words: Any) -> HttpResponse:
    back = reverse("archive:held_file", args=[held.pk])
    return form_page(request, form, do, back_text=_("Held file"), back_url=back, **words)
