"""Scoring forms: groups of items with graded options, levels with their cut-offs and conditions, gates that cap a level.

A form is dated data: which one applies is picked by the date of the fact. Scoring is pure: a form and the chosen
options give a total, the points of each group, the level, and what kept a higher level away. Several columns of one
sheet (the cell's own score, the superior's) are several calls.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of an item. `at_least`: from this measured value on it is the right answer (85 for "from 85 %")."""

    code: str
    title: str
    points: Decimal
    at_least: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the sheet. `when_held`: it counts only when what it judges took place (a thematic meeting)."""

    code: str
    title: str
    options: Sequence[Option]
    when_held: bool = False

    @property
    def most(self) -> Decimal:
        return max(option.points for option in self.options)

    def option(self, code: str) -> Option:
        """Raises KeyError for an answer that the item does not have."""
        for option in self.options:
            if option.code == code:
                return option
        raise KeyError(f"{self.code} has no option {code!r}")

    def option_for(self, value: Decimal) -> Option:
        """The graded option of a measured value: the highest threshold that it reaches, else the one without.

        Raises LookupError where the item is not graded by a value or the value lies below every threshold.
        """
        graded = [option for option in self.options if option.at_least is not None and option.at_least <= value]
        if graded:
            return max(graded, key=lambda option: option.at_least or Decimal(0))
        rest = [option for option in self.options if option.at_least is None]
        if len(rest) == 1 and len(rest) < len(self.options):
            return rest[0]
        raise LookupError(f"{self.code} has no option for {value}")


@dataclass(frozen=True, slots=True)
class Group:
    code: str
    title: str
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class FullMarks:
    """A condition of a level: these items have all their points. An item that was not held does not count against it."""

    items: frozenset[str]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A condition of a level: one group or item has at least so many points."""

    of: str
    points: Decimal


Condition = FullMarks | AtLeast
Points = dict[str, Decimal]


@dataclass(frozen=True, slots=True)
class Level:
    """Reached from `at_least` points on, if every condition holds; else the next lower level whose own hold."""

    code: str
    title: str
    at_least: Decimal
    needs: Sequence[Condition] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """One of these answers to `item` keeps the level at `ceiling` or below, whatever the total."""

    code: str
    title: str
    item: str
    options: frozenset[str]
    ceiling: str


@dataclass(frozen=True, slots=True)
class Form:
    """A scoring form in force from `valid_from` to `valid_to` (None: open), with its legal source.

    `levels` stand from the highest to the lowest; the lowest begins at zero and has no conditions, so a complete sheet
    always has a level. `not_held` says what an item without occasion does: "rescale" counts the rest as the whole,
    "leave" lets its points be missing. Raises ValueError for a form that contradicts itself.
    """

    code: str
    title: str
    groups: Sequence[Group]
    levels: Sequence[Level]
    gates: Sequence[Gate] = ()
    not_held: Literal["rescale", "leave"] = "rescale"
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    checked: bool = False

    def __post_init__(self) -> None:
        complaints = [*_codes_complaints(self), *_level_complaints(self), *_reference_complaints(self)]
        if complaints:
            raise ValueError(f"{self.code}: {'; '.join(complaints)}")

    @property
    def items(self) -> dict[str, Item]:
        return {item.code: item for group in self.groups for item in group.items}

    @property
    def most(self) -> Decimal:
        return sum((item.most for item in self.items.values()), Decimal(0))


def _codes_complaints(form: Form) -> list[str]:
    items = [item for group in form.groups for item in group.items]
    found = _twice([*(group.code for group in form.groups), *(item.code for item in items)])
    for item in items:
        found += _twice(option.code for option in item.options)
        if not item.options:
            found.append(f"{item.code} has no options")
        if any(option.points < 0 for option in item.options):
            found.append(f"{item.code} has negative points")
    if not items:
        found.append("there is nothing to score")
    return found


def _level_complaints(form: Form) -> list[str]:
    found = _twice(level.code for level in form.levels)
    cuts = [level.at_least for level in form.levels]
    if not cuts or cuts[-1] != 0 or form.levels[-1].needs:
        found.append("the lowest level must begin at zero without conditions")
    # Two levels may share a cut-off when the higher one has conditions.
    if cuts != sorted(cuts, reverse=True):
        found.append("levels must stand from the highest to the lowest")
    return found


