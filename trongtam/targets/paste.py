"""Targets pasted as a table from Word or Excel, read line by line into proposals. Text in, plain values out; no database.

Cells are parted by tabs (what both programs put on the clipboard), or by | or ; where there are none. A heading line names
the columns (chỉ tiêu, đơn vị tính, kế hoạch); without one the order is number, name, unit of measure, plan. A line with a
name alone is a heading and may set the sector. Nothing is guessed silently: a line that cannot be read says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from trongtam.ground.errors import Refused, Unreadable
from trongtam.ground.numbers import read
from trongtam.ground.phrases import Phrase, gettext_noop
from trongtam.ground.vntext import fold
from trongtam.resolutions.reader import is_harm

from .figures.bounds import ABOUT_SHARE
from .plan_words import SPAN, split_words
from .topics import sector_for, sectors_of_heading


@dataclass(frozen=True)
class Proposal:
    """One line that reads as a target. `line` counts from 1. `form` is level or a change since a baseline (which is then
    still to be given); `tolerance`: of "khoảng 40"; `measure` and `better` are what the words suggest, the person may
    change them."""

    line: int
    name: str
    unit_of_measure: str
    sector: str
    comparator: str
    plan: Decimal | None
    plan_to: Decimal | None = None
    tolerance: Decimal | None = None
    form: str = "level"
    measure: str = "flow"
    better: str = "more"
    part_of_whole: bool = False
    decimals: int = 0


@dataclass(frozen=True)
class Problem:
    """One line that does not, with its text and the refusal that says why."""

    line: int
    text: str
    refusal: Refused


@dataclass(frozen=True)
class Table:
    """What was read, in the order of the lines."""

    proposals: tuple[Proposal, ...]
    problems: tuple[Problem, ...]


MEASURED_DECIMALS = 2
_MEASURED = frozenset(
    {
        "%",
        "km",
        "m",
        "m2",
        "m3",
        "m²",
        "m³",
        "ha",
        "hecta",
        "tan",
        "ta",
        "yen",
        "kg",
        "lit",
        "ty",
        "trieu",
        "kwh",
        "mw",
        "diem",
    }
)

_HEADINGS = {
    "number": ("tt", "stt", "so tt"),
    "name": ("chi tieu", "noi dung", "ten chi tieu", "cac chi tieu", "chi tieu chu yeu", "target", "name"),
    "unit": ("don vi tinh", "dvt", "don vi", "unit", "unit of measure"),
    "plan": ("ke hoach", "kh", "muc tieu", "chi tieu giao", "ke hoach giao", "plan"),
}
_NUMBERING = re.compile(r"\(?(?:[0-9]{1,3}(?:\.[0-9]{1,2})*|[ivx]{1,6}|[a-z])[.)]?", re.IGNORECASE)
_LEADING_NUMBER = re.compile(r"^\(?(?:[0-9]{1,2}(?:\.[0-9]{1,2})*|[IVX]{1,5}|[a-zA-Z])[.)]\s+")
_BULLETS = "-–—•*+ "
_STATUS = ("dat", "hoan thanh", "dat chuan", "duoc cong nhan", "giu vung", "duy tri", "co", "yes")
_FALLS, _RISES = ("giam",), ("tang",)
_STATES = ("thu nhap", "dien tich", "tong dan", "dan so", "so ho", "hien co")


def read_table(text: str) -> Table:
    """Read a pasted table. Empty lines and lines of rules are skipped."""
    proposals: list[Proposal] = []
    problems: list[Problem] = []
    state = _State()
    for line, cells in _lines(text):
        try:
            found = state.take(line, cells)
        except Refused as refusal:
            problems.append(Problem(line, " · ".join(cell for cell in cells if cell), refusal))
            continue
        if found is not None:
            proposals.append(found)
    return Table(tuple(proposals), tuple(problems))


@dataclass
class _State:
    """What earlier lines have settled: the columns and the heading that names a sector."""

    columns: dict[str, int] = field(default_factory=dict)
    heading: str = ""

    def take(self, line: int, cells: list[str]) -> Proposal | None:
        named = _columns_named(cells)
        if named:
            self.columns = named
            return None
        name, unit, plan = self._parted(cells)
        if not name and not plan:
            return None
        if not plan:
            self._heading(name, unit)
            return None
        if not name:
            raise Refused(Phrase(gettext_noop("The name of the target is missing.")), field="name")
        return _propose(line, name, unit, plan, sector_for(name, [self.heading]))

    def _parted(self, cells: list[str]) -> tuple[str, str, str]:
        if self.columns:
            name, unit, plan = (self._cell(cells, key) for key in ("name", "unit", "plan"))
        else:
            rest = cells[1:] if (len(cells) > 1 and _NUMBERING.fullmatch(cells[0])) or not cells[0] else cells
            name, unit, plan = _by_order([cell for cell in rest if cell])
        return _LEADING_NUMBER.sub("", name).strip(_BULLETS), unit, plan

    def _cell(self, cells: list[str], key: str) -> str:
        place = self.columns.get(key)
        return cells[place] if place is not None and place < len(cells) else ""

    def _heading(self, name: str, unit: str) -> None:
        telling = sectors_of_heading(name)
        if not telling and unit:
            raise Refused(Phrase(gettext_noop("The plan of “%(name)s” is missing."), name=name), field="plan")
        self.heading = name if telling else self.heading


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if not raw.strip() or not re.search(r"\w", raw):
            continue
        mark = next((mark for mark in ("\t", "|", ";") if mark in raw), "\t")
        cells = [" ".join(cell.split()) for cell in raw.split(mark)]
        if mark == "|":
            cells = cells[1 if not cells[0] else 0 : -1 if not cells[-1] else None]
        yield number, cells


def _columns_named(cells: list[str]) -> dict[str, int]:
    """The columns that a heading line names; empty when it names no name and plan."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        plain = fold(cell)
        for key, words in _HEADINGS.items():
            if key not in found and (plain in words or (key == "plan" and re.match(r"(ke hoach|muc tieu|kh) ", plain))):
                found[key] = place
                break
    return found if "name" in found and "plan" in found else {}


