"""The nearest of known names, as Vietnamese people write and miswrite them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.nearest import LEAST, MOST, Names, likeness
from trongtam.ground.vntext import fold, spell

FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Văn", "Thị", "Giả", "Thí", "Ví", "Mẫu", "Thử", "Dụ", "Định"]
words = st.sampled_from([*FAMILY, "Chi", "bộ", "ấp", "Hòa", "Thủy", "Đảng", "ủy"])
names = st.lists(words, min_size=1, max_size=5).map(" ".join)
lists = st.lists(names, min_size=1, max_size=12, unique_by=fold)


def of(known: list[str]) -> Names[str]:
    return Names((name, name) for name in known)


@given(lists, st.data())
def test_a_name_itself_comes_first_however_it_is_written(known: list[str], data: st.DataObject):
    name = data.draw(st.sampled_from(known))
    for written in (name, fold(name), name.upper(), spell(name, "new"), f"  {name} "):
        first = of(known).nearest(written)[0]
        assert sorted(fold(first).split()) == sorted(fold(name).split())


@given(lists, st.text(max_size=30))
def test_only_known_names_in_order_and_never_too_many(known: list[str], text: str):
    found = of(known).nearest(text)
    scores = [likeness(text, name) for name in found]
    assert len(found) <= MOST
    assert set(found) <= set(known)
    assert scores == sorted(scores, reverse=True)
    assert all(score >= LEAST for score in scores)
    left_out = [likeness(text, name) for name in known if name not in found]
    assert len(found) == MOST or all(score < LEAST for score in left_out)


@given(names, names)
def test_likeness_is_the_same_both_ways_and_full_for_the_same_words(one: str, other: str):
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
    assert (likeness(one, other) == 1) >= (sorted(fold(one).split()) == sorted(fold(other).split()))


@given(lists, st.data())
def test_a_letter_that_is_missing_does_not_lose_a_long_name(known: list[str], data: st.DataObject):
    name = data.draw(st.sampled_from(known)) + " Kiểm Nghiệm"
    at = data.draw(st.integers(0, len(name) - 1))
    assert name in of([*known, name]).nearest(name[:at] + name[at + 1 :], most=20)


def test_a_slip_of_the_finger_and_a_word_left_out():
    known = ["Nguyễn Văn Mẫu", "Trần Thị Thử", "Chi bộ thôn Thống Nhất", "Chi bộ thôn Đèo Trám"]
    assert of(known).nearest("Nguyen Van Mau") == ["Nguyễn Văn Mẫu"]
    assert of(known).nearest("Trần Thị Thủ")[0] == "Trần Thị Thử"
    assert of(known).nearest("Chi bộ Thống Nhất")[0] == "Chi bộ thôn Thống Nhất"
    assert of(known).nearest("Ban Quản lý chợ") == []
    assert of(known).nearest("") == []
