"""How a form page answers: shape, act, refusal beside its field, then on to where the result shows."""

import time
from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html

from trongtam.ground.delimited import CSV
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.http import file_response, streamed_file
from trongtam.look import registry
from trongtam.look.lists import Shown
from trongtam.look.models import Job

LOOK_AGAIN_S = 0.1
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    do: Callable[[dict[str, Any]], str],
    *,
    title: Any,
    done: Any,
    button: Any,
    template: str = "look/form.html",
    **context: Any,
) -> HttpResponse:
    """Draw the form, or do the act with what was typed and go to the address that `do` gives, where `done` is said.

    A refusal stands at its field, what was typed stays, and the answer is 422.
    """
    if request.method == "POST" and form.is_valid():
        try:
            address = do(form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, said(refusal))
        else:
            messages.success(request, done)
            return redirect(address)
    context |= {"form": form, "title": title, "button": button, "draft": f"form:{request.path.strip('/')}"}
    return render(request, template, context, status=422 if form.is_bound else 200)


def said(refusal: Refused) -> str:
    """The sentence of a refusal, with the link to the page where the right thing can be done, if it names one."""
    if refusal.way is None:
        return str(refusal)
    page, words = refusal.way
    return format_html('{} <a href="{}">{}</a>', str(refusal), reverse(page), words)


def require(allowed: bool, sentence: Any) -> None:
    """Before anybody types: who has not the right is told who has."""
    if not allowed:
        raise NotAllowed(sentence)


def typed(request: HttpRequest) -> Any:
    """What a form is bound to: what was sent, or nothing yet."""
    return request.POST if request.method == "POST" else None


def started(job: Job) -> HttpResponse:
    """The answer to asking for long work: what is done within a moment comes at once, all else leads to its page.

    A file comes without leaving the page, since a browser keeps the page when it saves a file.
    """
    end = time.monotonic() + settings.JOB_PATIENCE_S
    while not job.is_over and time.monotonic() < end:
        time.sleep(LOOK_AGAIN_S)
        job.refresh_from_db(fields=["state", "said", "url"])
    if job.state == Job.State.DONE and hasattr(job, "file"):
        return redirect("look:job_file", job.key)
    if job.state == Job.State.DONE and job.url:
        return redirect(job.url)
    return redirect("look:job", job.key)


def exported(request: HttpRequest, shown: Shown, *, title: Any = "") -> HttpResponse:
    """A list as it is found, filtered and sorted, all its pages: as a workbook, or line by line where it is long."""
    demo, name = bool(registry.demonstration(request)), str(title or shown.listing.title)
    if shown.is_long:
        # Views hand on what they get; both kinds of answers have one base, which no view tells apart.
        return cast(HttpResponse, streamed_file(shown.lines(demo=demo), f"{name}.csv", CSV))
    return file_response(shown.workbook(demo=demo), f"{name}.xlsx", EXCEL)
