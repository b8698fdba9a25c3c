"""Tiến Bộ (source 000): criteria 6, 10 and 17 raised and kept in 2021; resettlement of 53 households from 2022.

The source gives 10 hamlets with 10 cells, 10 houses, income 42 million (+2 on 2020), more than 95 % hygienic facilities
(+8 points), waste collected in 4 hamlets. Plans of income and of waste, and four hamlet names, are invented.
"""

from __future__ import annotations

from .shapes import C, Commune, D, I, M, P, T, U

HAMLETS = (
    ("tan-bien-2", "Tân Biên 2"),
    ("thong-nhat", "Thống Nhất"),
    ("deo-tuong", "Đèo Tượng"),
    ("deo-tram", "Đèo Trám"),
    ("rap", "Rạp"),
    ("ngoi-cai", "Ngòi Cái"),
    ("mau-mot", "Mẫu Một"),
    ("mau-hai", "Mẫu Hai"),
    ("mau-ba", "Mẫu Ba"),
    ("mau-bon", "Mẫu Bốn"),
)
CENTRE = ("tan-bien-2", "thong-nhat", "mau-mot", "mau-hai")

DOCUMENTS = (
    D(
        "nq-2021",
        "resolution",
        "Nghị quyết của Đảng ủy xã Tiến Bộ năm 2021: nâng cao, giữ vững các tiêu chí nông thôn mới",
        "2021-01-15",
        "Đảng ủy xã Tiến Bộ",
        (
            C("I", "heading", "Tiêu chí bổ sung, nâng cao", inv=False),
            C("I.1", "target", "Tiêu chí 6: đủ 10 nhà văn hóa thôn gắn với sân thể thao.", "I"),
            C("I.2", "target", "Tiêu chí 6: 100% nhà văn hóa có trang thiết bị, bàn ghế.", "I"),
            C("I.3", "target", "Tiêu chí 10: thu nhập bình quân đạt từ 42 triệu đồng một người một năm.", "I"),
            C("I.4", "target", "Tiêu chí 17: trên 95% hộ có 3 công trình hợp vệ sinh.", "I"),
            C(
                "I.5",
                "target",
                "Tiêu chí 17: 100% khu dân cư làm vệ sinh chung mỗi tháng ít nhất một lần, ngày 20.",
                "I",
            ),
            C("I.6", "target", "Thu gom rác thường xuyên ở 4 thôn khu trung tâm.", "I"),
            C("II", "heading", "Việc đột phá, đổi mới", inv=False),
            C(
                "II.1",
                "breakthrough",
                "Giao việc đột phá cho 22 tập thể và 32 cá nhân trong năm 2021.",
                "II",
                inv=False,
            ),
            C(
                "II.2",
                "breakthrough",
                "Nâng cao chất lượng sinh hoạt chuyên đề tại các chi bộ, giai đoạn 2021–2022.",
                "II",
                inv=False,
            ),
            C("II.3", "task", "Năm 2021 làm trước ở 3 chi bộ Thống Nhất, Đèo Tượng, Đèo Trám.", "II", inv=False),
            C("II.4", "task", "Mỗi quý ít nhất một buổi sinh hoạt chuyên đề.", "II", inv=False),
            C(
                "II.5",
                "solution",
                "Chọn việc từ chỗ còn yếu, việc khó, việc mới; gắn với Chỉ thị 05 và nêu gương.",
                "II",
                inv=False,
            ),
            C("III", "heading", "Tồn tại", inv=False),
            C(
                "III.1",
                "shortcoming",
                "Một số chi bộ chưa coi trọng sinh hoạt chuyên đề nên kết quả còn thấp.",
                "III",
                inv=False,
            ),
        ),
    ),
    D(
        "nq-2022",
        "resolution",
        "Nghị quyết của Đảng ủy xã Tiến Bộ năm 2022: giải phóng mặt bằng hai khu tái định cư",
        "2022-01-20",
        "Đảng ủy xã Tiến Bộ",
        (
            C("1", "target", "Chuẩn bị nơi ở mới cho 53 hộ thôn Ngòi Cái tại 2 khu tái định cư."),
            C("2", "breakthrough", "Giải phóng mặt bằng 3,7 ha tại thôn Rạp và thôn Ngòi Cái.", inv=False),
            C("3", "task", "Ngay sau Tết bám sát các thôn trong quy hoạch, vận động người dân.", inv=False),
            C(
                "4",
                "solution",
                "Đổi mới cách giao việc, gắn với thực tế, nâng năng lực lãnh đạo của chi bộ.",
                inv=False,
            ),
        ),
    ),
    D(
        "nq-73",
        "resolution",
        "Huy động trẻ đi nhà trẻ",
        "2020-12-31",
        "Ban Thường vụ Tỉnh ủy",
        origin="received",
        number="73",
        clauses=(C("1", "task", "Vận động đưa trẻ trong độ tuổi đi nhà trẻ.", inv=False),),
    ),
    D(
        "ct-05",
        "directive",
        "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        "2016-05-15",
        "Bộ Chính trị",
        origin="received",
        number="05",
        term=False,
        clauses=(C("1", "task", "Gắn việc giao nhiệm vụ với nêu gương.", inv=False),),
    ),
)

