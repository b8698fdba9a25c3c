"""An Nhơn and its hamlet An Định, and Quới Điền (source 004): district officials follow hamlets, 2016–2020.

Duties, visits, meetings and recommendations come with the rooms `support` and `meetings`; here stand the units, the
documents whose clauses ask for them, and one monthly figure of the roads that people look after.
"""

from __future__ import annotations

from .shapes import C, Commune, D, I, M, P, T, U

DOCUMENTS = (
    D(
        "qd-theo-doi",
        "assignment_decision",
        "Phân công cán bộ huyện theo dõi, hỗ trợ ấp giai đoạn 2016–2020",
        "2016-04-01",
        "Ban Thường vụ Huyện ủy",
        (
            C("1", "task", "Ba tầng: tỉnh theo xã, huyện theo ấp và khu phố, xã theo hộ gia đình.", inv=False),
            C(
                "2",
                "task",
                "Phân công huyện ủy viên, lãnh đạo phòng ban, Mặt trận, đoàn thể, Ủy ban Kiểm tra theo ấp.",
                inv=False,
            ),
            C("3", "task", "Mỗi tháng ít nhất một lần đến ấp được phân công.", inv=False),
            C(
                "4",
                "task",
                "Giải quyết theo thẩm quyền; ngoài thẩm quyền thì đề xuất, kiến nghị và báo cáo lên trên.",
                inv=False,
            ),
            C("5", "task", "Qua cấp ủy viên phụ trách ấp để đề xuất với cấp ủy xã.", inv=False),
            C("6", "task", "Giúp ấp củng cố tổ chức, triển khai chương trình và kế hoạch của cấp trên.", inv=False),
            C("7", "solution", "Góp ý nhẹ nhàng, giúp chi bộ làm tốt nhiệm vụ, nhất là việc gấp.", inv=False),
        ),
        origin="received",
    ),
    D(
        "nv-2017",
        "plan",
        "Nhiệm vụ trọng tâm năm 2017: năm hành động thực hiện nghị quyết đại hội Đảng các cấp",
        "2017-02-10",
        "Ban Thường vụ Huyện ủy",
        (
            C("1", "heading", "Với cán bộ được phân công", inv=False),
            C(
                "1.1",
                "task",
                "Theo dõi thi đua, khởi nghiệp, nông thôn mới, trữ nước, chống hạn mặn và dịch bệnh.",
                "1",
                inv=False,
            ),
            C(
                "1.2",
                "task",
                "Theo dõi xuất khẩu lao động, giảm nghèo, phòng chống tội phạm, phát triển đảng viên.",
                "1",
                inv=False,
            ),
            C("1.3", "task", "Phối hợp với đảng ủy xã, thị trấn; báo cáo theo quy định.", "1", inv=False),
            C("2", "heading", "Với đảng ủy xã, thị trấn", inv=False),
            C("2.1", "task", "Kiểm tra, nhắc nhở; phát huy cấp ủy viên phụ trách chi bộ.", "2", inv=False),
            C(
                "2.2",
                "task",
                "Thông tin kịp thời cho chi bộ; giúp tháo gỡ khó khăn; giữ liên hệ với cán bộ huyện.",
                "2",
                inv=False,
            ),
            C("2.3", "task", "Nâng chất lượng chuẩn bị nội dung và gợi ý thảo luận của người chủ trì.", "2", inv=False),
            C("2.4", "shortcoming", "Thảo luận trong sinh hoạt còn e dè, nể nang.", "2", inv=False),
            C("2.5", "target", "Ấp có kế hoạch nông thôn mới: đường do dân chăm sóc từ 6 km trở lên.", "2"),
        ),
        origin="received",
    ),
    D(
        "hd-09",
        "guidance",
        "Trình tự, nội dung sinh hoạt chi bộ",
        "2013-04-05",
        "Ban Tổ chức Tỉnh ủy",
        (
            C("1", "task", "Trước kỳ sinh hoạt, chi ủy họp đánh giá tình hình và quyết định nội dung.", inv=False),
            C("2", "task", "Người chủ trì gợi ý trọng tâm trước khi thảo luận.", inv=False),
            C("3", "task", "Cuối buổi kết luận, ra nghị quyết, phân công đảng viên.", inv=False),
            C("4", "task", "Kỳ sau nhìn lại kết quả công việc của tháng trước.", inv=False),
            C("5", "task", "Đảng viên báo cáo hoạt động tổ nhân dân tự quản: được, chưa được, đề xuất.", inv=False),
            C("6", "solution", "Phê bình thẳng thắn, có trọng tâm; chi ủy đoàn kết, hỗ trợ nhau.", inv=False),
        ),
        origin="received",
        number="09",
        term=False,
    ),
)

