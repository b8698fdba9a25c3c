"""Tokens of one-time slips: 192 bits of chance, of which only the hash is kept."""

import hashlib
import secrets


def new_token() -> str:
    return secrets.token_urlsafe(24)


def hash_of(token: str) -> str:
    """Hex of SHA-256. The token is random and long, so no salt and no slow hash are needed."""
    return hashlib.sha256(token.encode()).hexdigest()
