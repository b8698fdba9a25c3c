"""The overall picture: every target of a resolution stands in exactly one of four bands, and the four counts add up to them."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from .exact import decimal


class Band(StrEnum):
    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    NOT_MEASURED = "not_measured"


@dataclass(frozen=True, slots=True)
class Overall:
    """`lists`: band → the keys behind its count, in the order given; `shares`: percent of all, None when there are none."""

    lists: dict[Band, tuple[Hashable, ...]]

    @property
    def counts(self) -> dict[Band, int]:
        return {band: len(keys) for band, keys in self.lists.items()}

    @property
    def total(self) -> int:
        return sum(len(keys) for keys in self.lists.values())

    @property
    def shares(self) -> dict[Band, Decimal | None]:
        return {band: share_of(len(keys), self.total) for band, keys in self.lists.items()}


def share_of(count: int, total: int) -> Decimal | None:
    """Percent of all; None when there are none."""
    return decimal(Fraction(count * 100, total)) if total else None


def summarise(standings: Iterable[tuple[Hashable, str]]) -> Overall:
    """Count (key, band) pairs; every band is present, also with nothing in it."""
    lists: dict[Band, list[Hashable]] = {band: [] for band in Band}
    for key, band in standings:
        lists[Band(band)].append(key)
    return Overall({band: tuple(keys) for band, keys in lists.items()})
