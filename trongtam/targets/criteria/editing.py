"""A set with one of its parts put otherwise. Pure; whether the result makes sense is asked by `shapes.check_set`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from .levels import key_of
from .shapes import DONE, CriteriaSet, Criterion, Indicator, Leaf, Relative

EVERYWHERE, BY_PLACE, BY_YEAR, BY_BOTH, RELATIVE = "everywhere", "place", "year", "both", "relative"
SPREADS = (EVERYWHERE, BY_PLACE, BY_YEAR, BY_BOTH, RELATIVE)


def criterion_of(one: CriteriaSet, number: int) -> Criterion | None:
    return next((criterion for criterion in one.criteria if criterion.number == number), None)


def indicator_of(one: CriteriaSet, number: int, code: str) -> Indicator | None:
    above = criterion_of(one, number)
    return next((indicator for indicator in above.indicators if indicator.code == code), None) if above else None


def with_criterion(one: CriteriaSet, before: int | None, made: Criterion) -> CriteriaSet:
    """In the place of criterion `before`; a new one stands before the first of a higher number."""
    if before is not None:
        return replace(one, criteria=tuple(made if each.number == before else each for each in one.criteria))
    higher = [n for n, each in enumerate(one.criteria) if each.number > made.number]
    place = higher[0] if higher else len(one.criteria)
    return replace(one, criteria=(*one.criteria[:place], made, *one.criteria[place:]))


def without_criterion(one: CriteriaSet, number: int) -> CriteriaSet:
    return replace(one, criteria=tuple(each for each in one.criteria if each.number != number))


def with_indicator(one: CriteriaSet, number: int, before: str | None, made: Indicator) -> CriteriaSet:
    """In the place of indicator `before` of a criterion; a new one stands last."""

    def laid(above: Criterion) -> Criterion:
        if before is None:
            return replace(above, indicators=(*above.indicators, made))
        return replace(above, indicators=tuple(made if each.code == before else each for each in above.indicators))

    return _in_criterion(one, number, laid)


def without_indicator(one: CriteriaSet, number: int, code: str) -> CriteriaSet:
    return _in_criterion(
        one, number, lambda above: replace(above, indicators=tuple(i for i in above.indicators if i.code != code))
    )


def _in_criterion(one: CriteriaSet, number: int, change: Callable[[Criterion], Criterion]) -> CriteriaSet:
    return replace(one, criteria=tuple(change(each) if each.number == number else each for each in one.criteria))


def with_leaf(one: CriteriaSet, made: Leaf) -> CriteriaSet:
    """In the place of the leaf of the same code."""

    def laid(indicator: Indicator) -> Indicator:
        return replace(indicator, leaves=tuple(made if leaf.code == made.code else leaf for leaf in indicator.leaves))

    return replace(
        one, criteria=tuple(replace(each, indicators=tuple(map(laid, each.indicators))) for each in one.criteria)
    )


def spread_of(leaf: Leaf) -> str:
    """How the thresholds of a leaf are told apart."""
    if leaf.relative is not None:
        return RELATIVE
    by_year = any("/" in key for key in leaf.levels) or (leaf.yearly and not leaf.levels)
    by_place = any(key.rpartition("/")[2] for key in leaf.levels)
    return {(False, False): EVERYWHERE, (False, True): BY_PLACE, (True, False): BY_YEAR, (True, True): BY_BOTH}[
        by_year, by_place
    ]


def keys_of(one: CriteriaSet, spread: str) -> list[str]:
    """Where and when a threshold stands in a table of that kind."""
    places = [*one.place_names] if spread in (BY_PLACE, BY_BOTH) else [""]
    years: list[int | None] = [*one.years] if spread in (BY_YEAR, BY_BOTH) else [None]
    return [] if spread == RELATIVE else [key_of(place, year) for year in years for place in places]


def with_levels(leaf: Leaf, spread: str, levels: Mapping[str, Decimal], relative: Relative | None) -> Leaf:
    """The leaf with other thresholds: a table of the kind that is told, or a share of another threshold."""
    if leaf.ask == DONE:
        return replace(leaf, levels={}, relative=None, yearly=False)
    if spread == RELATIVE:
        return replace(leaf, levels={}, relative=relative, yearly=False)
    return replace(leaf, levels=dict(levels), relative=None, yearly=spread in (BY_YEAR, BY_BOTH))
