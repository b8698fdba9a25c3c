"""How many came, from a sheet of another system; and taken back when its batch is undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused
from trongtam.ledger import book

from ..attending import Tally
from ..life import HELD, State
from ..models import Attendance, HeadCount, Meeting
from ..rules import record as rules
from .attendance import KEPT_IN, keep_count, lock_for

if TYPE_CHECKING:
    from trongtam.accounts.models import User

TOLD = ("base", "present", "unexcused", "official", "official_present", "beside", "source", "text", "proxy")


def count_told(count: HeadCount | None) -> dict[str, Any] | None:
    """A count as plain values, for undoing."""
    return {name: getattr(count, name) for name in TOLD} if count is not None else None


def refuse_count(meeting: Meeting, count: HeadCount | None) -> None:
    """What a sheet may not change: names that were called, and what stands under signed minutes. Raises Refused."""
    if meeting.state not in {State.IN_SESSION, *HELD}:
        raise Refused(_("This meeting was not held yet."))
    if count is not None and count.source == HeadCount.Source.ROLL:
        raise Refused(_("The names were called already; correct them there."))
    if count is not None and meeting.state not in KEPT_IN:
        raise Refused(_("The minutes are signed, and the count stands under them."))


@transaction.atomic
def lay_count(
    meeting: Meeting, present: int, base: int, *, by: User, unexcused: int = 0, at: datetime | None = None
) -> HeadCount:
    """Enter the count of a line; a meeting without one takes it even under signed minutes. Raises NotAllowed, Refused."""
    held = lock_for(
        meeting, by=by, rule=rules.can_keep_record, who=rules.who_keeps_record, states={State.IN_SESSION, *HELD}
    )
    refuse_count(held, HeadCount.objects.filter(meeting=held).first())
    if not 0 <= unexcused <= base - present or base < 1:
        raise Refused(_("Write how many came of how many, like 34/36."))
    told = Tally(base, present, base - present - unexcused, unexcused)
    text, source = f"{present}/{base}", HeadCount.Source.SHEET
    count = keep_count(held, told, source, by=by, at=at, text=text, names=False)
    after = {"present": present, "base": base, "unexcused": unexcused, "source": str(source)}
    book.write("meetings.heads_counted", by=by, on=held, unit=held.unit, after=after, proxy=count.proxy, at=count.at)
    return count


@transaction.atomic
def take_count_back(
    meeting: Meeting, was: Mapping[str, Any] | None, *, by: User, reason: str, at: datetime | None = None
) -> HeadCount | None:
    """The count of a sheet goes; what stood before it stands again. Raises NotAllowed, Refused."""
    held = lock_for(
        meeting, by=by, rule=rules.can_keep_record, who=rules.who_keeps_record, states={State.IN_SESSION, *HELD}
    )
    count = HeadCount.objects.filter(meeting=held).first()
    if count is None or count.source != HeadCount.Source.SHEET or Attendance.objects.filter(meeting=held).exists():
        raise Refused(_("The count was corrected since."))
    before = {"present": count.present, "base": count.base}
    if was is None:
        count.delete()
    else:
        for name in TOLD:
            setattr(count, name, was[name])
        count.by, count.at = by, at or count.at
        count.save()
    after = {"reason": reason} | ({"present": was["present"], "base": was["base"]} if was is not None else {})
    proxy = rules.is_proxy(by, held.unit)
    book.write(
        "meetings.count_taken_back", by=by, on=held, unit=held.unit, before=before, after=after, proxy=proxy, at=at
    )
    return count if was is not None else None
