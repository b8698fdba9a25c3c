"""Tables as plain text (CSV) that Excel opens as a sheet, line by line: for lists too long to be drawn as a workbook.

With the mark of UTF-8 at the front, a semicolon between cells and a comma in numbers, as Excel in Vietnam reads them by a double
click. Words of people stay words: one that begins like a formula gets an apostrophe.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from .sheets import DEMO_MARK, Column, Link, Value

CSV = "text/csv; charset=utf-8"
LINES_AT_ONCE = 500

_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_lines(columns: Sequence[Column], rows: Iterable[Sequence[Value]], *, demo: bool = False) -> Iterator[bytes]:
    """Pieces of the file, one after another, however long it is; `rows` is walked once. `demo` marks its first line.

    Numbers are exact, without marks of thousands; a column of percent shows the sign.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    buffer.write("\ufeff")
    if demo:
        writer.writerow([DEMO_MARK])
    writer.writerow([_text(str(column.title)) for column in columns])
    percents = [column.kind == "percent" for column in columns]
    for number, row in enumerate(rows, start=1):
        writer.writerow([_cell(value, percent) for value, percent in zip(row, percents, strict=True)])
        if number % LINES_AT_ONCE == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    piece = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return piece


def _cell(value: Value, percent: bool) -> str:
    if isinstance(value, Link):
        return _cell(value.value, percent)
    if value is None:
        return ""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    plain = f"{Decimal(value):f}".replace(".", ",")
    return f"{plain}%" if percent else plain


def _text(value: str) -> str:
    clean = _NO_TEXT.sub("", value)
    return f"'{clean}" if clean.startswith(_LIKE_A_FORMULA) else clean
