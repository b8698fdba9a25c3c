"""The scoring forms of cell meetings as dated data, what the program proposes by itself, and the rating of a year. Pure.

A form (`ground.scoring.Form`) stands in `data/scoring.toml` with what is said about it: for which kinds of meeting, in which
place, which items the program computes, and which points were not compared with any document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from trongtam.ground import scoring
from trongtam.ground.scoring import Form, FullMarks, Group, Item, Level, Option, Result

from .calendar_of_cell import Length
from .dated import table

USUAL = "khung-5"


@dataclass(frozen=True, slots=True)
class YearRule:
    """A year is rated at `level` when its average and so many months reach it, no month has a level of `never`, and (`all_held`)
    every regular and thematic meeting was held."""

    average: Decimal
    months: int
    level: str
    never: frozenset[str]
    all_held: bool


@dataclass(frozen=True, slots=True)
class ScoringForm:
    """`computed`: item → what proposes its answer; `unexcused`: item → its answer as soon as one is away without a reason;
    `illustrative`: items whose points were not compared with a document; `year` None: the form says nothing about a year."""

    form: Form
    kinds: frozenset[str]
    place: str
    computed: Mapping[str, str]
    unexcused: Mapping[str, str]
    illustrative: frozenset[str]
    year: YearRule | None

    @property
    def code(self) -> str:
        return self.form.code


@cache
def scoring_forms() -> dict[str, ScoringForm]:
    """All known forms by code. Raises ValueError for one that contradicts itself."""
    return {row["code"]: _read(row) for row in table("scoring.toml")["forms"]}


def _read(row: dict[str, Any]) -> ScoringForm:
    lines = [item for group in row["groups"] for item in group["items"]]
    full = row.get("full_marks", {})
    levels = [
        Level(code, title, Decimal(least), (FullMarks(frozenset(full[code])),) if code in full else ())
        for code, title, least in row["levels"]
    ]
    form = Form(
        code=row["code"],
        title=row["title"],
        groups=[Group(one["code"], one["title"], [_item(item) for item in one["items"]]) for one in row["groups"]],
        levels=levels,
        valid_from=row["valid_from"],
        valid_to=row.get("valid_to"),
        source=row["source"],
        checked=row["checked"],
    )
    return ScoringForm(
        form,
        frozenset(row["kinds"]),
        row["place"],
        {item["code"]: item["computed"] for item in lines if "computed" in item},
        {item["code"]: item["unexcused"] for item in lines if "unexcused" in item},
        frozenset(item["code"] for item in lines if item.get("illustrative")),
        _year(row.get("year")),
    )


def _item(row: dict[str, Any]) -> Item:
    options = [
        Option(code, title, Decimal(str(points)), Decimal(str(least[0])) if least else None)
        for code, title, points, *least in row["options"]
    ]
    return Item(row["code"], row["title"], options, row.get("when_held", False))


def _year(row: dict[str, Any] | None) -> YearRule | None:
    if row is None:
        return None
    return YearRule(Decimal(row["average"]), row["months"], row["level"], frozenset(row["never"]), row["all_held"])


def form_for(kind: str, day: date, chosen: Sequence[str] = ()) -> ScoringForm | None:
    """The form for a meeting of a kind on a day: of those that the place has chosen, else the usual one; None where no form
    holds on the day, or none is for meetings of the kind."""
    known = scoring_forms()
    for codes in (chosen, (USUAL,)):
        fitting = {code: known[code] for code in codes if code in known and kind in known[code].kinds}
        found = scoring.form_on((one.form for one in fitting.values()), day)
        if found is not None:
            return known[found.code]
    return None


def is_scored(kind: str) -> bool:
    """Whether any form is for meetings of a kind: those of cells are scored, those of committees and briefings are not."""
    return any(kind in one.kinds for one in scoring_forms().values())


# -- what the program proposes -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a meeting when it is scored. Shares in percent, None where there is nothing to count."""

    attendance: Decimal | None = None
    unexcused: int = 0
    conclusions: Decimal | None = None
    in_time: bool | None = None
    length: Length = "unknown"
    minutes_kept: bool | None = None
    thematic_held: bool = False


def _graded(form: ScoringForm, item: Item, value: Decimal | None) -> str | None:
    return item.option_for(value).code if value is not None else None


def _yes_or_no(item: Item, holds: bool | None) -> str | None:
    if holds is None:
        return None
    ordered = sorted(item.options, key=lambda option: option.points)
    return ordered[-1 if holds else 0].code


def _attendance(form: ScoringForm, item: Item, facts: Facts) -> str | None:
    if facts.unexcused and item.code in form.unexcused:
        return form.unexcused[item.code]
    return _graded(form, item, facts.attendance)


_PROPOSE: dict[str, Callable[[ScoringForm, Item, Facts], str | None]] = {
    "attendance": _attendance,
    "conclusions": lambda form, item, facts: _graded(form, item, facts.conclusions),
    "day": lambda _form, item, facts: _yes_or_no(item, facts.in_time),
    "length": lambda _form, item, facts: _yes_or_no(
        item, None if facts.length == "unknown" else facts.length == "enough"
    ),
    "minutes": lambda _form, item, facts: _yes_or_no(item, facts.minutes_kept),
}


def proposed(form: ScoringForm, facts: Facts) -> dict[str, str]:
    """Item → the answer that follows from what is known; items that only people can judge have none."""
    items = form.form.items
    found = {code: _PROPOSE[what](form, items[code], facts) for code, what in form.computed.items()}
    return {code: answer for code, answer in found.items() if answer is not None}


def without_occasion(form: ScoringForm, facts: Facts) -> frozenset[str]:
    """The items that do not count this month: the thematic one where no thematic meeting was held."""
    return frozenset(code for code, item in form.form.items.items() if item.when_held and not facts.thematic_held)


def scored(form: ScoringForm, answers: Mapping[str, str], facts: Facts) -> Result:
    """Total, groups and level. Raises KeyError for an unknown item or answer."""
    out = without_occasion(form, facts)
    return scoring.score(form.form, {k: v for k, v in answers.items() if k not in out}, not_held=out)


def conclusions_share(outcomes: Iterable[str]) -> Decimal | None:
    """How much of what the last meetings left was done, in percent: of the items told as done, carried or cancelled. A cancelled
    one leaves the base, for nothing was owed any more. None where nothing was left."""
    counted = [one for one in outcomes if one in ("done", "carried")]
    if not counted:
        return None
    return Decimal(counted.count("done") * 100) / len(counted)


# -- a year ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MonthScore:
    month: int
    total: Decimal
    level: str


@dataclass(frozen=True, slots=True)
class YearRating:
    """`reached`: the year has the level of the rule. `lacks` names what keeps it away: average, months, never, held."""

    reached: bool
    average: Decimal | None
    months: int
    lacks: tuple[str, ...]


def rate_year(scores: Sequence[MonthScore], rule: YearRule, *, all_held: bool) -> YearRating:
    """A year by the form's rule; `all_held`: every regular meeting and the thematic one of each quarter."""
    if not scores:
        return YearRating(False, None, 0, ("average", "months", *(("held",) if rule.all_held and not all_held else ())))
    average = sum((one.total for one in scores), Decimal(0)) / len(scores)
    months = sum(1 for one in scores if one.level == rule.level)
    lacks = []
    if average < rule.average:
        lacks.append("average")
    if months < rule.months:
        lacks.append("months")
    if any(one.level in rule.never for one in scores):
        lacks.append("never")
    if rule.all_held and not all_held:
        lacks.append("held")
    return YearRating(not lacks, average.quantize(Decimal("0.01")), months, tuple(lacks))
