"""A comparison of units as the page draws it: cells of the grid, small pictures, the rows of the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from trongtam.ground.charts import Series, multiples
from trongtam.look.shapes import GridCell, GridRow, Multiple

from ..queries.compare import Cell, Comparison, UnitLine
from . import words

Proof = Callable[[UnitLine, date], str]


def proofs(comparison: Comparison) -> Proof:
    """Where a number opens: the page of the unit's target on that day; without one, that of the target above."""
    units = "&units=then" if comparison.then else ""
    above = reverse("targets:target", args=[comparison.above.pk]) if comparison.above else ""
    # Addresses of thousands of cells: the form of a target's is made once, and so is what each day adds.
    before, _zero, after = reverse("targets:target", args=[0]).partition("0")
    asked = {day: f"?on={day}{units}" for day in comparison.days}

    def proof(line: UnitLine, day: date) -> str:
        if line.target is None:
            return f"{above}{asked[day]}" if above else ""
        return f"{before}{line.target.pk}{after}{asked[day]}"

    return proof


def unit_url(line: UnitLine, comparison: Comparison) -> str:
    return reverse("targets:board", args=[line.unit.code]) + f"?period={comparison.period.code}"


def _boards(comparison: Comparison) -> Callable[[UnitLine], str]:
    """The same for all units of a grid: the address is made once, the codes are put in."""
    form = reverse("targets:board", args=["-"]) + f"?period={comparison.period.code}"
    before, after = form.split("/-/")
    return lambda line: f"{before}/{line.unit.code}/{after}"


def grid_rows(lines: Sequence[UnitLine], comparison: Comparison) -> list[GridRow]:
    proof, board, shown = proofs(comparison), _boards(comparison), words.many(_decimals(comparison))

    def cell(line: UnitLine, one: Cell) -> GridCell:
        known = one.value is not None
        return GridCell(
            shown(one.value, one.bound), one.band if line.target else "", proof(line, one.on) if known else ""
        )

    return [
        GridRow(
            line.unit.name,
            board(line),
            tuple(cell(line, one) for one in line.cells),
            line.target is not None and line.target.is_invented,
        )
        for line in lines
    ]


def _decimals(comparison: Comparison) -> int | None:
    indicator = comparison.indicator
    quotient = indicator is not None and (
        indicator.measure == "ratio" or indicator.across in ("weighted", "share_of_units")
    )
    return 2 if quotient else None


def heads(comparison: Comparison) -> list[str]:
    """The first column, then the months: "T9", with the year where there are several."""
    several = len({day.year for day in comparison.days}) > 1
    months = [
        f"{day.month:02d}/{day.year}" if several else _("M%(month)s") % {"month": day.month} for day in comparison.days
    ]
    return [_("Unit"), *months]


def _number(value: Decimal | bool | None) -> float | None:
    return None if value is None else float(value)


def _way(line: UnitLine, comparison: Comparison) -> list[float | None]:
    """The plan beside the figures: of what comes together over the period the straight way to it, else a level line."""
    if line.plan is None or line.target is None or line.target.form != "level":
        return []
    if line.target.indicator.measure != "flow":
        return [float(line.plan)] * len(line.cells)
    return [float(line.plan) * float(comparison.period.elapsed(cell.on)) for cell in line.cells]


def small_pictures(lines: Sequence[UnitLine], comparison: Comparison) -> list[Multiple]:
    proof, day = proofs(comparison), comparison.days[-1]
    drawn = multiples(Series([_number(cell.value) for cell in line.cells], _way(line, comparison)) for line in lines)
    return [
        Multiple(
            name=line.unit.name,
            url=proof(line, day) or unit_url(line, comparison),
            drawing=small,
            shown=value_words(line, comparison),
            of=plan_words(line),
            band=line.band if line.target else "",
            label=sentence(line, comparison),
            invented=line.target is not None and line.target.is_invented,
        )
        for line, small in zip(lines, drawn.drawings, strict=True)
    ]


def value_words(line: UnitLine, comparison: Comparison) -> str:
    return words.bounded(line.last.value, line.last.bound, _decimals(comparison))


def plan_words(line: UnitLine) -> str:
    return _("of %(plan)s") % {"plan": words.bare(line.plan)} if line.plan is not None else ""


def percent_words(line: UnitLine) -> str:
    return words.percentage(line.percent) if line.percent is not None else words.NOTHING


def sentence(line: UnitLine, comparison: Comparison) -> str:
    """The picture for who does not see it."""
    unit = comparison.indicator.unit_of_measure if comparison.indicator else ""
    said = words.quantity(line.last.value, unit, bound=line.last.bound, decimals=_decimals(comparison))
    day = words.day(comparison.days[-1])
    if line.plan is None:
        return _("%(unit)s: %(value)s on %(day)s") % {"unit": line.unit.name, "value": said, "day": day}
    values = {"unit": line.unit.name, "value": said, "day": day, "plan": words.quantity(line.plan, unit)}
    return _("%(unit)s: %(value)s on %(day)s, plan %(plan)s") % values
