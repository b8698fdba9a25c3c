"""What the pages, the calendar and the clock read."""

from .feed import feed_of, feed_text
from .inbox import Shown, digests_of, due_item, inbox, only_url
from .ways import Ways, address_to_confirm, to_remind, ways_of

__all__ = [
    "Shown",
    "Ways",
    "address_to_confirm",
    "digests_of",
    "due_item",
    "feed_of",
    "feed_text",
    "inbox",
    "only_url",
    "to_remind",
    "ways_of",
]
