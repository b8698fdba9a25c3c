"""Forms of the superior as pages show them: tables to point at, what stands in a cell in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .filled import in_words
from .filling.layout import FORMULA, Layout, Spot
from .models import BlankForm, MappedCell, Relative, What
from .models.blanks import OF_INDICATOR
from .queries.blanks import Figure

KEPT_OUT = {"charts": gettext_lazy("charts"), "pictures": gettext_lazy("pictures")}


@dataclass(frozen=True)
class Cell:
    """A cell of the drawn table. `url`: where to choose what stands here; `chosen` in words; `sign` of a formula."""

    spot: Spot
    url: str
    chosen: str
    anchor: str
    formula: bool

    @property
    def address(self) -> str:
        """As people call it in its sheet: "C3"."""
        return self.spot.place.partition("!")[2]


@dataclass(frozen=True)
class Drawn:
    name: str
    rows: list[list[Cell]]


@dataclass(frozen=True)
class FigureLine:
    label: str
    shown: str
    said: str
    note: str
    url: str


def anchor(place: str) -> str:
    return place.replace("!", "-").replace(".", "-")


def cell_url(form: BlankForm, place: str) -> str:
    return reverse("reports:map_cell", args=[form.pk, place])


def tables(form: BlankForm, layout: Layout, mapped: Mapping[str, MappedCell]) -> list[Drawn]:
    return [
        Drawn(table.name, [[_cell(form, layout, spot, mapped) for spot in row] for row in table.rows])
        for table in layout.tables
    ]


def _cell(form: BlankForm, layout: Layout, spot: Spot, mapped: Mapping[str, MappedCell]) -> Cell:
    chosen = short_words(mapped[spot.place]) if spot.place in mapped else ""
    url = cell_url(form, spot.place) if layout.can_fill(spot.place) else ""
    return Cell(spot, url, chosen, anchor(spot.place), spot.kind == FORMULA)


def blank_lines(form: BlankForm, layout: Layout, mapped: Mapping[str, MappedCell]) -> list[tuple[str, str, str, str]]:
    """(words before, what was chosen, address, anchor) of every dotted blank."""
    return [
        (
            blank.before[-80:].strip(),
            meaning_words(mapped[blank.place]) if blank.place in mapped else "",
            cell_url(form, blank.place),
            anchor(blank.place),
        )
        for blank in layout.blanks
    ]


def open_place(form: BlankForm, layout: Layout, place: str) -> tuple[str, str]:
    """Label and address of a place that nothing was chosen for."""
    return layout.label(place), cell_url(form, place)


def short_words(cell: MappedCell) -> str:
    """In a table: the part of the sentence that the row's own words do not say."""
    what = str(What(cell.what).label)
    if cell.what not in OF_INDICATOR or cell.what == What.PLAN:
        return what
    return f"{what}, {Relative(cell.relative).label}" + (f", {cell.unit.name}" if cell.unit else "")


def meaning_words(cell: MappedCell) -> str:
    """ "Kết nạp đảng viên: giá trị, từ đầu năm, toàn xã"."""
    if cell.indicator is None:
        return short_words(cell)
    name = f"{cell.indicator.name} ({cell.part})" if cell.part else cell.indicator.name
    whole = "" if cell.unit else f", {_('The whole commune').lower()}"
    return f"{name}: {short_words(cell)}{whole}"


def figure_line(figure: Figure) -> FigureLine:
    return FigureLine(figure.cell.label, in_words(figure), meaning_words(figure.cell), figure.note, figure.url)
