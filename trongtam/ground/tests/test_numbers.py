from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from trongtam.ground.errors import Unreadable
from trongtam.ground.numbers import (
    ABOUT,
    EXACTLY,
    LESS_THAN,
    MORE_THAN,
    Number,
    convert,
    convertible,
    in_words,
    money,
    percent,
    points,
    read,
    rounded,
    signed,
    with_bound,
    write,
)

D = Decimal
decimals = st.integers(-(10**11), 10**11).flatmap(
    lambda n: st.integers(0, 6).map(lambda places: Decimal(n).scaleb(-places))
)


@pytest.mark.parametrize(
    ("typed", "value", "bound"),
    [
        ("152", "152", EXACTLY),
        ("1.234", "1234", EXACTLY),
        ("1 234 567", "1234567", EXACTLY),
        ("1\u00a0234", "1234", EXACTLY),
        ("46.346,8", "46346.8", EXACTLY),
        ("46346,8", "46346.8", EXACTLY),
        ("1.000,234", "1000.234", EXACTLY),
        ("1234,567", "1234.567", EXACTLY),
        ("0,234", "0.234", EXACTLY),
        ("-3,5", "-3.5", EXACTLY),
        ("− 3,5", "-3.5", EXACTLY),
        ("+2", "2", EXACTLY),
        ("05", "5", EXACTLY),
        ("0", "0", EXACTLY),
        ("hơn 152", "152", MORE_THAN),
        ("Trên 1.000", "1000", MORE_THAN),
        ("hon 152", "152", MORE_THAN),
        (">152", "152", MORE_THAN),
        ("dưới 5", "5", LESS_THAN),
        ("chưa đến 5", "5", LESS_THAN),
        ("gần 90", "90", ABOUT),
        ("khoảng 90", "90", ABOUT),
        ("~ 90", "90", ABOUT),
    ],
)
def test_reads(typed, value, bound):
    assert read(typed) == Number(D(value), bound)


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("1.2.3,4", "“1.2.3,4” không đọc được. Xin gõ lại, ví dụ 123,4."),
        ("1,234.5", "“1,234.5” không đọc được. Xin gõ lại, ví dụ 1.234,5."),
        ("1,234,567", "ví dụ 1.234.567."),
        ("3.5", "ví dụ 3,5."),
        ("0.125", "ví dụ 0,125."),
        ("12 34", "ví dụ 1.234."),
        ("-1.5", "ví dụ -1,5."),
        ("3-5", "không đọc được"),
        ("1e5", "không đọc được"),
        ("5²", "không đọc được"),
        ("½", "không đọc được"),
        ("٣", "không đọc được"),
        ("5,", "ví dụ 5."),
        (",5", "ví dụ 5."),
        ("nhiều", "ví dụ 123,4."),
        ("NaN", "không đọc được"),
        ("5 người", "không ghi đơn vị"),
        ("5%", "không đọc được"),
        ("", "Xin gõ một số."),
        (" \u00a0", "Xin gõ một số."),
        ("9" * 61, "quá dài"),
        ("9" * 13, "trước dấu phẩy"),
        ("0,1234567", "Sau dấu phẩy"),
    ],
)
def test_refuses_with_a_sentence_that_says_what_to_type(typed, advice):
    with translation.override("vi"), pytest.raises(Unreadable) as refused:
        read(typed)
    assert advice in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "decimals", "advice"),
    [
        ("1.5", 0, "“1.5” không đọc được. Ở đây đếm bằng số nguyên, xin gõ lại, ví dụ 12."),
        ("12 34", 0, "ví dụ 1.234."),
        ("1,234,567", 0, "ví dụ 1.234.567."),
        ("nhiều", 0, "ví dụ 12."),
        ("9" * 61, 0, "ví dụ 1.234."),
        ("0.126", 1, "ví dụ 0,1."),
        ("1.5", 1, "ví dụ 1,5."),
    ],
)
def test_the_example_fits_the_decimals_of_the_field(typed, decimals, advice):
    with translation.override("vi"), pytest.raises(Unreadable) as refused:
        read(typed, decimals=decimals)
    assert advice in str(refused.value)
    example = str(refused.value).rpartition("ví dụ ")[2].rstrip(".")
    assert read(example, decimals=decimals)


