"""Sheets as offices have them: titles above the headings, headings in two merged rows, a column of numbers, sums below."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CELLS = [f"Chi bộ ấp Mẫu {name}" for name in ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám")]
CELLS += ["Chi bộ Trường Tiểu học Mẫu", "Chi bộ Trạm Y tế", "Chi bộ Quân sự", "Chi bộ Công an"]
NAMES = ["Nguyễn Văn Mẫu", "Trần Thị Thử", "Lê Thí Dụ", "Võ Giả Định", "Phạm Ví Dụ", "Hồ Thử Nghiệm", "Đinh Văn Mẫu",
         "Bùi Thị Thử", "Đặng Thí Dụ", "Lý Giả Định", "Mai Ví Dụ", "Tạ Thử Nghiệm"]  # fmt: skip
# Name, unit of measure, plan of the year, done in nine months, as people write them.
TARGETS: list[tuple[str, str, Any, Any]] = [
    ("Kết nạp đảng viên mới", "đảng viên", 12, 9),
    ("Thu nhập bình quân đầu người", "triệu đồng", 62, "46,5"),
    ("Giúp hộ thoát nghèo", "hộ", 15, 11),
    ("Bê tông hóa đường ấp", "km", "4,5", "3,2"),
    ("Tỷ lệ ấp đạt chuẩn văn hóa", "%", 95, "7/8"),
    ("Vận động xây nhà đại đoàn kết", "căn", 6, 6),
    ("Tỷ lệ dân số tham gia bảo hiểm y tế", "%", 95, "8.230/8.840"),
    ("Thu ngân sách trên địa bàn", "triệu đồng", 2150, 1780),
]


def units_sheet() -> dict[str, Any]:
    rows = [[n, name, 10 + n, NAMES[n - 1], f"0912 000 {n:03d}", None] for n, name in enumerate(CELLS, 1)]
    heads = [
        ["STT", "Tên chi bộ", "Đảng viên", "Bí thư chi bộ", None, "Ghi chú"],
        [None, None, None, "Họ và tên", "Điện thoại", None],
    ]
    total = ["Tổng cộng: 12 chi bộ", None, sum(row[2] for row in rows), None, None, None]
    merged = ("A6:A7", "B6:B7", "C6:C7", "D6:E6", "F6:F7", "A20:B20")
    return _sheet("Danh sach chi bo truc thuoc.xlsx", "DANH SÁCH CHI BỘ TRỰC THUỘC", heads, [*rows, total], merged)


def results_sheet() -> dict[str, Any]:
    heads = [
        ["STT", "Chỉ tiêu", "Đơn vị tính", "Năm nay", None, None],
        [None, None, None, "Kế hoạch", "Thực hiện 9 tháng", "Tỷ lệ (%)"],
    ]
    rows = [[n, name, unit, plan, done, None] for n, (name, unit, plan, done) in enumerate(TARGETS, 1)]
    merged = ("A6:A7", "B6:B7", "C6:C7", "D6:F6")
    return _sheet("Ket qua 9 thang.xlsx", "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU", heads, rows, merged)


def pasted_targets() -> str:
    """What Excel puts on the clipboard of the annex of targets."""
    head = "STT\tChỉ tiêu\tĐơn vị tính\tKế hoạch"
    return "\n".join([head, *(f"{n}\t{name}\t{unit}\t{plan}" for n, (name, unit, plan, _) in enumerate(TARGETS, 1))])


def pasted_people() -> str:
    """The columns of the list of cells as Excel puts them on the clipboard."""
    rows = (f"{n}\t{unit}\tĐ/c {NAMES[n - 1]}\t0912 000 {n:03d}" for n, unit in enumerate(CELLS, 1))
    return "\n".join(["STT\tTên chi bộ\tHọ và tên\tĐiện thoại", *rows])


def _sheet(
    name: str, title: str, heads: Sequence[Sequence[Any]], rows: Sequence[Sequence[Any]], merged: Sequence[str]
) -> dict[str, Any]:
    """A file to be chosen in the browser. The headings stand in rows 6 and 7."""
    book = Workbook()
    page = book.active
    above = [["ĐẢNG BỘ TỈNH MẪU", None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"], ["ĐẢNG ỦY XÃ MẪU"], [title], ["Năm nay"], []]
    for row in [*above, *heads, *rows]:
        page.append(list(row))
    for place in ("A1:C1", "D1:F1", "A2:C2", "A3:F3", "A4:F4", *merged):
        page.merge_cells(place)
    for row in page["A1:F7"]:
        for cell in row:
            cell.font, cell.alignment = Font(bold=True), Alignment(horizontal="center", wrap_text=True)
    buffer = BytesIO()
    book.save(buffer)
    return {"name": name, "mimeType": EXCEL, "buffer": buffer.getvalue()}
