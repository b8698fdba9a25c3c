"""Titles that are given year by year, so that years in a row can be counted. Pure data.

Which of them may be given for how many years in a row, and by whom, is for the rules of the day; here only what counts as the
same title. `years`: the rows that are told apart.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Title:
    """`name` is data, in Vietnamese in every language. `of`: units, persons."""

    code: str
    name: str
    of: str
    source: str
    checked: bool = False


TITLES: tuple[Title, ...] = (
    Title(
        "clean_strong_excellent",
        "Trong sạch, vững mạnh xuất sắc",
        "unit",
        "Xếp loại tổ chức đảng đến năm 2018; nguồn 003 (Hải Lựu) kể “5 năm liền”",
    ),
    Title("clean_strong", "Trong sạch, vững mạnh tiêu biểu", "unit", "HD 21-HD/BTCTW 2019; chưa đối chiếu nguyên văn"),
    Title("excellent_unit", "Hoàn thành xuất sắc nhiệm vụ", "unit", "Khen thưởng tổ chức đảng hằng năm"),
    Title("outstanding_cell", "Chi bộ tiêu biểu", "unit", "Danh hiệu do cấp ủy cơ sở bình xét; nguồn 004 (ấp An Định)"),
    Title("excellent_collective", "Tập thể lao động xuất sắc", "unit", "Luật Thi đua, khen thưởng; chưa đối chiếu"),
    Title("advanced_collective", "Tập thể lao động tiên tiến", "unit", "Luật Thi đua, khen thưởng; chưa đối chiếu"),
    Title("excellent_member", "Đảng viên hoàn thành xuất sắc nhiệm vụ", "person", "Khen thưởng đảng viên hằng năm"),
    Title("base_fighter", "Chiến sĩ thi đua cơ sở", "person", "Luật Thi đua, khen thưởng; chưa đối chiếu"),
    Title("advanced_worker", "Lao động tiên tiến", "person", "Luật Thi đua, khen thưởng; chưa đối chiếu"),
)
BY_CODE = {one.code: one for one in TITLES}
FIVE = 5
