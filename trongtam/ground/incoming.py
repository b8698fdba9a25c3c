"""Workbooks that people send in: looked at before they are unpacked, then read line by line in little memory.

Only the first sheet that shows is read. A formula counts by the value that Excel kept with it; a cell whose formula has
none, or that shows an error, comes as `Wrong`. Numbers are cut to the 15 digits that Excel shows, so 0,1 + 0,2 is 0,3.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from io import BytesIO
from typing import Any

from django.utils.translation import gettext_lazy as _
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import FORMULA_TAG, INLINE_STRING, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from .errors import Unreadable
from .markings import stamp_in
from .packages import WORKBOOK
from .sheets import DEMO_MARK, MOST_COLUMNS, not_a_workbook, refuse_unsound_workbook
from .vntext import fold

MOST_LINES = 100_000
MOST_UNPACKED = 200 * 2**20
MOST_BESIDE = 48 * 2**20  # of what is held in memory whole: texts, formats
HEADING_AMONG = 20  # the heading stands in one of so many first rows
BLANKS_END = 2_000  # so many empty rows end a sheet
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]{0,200}?ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_TEXT = f"{{{SHEET_MAIN_NS}}}t"
_TEXTS = (f"{INLINE_STRING}/{{{SHEET_MAIN_NS}}}t", f"{INLINE_STRING}/{{{SHEET_MAIN_NS}}}r/{{{SHEET_MAIN_NS}}}t")
_QUOTED = re.compile(r'"[^"]*"|\\.')


class Wrong(Enum):
    """A cell without a value that counts."""

    FORMULA = "formula"  # a formula whose value was never computed
    ERROR = "error"  # #N/A, #VALUE! …


Cell = str | Decimal | date | Wrong | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it stands in the sheet. `number` from 1; `computed`: how many cells count by their formula's value."""

    number: int
    cells: tuple[Cell, ...]
    computed: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """What is seen of a workbook before it is read: its sheet, the others that are left out, and the row of headings."""

    title: str
    hidden: tuple[str, ...]
    further: tuple[str, ...]
    heading: Line

    @property
    def headings(self) -> tuple[str, ...]:
        """As they are written, one space between words; empty for a column without one."""
        return tuple(" ".join(_shown(cell).split()) for cell in self.heading.cells)


def look_at(data: bytes, known: Sequence[str] = ()) -> Found:
    """The sheet that will be read and its row of headings: the one with most of the `known` titles, else with most words.

    Raises Unreadable: not a workbook, macros, too large, no sheet that shows, no headings, or cells merged over lines below them.
    """
    _refuse_foreign(data)
    with _opened(data) as book:
        pages = [page for page in book.worksheets if page.sheet_state == "visible"]
        if not pages:
            raise Unreadable(_("Every sheet of this workbook is hidden. Show the one to read, save, and try again."))
        first = []
        for line in _lines(book, pages[0]):
            first.append(line)
            if line.number >= HEADING_AMONG:
                break
        heading = _heading(first, {fold(title) for title in known})
        heading = _joined(first, heading, [range_boundaries(place) for place in _merged_in(book, pages[0])])
        hidden = tuple(page.title for page in book.worksheets if page.sheet_state != "visible")
        return Found(pages[0].title, hidden, tuple(page.title for page in pages[1:]), heading)


def read_lines(data: bytes, after: int) -> Iterator[Line]:
    """The lines below row `after` that hold anything, as they come. Raises Unreadable, also midway for too many lines."""
    _refuse_foreign(data)
    with _opened(data) as book:
        page = next(page for page in book.worksheets if page.sheet_state == "visible")
        for count, line in enumerate(one for one in _lines(book, page) if one.number > after):
            if count >= MOST_LINES:
                raise Unreadable(
                    _("The sheet has more than %(most)s rows. Please split it into smaller ones.")
                    % {"most": f"{MOST_LINES:,}".replace(",", ".")}
                )
            yield line


def _heading(lines: Sequence[Line], known: set[str]) -> Line:
    def rank(line: Line) -> tuple[int, int]:
        words = [cell for cell in line.cells if isinstance(cell, str)]
        return sum(fold(word) in known for word in words), len(words)

    best = max((line for line in lines if line.cells != (DEMO_MARK,)), key=rank, default=None)
    if best is None or not rank(best)[1]:
        raise Unreadable(_("The sheet has no headings: the first row says what stands in each column."))
    return best


# -- the file ----------------------------------------------------------------------------------------------------------


