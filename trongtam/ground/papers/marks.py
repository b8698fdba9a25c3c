"""Small pieces of Word mark-up that python-docx has no call for: runs with links, rules, fields, bare tables."""

import re
from collections.abc import Sequence

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from trongtam.ground.papers.model import Run, Text

ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
# What XML cannot carry; people paste it unseen from other programs.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    return _NOT_XML.sub("", text)


def element(name: str, **attributes: str):
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def write_text(paragraph: WordParagraph, text: Text, *, size: float, bold: bool = False, italic: bool = False) -> None:
    """Add a text to a paragraph, each run with its size; runs with an address become external links."""
    for part in [text] if isinstance(text, str) else text:
        run = Run(part) if isinstance(part, str) else part
        written = paragraph.add_run(clean(run.text))
        written.font.size = Pt(size)
        written.bold = True if bold or run.bold else None
        written.italic = True if italic or run.italic else None
        if run.href:
            _link(paragraph, written, run.href)


def _link(paragraph: WordParagraph, run: WordRun, href: str) -> None:
    """Wrap a run in a link. It stays black with dots below: paper is printed."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run._r.get_or_add_rPr().append(element("w:u", val="dotted"))
    run._r.addprevious(link)
    link.append(run._r)


def rule_below(paragraph: WordParagraph, *, inset_mm: float) -> None:
    """A line under a paragraph, shortened at both ends."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(inset_mm)
    borders = element("w:pBdr")
    borders.append(element("w:bottom", val="single", sz="6", space="1", color="000000"))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def page_field(paragraph: WordParagraph, *, size: float) -> None:
    """The number of the page."""
    run = paragraph.add_run()
    run.font.size = Pt(size)
    run._r.append(element("w:fldChar", fldCharType="begin"))
    instruction = OxmlElement("w:instrText")
    instruction.text = "PAGE"
    run._r.append(instruction)
    run._r.append(element("w:fldChar", fldCharType="end"))


def bare_row(document, widths_mm: Sequence[float]) -> list[_Cell]:
    """One row of invisible cells, never parted by a page: heads and feet of papers stand side by side in it."""
    table = document.add_table(rows=1, cols=len(widths_mm))
    table.rows[0]._tr.get_or_add_trPr().append(element("w:cantSplit"))
    fix_widths(table, widths_mm)
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w="0", type="dxa"))
    # Word wants the parts of a table's properties in the order of the schema: margins before the look.
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    properties.append(margins) if look is None else look.addprevious(margins)
    cells = list(table.rows[0].cells)
    for cell, width in zip(cells, widths_mm, strict=True):
        cell.width = Mm(width)
    return cells


def fix_widths(table: WordTable, widths_mm: Sequence[float]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)


def next_paragraph(cell: _Cell) -> WordParagraph:
    """The empty paragraph that every cell begins with, then new ones."""
    last = cell.paragraphs[-1]
    return tight(cell.add_paragraph() if last.runs else last)


def tight(paragraph: WordParagraph) -> WordParagraph:
    """Single line, no space around, no indent: for heads, tables and feet."""
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing = 1
    form.first_line_indent = Mm(0)
    return paragraph
