"""Papers for the tests of this room: a report with a table, a template, and PDF files with text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as Word

from trongtam.archive import operations
from trongtam.archive.drafts import Draft
from trongtam.archive.issuing.words import texts_of
from trongtam.archive.models import IssuedPaper
from trongtam.archive.queries.papers import latest, read_back
from trongtam.ground.papers import (
    Bullet,
    Column,
    Heading,
    Paper,
    Paragraph,
    Signature,
    Table,
    layout_for,
    render,
)
from trongtam.org.models import Term
from trongtam.org.tests.house import House

from .samples import upload

ROWS = (
    ("1", "Kết nạp đảng viên", "3", "4", "133,33%"),
    ("2", "Giá trị sản xuất", "200", "152", "76%"),
    ("3", "Nhà văn hóa đạt chuẩn", "5", "1", "20%"),
)
TEXTS = (
    "Đảng ủy xã Mẫu báo cáo kết quả 9 tháng đầu năm 2022 thực hiện nghị quyết đại hội như sau.",
    "Đến ngày 30/9/2022 có 1 trên 3 chỉ tiêu đạt, giá trị sản xuất ước 1.152,5 tỷ đồng, bằng 76% kế hoạch năm.",
)


def paper(
    texts: Sequence[str] = TEXTS,
    rows: Sequence[Sequence[str]] = ROWS,
    *,
    side: str = "party",
    symbol: str = "BC/ĐU",
    demo: bool = False,
) -> Paper:
    heads = ("TT", "Chỉ tiêu", "Kế hoạch", "Thực hiện", "So kế hoạch")
    blocks = [
        Heading("I. KẾT QUẢ"),
        *(Paragraph(text) for text in texts),
        Table([Column(head) for head in heads], [list(row) for row in rows], caption="Kết quả các chỉ tiêu"),
        Heading("II. NHIỆM VỤ"),
        Bullet("Phân công rõ người, rõ việc, rõ thời hạn."),
    ]
    return Paper(
        layout=layout_for(side, date(2022, 10, 5)),  # type: ignore[arg-type]  # one of the two sides
        superior="Đảng bộ tỉnh Mẫu",
        issuer="Đảng ủy xã Mẫu",
        place="Xã Mẫu",
        date=None,
        symbol=symbol,
        type_name="BÁO CÁO",
        abstract="kết quả 9 tháng đầu năm 2022",
        body=blocks,
        signature=Signature(post="Bí thư", authority="on_behalf", body="Ban Thường vụ"),
        recipients=["Tỉnh ủy Mẫu", "Các đồng chí cấp ủy viên"],
        kept="Văn phòng Đảng ủy",
        demo=demo,
    )


def report_docx(texts: Sequence[str] = TEXTS, rows: Sequence[Sequence[str]] = ROWS, **more) -> bytes:
    return render(paper(texts, rows, **more))


def template_docx(*lines: str, whole: bool = True) -> bytes:
    """An office's template; `whole` adds the fields that every template needs."""
    document = Word()
    needed = ("{{ co_quan }}", "{{ so_ky_hieu }}", "{{ dia_danh_ngay_thang }}", "{{ noi_dung }}") if whole else ()
    for line in (*needed, *lines):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def text_pdf(*lines: str) -> bytes:
    """A small whole PDF with these lines, under a font with a map to Unicode."""
    text = "".join(lines)
    codes = {sign: number for number, sign in enumerate(dict.fromkeys(text), 1)}
    pairs = [f"<{number:04X}> <{sign.encode('utf-16-be').hex().upper()}>" for sign, number in codes.items()]
    maps = "\n".join(
        f"{len(some)} beginbfchar\n" + "\n".join(some) + "\nendbfchar"
        for some in (pairs[at : at + 100] for at in range(0, len(pairs), 100))
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{maps}\nendcmap end end"
    )
    shown = "\n".join(
        f"1 0 0 1 40 {800 - 12 * place} Tm <{''.join(f'{codes[sign]:04X}' for sign in line)}> Tj"
        for place, line in enumerate(lines)
        if line
    )
    page = f"BT /F1 8 Tf {shown} ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
        f"<</Length {len(page)}>>stream\n{page}\nendstream",
        "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        "/FontDescriptor 8 0 R/DW 500>>",
        f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream",
        "<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 0 1 1]/ItalicAngle 0/Ascent 1/Descent 0/CapHeight 1/StemV 1>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, written in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{written}\nendobj\n".encode()
    start = len(out)
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode()
    return out + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()


def pdf_of(docx: bytes, *, without: str = "", instead: str = "") -> bytes:
    """A PDF that says what the Word file says, one text a line; `without` is replaced by `instead`."""
    lines = [text.text for text in texts_of(docx)]
    return text_pdf(*(line.replace(without, instead) if without else line for line in lines))


def moment(year: int, month: int, day: int, hour: int = 8) -> datetime:
    return datetime(year, month, day, hour, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


THEN = moment(2022, 10, 5)
DAY = THEN.date()


def open_term(house: House, begins: date = date(2020, 6, 1), ends: date = date(2025, 5, 31)) -> Term:
    return Term.objects.create(unit=house.commune, name="Nhiệm kỳ mẫu", begins=begins, ends=ends)


def draft(house: House, **changed) -> Draft:
    """A compiled report of the committee."""
    made = Draft(
        organ=house.committee,
        side="party",
        paper_type="report",
        symbol="BC/ĐU",
        place="Xã Mẫu",
        title="Kết quả 9 tháng đầu năm 2022 thực hiện Nghị quyết mẫu",
        docx=report_docx(),
        data=b'{"rows":[]}',
        as_of=date(2022, 9, 30),
    )
    return replace(made, **changed)


def begun(house: House, **changed) -> IssuedPaper:
    return operations.begin_paper(draft(house, **changed), by=house.office, at=THEN)


def reviewed(house: House, **changed) -> IssuedPaper:
    paper = begun(house, **changed)
    return operations.hand_to_review(paper, by=house.office, seen=paper.turn, at=THEN)


def numbered(house: House, day: date = DAY, **changed) -> IssuedPaper:
    paper = reviewed(house, **changed)
    return operations.send_for_signature(paper, by=house.office, seen=paper.turn, dated=day, at=THEN)


def issued_docx(paper: IssuedPaper) -> bytes:
    found = latest(paper, "issued")
    assert found is not None
    return read_back(found.stored)


def signed_upload(paper: IssuedPaper, **changed) -> SimpleUploadedFile:
    return upload("05-bc-du.pdf", pdf_of(issued_docx(paper), **changed))


def signed(house: House, **changed) -> IssuedPaper:
    paper = numbered(house, **changed)
    operations.attach_signed(paper, signed_upload(paper), by=house.office, seen=paper.turn, at=THEN)
    paper.refresh_from_db()
    return paper
