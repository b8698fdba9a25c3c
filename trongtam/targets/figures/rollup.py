"""What the units give together. Left-out units are listed with the reason and never counted as zero.

Only statements of the stating kind of unit come in as entries; the higher unit's own figure stands beside, with the difference.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from .bounds import weakest
from .exact import decimal, fraction
from .reading import Amount, Reading, State, least_final, quotient


class Reason(StrEnum):
    NOT_STATED = "not_stated"
    COUNTS_MISSING = "counts_missing"
    NO_WEIGHT = "no_weight"
    IN_CONFLICT = "in_conflict"
    INCOMPLETE = "incomplete"
    NOT_COMPARABLE = "not_comparable"


_REASON_OF_STATE = {
    State.NOTHING: Reason.NOT_STATED,
    State.CONFLICT: Reason.IN_CONFLICT,
    State.INCOMPLETE: Reason.INCOMPLETE,
}


class Entry(NamedTuple):
    """One unit's reading. weight: for `weighted`. met: for `share_of_units`, is its own standing met (None: it has none)?
    reason: it is left out for this reason, whatever it says."""

    unit: Hashable
    reading: Reading
    weight: Amount | None = None
    met: bool | None = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    unit: Hashable
    reason: Reason


@dataclass(frozen=True, slots=True)
class RollUp:
    """`value` in the indicator's unit, None when nothing could be combined or `across` is none.

    counted: units whose statements make the value. lagging: counted units that speak of fewer days than the others.
    own: the higher unit's own reading; difference: its value − the roll-up, None unless both are known.
    """

    value: Amount | None
    numerator: Amount | None
    denominator: Amount | None
    bound: str
    finality: str | None
    counted: tuple[Hashable, ...]
    left_out: tuple[LeftOut, ...]
    lagging: tuple[Hashable, ...]
    own: Reading | None
    difference: Amount | None

    @property
    def complete(self) -> bool:
        """True when no unit was left out or lags behind."""
        return bool(self.counted) and not self.left_out and not self.lagging


@dataclass(frozen=True, slots=True)
class _Combined:
    value: Amount | None
    numerator: Amount | None = None
    denominator: Amount | None = None


def roll_up(across: str, entries: Iterable[Entry], *, scale: int = 1, own: Reading | None = None) -> RollUp:
    """Combine the units' readings by the indicator's rule: sum, ratio, weighted, share_of_units, none."""
    listed = list(entries)
    if across == "share_of_units":
        return _share_of_units(listed, scale, own)
    counted: list[Entry] = []
    left_out: list[LeftOut] = []
    asks_more = across != "none"
    for entry in listed:
        if entry.reason is not None:
            left_out.append(LeftOut(entry.unit, entry.reason))
        elif entry.reading.state is not State.READ:
            left_out.append(LeftOut(entry.unit, _REASON_OF_STATE[entry.reading.state]))
        elif asks_more and (reason := _what_lacks(across, entry)) is not None:
            left_out.append(LeftOut(entry.unit, reason))
        else:
            counted.append(entry)
    return _result(_combine(across, counted, scale), counted, left_out, own)


def roll_up_series(
    across: str,
    readings: Sequence[tuple[Hashable, Sequence[Reading]]],
    *,
    scale: int = 1,
    own: Sequence[Reading] | None = None,
    weights: Sequence[Sequence[Amount | None]] | None = None,
) -> list[RollUp]:
    """The roll-up at every day of the units' series (`read_series`), which are equally long; not for share_of_units.

    weights: for each unit one weight a day.
    """
    length = len(readings[0][1]) if readings else 0
    return [
        roll_up(
            across,
            [
                Entry(unit, series[day], weights[place][day] if weights is not None else None)
                for place, (unit, series) in enumerate(readings)
            ],
            scale=scale,
            own=own[day] if own is not None else None,
        )
        for day in range(length)
    ]


def _what_lacks(across: str, entry: Entry) -> Reason | None:
    reading = entry.reading
    if across == "ratio":
        return Reason.COUNTS_MISSING if reading.numerator is None or reading.denominator is None else None
    if reading.value is None:
        return Reason.NOT_STATED
    if across == "weighted" and (entry.weight is None or entry.weight < 0):
        return Reason.NO_WEIGHT
    return None


def _combine(across: str, counted: Sequence[Entry], scale: int) -> _Combined:
    if not counted or across == "none":
        return _Combined(None)
    if across == "sum":
        return _Combined(sum(entry.reading.value or 0 for entry in counted))
    if across == "ratio":
        numerator = sum(entry.reading.numerator or 0 for entry in counted)
        denominator = sum(entry.reading.denominator or 0 for entry in counted)
        return _Combined(quotient(numerator, denominator, scale), numerator, denominator)
    if across == "weighted":
        return _Combined(_weighted_mean(counted))
    raise ValueError(f"no way of combining units is called {across}")


def _weighted_mean(counted: Sequence[Entry]) -> Decimal | None:
    weights = sum(fraction(entry.weight or 0) for entry in counted)
    if not weights:
        return None
    return decimal(sum(fraction(entry.reading.value or 0) * fraction(entry.weight or 0) for entry in counted) / weights)


def _share_of_units(listed: Sequence[Entry], scale: int, own: Reading | None) -> RollUp:
    """Units whose standing is met ÷ all units; those without a standing are listed and stay in the denominator."""
    counted = [entry for entry in listed if entry.met is not None]
    left_out = [
        LeftOut(entry.unit, entry.reason or _REASON_OF_STATE.get(entry.reading.state, Reason.NOT_STATED))
        for entry in listed
        if entry.met is None
    ]
    met = sum(entry.met is True for entry in counted)
    share = quotient(met, len(listed), scale) if counted else None
    return _result(_Combined(share, met, len(listed)), counted, left_out, own)


def _result(combined: _Combined, counted: Sequence[Entry], left_out: Sequence[LeftOut], own: Reading | None) -> RollUp:
    known = own is not None and own.settled and own.value is not None and combined.value is not None
    return RollUp(
        value=combined.value,
        numerator=combined.numerator,
        denominator=combined.denominator,
        bound=weakest({entry.reading.bound for entry in counted}),
        finality=least_final(entry.reading.finality for entry in counted if entry.reading.finality is not None),
        counted=tuple(entry.unit for entry in counted),
        left_out=tuple(left_out),
        lagging=_lagging(counted),
        own=own,
        difference=own.value - combined.value if known else None,  # type: ignore[union-attr,operator]  # known
    )


def _lagging(counted: Sequence[Entry]) -> tuple[Hashable, ...]:
    ends = [entry.reading.taken[-1].end if entry.reading.taken else None for entry in counted]
    if len(found := set(ends)) < 2:
        return ()
    last = max(end for end in found if end is not None)
    return tuple(entry.unit for entry, end in zip(counted, ends, strict=True) if end is not None and end < last)
