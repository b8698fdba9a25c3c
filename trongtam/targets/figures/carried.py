"""What a merger or a split makes of targets: plans that add up add, others stay with the units that promised them.

A plan is carried into a merged unit where every unit before it had the same promise (indicator, period, comparator): its plan is
their sum. In a split it is divided by the shares, the parts making the whole again. Pure: values in, values out; amounts are
stored integers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple


class Why(StrEnum):
    """Why a target stays: its plans do not add up; not every unit before had it; a unit had it several times."""

    NOT_ADDITIVE = "not_additive"
    NOT_EVERYWHERE = "not_everywhere"
    SEVERAL = "several"


class Promised(NamedTuple):
    """A target of a unit that ends. `sort`: what must be equal to be one promise; `additive`: its plans add up over units."""

    target: Hashable
    unit: Hashable
    sort: Hashable
    additive: bool
    plan: int | None
    plan_to: int | None = None
    tolerance: int | None = None
    baseline: int | None = None
    baseline_on: date | None = None
    baseline_bound: str = "exactly"


class NewTarget(NamedTuple):
    """A target of the unit `to`, made of others: (target, share)."""

    to: str
    sources: tuple[tuple[Hashable, Fraction], ...]
    plan: int | None
    plan_to: int | None
    tolerance: int | None
    baseline: int | None
    baseline_on: date | None
    baseline_bound: str


class Stays(NamedTuple):
    target: Hashable
    to: str
    why: Why


Link = tuple[Hashable, str, Fraction]


def carry(promises: Iterable[Promised], links: Sequence[Link]) -> tuple[list[NewTarget], list[Stays]]:
    """What becomes of the promises of the units in `links` (unit, unit that carries it on, share)."""
    held: dict[Hashable, dict[Hashable, list[Promised]]] = defaultdict(lambda: defaultdict(list))
    for promise in promises:
        held[promise.sort][promise.unit].append(promise)
    sources: dict[str, list[tuple[Hashable, Fraction]]] = defaultdict(list)
    for unit, to, share in links:
        sources[to].append((unit, share))
    new: list[NewTarget] = []
    stays: list[Stays] = []
    for by_unit in held.values():
        divided = _divided(by_unit, links)
        for to, shares in sources.items():
            here = [promise for unit, _share in shares for promise in by_unit.get(unit, ())]
            if not here:
                continue
            why = _why_not(by_unit, shares, here)
            if why is not None:
                stays += [Stays(promise.target, to, why) for promise in here]
            else:
                new.append(_together(to, here, shares, divided))
    return new, stays


def _why_not(
    by_unit: dict[Hashable, list[Promised]], shares: Sequence[tuple[Hashable, Fraction]], here: Sequence[Promised]
) -> Why | None:
    if not all(promise.additive for promise in here):
        return Why.NOT_ADDITIVE
    if any(len(by_unit.get(unit, ())) > 1 for unit, _share in shares):
        return Why.SEVERAL
    if any(unit not in by_unit for unit, _share in shares):
        return Why.NOT_EVERYWHERE
    return None


Amounts = dict[tuple[Hashable, str, str], int | None]
FIELDS = ("plan", "plan_to", "tolerance", "baseline")


def _divided(by_unit: dict[Hashable, list[Promised]], links: Sequence[Link]) -> Amounts:
    """(target, unit that carries it on, field) → its amount; the parts of one target make it whole again."""
    found: Amounts = {}
    for unit, promises in by_unit.items():
        parts = [(to, share) for source, to, share in links if source == unit]
        for promise in promises:
            for name in FIELDS:
                amounts = divide(getattr(promise, name), [share for _to, share in parts])
                for (to, _share), amount in zip(parts, amounts, strict=True):
                    found[promise.target, to, name] = amount
    return found


def divide(amount: int | None, shares: Sequence[Fraction]) -> list[int | None]:
    """Whole amounts by shares: rounded down, what is left goes to the largest remainders. With shares that make 1 the parts
    make the amount."""
    if amount is None:
        return [None] * len(shares)
    exact = [amount * share for share in shares]
    parts = [part.numerator // part.denominator for part in exact]
    left = round(sum(exact)) - sum(parts)
    by_remainder = sorted(range(len(shares)), key=lambda place: (parts[place] - exact[place], place))
    for place in by_remainder[:left]:
        parts[place] += 1
    return list(parts)


def _together(
    to: str, here: Sequence[Promised], shares: Sequence[tuple[Hashable, Fraction]], divided: Amounts
) -> NewTarget:
    share_of = dict(shares)
    told = {name: _sum([divided[promise.target, to, name] for promise in here]) for name in FIELDS}
    first = here[0]
    dated = all((one.baseline_on, one.baseline_bound) == (first.baseline_on, first.baseline_bound) for one in here)
    known = dated and told["baseline"] is not None
    return NewTarget(
        to,
        tuple((promise.target, share_of[promise.unit]) for promise in here),
        told["plan"],
        told["plan_to"],
        told["tolerance"],
        told["baseline"] if known else None,
        first.baseline_on if known else None,
        first.baseline_bound if known else "exactly",
    )


def _sum(amounts: Sequence[int | None]) -> int | None:
    """The sum, where every one of them is known."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None
