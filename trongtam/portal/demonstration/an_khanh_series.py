"""The monthly figures of An Khánh 2022: invented, but for 4 of 3 admissions, 1 of 1 cell and the 82 households."""

# code, name, unit, plan, sector, stated by, decimals, monthly cumulative percent of plan January to September
FLOWS = (
    (
        "ban-giao",
        "Hộ bàn giao mặt bằng cầu Rạch Miễu 2",
        "hộ",
        "82",
        "economy",
        True,
        (4, 7, 11, 16, 21, 28, 34, 39, 45),
    ),
    (
        "bhxh",
        "Tham gia bảo hiểm xã hội tự nguyện",
        "người",
        "150",
        "culture",
        True,
        (9, 17, 29, 40, 51, 65, 77, 87, 96),
    ),
    ("thoat-ngheo", "Hộ thoát nghèo", "hộ", "12", "culture", True, (0, 0, 2, 2, 3, 4, 5, 7, 8)),
    ("doanh-nghiep", "Doanh nghiệp thành lập mới", "doanh nghiệp", "8", "economy", False, (0, 1, 1, 2, 3, 4, 4, 5, 6)),
    ("kiem-tra", "Kiểm tra, giám sát theo chương trình", "cuộc", "8", "party", False, (0, 1, 2, 2, 3, 4, 5, 5, 6)),
    ("to-hop-tac", "Tổ hợp tác được củng cố", "tổ", "4", "economy", False, (0, 0, 1, 1, 1, 2, 2, 3, 3)),
    ("viec-lam", "Lao động có việc làm mới", "người", "200", "culture", True, (14, 28, 48, 66, 84, 102, 118, 136, 152)),
    ("hoi-vien", "Kết nạp hội viên đoàn thể", "hội viên", "150", "party", True, (8, 18, 30, 46, 63, 78, 90, 105, 118)),
    ("tuyen-truyen", "Buổi tuyên truyền pháp luật", "buổi", "40", "defence", True, (3, 6, 10, 14, 18, 23, 27, 31, 34)),
    ("dan-van-kheo", "Mô hình “Dân vận khéo”", "mô hình", "4", "party", False, (1, 1, 2, 2, 3, 3, 4, 4, 5)),
    ("nhap-ngu", "Thanh niên lên đường nhập ngũ", "người", "12", "defence", False, (0, 12, 12, 12, 12, 12, 12, 12, 12)),
)
PEOPLE_COUNTED = {"ban-giao", "bhxh", "thoat-ngheo", "viec-lam", "hoi-vien"}
ROADS = (0, 0, 300, 800, 1200, 1600, 1800, 2190, 2400)  # metres, cumulative, of 3 km
REVENUE = (312, 585, 975, 1326, 1677, 2067, 2418, 2769, 3120)  # million đồng, cumulative, of 3.9 billion

# code, name, unit, plan, decimals, sector, last value of each month January to September
STOCKS = (
    (
        "nha-van-hoa",
        "Nhà văn hóa ấp đạt chuẩn",
        "nhà",
        "5",
        0,
        "culture",
        ("0", "0", "0", "1", "1", "1", "1", "2", "2"),
    ),
    (
        "tieu-chi-ntm",
        "Tiêu chí nông thôn mới đã đạt",
        "tiêu chí",
        "19",
        0,
        "economy",
        ("13", "13", "14", "14", "14", "15", "15", "16", "16"),
    ),
    (
        "thu-nhap",
        "Thu nhập bình quân đầu người",
        "triệu đồng",
        "55",
        1,
        "economy",
        ("47,5", "48", "48,5", "49,5", "50", "50,5", "51", "51,5", "52"),
    ),
    (
        "lao-dong-dao-tao",
        "Lao động qua đào tạo",
        "%",
        "65",
        1,
        "culture",
        ("59,2", "59,8", "60", "60,5", "61", "61,2", "61,8", "62,2", "62,4"),
    ),
    (
        "bhyt",
        "Người tham gia bảo hiểm y tế",
        "%",
        "95",
        1,
        "culture",
        ("88,2", "88,4", "89", "89,4", "90", "90,3", "90,6", "91", "91,2"),
    ),
    (
        "nuoc-sach",
        "Hộ dùng nước hợp vệ sinh",
        "%",
        "97",
        1,
        "culture",
        ("95,8", "96", "96,2", "96,6", "96,9", "97", "97,6", "97,9", "98"),
    ),
    (
        "gia-dinh-van-hoa",
        "Hộ đạt gia đình văn hóa",
        "%",
        "95",
        1,
        "culture",
        ("92,2", "92,4", "92,9", "93,3", "93,9", "94,2", "94,8", "95", "95,4"),
    ),
    (
        "dien-an-toan",
        "Hộ dùng điện an toàn",
        "%",
        "99",
        1,
        "economy",
        ("98,6", "98,7", "98,8", "98,9", "98,9", "98,9", "99", "99,3", "99,5"),
    ),
)
