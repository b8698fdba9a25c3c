from datetime import date
from io import BytesIO
from itertools import pairwise

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from trongtam.ground.papers import (
    LAYOUTS,
    Bullet,
    Column,
    Figure,
    Heading,
    Paper,
    Paragraph,
    Run,
    Signature,
    Table,
    layout_for,
    number_line,
    place_and_date,
    render,
)

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000"
    "000049454e44ae426082"
)
DAY = date(2026, 9, 5)
PROOF = "https://example.vn/chi-tieu/1/"
PARTY = {
    "superior": "Tỉnh ủy Mẫu",
    "issuer": "Đảng ủy xã An Khánh",
    "symbol": "BC/ĐU",
    "recipients": ["Tỉnh ủy", "Các chi bộ trực thuộc"],
    "kept": "Văn phòng Đảng ủy",
    "signature": Signature("Bí thư", "Nguyễn Văn Mẫu", "on_behalf", "Ban Thường vụ"),
}
STATE = {
    "superior": "Ủy ban nhân dân tỉnh Mẫu",
    "issuer": "Ủy ban nhân dân xã An Khánh",
    "symbol": "BC-UBND",
    "recipients": ["Ủy ban nhân dân tỉnh"],
    "kept": "VT",
    "signature": Signature("Chủ tịch", "Trần Thị Thử", "on_behalf", "Ủy ban nhân dân"),
}


def paper(side="party", on=DAY, **changes) -> Paper:
    values = {
        "layout": layout_for(side, on),
        "place": "An Khánh",
        "date": on,
        "number": 5,
        "type_name": "Báo cáo",
        "abstract": "kết quả 9 tháng",
        **(PARTY if side == "party" else STATE),
    }
    return Paper(**(values | changes))


def opened(made: Paper):
    return Document(BytesIO(render(made)))


def cell_lines(document, table: int, cell: int) -> list[str]:
    return [p.text.strip() for p in document.tables[table].rows[0].cells[cell].paragraphs if p.text.strip()]


def test_party_head():
    document = opened(paper())
    assert cell_lines(document, 0, 0) == ["TỈNH ỦY MẪU", "ĐẢNG ỦY XÃ AN KHÁNH", "*", "Số 05-BC/ĐU"]
    assert cell_lines(document, 0, 1) == ["ĐẢNG CỘNG SẢN VIỆT NAM", "An Khánh, ngày 05 tháng 9 năm 2026"]
    assert [p.text for p in document.paragraphs[:3]] == ["BÁO CÁO", "kết quả 9 tháng", "-----"]
    motto, rule, dated = document.tables[0].rows[0].cells[1].paragraphs
    assert rule._p.pPr.find(qn("w:pBdr")) is not None
    assert motto.runs[0].bold
    assert motto.runs[0].font.size == Pt(15)
    assert dated.runs[0].italic
    superior, issuer = document.tables[0].rows[0].cells[0].paragraphs[:2]
    assert not superior.runs[0].bold
    assert issuer.runs[0].bold
    assert document.paragraphs[0].runs[0].font.size == Pt(16)


