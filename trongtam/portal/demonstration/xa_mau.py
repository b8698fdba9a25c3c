"""Xã Mẫu, wholly invented: the year of the day on which the demonstration is made, so that something is always due.

Every other commune stands in the years of its source. Here the months before this one are stated, this one is not.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from .emulation import LADDER, ladder_figures
from .shapes import C, Commune, D, I, M, P, T, U

PARTS = ("Nông, lâm nghiệp và thủy sản", "Công nghiệp và xây dựng", "Thương mại và dịch vụ")
CELLS = ("mot", "hai", "ba", "truong")

UNITS = (
    U("dang-uy", "party_committee", "Đảng ủy xã Mẫu"),
    U("ubnd", "government", "Ủy ban nhân dân xã Mẫu"),
    U("mttq", "front", "Mặt trận Tổ quốc xã Mẫu"),
    U("thon-mot", "hamlet", "Thôn Mẫu Một"),
    U("thon-hai", "hamlet", "Thôn Mẫu Hai"),
    U("thon-ba", "hamlet", "Thôn Mẫu Ba"),
    U("cum", "cluster", "Cụm chi bộ thôn", "dang-uy"),
    U("mot", "cell", "Chi bộ thôn Mẫu Một", "cum", "thon-mot"),
    U("hai", "cell", "Chi bộ thôn Mẫu Hai", "cum", "thon-hai"),
    U("ba", "cell", "Chi bộ thôn Mẫu Ba", "cum", "thon-ba"),
    U("truong", "cell", "Chi bộ Trường học Mẫu", "dang-uy"),
)

PEOPLE = (
    P("thu-ky-mau", "Đoàn Thị Mẫu", (("office", "dang-uy"),), "vanphongmau"),
    P("bi-thu-mau", "Lâm Giả Định", (("secretary", "dang-uy"),), "bithumau"),
    P("chi-bo-mau", "Nguyễn Thị Dụ", (("cell_secretary", "mot"),), "chibomau"),
    P("truong-thon-mot", "Hà Thử Thôn", (("hamlet_head", "thon-mot"),), "thonmau"),
    P("uy-vien-phu-trach", "Kiều Thử Trách", (("committee_member", "dang-uy"),), "phutrachmau"),
    P("dai-bieu-mau", "Đàm Thử Biểu", (("council_delegate", ""),), "daibieumau"),
    P("kiem-tra-mau", "Mai Giả Kiểm", (("inspector", "dang-uy"),), "kiemtramau"),
    P("chi-bo-ba", "Tô Phỏng Đoán", (("cell_secretary", "ba"),)),
)

INDICATORS = (
    I("mau-bhxh", "Tham gia bảo hiểm xã hội tự nguyện", "người", "flow", "culture", "cell", people=True),
    I("mau-hoi-vien", "Kết nạp hội viên đoàn thể", "hội viên", "flow", "party", "cell", people=True),
    I("mau-tuyen-truyen", "Buổi tuyên truyền pháp luật", "buổi", "flow", "defence", "cell"),
    I("mau-bhyt", "Hộ có đủ thẻ bảo hiểm y tế", "%", "ratio", "culture", "cell", across="ratio", scale=100, whole=True),
    I("mau-thu-ngan-sach", "Thu ngân sách trên địa bàn", "tỷ đồng", "flow", "economy", decimals=2),
    I("mau-ho-ngheo", "Tỷ lệ hộ nghèo", "%", "stock", "culture", better="less", decimals=2, across="none", whole=True),
    I(
        "mau-co-cau",
        "Cơ cấu giá trị sản xuất",
        "%",
        "composition",
        "economy",
        decimals=1,
        across="none",
        parts=PARTS,
        hint="Tỷ trọng của từng ngành, cộng lại là 100%",
    ),
    I(
        "mau-ket-nap",
        "Kết nạp đảng viên (tự đếm)",
        "đảng viên",
        "flow",
        "party",
        "cell",
        people=True,
        provider="admissions",
    ),
)


def _documents(year: int) -> tuple[D, ...]:
    return (
        D(
            "nq",
            "resolution",
            f"Nghị quyết của Đảng bộ xã Mẫu năm {year}",
            f"{year - 1}-12-20",
            "Đảng ủy xã Mẫu",
            (
                C("I", "heading", "Chỉ tiêu"),
                C("I.1", "target", "Trong năm có từ 60 người tham gia bảo hiểm xã hội tự nguyện trở lên.", "I"),
                C("I.2", "target", "Kết nạp từ 48 hội viên đoàn thể trở lên.", "I"),
                C("I.3", "target", "Mỗi chi bộ giúp mở buổi tuyên truyền pháp luật, cả xã từ 24 buổi trở lên.", "I"),
                C("I.4", "target", "Từ 95% hộ có đủ thẻ bảo hiểm y tế trở lên.", "I"),
                C("I.5", "target", "Thu ngân sách trên địa bàn từ 4,8 tỷ đồng trở lên.", "I"),
                C("I.6", "target", "Tỷ lệ hộ nghèo còn không quá 1,5%.", "I"),
                C("I.7", "target", "Kết nạp từ 2 đảng viên mới trở lên.", "I"),
                C("I.8", "target", "Thương mại và dịch vụ chiếm từ 38% giá trị sản xuất trở lên.", "I"),
                C("II", "heading", "Nhiệm vụ và tồn tại"),
                C("II.1", "task", "Chi bộ họp thường kỳ, việc nào quyết thì kỳ sau nhìn lại.", "II"),
                C("II.2", "shortcoming", "Số liệu tháng của một số chi bộ còn gửi muộn.", "II"),
                C("II.3", "target", "Trồng thêm cây xanh dọc đường thôn (chưa đặt số đo).", "II"),
            ),
            studied=(("mot", f"{year - 1}-12-28", 9, 9), ("hai", f"{year - 1}-12-29", 8, 7)),
            received=("truong",),
            sent=("ba",),
        ),
    )


def _measurements(year: int, months: int) -> tuple[M, ...]:
    rows: list[M] = [*ladder_figures(year)]
    for month in range(1, months + 1):
        code = f"{year}-{month:02d}"
        for place, cell in enumerate(CELLS):
            turn = month + place
            rows += [
                M("mau-bhxh", code, str(2 if cell == "ba" and month > 6 else turn % 3), unit=cell),
                M("mau-hoi-vien", code, str(1 + turn % 2 if cell != "ba" else turn % 2), unit=cell),
                M("mau-tuyen-truyen", code, str(int(turn % 2 == 0)), unit=cell),
                M("mau-bhyt", code, numerator=str(88 + month + place), denominator="105", unit=cell),
            ]
        rows += [
            M("mau-thu-ngan-sach", code, f"0.{35 + turn % 9}"),
            M("mau-co-cau", code, parts=_shares(month)),
            M("mau-ho-ngheo", code, f"{2.4 - 0.07 * month:.2f}"),
        ]
    return tuple(rows)


def _shares(month: int) -> dict[str, str]:
    """Services grow at the cost of farming; the whole stays whole."""
    moved = Decimal("0.2") * month
    return dict(zip(PARTS, (str(Decimal(33) - moved), "31", str(Decimal(36) + moved)), strict=True))


def commune(today: date) -> Commune:
    """The commune as it would stand on a day: results of the months that have closed, none of this one."""
    year, months = today.year, today.month - 1
    return Commune(
        code="xa-mau",
        name="Xã Mẫu",
        province=("tinh-mau", "Tỉnh Mẫu"),
        district=("huyen-mau", "Huyện Mẫu"),
        source="",
        term=(f"Nhiệm kỳ {year - 1}–{year + 4}", f"{year - 1}-06-01", f"{year + 4}-05-31"),
        units=UNITS,
        people=PEOPLE,
        documents=_documents(year),
        indicators=(*INDICATORS, *LADDER),
        targets=(
            T("mau-bhxh", str(year), "60", "nq/I.1", holder="bi-thu-mau"),
            T("mau-hoi-vien", str(year), "48", "nq/I.2"),
            T("mau-tuyen-truyen", str(year), "24", "nq/I.3"),
            T("mau-bhyt", str(year), "95", "nq/I.4"),
            T("mau-thu-ngan-sach", str(year), "4.8", "nq/I.5"),
            T(
                "mau-ho-ngheo",
                str(year),
                "1.5",
                "nq/I.6",
                comparator="<=",
                baseline="2.4",
                baseline_on=f"{year - 1}-12-31",
            ),
            T("mau-co-cau", str(year), "38", "nq/I.8", part=PARTS[2]),
            T("mau-ket-nap", str(year), "2", "nq/I.7"),
            *(T("mau-bhxh", str(year), "15", unit=cell, parent="mau-bhxh") for cell in CELLS),
            *(T("mau-hoi-vien", str(year), "12", unit=cell, parent="mau-hoi-vien") for cell in CELLS),
        ),
        measurements=_measurements(year, months),
        members={"mot": 9, "hai": 8, "ba": 7, "truong": 11},
        admissions=(("mot", f"{year - 1}-03-26"),),
        probation_in="mot",
    )
