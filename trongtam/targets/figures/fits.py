"""Which counts can stand behind printed shares: every base and counts whose shares, rounded or cut, are the printed ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from trongtam.ground.phrases import gettext_noop

from .errors import Inconsistent

MAX_BASE = 10_000
MOST = 1_000

Fit = tuple[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Fits:
    """`rounded` and `truncated`: (base, counts), by base then counts, at most MOST each; `more` when one of them was cut."""

    rounded: tuple[Fit, ...]
    truncated: tuple[Fit, ...]
    more: bool


def find_fits(printed: Sequence[Decimal], *, closes: bool, max_base: int) -> Fits:
    """Try every base 1…max_base; with `closes` the counts of a fit sum to its base. Raises Inconsistent."""
    if not printed:
        raise Inconsistent("printed", gettext_noop("There is no printed share to try."))
    if not 1 <= max_base <= MAX_BASE:
        raise Inconsistent("max_base", gettext_noop("The largest base lies between 1 and %(most)s."), most=MAX_BASE)
    rounded, truncated = (
        tuple(islice(_fits(printed, closes, max_base, cut), MOST + 1)) for cut in (False, True)
    )  # fmt: skip
    return Fits(rounded[:MOST], truncated[:MOST], max(len(rounded), len(truncated)) > MOST)


def fits_a_count(printed: Decimal, base: int) -> bool:
    """True when some count of the base, rounded half up at the printed decimals, is the printed share."""
    return bool(_counts(_window(printed, cut=False), base))


def decimals_of(printed: Decimal) -> int:
    """How many decimals were printed."""
    exponent = printed.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _window(printed: Decimal, *, cut: bool) -> tuple[int, int, int]:
    """(low, high, unit): the shares low/unit ≤ share < high/unit, in percent, are printed so."""
    places = decimals_of(printed)
    numerator, denominator = printed.as_integer_ratio()
    units = numerator * 10**places // denominator
    return (units, units + 1, 10**places) if cut else (2 * units - 1, 2 * units + 1, 2 * 10**places)


def _counts(window: tuple[int, int, int], base: int) -> range:
    """The counts 0…base whose share of the base lies in the window."""
    low, high, unit = window
    first = -(-low * base // (100 * unit))
    last = -(-high * base // (100 * unit)) - 1
    return range(max(0, first), min(base, last) + 1)


def _fits(printed: Sequence[Decimal], closes: bool, max_base: int, cut: bool) -> Iterator[Fit]:
    windows = [_window(share, cut=cut) for share in printed]
    different = list(dict.fromkeys(windows))
    for base in range(1, max_base + 1):
        counts: dict[tuple[int, int, int], range] = {}
        for window in different:
            if not (found := _counts(window, base)):
                break
            counts[window] = found
        else:
            for combination in _combinations([counts[window] for window in windows], base if closes else None):
                yield base, combination


def _combinations(choices: list[range], total: int | None) -> Iterator[tuple[int, ...]]:
    """Every choice of one count from each range, ascending; with a total only those that sum to it. No dead ends are walked."""
    least, most = [0], [0]
    for counts in reversed(choices):
        least.append(least[-1] + counts[0])
        most.append(most[-1] + counts[-1])
    least.reverse()
    most.reverse()

    def options(place: int, left: int | None) -> Iterator[int]:
        counts = choices[place]
        if left is None:
            return iter(counts)
        return iter(range(max(counts[0], left - most[place + 1]), min(counts[-1], left - least[place + 1]) + 1))

    stack, lefts = [options(0, total)], [total]
    chosen: list[int] = []
    while stack:
        count = next(stack[-1], None)
        if count is None:
            stack.pop()
            lefts.pop()
            if chosen:
                chosen.pop()
        elif len(stack) == len(choices):
            yield (*chosen, count)
        else:
            left = lefts[-1]
            chosen.append(count)
            lefts.append(None if left is None else left - count)
            stack.append(options(len(stack), lefts[-1]))
