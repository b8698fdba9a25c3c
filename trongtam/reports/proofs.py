"""Addresses that open the proof of a number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

ProofUrl = Callable[[int | str], str]


def proof_path(target: int, on: date) -> str:
    """The page of a target as it stood on a day."""
    return f"{reverse('targets:target', args=[target])}?on={on.isoformat()}"


def board_path(unit: str, on: date, *, period: str = "", document: int | None = None) -> str:
    """The board of a unit (its code) on a day, for one period and document: the proof of a count of targets."""
    asked = {"period": period, "on": on.isoformat(), "document": document}
    return f"{reverse('targets:board', args=[unit])}?{urlencode({name: one for name, one in asked.items() if one})}"


def proofs(base: str, on: date) -> ProofUrl:
    """Full addresses for papers and workbooks, of a target by its id or of another page by its path. `base`
    is the beginning of all addresses, without a slash at its end."""
    return lambda place: base + (place if isinstance(place, str) else proof_path(place, on))


def base_of(request: HttpRequest) -> str:
    """The address that the office has chosen for its papers (`TRONGTAM_BASE_URL`), else the one the page was asked at."""
    chosen: str = settings.BASE_URL
    return chosen or request.build_absolute_uri("/").rstrip("/")
