"""An Khánh (source 001): the resolution of 2022 with 23 targets, 7 · 14 · 2 after nine months.

The source gives the counts, 4 of a plan of 3 admissions, 1 of 1 cell, 15 cells, 255 members, 82 households on
46,346.8 m². All other plans and results, names of hamlets but An Mỹ, and all wordings are invented.
"""

from __future__ import annotations

from decimal import Decimal

from .an_khanh_series import FLOWS, PEOPLE_COUNTED, REVENUE, ROADS, STOCKS
from .shapes import C, Commune, D, I, M, P, T, U

HAMLET_CELLS = (
    ("an-my", "An Mỹ"),
    ("mau-hai", "Mẫu Hai"),
    ("mau-ba", "Mẫu Ba"),
    ("mau-bon", "Mẫu Bốn"),
    ("mau-nam", "Mẫu Năm"),
    ("mau-sau", "Mẫu Sáu"),
    ("mau-bay", "Mẫu Bảy"),
    ("mau-tam", "Mẫu Tám"),
    ("mau-chin", "Mẫu Chín"),
    ("mau-muoi", "Mẫu Mười"),
)
OTHER_CELLS = (
    ("truong-mau", "Chi bộ Trường học Mẫu"),
    ("truong-thu", "Chi bộ Trường học Thử"),
    ("tram-y-te", "Chi bộ Trạm y tế Mẫu"),
    ("co-quan", "Chi bộ Cơ quan Mẫu"),
    ("cong-an", "Chi bộ Công an Mẫu"),
)
CELLS = tuple(code for code, _ in HAMLET_CELLS + OTHER_CELLS)

UNITS = (
    U("dang-uy", "party_committee", "Đảng ủy xã An Khánh"),
    U("ubnd", "government", "Ủy ban nhân dân xã An Khánh"),
    U("hdnd", "peoples_council", "Hội đồng nhân dân xã An Khánh"),
    U("mttq", "front", "Mặt trận Tổ quốc xã An Khánh"),
    *(U(f"ap-{code}", "hamlet", f"Ấp {name}") for code, name in HAMLET_CELLS),
    *(U(code, "cell", f"Chi bộ ấp {name}", "dang-uy", f"ap-{code}") for code, name in HAMLET_CELLS),
    *(U(code, "cell", name, "dang-uy") for code, name in OTHER_CELLS),
    U("to-an-my-1", "group", "Tổ nhân dân tự quản Mẫu Một", "ap-an-my"),
)

PEOPLE = (
    P(
        "vo-gia-dinh",
        "Võ Giả Định",
        (("secretary", "dang-uy"), ("standing_member", "dang-uy"), ("committee_member", "dang-uy")),
        "bithu",
    ),
    P(
        "tran-thi-thu",
        "Trần Thị Thử",
        (("deputy_secretary", "dang-uy"), ("standing_member", "dang-uy"), ("committee_member", "dang-uy")),
        "phobithu",
    ),
    P("do-van-phong", "Đỗ Văn Phỏng", (("office", "dang-uy"), ("administrator", "dang-uy")), "vanphong"),
    *(P(f"uy-vien-{n}", f"Ủy Viên Mẫu {n}", (("committee_member", "dang-uy"),)) for n in range(6, 16)),
    P("le-thi-du", "Lê Thí Dụ", (("standing_member", "dang-uy"), ("committee_member", "dang-uy")), "thuongvu"),
    P("pham-vi-du", "Phạm Ví Dụ", (("standing_member", "dang-uy"), ("committee_member", "dang-uy"))),
    P(
        "bui-gia-su",
        "Bùi Giả Sử",
        (("standing_member", "dang-uy"), ("committee_member", "dang-uy"), ("inspector", "dang-uy")),
    ),
    P("nguyen-van-mau", "Nguyễn Văn Mẫu", (("cell_secretary", "an-my"), ("hamlet_head", "ap-an-my")), "chibo"),
    P("ho-thi-nghiem", "Hồ Thí Nghiệm", (("cell_secretary", "mau-hai"),), "chibohai"),
    P("ly-tuong-tuong", "Lý Tưởng Tượng", (("cell_secretary", "mau-ba"),)),
    P("dang-phong-doan", "Đặng Phỏng Đoán", (("council_delegate", "hdnd"),)),
)

