"""Typed and pasted words that bear the stamp of a classified paper are kept nowhere: looked for at the door, once for every form
of every room. Sheets that come in are looked at as they are read (`ground.incoming`), files as they are stored."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from trongtam.ground.errors import Refused
from trongtam.look.kept import kept_fields
from trongtam.look.middleware import refusal

from .operations import refuse_stamped


class StampMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Before the form is looked at, and before its first sending is remembered. A form that cannot be read raises."""
        if request.method != "POST" or not request.POST:
            return None
        try:
            refuse_stamped(field.value for field in kept_fields(request))
        except Refused as stamped:
            return refusal(request, stamped)
        return None
