"""Reading a scheme, writing it back, and what cannot stand."""

from __future__ import annotations

import json
from typing import Any

import pytest

from trongtam.ground.errors import Refused
from trongtam.reviews.scheme import Scheme
from trongtam.reviews.scheme_reading import read_scheme, write_scheme

from .cases import LEVELS, mapping, scheme

pytestmark = pytest.mark.once


def test_what_is_written_is_read_back_the_same() -> None:
    made = scheme(
        steps=[{"code": "self", "title": "Tự đánh giá", "ballot": False}], valid_to="2030-12-31", notes=["một"]
    )
    assert read_scheme(json.loads(json.dumps(write_scheme(made)))) == made


def test_points_and_levels() -> None:
    made = scheme()
    assert (made.most, made.is_scored, made.codes[0]) == (100, True, "excellent")
    assert made.facts == ("work_beyond_share", "work_on_time_share", "work_late_share")
    assert made.is_better("excellent", "good") and not made.is_better("good", "good")
    with pytest.raises(Refused, match="nowhere"):
        made.level("nowhere")


def test_a_title_counts_as_its_level() -> None:
    made = scheme(levels=[{"code": "title", "title": "Tiêu biểu", "within": "excellent"}, *LEVELS])
    assert made.base_of("title").code == "excellent"
    assert made.is_better("title", "good") and not made.is_better("title", "excellent")
    assert made.proper[0].code == "excellent"


def test_what_the_base_counts_is_the_schemes_choice() -> None:
    cap = {"level": "excellent", "of": "good", "share": 20}
    assert scheme().caps[0].counted == ("good",)
    assert scheme(caps=[cap | {"base": "level_or_better"}]).caps[0].counted == ("excellent", "good")


A1 = {"code": "a1", "title": "Một", "most": 18}
UNKNOWN = {"fact": "x", "op": ">=", "value": 1, "title": "x"}
NO_FIGURE = {"fact": "serious_errors", "op": "<=", "title": "x"}


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"groups": []}, "chưa có tiêu chí"),
        ({"groups": [{"code": "a", "title": "A", "items": [A1, A1]}]}, "bị lặp"),
        ({"groups": [{"code": "a", "title": "A", "most": 20, "items": [A1]}]}, "cộng lại là 18"),
        ({"groups": [{"code": "a", "title": "A", "items": [A1 | {"most": 0}]}]}, "không có điểm"),
        ({"groups": [{"code": "a", "title": "A", "items": [A1, {"code": "b", "title": "B", "kind": "percent"}]}]}, "trộn lẫn"),
        ({"groups": [{"code": "a", "title": "A", "items": [A1 | {"kind": "grade"}]}]}, "số cấp độ"),
        ({"levels": LEVELS[:1]}, "hai mức"),
        ({"levels": LEVELS[::-1]}, "giảm dần"),
        ({"levels": LEVELS[:-1]}, "bắt đầu từ 0"),
        ({"levels": [LEVELS[0] | {"at_least": 101}, *LEVELS[1:]]}, "nhiều điểm hơn"),
        ({"levels": [{"code": "t", "title": "T", "within": "nowhere"}, *LEVELS]}, "một mức không có"),
        ({"levels": [LEVELS[0] | {"conditions": [UNKNOWN]}, *LEVELS[1:]]}, "căn cứ không có"),
        ({"levels": [LEVELS[0] | {"conditions": [NO_FIGURE]}, *LEVELS[1:]]}, "chưa có con số"),
        ({"levels": [LEVELS[0] | {"at_least": "mười"}, *LEVELS[1:]]}, "không phải là số"),
        ({"caps": [{"level": "excellent", "of": "nowhere", "share": 20}]}, "tỷ lệ khống chế"),
        ({"caps": [{"level": "excellent", "of": "good", "share": 120}]}, "tỷ lệ khống chế"),
        ({"nests": [["excellent", "nowhere"]]}, "không thể là"),
        ({"deductions": [{"fact": "serious_errors", "of": "x", "each": 1, "title": "Lỗi"}]}, "khoản trừ"),
        ({"subject": "household"}, "household"),
        ({"valid_to": "2020-01-01"}, "sớm hơn"),
        ({"valid_from": "hôm nay"}, "không phải là ngày"),
        ({"levels": [{"title": "không có mã"}]}, "còn thiếu"),
    ],
)  # fmt: skip
def test_a_scheme_that_contradicts_itself_is_refused_with_a_sentence(changes: dict[str, Any], word: str) -> None:
    with pytest.raises(Refused, match=word):
        read_scheme(mapping(**changes))


def test_the_small_scheme_stands() -> None:
    assert isinstance(read_scheme(mapping()), Scheme)
