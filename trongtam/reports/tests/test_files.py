"""Word and Excel of a report, read back as others will read them."""

import re
from copy import deepcopy
from datetime import date
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from tests.kept import kept_for_the_file
from trongtam.org.tests.house import make_unit
from trongtam.reports.files import excel_of, word_of
from trongtam.reports.models import Report
from trongtam.reports.operations import Written, write_texts
from trongtam.reports.queries import organs_of
from trongtam.reports.queries.organs import place_of
from trongtam.targets.models import Measurement
from trongtam.targets.operations import Root
from trongtam.targets.tests.measures import make_indicator, make_target, stated

from .world import HALF, World, make_report, make_world

pytestmark = pytest.mark.django_db
BASE = "https://trongtam.vi-du.vn"
ON = date(2026, 11, 22)


_made = kept_for_the_file(make_world)


@pytest.fixture
def world(_made: World, db: None) -> World:
    return deepcopy(_made)


@pytest.fixture
def report(world: World) -> Report:
    return make_report(world)


def word(world: World, report: Report):
    return docx.Document(BytesIO(word_of(report, user=world.house.office, on=ON, base=BASE)))


def whole_text(paper) -> str:
    """Every paragraph, tables and links included, in order."""
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paper.element.body.iter(qn("w:p")))


def test_the_paper_stands_in_the_layout_of_the_party(world: World, report: Report) -> None:
    write_texts(report, {"limits.why": Written("Mưa nhiều.\n\nThiếu đất.", 0)}, by=world.house.office)
    text = whole_text(word(world, report))
    for line in (
        "ĐẢNG ỦY XÃ MẪU",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Mẫu, ngày      tháng      năm     ",
        "BÁO CÁO",
        "kết quả 9 tháng đầu năm 2022 thực hiện Nghị quyết năm 2022",
        "I. KẾT QUẢ THỰC HIỆN",
        "2. Văn hóa - xã hội",
        "II. HẠN CHẾ VÀ NGUYÊN NHÂN",
        "Mưa nhiều.",
        "Thiếu đất.",
        "T/M BAN THƯỜNG VỤ",
        "- Kết nạp đảng viên: 4/3 đảng viên, đạt 133,33% kế hoạch, tăng 1 đảng viên so với cùng kỳ.",
    ):
        assert line in text.split("\n"), line
    assert re.search(r"Số\s+-BC/ĐU", text)
    assert "số liệu đến 30/09/2022" in text
    assert "DỮ LIỆU MINH HỌA" not in text


def test_each_number_opens_its_proof(world: World, report: Report) -> None:
    paper = word(world, report)
    opened = {
        "".join(t.text for t in link.iter(qn("w:t"))): paper.part.rels[link.get(qn("r:id"))].target_ref
        for link in paper.element.body.iter(qn("w:hyperlink"))
    }
    admitted = f"{BASE}/targets/{world.targets['admitted'].pk}/?on=2022-09-30"
    assert opened["4/3 đảng viên"] == opened["133,33%"] == admitted
    assert opened["hơn 152 tỷ đồng"] == f"{BASE}/targets/{world.targets['value'].pk}/?on=2022-09-30"


def test_the_table_of_targets(world: World, report: Report) -> None:
    counted, targets = word(world, report).tables[1:3]
    assert [cell.text for cell in counted.rows[-1].cells] == ["Tổng", "3", "100%"]
    table = [["".join(t.text for t in cell.iter(qn("w:t"))) for cell in row.tc_lst] for row in targets._tbl.tr_lst]
    assert [row[1] for row in table[1:]] == [
        "Kinh tế", "Giá trị sản xuất", "Văn hóa - xã hội", "Nhà văn hóa đạt chuẩn",
        "Xây dựng Đảng, Mặt trận và đoàn thể", "Kết nạp đảng viên",
    ]  # fmt: skip
    partly = "Đạt từ 60 đến dưới 100%"
    assert [len(row) for row in table] == [8, 2, 8, 2, 8, 2, 8], "a sector takes the width of the table"
    assert table[2] == ["1", "Giá trị sản xuất", "tỷ đồng", "200", "hơn 152", "hơn 76%", "tăng hơn 22", partly]
    assert table[6] == ["3", "Kết nạp đảng viên", "đảng viên", "3", "4", "133,33%", "+1", "Đạt"]


def test_made_up_figures_and_demonstration_units_say_so(world: World, report: Report) -> None:
    world.house.commune.is_demonstration = True
    world.house.commune.save()
    world.targets["homes"].is_invented = True
    world.targets["homes"].save()
    report.refresh_from_db()
    paper = word(world, report)
    assert "DỮ LIỆU MINH HỌA" in "".join(p.text for p in paper.sections[0].header.paragraphs)
    text = whole_text(paper)
    assert "Nhà văn hóa đạt chuẩn°: đến nay 1/5 nhà" in text
    assert "° Số liệu giả định" in text


def test_a_report_of_the_state_has_the_layout_of_the_state(world: World, report: Report) -> None:
    government = make_unit("government", "Ủy ban nhân dân xã Mẫu", world.house.commune)
    world.document.side = "government"
    world.document.save()
    report.side, report.outline_code = "state", "state-results"
    report.save()
    report = Report.objects.get(pk=report.pk)
    assert organs_of(report).issuer == government.name
    text = whole_text(word(world, report))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "TM. ỦY BAN NHÂN DÂN" in text
    assert re.search(r"Số:\s+/BC-UBND", text)


