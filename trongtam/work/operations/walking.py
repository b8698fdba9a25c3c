"""What every act on a work has in common: lock, right, step of the life, reason; then the trail and the book."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground import locking
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book

from .. import life, rules
from ..life import Act
from ..models import Turn, Work, WorkState

if TYPE_CHECKING:
    from trongtam.accounts.models import User

Rule = Callable[["User", Work], bool]
Who = Callable[[Work], str]


def locked(work: Work) -> Work:
    """The work as it is now, held until the transaction ends: of two who act at once the second sees what the first did."""
    related = ("unit", "home", "holder_unit", "holder_person", "supervisor", "campaign")
    return locking.locked(Work.objects.select_related(*related), work.pk)


def lock_for(work: Work, act: Act, *, by: User, rule: Rule, who: Who, reason: str = "") -> Work:
    """The locked work, where the person may and the act is a step from its state. Raises NotAllowed, Refused."""
    held = locked(work)
    if not rule(by, held):
        raise NotAllowed(who(held))
    if life.after(held.state, act) is None:
        state = WorkState(held.state).label
        raise Refused(_("This work is “%(state)s” now, so this cannot be done any more.") % {"state": state})
    if act in life.WITH_REASON and not reason.strip():
        raise Refused(_("Please say why; the other side reads it."), field="reason")
    return held


def walk(
    held: Work,
    act: Act,
    code: str,
    *,
    by: User,
    at: datetime | None,
    reason: str = "",
    said: dict[str, Any] | None = None,
    was: dict[str, Any] | None = None,
) -> Work:
    """Save the locked work in the state that the act leads to, with its trail and one entry of the book. `was`: what was agreed
    before, where the act writes it anew; the trail alone keeps it."""
    moment = at or timezone.now()
    before, held.state = held.state, life.STEPS[life.State(held.state), act].value
    held.save()
    told, proxy = _plain(said or {}), rules.is_proxy(by, held) and act in ENTERED_BY_HOLDERS
    Turn.objects.create(
        work=held,
        act=act,
        before=before,
        after=held.state,
        reason=reason.strip(),
        said=told if was is None else told | {"was": was},
        by=by,
        at=moment,
        proxy=proxy,
    )
    book.write(
        code,
        by=by,
        on=held,
        unit=held.home,
        before={"state": before},
        after={"state": held.state, **told},
        note=reason.strip(),
        proxy=proxy,
        at=moment,
    )
    return held


# What the holder himself says; entered by somebody else it is a proxy entry.
ENTERED_BY_HOLDERS = frozenset(
    {Act.REWRITE, Act.REGISTER, Act.TAKE_BACK, Act.WITHDRAW, Act.PROGRESS, Act.HAND_IN, Act.RECALL}
)


def day_of(at: datetime | None) -> date:
    return timezone.localdate(at or timezone.now())


def _plain(said: dict[str, Any]) -> dict[str, Any]:
    """Days and amounts as text, as a JSON column keeps them."""
    return {name: _value(value) for name, value in said.items()}


def _value(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_value(one) for one in value]
    if isinstance(value, dict):
        return _plain(value)
    return value if value is None or isinstance(value, bool | int | str) else str(value)
