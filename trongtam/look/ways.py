"""Addresses that go out of the house: whole, and telling nothing of what they lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from trongtam.ground import days

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

SALT = "trongtam.look.way"


def absolute(request: HttpRequest, path: str) -> str:
    """A path of this house with the address at which others reach it before it."""
    if settings.BASE_URL:
        return f"{settings.BASE_URL}{path}"
    return f"{request.scheme}://{request.get_host()}{path}"


def way_to(path: str) -> str:
    """The path of a link that leads to `path` after sign-in, and does not say where: for messages that others read."""
    return reverse("look:way", args=[signing.Signer(salt=SALT).sign_object(path)])


def led_to(way: str) -> str | None:
    """The path behind a link of this house; None where nobody here made it."""
    try:
        return str(signing.Signer(salt=SALT).unsign_object(way))
    except signing.BadSignature:
        return None


def reminder(request: HttpRequest, path: str, due: date | None = None) -> str:
    """A neutral text to paste into any chat: that something is due, when, and where to open it. No word of what, whose, where."""
    url = absolute(request, way_to(path))
    if due is None:
        return _("You have one thing to do. Open: %(url)s") % {"url": url}
    return _("You have one thing due on %(day)s. Open: %(url)s") % {"day": days.write(due), "url": url}
