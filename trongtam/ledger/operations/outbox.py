"""The outbox: written with the act, sent by the clock, each message once.

A message is claimed in a transaction of its own before it is sent. When the program dies between sending and noting, the
message is not tried again: one reminder too few is better than two.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from .. import outbox
from ..models import Message, MessageState

if TYPE_CHECKING:
    from trongtam.accounts.models import User

log = logging.getLogger(__name__)

KEPT = timedelta(days=30)
LOST_AFTER = timedelta(minutes=10)
AT_ONCE = 50


@transaction.atomic
def post_message(
    key: str,
    *,
    to: User,
    channel: str,
    content: dict[str, Any],
    at: datetime,
    good_for: timedelta,
    target: str = "",
) -> Message:
    """Put a message into the outbox, in the caller's transaction; one with this key that is there already stays as it is."""
    given = {
        "user": to,
        "channel": channel,
        "target": target,
        "content": content,
        "made_at": at,
        "next_try_at": at,
        "good_until": at + good_for,
    }
    return Message.objects.get_or_create(key=key, defaults=given)[0]


def send_waiting(*, at: datetime, limit: int = AT_ONCE) -> int:
    """Send what waits and is due for a try; how many went out. Called outside a transaction, by the clock."""
    _give_up_lost(at)
    waiting = Message.objects.filter(state=MessageState.WAITING, next_try_at__lte=at).order_by("next_try_at", "pk")
    sent = 0
    for message in waiting[:limit]:
        if _claimed(message, at):
            sent += _send(message, at)
    return sent


def _claimed(message: Message, at: datetime) -> bool:
    """Whether this worker has it: of two that try, one."""
    mine = Message.objects.filter(pk=message.pk, state=MessageState.WAITING)
    return bool(mine.update(state=MessageState.SENDING, tries=message.tries + 1, next_try_at=at))


def _send(message: Message, at: datetime) -> bool:
    message.tries += 1
    try:
        if message.good_until < at:
            raise outbox.Hopeless(outbox.TOO_LATE)
        if message.channel not in outbox.channels:
            raise outbox.Hopeless(outbox.OFF)
        outbox.channels[message.channel](message)
    except outbox.TryAgain as failure:
        return _put_back(message, failure.reason, at)
    except outbox.Hopeless as failure:
        return _end(message, MessageState.FAILED, failure.reason, at)
    except Exception as fault:  # one broken message never holds up the others
        log.error("Message %s of the outbox broke: %s", message.pk, type(fault).__name__)
        return _end(message, MessageState.FAILED, outbox.BROKEN, at)
    return _end(message, MessageState.SENT, "", at)


def _put_back(message: Message, reason: str, at: datetime) -> bool:
    again = outbox.next_try(message.tries, at, message.good_until)
    if again is None:
        return _end(message, MessageState.FAILED, reason, at)
    Message.objects.filter(pk=message.pk).update(state=MessageState.WAITING, reason=reason, next_try_at=again)
    return False


def _end(message: Message, state: str, reason: str, at: datetime) -> bool:
    """The words go with the message: what is kept is that it went, or why not."""
    Message.objects.filter(pk=message.pk).update(state=state, reason=reason, content={}, ended_at=at)
    return state == MessageState.SENT


def _give_up_lost(at: datetime) -> None:
    lost = Message.objects.filter(state=MessageState.SENDING, next_try_at__lt=at - LOST_AFTER)
    lost.update(state=MessageState.FAILED, reason=outbox.INTERRUPTED, content={}, ended_at=at)


def forget_messages(*, at: datetime) -> int:
    """Ended messages of more than 30 days ago; how many went."""
    return Message.objects.filter(ended_at__lt=at - KEPT).delete()[0]
