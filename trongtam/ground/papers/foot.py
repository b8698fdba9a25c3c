"""What closes a paper (recipients and signatures) and what stands on every page (number, demonstration mark, footer)."""

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from trongtam.ground.papers.layouts import Layout
from trongtam.ground.papers.marks import ALIGN, bare_row, next_paragraph, page_field, tight, write_text
from trongtam.ground.papers.model import Paper, Signature

DEMO_MARK = "DỮ LIỆU MINH HỌA"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
# The shape that Word itself makes for Design ▸ Watermark: light words across the page, behind the text.
_WATERMARK = f"""<w:r {_NAMESPACES}><w:rPr><w:noProof/></w:rPr><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
 path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>
<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>
<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>
<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="%(id)s" o:spid="_x0000_s%(number)s" type="#_x0000_t136" alt="{DEMO_MARK}"
 style="position:absolute;margin-left:0;margin-top:0;width:470pt;height:70pt;rotation:315;z-index:-251658752;
mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;
mso-position-vertical-relative:margin" fillcolor="#e8ddc6" stroked="f"><v:fill opacity=".6"/>
<v:textpath style="font-family:&quot;Times New Roman&quot;;font-size:1pt" string="{DEMO_MARK}"/></v:shape>
</w:pict></w:r>"""


def draw_close(document: Document, paper: Paper, width_mm: float) -> None:
    """Recipients, or the second signature of minutes, at the left; the signature at the right."""
    if not (paper.signature or paper.left_signature or paper.recipients or paper.kept):
        return
    if last := [*document.element.body.iterchildren(qn("w:p"))][-1:]:
        WordParagraph(last[0], document._body).paragraph_format.keep_with_next = True  # no signature alone on a page
    spacer = tight(document.add_paragraph())
    spacer.paragraph_format.space_after = Pt(6)
    spacer.paragraph_format.keep_with_next = True
    left, right = bare_row(document, [width_mm * 0.45, width_mm * 0.55])
    if paper.left_signature:
        _signature(left, paper.left_signature, paper.layout)
    else:
        _recipients(left, paper)
    if paper.signature:
        _signature(right, paper.signature, paper.layout)


def _recipients(cell, paper: Paper) -> None:
    layout = paper.layout
    if not (paper.recipients or paper.kept):
        return
    title = next_paragraph(cell)
    if layout.recipients_bold_italic:
        write_text(title, "Nơi nhận:", size=layout.recipients_size, bold=True, italic=True)
    else:
        write_text(title, "Nơi nhận", size=layout.body_size)
        title.runs[0].underline = True
        write_text(title, ":", size=layout.body_size)
    lines = [f"- {line.strip().rstrip(',;.')}" for line in paper.recipients]
    if paper.kept:
        lines.append(f"- {layout.kept_mark} {paper.kept.strip().rstrip(',;.')}")
    mark = "," if layout.side == "party" else ";"
    for number, line in enumerate(lines, start=1):
        write_text(next_paragraph(cell), line + ("." if number == len(lines) else mark), size=layout.recipients_size)


def _signature(cell, signature: Signature, layout: Layout) -> None:
    lines = signature.post.upper().splitlines()
    if signature.body:
        lines.insert(0, layout.authorities.get(signature.authority, "") + signature.body.upper())
    for text in lines:
        paragraph = next_paragraph(cell)
        paragraph.alignment = ALIGN["centre"]
        paragraph.paragraph_format.keep_with_next = True
        write_text(paragraph, text, size=layout.body_size, bold=True)
    name = next_paragraph(cell)
    name.alignment = ALIGN["centre"]
    name.paragraph_format.space_before = Pt(64)  # room for hand and seal
    write_text(name, signature.name or " ", size=layout.body_size, bold=True)


def draw_every_page(document: Document, paper: Paper) -> None:
    """Page number in the middle of the top margin from the second page on; marks on all pages."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header_distance = section.footer_distance = Mm(10)
    number = tight(section.header.paragraphs[0])
    number.alignment = ALIGN["centre"]
    page_field(number, size=paper.layout.page_number_size)
    if paper.demo:
        _demo(section.first_page_header.paragraphs[0], 1)
        _demo(section.header.add_paragraph(), 2)
    if paper.footer:
        for footer in (section.footer, section.first_page_footer):
            line = tight(footer.paragraphs[0])
            write_text(line, paper.footer, size=9)


def mark_as_demo(document: Document) -> None:
    """The mark of demonstration data on every page of a file that has headers of its own."""
    for number, section in enumerate(document.sections, start=1):
        _demo(section.header.add_paragraph(), 2 * number)
        if section.different_first_page_header_footer:
            _demo(section.first_page_header.add_paragraph(), 2 * number + 1)


def _demo(paragraph, number: int) -> None:
    tight(paragraph).alignment = ALIGN["centre"]
    write_text(paragraph, DEMO_MARK, size=9, bold=True)
    paragraph.runs[0].font.color.rgb = RGBColor(0x8B, 0x1A, 0x1B)
    paragraph._p.append(parse_xml(_WATERMARK % {"id": f"TrongTamDemo{number}", "number": 2048 + number}))
