"""What the units below make of a target: the parts left out, the unit's own figure, what was shared out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from trongtam.look import shapes

from ...figures.bounds import Bound, of_difference
from ...figures.standing import Change
from ...queries.days import periods_over
from .. import words
from ..rows import target_row
from .head import plan_of

if TYPE_CHECKING:
    from ...queries import TargetPage, TargetRow, UnitFigure


@dataclass(frozen=True)
class Part:
    """A unit's part, or the reason why it was left out."""

    unit: str
    value: str
    reason: str
    sheets: tuple[tuple[str, str], ...] = ()


def left_out(one: UnitFigure, row: TargetRow, unit_code: str = "") -> Part:
    """`unit_code`: where the viewer may state for the unit; then the way to the sheets that fill its gaps goes with it."""
    reason = {
        "not_stated": _("stated nothing"),
        "nothing": _("stated nothing"),
        "counts_missing": _("gave the share without its counts"),
        "no_weight": _("has no weight to be combined by"),
        "in_conflict": _("has figures that disagree"),
        "conflict": _("has figures that disagree"),
        "incomplete": _("has months without a figure"),
        "not_comparable": _("cannot be told in today's units: nothing says how it divides or comes together"),
    }.get(one.reason, one.reason)
    if one.gaps:
        first, last = one.gaps[0]
        reason += _(", from %(first)s to %(last)s") % {"first": words.day(first), "last": words.day(last)}
    if one.last_known is not None and one.last_known_until is not None:
        reason += _("; last known %(value)s until %(day)s") % {
            "value": words.quantity(one.last_known, row.unit_of_measure),
            "day": words.day(one.last_known_until),
        }
    shown = words.NOTHING if one.value is None else words.quantity(one.value, row.unit_of_measure, bound=one.bound)
    return Part(name_of(one), shown, reason, _sheets(one, unit_code) if unit_code else ())


def _sheets(one: UnitFigure, code: str) -> tuple[tuple[str, str], ...]:
    periods = [period for gap in one.gaps for period in periods_over(*gap)]
    return tuple((reverse("targets:entry", args=[code, period.code]), words.period_name(period)) for period in periods)


def name_of(one: UnitFigure) -> str:
    """A unit, with the units that carry it on since."""
    if not one.within:
        return one.unit.name
    later = ", ".join(unit.name for unit in one.within)
    return _("%(unit)s (now %(later)s)") % {"unit": one.unit.name, "later": later}


def own(page: TargetPage) -> str:
    if page.own_value is None or page.row.masked:
        return ""
    return words.quantity(page.own_value, page.row.unit_of_measure, bound=page.own.bound if page.own else "exactly")


def own_note(page: TargetPage) -> str:
    if page.own_difference is None:
        return ""
    if not page.own_difference:
        return _("the same as the sum of the units below")
    bound = of_difference(page.own.bound, page.row.bound) if page.own else Bound.EXACTLY
    gap = words.changed(Change(page.own_difference, None, page.row.in_points, bound))
    return _("%(gap)s against the units below; it is shown, never added") % {"gap": gap}


def allotted(row: TargetRow, url: str) -> shapes.TargetRow:
    shown = target_row(row, url)
    return shapes.TargetRow(**{**shown.__dict__, "name": row.target.unit.name})


def allotments_note(page: TargetPage) -> str:
    total, gap = page.allotments.total, page.allotments.difference
    if total is None or gap is None:
        return ""
    said = _("Shared out %(total)s of %(plan)s") % {"total": words.bare(total), "plan": plan_of(page.row)}
    if not gap:
        return _("%(said)s, exactly the plan.") % {"said": said}
    pattern = _("%(said)s: %(gap)s more than the plan.") if gap > 0 else _("%(said)s: %(gap)s still to be shared out.")
    return pattern % {"said": said, "gap": words.bare(abs(gap))}
