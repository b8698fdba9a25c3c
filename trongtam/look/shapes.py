"""Values that the page parts take. A dict with the same keys serves as well."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple


@dataclass(frozen=True)
class Tab:
    label: Any
    url: str
    current: bool = False


@dataclass(frozen=True)
class TallyItem:
    """`band` is one of met, partly, not_met, not_measured; `share` arrives formatted."""

    band: str
    count: int
    share: str = ""
    url: str = ""
    word: Any = None


@dataclass(frozen=True)
class Fact:
    """A term with its value and a small line below; `quiet` sets the value in lead size (a name, not a figure); `url`: what
    the value opens."""

    term: Any
    value: Any
    note: Any = ""
    quiet: bool = False
    invented: bool = False
    url: str = ""


@dataclass(frozen=True)
class Leaf:
    """A stated figure at the end of a trace."""

    name: Any
    value: Any
    note: Any = ""
    url: str = ""
    link: Any = ""


@dataclass(frozen=True)
class Step:
    """A step of a trace or timeline.

    `kind` is root, step or now; `quote` is the sentence of a clause; `sums` are lines of arithmetic.
    """

    label: Any
    title: Any = ""
    kind: str = "step"
    quote: Any = ""
    text: Any = ""
    sums: tuple = ()
    meta: Any = ""
    url: str = ""
    link: Any = ""
    leaves: list[Leaf] = field(default_factory=list)


@dataclass(frozen=True)
class TargetRow:
    """A row of a list of targets; percent is a number or None, `shown` and `of` arrive formatted ("133,33%", "4/3 đảng viên")."""

    name: Any
    url: str
    percent: Any
    shown: str
    of: str
    band: str
    pace: str | None = None
    elapsed: Any = None
    points: tuple = ()
    invented: bool = False
    bound: str = ""


class GridCell(NamedTuple):
    """A month of one unit: what is printed, its band ("" where it is judged by none), where its number opens."""

    shown: str
    band: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    name: Any
    url: str
    cells: tuple[GridCell, ...]
    invented: bool = False


@dataclass(frozen=True)
class Multiple:
    """One of many small drawings on one scale (`ground.charts.multiples`); `label` says it in a sentence."""

    name: Any
    url: str
    drawing: Any
    shown: str
    of: str
    band: str
    label: str
    invented: bool = False


@dataclass(frozen=True)
class EntryRow:
    """A line of an entry sheet: what is asked, the last value beside it, the field, and what the value will change.

    `field` and `estimate` are bound form fields; a row that counts itself has `shown` and `auto` (why) instead.
    """

    name: Any
    unit: Any
    last: str = ""
    hint: Any = ""
    field: Any = None
    estimate: Any = None
    echo: Any = ""
    shown: str = ""
    auto: Any = ""


@dataclass(frozen=True)
class HelpRow:
    name: Any
    url: str
    reason: Any
    meta: Any = ""
    values: tuple = ()


@dataclass(frozen=True)
class ChangeRow:
    name: Any
    before: str
    after: str
    meta: Any = ""
    url: str = ""
    invented: bool = False
