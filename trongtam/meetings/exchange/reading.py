"""What the cells of an attendance line say: month or day, kind of meeting, counts."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground import days
from trongtam.ground.errors import Refused, Unreadable
from trongtam.ground.periods import Period
from trongtam.ground.vntext import fold
from trongtam.imports.kinds import Entry, Scope
from trongtam.targets.exchange.common import period_of
from trongtam.targets.presentation.words import period_name

from ..attending import read_counts
from ..models import MeetingKind

# Folded words of a cell → kind; every kind under its own code too.
KINDS = {
    "thuong ky": MeetingKind.REGULAR,
    "dinh ky": MeetingKind.REGULAR,
    "sinh hoat dinh ky": MeetingKind.REGULAR,
    "hang thang": MeetingKind.REGULAR,
    "chuyen de": MeetingKind.THEMATIC,
    "bat thuong": MeetingKind.EXTRAORDINARY,
}
MOST = 100_000


@dataclass(frozen=True, slots=True)
class Counts:
    """`base` = all who count; `unexcused` of the absent ones had no reason."""

    present: int
    base: int
    unexcused: int = 0

    @property
    def text(self) -> str:
        return f"{self.present}/{self.base}"


def when(entry: Entry) -> tuple[str, date | None]:
    """(month code, the day where the cell names one). Excel makes the first of the month of "9/2022": that is the month alone.
    Raises Refused."""
    cell = entry.cells.get("period")
    text = entry.text("period")
    if isinstance(cell, date):
        return f"{cell:%Y-%m}", cell if cell.day > 1 else None
    if not text:
        raise Refused(_("The month is missing."), field="period")
    try:
        day = days.read(text)
    except Unreadable:
        return _month(text), None
    return f"{day:%Y-%m}", day


def _month(text: str) -> str:
    period = period_of(text)
    last = calendar.monthrange(period.start.year, period.start.month)[1]
    if period.start.day != 1 or period.end != period.start.replace(day=last):
        raise Refused(_("“%(text)s” is more than a month: write it like 9/2022.") % {"text": text}, field="period")
    return f"{period.start:%Y-%m}"


def kind_of(text: str) -> str:
    """Regular where nothing is said. Raises Refused."""
    plain = fold(text)
    if not plain:
        return MeetingKind.REGULAR
    names = {fold(str(one.label)): one.value for one in MeetingKind} | {one.value: one.value for one in MeetingKind}
    found = KINDS.get(plain) or names.get(plain)
    if found is None:
        raise Refused(_("“%(text)s” is no kind of meeting.") % {"text": text}, field="kind")
    return found


def counts_of(entry: Entry) -> Counts | None:
    """ "34/36" in one cell, or came and of how many in two; None where both are empty. Raises Refused."""
    came, of = entry.number_text("present"), entry.number_text("base")
    if came == "" and of == "":
        return None
    if isinstance(came, str) and "/" in came:
        try:
            present, base = read_counts(came)
        except ValueError:
            raise Refused(_("Write how many came of how many, like 34/36."), field="present") from None
        if of != "" and _whole(of, "base") != base:
            sentence = _("“%(text)s” and %(of)s do not fit: write one of them.")
            raise Refused(sentence % {"text": came, "of": _whole(of, "base")}, field="base")
    else:
        if came == "" or of == "":
            raise Refused(_("Write how many came of how many, like 34/36."), field="present")
        present, base = _whole(came, "present"), _whole(of, "base")
    unexcused = entry.number_text("unexcused")
    found = Counts(present, base, 0 if unexcused == "" else _whole(unexcused, "unexcused"))
    if not found.base or found.present > found.base:
        raise Refused(_("More came than there are members: %(text)s.") % {"text": found.text}, field="present")
    if found.unexcused > found.base - found.present:
        raise Refused(_("More are absent without a reason than are absent."), field="unexcused")
    return found


def _whole(value: str | Decimal, field: str) -> int:
    number = value if isinstance(value, Decimal) else Decimal(value) if value.isdecimal() and len(value) < 7 else None
    if number is None or number != int(number) or not 0 <= number < MOST:
        raise Refused(_("“%(text)s” is no count of people.") % {"text": value}, field=field)
    return int(number)


def every_kind(_scope: Scope) -> Iterable[tuple[str, str]]:
    """A sheet without a column of kinds is of one kind."""
    return [(one.value, str(one.label)) for one in (MeetingKind.REGULAR, MeetingKind.THEMATIC)]


def every_month(_scope: Scope) -> Iterable[tuple[str, str]]:
    """A sheet without a column of months is of one month: this one, or one of the twelve before."""
    today = timezone.localdate()
    count = today.year * 12 + today.month - 1
    months = [Period.month(at // 12, at % 12 + 1) for at in range(count, count - 13, -1)]
    return [(one.code, period_name(one)) for one in months]
