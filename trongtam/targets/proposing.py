"""What the sentences of a document promise, as rows that a person settles. Plain values in and out; no database."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from trongtam.ground import numbers
from trongtam.ground.periods import Period
from trongtam.ground.vntext import fold
from trongtam.resolutions.reader import TargetProposal, read_targets

from .matching import words_of
from .paste import Proposal, about, decimals_of, is_share, measure_of, same_unit
from .topics import counted_as, sector_for, stating_kind

ALIKE = 0.7  # of the words of two names, counted from both sides
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# "Giảm tỷ lệ hộ nghèo xuống dưới 2%" is about the share, whichever way it goes.
_MOVES = re.compile(
    r"^(?:giảm|nâng|đưa|tăng) (?=(?:tỷ lệ|tỉ lệ|số|mức|thu nhập|diện tích|tổng|giá trị)\b)", re.IGNORECASE
)
_MOVED = re.compile(r"(?<=\w) (?:giảm|tăng)$", re.IGNORECASE)  # "tỷ lệ hộ nghèo giảm 1,5 điểm %"
_STEP = 5  # characters of one level in the place of a clause
_SHORTEST = 4  # letters of a sentence that may be a promise without a figure
_NAME = 200


@dataclass(frozen=True)
class Sentence:
    """A clause as its document has it. `wanted`: it is of the kind target; `heads`: others stand below it."""

    pk: int
    place: str
    label: str
    text: str
    wanted: bool
    heads: bool = False


@dataclass(frozen=True)
class Known:
    """What may be measured already. `provider`: the program counts it under this key, nobody types it."""

    name: str
    unit: str
    better: str
    stated_by: str = ""
    sector: str = ""
    provider: str = ""


@dataclass(frozen=True)
class Row:
    """A proposed target and the sentence it comes from. `key`: clause and the number of the figure in it. `known`: the
    proposal bears the name of what is measured already, `counted`: of what the program counts itself. `stated_by`: the kind of
    unit that knows the figures, "" for the whole. `ticked`: it is proposed to be kept."""

    key: str
    sentence: Sentence
    proposal: Proposal
    period: Period
    baseline: numbers.Number | None = None
    known: bool = False
    counted: bool = False
    stated_by: str = ""
    ticked: bool = True


@dataclass(frozen=True)
class Times:
    """By which the years of a sentence become a period: the title of its document, its term, today."""

    title: str
    term: tuple[date, date] | None
    today: date

    @property
    def usual(self) -> Period:
        """The one year that the title names, else the term, else this year."""
        years = set(_YEAR.findall(self.title))
        if len(years) == 1:
            return Period.year(int(years.pop()))
        return Period.term(*self.term) if self.term is not None else Period.year(self.today.year)

    def of(self, read: TargetProposal) -> Period:
        if read.every_year:
            return self._this_year()
        if read.year_to is None or not 1900 <= read.year_to <= 2999:
            return self.usual
        if self.term is not None and (read.year_to == self.term[1].year or read.year_from != read.year_to):
            return Period.term(*self.term)
        return Period.year(read.year_to) if read.year_from == read.year_to else self.usual

    def _this_year(self) -> Period:
        """Of what is promised for every year the year that the title names, else this one, inside the term."""
        if self.usual.kind == "year" or self.term is None:
            return self.usual
        return Period.year(min(max(self.today.year, self.term[0].year), self.term[1].year))


def propose_rows(
    sentences: Sequence[Sentence],
    known: Iterable[Known],
    plans: Mapping[int, Collection[Decimal | None]],
    times: Times,
    *,
    also: Collection[int] = (),
) -> list[Row]:
    """A row for every figure that a sentence of the kind target promises, in reading order.

    `plans`: what the targets of a clause promise already; its figures that none of them has are proposed, not ticked. Not ticked
    either: a sentence without a figure, proposed as to be done or not; a figure whose unit or whose thing is not said.
    `also`: clauses whose rows stand whatever their targets.
    """
    measured = list(known)
    sectors = _sectors(sentences)
    rows: list[Row] = []
    for one in sentences:
        if not one.wanted and one.pk not in also:
            continue
        standing = plans.get(one.pk, ()) if one.pk not in also else ()
        read_here = read_targets(one.text)
        for number, read in enumerate(read_here if len(standing) < len(read_here) else []):
            if read.value not in standing:
                row = _row(one, number, len(rows) + 1, read, sectors[one.pk], measured, times)
                rows.append(replace(row, ticked=not standing and row.ticked))
        if not standing and not any(row.sentence is one for row in rows) and _may_be_done(one):
            rows.append(_to_be_done(one, len(rows) + 1, sectors[one.pk], times.usual))
    return rows


def _may_be_done(one: Sentence) -> bool:
    return not one.heads and len(re.findall(r"[^\W\d_]", one.text)) >= _SHORTEST


def _to_be_done(one: Sentence, line: int, sector: str, period: Period) -> Row:
    name = one.text.strip(" .;,:-–")[:_NAME]
    proposal = Proposal(line, name, "", sector, "status", None, measure="yes_no")
    return Row(f"{one.pk}-0", one, proposal, period, stated_by=stating_kind(name), ticked=False)


def _row(
    one: Sentence, number: int, line: int, read: TargetProposal, sector: str, measured: list[Known], times: Times
) -> Row:
    unit = _unit(read)
    percent = unit == "%"
    low, high = read.value, read.value_to
    if high is not None and high < low:
        low, high = high, low
    comparator = read.comparator
    if read.form != "level":
        comparator = ">" if comparator == ">" else ">="
    name = (read.name or one.text).strip()[:_NAME]
    name = _MOVES.sub("", name) if read.form == "level" else _MOVED.sub("", name)
    alike = _alike(name, unit, read.form, measured)
    if alike is not None and read.form == "level" and alike.better in ("more", "less") and comparator in ("=", "~"):
        comparator = "<=" if alike.better == "less" else ">="
    proposal = Proposal(
        line=line,
        name=alike.name if alike is not None else name[:1].upper() + name[1:],
        unit_of_measure=alike.unit if alike is not None else unit,
        sector=(alike.sector if alike is not None else "") or sector,
        comparator=comparator,
        plan=low,
        plan_to=high,
        tolerance=about(low) if comparator == "~" else None,
        form=read.form,
        measure=measure_of(name, percent, read.form != "level"),
        better=_better(read, comparator),
        part_of_whole=percent and is_share(name) and read.form == "level",
        decimals=decimals_of(low, high, unit),
    )
    baseline = numbers.Number(read.baseline, read.baseline_bound) if read.baseline is not None else None
    return Row(
        key=f"{one.pk}-{number}",
        sentence=one,
        proposal=proposal,
        period=times.of(read),
        baseline=baseline,
        known=alike is not None,
        counted=alike is not None and bool(alike.provider),
        stated_by=(alike.stated_by if alike is not None else "") or stating_kind(f"{name} {unit}"),
        ticked=bool(read.name) and not read.repeats and bool(proposal.unit_of_measure),
    )


def _unit(read: TargetProposal) -> str:
    """The unit of what is measured; that of a change in percent is not said by the sentence."""
    if read.form == "change_relative":
        return ""
    if read.form == "change_points" or read.unit in ("%", "điểm %", "phần trăm"):
        return "%"
    return re.sub(r"/năm$", "", read.unit) if read.form == "average_per_year" else read.unit


def _better(read: TargetProposal, comparator: str) -> str:
    if read.form != "level":
        return "less" if read.falls else "more"
    return {"<=": "less", "<": "less", "=": "exact", "~": "exact", "range": "range"}.get(comparator, "more")


def _alike(name: str, unit: str, form: str, measured: list[Known]) -> Known | None:
    """What the program counts itself under this name, else what is measured already under nearly this name and in this unit;
    nothing where two fit as well."""
    if form == "level" and (key := counted_as(name, unit)):
        counted = [one for one in measured if one.provider == key]
        if len(counted) == 1:
            return counted[0]
    asked = words_of(fold(name))
    fits: list[tuple[float, Known]] = []
    for one in measured:
        words = words_of(fold(one.name))
        if words and asked and (form != "level" or same_unit(one.unit, unit)):
            fits.append((2 * len(words & asked) / (len(words) + len(asked)), one))
    best = max((score for score, _one in fits), default=0.0)
    found = [one for score, one in fits if score == best]
    return found[0] if best >= ALIKE and len(found) == 1 else None


def _sectors(sentences: Sequence[Sentence]) -> dict[int, str]:
    """The sector of each sentence, by the headings above it and its words."""
    by_place = {one.place: one.text for one in sentences if one.heads}
    found = {}
    for one in sentences:
        above = (one.place[:end] for end in range(len(one.place) - _STEP, 0, -_STEP))
        found[one.pk] = sector_for(one.text, [by_place[place] for place in above if place in by_place])
    return found
