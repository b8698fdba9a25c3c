"""Tokens of one-time slips: 118 bits of chance for seven days, of which only the hash is kept.

They stand on paper and may have to be typed: small letters and digits, none that looks like another, in groups of four.
"""

import hashlib
import secrets

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


def new_token() -> str:
    """`k7mq-2xw9-…`: six groups."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(6))


def hash_of(token: str) -> str:
    """Hex of SHA-256. The token is random and long, so no salt and no slow hash are needed."""
    return hashlib.sha256(token.strip().lower().encode("utf8", "replace")).hexdigest()
