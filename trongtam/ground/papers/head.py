"""The head of a paper: organs and number at the left, motto, place and date at the right, type and abstract below."""

import re

from docx.document import Document
from docx.shared import Pt

from trongtam.ground.papers.marks import ALIGN, bare_row, next_paragraph, rule_below, tight, write_text
from trongtam.ground.papers.model import Paper, number_line, place_and_date

LONGEST_LINE = 24
_PLACE = re.compile(r" (XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU|HUYỆN|QUẬN|TỈNH|THÀNH PHỐ) (?=\S)")
LEFT_MM = {"party": 75, "state": 73}


def draw_head(document: Document, paper: Paper, width_mm: float) -> None:
    left_mm = LEFT_MM[paper.layout.side]
    left, right = bare_row(document, [left_mm, width_mm - left_mm])
    _organs(left, paper, left_mm)
    _motto(right, paper, width_mm - left_mm)
    if paper.type_name:
        _title(document, paper, width_mm)


def _line(cell, text: str, *, size: float, bold: bool = False, italic: bool = False):
    paragraph = next_paragraph(cell)
    paragraph.alignment = ALIGN["centre"]
    write_text(paragraph, text, size=size, bold=bold, italic=italic)
    return paragraph


def _rule(cell, *, inset_mm: float) -> None:
    """A line of its own, so that the words above are not squeezed to its length."""
    paragraph = _line(cell, " ", size=2)
    paragraph.paragraph_format.line_spacing = Pt(4)
    rule_below(paragraph, inset_mm=inset_mm)


def _organs(cell, paper: Paper, width_mm: float) -> None:
    layout = paper.layout
    if paper.superior:
        _line(cell, paper.superior.upper(), size=layout.head_size)
    for part in _broken(paper.issuer.upper()):
        _line(cell, part, size=layout.head_size, bold=True)
    if layout.organ_ends_with == "rule":
        # A third to a half of the line.
        _rule(cell, inset_mm=0.3 * width_mm)
    else:
        _line(cell, "*", size=layout.head_size)
    if paper.symbol:
        _line(cell, number_line(layout, paper.number, paper.symbol), size=layout.number_size)
    if not paper.type_name and paper.abstract:
        _line(cell, f"V/v {paper.abstract}", size=12)


def _broken(name: str) -> list[str]:
    """A long name in two lines, broken before the place: "ỦY BAN NHÂN DÂN" above "XÃ AN KHÁNH"."""
    found = _PLACE.search(name) if len(name) > LONGEST_LINE else None
    return [name[: found.start()], name[found.start() + 1 :]] if found else [name]


def _motto(cell, paper: Paper, width_mm: float) -> None:
    layout = paper.layout
    for text, size in zip(layout.motto, layout.motto_sizes, strict=True):
        _line(cell, text, size=size, bold=True)
    # The rule is as long as its line: capitals are about 0.63 em wide, small letters 0.47.
    em = 0.63 if text.isupper() else 0.47
    _rule(cell, inset_mm=max((width_mm - len(text) * size * em * 25.4 / 72) / 2, 0))
    dated = _line(cell, place_and_date(paper.place, paper.date), size=layout.body_size, italic=True)
    dated.paragraph_format.space_before = Pt(6)


def _title(document: Document, paper: Paper, width_mm: float) -> None:
    layout = paper.layout
    title = tight(document.add_paragraph())
    title.alignment = ALIGN["centre"]
    title.paragraph_format.space_before = Pt(18)
    write_text(title, paper.type_name.upper(), size=layout.type_size, bold=True)
    if paper.abstract:
        abstract = tight(document.add_paragraph())
        abstract.alignment = ALIGN["centre"]
        write_text(abstract, paper.abstract, size=layout.body_size, bold=True)
    end = tight(document.add_paragraph())
    end.alignment = ALIGN["centre"]
    end.paragraph_format.space_after = Pt(12)
    if layout.abstract_ends_with == "dashes":
        write_text(end, "-----", size=layout.body_size)
    else:
        write_text(end, " ", size=2)
        end.paragraph_format.line_spacing = Pt(6)
        rule_below(end, inset_mm=width_mm / 3)
