"""The reminders of a person, with what of them is still due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator

from trongtam.look.registry import DueItem

from ..due import by_code
from ..models import Digest, OwnRows

if TYPE_CHECKING:
    from trongtam.accounts.models import User

A_PAGE = 20


@dataclass(frozen=True)
class Shown:
    """A reminder as its page shows it. `gone`: how many of its things are done, or no longer the person's."""

    pk: int
    day: date
    new: bool
    items: list[DueItem]
    gone: int


def digests_of(user: User) -> OwnRows:
    """Newest first."""
    return Digest.objects.visible_to(user).order_by("-day")


def inbox(user: User, *, at: datetime, number: int = 1) -> tuple[Page[Digest], list[Shown]]:
    """A page of reminders: two queries, and what the rooms ask for due items."""
    page = Paginator(digests_of(user), A_PAGE).get_page(number)
    return page, shown(list(page.object_list), user, at=at)


def shown(digests: Sequence[Digest], user: User, *, at: datetime) -> list[Shown]:
    due = by_code(user, at) if digests else {}
    rows = []
    for digest in digests:
        items = [due[code] for code in digest.codes if code in due]
        rows.append(Shown(digest.pk, digest.day, digest.read_at is None, items, len(digest.codes) - len(items)))
    return rows


def only_url(digest: Digest, user: User, *, at: datetime) -> str:
    """The form of the one thing that a reminder tells; empty where it tells of several, or of none any more."""
    due = by_code(user, at)
    urls = [due[code].url for code in digest.codes if code in due]
    return urls[0] if len(urls) == 1 else ""


def due_item(user: User, code: str, *, at: datetime) -> DueItem | None:
    """What a calendar's link stands for, as long as it is due from this person."""
    return by_code(user, at).get(code)
