"""Đình Chu (source 002): after the congress of March 2020; 12 cells in 4 clusters; nine months of 2020.

The source gives the clusters, more than 152 billion đồng (76 % of the year's plan, more than 22 billion above the same
nine months), 4 admissions and 5 full confirmations. Plans of admissions and names of most cells are invented.
"""

from __future__ import annotations

from .shapes import C, Commune, D, I, M, P, T, U

CLUSTERS = (
    (
        "cum-phan-kien",
        "Cụm miền Phấn Kiến",
        (("phan-kien", "Chi bộ thôn Phấn Kiến"), ("mau-mot", "Chi bộ thôn Mẫu Một")),
    ),
    ("cum-ngoc-son", "Cụm miền Ngọc Sơn", (("binh-minh", "Chi bộ thôn Bình Minh"), ("mau-hai", "Chi bộ thôn Mẫu Hai"))),
    (
        "cum-kien-thanh",
        "Cụm miền Kiên Thành",
        (("mau-ba", "Chi bộ thôn Mẫu Ba"), ("mau-bon", "Chi bộ thôn Mẫu Bốn"), ("mau-nam", "Chi bộ thôn Mẫu Năm")),
    ),
    (
        "cum-hanh-chinh",
        "Cụm hành chính và sự nghiệp",
        (
            ("co-quan", "Chi bộ Cơ quan Mẫu"),
            ("truong-mot", "Chi bộ Trường học Mẫu Một"),
            ("truong-hai", "Chi bộ Trường học Mẫu Hai"),
            ("truong-ba", "Chi bộ Trường học Mẫu Ba"),
            ("y-te", "Chi bộ Trạm y tế Mẫu"),
        ),
    ),
)
CELLS = tuple(code for _, _, cells in CLUSTERS for code, _ in cells)
STANDING = ("Đinh Thử Thường", "Mạc Ví Vụ", "Trịnh Giả Cụm", "Lưu Mẫu Vụ")
MEMBERS = (
    "Khổng Thử Một", "Khổng Thử Hai", "Doãn Ví Ba", "Doãn Ví Tư", "Quản Mẫu Năm", "Quản Mẫu Sáu",
    "Viên Giả Bảy", "Viên Giả Tám", "Lều Dụ Chín", "Lều Dụ Mười", "Chử Mẫu Thí", "Chử Mẫu Điểm",
)  # fmt: skip