def _by_order(cells: list[str]) -> tuple[str, str, str]:
    if len(cells) >= 3:
        return cells[0], cells[1], cells[2]
    if len(cells) == 2:
        return cells[0], "", cells[1]
    return (cells[0] if cells else ""), "", ""


# -- one plan ----------------------------------------------------------------------------------------------------------


def _propose(line: int, name: str, unit: str, plan: str, sector: str) -> Proposal:
    plain = fold(plan)
    if plain in _STATUS:
        return Proposal(line, name, unit, sector, "status", None, measure="yes_no")
    change = _word_at_start(plain, _FALLS) or _word_at_start(plain, _RISES)
    body = plain[len(change) :].strip() if change else plain
    comparator, figure = split_words(body)
    low, high, unit = _figures(figure, unit, plan)
    percent = unit.strip().startswith("%")
    if not comparator and not change and is_harm(name):
        comparator = "<="
    better = "less" if change in _FALLS or comparator in ("<=", "<") else "more"
    if high is not None:
        comparator, better = "range", "range"
    if comparator in ("=", "~") and not change:
        better = "exact"
    form = ("change_points" if percent else "change_absolute") if change else "level"
    if change:
        comparator = ">" if comparator == ">" else ">="
    return Proposal(
        line=line,
        name=name,
        unit_of_measure=unit,
        sector=sector,
        comparator=comparator or ">=",
        plan=low,
        plan_to=high,
        tolerance=about(low) if comparator == "~" and not change else None,
        form=form,
        measure=measure_of(name, percent, bool(change)),
        better=better,
        part_of_whole=percent and is_share(name),
        decimals=decimals_of(low, high, unit),
    )


def is_share(name: str) -> bool:
    """Whether a percentage of this name is a part of a whole; growth may be above 100."""
    return not re.search(r"\b(tang|toc do|vuot)\b", fold(name))


def decimals_of(low: Decimal | None, high: Decimal | None, unit: str) -> int:
    """Digits after the comma that the figures may have: as many as the plan, and two of what is measured, not counted: a
    plan of 3 km is answered with 2,5 km."""
    return max(_places(low), _places(high), MEASURED_DECIMALS if is_measured(unit) else 0)


def is_measured(unit: str) -> bool:
    """Whether a unit of measure takes fractions: shares, lengths, areas, weights, amounts in millions; not persons, not đồng."""
    words = fold(unit).partition("/")[0].split()
    return bool(words) and (words[0] in _MEASURED or (len(words) > 1 and words[-1] == "dong"))


def measure_of(name: str, percent: bool, change: bool) -> str:
    """The kind of quantity that the name of a plan suggests."""
    if percent:
        return "ratio"
    return "stock" if change or any(word in fold(name) for word in _STATES) else "flow"


def _word_at_start(plain: str, words: tuple[str, ...]) -> str:
    return next((word for word in words if plain == word or plain.startswith(f"{word} ")), "")


def _figures(figure: str, unit: str, shown: str) -> tuple[Decimal, Decimal | None, str]:
    """One number or a span, with the unit of measure that stands behind it when the column has none."""
    span = SPAN.match(figure)
    if span is not None:
        low, high = read(span["low"]).value, read(span["high"]).value
        if high < low:
            raise Unreadable(
                Phrase(gettext_noop("In “%(text)s” the second number is smaller than the first."), text=shown)
            )
        return low, high, unit or _unit_as_typed(shown)
    found = re.match(r"[-+]?\d[\d., ]*", figure)
    if found is None:
        raise Unreadable(
            Phrase(gettext_noop("“%(text)s” holds no number; write for example “từ 3 trở lên”."), text=shown)
        )
    return read(found[0].strip(" .,")).value, None, unit or _unit_as_typed(shown)


def _unit_as_typed(shown: str) -> str:
    """What stands behind the last number of the plan, as it was typed, without the closing words."""
    behind = re.split(r"\d[\d.,]*", shown)[-1].strip()
    return re.sub(r"\s*(trở lên|trở xuống|trở đi)\s*$", "", behind, flags=re.IGNORECASE).strip(" .;,")


def same_unit(one: str, other: str) -> bool:
    """Whether two units of measure can be the same: equal, one left out, or one longer by words ("triệu đồng/người")."""
    first, second = sorted((fold(one), fold(other)), key=len)
    return not first or first == second or second.startswith((f"{first} ", f"{first}/"))


def about(plan: Decimal) -> Decimal:
    """How far from an "about" the truth may lie, as a proposal: a tenth, as for stated figures that are about."""
    return abs(plan * ABOUT_SHARE).normalize() + 0


def _places(number: Decimal | None) -> int:
    if number is None:
        return 0
    exponent = number.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0
