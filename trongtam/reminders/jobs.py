"""The clock's part: who is to be reminded now is reminded, some at a time."""

from __future__ import annotations

import logging
from datetime import datetime

from . import operations, queries

log = logging.getLogger(__name__)
AT_ONCE = 50


def remind_people(*, at: datetime) -> int:
    """The next fifty persons whose hour has come; how many of them were told something."""
    told = 0
    for user in queries.to_remind(at=at, limit=AT_ONCE):
        try:
            told += operations.remind(user, at=at) is not None
        except Exception as fault:  # what one person has to do never keeps the others from their reminders
            log.error("The reminder of login %s broke: %s", user.pk, type(fault).__name__)
            operations.pass_over(user, at=at)
    return told