DOCUMENTS = (
    D(
        "nq-dai-hoi",
        "resolution",
        "Nghị quyết Đại hội Đảng bộ xã Đình Chu nhiệm kỳ 2020–2025",
        "2020-03-05",
        "Đại hội Đảng bộ xã Đình Chu",
        (
            C("I", "heading", "Chỉ tiêu"),
            C(
                "I.1",
                "target",
                "Giá trị nông nghiệp, tiểu thủ công nghiệp, xây dựng, thương mại và dịch vụ đạt 200 tỷ đồng năm 2020.",
                "I",
            ),
            C("I.2", "target", "Năm 2020 kết nạp từ 5 đảng viên mới trở lên.", "I"),
            C("I.3", "target", "Năm 2020 chuyển đảng chính thức cho từ 6 đảng viên trở lên.", "I"),
            C("I.4", "target", "Giữ vững 12 chi bộ, chia thành 4 cụm.", "I"),
            C("II", "heading", "Hạn chế, tồn tại", inv=False),
            C(
                "II.1",
                "shortcoming",
                "Chất lượng sinh hoạt chi bộ chưa đều, cách tổ chức buổi sinh hoạt chưa thống nhất.",
                "II",
            ),
            C("III", "heading", "Nhiệm vụ, giải pháp", inv=False),
            C("III.1", "breakthrough", "Nâng cao chất lượng sinh hoạt chi bộ trong toàn Đảng bộ.", "III", inv=False),
            C("III.2", "task", "Giáo dục chính trị; mọi chi bộ học tập, quán triệt nghị quyết.", "III", inv=False),
            C(
                "III.3",
                "solution",
                "Giải pháp lãnh đạo phải cụ thể; khắc phục nhanh tồn tại mà đại hội đã chỉ ra.",
                "III",
                inv=False,
            ),
            C("III.4", "task", "Phát triển kinh tế - xã hội theo định hướng của huyện, tỉnh.", "III", inv=False),
            C("III.5", "task", "Cải tạo cống, rãnh thoát nước thải có người dân cùng làm.", "III", inv=False),
            C(
                "III.6",
                "task",
                "Mỗi ủy viên thường vụ phụ trách một cụm, mỗi đảng ủy viên phụ trách một chi bộ.",
                "III",
                inv=False,
            ),
        ),
        congress=True,
    ),
    D(
        "ct-hanh-dong",
        "action_programme",
        "Chương trình hành động toàn khóa thực hiện nghị quyết đại hội",
        "2020-04-02",
        "Đảng ủy xã Đình Chu",
        (C("1", "task", "Triển khai nghị quyết bằng nhiệm vụ, giải pháp và người chịu trách nhiệm.", inv=False),),
        under="nq-dai-hoi",
        issues="Chương trình hành động thực hiện nghị quyết đại hội, toàn khóa",
    ),
    D(
        "ct-toan-khoa",
        "work_programme",
        "Chương trình công tác toàn khóa 2020–2025",
        "2020-04-10",
        "Đảng ủy xã Đình Chu",
        (
            C(
                "1",
                "task",
                "Phát triển kinh tế - xã hội, quốc phòng - an ninh, xây dựng Đảng và hệ thống chính trị.",
                inv=False,
            ),
        ),
        under="ct-hanh-dong",
        issues="Chương trình công tác toàn khóa",
    ),
    D(
        "ct-2020",
        "work_programme",
        "Chương trình công tác năm 2020",
        "2020-04-15",
        "Đảng ủy xã Đình Chu",
        (C("1", "task", "Việc của từng quý, từng tháng trong năm 2020."),),
        under="ct-toan-khoa",
        issues="Chương trình công tác năm đầu nhiệm kỳ",
    ),
    D(
        "qc-dang-uy",
        "working_regulation",
        "Quy chế làm việc của Đảng ủy",
        "2020-04-20",
        "Đảng ủy xã Đình Chu",
        under="nq-dai-hoi",
        issues="Quy chế làm việc của Ban Chấp hành Đảng bộ (Đảng ủy)",
    ),
    D(
        "qc-ubkt",
        "working_regulation",
        "Quy chế làm việc của Ủy ban Kiểm tra Đảng ủy",
        "2020-04-20",
        "Ủy ban Kiểm tra Đảng ủy",
        under="nq-dai-hoi",
        issues="Quy chế làm việc của Ủy ban Kiểm tra Đảng ủy",
    ),
    D(
        "qc-tuyen-giao",
        "working_regulation",
        "Quy chế làm việc của Ban Tuyên giáo",
        "2020-04-20",
        "Đảng ủy xã Đình Chu",
        under="nq-dai-hoi",
        issues="Quy chế làm việc của Ban Tuyên giáo",
    ),
    D(
        "qc-dan-van",
        "working_regulation",
        "Quy chế làm việc của Ban Dân vận",
        "2020-04-20",
        "Đảng ủy xã Đình Chu",
        under="nq-dai-hoi",
        issues="Quy chế làm việc của Ban Dân vận",
    ),
    D(
        "qc-phoi-hop",
        "coordination_rules",
        "Quy chế phối hợp của Ủy ban Kiểm tra với Công an xã",
        "2020-04-25",
        "Đảng ủy xã Đình Chu",
        under="nq-dai-hoi",
        issues="Quy chế phối hợp giữa Ủy ban Kiểm tra Đảng ủy và công an xã",
    ),
    D(
        "qc-doan-the",
        "coordination_rules",
        "Quy chế phối hợp giữa người đứng đầu các đoàn thể",
        "2020-04-25",
        "Đảng ủy xã Đình Chu",
        under="nq-dai-hoi",
        issues="Quy chế phối hợp giữa người đứng đầu các tổ chức đoàn thể, toàn khóa",
    ),
    D(
        "qd-phan-cong",
        "assignment_decision",
        "Phân công phụ trách cụm và chi bộ",
        "2020-04-28",
        "Ban Thường vụ Đảng ủy xã Đình Chu",
        (C("1", "task", "Bốn cụm: 2, 2, 3 và 5 chi bộ; mỗi cụm một ủy viên thường vụ phụ trách.", inv=False),),
        under="qc-dang-uy",
        issues="Quyết định phân công ủy viên Ban Thường vụ phụ trách cụm chi bộ, đảng ủy viên phụ trách chi bộ",
    ),
    D(
        "nq-sinh-hoat",
        "resolution",
        "Nâng cao chất lượng sinh hoạt chi bộ giai đoạn 2020–2025",
        "2020-05-15",
        "Đảng ủy xã Đình Chu",
        (
            C("1", "task", "Họp mẫu tại chi bộ thôn Phấn Kiến, mời các chi ủy dự để học cách làm.", inv=False),
            C("2", "task", "Họp mẫu lần hai tại chi bộ thôn Bình Minh sau khi rút kinh nghiệm.", inv=False),
            C("3", "solution", "Thống nhất 5 tiêu chí đánh giá và 3 bước của một buổi sinh hoạt.", inv=False),
            C("4", "solution", "Đảng ủy viên phụ trách bám sát chi bộ của mình.", inv=False),
        ),
        under="nq-dai-hoi",
    ),
)

