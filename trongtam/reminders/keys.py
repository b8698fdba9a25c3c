"""The house's own key for push services: from the settings, else made once and kept readable by the owner only."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from django.conf import settings


@cache
def private_key() -> str:
    """One word of base64url. Browsers that were added with another key cannot be woken any more: it stays for good."""
    if settings.PUSH_KEY:
        return str(settings.PUSH_KEY)
    path = Path(settings.VAR_DIR) / "push_key"
    if not path.exists():
        _make(path)
    return path.read_text(encoding="utf8").strip()


def _make(path: Path) -> None:
    """Written aside and linked: of two processes that make one at the same time, the first has made it."""
    from .webpush import new_key

    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"push_key.{os.getpid()}")
    aside.touch(mode=0o600)
    aside.write_text(new_key(), encoding="utf8")
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()


@cache
def public_key() -> str:
    """What a browser is given."""
    from .webpush import b64, point, read_key

    return b64(point(read_key(private_key())))
