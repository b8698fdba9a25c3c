"""Addresses that open the proof of a number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

ProofUrl = Callable[[int], str]


def proof_path(target: int, on: date) -> str:
    """The page of a target as it stood on a day."""
    return f"{reverse('targets:target', args=[target])}?on={on.isoformat()}"


def proofs(base: str, on: date) -> ProofUrl:
    """Full addresses for papers and workbooks. `base` is the beginning of all addresses, without a slash at its end."""
    return lambda target: base + proof_path(target, on)


def base_of(request: HttpRequest) -> str:
    """The address that the office has chosen for its papers (`TRONGTAM_BASE_URL`), else the one the page was asked at."""
    chosen: str = settings.BASE_URL
    return chosen or request.build_absolute_uri("/").rstrip("/")
