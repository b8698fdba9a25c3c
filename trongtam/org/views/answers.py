"""How every form page of this room answers: shape, operation, refusal beside its field, then on to where it shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from trongtam.accounts.models import User
from trongtam.ground.errors import NotAllowed, Refused

from ..forms.dates import DayField


def form_page(
    request: HttpRequest,
    form: forms.Form,
    do: Callable[[dict[str, Any]], str],
    *,
    done: Any,
    template: str = "org/form.html",
    **context: Any,
) -> HttpResponse:
    """Draw the form, or do the act with what was typed and go to the address that `do` gives. `done` is said there.

    A refusal stands at its field, what was typed stays, and the answer is 422.
    """
    if request.method == "POST" and form.is_valid():
        try:
            address = do(form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, done)
            return redirect(address)
    context.setdefault("draft", f"org:{request.path.strip('/')}")
    return render(request, template, {"form": form, **context}, status=422 if form.is_bound else 200)


def require(allowed: bool, sentence: str) -> None:
    """Before anybody types: who has not the right is told who has."""
    if not allowed:
        raise NotAllowed(sentence)


def who(request: HttpRequest) -> User:
    """The person who is signed in; every page of this room but the set-up asks for one."""
    assert isinstance(request.user, User)
    return request.user


def typed(request: HttpRequest) -> Any:
    """What a form is bound to: what was sent, or nothing yet."""
    return request.POST if request.method == "POST" else None


def chosen_day(request: HttpRequest) -> date:
    """The day of `?at=`, today when it is missing, unreadable or still to come."""
    today = timezone.localdate()
    try:
        day = DayField(required=False).clean(request.GET.get("at", ""))
    except ValidationError:
        day = None
    return min(day, today) if day else today