def test_state_head():
    document = opened(paper("state"))
    left = cell_lines(document, 0, 0)
    assert left == ["ỦY BAN NHÂN DÂN TỈNH MẪU", "ỦY BAN NHÂN DÂN", "XÃ AN KHÁNH", "Số: 05/BC-UBND"]
    assert cell_lines(document, 0, 1)[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert "-----" not in [p.text for p in document.paragraphs]
    ruled = document.tables[0].rows[0].cells[0].paragraphs[3]
    assert ruled._p.pPr.find(qn("w:pBdr")) is not None


@pytest.mark.parametrize("side", ["party", "state"])
def test_page_and_face(side):
    document = opened(paper(side))
    section = document.sections[0]
    assert (round(section.page_width.mm, 1), round(section.page_height.mm, 1)) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm, 1) for margin in margins] == [20, 20, 30, 15]
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert {fonts.get(qn(f"w:{s}")) for s in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml


def test_body_of_the_party():
    body = [Heading("I. KẾT QUẢ"), Heading("a) Kinh tế", 3), Paragraph("Câu."), Bullet("Ý một")]
    document = opened(paper(body=body))
    heading, third, paragraph, bullet = document.paragraphs[3:7]
    assert heading.style.name == "Heading 1"
    assert third.runs[0].italic
    assert round(paragraph.paragraph_format.first_line_indent.mm, 1) == 10
    assert paragraph.paragraph_format.line_spacing == Pt(18)
    assert paragraph.paragraph_format.space_before == Pt(6)
    assert paragraph.runs[0].font.size == Pt(14)
    assert bullet.text == "- Ý một"


def test_bases_are_upright_for_the_party_and_in_italics_for_the_state():
    party = opened(paper(bases=["Căn cứ nghị quyết mẫu."])).paragraphs[3]
    state = opened(paper("state", bases=["Căn cứ nghị quyết mẫu"])).paragraphs[3]
    assert (party.text, party.runs[0].italic) == ("- Căn cứ nghị quyết mẫu;", None)
    assert (state.text, state.runs[0].italic) == ("Căn cứ nghị quyết mẫu;", True)


def test_a_number_opens_its_proof():
    text = ["Kết nạp ", Run("4", bold=True, href=PROOF), " đảng viên."]
    table = Table([Column("Chỉ tiêu", 3), Column("Số", 1, "right")], [["Kết nạp", [Run("4", href=PROOF)]]])
    document = opened(paper(body=[Paragraph(text), table]))
    paragraph = document.paragraphs[3]
    assert paragraph.text == "Kết nạp 4 đảng viên."
    assert [(link.text, link.address) for link in paragraph.hyperlinks] == [("4", PROOF)]
    in_table = document.tables[1].rows[1].cells[1].paragraphs[0]
    assert [link.address for link in in_table.hyperlinks] == [PROOF]


@pytest.mark.parametrize("href", ["javascript:alert(1)", "/chi-tieu/1/", "file:///x", "https://"])
def test_only_full_web_addresses_are_links(href):
    with pytest.raises(ValueError, match="full http address"):
        Run("4", href=href)


def test_table_repeats_its_head_and_keeps_rows_whole():
    table = Table(
        [Column("Chỉ tiêu", 3), Column("Số", 1, "right")],
        [["Kết nạp", "4"], ["Cộng", "4"]],
        caption="Bảng 1",
        strong=frozenset({1}),
    )
    document = opened(paper(body=[table]))
    head, first, total = document.tables[1].rows
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert first._tr.trPr.find(qn("w:tblHeader")) is None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in (head, first, total))
    assert [c.text for c in head.cells] == ["Chỉ tiêu", "Số"]
    assert total.cells[0].paragraphs[0].runs[0].bold
    assert not first.cells[0].paragraphs[0].runs[0].bold
    assert first.cells[0].width > first.cells[1].width
    with pytest.raises(ValueError, match="1 cells"):
        Table([Column("a"), Column("b")], [["x"]])


def test_picture_with_its_words():
    document = opened(paper(body=[Figure(PNG, "Hình 1. Kết nạp", "Nét đậm là năm nay", width_mm=400)]))
    (shape,) = document.inline_shapes
    assert shape.width == Mm(165)
    assert shape._inline.docPr.get("descr") == "Nét đậm là năm nay"
    assert "Hình 1. Kết nạp" in [p.text for p in document.paragraphs]


def test_close_of_a_party_paper():
    document = opened(paper())
    assert cell_lines(document, 1, 0) == [
        "Nơi nhận:",
        "- Tỉnh ủy,",
        "- Các chi bộ trực thuộc,",
        "- Lưu Văn phòng Đảng ủy.",
    ]
    assert document.tables[1].rows[0].cells[0].paragraphs[0].runs[0].underline
    assert cell_lines(document, 1, 1) == ["T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Nguyễn Văn Mẫu"]


def test_close_of_a_state_paper():
    document = opened(paper("state"))
    assert cell_lines(document, 1, 0) == ["Nơi nhận:", "- Ủy ban nhân dân tỉnh;", "- Lưu: VT."]
    assert cell_lines(document, 1, 1) == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Thị Thử"]