COMMUNE = Commune(
    code="dinh-chu",
    name="Xã Đình Chu",
    province=("vinh-phuc", "Tỉnh Vĩnh Phúc"),
    district=("lap-thach", "Huyện Lập Thạch"),
    source="002",
    term=("Nhiệm kỳ 2020–2025", "2020-01-01", "2025-12-31"),
    units=(
        U("dang-uy", "party_committee", "Đảng ủy xã Đình Chu"),
        *(U(code, "cluster", name, "dang-uy") for code, name, _ in CLUSTERS),
        *(U(cell, "cell", name, code) for code, _, cells in CLUSTERS for cell, name in cells),
        U("thon-phan-kien", "hamlet", "Thôn Phấn Kiến"),
        U("thon-binh-minh", "hamlet", "Thôn Bình Minh"),
    ),
    people=(
        P("hoang-minh-hoa", "Hoàng Minh Họa", (("deputy_secretary", "dang-uy"),), "dinhchu"),
        P("vu-vi-von", "Vũ Ví Von", (("office", "dang-uy"),), "vanphongdinhchu"),
        P("cao-bat-ky", "Cao Bất Kỳ", (("cell_secretary", "phan-kien"), ("hamlet_head", "thon-phan-kien"))),
        *(P(f"thuong-vu-{n}", name, (("standing_member", "dang-uy"),)) for n, name in enumerate(STANDING, 1)),
        *(
            P(f"uy-vien-{cell}", name, (("committee_member", "dang-uy"),))
            for cell, name in zip(CELLS, MEMBERS, strict=True)
        ),
    ),
    documents=DOCUMENTS,
    indicators=(
        I(
            "gia-tri-san-xuat",
            "Giá trị sản xuất trên địa bàn",
            "tỷ đồng",
            "flow",
            "economy",
            decimals=1,
            hint="Nông nghiệp, tiểu thủ công nghiệp, xây dựng, thương mại và dịch vụ",
        ),
        I(
            "ket-nap-dem",
            "Kết nạp đảng viên (đếm từ hồ sơ)",
            "đảng viên",
            "flow",
            "party",
            "cell",
            people=True,
            provider="admissions",
        ),
        I(
            "chinh-thuc-dem",
            "Chuyển đảng chính thức (đếm từ hồ sơ)",
            "đảng viên",
            "flow",
            "party",
            "cell",
            people=True,
            provider="confirmations",
        ),
        I("chi-bo-dem", "Số chi bộ", "chi bộ", "stock", "party", "cell", better="exact", provider="cells"),
    ),
    targets=(
        T("gia-tri-san-xuat", "2020", "200", "nq-dai-hoi/I.1", inv=False),
        T("ket-nap-dem", "2020", "5", "nq-dai-hoi/I.2"),
        T("chinh-thuc-dem", "2020", "6", "nq-dai-hoi/I.3"),
        T("chi-bo-dem", "2020", "12", "nq-dai-hoi/I.4", comparator="=", inv=False),
    ),
    measurements=(
        M(
            "gia-tri-san-xuat",
            "2019-9M",
            "130",
            bound="about",
            on="2019-10-05",
            inv=False,
            note="Suy ra từ mức tăng hơn 22 tỷ đồng.",
        ),
        M("gia-tri-san-xuat", "2020-9M", "152", bound="more_than", on="2020-09-21", finality="estimate", inv=False),
    ),
    members=dict.fromkeys(CELLS, 6),
    admissions=(
        ("phan-kien", "2020-03-25"),
        ("binh-minh", "2020-05-18"),
        ("truong-mot", "2020-06-30"),
        ("mau-ba", "2020-08-27"),
    ),
    confirmations=(
        ("phan-kien", "2020-02-10"),
        ("mau-hai", "2020-03-12"),
        ("mau-bon", "2020-05-06"),
        ("co-quan", "2020-07-15"),
        ("y-te", "2020-09-03"),
    ),
)
