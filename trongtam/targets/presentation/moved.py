"""What a sent sheet changed, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trongtam.ground.templatetags import vn

if TYPE_CHECKING:
    from ..queries import TargetRow

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
