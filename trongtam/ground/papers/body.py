"""The body of a paper: headings, paragraphs, lists, tables that repeat their head, pictures."""

from io import BytesIO

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from trongtam.ground.papers.layouts import Layout
from trongtam.ground.papers.marks import ALIGN, bare_row, clean, element, fix_widths, next_paragraph, tight, write_text
from trongtam.ground.papers.model import Block, Bullet, Column, Drawn, Figure, Heading, Paragraph, Side, Table, Text

CELL_EDGES_MM = 6  # Word's own room at both sides of a cell


def draw_block(document: Document, block: Block, layout: Layout, width_mm: float) -> None:
    match block:
        case Heading():
            _heading(document, block, layout)
        case Paragraph():
            _paragraph(document, block.text, layout, align=block.align, indent=block.indent)
        case Bullet():
            text = [block.text] if isinstance(block.text, str) else list(block.text)
            _paragraph(document, ["- ", *text], layout)
        case Table():
            _table(document, block, layout, width_mm)
        case Figure():
            _figure(document, block, layout, width_mm)
        case Side():
            _side(document, block, layout, width_mm)


def draw_bases(document: Document, bases: list[str], layout: Layout) -> None:
    """Legal bases: upright after a hyphen for the Party, in italics for the State; each ends with a semicolon."""
    for base in bases:
        stem = base.strip().rstrip(";.")
        text = f"- {stem};" if layout.side == "party" else f"{stem};"
        paragraph = document.add_paragraph()
        _set_as_body(paragraph, layout)
        write_text(paragraph, text, size=layout.body_size, italic=layout.side == "state")


def _set_as_body(paragraph: WordParagraph, layout: Layout, *, align="justify", indent: bool = True) -> None:
    form = paragraph.paragraph_format
    paragraph.alignment = ALIGN[align]
    form.space_before, form.space_after = Pt(layout.space_before), Pt(0)
    form.line_spacing = Pt(layout.line_exactly) if layout.line_exactly else layout.line_multiple
    form.first_line_indent = Mm(layout.first_indent if indent else 0)
    form.widow_control = True


def _paragraph(document: Document, text: Text, layout: Layout, *, align="justify", indent: bool = True) -> None:
    paragraph = document.add_paragraph()
    _set_as_body(paragraph, layout, align=align, indent=indent)
    write_text(paragraph, text, size=layout.body_size)


def _heading(document: Document, block: Heading, layout: Layout) -> None:
    """A real heading of Word, so that the paper has an outline; level 3 is in bold italics."""
    paragraph = document.add_paragraph(style=f"Heading {min(max(block.level, 1), 3)}")
    _set_as_body(paragraph, layout)
    paragraph.paragraph_format.keep_with_next = True
    write_text(paragraph, block.text, size=layout.body_size, bold=True, italic=block.level >= 3)


def _caption(document: Document, text: str, layout: Layout, *, keep_with_next: bool) -> None:
    paragraph = tight(document.add_paragraph())
    paragraph.alignment = ALIGN["centre"]
    paragraph.paragraph_format.space_before = Pt(layout.space_before)
    paragraph.paragraph_format.space_after = Pt(3)
    paragraph.paragraph_format.keep_with_next = keep_with_next
    write_text(paragraph, text, size=layout.table_size, italic=True)


def _table(document: Document, block: Table, layout: Layout, width_mm: float) -> None:
    if block.caption:
        _caption(document, block.caption, layout, keep_with_next=True)
    total = sum(column.share for column in block.columns)
    widths = [width_mm * column.share / total for column in block.columns]
    table = document.add_table(rows=0, cols=len(block.columns), style="Table Grid")
    fix_widths(table, widths)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    titles = [column.title for column in block.columns]
    head = _row(table, titles, [Column("", align="centre")] * len(titles), widths, layout, bold=True)
    head.get_or_add_trPr().append(element("w:tblHeader"))
    for number, cells in enumerate(block.rows):
        _row(table, cells, block.columns, widths, layout, bold=number in block.strong)
    tight(document.add_paragraph()).paragraph_format.space_after = Pt(4)


def _row(table, cells, columns, widths, layout: Layout, *, bold: bool):
    """Rows are built by hand: python-docx reads the whole grid again for every cell it adds."""
    row = table._tbl.add_tr()
    row.get_or_add_trPr().append(element("w:cantSplit"))
    for number, (text, column) in enumerate(zip(cells, columns, strict=True)):
        if text is None:
            continue
        span = _span(cells, number)
        width = sum(widths[number : number + span])
        cell = row.add_tc()
        cell.width = Mm(width)
        if span > 1:
            cell.grid_span = span
        cell.get_or_add_tcPr().append(element("w:vAlign", val="center"))
        paragraph = tight(WordParagraph(cell.p_lst[0] if cell.p_lst else cell.add_p(), table))
        paragraph.alignment = ALIGN[column.align]
        if isinstance(text, Drawn):
            _drawn(table, cell, paragraph, text, layout, width)
        else:
            write_text(paragraph, text, size=layout.table_size, bold=bold)
    return row


def _span(cells, number: int) -> int:
    """How many columns a cell takes: its own and those after it that hold None."""
    following = list(cells[number + 1 :])
    return 1 + next((place for place, cell in enumerate(following) if cell is not None), len(following))


def _drawn(table, cell, paragraph: WordParagraph, drawn: Drawn, layout: Layout, width_mm: float) -> None:
    write_text(paragraph, drawn.text, size=layout.table_size)
    below = tight(WordParagraph(cell.add_p(), table))
    below.alignment = ALIGN["centre"]
    picture = below.add_run().add_picture(BytesIO(drawn.png), width=Mm(width_mm - CELL_EDGES_MM))
    picture._inline.docPr.set("descr", clean(drawn.alt))


def _figure(document: Document, block: Figure, layout: Layout, width_mm: float) -> None:
    paragraph = tight(document.add_paragraph())
    paragraph.alignment = ALIGN["centre"]
    paragraph.paragraph_format.space_before = Pt(layout.space_before)
    paragraph.paragraph_format.keep_with_next = bool(block.caption)
    _picture(paragraph, block, min(block.width_mm, width_mm))
    if block.caption:
        _caption(document, block.caption, layout, keep_with_next=False)


def _side(document: Document, block: Side, layout: Layout, width_mm: float) -> None:
    """Pictures with their captions in cells without borders; a picture and its caption are never parted."""
    half = width_mm / 2
    shares = [half] * len(block.figures) if len(block.figures) > 1 else [half / 2, half, half / 2]
    cells = bare_row(document, shares)
    for cell, figure in zip(cells if len(block.figures) > 1 else cells[1:2], block.figures, strict=True):
        picture, caption = next_paragraph(cell), tight(cell.add_paragraph())
        picture.alignment = caption.alignment = ALIGN["centre"]
        picture.paragraph_format.space_before = Pt(layout.space_before)
        _picture(picture, figure, min(figure.width_mm, half - 2))
        write_text(caption, figure.caption, size=layout.table_size, italic=True)
    tight(document.add_paragraph()).paragraph_format.line_spacing = Pt(layout.space_before)


def _picture(paragraph: WordParagraph, block: Figure, width_mm: float) -> None:
    picture = paragraph.add_run().add_picture(BytesIO(block.png), width=Mm(width_mm))
    if block.alt:
        picture._inline.docPr.set("descr", clean(block.alt))
