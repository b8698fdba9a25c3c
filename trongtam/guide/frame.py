"""Where the question mark of every page's frame leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from .screens import topic_of

if TYPE_CHECKING:
    from django.http import HttpRequest


def help_url(request: HttpRequest) -> str:
    """To the part of the guide for this screen; to the list of guides where a page is no screen of a room."""
    match = request.resolver_match
    topic = topic_of(match.view_name) if match else ""
    return reverse("guide:on", args=[topic]) if topic else reverse("guide:guides")
