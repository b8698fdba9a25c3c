"""Hải Lựu (source 003): the end of the term 2015–2020.

The source gives growth of 14.2 % a year, income of more than 39 million (+14.6 % since the start), 92.65 % of members
rated good or better against a target of 90 %, new-rural status since 2015. Plans of growth and income are invented; the
income at the start (34.03) follows from the growth. Classes of members and cells: `reviews.py`.
"""

from __future__ import annotations

from .shapes import C, Commune, D, I, M, P, T, U

DOCUMENTS = (
    D(
        "nq-2015",
        "resolution",
        "Nghị quyết Đại hội Đảng bộ xã Hải Lựu nhiệm kỳ 2015–2020",
        "2015-05-20",
        "Đại hội Đảng bộ xã Hải Lựu",
        (
            C("I", "heading", "Chỉ tiêu"),
            C("I.1", "target", "Kinh tế tăng bình quân từ 14% một năm trở lên.", "I"),
            C("I.2", "target", "Thu nhập bình quân đầu người cuối nhiệm kỳ từ 39 triệu đồng trở lên.", "I"),
            C("I.3", "target", "Từ 90% đảng viên trở lên hoàn thành tốt nhiệm vụ.", "I"),
            C("I.4", "target", "Giữ vững danh hiệu xã nông thôn mới.", "I"),
            C("II", "heading", "Nhiệm vụ, giải pháp", inv=False),
            C(
                "II.1",
                "breakthrough",
                "Đoàn kết trong Đảng và hệ thống chính trị là nhiệm vụ then chốt.",
                "II",
                inv=False,
            ),
            C(
                "II.2",
                "task",
                "Ban hành chủ trương tháo gỡ khó khăn; thực hiện quy chế dân chủ ở cơ sở.",
                "II",
                inv=False,
            ),
            C("II.3", "task", "Quán triệt nghị quyết đến từng đảng viên bằng chương trình hành động.", "II", inv=False),
            C("II.4", "task", "Giải quyết kịp thời vướng mắc ngay tại thôn, chi bộ.", "II", inv=False),
            C("II.5", "task", "Phân công đảng viên và lấy kết quả nhiệm vụ để xếp loại hằng năm.", "II", inv=False),
            C(
                "II.6",
                "solution",
                "Chọn trọng tâm, giao việc đúng sở trường; kiểm tra, rút kinh nghiệm.",
                "II",
                inv=False,
            ),
            C(
                "II.7",
                "task",
                "Học tập, làm theo Chỉ thị 05; thực hiện Nghị quyết Trung ương 4 khóa XII.",
                "II",
                inv=False,
            ),
            C("II.8", "task", "Tự phê bình, tự soi, tự sửa; nêu gương trong công việc và lối sống.", "II", inv=False),
            C("II.9", "task", "Nâng trình độ chuyên môn, lý luận của cán bộ, công chức.", "II", inv=False),
            C("II.10", "task", "Củng cố chính quyền, Mặt trận và các đoàn thể.", "II", inv=False),
            C("II.11", "task", "Hội đồng nhân dân đổi mới kỳ họp, giám sát, tiếp xúc cử tri.", "II", inv=False),
            C(
                "II.12",
                "task",
                "Ủy ban nhân dân điều hành sản xuất, đất đai, ngân sách, thủ tục hành chính, an sinh.",
                "II",
                inv=False,
            ),
            C(
                "II.13",
                "task",
                "Các đoàn thể phát động phong trào, mô hình kinh tế, chăm lo hội viên.",
                "II",
                inv=False,
            ),
        ),
    ),
    D(
        "nq-2020",
        "resolution",
        "Nghị quyết Đại hội Đảng bộ xã Hải Lựu nhiệm kỳ 2020–2025",
        "2020-05-20",
        "Đại hội Đảng bộ xã Hải Lựu",
        (C("1", "breakthrough", "Đến năm 2025 cơ bản hoàn thành hạ tầng đô thị.", inv=False),),
        term=False,
    ),
)

COMMUNE = Commune(
    code="hai-luu",
    name="Xã Hải Lựu",
    province=("vinh-phuc", "Tỉnh Vĩnh Phúc"),
    district=("song-lo", "Huyện Sông Lô"),
    source="003",
    term=("Nhiệm kỳ 2015–2020", "2015-01-01", "2020-12-31"),
    units=(
        U("dang-uy", "party_committee", "Đảng ủy xã Hải Lựu"),
        U("hdnd", "peoples_council", "Hội đồng nhân dân xã Hải Lựu"),
        U("ubnd", "government", "Ủy ban nhân dân xã Hải Lựu"),
        U("mttq", "front", "Mặt trận Tổ quốc xã Hải Lựu"),
        U("mau-mot", "cell", "Chi bộ thôn Mẫu Một", "dang-uy"),
        U("mau-hai", "cell", "Chi bộ thôn Mẫu Hai", "dang-uy"),
    ),
    people=(
        P(
            "ta-ba-vai",
            "Tạ Ba Vai",
            (("secretary", "dang-uy"), ("committee_member", "dang-uy"), ("standing_member", "dang-uy")),
            "hailuu",
        ),
        P("ngo-gia-lap", "Ngô Giả Lập", (("office", "dang-uy"),), "vanphonghailuu"),
    ),
    documents=DOCUMENTS,
    indicators=(
        I(
            "tang-truong",
            "Tăng trưởng kinh tế bình quân năm",
            "%",
            "stock",
            "economy",
            decimals=1,
            every="year",
            across="none",
        ),
        I(
            "thu-nhap-nhiem-ky",
            "Thu nhập bình quân đầu người",
            "triệu đồng",
            "stock",
            "economy",
            decimals=2,
            every="year",
            across="none",
        ),
        I(
            "dang-vien-tot",
            "Đảng viên hoàn thành tốt nhiệm vụ trở lên",
            "%",
            "stock",
            "party",
            decimals=2,
            every="year",
            across="none",
            whole=True,
        ),
        I("dat-ntm", "Xã đạt chuẩn nông thôn mới", "đạt", "yes_no", "economy", every="year", across="none"),
    ),
    targets=(
        T("tang-truong", "2015..2020", "14", "nq-2015/I.1"),
        T("thu-nhap-nhiem-ky", "2015..2020", "39", "nq-2015/I.2", baseline="34.03", baseline_on="2015-01-01"),
        T("dang-vien-tot", "2015..2020", "90", "nq-2015/I.3", inv=False),
        T("dat-ntm", "2015..2020", "", "nq-2015/I.4", comparator="status", inv=False),
    ),
    measurements=(
        M("tang-truong", "2019", "14.2", on="2020-05-20", inv=False),
        M("thu-nhap-nhiem-ky", "2019", "39", bound="more_than", on="2020-05-20", inv=False),
        M("dang-vien-tot", "2019", "92.65", on="2020-05-20", inv=False),
        M("dat-ntm", "2015", yes=True, on="2015-12-31", inv=False),
    ),
    members={"mau-mot": 4, "mau-hai": 4},
)