def _refuse_foreign(data: bytes) -> None:
    """What is no plain .xlsx, by what is in it and not by its name; nothing is unpacked before its size was seen."""
    if data.startswith(_OLD_OR_LOCKED):
        raise Unreadable(
            _("This file is of an old Excel (.xls) or locked by a password. Save it as .xlsx without a password.")
        )
    sizes = refuse_unsound_workbook(data, MOST_UNPACKED)
    if sum(size for name, size in sizes.items() if not name.startswith("xl/worksheets/")) > MOST_BESIDE:
        raise Unreadable(WORKBOOK.too_large)
    if "[Content_Types].xml" not in sizes:
        raise not_a_workbook()
    with zipfile.ZipFile(BytesIO(data)) as parts:
        kinds = parts.read("[Content_Types].xml")
    if b"macroEnabled" in kinds:
        raise Unreadable(WORKBOOK.macros)
    if b"spreadsheetml" not in kinds:
        raise not_a_workbook()


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    book = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the reader warns of Excel features that do not matter for values
            reader = _Reader(BytesIO(data), read_only=True, data_only=True)
            reader.read()
            book = reader.wb
            yield book
    except (Unreadable, GeneratorExit):
        raise
    except Exception as broken:  # the reader has no error of its own: a damaged file fails anywhere inside it
        raise not_a_workbook() from broken
    finally:
        if book is not None:
            book.close()


class _Page(ReadOnlyWorksheet):
    """A sheet whose extent nobody asks for: to learn it the library reads the sheet from end to end at each opening."""

    def _get_size(self) -> None:
        return None


class _Reader(ExcelReader):
    """The library's reader, with sheets of ours."""

    def read_worksheets(self) -> None:
        for sheet, relation in self.parser.find_sheets():
            if relation.target not in self.valid_files:
                continue
            if "chartsheet" in relation.Type:
                self.read_chartsheet(sheet, relation)
                continue
            page = _Page(self.wb, sheet.name, relation.target, self.shared_strings)
            page.sheet_state = sheet.state
            self.wb._sheets.append(page)


def _joined(first: Sequence[Line], heading: Line, merged: Sequence[tuple[int, int, int, int]]) -> Line:
    """Headings that stand in several rows, as offices draw them: a cell merged downwards or over the ones below it is part of
    each; the words of a column are joined. `number` is the last of these rows.

    Raises Unreadable for one heading over several columns without any below it, and for cells merged over several lines
    further down: only the first holds a value, so the others would be read wrongly. Cells merged within a line further down
    (a title between lines, a line of sums) do no harm.
    """
    top = bottom = heading.number
    for _left, low, _right, high in sorted(merged, key=lambda place: place[1]):
        if low <= bottom and high >= top and high > low and high <= HEADING_AMONG:
            top, bottom = min(top, low), max(bottom, high)
    alone = (
        sum(cell is not None for cell in heading.cells) < 2
    )  # it may be a title, and the headings stand further down
    over = [
        place
        for place in merged
        if place[1] == place[3] == bottom or (place[3] > bottom and (alone or place[3] > place[1]))
    ]
    if over:
        named = [f"{get_column_letter(a)}{b}:{get_column_letter(c)}{d}" for a, b, c, d in over]
        raise Unreadable(
            _("Cells are merged: %(cells)s. Unmerge them, fill each cell, and send the sheet again.")
            % {"cells": ", ".join(named[:5]) + (" …" if len(named) > 5 else "")}
        )
    if top == bottom:
        return heading
    rows = {line.number: line.cells for line in first if top <= line.number <= bottom}
    width = max(len(cells) for cells in rows.values())
    words: list[list[str]] = [[] for _column in range(width)]
    for number in range(top, bottom + 1):
        for column in range(width):
            word = _shown(_cell_at(rows, number, column, merged)).strip()
            if word and word not in words[column]:
                words[column].append(word)
    return Line(bottom, tuple(" · ".join(one) or None for one in words))


def _cell_at(
    rows: Mapping[int, Sequence[Cell]], number: int, column: int, merged: Sequence[tuple[int, int, int, int]]
) -> Cell:
    """What a cell shows: the first cell's value where it is merged with others."""
    for left, low, right, high in merged:
        if left <= column + 1 <= right and low <= number <= high:
            number, column = low, left - 1
            break
    cells = rows.get(number, ())
    return cells[column] if column < len(cells) else None


