"""Blank forms of an invented superior, made on the spot."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import docx
from openpyxl import Workbook
from openpyxl.styles import Font

HEADS = ("STT", "Chỉ tiêu", "Kế hoạch năm 2022", "Thực hiện 9 tháng năm 2022", "% kế hoạch")
ROWS = ("Kết nạp đảng viên", "Giá trị sản xuất", "Nhà văn hóa đạt chuẩn")


def sheet_form(rows: Sequence[str] = ROWS, heads: Sequence[str] = HEADS, *, title: str = "Biểu 01") -> bytes:
    """Rows from line 4, a column for each head, the sum of the third column below, and a percent formula beside."""
    book = Workbook()
    page = book.active
    page.title = title
    page["A1"] = "BIỂU TỔNG HỢP KẾT QUẢ 9 THÁNG"
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(heads))
    for column, head in enumerate(heads, start=1):
        page.cell(3, column, head).font = Font(bold=True)
    for number, name in enumerate(rows, start=1):
        page.cell(3 + number, 1, number)
        page.cell(3 + number, 2, name)
        page.cell(3 + number, 4).number_format = "#,##0.00"
        page.cell(3 + number, 4).font = Font(italic=True, color="00AA0000")
    last = 4 + len(rows)
    page.cell(last, 2, "Cộng")
    page.cell(last, 4, f"=SUM(D4:D{last - 1})")
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def word_form() -> bytes:
    paper = docx.Document()
    line = paper.add_paragraph("Đơn vị báo cáo: ")
    line.add_run("………").italic = True
    line.add_run(" kỳ ")
    line.add_run(".....")
    table = paper.add_table(rows=3, cols=3)
    for column, head in enumerate(("Chỉ tiêu", "Kế hoạch", "Thực hiện")):
        table.cell(0, column).text = head
    for row, name in enumerate(ROWS[:2], start=1):
        table.cell(row, 0).text = name
        table.cell(row, 2).paragraphs[0].add_run("…").bold = True
    out = BytesIO()
    paper.save(out)
    return out.getvalue()