def test_minutes_are_signed_twice():
    document = opened(
        paper(
            recipients=(),
            kept="",
            left_signature=Signature("Người ghi biên bản", "Lê Thí Dụ"),
            signature=Signature("Chủ trì hội nghị", "Nguyễn Văn Mẫu"),
        )
    )
    assert cell_lines(document, 1, 0) == ["NGƯỜI GHI BIÊN BẢN", "Lê Thí Dụ"]
    assert cell_lines(document, 1, 1) == ["CHỦ TRÌ HỘI NGHỊ", "Nguyễn Văn Mẫu"]


def test_a_paper_without_close_or_type():
    document = opened(paper(recipients=(), kept="", signature=None, type_name="", abstract="gửi số liệu", superior=""))
    assert len(document.tables) == 1
    assert cell_lines(document, 0, 0)[-1] == "V/v gửi số liệu"
    assert cell_lines(document, 0, 0)[0] == "ĐẢNG ỦY XÃ AN KHÁNH"


def test_demonstration_papers_say_so_on_every_page():
    section = opened(paper(demo=True, footer="Sổ 12 · a1b2")).sections[0]
    for header in (section.header, section.first_page_header):
        assert "DỮ LIỆU MINH HỌA" in "".join(p.text for p in header.paragraphs)
        assert 'string="DỮ LIỆU MINH HỌA"' in header._element.xml
    for footer in (section.footer, section.first_page_footer):
        assert footer.paragraphs[0].text == "Sổ 12 · a1b2"
    real = opened(paper()).sections[0]
    assert "MINH HỌA" not in real.header._element.xml + real.first_page_header._element.xml


def test_text_with_signs_that_xml_cannot_carry():
    document = opened(paper(body=[Paragraph("Một\x00 hai\x0b <b>&amp;</b>")]))
    assert document.paragraphs[3].text == "Một hai <b>&amp;</b>"


def test_numbers_and_dates():
    party, state = layout_for("party", DAY), layout_for("state", DAY)
    assert number_line(party, 123, "NQ/ĐU") == "Số 123-NQ/ĐU"
    assert number_line(state, 5, "BC-UBND") == "Số: 05/BC-UBND"
    assert number_line(party, None, "NQ/ĐU") == "Số       -NQ/ĐU"
    assert place_and_date("An Khánh", date(2026, 2, 9)) == "An Khánh, ngày 09 tháng 02 năm 2026"
    assert place_and_date("An Khánh", date(2026, 10, 19)) == "An Khánh, ngày 19 tháng 10 năm 2026"
    assert place_and_date("An Khánh", None).startswith("An Khánh, ngày  ")


def test_the_layout_is_that_of_the_papers_day():
    assert layout_for("party", date(2022, 9, 30)).code == "party-2018"
    assert layout_for("party", date(2026, 1, 8)).code == "party-2018"
    assert layout_for("party", date(2026, 1, 9)).code == "party-2026"
    assert layout_for("state", date(2022, 9, 30)).code == "state-2020"
    assert layout_for("state", date(2012, 9, 30)).code == "state-2020"
    with pytest.raises(ValueError, match="no layouts"):
        layout_for("army", DAY)


def test_layouts_name_their_source_and_do_not_overlap():
    for layout in LAYOUTS:
        assert layout.source
    for before, after in pairwise(LAYOUTS):
        if before.side == after.side:
            assert before.valid_to < after.valid_from
    assert [layout.checked for layout in LAYOUTS] == [False, False, True]


def test_a_paper_signed_before_its_day_and_without_recipients():
    unsigned = paper(date=None, recipients=(), kept="", signature=Signature("Bí thư"))
    document = opened(unsigned)
    assert cell_lines(document, 1, 0) == []
    assert cell_lines(document, 1, 1) == ["BÍ THƯ"]
    closing = document.tables[1].rows[0]._tr
    assert closing.trPr.find(qn("w:cantSplit")) is not None


def test_the_order_of_properties_is_that_of_the_schema():
    """Word calls a file damaged where LibreOffice does not mind."""
    properties = opened(paper()).tables[0]._tbl.tblPr
    names = [child.tag.rpartition("}")[2] for child in properties]
    assert names.index("tblCellMar") < names.index("tblLook")


def test_long_tables_are_whole():
    rows = [[str(n), [Run("4", href=PROOF)]] for n in range(1200)]
    document = opened(paper(body=[Table([Column("STT"), Column("Số")], rows)]))
    assert len(document.tables[1]._tbl.tr_lst) == 1201