def test_a_paper_of_a_cell_names_cell_and_committee(world: World, report: Report) -> None:
    report.unit = world.house.cell_a
    organs = organs_of(report)
    assert (organs.issuer, organs.superior, organs.symbol) == ("Chi bộ ấp Mẫu Một", "Đảng ủy xã Mẫu", "BC/CB")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Xã An Khánh", "An Khánh"),
        ("Thị trấn Tân Túc", "Tân Túc"),
        ("phường 3", "3"),
        ("Xãm", "Xãm"),
        ("An Nhơn", "An Nhơn"),
    ],
)
def test_the_place_of_a_unit(name: str, place: str) -> None:
    assert place_of(name) == place


def test_each_target_has_its_bar_in_the_table(world: World, report: Report) -> None:
    table = word(world, report).tables[2]
    drawn = [picture.get("descr") for picture in table._tbl.iter(qn("wp:docPr"))]
    assert len(drawn) == len(world.targets)
    assert "Kết nạp đảng viên: 133,33%" in drawn


def test_the_workbook_holds_numbers_links_and_statements(world: World, report: Report) -> None:
    book = load_workbook(BytesIO(excel_of(report, user=world.house.office, base=BASE)))
    assert book.sheetnames == ["Chỉ tiêu", "Tổng hợp", "Số đã báo"]
    page = book["Chỉ tiêu"]
    heads = [cell.value for cell in page[1]]
    assert [(row[0].value, row[2].value) for row in list(page.iter_rows(min_row=2))[:3]] == [
        (1, "Giá trị sản xuất"),
        (2, "Nhà văn hóa đạt chuẩn"),
        (3, "Kết nạp đảng viên"),
    ], "numbered by sector, as the paper is"
    assert "Văn phòng nhập thay" in [cell.value for cell in book["Số đã báo"][1]]
    first = dict(zip(heads, page[4], strict=True))
    assert (first["Chỉ tiêu"].value, first["Kế hoạch"].value, first["Thực hiện"].value) == ("Kết nạp đảng viên", 3, 4)
    assert round(first["% kế hoạch"].value, 2) == 133.33
    assert first["Thực hiện"].hyperlink.target == f"{BASE}/targets/{world.targets['admitted'].pk}/?on=2022-09-30"
    second = dict(zip(heads, page[2], strict=True))
    assert (second["Mức"].value, second["So cùng kỳ năm trước"].value) == ("hơn", 22)
    counted = [[cell.value for cell in row[:2]] for row in book["Tổng hợp"].iter_rows(min_row=2)]
    assert counted[0] == ["Đạt", 1]
    assert counted[4] == ["Tổng", 3]
    stated = [[cell.value for cell in row] for row in book["Số đã báo"].iter_rows(min_row=2)]
    assert [(row[1], row[2], row[4]) for row in stated if row[0] == "Kết nạp đảng viên"] == [
        ("Chi bộ ấp Mẫu Một", "6 tháng đầu năm 2022", 3),
        ("Chi bộ ấp Mẫu Hai", "6 tháng đầu năm 2022", 0),
        ("Chi bộ ấp Mẫu Một", "9 tháng năm 2022", 3),
        ("Chi bộ ấp Mẫu Hai", "9 tháng năm 2022", 1),
    ]
    homes = [row for row in stated if row[0] == "Nhà văn hóa đạt chuẩn"]
    assert [(row[2], row[-1] or "") for row in homes] == [
        ("Tháng 6/2022", "Chưa có đất xây nhà văn hóa."),
        ("Tháng 9/2022", ""),
    ]
    Measurement.objects.update(is_invented=True)
    book = load_workbook(BytesIO(excel_of(report, user=world.house.office, base=BASE)))
    notes = [row[-1].value for row in book["Số đã báo"].iter_rows(min_row=2)]
    assert set(notes) == {"°", "Chưa có đất xây nhà văn hóa. °"}


def test_the_workbook_says_where_the_figures_end_before_the_day_of_the_report(world: World, report: Report) -> None:
    trees = make_indicator("trees", name="Trồng cây", stated_by="commune", sector="economy")
    root = Root(document=world.document, order=9)
    make_target(world.house.commune, trees, "2022", 100, by=world.house.office, root=root)
    stated(trees, world.house.commune, "2022-H1", 60, by=world.house.office)
    page = load_workbook(BytesIO(excel_of(report, user=world.house.office, base=BASE)))["Chỉ tiêu"]
    heads = [cell.value for cell in page[1]]
    told = {}
    for row in page.iter_rows(min_row=2, values_only=True):
        line = dict(zip(heads, row, strict=True))
        told[line["Chỉ tiêu"]] = line["Số liệu đến"].date(), line["Ghi chú"] or ""
    assert told["Trồng cây"] == (date(2022, 6, 30), "Số liệu mới đến 30/06/2022")
    assert told["Kết nạp đảng viên"] == (date(2022, 9, 30), "")


def test_words_carried_over_say_so_on_paper_until_somebody_looks_at_them(world: World) -> None:
    write_texts(make_report(world, HALF), {"tasks": Written("Làm đường.", 0)}, by=world.house.office)
    report, mark = make_report(world), "(Chép từ báo cáo 6 tháng đầu năm 2022, chưa xem lại.)"
    assert mark in whole_text(word(world, report))
    write_texts(report, {"tasks": Written("Làm đường.", 1, confirmed=True)}, by=world.house.office)
    assert mark not in whole_text(word(world, report))
