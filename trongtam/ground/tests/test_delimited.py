"""Long tables as text: what goes out is read back as it was, and nothing in it is a formula."""

import csv
import io
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.delimited import LINES_AT_ONCE, write_lines
from trongtam.ground.sheets import DEMO_MARK, Column, Link

texts = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=30)
FORMULA = ("=", "+", "-", "@")
COLUMNS = [Column("Tên"), Column("Số", "number")]


def read_back(pieces) -> list[list[str]]:
    whole = b"".join(pieces).decode("utf-8")
    assert whole.startswith("\ufeff")
    return list(csv.reader(io.StringIO(whole[1:], newline=""), delimiter=";"))


@given(st.lists(st.tuples(texts, st.decimals(allow_nan=False, allow_infinity=False, places=3)), max_size=20))
def test_what_goes_out_is_read_back(rows):
    head, *found = read_back(write_lines(COLUMNS, rows))
    assert head == ["Tên", "Số"] and len(found) == len(rows)
    for (text, number), (said, figure) in zip(rows, found, strict=True):
        assert said == (f"'{text}" if text.startswith(FORMULA) else text)
        assert Decimal(figure.replace(",", ".")) == number


@given(st.text(alphabet="abc;\"'\n =+-@đ", max_size=20))
def test_words_stay_words(text):
    (_head, (said, _none)) = read_back(write_lines(COLUMNS, [(text, None)]))
    assert said == (f"'{text}" if text.startswith(FORMULA) else text)


def test_days_links_percents_and_the_mark_of_a_demonstration():
    columns = [Column("Ngày", "date"), Column("Số"), Column("Tỷ lệ", "percent")]
    row = (date(2022, 9, 5), Link(Decimal("1520.50"), "https://example.vn/1"), Decimal("133.33"))
    assert read_back(write_lines(columns, [row], demo=True)) == [
        [DEMO_MARK],
        ["Ngày", "Số", "Tỷ lệ"],
        ["05/09/2022", "1520,50", "133,33%"],
    ]


def test_a_long_table_comes_in_pieces_while_it_is_walked():
    walked = []

    def rows():
        for number in range(LINES_AT_ONCE * 3):
            walked.append(number)
            yield ("việc mẫu", number)

    pieces = write_lines(COLUMNS, rows())
    next(pieces)
    assert len(walked) == LINES_AT_ONCE
    assert len(read_back([b"\xef\xbb\xbf", *pieces])) == LINES_AT_ONCE * 2
