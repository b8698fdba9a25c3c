"""Counts as people paste them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.meetings.pasting import counts_in, meant, pasted_counts

pytestmark = pytest.mark.once
NAMES = {"a": "Chi bộ ấp Mẫu Một", "b": "Chi bộ ấp Mẫu Hai", "c": "Chi bộ ấp Mẫu Hai Mươi"}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Chi bộ ấp Mẫu Một 34/36", ("Chi bộ ấp Mẫu Một", "34/36")),
        ("1. Chi bộ ấp Mẫu Một: 34 / 36 ", ("Chi bộ ấp Mẫu Một", "34/36")),
        ("2) Chi bộ ấp 7\t34\t36", ("Chi bộ ấp 7", "34/36")),
        ("Chi bộ ấp 7 - 34/36 đảng viên", ("Chi bộ ấp 7 - đảng viên", "34/36")),
        ("34/36 Chi bộ ấp 7", ("Chi bộ ấp 7", "34/36")),
        ("Chi bộ ấp 7", ("Chi bộ ấp 7", "")),
        ("", ("", "")),
    ],
)
def test_lines(line: str, found: tuple[str, str]) -> None:
    assert counts_in(line) == found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ấp mẫu một", "a"),
        ("Chi bộ ấp Mẫu Hai", "b"),
        ("Mẫu Hai Mươi", "c"),
        ("mẫu hai", "mẫu hai"),
        ("", ""),
        ("ấp", "ấp"),
    ],
)
def test_a_name_means_one_unit_or_stays(text: str, code: str) -> None:
    assert meant(text, NAMES) == code


@given(st.text(max_size=300))
def test_any_text_is_read_and_no_line_is_lost(text: str) -> None:
    found = pasted_counts(text)
    assert len(found) == sum(1 for line in text.replace("\xa0", " ").splitlines() if line.split())


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Chi bộ ấp Mẫu", "Tổ 5", "Chi bộ trường"]), st.integers(0, 99999), st.integers(0, 99999)
        ),
        max_size=9,
    )
)
def test_counts_come_back(lines: list[tuple[str, int, int]]) -> None:
    for between in ("{} {}/{}", "{}\t{}\t{}", "{}: {} / {}"):
        text = "\n".join(between.format(*line) for line in lines)
        assert pasted_counts(text) == [(name, f"{came}/{of}") for name, came, of in lines]
