"""What a sent sheet changed, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trongtam.ground.templatetags import vn

from .words import day, listing

if TYPE_CHECKING:
    from ..queries import EntrySheet, TargetRow

MOST_TOLD = 3


def percent_words(row: TargetRow) -> str:
    """The percentage of plan as it is printed, never rounded over an edge that was not reached."""
    if row.masked or row.shown is None:
        return ""
    if row.shown.under is not None:
        return vn.bounded(vn.pct(row.shown.under), "less_than")
    return vn.bounded(vn.pct(row.shown.value), row.judged.bound)


def told(before: Mapping[int, TargetRow], after: Mapping[int, TargetRow]) -> str:
    """The targets whose percentage moved, at most three of them: "Kết nạp đảng viên: 66,67% → 100%"."""
    moved = []
    for key, row in after.items():
        old = percent_words(before[key]) if key in before else ""
        new = percent_words(row)
        if new and new != old:
            names = {"name": row.name, "unit": row.target.unit.name, "old": old, "new": new}
            rose = _("%(name)s (%(unit)s): from %(old)s to %(new)s of the plan.")
            pattern = rose if old else _("%(name)s (%(unit)s): %(new)s of the plan.")
            moved.append(pattern % names)
    return " ".join(moved[:MOST_TOLD])


def read_where(sheet: EntrySheet, told_of: bool) -> str:
    """Up to which day what is told was reckoned; where the board does not read so far yet, until when it does and from which
    day it shows it."""
    if sheet.closed or sheet.reads_until is None:
        return _("Reckoned until %(day)s.") % {"day": day(sheet.period.end)} if told_of else ""
    names = {"day": day(sheet.period.end), "until": day(sheet.reads_until), "due": day(sheet.due_on)}
    if not told_of:
        return _("The board reads until %(until)s now; these figures show there from %(due)s on.") % names
    return (
        _("Reckoned until %(day)s. The board still reads until %(until)s; these figures show there from %(due)s on.")
        % names
    )


def lacking_still(after: Mapping[int, TargetRow]) -> str:
    """Targets that cannot be judged yet although figures were sent for them."""
    names = [row.name for row in after.values() if row.band == "not_measured" and row.line.points]
    if not names:
        return ""
    return _("Not judged yet, because earlier months lack figures or figures disagree: %(names)s.") % {
        "names": listing(names)
    }
