"""What the papers of a meeting are written from: who came, what was talked about, what was decided, how it was scored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.days import write

from ..attending import Presence
from ..life import Act, State
from ..models import AgendaItem, Decision, Meeting
from ..models.attendance import STANDINGS
from ..rules import record as rules
from .attendance import Roll, roll_of
from .sheet import ShownScore, sheet_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@dataclass(frozen=True)
class Record:
    """`names`: whether the reader may read who was absent and why; `standings`: (what, how many belong, how many came);
    `replaces`: when minutes had been sent that were withdrawn since, and why."""

    meeting: Meeting
    roll: Roll
    names: bool
    items: tuple[AgendaItem, ...]
    decisions: tuple[Decision, ...]
    scores: tuple[ShownScore, ...]
    standings: tuple[tuple[str, int, int], ...]
    replaces: tuple[date, str] | None = None

    def absent(self, presence: Presence) -> list[str]:
        """Names of who was absent, with the reason where there is one and it may be read."""
        if not self.names:
            return []
        found = [one for one in self.roll.rows if one.presence == presence]
        return [f"{one.person.full_name} ({one.reason})" if one.reason else one.person.full_name for one in found]


def record_of(meeting: Meeting, user: User, *, names: bool = True) -> Record:
    """Everything a paper of the meeting says to a reader; `names=False`: a paper that others will read too."""
    roll = roll_of(meeting, user)
    if not roll.called:  # the page offers everybody as present; on paper nobody was counted
        roll = replace(roll, tally=None, rows=(), beside=())
    told = roll.tally.by_standing if roll.tally is not None and roll.tally.by_standing is not None else {}
    sheet = sheet_of(meeting, user)
    return Record(
        meeting=meeting,
        roll=roll,
        names=names and rules.reads_reasons(user, meeting.unit),
        items=tuple(AgendaItem.objects.filter(meeting=meeting).order_by("order", "pk")),
        decisions=tuple(
            Decision.objects.filter(meeting=meeting).select_related("holder_unit", "holder_person").order_by("pk")
        ),
        scores=sheet.scores if sheet is not None else (),
        replaces=_withdrawn(meeting),
        standings=tuple((str(name), *told[code]) for code, name in STANDINGS if code in told),  # type: ignore[index]  # a StrEnum's own value
    )


def _withdrawn(meeting: Meeting) -> tuple[date, str] | None:
    turns = list(meeting.turns.filter(act__in=[Act.SEND, Act.UNEND]))
    taken = [(before, one) for before, one in pairwise(turns) if one.act == Act.UNEND and one.before == State.SENT]
    if not taken:
        return None
    sent, back = taken[-1]
    return timezone.localdate(sent.at), back.reason


def title_of(meeting: Meeting) -> str:
    """ "Sinh hoạt thường kỳ tháng 9/2022"."""
    month = f"{meeting.month.start.month}/{meeting.month.start.year}"
    return _("%(kind)s, month %(month)s") % {"kind": meeting.get_kind_display(), "month": month}


def day_of(meeting: Meeting) -> str:
    return write(meeting.day)
