"""A table of classification that came from below: read from pasted or typed lines, and what does not agree in it. Pure.

A line is a name, a count, a printed share, in any order behind the name: "Hoàn thành tốt  718  92,65 %". "113/718" also says of
what. A line that begins with "trong đó" or a dash lies within the one above it. Sums, bases and fits are those of
`targets.figures`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from trongtam.ground import numbers
from trongtam.ground.errors import Refused
from trongtam.ground.phrases import Phrase, gettext_noop
from trongtam.ground.vntext import fold
from trongtam.targets.figures.errors import Inconsistent
from trongtam.targets.figures.fits import MAX_BASE, find_fits
from trongtam.targets.figures.shares import Nested, warn_of_bases

from .tables import as_written_here, received

MOST_LINES = 40
SHOWN_FITS = 6
_INSIDE = re.compile(r"^(?:[-–+•*]\s*|trong do:?\s*)+")
_FIGURE = re.compile(r"(?<![\w.,])(\d[\d.,]*)\s*(?:/\s*(\d[\d.,]*))?\s*(%?)(?![\w])")


@dataclass(frozen=True, slots=True)
class Line:
    """`share` in percent as it was printed; `of`: the base that the line itself names; `inside`: within the line above."""

    name: str
    count: int | None
    share: Decimal | None
    of: int | None = None
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Fitting:
    """Counts that stand behind the printed shares, of one base. `cut`: the shares were cut, not rounded."""

    base: int
    counts: tuple[int, ...]
    cut: bool


@dataclass(frozen=True, slots=True)
class Examined:
    """`warnings`: what does not agree. `fittings`: where only shares were printed, the counts that fit them; `more` of them."""

    base: int | None
    lines: tuple[Line, ...]
    warnings: tuple[Phrase, ...]
    fittings: tuple[Fitting, ...] = ()
    more: bool = False
    looked: bool = False


def read_lines(text: str) -> list[Line]:
    """The lines of a table. Raises Refused for none, too many, or one whose figure cannot be read."""
    rows = [row.strip() for row in text.splitlines() if row.strip()]
    found = [line for row in rows[: MOST_LINES + 1] if (line := _line(row)) is not None]
    if not found:
        raise Refused(Phrase(gettext_noop("No line with a name and a figure could be read.")), field="text")
    if len(rows) > MOST_LINES:
        raise Refused(Phrase(gettext_noop("At most %(n)s lines at once."), n=MOST_LINES), field="text")
    if found[0].inside:
        raise Refused(Phrase(gettext_noop("The first line lies within nothing: its head is missing.")), field="text")
    return found


def _line(row: str) -> Line | None:
    plain = row.replace("\t", "  ")
    figures = list(_FIGURE.finditer(plain))
    if not figures:
        return None
    name = plain[: figures[0].start()].strip(" .:;|-–()")
    folded = fold(plain)
    inside = _INSIDE.match(folded)
    count = share = of = None
    for one in figures:
        value = numbers.read(one[1].rstrip(".,")).value
        if one[3] or (share is None and count is not None) or value != value.to_integral_value():
            share = value if share is None else share
        elif count is None:
            count = int(value)
        if one[2]:
            of = int(numbers.read(one[2].rstrip(".,")).value)
    name = re.sub(r"^(?:[-–+•*]\s*|[Tt]rong đó:?\s*)+", "", name).strip(" .:;|-–()")
    return Line(name, count, share, of, inside is not None) if name else None


def examine(lines: Sequence[Line], base: int | None = None) -> Examined:
    """What does not agree. With counts: their sums, bases, shares; without: which counts could stand behind the shares."""
    tops = [line for line in lines if not line.inside]
    if all(line.count is not None for line in tops):
        return _counted(lines, tops, base)
    return _only_shares(lines, tops, base)


def _counted(lines: Sequence[Line], tops: Sequence[Line], base: int | None) -> Examined:
    named = {line.of for line in tops if line.of is not None}
    whole = base or (next(iter(named)) if len(named) == 1 else sum(line.count or 0 for line in tops))
    parts, within, printed = _parts(lines)
    warnings: list[Phrase] = []
    bases = {line.name: line.of for line in tops if line.of is not None}
    differ = warn_of_bases(bases)
    if differ is not None:
        warnings.append(differ.message)
    try:
        warnings += [as_written_here(one.message) for one in received(whole, parts, within, printed)]
    except Inconsistent as wrong:
        warnings.append(Phrase("%(said)s", said=str(wrong)))
    return Examined(whole, tuple(lines), tuple(warnings))


def _parts(lines: Sequence[Line]) -> tuple[dict[str, int], dict[str, Nested], dict[str, Decimal]]:
    parts: dict[str, int] = {}
    within: dict[str, Nested] = {}
    printed: dict[str, Decimal] = {}
    head = ""
    for line in lines:
        name = _free(line.name, {*parts, *within})
        if not line.inside:
            head, parts[name] = name, line.count or 0
        elif line.count is not None:
            within[name] = Nested(head, line.count)
        if line.share is not None and (name in parts or name in within):
            printed[name] = line.share
    return parts, within, printed


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += " (2)"
    return name


def _only_shares(lines: Sequence[Line], tops: Sequence[Line], base: int | None) -> Examined:
    shares = [line.share for line in tops if line.share is not None]
    if len(shares) < len(tops):
        missing = next(line.name for line in tops if line.share is None)
        sentence = gettext_noop("“%(name)s” has no share while others have no count: please complete one of the two.")
        return Examined(base, tuple(lines), (Phrase(sentence, name=missing),))
    warnings = []
    total = sum(shares, Decimal(0))
    if total != 100:
        sentence = gettext_noop("The printed shares sum to %(sum)s, not to 100.")
        warnings.append(Phrase(sentence, sum=numbers.write(total, None)))
    fits = find_fits(shares, closes=True, max_base=min(base or MAX_BASE, MAX_BASE))
    fitting = [
        Fitting(whole, counts, cut)
        for cut, found in ((False, fits.rounded), (True, fits.truncated))
        for whole, counts in found
        if base is None or whole == base
    ]
    fitting = list({(one.base, one.counts): one for one in reversed(fitting)}.values())
    fitting.sort(key=lambda one: (one.cut, one.base))
    if not fitting:
        sentence = gettext_noop("No counts give these shares together%(of)s.")
        warnings.append(Phrase(sentence, of=f" / {base}" if base else ""))
    more = fits.more or len(fitting) > SHOWN_FITS
    return Examined(base, tuple(lines), tuple(warnings), tuple(fitting[:SHOWN_FITS]), more, looked=True)
