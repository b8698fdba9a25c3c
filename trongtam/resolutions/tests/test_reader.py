"""The reader: nothing is lost, and what it proposes from plain sentences."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trongtam.resolutions.reader import read_targets, read_text
from trongtam.resolutions.tree import DEEPEST

RESOLUTION = """NGHỊ QUYẾT
ĐẠI HỘI ĐẢNG BỘ XÃ MẪU
I. KẾT QUẢ ĐẠT ĐƯỢC
Thu ngân sách đạt 76% kế hoạch. Kết nạp 4 đảng viên.
II. HẠN CHẾ, KHUYẾT ĐIỂM
1. Sinh hoạt chi bộ chưa đều ở một số nơi.
III. MỤC TIÊU, CHỈ TIÊU CHỦ YẾU
1. Về kinh tế
- Thu ngân sách trên 152 tỷ đồng
trong năm 2022.
- Giữ vững 19 tiêu chí.
2. Về xây dựng Đảng. Kết nạp từ 3 đảng viên trở lên. Nguyễn V. A. phụ trách
a) 12/12 chi bộ hoàn thành tốt nhiệm vụ.
IV. NHIỆM VỤ, GIẢI PHÁP
1.1. Chuyển đổi cây trồng. Tập trung ở TP. Mẫu.
1.1.1. Trồng dừa.
V. KHÂU ĐỘT PHÁ
1. Xây dựng cầu Mẫu 2.
VI. GIẢI PHÁP KHẮC PHỤC HẠN CHẾ
- Họp đều hằng tháng.
"""


def squash(text):
    """The text without white space, in one encoding."""
    return "".join(unicodedata.normalize("NFC", text).split())


LINES = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(RESOLUTION.splitlines()),
        st.builds(
            "{} {}".format, st.sampled_from(["I.", "1.", "1.2.", "a)", "-", "+", "Phần thứ nhất", "Điều 3."]), st.text()
        ),
    ),
    max_size=15,
)


@given(LINES.map("\n".join))
@example(RESOLUTION)
@example("I.\n1.\n- ")
@example("a\u0302b. C\u200b")
def test_no_text_is_ever_lost(text):
    clauses = read_text(text)
    assert "".join(squash(c.label + c.text) for c in clauses) == squash(text)


@given(LINES.map("\n".join))
def test_clauses_are_well_formed_and_the_same_each_time(text):
    clauses = read_text(text)
    assert clauses == read_text(text)
    kinds = {"heading", "target", "task", "solution", "breakthrough", "shortcoming"}
    for clause in clauses:
        assert 1 <= clause.depth <= DEEPEST
        assert clause.kind in kinds
        assert len(clause.label) <= 40
        assert clause.label or clause.text


@given(st.text(max_size=200))
def test_any_sentence_is_read_without_falling(text):
    for proposal in read_targets(text):
        assert proposal.value >= 0
        assert len(proposal.name) <= 200


def test_a_whole_resolution():
    rows = [(c.depth, c.label, c.kind, c.text) for c in read_text(RESOLUTION)]
    assert rows == [
        (1, "", "heading", "NGHỊ QUYẾT"),
        (1, "", "heading", "ĐẠI HỘI ĐẢNG BỘ XÃ MẪU"),
        (1, "I.", "heading", "KẾT QUẢ ĐẠT ĐƯỢC"),
        (2, "", "heading", "Thu ngân sách đạt 76% kế hoạch."),
        (2, "", "heading", "Kết nạp 4 đảng viên."),
        (1, "II.", "heading", "HẠN CHẾ, KHUYẾT ĐIỂM"),
        (2, "1.", "shortcoming", "Sinh hoạt chi bộ chưa đều ở một số nơi."),
        (1, "III.", "heading", "MỤC TIÊU, CHỈ TIÊU CHỦ YẾU"),
        (2, "1.", "heading", "Về kinh tế"),
        (3, "-", "target", "Thu ngân sách trên 152 tỷ đồng trong năm 2022."),
        (3, "-", "target", "Giữ vững 19 tiêu chí."),
        (2, "2.", "heading", "Về xây dựng Đảng."),
        (3, "", "target", "Kết nạp từ 3 đảng viên trở lên."),
        (3, "", "target", "Nguyễn V. A. phụ trách"),
        (3, "a)", "target", "12/12 chi bộ hoàn thành tốt nhiệm vụ."),
        (1, "IV.", "heading", "NHIỆM VỤ, GIẢI PHÁP"),
        (2, "1.1.", "task", "Chuyển đổi cây trồng."),
        (3, "", "task", "Tập trung ở TP. Mẫu."),
        (3, "1.1.1.", "task", "Trồng dừa."),
        (1, "V.", "heading", "KHÂU ĐỘT PHÁ"),
        (2, "1.", "breakthrough", "Xây dựng cầu Mẫu 2."),
        (1, "VI.", "heading", "GIẢI PHÁP KHẮC PHỤC HẠN CHẾ"),
        (2, "-", "task", "Họp đều hằng tháng."),
    ]


def one(sentence):
    (proposal,) = read_targets(sentence)
    return proposal


@pytest.mark.parametrize(
    ("sentence", "name", "comparator", "value", "unit"),
    [
        ("Trong năm kết nạp từ 3 đảng viên mới trở lên.", "kết nạp đảng viên mới", ">=", "3", "đảng viên"),
        ("Thu ngân sách trên 152 tỷ đồng.", "Thu ngân sách", ">", "152", "tỷ đồng"),
        ("Có ít nhất 65% dân số dùng nước sạch.", "dân số dùng nước sạch", ">=", "65", "%"),
        ("100% hộ dùng điện an toàn.", "hộ dùng điện an toàn", ">=", "100", "%"),
        ("Tỷ lệ hộ nghèo không quá 2,5%.", "Tỷ lệ hộ nghèo", "<=", "2.5", "%"),
        ("Tỷ lệ hộ nghèo dưới 2%.", "Tỷ lệ hộ nghèo", "<", "2", "%"),
        ("Tỷ lệ hộ nghèo giảm còn dưới 2% vào cuối năm 2026.", "Tỷ lệ hộ nghèo", "<", "2", "%"),
        ("Diện tích bỏ hoang giảm xuống còn 300 ha.", "Diện tích bỏ hoang", "<=", "300", "ha"),
        ("Mức giảm đạt 2%.", "Mức giảm", ">=", "2", "%"),
        ("Hộ nghèo từ 2% trở xuống.", "Hộ nghèo", "<=", "2", "%"),
        ("Bàn giao 46.346,8 m² đất.", "Bàn giao", ">=", "46346.8", "m²"),
        ("Thu nhập đạt khoảng 65 triệu đồng/người/năm.", "Thu nhập", "~", "65", "triệu đồng/người/năm"),
        ("Xây dựng đúng 4 cụm.", "Xây dựng cụm", "=", "4", "cụm"),
    ],
)
def test_levels(sentence, name, comparator, value, unit):
    found = one(sentence)
    assert (found.name, found.comparator, found.value, found.unit) == (name, comparator, Decimal(value), unit)
    assert found.form == "level"


@pytest.mark.parametrize(
    ("sentence", "form", "value", "falls"),
    [
        ("Giá trị sản xuất tăng 8,5% so với năm 2020.", "change_relative", "8.5", False),
        ("Giá trị sản xuất tăng bình quân 8,5%/năm.", "average_per_year", "8.5", False),
        ("Số vụ vi phạm giảm 10%.", "change_relative", "10", True),
        ("Tỷ lệ hộ nghèo giảm 2 điểm %.", "change_points", "2", True),
        ("Đàn bò tăng thêm 50 con.", "change_absolute", "50", False),
    ],
)
def test_changes(sentence, form, value, falls):
    found = one(sentence)
    assert (found.form, found.value, found.falls) == (form, Decimal(value), falls)


def test_a_fall_to_a_level_keeps_its_baseline():
    found = one("Giảm tỷ lệ hộ nghèo từ 5,2% xuống còn 2% vào năm 2025.")
    assert (found.name, found.comparator, found.form) == ("Giảm tỷ lệ hộ nghèo", "<=", "level")
    assert (found.baseline, found.value, found.year_to) == (Decimal("5.2"), Decimal(2), 2025)


def test_ranges_wholes_and_periods():
    found = one("Từ 95% đến 98% hộ đạt gia đình văn hóa.")
    assert (found.comparator, found.value, found.value_to) == ("range", 95, 98)
    assert one("12/12 chi bộ hoàn thành tốt nhiệm vụ.").whole == 12
    spanned = one("Giai đoạn 2020 - 2025 kết nạp 15 đảng viên.")
    assert (spanned.year_from, spanned.year_to, spanned.every_year) == (2020, 2025, False)
    yearly = one("Hằng năm kết nạp 3 đảng viên.")
    assert (yearly.name, yearly.year_to, yearly.every_year) == ("kết nạp đảng viên", None, True)


def test_several_promises_in_one_sentence():
    names = [p.name for p in read_targets("Kết nạp 3 đảng viên; bê tông hóa 3 km đường và thu 3,9 tỷ đồng.")]
    assert names == ["Kết nạp đảng viên", "bê tông hóa", "thu"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Thực hiện Nghị quyết Trung ương 4 khóa 12.",
        "Kết luận số 21-KL/TW ngày 25/10/2021.",
        "Nhiệm kỳ 2020 - 2025.",
        "Đại hội ngày 4/3/2020 tại hội trường.",
        "Cầu Mẫu 2 và đường gom.",
        "Tăng 3.5%.",
        "",
    ],
)
def test_years_dates_and_numbers_of_documents_are_no_promises(sentence):
    assert read_targets(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("Nâng tỷ lệ hộ có nước sạch từ hơn 87% lên hơn 95%.", ("87", "more_than", ">", "95")),
        ("Giảm hộ nghèo từ gần 40 hộ xuống còn 20 hộ.", ("40", "about", "<=", "20")),
        ("Giảm hộ nghèo từ dưới 40 hộ xuống còn 20 hộ.", ("40", "less_than", "<=", "20")),
        ("Giảm tỷ lệ hộ nghèo từ 5% xuống còn 2%.", ("5", "exactly", "<=", "2")),
    ],
)
def test_a_baseline_is_read_as_sharp_as_it_is_said(sentence: str, kept: tuple[str, ...]) -> None:
    (found,) = read_targets(sentence)
    assert (str(found.baseline), found.baseline_bound, found.comparator, str(found.value)) == kept


PAPER = """ĐẢNG BỘ TỈNH MẪU
ĐẢNG ỦY XÃ MẪU
*
Số 05-NQ/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
Xã Mẫu, ngày 05 tháng 01 năm 2026
NGHỊ QUYẾT
về nhiệm vụ năm 2026
-----
I. CHỈ TIÊU
1. Kết nạp từ 12 đảng viên trở lên.
2. Sinh hoạt chi bộ đều.
3. **Khâu đột phá**: xây dựng đội ngũ cán bộ. Đổi mới lề lối làm việc.
T/M ĐẢNG ỦY
BÍ THƯ
Nguyễn Văn Mẫu
Nơi nhận:
- Tỉnh ủy,
- Lưu Văn phòng.
PHỤ LỤC
1. Trồng 3 ha rừng."""


def test_head_and_foot_of_a_paper_are_told_from_its_clauses():
    read = read_text(PAPER)
    assert [one.text for one in read if not one.left_out] == [
        "CHỈ TIÊU",
        "Kết nạp từ 12 đảng viên trở lên.",
        "Sinh hoạt chi bộ đều.",
        "**Khâu đột phá**: xây dựng đội ngũ cán bộ.",
        "Đổi mới lề lối làm việc.",
        "PHỤ LỤC",
        "Trồng 3 ha rừng.",
    ]
    assert [one.kind for one in read if not one.left_out][3:5] == ["breakthrough", "breakthrough"]
    assert "".join(squash(one.label + one.text) for one in read) == squash(PAPER)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Số: 12/2026/NQ-HĐND\tAn Khánh, ngày 5 tháng 1 năm 2026\nVề giá đất.", 1),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nCăn cứ Luật;", 2),
        ("NGHỊ QUYẾT\nVề nhiệm vụ năm 2026\nCăn cứ Điều lệ Đảng;", 2),
        ("ĐẢNG BỘ XÃ MẪU\nKết nạp 3 đảng viên.", 0),
        ("CHỈ TIÊU CHỦ YẾU\n- Kết nạp 3 đảng viên.", 0),
        ("1. Xã Mẫu, ngày 5 tháng 1 năm 2026 tổ chức hội nghị.", 0),
        ("- Họp đều.\nTM. ĐẢNG ỦY\nBÍ THƯ\nVõ Giả Định", 3),
        ("- Bí thư chi bộ phụ trách.\n- Chủ tịch xã theo dõi.", 0),
    ],
)
def test_only_what_is_surely_head_or_foot_is_left_out(text, left):
    assert sum(one.left_out for one in read_text(text)) == left


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("III. NHIỆM VỤ\n3. Khâu đột phá: Xây dựng cầu Mẫu.", "breakthrough"),
        ("1. Hạn chế: sinh hoạt chi bộ chưa đều.", "shortcoming"),
        ("III. NHIỆM VỤ\n1. Giải pháp: họp đều.", "task"),
        ("1. Phân công: chi bộ Mẫu phụ trách.", "task"),
        ("NGHỊ QUYẾT\nVề nhiệm vụ năm\nCăn cứ Điều lệ Đảng;", "heading"),
    ],
)
def test_the_words_before_a_colon_tell_the_kind(text, kind):
    assert read_text(text)[-1].kind == kind