def test_comma_and_three_digits_depends_on_the_decimals_kept():
    assert read("1,234", decimals=3) == Number(D("1.234"))
    with translation.override("vi"):
        with pytest.raises(Unreadable, match=r"hai cách.*một nghìn hai trăm ba mươi tư.*1\.234.*1,23\."):
            read("1,234", decimals=2)
        with pytest.raises(Unreadable, match=r"hai cách.*gõ 1\.234\.$"):
            read("1,234", decimals=0)


def test_decimals_of_the_field():
    assert read("5,00", decimals=0).value == 5
    with translation.override("vi"):
        with pytest.raises(Unreadable, match="số nguyên"):
            read("5,5", decimals=0)
        with pytest.raises(Unreadable, match="nhiều nhất 1 chữ số"):
            read("5,55", decimals=1)
    assert read("9" * 18, decimals=0).value == 10**18 - 1
    with pytest.raises(Unreadable):
        read("1" + "0" * 18, decimals=0)
    with pytest.raises(Unreadable):
        read("1000", decimals=0, digits=3)


def test_a_unit_is_ignored_only_when_asked():
    assert read("92,65%", unit="%").value == read("92,65 %", unit="%").value == D("92.65")
    assert read("hơn 152 tỷ đồng", unit="tỷ đồng") == Number(D(152), MORE_THAN)
    assert read("152 tỉ", unit="tỉ đồng").value == 152
    assert read("5 m²", unit="m²").value == 5
    with translation.override("vi"), pytest.raises(Unreadable, match="tính bằng tỷ đồng"):
        read("152 triệu đồng", unit="tỷ đồng")


@given(decimals, st.booleans())
@example(D("-0"), True)
def test_what_is_written_is_read_back(value, group):
    text = write(value, group=group)
    assert read(text, decimals=6).value == value


@given(decimals, st.sampled_from(["more_than", "less_than", "about"]))
def test_bounds_are_read_back(value, bound):
    assert read(with_bound(write(value), bound), decimals=6) == Number(value, bound)


@given(st.text(alphabet="0123456789.,- %ahơn²½", max_size=20))
def test_reading_answers_or_refuses_and_never_fails_otherwise(text):
    try:
        number = read(text)
    except Unreadable as refused:
        assert str(refused)
    else:
        assert number.value.is_finite()
        assert read(write(number.value), decimals=6).value == number.value


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (D("46346.8"), None, "46.346,8"),
        (D("1E+3"), None, "1.000"),
        (D("133.3333"), 2, "133,33"),
        (D("2.345"), 2, "2,35"),
        (D("-2.345"), 2, "-2,35"),
        (D("-0.001"), 2, "0"),
        (D("75.00"), 2, "75"),
        (1234567, None, "1.234.567"),
        (D("0.5"), 0, "1"),
        (D(0), None, "0"),
        (D("99999999999999999999999999999999.995"), 2, "100.000.000.000.000.000.000.000.000.000.000"),
    ],
)
def test_writes(value, places, text):
    assert write(value, places) == text


def test_other_ways_of_writing():
    assert write(D("46346.8"), language="en") == "46.346,8"
    assert write(D("46346.8"), group=False) == "46346,8"
    assert write(D("75"), 2, fixed=True) == "75,00"
    assert percent(D(400) / 3) == "133,33%"
    assert percent(75) == "75%"
    assert percent(D("6.5"), fixed=True) == "6,50%"
    assert points(D("2.65")) == "+2,65 điểm %"
    assert points(D("-5"), language="en") == "-5 points"
    assert signed(22) == "+22"
    assert signed(D("-3.5")) == "-3,5"
    assert signed(D("0.001"), 2) == "0"
    assert with_bound("152", MORE_THAN) == "hơn 152"
    assert with_bound("152", EXACTLY) == "152"
    assert with_bound("152", LESS_THAN, language="en") == "less than 152"
    with pytest.raises(ValueError, match="finite"):
        write(D("NaN"))


