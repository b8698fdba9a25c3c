"""Small answers that every room gives alike: files under their Vietnamese names, nothing kept on the way."""

import re
import unicodedata
from collections.abc import Iterable
from typing import TypeVar
from urllib.parse import quote

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control

from trongtam.ground.vntext import fold

# What a browser may open in place; everything else, above all HTML and SVG from people, is only ever saved.
SHOWN_IN_PLACE = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})
LONGEST_NAME = 120

Answer = TypeVar("Answer", bound=HttpResponseBase)


def no_store(response: Answer) -> Answer:
    """Nobody on the way and no shared computer keeps this answer."""
    patch_cache_control(response, private=True, no_store=True)
    return response


def file_response(content: bytes, name: str, content_type: str, *, in_place: bool = False) -> HttpResponse:
    """A file under its Vietnamese name (RFC 6266 with RFC 5987), never guessed to be another type and never kept.

    `in_place` lets the browser open the few types that carry no script; others are saved all the same.
    """
    shown = in_place and content_type in SHOWN_IN_PLACE
    return _named(HttpResponse(content, content_type=content_type), name, attachment=not shown)


def streamed_file(pieces: Iterable[bytes], name: str, content_type: str) -> StreamingHttpResponse:
    """The same for a file that is made while it goes out; always saved."""
    return _named(StreamingHttpResponse(pieces, content_type=content_type), name, attachment=True)


def _named(response: Answer, name: str, *, attachment: bool) -> Answer:
    response["Content-Disposition"] = disposition(name, attachment=attachment)
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
