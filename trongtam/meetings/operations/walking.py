"""What every act on a meeting has in common: lock, right, step of the life, reason; then the trail and the book."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book

from .. import life, rules
from ..life import Act
from ..models import Meeting, MeetingState, MeetingTurn

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class Meanwhile(Refused):
    """Somebody else has written here since the person looked: `theirs` stands there, `yours` was typed and is not lost."""

    def __init__(self, theirs: str, yours: str, *, field: str | None = None) -> None:
        self.theirs, self.yours = theirs, yours
        told = {"theirs": theirs or "–", "yours": yours or "–"}
        sentence = _("Somebody else has written here meanwhile: “%(theirs)s”. You wrote: “%(yours)s”. Please choose.")
        super().__init__(sentence % told, field=field)


def lock_meeting(meeting: Meeting, act: Act, *, by: User, reason: str = "") -> Meeting:
    """The meeting, locked, where the person may and the act is a step from its state. Raises NotAllowed, Refused."""
    held = Meeting.objects.select_for_update(of=("self",)).select_related("unit__serves").get(pk=meeting.pk)
    if not rules.can_keep_meeting(by, held):
        raise NotAllowed(rules.who_may_keep(held.unit))
    if life.after(held.state, act) is None:
        state = MeetingState(held.state).label
        raise Refused(_("This meeting is “%(state)s” now, so this cannot be done any more.") % {"state": state})
    if act in life.WITH_REASON and not reason.strip():
        raise Refused(_("Please say why."), field="reason")
    return held


def walk(
    held: Meeting, act: Act, code: str, *, by: User, at: datetime | None, reason: str = "", **said: Any
) -> Meeting:
    """Save the locked meeting in the state that the act leads to, with its trail and one entry of the book."""
    moment = at or timezone.now()
    before, held.state = held.state, life.STEPS[life.State(held.state), act].value
    held.version += 1
    held.save()
    proxy = rules.is_proxy(by, held.unit)
    MeetingTurn.objects.create(
        meeting=held, act=act, before=before, after=held.state, reason=reason.strip(), by=by, at=moment, proxy=proxy
    )
    after = {"state": held.state, **said}
    book.write(
        code,
        by=by,
        on=held,
        unit=held.unit,
        before={"state": before},
        after=after,
        note=reason.strip(),
        proxy=proxy,
        at=moment,
    )
    return held


def tell(
    held: Meeting,
    code: str,
    *,
    by: User,
    at: datetime | None,
    before: Any = None,
    kept: Sequence[str] = (),
    **said: Any,
) -> None:
    """One entry of the book on a meeting whose state stays; its version grows. `kept`: fields of the meeting to save with it."""
    held.version += 1
    held.save(update_fields=["version", *kept])
    proxy = rules.is_proxy(by, held.unit)
    book.write(code, by=by, on=held, unit=held.unit, before=before, after=said, proxy=proxy, at=at)


def day_of(at: datetime | None) -> date:
    return timezone.localdate(at or timezone.now())
