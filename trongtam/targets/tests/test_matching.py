"""Pasted lines find the clause they come from, and never a doubtful one."""

from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.vntext import fold
from trongtam.targets.matching import MOST_OFFERED, match_clauses, near_clauses, words_of

CLAUSES = {
    1: fold("Trong năm kết nạp từ 3 đảng viên mới trở lên."),
    2: fold("Từ 95% hộ có đủ thẻ bảo hiểm y tế trở lên."),
    3: fold("Thu ngân sách trên địa bàn từ 3,9 tỷ đồng trở lên."),
}


def test_a_name_finds_its_sentence():
    names = {4: fold("Kết nạp đảng viên mới"), 5: fold("Thu ngân sách trên địa bàn"), 6: fold("Trồng cây xanh")}
    assert match_clauses(names, CLAUSES) == {4: 1, 5: 3}


def test_two_equal_sentences_leave_the_choice_to_the_person():
    twice = {**CLAUSES, 9: CLAUSES[3]}
    assert match_clauses({1: fold("Thu ngân sách trên địa bàn")}, twice) == {}


def test_two_lines_for_one_sentence_leave_it_open():
    assert match_clauses({1: fold("Thu ngân sách"), 2: fold("Thu ngân sách")}, CLAUSES) == {}


TEXTS = st.text(alphabet="abc đếể 12,.", max_size=20).map(fold)


@given(st.dictionaries(st.integers(0, 5), TEXTS, max_size=5), st.dictionaries(st.integers(0, 5), TEXTS, max_size=5))
def test_a_clause_is_taken_once_and_shares_the_words(names, clauses):
    found = match_clauses(names, clauses)
    assert len(set(found.values())) == len(found)
    for line, key in found.items():
        asked = words_of(names[line])
        assert len(asked & words_of(clauses[key])) >= 0.75 * len(asked) > 0


@given(st.dictionaries(st.integers(0, 5), TEXTS, max_size=5), st.dictionaries(st.integers(0, 30), TEXTS, max_size=20))
def test_the_nearest_sentences_are_offered_first(names, clauses):
    for line, offered in near_clauses(names, clauses).items():
        shared = [len(words_of(names[line]) & words_of(clauses[key])) for key in offered]
        assert shared == sorted(shared, reverse=True)
        assert len(offered) == len(set(offered)) == min(len(clauses), MOST_OFFERED)