COMMUNE = Commune(
    code="an-nhon",
    name="Xã An Nhơn",
    province=("ben-tre", "Tỉnh Bến Tre"),
    district=("thanh-phu", "Huyện Thạnh Phú"),
    source="004",
    term=("Nhiệm kỳ 2015–2020", "2015-01-01", "2020-12-31"),
    units=(
        U("dang-uy", "party_committee", "Đảng ủy xã An Nhơn"),
        U("ap-an-dinh", "hamlet", "Ấp An Định"),
        U("an-dinh", "cell", "Chi bộ ấp An Định", "dang-uy", "ap-an-dinh"),
        U("ap-mau", "hamlet", "Ấp Mẫu"),
        U("mau", "cell", "Chi bộ ấp Mẫu", "dang-uy", "ap-mau"),
        U("to-1", "group", "Tổ nhân dân tự quản Mẫu Một", "ap-an-dinh"),
        U("to-2", "group", "Tổ nhân dân tự quản Mẫu Hai", "ap-an-dinh"),
    ),
    people=(
        P("chau-thi-nghiem", "Châu Thí Nghiệm", (("secretary", "dang-uy"),), "annhon"),
        P("kieu-mo-phong", "Kiều Mô Phỏng", (("office", "dang-uy"),), "vanphongannhon"),
        P("thach-thi-uy", "Thạch Thí Ủy", (("committee_member", "dang-uy"),)),
        P("phan-lam-mau", "Phan Làm Mẫu", (("cell_secretary", "an-dinh"),), "andinh"),
    ),
    documents=DOCUMENTS,
    indicators=(
        I("duong-cham-soc", "Đường nông thôn do người dân chăm sóc", "km", "stock", "culture", "hamlet", decimals=1),
    ),
    targets=(T("duong-cham-soc", "2017", "6", "nv-2017/2.5"),),
    measurements=(
        *(M("duong-cham-soc", f"2017-{m:02d}", str(2 + m * 0.2), unit="ap-an-dinh") for m in (1, 2)),
        *(M("duong-cham-soc", f"2017-{m:02d}", "1.5", unit="ap-mau") for m in (1, 2)),
    ),
    members={"an-dinh": 9, "mau": 7},
)

QUOI_DIEN = Commune(
    code="quoi-dien",
    name="Xã Quới Điền",
    province=("ben-tre", "Tỉnh Bến Tre"),
    district=("thanh-phu", "Huyện Thạnh Phú"),
    source="004",
    term=("Nhiệm kỳ 2015–2020", "2015-01-01", "2020-12-31"),
    units=(
        U("dang-uy", "party_committee", "Đảng ủy xã Quới Điền"),
        U("ap-mau", "hamlet", "Ấp Mẫu Quới Điền"),
        U("mau", "cell", "Chi bộ ấp Mẫu Quới Điền", "dang-uy", "ap-mau"),
    ),
    documents=(
        D(
            "kh-duong",
            "plan",
            "Kế hoạch chăm sóc đường nông thôn năm 2017",
            "2017-01-15",
            "Đảng ủy xã Quới Điền",
            (C("1", "target", "Người dân chăm sóc, làm đẹp từ 2 km đường trở lên."),),
        ),
    ),
    indicators=(
        I("duong-quoi-dien", "Đường do người dân chăm sóc, làm đẹp", "km", "stock", "culture", "hamlet", decimals=1),
    ),
    targets=(T("duong-quoi-dien", "2017", "2", "kh-duong/1"),),
    measurements=(M("duong-quoi-dien", "2017-02", "2.4", unit="ap-mau"),),
    members={"mau": 5},
)
