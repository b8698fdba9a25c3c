"""A paper and its layout become the bytes of a Word file."""

from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from trongtam.ground.papers.body import draw_bases, draw_block
from trongtam.ground.papers.foot import draw_close, draw_every_page
from trongtam.ground.papers.head import draw_head
from trongtam.ground.papers.layouts import Layout
from trongtam.ground.papers.marks import clean, element
from trongtam.ground.papers.model import Paper

A4_MM = (210, 297)


def render(paper: Paper) -> bytes:
    """The paper as a .docx on A4 in its layout's margins, sizes and order."""
    document = Document()
    layout = paper.layout
    width_mm = A4_MM[0] - layout.margins.left - layout.margins.right
    _page(document, layout)
    _styles(document, layout)
    draw_head(document, paper, width_mm)
    draw_bases(document, list(paper.bases), layout)
    for block in paper.body:
        draw_block(document, block, layout, width_mm)
    draw_close(document, paper, width_mm)
    draw_every_page(document, paper)
    _properties(document, paper)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _page(document: WordDocument, layout: Layout) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(A4_MM[0]), Mm(A4_MM[1])
    section.top_margin, section.bottom_margin = Mm(layout.margins.top), Mm(layout.margins.bottom)
    section.left_margin, section.right_margin = Mm(layout.margins.left), Mm(layout.margins.right)


def _styles(document: WordDocument, layout: Layout) -> None:
    """One face for everything: the template's own theme fonts and blue headings are taken out."""
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3", "Header", "Footer"):
        style = document.styles[name]
        style.font.size = Pt(layout.body_size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.font.name = layout.font
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.attrib.pop(qn(f"w:{script}Theme"), None)
            fonts.set(qn(f"w:{script}"), layout.font)
        fonts.attrib.pop(qn("w:cstheme"), None)
    run_properties = document.styles["Normal"].element.get_or_add_rPr()
    for language in run_properties.findall(qn("w:lang")):
        run_properties.remove(language)
    run_properties.append(element("w:lang", val="vi-VN"))


def _properties(document: WordDocument, paper: Paper) -> None:
    properties = document.core_properties
    properties.title = clean(" ".join(filter(None, [paper.type_name, paper.abstract])))[:255]
    properties.author = properties.last_modified_by = clean(paper.issuer)[:255]
    properties.comments = ""
    properties.language = "vi-VN"
    if paper.date:
        moment = datetime(paper.date.year, paper.date.month, paper.date.day, tzinfo=UTC)
        properties.created = properties.modified = moment
