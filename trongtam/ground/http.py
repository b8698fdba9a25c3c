"""Small answers that every room gives alike: errors that are a sentence, files with Vietnamese names, nothing cached."""

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.vntext import fold

# What a browser may open in place; everything else, above all HTML and SVG from people, is only ever saved.
SHOWN_IN_PLACE = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})
LONGEST_NAME = 120


class SentenceMiddleware:
    """Maps what operations raise, where no view has put it beside its field: Refused to 422, NotAllowed to 403."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return refused(request, exception)
        if isinstance(exception, NotAllowed):
            return not_allowed(request, exception)
        return None


def refused(request: HttpRequest, exception: Refused) -> HttpResponse:
    """The page `look/refused.html` with `sentence`, status 422."""
    return no_store(render(request, "look/refused.html", {"sentence": str(exception)}, status=422))


def not_allowed(request: HttpRequest, exception: NotAllowed) -> HttpResponse:
    """The page `403.html` with `sentence` (who may), status 403."""
    return no_store(render(request, "403.html", {"sentence": str(exception)}, status=403))


def no_store(response: HttpResponse) -> HttpResponse:
    """Nobody on the way and no shared computer keeps this answer."""
    patch_cache_control(response, private=True, no_store=True)
    return response


def file_response(content: bytes, name: str, content_type: str, *, in_place: bool = False) -> HttpResponse:
    """A file under its Vietnamese name (RFC 6266 with RFC 5987), never guessed to be another type and never kept.

    `in_place` lets the browser open the few types that carry no script; others are saved all the same.
    """
    response = HttpResponse(content, content_type=content_type)
    shown = in_place and content_type in SHOWN_IN_PLACE
    response["Content-Disposition"] = disposition(name, attachment=not shown)
    response["X-Content-Type-Options"] = "nosniff"
    return no_store(response)


def disposition(name: str, *, attachment: bool = True) -> str:
    """The header's value: a plain name for old programs, then the true one."""
    safe = safe_name(name)
    kind = "attachment" if attachment else "inline"
    plain = re.sub(r"[^a-z0-9._-]+", "-", fold(safe)).strip("-") or "file"
    value = f'{kind}; filename="{plain}"'
    return value if plain == safe else f"{value}; filename*=UTF-8''{quote(safe, safe='')}"


def safe_name(name: str) -> str:
    """A name that no system takes for a path, a device or a hidden file: one line, no separators, at most 120 signs.

    The ending is kept when the name is cut. An empty name becomes "file".
    """
    composed = unicodedata.normalize("NFC", name)
    visible = "".join(" " if c.isspace() else c for c in composed if unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
    bare = re.sub(r'[/\\:*?"<>|]+', "-", visible)
    bare = " ".join(bare.split()).strip(" .-")
    if len(bare) > LONGEST_NAME:
        stem, dot, ending = bare.rpartition(".")
        keep = len(ending) + 1 if dot and len(ending) <= 8 else 0
        bare = (stem[: LONGEST_NAME - keep].rstrip() + "." + ending) if keep else bare[:LONGEST_NAME]
    return bare or "file"
