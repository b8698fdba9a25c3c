"""How a number was made: from the root of the line down to each statement, as values that a page or a paper draws."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from trongtam.resolutions.models import Clause, Document

from ..computing.facts import Read, quantity
from ..computing.lines import Value
from ..models import Evidence, Target

if TYPE_CHECKING:
    from .rows import TargetRow
    from .statements import StatementRow

SHOWN_LEAVES = 40


@dataclass(frozen=True)
class Term:
    """One unit's part of a sum, in the order of the tree."""

    unit_name: str
    value: Value
    numerator: Decimal | None
    denominator: Decimal | None
    bound: str


@dataclass(frozen=True)
class Leaf:
    """A statement that makes the number: who stated what for which period, with its evidence."""

    measurement_id: int
    unit_name: str
    value: Value
    period_code: str
    stated_on: date
    finality: str
    corrected: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Trace:
    """root (clause or document, if any) → target → arithmetic → statements.

    Terms and leaves name units in the viewer's reach only. `across`: how units are combined ("" when the unit states the
    figure itself); `terms`: the parts that are not 0, with `zeros` more that stated 0; `value` their result; `rule`: the row
    of the table that judged it (`actual_over_plan`, …), `percent` what it gave. `leaves`: statements behind the parts that
    are not 0, with `more_leaves` further ones.
    """

    clause: Clause | None
    document: Document | None
    target: Target
    across: str
    terms: tuple[Term, ...]
    zeros: int
    value: Value
    numerator: Decimal | None
    denominator: Decimal | None
    plan: Decimal | None
    baseline: Decimal | None
    rule: str
    percent: Decimal | None
    leaves: tuple[Leaf, ...]
    more_leaves: int


def make_trace(target: Target, row: TargetRow, read: Read | None, statements: Iterable[StatementRow]) -> Trace:
    """The trace of a target's row; a masked value shows its root and promise only."""
    shown = None if row.masked else read
    terms, zeros = _terms(target, shown)
    leaves = [_leaf(one) for one in statements if one.taken and _says_something(one)][:SHOWN_LEAVES] if shown else []
    return Trace(
        clause=target.clause,
        document=target.document,
        target=target,
        across=target.indicator.across if read is not None and read.roll is not None else "",
        terms=terms,
        zeros=zeros,
        value=row.value,
        numerator=row.numerator,
        denominator=row.denominator,
        plan=row.plan,
        baseline=target.value_of(target.baseline),
        rule=row.judged.rule,
        percent=row.percent,
        leaves=tuple(leaves),
        more_leaves=max(_telling_behind(shown) - len(leaves), 0),
    )


def _terms(target: Target, read: Read | None) -> tuple[tuple[Term, ...], int]:
    if read is None or read.roll is None:
        return (), 0
    indicator, counted = target.indicator, set(read.roll.counted)
    terms = [
        Term(
            unit.name,
            reading.truth if reading.truth is not None else quantity(indicator, reading.value),
            indicator.to_value(reading.numerator),  # type: ignore[arg-type]  # stored counts are integers
            indicator.to_value(reading.denominator),  # type: ignore[arg-type]
            reading.bound,
        )
        for unit, reading in read.by_unit
        if unit.id in counted
    ]
    telling = tuple(term for term in terms if term.value or term.numerator)
    return telling, len(terms) - len(telling)


def _telling_behind(read: Read | None) -> int:
    """How many statements make the number and are not 0."""
    readings = [reading for _, reading in read.by_unit] if read is not None else []
    return sum(
        bool(one.value or one.numerator or one.truth) or one.parts is not None
        for reading in readings
        for one in reading.taken
    )


def _says_something(one: StatementRow) -> bool:
    return bool(one.value) or bool(one.numerator) or one.measurement.parts is not None


def _leaf(one: StatementRow) -> Leaf:
    stated = one.measurement
    return Leaf(
        measurement_id=stated.pk,
        unit_name=stated.unit.name,
        value=one.value,
        period_code=stated.period_code,
        stated_on=timezone.localdate(stated.stated_at),
        finality=stated.finality,
        corrected=bool(one.older),
        evidence=one.evidence,
    )
