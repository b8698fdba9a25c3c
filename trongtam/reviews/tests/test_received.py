"""A table from below: how its lines are read, what does not agree, which counts stand behind printed shares."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.errors import Refused
from trongtam.org.tests.house import make_house
from trongtam.reviews.received import Line, examine, read_lines

MEMBERS = """Hoàn thành tốt trở lên\t718\t92,65%
Trong đó: xuất sắc\t113\t14,58 %
Hoàn thành\t47\t6,06%
Không hoàn thành\t10\t1,3%"""


def said(text: str, base: int | None = None) -> list[str]:
    return [str(one) for one in examine(read_lines(text), base).warnings]


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("Hoàn thành tốt\t718\t92,65%", Line("Hoàn thành tốt", 718, Decimal("92.65"))),
        ("Hoàn thành tốt: 718; 92,65 %", Line("Hoàn thành tốt", 718, Decimal("92.65"))),
        ("Hoàn thành tốt (718) 92,65", Line("Hoàn thành tốt", 718, Decimal("92.65"))),
        ("Hoàn thành tốt 92,65 %", Line("Hoàn thành tốt", None, Decimal("92.65"))),
        ("Hoàn thành tốt 1.234", Line("Hoàn thành tốt", 1234, None)),
        ("TSVM 97/110 = 88,18 %", Line("TSVM", 97, Decimal("88.18"), 110)),
    ],
)
def test_a_line(row: str, line: Line) -> None:
    assert read_lines(row) == [line]


def test_what_lies_within() -> None:
    lines = read_lines(MEMBERS + "\nCộng")
    assert [line.inside for line in lines] == [False, True, False, False]
    assert lines[1].name == "xuất sắc"


@pytest.mark.parametrize("text", ["", "chỉ có chữ", "Trong đó xuất sắc 5", "\n".join(f"Mức {n}: 1" for n in range(50))])
def test_what_cannot_be_read_is_said(text: str) -> None:
    with pytest.raises(Refused):
        read_lines(text)


def test_hai_luu_printed_shares_sum_to_100_01() -> None:
    (warning,) = said(MEMBERS)
    assert "100,01" in warning or "100.01" in warning


def test_a_share_that_no_count_gives() -> None:
    assert any(
        "23.1" in one or "23,1" in one
        for one in said("TSVM 97 88,18%\nTrong đó xuất sắc 25 23,1%\nHoàn thành tốt 13 11,82%")
    )


def test_tan_yen_does_not_close() -> None:
    assert any("61" in one and "41" in one for one in said("Xuất sắc 24\nTốt 15\nHoàn thành 22", 41))
    assert said("Xuất sắc 24\nTốt 15\nHoàn thành 2", 41) == []


def test_shares_of_different_bases() -> None:
    assert any("718" in one for one in said("Xuất sắc 113/718 15,74%\nTốt 605/775 78,06%"))


def test_more_inside_than_its_head_is_a_sentence() -> None:
    assert len(said("Tốt 5\nTrong đó xuất sắc 6\nHoàn thành 5")) == 1


def test_counts_behind_printed_shares() -> None:
    found = examine(read_lines("TSVM 88,18 %\nHoàn thành tốt 11,82 %"), 110)
    assert [(one.base, one.counts) for one in found.fittings] == [(110, (97, 13))]
    none = examine(read_lines("TSVM 88,18 %\nHoàn thành tốt 11,82 %"), 7)
    assert not none.fittings and len(none.warnings) == 1
    half = examine(read_lines("TSVM 97\nHoàn thành tốt 11,82 %"))
    assert "TSVM" in str(half.warnings[0])


@given(st.lists(st.integers(0, 300), min_size=2, max_size=5))
def test_an_honest_table_has_no_warning(counts: list[int]) -> None:
    base = sum(counts)
    if not base:
        return
    rows = [f"Mức {chr(65 + place)}\t{count}" for place, count in enumerate(counts)]
    assert said("\n".join(rows)) == []
    assert said("\n".join(rows), base + 1) != []


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.django_db
def test_the_page_reckons_and_keeps_nothing() -> None:
    client = signed_in(make_house().cell_secretary)
    url = reverse("reviews:check_table")
    assert client.get(url).status_code == 200
    page = client.post(url, {"text": MEMBERS, "base": "775"})
    assert page.status_code == 200
    text = page.content.decode()
    assert "1,29" in text and "100,01" in text
    assert "khớp" in client.post(url, {"text": "Tốt 7\nHoàn thành 3"}).content.decode()
    assert "97 + 13" in client.post(url, {"text": "A 88,18%\nB 11,82%", "base": "110"}).content.decode()
    assert client.post(url, {"text": "không có số"}).status_code == 422
