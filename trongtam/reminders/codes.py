"""Names that tell nothing: of a due thing for its calendar, its link and what was told of it; of a token in the database."""

from __future__ import annotations

import hashlib
import secrets

from django.utils.crypto import salted_hmac


def code_of(user_pk: int, key: str) -> str:
    """20 letters of hex for a person's due thing; the same as long as the house keeps its secret key."""
    return salted_hmac("trongtam.reminders.due", f"{user_pk}:{key}", algorithm="sha256").hexdigest()[:20]


def new_token() -> str:
    """192 bits of chance, as they stand in an address."""
    return secrets.token_urlsafe(24)


def hash_of(token: str) -> str:
    """What is kept of a token. It is random and long, so no salt and no slow hash are needed."""
    return hashlib.sha256(token.encode("utf8", "replace")).hexdigest()
