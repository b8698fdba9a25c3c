"""Excel workbooks out and in, and tables pasted from Word or Excel.

Numbers and dates are real cells; words from people are always text, never a formula. What is written here is read
back by `read_rows` as it was, so an exported sheet can be imported.
"""

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from trongtam.ground.errors import Unreadable
from trongtam.ground.packages import WORKBOOK, refuse_unsound

Kind = Literal["text", "number", "percent", "date"]
DEMO_MARK = "DỮ LIỆU MINH HỌA"
LONGEST_CELL = 32_767
MOST_ROWS, MOST_COLUMNS = 20_000, 200
MOST_BYTES, MOST_UNPACKED = 10 * 2**20, 100 * 2**20
MOST_PASTED = 1_000_000

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HAIR = Side(style="thin", color="B7A688")


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in characters. `decimals`: at most so many are shown; the cell keeps the exact value."""

    title: str
    kind: Kind = "text"
    width: float = 16
    decimals: int = 2


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that opens an address: the proof of its number."""

    value: str | Decimal | int
    href: str


Value = str | Decimal | int | date | Link | None


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]


def write_workbook(sheets: Sequence[Sheet], *, demo: bool = False) -> bytes:
    """An .xlsx with one sheet each; the head stays in sight. `demo` marks every sheet, on screen and in print.

    Percent columns take values in percent (133.33) and show the sign. Raises ValueError for a row of another length.
    """
    book = Workbook()
    book.remove(book.active)
    taken: set[str] = set()
    for sheet in sheets:
        _draw(book.create_sheet(_title(sheet.title, taken)), sheet, demo=demo)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def write_long(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]], *, demo: bool = False) -> bytes:
    """The same for one sheet whose rows come one after the other: each is written and forgotten: memory stays flat but for
    the packed file itself. Raises ValueError for a row of another length."""
    book = Workbook(write_only=True)
    page = book.create_sheet(_title(title, set()))
    _set_up(page, columns, demo=demo)
    if demo:
        page.append([_marked(WriteOnlyCell(page))])
    heads = [WriteOnlyCell(page) for _column in columns]
    for head, column in zip(heads, columns, strict=True):
        _head(head, column)
    page.append(heads)
    try:
        for row in rows:
            page.append(_cells(page, columns, row))
    except BaseException:
        page.close()  # its half-written file is closed before anybody hears of the mistake
        raise
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _cells(page: Any, columns: Sequence[Column], row: Sequence[Value]) -> list[Cell | None]:
    cells: list[Cell | None] = []
    for column, value in zip(columns, row, strict=True):
        cell = None if value is None or value == "" else WriteOnlyCell(page)
        if cell is not None:
            _write_cell(cell, column, value)
        cells.append(cell)
    return cells


def _title(title: str, taken: set[str]) -> str:
    """Excel's rules for names: 31 signs, some forbidden, none twice."""
    base = re.sub(r"[\[\]:*?/\\]+", " ", _NOT_XML.sub("", title)).strip(" '") or "Sheet"
    name, number = base[:31].strip(), 1
    while name.casefold() in taken:
        number += 1
        name = f"{base[: 30 - len(str(number))].strip()} {number}"
    taken.add(name.casefold())
    return name


def _draw(page: Worksheet, sheet: Sheet, *, demo: bool) -> None:
    top = _set_up(page, sheet.columns, demo=demo)
    if demo:
        _marked(page.cell(1, 1))
    for number, column in enumerate(sheet.columns, start=1):
        _head(page.cell(top, number), column)
    for index, row in enumerate(sheet.rows, start=top + 1):
        for number, (column, value) in enumerate(zip(sheet.columns, row, strict=True), start=1):
            _write_cell(page.cell(index, number), column, value)


