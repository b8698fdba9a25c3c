"""An entry sheet as its page draws it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..stated import figure_of
from . import entry as words
from .doubts import sentence
from .words import day, inside

if TYPE_CHECKING:
    from ..forms.sheet import Line, SheetForm
    from ..queries import EntryRow, EntrySheet


@dataclass(frozen=True)
class Cell:
    """One thing to type: its label for the ear, the bound field, what stands behind it."""

    label: str
    field: Any
    behind: str = ""


@dataclass(frozen=True)
class DrawnLine:
    """A line of the page; a line that counts itself has `shown` alone."""

    key: int
    name: str
    hint: str
    last: str
    last_label: str
    unit: str
    shown: str = ""
    cells: list[Cell] = field(default_factory=list)
    answer: Any = None
    echo: str = ""
    errors: list[str] = field(default_factory=list)
    estimate: Any = None
    expected: Any = None
    reason: Any = None
    asks_reason: bool = False
    theirs: str = ""
    stands: str = ""
    adopted: bool = False
    statement: Any = None
    keep: Any = None
    doubts: list[str] = field(default_factory=list)
    explain: Any = None


def draw(form: SheetForm) -> list[DrawnLine]:
    return [_draw(row, form.lines.get(row.indicator.pk), form) for row in form.sheet.rows]


def _draw(row: EntryRow, line: Line | None, form: SheetForm) -> DrawnLine:
    indicator = row.indicator
    common: dict[str, Any] = {
        "key": indicator.pk,
        "name": indicator.name,
        "hint": indicator.hint,
        "last": words.shown(row.last, indicator),
        "last_label": words.period_word(row.last_period, form.sheet.period) or _("Before"),
        "unit": "" if indicator.measure == "yes_no" else indicator.unit_of_measure,
    }
    if line is None:
        return DrawnLine(shown=words.live_shown(row), **common)
    # What is asked for now is not called optional.
    line["reason"].field.required, line["explain"].field.required = line.asks_reason, line.asks_words
    return DrawnLine(
        cells=_cells(line, common["name"]),
        answer=line["answer"] if indicator.measure == "yes_no" else None,
        echo=_echo(row, line),
        errors=line.errors,
        estimate=line["estimate"],
        expected=line["expected"],
        reason=line["reason"],
        asks_reason=line.asks_reason,
        theirs=words.shown(figure_of(line.found, indicator), indicator) if line.found is not None else "",
        stands=words.shown(row.figure, indicator) if row.current is not None else "",
        adopted=line.adopted,
        statement=row.current,
        keep=line["kept"] if row.can_keep else None,
        doubts=[sentence(doubt) for doubt in line.doubts],
        explain=line["explain"] if line.asks_words else None,
        **common,
    )


def _echo(row: EntryRow, line: Line) -> str:
    if line.figure is not None and line.figure.kept:
        return _("Stays as in the period before: %(figure)s.") % {"figure": words.shown(line.figure, row.indicator)}
    return words.echo(row, line.figure)


def _cells(line: Line, name: str) -> list[Cell]:
    indicator = line.row.indicator
    if indicator.measure == "ratio":
        return [
            Cell(_("%(name)s: how many") % {"name": name}, line["numerator"], _("out of")),
            Cell(_("%(name)s: out of how many") % {"name": name}, line["denominator"]),
        ]
    if indicator.measure == "composition":
        return [
            Cell(f"{name}: {part}", line[f"part_{place}"], f"% {part}") for place, part in enumerate(indicator.parts)
        ]
    if indicator.measure == "yes_no":
        return []
    return [Cell(name, line["value"], indicator.unit_of_measure)]


def lacking(sheet: EntrySheet) -> list[tuple[str, list[tuple[str, str]]]]:
    """Spans before the sheet that lack figures, in a sentence, with the sheets that fill them: code and name."""
    found = []
    for (first, last), periods, count in sheet.gaps:
        said = ngettext(
            "%(n)d line has no figure %(span)s, so its target cannot be judged.",
            "%(n)d lines have no figure %(span)s, so their targets cannot be judged.",
            count,
        ) % {"n": count, "span": words.span(first, last)}
        found.append((said, [(one.code, inside(words.month_name(one))) for one in periods]))
    return found


def not_closed(sheet: EntrySheet) -> str:
    """Before the period closes: its figures are estimates, and from which day the board shows them."""
    if sheet.closed or sheet.reads_until is None:
        return ""
    names = {"due": day(sheet.due_on), "until": day(sheet.reads_until)}
    return (
        _(
            "Not closed before %(due)s: until then figures are estimates. "
            "The board reads until %(until)s now and shows them from %(due)s on."
        )
        % names
    )


def progress_words(form: SheetForm) -> str:
    total = form.sheet.total
    return ngettext("%(filled)s/%(n)s line has a figure", "%(filled)s/%(n)s lines have figures", total) % {
        "filled": form.filled,
        "n": total,
    }


def bad_words(form: SheetForm) -> str:
    bad = len(form.bad)
    return ngettext("%(n)s line to correct", "%(n)s lines to correct", bad) % {"n": bad} if bad else ""