# where each target's sentence stands in the resolution
PLACE = {
    "ban-giao": "I.1",
    "doanh-nghiep": "I.2",
    "to-hop-tac": "I.3",
    "be-tong": "I.4",
    "thu-ngan-sach": "I.5",
    "tieu-chi-ntm": "I.6",
    "thu-nhap": "I.7",
    "dien-an-toan": "I.8",
    "bhxh": "II.1",
    "thoat-ngheo": "II.2",
    "viec-lam": "II.3",
    "nha-van-hoa": "II.4",
    "lao-dong-dao-tao": "II.5",
    "bhyt": "II.6",
    "nuoc-sach": "II.7",
    "gia-dinh-van-hoa": "II.8",
    "tuyen-truyen": "III.1",
    "nhap-ngu": "III.2",
    "ket-nap": "IV.1",
    "chi-bo-manh": "IV.2",
    "kiem-tra": "IV.3",
    "hoi-vien": "IV.4",
    "dan-van-kheo": "IV.5",
}


def _plan_text(name: str, plan: str, unit: str) -> str:
    return f"{name}: từ {plan}{'%' if unit == '%' else ' ' + unit} trở lên trong năm."


def _clauses() -> tuple[C, ...]:
    heads = (
        ("I", "Phát triển kinh tế, xây dựng nông thôn mới"),
        ("II", "Văn hóa, xã hội"),
        ("III", "Quốc phòng, an ninh"),
        ("IV", "Xây dựng Đảng và hệ thống chính trị"),
    )
    texts = {code: _plan_text(name, plan, unit) for code, name, unit, plan, *_ in FLOWS}
    texts |= {code: _plan_text(name, plan, unit) for code, name, unit, plan, *_ in STOCKS}
    texts |= {
        "be-tong": "Bê tông hóa từ 3 km đường ấp trở lên trong năm.",
        "thu-ngan-sach": "Thu ngân sách trên địa bàn từ 3,9 tỷ đồng trở lên.",
        "ket-nap": "Trong năm kết nạp từ 3 đảng viên mới trở lên.",
        "chi-bo-manh": "Xây dựng 1 chi bộ trong sạch, vững mạnh toàn diện.",
    }
    out: list[C] = []
    for label, title in heads:
        out.append(C(label, "heading", title))
        inside = [code for code, place in PLACE.items() if place.startswith(f"{label}.")]
        out += [C(PLACE[code], "target", texts[code], label) for code in inside]
    return (*out, *_SOLUTIONS)


_SOLUTIONS = (
    C("V", "heading", "Nhiệm vụ, giải pháp"),
    C("V.1", "task", "Giúp Chi bộ ấp An Mỹ đạt trong sạch, vững mạnh toàn diện năm 2023.", "V", inv=False),
    C(
        "V.2",
        "task",
        "Chuẩn bị đại hội các chi bộ nhiệm kỳ 2022–2025 và đánh giá chất lượng cuối năm 2022.",
        "V",
        inv=False,
    ),
    C(
        "V.3",
        "solution",
        "Tiếp tục vận động các hộ còn lại bàn giao mặt bằng cầu Rạch Miễu 2 và đường gom.",
        "V",
        inv=False,
    ),
    C("V.4", "task", "Giám sát việc thực hiện Nghị quyết Trung ương 4 khóa XII và Kết luận 01-KL/TW.", "V", inv=False),
    C("V.5", "task", "Theo dõi các mô hình dân vận khéo; giám sát, phản biện xã hội.", "V", inv=False),
    C(
        "V.6",
        "solution",
        "Mặt trận, đoàn thể nâng chất chi hội; đa dạng sinh kế, giúp hộ nghèo, cận nghèo.",
        "V",
        inv=False,
    ),
    C("V.7", "task", "Phòng, chống dịch; vận động người dân tiêm vắc-xin.", "V", inv=False),
    C("V.8", "task", "Đào tạo nghề, giải quyết việc làm, chăm lo gia đình chính sách dịp Tết 2023.", "V", inv=False),
    C("V.9", "task", "Tuần tra giữ an ninh trật tự, giải tỏa hành lang an toàn giao thông.", "V", inv=False),
    C("V.10", "breakthrough", "Về đích xã nông thôn mới trước khi hết năm 2022.", "V", inv=False),
    C(
        "V.11",
        "solution",
        "Giáo dục chính trị, nâng trách nhiệm của cán bộ, đảng viên trong công việc.",
        "V",
        inv=False,
    ),
    C("V.12", "task", "Hoàn thành tuyển quân và hồ sơ các tiêu chí nông thôn mới.", "V", inv=False),
)

