"""A form as an Excel workbook: read as tables, filled in place; formulas and formats stay."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from trongtam.ground.errors import Unreadable
from trongtam.ground.packages import refuse_unsound
from trongtam.ground.phrases import Phrase, gettext_noop

from .layout import EMPTY, FORMULA, NUMBER, Layout, Spot, Table, in_order, kind_of, place_of

MAIN_PART = "xl/workbook.xml"
MOST_UNPACKED = 30 * 2**20
MOST_CELLS, MOST_ROWS, MOST_COLUMNS = 20_000, 2_000, 100
Values = Mapping[str, Decimal | str]


def read(data: bytes) -> Layout:
    """The visible sheets. Raises Unreadable for what is no sound workbook, or is too large for a form."""
    book = _open(data)
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if sum(len(sheet._cells) for sheet in shown) > MOST_CELLS:  # the only count that visits no cell
        raise Unreadable(Phrase(gettext_noop("This is larger than a form. Please send the blank form without data.")))
    tables = tuple(_table(number, sheet) for number, sheet in enumerate(book.worksheets) if sheet in shown)
    return Layout(tables, lost=_lost(data))


def fill(data: bytes, values: Values, *, mark: str = "") -> bytes:
    """The workbook with values in their places, reckoned anew when it is opened. A cell shown as percent takes 95 as 95%. `mark`
    stands in the head of every printed page. Raises KeyError for a place that is not there."""
    book = _open(data)
    for place, value in values.items():
        cell = _cell(book, place)
        if isinstance(value, Decimal) and "%" in cell.number_format:
            value = value / 100
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"  # words of people are never a formula
    for sheet in book.worksheets if mark else ():
        head = sheet.oddHeader.center
        head.text = f"{mark} {head.text}" if head.text else mark
    book.calculation.fullCalcOnLoad = True
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _open(data: bytes) -> Workbook:
    refuse_unsound(data, main_part=MAIN_PART, most_unpacked=MOST_UNPACKED)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the reader tells of features that it leaves out; `_lost` names them
            return load_workbook(BytesIO(data), rich_text=True)
    except Exception as broken:  # the reader has no error of its own: a damaged file fails anywhere inside it
        sentence = gettext_noop("This file could not be read as an Excel workbook. Please save it again as .xlsx.")
        raise Unreadable(Phrase(sentence)) from broken


def _table(number: int, sheet: Worksheet) -> Table:
    spans = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    covered = {
        (row, column)
        for area in spans.values()
        for row in range(area.min_row, min(area.max_row, MOST_ROWS) + 1)
        for column in range(area.min_col, min(area.max_col, MOST_COLUMNS) + 1)
    } - set(spans)
    filled = [key for key, cell in sheet._cells.items() if cell.value is not None or key in spans]
    last_row = min(max((row for row, _ in filled), default=0), MOST_ROWS)
    last_column = min(max((column for _, column in filled), default=0), MOST_COLUMNS)
    spots = []
    for row in range(1, last_row + 1):
        for column in range(1, last_column + 1):
            if (row, column) in covered:
                continue
            area = spans.get((row, column))
            across = area.max_col - area.min_col + 1 if area else 1
            down = area.max_row - area.min_row + 1 if area else 1
            spots.append(_spot(number, sheet, row, column, across, down))
    return Table(sheet.title, in_order(spots))


def _spot(number: int, sheet: Worksheet, row: int, column: int, across: int, down: int) -> Spot:
    known = sheet._cells.get((row, column))
    value = known.value if known is not None else None
    text = "" if value is None else str(value).strip()
    if known is not None and known.data_type == "f":
        kind, text = FORMULA, ""
    elif value is None:
        kind = EMPTY
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        kind = NUMBER
    else:
        kind = kind_of(text)
    return Spot(place_of(number, row - 1, column - 1), row - 1, column - 1, text, kind, across, down)


def _cell(book: Workbook, place: str) -> Cell:
    number, _sign, name = place.partition("!")
    if int(number) >= len(book.worksheets):
        raise KeyError(place)
    cell = book.worksheets[int(number)][name]
    if not isinstance(cell, Cell):  # the covered part of a merged cell
        raise KeyError(place)
    return cell


def _lost(data: bytes) -> tuple[str, ...]:
    """What the writer does not keep."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = package.namelist()
    return tuple(
        word for word, part in (("charts", "xl/charts/"), ("pictures", "xl/media/")) if any(part in n for n in names)
    )
