"""The ways out of the house, and when a message is tried again. Rooms above register their channels in `ready()`.

A channel is a function `send(message)`: it returns when the message has gone out, raises `TryAgain` when the other side cannot
be reached now and `Hopeless` when no further try helps. Reasons are the words below, never what another server answered:
that may hold an address.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from trongtam.look.registry import Registry

UNREACHED, REFUSED, GONE, TOO_LATE, INTERRUPTED, OFF, BROKEN = (
    "not_reached",
    "refused",
    "gone",
    "too_late",
    "interrupted",
    "switched_off",
    "broken",
)

# After the first, second … failed try; then the message has failed.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))

Send = Callable[[Any], None]
channels: Registry[Send] = Registry("channels of the outbox")


class NotSent(Exception):
    """A message did not go out; `reason` is one of the words of this module."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TryAgain(NotSent):
    """The other side does not answer now."""


class Hopeless(NotSent):
    """No further try helps."""


def next_try(tries: int, now: datetime, good_until: datetime) -> datetime | None:
    """When a message that failed `tries` times (1 or more) is tried again; None when it is given up."""
    if tries > len(PAUSES):
        return None
    moment = now + PAUSES[tries - 1]
    return moment if moment <= good_until else None
