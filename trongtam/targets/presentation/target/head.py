"""The head of a target's page: where it stands in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trongtam.ground import numbers

from .. import words

if TYPE_CHECKING:
    from ...queries import TargetRow


def lead(row: TargetRow) -> str:
    period = row.line.period
    if row.reaches is not None:
        names = {"unit": row.target.unit.name, "period": words.period_name(period), "lag": words.lag(row)}
        return _("%(unit)s, %(period)s, %(lag)s") % names
    return _("%(unit)s, %(period)s, figures of %(part)s") % {
        "unit": row.target.unit.name,
        "period": words.period_name(period),
        "part": words.reading_name(period, row.day),
    }


def value(row: TargetRow) -> str:
    """The value alone; a small count is not named."""
    return words.few() if row.masked else words.quantity(row.value, row.unit_of_measure, bound=row.bound)


def against_plan(row: TargetRow) -> str:
    """“4 trên kế hoạch 3 đảng viên”."""
    if row.target.comparator == "status":
        return words.bare(row.value)
    if row.value is None and not row.masked:
        return _("Nothing stated yet; the plan is %(plan)s") % {"plan": plan_of(row)}
    if row.target.form != "level":
        return _("%(of)s since the baseline") % {"of": words.of_plan(row)}
    short = words.few() if row.masked else words.alone(row)
    return _("%(value)s of the planned %(plan)s") % {"value": short, "plan": plan_of(row)}


def plan_of(row: TargetRow) -> str:
    unit = words.unit_of_promise(row.target)
    return f"{words.planned(row)}%" if unit == "%" else f"{words.planned(row)} {unit}"


def pace_gap(row: TargetRow) -> str:
    """“58,33 điểm % so với thời gian đã qua”."""
    gap = row.judged.gap
    if gap is None or row.pace is None or row.masked:
        return ""
    said = numbers.points(abs(gap), language=words.language()).lstrip("+")
    against = _("%(points)s against the time elapsed") % {"points": said}
    return f"{against}; {words.lag(row)}" if row.reaches is not None else against
