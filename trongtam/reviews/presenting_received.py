"""What the checker of a received table shows: the lines as they were read, each with the share that its count really gives."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from trongtam.ground import numbers
from trongtam.targets.figures.shares import share_out

from .received import Examined, Line


@dataclass(frozen=True, slots=True)
class Shown:
    name: str
    count: str
    printed: str
    reckoned: str
    inside: bool
    differs: bool


def line_rows(found: Examined) -> list[Shown]:
    return [_shown(line, found.base) for line in found.lines]


def _shown(line: Line, base: int | None) -> Shown:
    reckoned, differs = "", False
    if line.count is not None and base and line.count <= base and not found_inside(line, base):
        share = share_out(base, {line.name: line.count}).shares[line.name]
        reckoned = numbers.percent(share, fixed=True)
        if line.share is not None:
            places = max(0, -int(line.share.as_tuple().exponent))
            differs = numbers.rounded(share, places) != line.share
    return Shown(
        line.name,
        "" if line.count is None else numbers.write(line.count),
        "" if line.share is None else numbers.percent(line.share, 6),
        reckoned,
        line.inside,
        differs and not line.inside,
    )


def found_inside(line: Line, base: int) -> bool:
    """A nested line that names its own base is not reckoned of the whole."""
    return line.of is not None and line.of != base


def fitting_words(found: Examined) -> list[str]:
    """ "97 + 13 of 110"."""
    words = []
    for one in found.fittings:
        counts = " + ".join(numbers.write(count) for count in one.counts)
        sentence = _("%(counts)s of %(base)s (shares cut, not rounded)") if one.cut else _("%(counts)s of %(base)s")
        words.append(sentence % {"counts": counts, "base": numbers.write(one.base)})
    return words