DOCUMENTS = (
    D(
        "nq-2022",
        "resolution",
        "Nghị quyết của Đảng bộ xã An Khánh năm 2022",
        "2022-01-05",
        "Đảng ủy xã An Khánh",
        _clauses(),
    ),
    D(
        "chi-thi-01",
        "directive",
        "Thi đua “Đồng khởi mới”: xây dựng, học tập, bắt kịp, vượt qua điển hình",
        "2021-01-04",
        "Ban Thường vụ Tỉnh ủy",
        (C("1", "task", "Xây dựng đơn vị điển hình để các nơi học tập, bắt kịp và vượt qua.", inv=False),),
        origin="received",
        number="01-CT/TU",
    ),
    D(
        "lam-viec-2022",
        "conclusion",
        "Gợi ý của lãnh đạo tỉnh, huyện tại buổi làm việc 9 tháng năm 2022",
        "2022-09-16",
        "Đoàn công tác tỉnh, huyện",
        (
            C(
                "1",
                "solution",
                "Có giải pháp để người dân mở rộng thương mại, dịch vụ khi cầu đưa vào sử dụng.",
                inv=False,
            ),
            C("2", "solution", "Phối hợp công an với Mặt trận, đoàn thể trong giải quyết việc xã hội.", inv=False),
            C(
                "3",
                "task",
                "Đẩy mạnh nông thôn mới, xây dựng chi bộ mạnh toàn diện, nâng chất sinh hoạt chi bộ.",
                inv=False,
            ),
            C("4", "task", "Tổ chức tốt đại hội chi bộ và đoàn thể; có lộ trình, giao việc từng đảng viên.", inv=False),
            C(
                "5",
                "task",
                "Rà soát đất công; phát triển doanh nghiệp, khởi nghiệp; giao trách nhiệm từng ngành.",
                inv=False,
            ),
            C("6", "task", "Bảo vệ môi trường; tiêm vắc-xin; không chủ quan với dịch bệnh.", inv=False),
            C(
                "7",
                "task",
                "Giảm nghèo bền vững; phấn đấu đạt chỉ tiêu của xã, hướng tới chỉ tiêu của huyện.",
                inv=False,
            ),
            C(
                "8",
                "solution",
                "Xây dựng mô hình kinh tế điển hình; nâng chất tổ hợp tác, hợp tác xã hiện có.",
                inv=False,
            ),
            C("9", "task", "Về đích nông thôn mới; nâng các tiêu chí văn hóa.", inv=False),
            C(
                "10",
                "solution",
                "Củng cố hội, đoàn thể; tuyên truyền để người dân đồng thuận bàn giao mặt bằng.",
                inv=False,
            ),
        ),
        origin="received",
    ),
)