COMMUNE = Commune(
    code="tien-bo",
    name="Xã Tiến Bộ",
    province=("tuyen-quang", "Tỉnh Tuyên Quang"),
    district=("yen-son", "Huyện Yên Sơn"),
    source="000",
    term=("Nhiệm kỳ 2020–2025", "2020-01-01", "2025-12-31"),
    units=(
        U("dang-uy", "party_committee", "Đảng ủy xã Tiến Bộ"),
        U("ubnd", "government", "Ủy ban nhân dân xã Tiến Bộ"),
        *(U(f"thon-{code}", "hamlet", f"Thôn {name}") for code, name in HAMLETS),
        *(U(code, "cell", f"Chi bộ thôn {name}", "dang-uy", f"thon-{code}") for code, name in HAMLETS),
    ),
    people=(
        P("truong-thi-phong", "Trương Thí Phỏng", (("secretary", "dang-uy"), ("official", "ubnd")), "tienbo"),
        P("mai-thu-viec", "Mai Thử Việc", (("office", "dang-uy"),), "vanphongtienbo"),
        P("luong-hai-vai", "Lương Hai Vai", (("cell_secretary", "thong-nhat"), ("hamlet_head", "thon-thong-nhat"))),
        *(P(f"can-bo-{number}", f"Hà Công Chức Mẫu {number}", (("official", "ubnd"),)) for number in range(1, 30)),
    ),
    documents=DOCUMENTS,
    indicators=(
        I("nha-van-hoa-thon", "Nhà văn hóa thôn gắn sân thể thao", "nhà", "stock", "culture", "hamlet"),
        I(
            "nha-van-hoa-trang-bi",
            "Nhà văn hóa có trang thiết bị",
            "%",
            "ratio",
            "culture",
            "hamlet",
            across="ratio",
            scale=100,
            decimals=0,
            whole=True,
        ),
        I(
            "thu-nhap-dau-nguoi",
            "Thu nhập bình quân đầu người",
            "triệu đồng",
            "stock",
            "economy",
            every="year",
            across="none",
        ),
        I(
            "ba-cong-trinh",
            "Hộ có 3 công trình hợp vệ sinh",
            "%",
            "stock",
            "culture",
            every="year",
            across="none",
            whole=True,
        ),
        I("thu-gom-rac", "Thôn được thu gom rác thường xuyên", "thôn", "stock", "culture", "hamlet"),
        I("tai-dinh-cu", "Hộ được chuẩn bị nơi ở mới", "hộ", "stock", "economy", people=True),
        I(
            "dat-ntm-tien-bo",
            "Hoàn thành chương trình nông thôn mới",
            "đạt",
            "yes_no",
            "economy",
            every="year",
            across="none",
        ),
        I(
            "tieu-chi-cung-co",
            "Chỉ tiêu cụ thể của 3 tiêu chí 6, 10, 17",
            "%",
            "stock",
            "economy",
            every="year",
            whole=True,
        ),
    ),
    targets=(
        T("nha-van-hoa-thon", "2021", "10", "nq-2021/I.1", inv=False),
        T("nha-van-hoa-trang-bi", "2021", "100", "nq-2021/I.2", inv=False),
        T("thu-nhap-dau-nguoi", "2021", "42", "nq-2021/I.3", baseline="40", baseline_on="2020-12-31"),
        T(
            "ba-cong-trinh",
            "2021",
            "95",
            "nq-2021/I.4",
            comparator=">",
            baseline="87",
            baseline_on="2020-12-31",
            baseline_bound="more_than",
            inv=False,
        ),
        T("thu-gom-rac", "2021", "4", "nq-2021/I.6"),
        T("tai-dinh-cu", "2022", "53", "nq-2022/1", inv=False),
    ),
    measurements=(
        *(M("nha-van-hoa-thon", "2021-12", "1", unit=f"thon-{code}", inv=False) for code, _ in HAMLETS),
        *(
            M("nha-van-hoa-trang-bi", "2021-12", numerator="1", denominator="1", unit=f"thon-{code}", inv=False)
            for code, _ in HAMLETS
        ),
        M("thu-nhap-dau-nguoi", "2020", "40", on="2021-01-10", inv=False),
        M("thu-nhap-dau-nguoi", "2021", "42", on="2022-01-10", inv=False),
        M("ba-cong-trinh", "2020", "87", bound="more_than", on="2021-01-10", inv=False, note="Trên 95% trừ 8 điểm %."),
        M("ba-cong-trinh", "2021", "95", bound="more_than", on="2022-01-10", inv=False),
        *(
            M("thu-gom-rac", "2021-12", "1" if code in CENTRE else "0", unit=f"thon-{code}", inv=code not in CENTRE)
            for code, _ in HAMLETS
        ),
        M("dat-ntm-tien-bo", "2020", yes=True, on="2020-12-31", inv=False),
        M("tieu-chi-cung-co", "2021", share="100", inv=False, note="Tỷ lệ nêu sẵn, chưa rõ tổng số chỉ tiêu."),
    ),
    members={code: 5 for code, _ in HAMLETS},
)
