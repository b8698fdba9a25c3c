"""Shares of classes: disjoint parts of one base, counts nested inside a part ("trong đó"), and warnings."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from trongtam.ground.phrases import Phrase, gettext_noop

from .errors import Inconsistent
from .exact import decimal, fraction, plain
from .fits import fits_a_count


class WarningCode(StrEnum):
    SUM_NOT_BASE = "sum_not_base"
    PRINTED_NOT_100 = "printed_not_100"
    PRINTED_FITS_NO_COUNT = "printed_fits_no_count"
    BASES_DIFFER = "bases_differ"


@dataclass(frozen=True, slots=True)
class Nested:
    """A count inside a part."""

    of: str
    count: int


@dataclass(frozen=True, slots=True)
class NestedShare:
    of_all: Decimal
    of_part: Decimal | None


@dataclass(frozen=True, slots=True)
class TableWarning:
    """`of` names the share that is meant, None for the whole table."""

    code: WarningCode
    of: str | None
    message: Phrase


@dataclass(frozen=True, slots=True)
class Shares:
    """Percent, unrounded. `sum_printed` only where every part was printed."""

    base: int
    shares: dict[str, Decimal]
    within: dict[str, NestedShare]
    sum: Decimal
    sum_printed: Decimal | None
    warnings: tuple[TableWarning, ...]


def share_out(
    base: int,
    parts: Mapping[str, int],
    *,
    within: Mapping[str, Nested] | None = None,
    printed: Mapping[str, Decimal] | None = None,
) -> Shares:
    """Shares of disjoint parts of a base, nested shares, and what does not agree. Raises Inconsistent."""
    within, printed = within or {}, printed or {}
    _check(base, parts, within)
    sum_printed = _sum_printed(parts, printed)
    return Shares(
        base=base,
        shares={name: _share(count, base) for name, count in parts.items()},
        within={name: _nested(nested, parts, base) for name, nested in within.items()},
        sum=_share(sum(parts.values()), base),
        sum_printed=None if sum_printed is None else decimal(sum_printed),
        warnings=tuple(_warnings(base, parts, within, printed, sum_printed)),
    )


def warn_of_bases(bases: Mapping[str, int]) -> TableWarning | None:
    """Shares printed in one table must share a base: the warning when they do not."""
    if len(set(bases.values())) < 2:
        return None
    listed = ", ".join(f"{name}: {base}" for name, base in bases.items())
    return TableWarning(
        WarningCode.BASES_DIFFER,
        None,
        Phrase(gettext_noop("The shares of this table have different bases (%(bases)s)."), bases=listed),
    )


def _share(count: int, base: int) -> Decimal:
    return decimal(Fraction(count * 100, base))


def _nested(nested: Nested, parts: Mapping[str, int], base: int) -> NestedShare:
    part = parts[nested.of]
    return NestedShare(_share(nested.count, base), _share(nested.count, part) if part else None)


def _check(base: int, parts: Mapping[str, int], within: Mapping[str, Nested]) -> None:
    if base < 1:
        raise Inconsistent("base", gettext_noop("The base must be 1 or more."))
    for name, count in parts.items():
        if count < 0:
            raise Inconsistent("parts", gettext_noop("The count of “%(name)s” is negative."), name=name)
        if count > base:
            raise Inconsistent(
                "parts",
                gettext_noop("The part “%(name)s” (%(count)s) is above the base (%(base)s)."),
                name=name,
                count=count,
                base=base,
            )
    for name, nested in within.items():
        if name in parts:
            raise Inconsistent("within", gettext_noop("“%(name)s” is already a part."), name=name)
        if nested.of not in parts:
            raise Inconsistent(
                "within", gettext_noop("“%(name)s” lies within “%(of)s”, which is no part."), name=name, of=nested.of
            )
        if nested.count < 0:
            raise Inconsistent("within", gettext_noop("The count of “%(name)s” is negative."), name=name)
        if nested.count > parts[nested.of]:
            raise Inconsistent(
                "within", gettext_noop("“%(name)s” is above its part “%(of)s”."), name=name, of=nested.of
            )


def _sum_printed(parts: Mapping[str, int], printed: Mapping[str, Decimal]) -> Fraction | None:
    if not parts or any(name not in printed for name in parts):
        return None
    return sum((fraction(printed[name]) for name in parts), Fraction(0))


def _warnings(
    base: int,
    parts: Mapping[str, int],
    within: Mapping[str, Nested],
    printed: Mapping[str, Decimal],
    sum_printed: Fraction | None,
) -> list[TableWarning]:
    found: list[TableWarning] = []
    if (total := sum(parts.values())) != base:
        message = Phrase(gettext_noop("The parts sum to %(total)s, not to the base %(base)s."), total=total, base=base)
        found.append(TableWarning(WarningCode.SUM_NOT_BASE, None, message))
    if sum_printed is not None and sum_printed != 100:
        message = Phrase(
            gettext_noop("The printed shares sum to %(sum)s, not to 100."), sum=plain(decimal(sum_printed))
        )
        found.append(TableWarning(WarningCode.PRINTED_NOT_100, None, message))
    for name, share in printed.items():
        bases = [base, parts[within[name].of]] if name in within else [base]
        if not any(fits_a_count(share, tried) for tried in bases if tried):
            message = Phrase(
                gettext_noop("“%(name)s” is printed as %(share)s, which no count of %(base)s gives."),
                name=name,
                share=f"{share:f}",
                base=base,
            )
            found.append(TableWarning(WarningCode.PRINTED_FITS_NO_COUNT, name, message))
    return found