def _split(total: int, parts: int, turn: int) -> list[int]:
    """A whole number dealt out one by one, beginning at `turn`, so that no unit always gets the rest."""
    out = [total // parts] * parts
    for step in range(total % parts):
        out[(turn + step) % parts] += 1
    return out


def _flow_statements() -> list[M]:
    rows: list[M] = []
    for turn, (code, _name, _unit, _plan, _sector, by_cell, totals) in enumerate(FLOWS):
        before = 0
        for month, total in enumerate(totals, 1):
            now, before = total - before, total
            period = f"2022-{month:02d}"
            if not by_cell:
                rows.append(M(code, period, str(now)))
                continue
            shares = _split(now, len(HAMLET_CELLS), turn + month) + [0] * len(OTHER_CELLS)
            rows += [M(code, period, str(share), unit=cell) for cell, share in zip(CELLS, shares, strict=True)]
    for code, totals in (("be-tong", ROADS), ("thu-ngan-sach", REVENUE)):
        before = 0
        for month, total in enumerate(totals, 1):
            value = Decimal(total - before) / 1000
            before = total
            rows.append(M(code, f"2022-{month:02d}", str(value)))
    return rows


def _stock_statements() -> list[M]:
    return [
        M(code, f"2022-{month:02d}", value.replace(",", "."), finality="estimate" if code == "thu-nhap" else "official")
        for code, *_rest, values in STOCKS
        for month, value in enumerate(values, 1)
    ]


ADMITTED = {(2, "mau-bon"), (5, "an-my"), (7, "truong-mau"), (9, "mau-hai")}
ADMITTED_2021 = {(3, "mau-nam"), (8, "co-quan"), (12, "mau-ba")}


def _admissions() -> list[M]:
    rows = []
    for year, months, hits in ((2021, 12, ADMITTED_2021), (2022, 9, ADMITTED)):
        for month in range(1, months + 1):
            for cell in CELLS:
                hit = (month, cell) in hits
                rows.append(
                    M(
                        "ket-nap",
                        f"{year}-{month:02d}",
                        "1" if hit else "0",
                        unit=cell,
                        evidence="Quyết định kết nạp" if hit else "",
                        inv=True,
                    )
                )
    return rows


COMMUNE = Commune(
    code="an-khanh",
    name="Xã An Khánh",
    province=("ben-tre", "Tỉnh Bến Tre"),
    district=("chau-thanh", "Huyện Châu Thành"),
    source="001",
    term=("Nhiệm kỳ 2020–2025", "2020-01-01", "2025-12-31"),
    units=UNITS,
    people=PEOPLE,
    documents=DOCUMENTS,
    indicators=(
        *(
            I(code, name, unit, "flow", sector, "cell" if by_cell else "commune", people=code in PEOPLE_COUNTED)
            for code, name, unit, _plan, sector, by_cell, _totals in FLOWS
        ),
        I("be-tong", "Bê tông hóa đường ấp", "km", "flow", "economy", decimals=3),
        I("thu-ngan-sach", "Thu ngân sách trên địa bàn", "tỷ đồng", "flow", "economy", decimals=3),
        *(
            I(code, name, unit, "stock", sector, decimals=decimals, across="none", whole=unit == "%")
            for code, name, unit, _plan, decimals, sector, _values in STOCKS
        ),
        I("ket-nap", "Kết nạp đảng viên mới", "đảng viên", "flow", "party", "cell", people=True),
        I("chi-bo-manh", "Chi bộ trong sạch, vững mạnh toàn diện", "chi bộ", "flow", "party"),
    ),
    targets=(
        *(T(code, "2022", plan, f"nq-2022/{PLACE[code]}") for code, _n, _u, plan, *_ in FLOWS),
        T("be-tong", "2022", "3", "nq-2022/I.4"),
        T("thu-ngan-sach", "2022", "3.9", "nq-2022/I.5"),
        *(T(code, "2022", plan, f"nq-2022/{PLACE[code]}") for code, _n, _u, plan, *_ in STOCKS),
        T("ket-nap", "2022", "3", "nq-2022/IV.1", holder="tran-thi-thu", inv=False),
        T("chi-bo-manh", "2022", "1", "nq-2022/IV.2", inv=False),
        *(
            T("bhxh", "2022", str(plan), unit=cell, parent="bhxh")
            for (cell, _), plan in zip(HAMLET_CELLS, (25, 14, 16, 13, 14, 15, 12, 14, 13, 14), strict=True)
        ),
        *(T("viec-lam", "2022", "20", unit=cell, parent="viec-lam") for cell, _ in HAMLET_CELLS),
        *(T("hoi-vien", "2022", "15", unit=cell, parent="hoi-vien") for cell, _ in HAMLET_CELLS),
    ),
    measurements=(
        *_flow_statements(),
        *_stock_statements(),
        *_admissions(),
        *(M("chi-bo-manh", f"2022-{month:02d}", "1" if month == 8 else "0", inv=False) for month in range(1, 10)),
        M(
            "ket-nap",
            "2020..2025",
            share="100",
            on="2022-09-16",
            finality="estimate",
            inv=False,
            note="Tỷ lệ nêu sẵn trong tài liệu, chưa rõ kế hoạch gốc.",
        ),
    ),
    members=dict.fromkeys(CELLS, 17),
    admissions=(
        ("mau-bon", "2022-02-03"),
        ("an-my", "2022-05-19"),
        ("truong-mau", "2022-07-20"),
        ("mau-hai", "2022-09-02"),
    ),
)
