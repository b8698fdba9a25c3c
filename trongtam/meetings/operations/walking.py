"""What every act on a meeting has in common: lock, right, step of the life, reason; then the trail and the book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.prepared import Prepared
from trongtam.ledger import book

from .. import life, rules
from ..life import Act
from ..models import Meeting, MeetingState, MeetingTurn

if TYPE_CHECKING:
    from trongtam.accounts.models import User


# Every act on a meeting begins so, inside its transaction.
_LOCKED = Prepared(
    lambda pk: (
        Meeting.objects.select_for_update(of=("self",)).select_related("unit__serves", "head_count").filter(pk=pk)
    )
)
# What an act of the life may have changed of a meeting.
OWN_FIELDS = tuple(one.name for one in Meeting._meta.concrete_fields if not one.primary_key)


class Meanwhile(Refused):
    """Somebody else has written here since the person looked: `theirs` stands there, `yours` was typed and is not lost."""

    def __init__(self, theirs: str, yours: str, *, field: str | None = None) -> None:
        self.theirs, self.yours = theirs, yours
        told = {"theirs": theirs or "–", "yours": yours or "–"}
        sentence = _("Somebody else has written here meanwhile: “%(theirs)s”. You wrote: “%(yours)s”. Please choose.")
        super().__init__(sentence % told, field=field)


def lock_meeting(meeting: Meeting, act: Act, *, by: User, reason: str = "") -> Meeting:
    """The meeting, locked, where the person may and the act is a step from its state. Raises NotAllowed, Refused."""
    held = _locked(meeting, by)
    _check_step(held, act, reason)
    return held


def _locked(meeting: Meeting, by: User) -> Meeting:
    """Nothing of `meeting` but its key is read: what stands there is told by the locked row."""
    rows = _LOCKED(meeting.pk)
    if not rows:
        raise Meeting.DoesNotExist
    held = rows[0]
    if not rules.can_keep_meeting(by, held):
        raise NotAllowed(rules.who_may_keep(held.unit))
    return held


def _check_step(held: Meeting, act: Act, reason: str = "") -> None:
    if life.after(held.state, act) is None:
        state = MeetingState(held.state).label
        raise Refused(_("This meeting is “%(state)s” now, so this cannot be done any more.") % {"state": state})
    if act in life.WITH_REASON and not reason.strip():
        raise Refused(_("Please say why."), field="reason")


@dataclass
class Walk:
    """Acts on one locked meeting in one go. Each looks whether it may be and says what it does; `written` then writes all of it
    at once: the meeting, a turn for each step of its life, an entry of the book for each act."""

    held: Meeting
    by: User
    moment: datetime
    kept: list[str] = field(default_factory=list)
    turns: list[MeetingTurn] = field(default_factory=list)
    lines: list[book.Line] = field(default_factory=list)

    @classmethod
    def of(cls, meeting: Meeting, *, by: User, at: datetime | None) -> Walk:
        """Lock the meeting. Raises NotAllowed."""
        return cls(_locked(meeting, by), by, at or timezone.now())

    def may(self, act: Act) -> None:
        """Raises Refused where the act is no step from where the meeting stands now."""
        _check_step(self.held, act)

    def step(self, act: Act, code: str, *kept: str, reason: str = "", **said: Any) -> None:
        """The meeting goes on. `kept`: fields that the act has changed."""
        held = self.held
        before, held.state = held.state, life.STEPS[life.State(held.state), act].value
        self.turns.append(
            MeetingTurn(
                meeting=held,
                act=act,
                before=before,
                after=held.state,
                reason=reason.strip(),
                by=self.by,
                at=self.moment,
            )
        )
        self._add(
            book.Line(code, before={"state": before}, after={"state": held.state, **said}, note=reason.strip()),
            "state",
            *kept,
        )

    def tell(self, code: str, *kept: str, before: Any = None, **said: Any) -> None:
        """Something of the meeting was said, its state stays."""
        self._add(book.Line(code, before=before, after=said), *kept)

    def _add(self, line: book.Line, *kept: str) -> None:
        self.lines.append(line)
        self.kept += kept
        self.held.version += 1

    def written(self) -> Meeting:
        held, proxy = self.held, rules.is_proxy(self.by, self.held.unit)
        held.save(update_fields=["version", *self.kept])
        for turn in self.turns:
            turn.proxy = proxy
        MeetingTurn.objects.bulk_create(self.turns)
        book.write_lines(self.lines, by=self.by, on=held, unit=held.unit, proxy=proxy, at=self.moment)
        return held


def walk(
    held: Meeting, act: Act, code: str, *, by: User, at: datetime | None, reason: str = "", **said: Any
) -> Meeting:
    """Save the locked meeting in the state that the act leads to, with its trail and one entry of the book."""
    going = Walk(held, by, at or timezone.now(), kept=list(OWN_FIELDS))
    going.step(act, code, reason=reason, **said)
    return going.written()


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
    going = Walk(held, by, at or timezone.now())
    going.tell(code, *kept, before=before, **said)
    going.written()


def day_of(at: datetime | None) -> date:
    return timezone.localdate(at or timezone.now())