def _set_up(page: Any, columns: Sequence[Column], *, demo: bool) -> int:
    """Widths, print and what stays in sight; the row of the headings."""
    top = 2 if demo else 1
    if demo:
        page.oddHeader.center.text = page.evenHeader.center.text = DEMO_MARK
    for number, column in enumerate(columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.freeze_panes = f"A{top + 1}"
    page.print_title_rows = f"{top}:{top}"
    page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight = "landscape", 9, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    return top


def _marked(cell: Cell) -> Cell:
    _put(cell, DEMO_MARK)
    cell.font = Font(bold=True, color="8B1A1B")
    return cell


def _head(cell: Cell, column: Column) -> None:
    _put(cell, column.title)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", start_color="F4EDDD")
    cell.border = Border(bottom=_HAIR)
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")


def _write_cell(cell: Cell, column: Column, value: Value) -> None:
    if isinstance(value, Link):
        _write_cell(cell, column, value.value)
        _open(cell, value.href)
        return
    if value is None or value == "":
        return
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        cell.value = value
        cell.number_format = _number_format(Decimal(value), column)
    elif isinstance(value, date):
        cell.value = value
        cell.number_format = "dd/mm/yyyy"
    else:
        _put(cell, str(value))


def _open(cell: Cell, href: str) -> None:
    if not href.startswith(("https://", "http://")):
        raise ValueError(f"a link in a sheet needs a full http address, not {href!r}")
    cell.hyperlink = href
    cell.font = Font(underline="single")


def _number_format(value: Decimal, column: Column) -> str:
    """So many decimals as the value has, at most the column's; Excel shows its own language's marks."""
    shown = min(max(-int(value.normalize().as_tuple().exponent), 0), column.decimals)
    plain = "#,##0" + ("." + "0" * shown if shown else "")
    return f'{plain}"%"' if column.kind == "percent" else plain


def _put(cell: Cell, text: str) -> None:
    """Text as text: what begins like a formula is held as a string and stays one when the cell is edited."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    cell.value = _NOT_XML.sub("", lines)[:LONGEST_CELL]
    cell.data_type = "s"
    if text.startswith(_LOOKS_LIKE_FORMULA):
        cell.quotePrefix = True
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def read_rows(data: bytes, title: str | None = None) -> list[list[str | Decimal | date | None]]:
    """The rows of one sheet (the first, or the one named `title`), trailing empty rows and cells left out.

    Numbers come as Decimal, dates as date, everything else as text without spaces around; formulas give their last
    computed value. A leading demonstration mark is skipped. Raises Unreadable for anything that is no sound workbook,
    is too large, or lacks the sheet.
    """
    refuse_unsound_workbook(data, MOST_UNPACKED)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the reader warns of Excel features that do not matter for values
            book = load_workbook(BytesIO(data), read_only=True, data_only=True)
            if title is not None and title not in book.sheetnames:
                raise Unreadable(_("The workbook has no sheet named “%(title)s”.") % {"title": title})
            page = book[title] if title is not None else book.worksheets[0]
            page.reset_dimensions()
            rows = list(_values(page.iter_rows(values_only=True)))
    except Unreadable:
        raise
    except Exception as broken:  # the reader has no error of its own: a damaged file fails anywhere inside it
        raise not_a_workbook() from broken
    while rows and not rows[-1]:
        rows.pop()
    return rows[1:] if rows and rows[0] == [DEMO_MARK] else rows


def not_a_workbook() -> Unreadable:
    return Unreadable(WORKBOOK.unreadable)


def refuse_unsound_workbook(data: bytes, most_unpacked: int) -> dict[str, int]:
    """The size of each part; the sizes are looked at before anything is unpacked. Raises Unreadable."""
    if len(data) > MOST_BYTES:
        raise Unreadable(WORKBOOK.too_large)
    return refuse_unsound(data, most_unpacked=most_unpacked, said=WORKBOOK)


def _values(rows: Iterable[Sequence[object]]) -> Iterator[list[str | Decimal | date | None]]:
    for number, row in enumerate(rows):
        if number >= MOST_ROWS:
            raise Unreadable(
                _("The sheet has more than %(most)d rows. Please split it into smaller ones.") % {"most": MOST_ROWS}
            )
        values = [_value(value) for value in row[:MOST_COLUMNS]]
        while values and values[-1] is None:
            values.pop()
        yield values


def _value(value: object) -> str | Decimal | date | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float | Decimal):
        return Decimal(str(value))
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return str(value).replace("\xa0", " ").strip() or None


def read_pasted(text: str) -> list[list[str]]:
    """A table pasted from Word or Excel: tabs part cells, lines part rows, a quoted cell may hold lines and tabs.

    All rows get the length of the longest; empty rows are left out; no-break spaces become spaces; lines inside a cell
    stay. Raises Unreadable for more than a million signs or 20,000 rows.
    """
    if len(text) > MOST_PASTED:
        raise Unreadable(_("The pasted table is too large. Please paste it in parts."))
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").replace("\ufeff", "")
    rows = [row for row in _pasted_rows(plain) if any(row)]
    if len(rows) > MOST_ROWS:
        raise Unreadable(_("The pasted table is too large. Please paste it in parts."))
    longest = max((len(row) for row in rows), default=0)
    return [row + [""] * (longest - len(row)) for row in rows]


# A cell that Excel has put in quotes, up to the tab or line end behind it; quotes inside are doubled.
_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=[\t\n]|\Z)')
_BARE = re.compile(r"[^\t\n]*")


def _pasted_rows(text: str) -> Iterator[list[str]]:
    row: list[str] = []
    at = 0
    while at <= len(text):
        quoted = _QUOTED.match(text, at)
        # Excel quotes only what needs it; other quotation marks are the person's own and stay.
        if quoted and not re.search(r'[\t\n]|""', quoted[1]):
            quoted = None
        found = quoted or _BARE.match(text, at)
        assert found is not None  # the bare pattern matches the empty text too
        row.append((quoted[1].replace('""', '"') if quoted else found[0]).replace("\x0b", "\n").strip())
        at = found.end()
        if at >= len(text) or text[at] == "\n":
            yield row
            row = []
        at += 1
