"""What can happen to reminders: told, looked at, wished otherwise; ways opened and closed."""

from .reading import read_digests
from .telling import forget_old, pass_over, remind
from .ways import (
    add_browser,
    close_calendar,
    confirm_address,
    device_leaves,
    forget_person,
    give_address,
    open_calendar,
    remove_address,
    remove_browser,
    wish,
)

__all__ = [
    "add_browser",
    "close_calendar",
    "confirm_address",
    "device_leaves",
    "forget_old",
    "forget_person",
    "give_address",
    "open_calendar",
    "pass_over",
    "read_digests",
    "remind",
    "remove_address",
    "remove_browser",
    "wish",
]
