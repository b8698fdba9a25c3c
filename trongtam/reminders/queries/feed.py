"""The calendar of a person: the days on which something is due, and nothing of what it is."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from .. import words
from ..codes import hash_of
from ..due import by_code
from ..ics import Day, calendar
from ..models import CalendarFeed, User


def feed_of(token: str) -> CalendarFeed | None:
    """The calendar of a token, while its login is open."""
    found = CalendarFeed.objects.filter(token_hash=hash_of(token), user__is_active=True)
    return found.select_related("user").first()


def feed_text(user: User, *, at: datetime, stamp: datetime, base: str) -> str:
    """The file in the words of RFC 5545, as of `at`; `stamp` stands in it as the time of writing, `base` begins the links."""
    days = [
        Day(
            uid=f"{code}@trongtam",
            on=item.due,
            summary=words.calendar_title(),
            url=f"{base}{reverse('reminders:due', args=[code])}",
        )
        for code, item in by_code(user, at).items()
        if item.due is not None
    ]
    return calendar(words.calendar_title(), days, at=stamp)
