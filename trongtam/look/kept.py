"""What a person typed, read back from a request, so that no error page loses it. Never secrets, never files."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import BadRequest, SuspiciousOperation, TooManyFieldsSent
from django.http import HttpRequest, UnreadablePostError

SECRET = re.compile(r"pass|secret|token|otp|^code$|recovery", re.IGNORECASE)
MACHINE = {"csrfmiddlewaretoken", "next"}
# Laid beside every form by shell.js as it is sent: [[name, label, words of the choice], …] of what the person filled in.
TYPED_AS = "typed_as"
# Without it (no script ran): what no person types, by its name.
HIDDEN = re.compile(
    r"^(form_key|typed_as|sure|meant|shown_empty)$|(^|-)(expected|seen|known|clause)(-\d+)?$|_FORMS$", re.IGNORECASE
)
LONGEST_LABEL = 200


def is_secret(name: str) -> bool:
    """Whether a field of this name is never kept: passwords, one-time codes, tokens."""
    return bool(SECRET.search(name))


@dataclass(frozen=True)
class Kept:
    name: str
    value: str

    @property
    def words(self) -> bool:
        """Whether a person would call it something typed, as far as its name tells."""
        return not HIDDEN.search(self.name) and len(self.value.strip()) > 0


def kept_fields(request: HttpRequest) -> list[Kept]:
    """The posted fields in order, without secrets; empty when there is no form or it cannot be read."""
    if request.method != "POST":
        return []
    try:
        posted = request.POST
    except (UnreadablePostError, SuspiciousOperation, BadRequest, TooManyFieldsSent, ValueError):
        return []
    return [
        Kept(name, value)
        for name, values in posted.lists()
        if name not in MACHINE and not is_secret(name)
        for value in values
    ]


def words_of(fields: list[Kept]) -> str:
    """What was typed, a line a field, for reading and copying: “label: value” where the page told the labels."""
    told = next((field.value for field in fields if field.name == TYPED_AS), "")
    lines = list(_labelled(fields, told))
    return "\n".join(lines or (field.value for field in fields if field.words))


def _labelled(fields: list[Kept], told: str) -> Iterator[str]:
    """The fields that the page named as filled in by the person; nothing where what it told cannot be read."""
    try:
        rows = json.loads(told or "[]")
    except ValueError:
        return
    left: dict[str, list[str]] = {}
    for field in fields:
        left.setdefault(field.name, []).append(field.value)
    for row in rows if isinstance(rows, list) else ():
        if not (isinstance(row, list) and len(row) == 3 and all(isinstance(text, str) for text in row)):
            continue
        name, label, choice = row
        value = left[name].pop(0) if left.get(name) else ""
        if value.strip():
            yield ": ".join(filter(None, [label[:LONGEST_LABEL], choice[:LONGEST_LABEL] or value]))


def kept_context(request: HttpRequest) -> dict:
    """`kept` (fields to send again), `kept_words` (what was typed, for reading and copying), `kept_action`."""
    fields = kept_fields(request)
    return {
        "kept": fields,
        "kept_words": words_of(fields),
        "kept_action": request.get_full_path() if fields else "",
        "kept_files": bool(fields) and bool(request.FILES),
    }
