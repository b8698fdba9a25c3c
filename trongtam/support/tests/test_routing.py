"""Who answers what: the dated table proposes by its words; days are moved off days of rest; a denunciation is known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.vntext import fold
from trongtam.reminders.holidays import days_off
from trongtam.support import routing

TABLE = routing.table_on(date(2026, 1, 5))


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Đề nghị sửa đường vào ấp bị ngập nước", "roads"),
        ("Thiếu nước ngọt mùa hạn mặn", "roads"),
        ("Xin cấp lại sổ đỏ cho các hộ trong khu tái định cư", "land"),
        ("Rác thải ven kênh gây ô nhiễm môi trường", "environment"),
        ("Chi bộ xin thêm sổ tay đảng viên", "organisation"),
        ("Loa truyền thanh của ấp không nghe được", "propaganda"),
        ("Mặt trận xem lại cách vận động ủng hộ các quỹ", "front"),
        ("Xin gửi giấy mời họp sớm hơn", "office"),
        ("Xin mở thêm lớp học nghề", "economy"),
        ("Xin thêm vốn vay chăn nuôi", "economy"),
        ("Giá lúa thấp, khó bán", "economy"),
        ("Thuốc bảo vệ thực vật giả", "economy"),
        ("Trâu bò thả rông làm bẩn đường", "environment"),
        ("Sóng điện thoại yếu", "society"),
        ("Trường mầm non thiếu lớp", "society"),
        ("Karaoke ồn ào ban đêm", "order"),
        ("Khiếu nại về một đảng viên", "inspection"),
        ("Khiếu nại kết quả giải quyết thủ tục", "procedures"),
        ("Giám sát và phản biện xã hội về công trình", "front"),
        ("Giám sát việc thu chi của chi bộ", "inspection"),
    ],
)
def test_words_point_at_a_field_with_marks_and_without(text: str, field: str) -> None:
    found = routing.propose(text, TABLE)
    assert found is not None and found.field.code == field and found.words
    bare = routing.propose(fold(text), TABLE)
    assert bare is not None


def test_a_word_inside_another_is_no_sign():
    assert routing.propose("Đề nghị xem lại", TABLE) is None  # “đê” is no part of “đề”
    assert routing.propose("Sân bóng của thanh niên", TABLE) is None


def test_the_table_holds_together():
    for table in routing.tables():
        organs = {one.code for one in table.organs}
        assert organs == {"government", "inspection", "building", "front", "office"}
        assert {one.organ for one in table.fields} == organs
        codes = [one.code for one in table.fields]
        assert len(codes) == len(set(codes))
        assert {rule.field for rule in table.overlaps} | {rule.otherwise for rule in table.overlaps} <= set(codes)
        assert table.source and not table.checked
        assert all(len(code) <= 20 for code in codes)


def test_a_day_before_the_first_table_takes_the_first():
    assert routing.table_on(date(1990, 1, 1)) == routing.tables()[0]
    assert routing.deadline_on(date(1990, 1, 1)) == routing.deadlines()[0]


def test_ten_days_moved_off_the_weekend_and_the_holidays():
    assert routing.due_after(date(2026, 11, 2)) == date(2026, 11, 12)
    assert routing.due_after(date(2026, 11, 4)) == date(2026, 11, 16)  # the 14th is a Saturday
    assert routing.due_after(date(2026, 8, 22)) == date(2026, 9, 3)  # 1 and 2 September are days off
    assert routing.holidays_unchecked(date(2026, 9, 3))


@given(st.dates(date(2024, 1, 1), date(2027, 12, 1)))
def test_an_answer_is_owed_on_a_working_day_at_least_ten_days_later(day: date) -> None:
    due = routing.due_after(day)
    assert due >= day + timedelta(days=10)
    assert due.weekday() < 5 and due not in days_off()
    between = [day + timedelta(days=n) for n in range(10, (due - day).days)]
    assert all(one.weekday() >= 5 or one in days_off() for one in between)


@pytest.mark.parametrize(
    "text",
    [
        "Tôi tố cáo cán bộ địa chính",
        "ĐƠN TỐ CÁO",
        "don to cao chu tich xa",
        "Tô\u0301 cáo\nông Mẫu",
        "người dân tố giác",
        "Ông Mẫu nhận hối lộ khi làm sổ đỏ",
        "Cán bộ vòi tiền của dân",
        "tham ô quỹ của thôn",
    ],
)
def test_a_denunciation_is_known(text: str) -> None:
    assert routing.is_denunciation(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tổ cao tuổi xin mượn nhà văn hóa",
        "Đề nghị tuyên truyền Luật Tố cáo",
        "Tập huấn công tác giải quyết khiếu nại, tố cáo",
        "Khiếu nại về đền bù",
        "Tuyên truyền phòng, chống tham ô, lãng phí",
        "Người ăn chay xin mượn nhà văn hóa",
        "",
    ],
)
def test_what_speaks_of_the_matter_in_general_is_none(text: str) -> None:
    assert not routing.is_denunciation(text)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    routing.is_denunciation(text)
    found = routing.propose(text, TABLE)
    assert found is None or found.field in TABLE.fields
