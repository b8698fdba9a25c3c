"""The minutes of a meeting that is over are written, signed, sent; each for itself, or all in one press."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from trongtam.ground.acts import looks_first

from ..life import Act, State
from ..models import Meeting
from .bounds import check_speakers
from .walking import Meanwhile, Walk, lock_meeting, walk

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@looks_first
def minute_meeting(
    meeting: Meeting,
    *,
    by: User,
    conclusion: str,
    speakers: int | None = None,
    minutes_read: bool = False,
    seen: str | None = None,
    at: datetime | None = None,
) -> Meeting:
    """Conclusion, how many spoke, that the minutes were read. `seen`: the conclusion that the person looked at.
    Raises NotAllowed, Refused, Meanwhile."""
    going = Walk.of(meeting, by=by, at=at)
    _minute(going, conclusion, speakers, minutes_read, seen)
    return going.written()


@looks_first
def sign_minutes(meeting: Meeting, *, by: User, at: datetime | None = None) -> Meeting:
    """The minutes are as they should be. Raises NotAllowed, Refused."""
    going = Walk.of(meeting, by=by, at=at)
    _sign(going)
    return going.written()


@looks_first
def send_minutes(meeting: Meeting, *, by: User, at: datetime | None = None) -> Meeting:
    """The minutes go up; nothing of them is changed any more. Raises NotAllowed, Refused."""
    going = Walk.of(meeting, by=by, at=at)
    _send(going)
    return going.written()


@looks_first
def keep_minutes(
    meeting: Meeting,
    *,
    by: User,
    conclusion: str,
    speakers: int | None = None,
    minutes_read: bool = False,
    seen: str | None = None,
    at: datetime | None = None,
) -> Meeting:
    """What the page of the meeting says of its minutes is written, where nobody has signed them yet. Raises NotAllowed, Refused,
    Meanwhile."""
    going = Walk.of(meeting, by=by, at=at)
    _keep(going, conclusion, speakers, minutes_read, seen)
    return going.written()


@looks_first
def keep_and_send_minutes(
    meeting: Meeting,
    *,
    by: User,
    conclusion: str,
    speakers: int | None = None,
    minutes_read: bool = False,
    seen: str | None = None,
    at: datetime | None = None,
) -> Meeting:
    """`keep_minutes`, signed and sent in the same press: all of it or nothing. Raises NotAllowed, Refused, Meanwhile."""
    going = Walk.of(meeting, by=by, at=at)
    _keep(going, conclusion, speakers, minutes_read, seen)
    if going.held.state == State.ENDED:
        _sign(going)
    _send(going)
    return going.written()


def _keep(going: Walk, conclusion: str, speakers: int | None, minutes_read: bool, seen: str | None) -> None:
    if going.held.state != State.SIGNED:
        _minute(going, conclusion, speakers, minutes_read, seen)


def _minute(going: Walk, conclusion: str, speakers: int | None, minutes_read: bool, seen: str | None) -> None:
    going.may(Act.MINUTE)
    held, words = going.held, conclusion.replace("\r\n", "\n").strip()
    if seen is not None and seen.replace("\r\n", "\n").strip() != held.conclusion and held.conclusion != words:
        raise Meanwhile(held.conclusion, words, field="conclusion")
    check_speakers(held, speakers)
    before = {"conclusion": held.conclusion, "speakers": held.speakers}
    held.conclusion, held.speakers, held.minutes_read = words, speakers, minutes_read
    kept = ("conclusion", "speakers", "minutes_read")
    going.tell("meetings.minuted", *kept, before=before, conclusion=words, speakers=speakers)


def _sign(going: Walk) -> None:
    going.may(Act.SIGN)
    going.held.signed_by, going.held.signed_at = going.by, going.moment
    going.step(Act.SIGN, "meetings.minutes_signed", "signed_by", "signed_at")


def _send(going: Walk) -> None:
    going.may(Act.SEND)
    going.held.sent_by, going.held.sent_at = going.by, going.moment
    going.step(Act.SEND, "meetings.minutes_sent", "sent_by", "sent_at")


@transaction.atomic
def take_signature_back(meeting: Meeting, *, by: User, reason: str, at: datetime | None = None) -> Meeting:
    """Something in the minutes has to be corrected, as long as they are not sent. Raises NotAllowed, Refused."""
    held = lock_meeting(meeting, Act.UNSIGN, by=by, reason=reason)
    held.signed_by = held.signed_at = None
    return walk(held, Act.UNSIGN, "meetings.signature_taken_back", by=by, at=at, reason=reason)
