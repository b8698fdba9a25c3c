"""The form that the invented superior wants of Xã Mẫu, made here and mapped: the year's targets, plan, result, percent."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

from trongtam.accounts.models import User
from trongtam.org.models import Unit
from trongtam.reports.models import Duty, Relative, What
from trongtam.reports.operations import Meaning, bring_form, map_cells
from trongtam.reports.queries.blanks import newest
from trongtam.targets.models import Target

NAME = "Biểu 01-TH (mẫu): Kết quả thực hiện chỉ tiêu"
HEADS = ("STT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm", "Thực hiện từ đầu năm", "% so với kế hoạch", "Ghi chú")


def lay_form(commune: Unit, duty: Duty, *, by: User, at: datetime) -> None:
    """Bring the blank form for a duty and map every column but the notes; the parts of a whole have no row."""
    targets = Target.objects.in_force().filter(unit=commune, parent__isnull=True, part="", period_code=str(at.year))
    rows = list(targets.select_related("indicator").order_by("order", "pk"))
    upload = SimpleUploadedFile(
        "bieu-01-th-mau.xlsx", _blank([(row.indicator.name, row.indicator.unit_of_measure) for row in rows])
    )
    form = bring_form(commune, upload, by=by, name=NAME, duty=duty, at=at)
    cells = {"0!C2": Meaning(What.UNIT_NAME), "0!F2": Meaning(What.PERIOD_NAME)}
    for line, row in enumerate(rows, start=5):
        for letter, what in (("D", What.PLAN), ("E", What.VALUE), ("F", What.PERCENT)):
            cells[f"0!{letter}{line}"] = Meaning(what, Relative.CUMULATIVE, row.indicator)
        cells[f"0!G{line}"] = Meaning(What.BY_HAND)
    map_cells(newest(form), cells, by=by, at=at)


def _blank(rows: list[tuple[str, str]]) -> bytes:
    book = Workbook()
    page = book.active
    page.title = "Biểu 01-TH"
    page["A1"] = "BIỂU TỔNG HỢP KẾT QUẢ THỰC HIỆN CHỈ TIÊU"
    page["A1"].font = Font(bold=True, size=14)
    page.merge_cells("A1:G1")
    page["B2"], page["E2"] = "Đơn vị báo cáo:", "Kỳ báo cáo:"
    side = Side(style="thin")
    for column, (head, width) in enumerate(zip(HEADS, (6, 42, 12, 14, 16, 16, 20), strict=True), start=1):
        cell = page.cell(4, column, head)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, horizontal="center")
        page.column_dimensions[cell.column_letter].width = width
    for number, (name, unit) in enumerate(rows, start=1):
        for column, value in enumerate((number, name, unit), start=1):
            page.cell(4 + number, column, value)
        for column in (4, 5, 6):
            page.cell(4 + number, column).number_format = "#,##0.00"
    for row in page.iter_rows(min_row=4, max_row=4 + len(rows), max_col=len(HEADS)):
        for cell in row:
            cell.border = Border(left=side, right=side, top=side, bottom=side)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
