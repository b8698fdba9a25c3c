"""Acts upon the book itself, and the outbox beside it."""

from .erasing import erase_personal
from .outbox import forget_messages, post_message, send_waiting

__all__ = ["erase_personal", "forget_messages", "post_message", "send_waiting"]
