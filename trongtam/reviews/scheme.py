"""A scheme of classification: criteria with points, levels with score and conditions, caps, steps. Dated data, pure.

A scheme names its source, and each part says whether it was compared with the official text (`checked`). Levels stand best
first. A level with `within` is a title chosen among those of another level ("trong đó"): no score leads to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from trongtam.ground.errors import Refused
from trongtam.ground.phrases import Phrase, gettext_noop

Subject = Literal["organisation", "collective", "leader", "member"]
ItemKind = Literal["points", "all_or_none", "percent", "grade"]
Op = Literal[">=", "<=", "=", "true", "false"]
Per = Literal["unit", "group"]
Value = Decimal | bool | None

SUBJECTS: tuple[str, ...] = ("organisation", "collective", "leader", "member")
OPS: tuple[str, ...] = (">=", "<=", "=", "true", "false")
ITEM_KINDS: tuple[str, ...] = ("points", "all_or_none", "percent", "grade")

# Steps by which a round goes on; a scheme may name others that are only told.
STAGES: tuple[str, ...] = ("self", "collective", "appraisal", "decision")
ALWAYS = frozenset({"self", "decision"})

# What conditions read from the scores themselves.
LEAST_GRADE = "least_grade"
DERIVED = ("grade:", "item:", "group:")


@dataclass(frozen=True, slots=True)
class Condition:
    """`fact`: a code of `fact_codes`, `least_grade`, or `grade:`, `item:`, `group:` with a code of the scheme."""

    fact: str
    op: Op
    value: Decimal | None
    title: str
    checked: bool = False

    def holds(self, known: Value) -> bool | None:
        """None where the fact is unknown."""
        if known is None:
            return None
        if self.op in ("true", "false"):
            return bool(known) is (self.op == "true")
        number = Decimal(known)
        least = self.value if self.value is not None else Decimal(0)
        return number >= least if self.op == ">=" else number <= least if self.op == "<=" else number == least


@dataclass(frozen=True, slots=True)
class Item:
    """One line to score: 0…`most`, or only 0 and `most` (`all_or_none`), a percentage, or a grade 1…`most`."""

    code: str
    title: str
    most: Decimal
    kind: ItemKind = "points"


@dataclass(frozen=True, slots=True)
class Deduction:
    """Each occurrence of a counted fact takes `each` from the value of the item `of`, which never falls below 0."""

    fact: str
    of: str
    each: Decimal
    title: str


@dataclass(frozen=True, slots=True)
class Group:
    """Items whose points add up; of percentages the mean, as that share of `most`; grades give no points."""

    code: str
    title: str
    items: tuple[Item, ...]
    most: Decimal
    checked: bool = False

    @property
    def kind(self) -> ItemKind:
        return self.items[0].kind if self.items else "points"


@dataclass(frozen=True, slots=True)
class Level:
    """`at_least` None: no score is asked for. Conditions of a lower level hold for every higher one too."""

    code: str
    title: str
    at_least: Decimal | None = None
    conditions: tuple[Condition, ...] = ()
    within: str | None = None
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Cap:
    """Those of `level` at most `share` % of those of the levels `counted`, in each unit or each group of like duties of a unit.

    `counted` is `of` alone, or `of` and all better ones; the scheme says which, with its source.
    """

    level: str
    of: str
    counted: tuple[str, ...]
    share: Decimal
    per: Per
    source: str = ""
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """`by` says in words who takes the step; `ballot`: a secret ballot goes before it."""

    code: str
    title: str
    by: str = ""
    ballot: bool = False
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Scheme:
    """In force from `valid_from` up to and including `valid_to` (None: open). Raises Refused when it contradicts itself.

    `cycle`: what it rates, a year or a quarter. `grades`: names of the grades 1, 2, 3 … where items are graded. `nests`: pairs
    (inner, head): in a nested table the inner level is shown inside the head. `notes`: what was not compared with the text.
    """

    code: str
    title: str
    subject: str
    form: str
    valid_from: date
    valid_to: date | None
    groups: tuple[Group, ...]
    levels: tuple[Level, ...]
    caps: tuple[Cap, ...] = ()
    steps: tuple[Step, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    grades: tuple[str, ...] = ()
    nests: tuple[tuple[str, str], ...] = ()
    cycle: str = "year"
    source: str = ""
    checked: bool = False
    notes: tuple[str, ...] = ()
    items: dict[str, Item] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        from .scheme_checks import complaints

        listed = [item for group in self.groups for item in group.items]
        object.__setattr__(self, "items", {item.code: item for item in listed})
        if found := complaints(self, listed):
            raise Refused(
                Phrase(gettext_noop("This scheme cannot stand so: %(why)s"), why="; ".join(str(one) for one in found))
            )

    @property
    def most(self) -> Decimal:
        """The most points that can be had."""
        return sum((group.most for group in self.groups if group.kind != "grade"), Decimal(0))

    @property
    def proper(self) -> tuple[Level, ...]:
        """The levels that score and conditions lead to, best first; without titles chosen within another."""
        return tuple(level for level in self.levels if level.within is None)

    @property
    def stages(self) -> tuple[str, ...]:
        """What a round waits for, in order: the own word and the decision always, the collective's word and the appraisal where
        the scheme has them as steps; all four where it names no steps. Other steps (registering products) are told only."""
        named = {step.code for step in self.steps} or set(STAGES)
        return tuple(code for code in STAGES if code in named or code in ALWAYS)

    @property
    def votes_in_secret(self) -> bool:
        """Whether a secret ballot goes before the collective's proposal."""
        return "collective" in self.stages and all(step.ballot for step in self.steps if step.code == "collective")

    @property
    def is_scored(self) -> bool:
        return any(level.at_least is not None for level in self.proper)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(level.code for level in self.levels)

    def level(self, code: str) -> Level:
        """Raises Refused for a level that the scheme does not have."""
        for level in self.levels:
            if level.code == code:
                return level
        raise Refused(Phrase(gettext_noop("This scheme has no level “%(code)s”."), code=code), field="level")

    def base_of(self, code: str) -> Level:
        """The proper level behind a level: itself, or the one that a title is chosen within."""
        level = self.level(code)
        return level if level.within is None else self.base_of(level.within)

    def is_better(self, one: str, other: str) -> bool:
        """True when `one` stands above `other`; a title counts as its proper level."""
        ranks = {level.code: rank for rank, level in enumerate(self.proper)}
        return ranks[self.base_of(one).code] < ranks[self.base_of(other).code]

    @property
    def facts(self) -> tuple[str, ...]:
        """Codes of all facts that it asks for, each once; those read from the scores are left out."""
        asked = [c.fact for level in self.levels for c in level.conditions] + [d.fact for d in self.deductions]
        return tuple(dict.fromkeys(code for code in asked if not is_derived(code)))


def is_derived(fact: str) -> bool:
    """Whether a condition reads the scores and not a fact."""
    return fact == LEAST_GRADE or fact.startswith(DERIVED)


def levels_from(levels: Sequence[Level], of: str) -> tuple[str, ...]:
    """`of` and every better level, best first."""
    codes = [level.code for level in levels]
    return tuple(codes[: codes.index(of) + 1]) if of in codes else (of,)
