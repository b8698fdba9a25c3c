"""Tables of how many were rated at which level: disjoint and nested ("trong đó"), each share with its base. Pure.

Counts are kept disjoint: who is excellent is not counted as good too. Every share is reckoned by `targets.figures.shares`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from trongtam.ground.phrases import Phrase, gettext_noop
from trongtam.targets.figures.shares import Nested, TableWarning, share_out

from .scheme import Scheme

_PLAIN = re.compile(r"^\d+\.\d+$")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are, how many of them were rated, exempt, not rated and why; of those rated how many at each level."""

    existing: int
    rated: int
    exempt: int = 0
    not_rated: Mapping[str, int] = field(default_factory=dict)
    levels: Mapping[str, int] = field(default_factory=dict)

    def at(self, level: str) -> int:
        return self.levels.get(level, 0)


@dataclass(frozen=True, slots=True)
class Row:
    """`within`: the level that this one is shown inside; `of_head`: its share of that. Percent, unrounded; None: nobody rated."""

    code: str
    title: str
    count: int
    share: Decimal | None
    within: str | None = None
    of_head: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """`base`: those rated, whom every `share` is of."""

    base: int
    rows: tuple[Row, ...]
    warnings: tuple[Phrase, ...]

    def row(self, code: str) -> Row:
        return next(row for row in self.rows if row.code == code)


def together(counts: Iterable[Counts]) -> Counts:
    """The sum of several units; a share of it is a share of the summed base, never a mean of shares."""
    existing = rated = exempt = 0
    reasons: dict[str, int] = {}
    levels: dict[str, int] = {}
    for one in counts:
        existing, rated, exempt = existing + one.existing, rated + one.rated, exempt + one.exempt
        for target, source in ((reasons, one.not_rated), (levels, one.levels)):
            for name, count in source.items():
                target[name] = target.get(name, 0) + count
    return Counts(existing, rated, exempt, reasons, levels)


def does_not_close(counts: Counts) -> list[Phrase]:
    """The sums that do not agree, as sentences; empty where the table closes."""
    found = []
    left_out = sum(counts.not_rated.values())
    if counts.rated + counts.exempt + left_out != counts.existing:
        found.append(
            Phrase(
                gettext_noop("Rated %(rated)s, exempt %(exempt)s and not rated %(left)s make %(sum)s, not %(existing)s."),
                rated=counts.rated, exempt=counts.exempt, left=left_out,
                sum=counts.rated + counts.exempt + left_out, existing=counts.existing,
            )
        )  # fmt: skip
    if (total := sum(counts.levels.values())) != counts.rated:
        found.append(
            Phrase(gettext_noop("The levels sum to %(sum)s, but %(rated)s were rated."), sum=total, rated=counts.rated)
        )
    return found


def disjoint(scheme: Scheme, counts: Counts) -> Table:
    """Each level for itself."""
    parts = {level.code: counts.at(level.code) for level in scheme.levels}
    return _table(scheme, counts, parts, {})


def nested(scheme: Scheme, counts: Counts) -> Table:
    """The inner levels inside their head: "good or better, of which excellent". `scheme.nests` and titles say which."""
    inside = dict(scheme.nests) | {level.code: level.within for level in scheme.levels if level.within is not None}
    parts = {level.code: counts.at(level.code) for level in scheme.levels if level.code not in inside}
    for inner, head in inside.items():
        parts[head] = parts.get(head, 0) + counts.at(inner)
    return _table(scheme, counts, parts, inside)


def _table(scheme: Scheme, counts: Counts, parts: Mapping[str, int], inside: Mapping[str, str]) -> Table:
    titles = {level.code: level.title for level in scheme.levels}
    problems = does_not_close(counts)
    if counts.rated < 1 or any(count > counts.rated for count in parts.values()):
        rows = [Row(code, titles[code], count, None) for code, count in parts.items()]
        return Table(counts.rated, tuple(rows), tuple(problems))
    within = {inner: Nested(head, counts.at(inner)) for inner, head in inside.items()}
    reckoned = share_out(counts.rated, parts, within=within)
    rows = []
    for code, count in parts.items():
        rows.append(Row(code, titles[code], count, reckoned.shares[code]))
        for inner, kept in within.items():
            if kept.of == code:
                share = reckoned.within[inner]
                rows.append(Row(inner, titles[inner], kept.count, share.of_all, code, share.of_part))
    return Table(counts.rated, tuple(rows), tuple(problems))


def at_or_above(scheme: Scheme, counts: Counts, level: str) -> int:
    """How many stand at this level or a better one; titles chosen within it are part of it."""
    return sum(
        counts.at(one.code)
        for one in scheme.levels
        if one.code == level or one.within == level or scheme.is_better(one.code, level)
    )


def good_or_better(scheme: Scheme, counts: Counts, level: str) -> Decimal | None:
    """The share of those at this level or a better one, of all rated, in percent; None where nobody was rated."""
    count = at_or_above(scheme, counts, level)
    return share_out(counts.rated, {level: count}).shares[level] if 0 < counts.rated >= count else None


def points_over(share: Decimal | None, target: Decimal) -> Decimal | None:
    """How far a share stands above (below: negative) a target, in points: both are percentages, so never "vượt … %"."""
    return None if share is None else share - target


@dataclass(frozen=True, slots=True)
class YearCell:
    """`change`: against the year before, in points; None for the first one or where the levels are not the same ones."""

    year: str
    count: int
    base: int
    share: Decimal | None
    change: Decimal | None


def over_years(years: Sequence[tuple[str, Scheme, Counts]], level: str) -> list[YearCell]:
    """One level, or a better one, through the years, each by its own scheme. A year whose scheme does not know the level is left
    out; across a change of scheme no difference is drawn, for the levels ask for other things."""
    found: list[YearCell] = []
    before: tuple[Scheme, Decimal | None] | None = None
    for year, scheme, counts in years:
        if level not in scheme.codes:
            before = None
            continue
        share = good_or_better(scheme, counts, level)
        comparable = before is not None and before[0].code == scheme.code
        change = share - before[1] if comparable and before and share is not None and before[1] is not None else None
        found.append(YearCell(year, at_or_above(scheme, counts, level), counts.rated, share, change))
        before = (scheme, share)
    return found


def received(
    base: int,
    parts: Mapping[str, int],
    within: Mapping[str, Nested],
    printed: Mapping[str, Decimal],
) -> tuple[TableWarning, ...]:
    """What does not agree in a table that came from elsewhere. Raises Inconsistent for counts that cannot be."""
    return share_out(base, parts, within=within, printed=printed).warnings


def as_written_here(message: Phrase) -> Phrase:
    """The same sentence with its decimals behind a comma, as people here write them."""
    told = {name: str(value) for name, value in message.params.items()}
    return Phrase(
        message.msgid, **{name: text.replace(".", ",") if _PLAIN.match(text) else text for name, text in told.items()}
    )