def _merged_in(book: Any, page: Any) -> list[str]:
    """The merged ranges stand behind the rows, so the part is gone through once as bytes."""
    found: list[str] = []
    rest = b""
    with book._archive.open(page._worksheet_path) as part:
        while piece := part.read(2**20):
            both = rest + piece
            found += [place.decode() for place in _MERGED.findall(both)]
            cut = max(both.rfind(b">") + 1, len(both) - 400)
            rest = both[cut:]
            if len(found) > 1000:
                break
    return found


# -- its lines ---------------------------------------------------------------------------------------------------------


class _Parser(WorkSheetParser):
    """The library's parser, which also says where a formula stands."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        if element.get("t") == "inlineStr" and element.get("r"):
            return self._text_within(element)
        cell: dict[str, Any] = super().parse_cell(element)
        cell["formula"] = element.find(FORMULA_TAG) is not None
        return cell

    def _text_within(self, element: Any) -> dict[str, Any]:
        """A text that stands in the cell itself: the library builds a tree of objects for each, at half the time of all."""
        row, column = coordinate_to_tuple(element.get("r"))
        self.col_counter = column
        plain = element[0][0] if len(element) == 1 and len(element[0]) == 1 else None
        if plain is not None and plain.tag == _TEXT:
            text = plain.text or ""
        else:
            text = "".join(part.text or "" for place in _TEXTS for part in element.findall(place))
        return {"row": row, "column": column, "value": text, "data_type": "s", "style_id": 0, "formula": False}


def _lines(book: Any, page: Any) -> Iterator[Line]:
    percents, last = _percent_styles(book), 0
    with book._archive.open(page._worksheet_path) as part:
        parser = _Parser(
            part,
            page._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, cells in parser.parse():
            line = _line(number, cells, percents)
            if line is not None:
                last = number
                _refuse_stamped(line)
                yield line
            elif number - last > BLANKS_END:
                return


def _refuse_stamped(line: Line) -> None:
    """A sheet that bears the stamp of a classified paper, above its headings or in any cell."""
    for column, cell in enumerate(line.cells):
        if isinstance(cell, str) and (sign := stamp_in(cell)):
            said = _(
                "This sheet is marked %(sign)s (cell %(place)s) and was not kept. "
                "Of a classified paper only the number, the date and the place of the paper copy are kept."
            )
            raise Unreadable(said % {"sign": sign, "place": place_of(column, line.number)})


def _line(number: int, cells: Sequence[dict[str, Any]], percents: frozenset[int]) -> Line | None:
    values: list[Cell] = []
    computed = 0
    for cell in cells:
        column = cell["column"]
        if column > MOST_COLUMNS:
            break
        value = _value(cell, percents)
        if value is None:
            continue
        values.extend([None] * (column - 1 - len(values)))
        values.append(value)
        computed += cell["formula"]
    return Line(number, tuple(values), computed) if values else None


def _value(cell: dict[str, Any], percents: frozenset[int]) -> Cell:
    value = cell["value"]
    if cell["data_type"] == "e":
        return Wrong.ERROR
    if value is None:
        return Wrong.FORMULA if cell["formula"] else None
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        number = Decimal(f"{value:.15g}")
        return f"{_plain(number * 100)}%" if cell["style_id"] in percents else number
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, time):
        return value.isoformat()
    return str(value).replace("\xa0", " ").strip() or (Wrong.FORMULA if cell["formula"] else None)


def _percent_styles(book: Any) -> frozenset[int]:
    """Formats that show a number a hundred times larger: 0.954 as 95,4%."""
    own = book._number_formats
    found = set()
    for place, style in enumerate(book._cell_styles):
        number = style.numFmtId
        text = own[number - 164] if number >= 164 and number - 164 < len(own) else BUILTIN_FORMATS.get(number, "")
        if "%" in _QUOTED.sub("", text):
            found.add(place)
    return frozenset(found)


def _plain(number: Decimal) -> str:
    """With the comma, as people write it."""
    return format(number.normalize(), "f").replace(".", ",")


def _shown(cell: Cell) -> str:
    if isinstance(cell, Wrong) or cell is None:
        return ""
    if isinstance(cell, Decimal):
        return _plain(cell)
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell


def shown(cell: Cell) -> str:
    """A cell as text that reads back as the same: numbers with a comma, days as 05/09/2022."""
    if isinstance(cell, Wrong):
        return {Wrong.FORMULA: "=?", Wrong.ERROR: "#?"}[cell]
    return _shown(cell)


def place_of(column: int, row: int) -> str:
    """The name of a cell as Excel writes it, `column` from 0: C7."""
    return f"{get_column_letter(column + 1)}{row}"
