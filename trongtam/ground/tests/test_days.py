from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground import days
from trongtam.ground.errors import Unreadable

WAYS = (
    "{0:%d/%m/%Y}",
    "{0.day}/{0.month}/{0.year}",
    "{0.day}.{0.month}.{0.year}",
    "{0:%d-%m-%Y}",
    "{0:%d%m%Y}",
    "{0:%Y-%m-%d}",
    "ngày {0.day} tháng {0.month} năm {0.year}",
    "Ngày {0:%d} tháng {0:%m} năm {0.year}",
    " {0.day} / {0.month} / {0.year} ",
)


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)), st.sampled_from(WAYS))
def test_every_way_of_writing_names_the_same_day(day, way):
    assert days.read(way.format(day)) == day
    assert days.typed(way.format(day)).day == day


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)))
def test_what_is_written_is_read_again(day):
    assert days.read(days.write(day)) == day


@given(st.text(max_size=60))
def test_any_text_is_a_day_or_a_sentence(text):
    found = days.typed(text)
    assert (found.day is None) or (found.wrong is None)
    assert bool(found.text) == bool(text.strip())
    if found.wrong is not None:
        assert str(found.wrong).endswith(".")
        with pytest.raises(Unreadable):
            days.read(found.text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("mai", "Hãy ghi ngày như 05/09/2022."),
        ("05/09-2022", "Hãy ghi ngày như 05/09/2022."),
        ("5/9/22", "Hãy ghi năm đủ bốn chữ số, như 05/09/2022."),
        ("05/09/0022", "Năm phải từ 1900 đến 2999. Xin xem lại."),
        ("31/02/2022", "Tháng 2 năm 2022 không có ngày 31. Xin xem lại."),
        ("2022-02-30", "Tháng 2 năm 2022 không có ngày 30. Xin xem lại."),
        ("09/13/2022", "Không có tháng 13."),
        ("00/09/2022", "Tháng 9 năm 2022 không có ngày 0. Xin xem lại."),
    ],
)
def test_the_sentence_says_what_to_mend(text, sentence):
    with translation.override("vi"):
        assert str(days.typed(text).wrong) == sentence
    assert days.typed(text).text == text
