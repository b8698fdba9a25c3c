"""What a person typed, read back from a request, so that no error page loses it. Never secrets, never files."""

import re
from dataclasses import dataclass

from django.core.exceptions import BadRequest, SuspiciousOperation, TooManyFieldsSent
from django.http import HttpRequest, UnreadablePostError

SECRET = re.compile(r"pass|secret|token|otp|^code$|recovery", re.IGNORECASE)
MACHINE = {"csrfmiddlewaretoken", "next"}


def is_secret(name: str) -> bool:
    """Whether a field of this name is never kept: passwords, one-time codes, tokens."""
    return bool(SECRET.search(name))


@dataclass(frozen=True)
class Kept:
    name: str
    value: str

    @property
    def words(self) -> bool:
        """Whether a person would call it something typed, not a number of the machine."""
        return self.name != "form_key" and len(self.value.strip()) > 0


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


def kept_context(request: HttpRequest) -> dict:
    """`kept` (fields to send again), `kept_words` (what was typed, for reading and copying), `kept_action`."""
    fields = kept_fields(request)
    return {
        "kept": fields,
        "kept_words": "\n".join(field.value for field in fields if field.words),
        "kept_action": request.get_full_path() if fields else "",
        "kept_files": bool(fields) and bool(request.FILES),
    }
