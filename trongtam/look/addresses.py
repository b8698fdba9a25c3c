"""Addresses that come again on every page or in every row: found once for a tree of addresses, then only filled in."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse

_STAND_IN = 9876543210123  # a number and a word alike


def address(name: str) -> str:
    """The address of a page that an upper room may bring; empty until it does."""
    return _address(name, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


def addresses(name: str) -> Callable[[int | str], str]:
    """Key → the address of its page, for lists of many."""
    before, after = _around(name, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())
    return lambda key: f"{before}{quote(str(key))}{after}"


@lru_cache(maxsize=512)
def _address(name: str, urlconf: str, prefix: str) -> str:
    try:
        return reverse(name, urlconf)
    except NoReverseMatch:
        return ""


@lru_cache(maxsize=512)
def _around(name: str, urlconf: str, prefix: str) -> tuple[str, str]:
    before, _between, after = reverse(name, urlconf, [_STAND_IN]).partition(str(_STAND_IN))
    return before, after