def _reference_complaints(form: Form) -> list[str]:
    items, levels = form.items, {level.code for level in form.levels}
    scored = items.keys() | {group.code for group in form.groups}
    found = []
    for level in form.levels:
        for need in level.needs:
            known = need.items <= items.keys() if isinstance(need, FullMarks) else need.of in scored
            if not known:
                found.append(f"level {level.code} needs something unknown")
    for gate in form.gates:
        options = {option.code for option in items[gate.item].options} if gate.item in items else set()
        if not gate.options or not gate.options <= options or gate.ceiling not in levels:
            found.append(f"gate {gate.code} names something unknown")
    return found


def _twice(codes: Iterable[str]) -> list[str]:
    listed = list(codes)
    return [f"{code} stands twice" for code in sorted({code for code in listed if listed.count(code) > 1})]


@dataclass(frozen=True, slots=True)
class Result:
    """What a sheet comes to.

    `total` is what the levels are judged by, `points` the plain sum, `possible` the most that could be had. `groups`
    holds the points of each. `level` is None while answers are `missing`. `failed` names the levels that the total
    reached but whose conditions did not hold, `capped_by` the gates that lowered the level.
    """

    total: Decimal
    points: Decimal
    possible: Decimal
    groups: dict[str, Decimal]
    level: Level | None
    failed: tuple[Level, ...]
    capped_by: tuple[Gate, ...]
    missing: tuple[str, ...]


def score(form: Form, answers: Mapping[str, str], *, not_held: frozenset[str] = frozenset()) -> Result:
    """Score a sheet: `answers` maps items to the code of the chosen option; `not_held` names items without occasion.

    Raises KeyError for an unknown item or option, ValueError for an item in `not_held` that always counts.
    """
    items = form.items
    _refuse_unknown(items, answers, not_held)
    counted = {code: item for code, item in items.items() if code not in not_held}
    had = {code: item.option(answers[code]).points for code, item in counted.items() if code in answers}
    groups = {g.code: sum((had.get(item.code, Decimal(0)) for item in g.items), Decimal(0)) for g in form.groups}
    points = sum(had.values(), Decimal(0))
    possible = sum((item.most for item in counted.values()), Decimal(0))
    rescaled = form.not_held == "rescale" and 0 < possible < form.most
    total = points * form.most / possible if rescaled else points
    missing = tuple(code for code in counted if code not in answers)
    if missing:
        return Result(total, points, possible, groups, None, (), (), missing)
    failed, earned = _earned(form, total, groups, had, counted)
    level, capped_by = _capped(form, earned, answers, counted)
    return Result(total, points, possible, groups, form.levels[level], failed, capped_by, ())


def _refuse_unknown(items: Mapping[str, Item], answers: Mapping[str, str], not_held: frozenset[str]) -> None:
    if unknown := (answers.keys() | not_held) - items.keys():
        raise KeyError(f"no such items: {', '.join(sorted(unknown))}")
    if always := sorted(code for code in not_held if not items[code].when_held):
        raise ValueError(f"these items always count: {', '.join(always)}")


def _earned(
    form: Form, total: Decimal, groups: Points, had: Points, counted: Mapping[str, Item]
) -> tuple[tuple[Level, ...], int]:
    """The highest level whose cut-off is reached and whose conditions hold, and those passed over."""
    failed: list[Level] = []
    for rank, level in enumerate(form.levels):
        if total < level.at_least:
            continue
        if all(_holds(need, groups, had, counted) for need in level.needs):
            return tuple(failed), rank
        failed.append(level)
    raise AssertionError("the lowest level begins at zero without conditions")


def _holds(need: Condition, groups: Points, had: Points, counted: Mapping[str, Item]) -> bool:
    if isinstance(need, FullMarks):
        return all(had[code] == counted[code].most for code in need.items if code in counted)
    return (groups | had).get(need.of, need.points) >= need.points


def _capped(
    form: Form, earned: int, answers: Mapping[str, str], counted: Mapping[str, Item]
) -> tuple[int, tuple[Gate, ...]]:
    """Levels are counted from the highest, so a cap can only make the number larger."""
    rank = {level.code: number for number, level in enumerate(form.levels)}
    shut = [gate for gate in form.gates if gate.item in counted and answers[gate.item] in gate.options]
    lowest = max([earned, *(rank[gate.ceiling] for gate in shut)])
    return lowest, tuple(gate for gate in shut if rank[gate.ceiling] > earned)


def form_on(forms: Iterable[Form], day: date) -> Form | None:
    """The form in force on the day of the fact; the one that began last where several are; None where none is."""
    valid = [
        form
        for form in forms
        if (form.valid_from is None or form.valid_from <= day) and (form.valid_to is None or day <= form.valid_to)
    ]
    return max(valid, key=lambda form: form.valid_from or date.min, default=None)