@given(decimals, st.integers(0, 4))
def test_rounding_is_half_up(value, places):
    result = rounded(value, places)
    assert abs(result - value) <= D("0.5").scaleb(-places)
    if abs(result - value) == D("0.5").scaleb(-places):
        assert abs(result) > abs(value)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (115, "một trăm mười lăm"),
        (1005, "một nghìn không trăm linh năm"),
        (1234, "một nghìn hai trăm ba mươi tư"),
        (1_000_005, "một triệu không trăm linh năm"),
        (2_015_000, "hai triệu không trăm mười lăm nghìn"),
        (152 * 10**9, "một trăm năm mươi hai tỷ"),
        (10**12 + 1, "một nghìn tỷ không trăm linh một"),
        (D("46346.8"), "bốn mươi sáu nghìn ba trăm bốn mươi sáu phẩy tám"),
        (D("2.65"), "hai phẩy sáu mươi lăm"),
        (D("-0.05"), "âm không phẩy không năm"),
        (D("1.125"), "một phẩy một hai năm"),
    ],
)
def test_words(value, words):
    assert in_words(value) == words


def test_words_with_unit_and_bounds():
    assert in_words(152, "tỷ đồng") == "một trăm năm mươi hai tỷ đồng"
    with pytest.raises(ValueError, match="no words"):
        in_words(10**18)
    with pytest.raises(ValueError, match="no words"):
        in_words(D("Infinity"))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "zero"),
        (24, "twenty-four"),
        (1234, "one thousand two hundred thirty-four"),
        (152 * 10**9, "one hundred fifty-two billion"),
        (D("-3.05"), "minus three point zero five"),
    ],
)
def test_english_words(value, words):
    assert in_words(value, language="en") == words


VALUES = {"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5}
VALUES |= {"sáu": 6, "bảy": 7, "tám": 8, "chín": 9}


def heard(words: str) -> int:
    """What a listener adds up: digits, then tens, hundreds, thousands; tỷ multiplies all before it."""
    billions = total = group = digit = 0
    for word in words.split():
        if word in VALUES:
            digit = VALUES[word]
        elif word in ("mươi", "trăm"):
            group, digit = group + digit * (10 if word == "mươi" else 100), 0
        elif word == "mười":
            group += 10
        elif word in ("nghìn", "triệu"):
            total, group, digit = total + (group + digit) * (1000 if word == "nghìn" else 10**6), 0, 0
        elif word == "tỷ":
            billions, total, group, digit = total + group + digit, 0, 0, 0
        else:
            assert word == "linh"
    return billions * 10**9 + total + group + digit


@given(st.integers(0, 10**18 - 1))
@example(10**15 + 7)
@example(1_000_000_000)
def test_words_say_the_number(number):
    assert heard(in_words(number)) == number


def test_units():
    assert convert(D("46346.8"), "m²", "ha") == D("4.63468")
    assert convert(D("1.5"), "tỷ đồng", "triệu đồng") == 1500
    assert convert(D(3), "đảng viên", "Đảng viên") == 3
    assert convertible("ha", "m2")
    assert not convertible("ha", "đồng")
    with pytest.raises(ValueError, match="one quantity"):
        convert(D(1), "ha", "đồng")


def test_money():
    assert money(152 * 10**9) == "152 tỷ đồng"
    assert money(46_500_000) == "46,5 triệu đồng"
    assert money(999_000) == "999.000 đồng"
    assert money(-(10**9)) == "-1 tỷ đồng"
    assert money(0) == "0 đồng"
    assert money(D("999.6")) == "1.000 đồng"
    assert money(152 * 10**9, language="en") == "152 billion dong"
