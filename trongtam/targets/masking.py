"""What may be published: a count of persons or households from 1 to 4 is "under 5", and so is what gives one away by
subtraction (numbers design, "What may be published"). Pure."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal
from itertools import pairwise

FEW = 5
TOTAL = "total"


def is_few(count: Decimal | int | None) -> bool:
    """A count that would point at persons: from 1 to 4."""
    return count is not None and 0 < count < FEW


def hides_whole(value: Decimal | None, denominator: Decimal | None = None, numerator: Decimal | None = None) -> bool:
    """Whether a single figure is to be hidden: a small count, or a share of which either part is a small count."""
    if numerator is None or denominator is None:
        return is_few(value)
    return is_few(numerator) or is_few(denominator - numerator) or is_few(denominator)


def hides_series(values: Iterable[Decimal | None]) -> bool:
    """Whether a running series gives a small count away: in itself, or as the step from one value to the next."""
    known = [value for value in values if value is not None]
    return any(is_few(value) for value in known) or any(
        is_few(abs(after - before)) for before, after in pairwise(known)
    )


def hidden(counts: Mapping[Hashable, Decimal | int], *, with_total: bool = True) -> frozenset[Hashable]:
    """The keys of a list of disjoint counts that must not be shown beside their total.

    Every small count; and as long as the hidden ones could be had by subtraction from the total (one alone, or together
    themselves a small count), the next smallest count that is not 0 joins them. Where nothing is left to join, the total
    itself (`TOTAL`) is hidden.
    """
    veiled: set[Hashable] = {key for key, count in counts.items() if is_few(count)}
    if not with_total or not veiled:
        total = sum(counts.values())
        return frozenset(veiled | ({TOTAL} if with_total and is_few(total) else set()))
    others = sorted(
        (key for key in counts if key not in veiled and counts[key]), key=lambda key: (counts[key], str(key))
    )
    while len(veiled) < 2 or is_few(sum(counts[key] for key in veiled)):
        if not others:
            return frozenset(veiled | {TOTAL})
        veiled.add(others.pop(0))
    return frozenset(veiled)
