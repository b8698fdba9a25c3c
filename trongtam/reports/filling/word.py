"""A form as a Word document: its tables and dotted blanks, filled in the run's own format."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from copy import deepcopy
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn

from trongtam.ground.errors import Unreadable
from trongtam.ground.packages import refuse_unsound
from trongtam.ground.phrases import Phrase, gettext_noop

from .layout import BLANK, Blank, Layout, Spot, Table, in_order, kind_of, place_of

MAIN_PART = "word/document.xml"
MOST_UNPACKED = 30 * 2**20
MOST_CELLS = 20_000


def read(data: bytes) -> Layout:
    """Tables and dotted blanks. Raises Unreadable for what is no sound document, or is too large for a form."""
    paper = _open(data)
    tables = tuple(_table(number, table) for number, table in enumerate(paper.tables))
    if sum(len(table.spots) for table in tables) > MOST_CELLS:
        raise Unreadable(Phrase(gettext_noop("This is larger than a form. Please send the blank form without data.")))
    blanks = []
    for number, paragraph in enumerate(paper.paragraphs):
        for nth, found in enumerate(BLANK.finditer(paragraph.text)):
            text = paragraph.text
            blanks.append(Blank(f"p!{number}.{nth}", text[: found.start()], text[found.end() :]))
    return Layout(tables, tuple(blanks))


def fill(data: bytes, values: Mapping[str, str], *, mark: str = "") -> bytes:
    """The document with texts in their places. `mark` stands in the head of every page. Raises KeyError for a place that is not
    there."""
    paper = _open(data)
    in_text: dict[int, dict[int, str]] = defaultdict(dict)
    cells = {place: tc for number, table in enumerate(paper.tables) for place, _spot, tc in _cells(number, table)}
    for place, value in values.items():
        table, _sign, name = place.partition("!")
        if table == "p":
            number, _point, nth = name.partition(".")
            in_text[int(number)][int(nth)] = value
        else:
            _write(cells[place], value)
    for line, texts in in_text.items():
        if line >= len(paper.paragraphs):
            raise KeyError(f"p!{line}")
        _fill_blanks(paper.paragraphs[line], texts)
    if mark:
        for section in paper.sections:
            section.header.is_linked_to_previous = False
            section.header.paragraphs[0].insert_paragraph_before(mark)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _open(data: bytes) -> Any:
    refuse_unsound(data, main_part=MAIN_PART, most_unpacked=MOST_UNPACKED)
    try:
        return docx.Document(BytesIO(data))
    except Exception as broken:  # the reader has no error of its own: a damaged file fails anywhere inside it
        sentence = gettext_noop("This file could not be read as a Word document. Please save it again as .docx.")
        raise Unreadable(Phrase(sentence)) from broken


def _table(number: int, table: Any) -> Table:
    return Table(f"{number + 1}", in_order(spot for _place, spot, _tc in _cells(number, table)))


def _cells(number: int, table: Any) -> list[tuple[str, Spot, Any]]:
    """Place, spot and element of every cell that is not the continuation of one above."""
    found: list[tuple[str, Spot, Any]] = []
    above: dict[int, int] = {}
    for row, tr in enumerate(table._tbl.tr_lst):
        column = 0
        for tc in tr.tc_lst:
            span = tc.grid_span
            if tc.vMerge == "continue" and column in above:
                place, spot, element = found[above[column]]
                grown = Spot(place, spot.row, spot.column, spot.text, spot.kind, spot.across, row - spot.row + 1)
                found[above[column]] = (place, grown, element)
            else:
                text = "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in tc.p_lst).strip()
                place = place_of(number, row, column)
                above[column] = len(found)
                found.append((place, Spot(place, row, column, text, kind_of(text), span), tc))
            column += span
    return found


def _write(tc: Any, text: str) -> None:
    """The text in the first run of the cell, as that run, or else the paragraph's mark, is formatted."""
    paragraph = tc.p_lst[0]
    runs = paragraph.r_lst
    if runs:
        runs[0].text = text
        for spare in runs[1:]:
            paragraph.remove(spare)
        return
    run = paragraph.add_r()
    mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    if mark is not None:
        run.insert(0, deepcopy(mark))
    run.text = text


def _fill_blanks(paragraph: Any, texts: Mapping[int, str]) -> None:
    """Blanks by their number in the paragraph, from the last to the first, so that places before them stay."""
    found = list(BLANK.finditer(paragraph.text))
    for nth in sorted(texts, reverse=True):
        if nth >= len(found):
            raise KeyError(f"p!{nth}")
        _replace(paragraph, found[nth].start(), found[nth].end(), texts[nth])


def _replace(paragraph: Any, start: int, end: int, text: str) -> None:
    """Put a text in the stead of some signs that may run over several runs; the first of them gives the format."""
    at = 0
    for run in paragraph.runs:
        first, last = at, at + len(run.text)
        at = last
        if last <= start or first >= end:
            continue
        kept = run.text
        middle = text if first <= start else ""
        run.text = kept[: max(start - first, 0)] + middle + kept[max(min(end, last) - first, 0) :]
