import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.vntext import fold, given_name_sort_key, initials, sort_key, spell

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
vietnamese = st.text(alphabet=LETTERS + LETTERS.upper() + "  -,.0123456789", max_size=40)


@pytest.mark.parametrize(
    "typed",
    ["Đảng uỷ", "Đảng ủy", "ĐẢNG ỦY", "  đảng   ủy ", "dang uy", "Ðảng uỷ", "Đảng\u00a0ủy", "Đảng\u200b ủy"],
)
def test_one_word_however_typed(typed):
    assert fold(typed) == "dang uy"
    assert fold(unicodedata.normalize("NFD", typed)) == "dang uy"


def test_fold_keeps_digits_and_signs():
    assert fold("Nghị quyết số 05-NQ/ĐU") == "nghi quyet so 05-nq/du"


@given(st.text(max_size=60))
def test_fold_is_idempotent_and_blind_to_encoding(text):
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(vietnamese, st.sampled_from(["old", "new"]))
def test_spelling_changes_no_letter_and_settles_at_once(text, style):
    once = spell(text, style)
    assert spell(once, style) == once
    assert fold(once) == fold(text)
    assert sort_key(once) == sort_key(text)
    assert len(once) == len(unicodedata.normalize("NFC", text))
    other = "new" if style == "old" else "old"
    assert spell(spell(text, other), style) == once


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Đảng ủy", "Đảng uỷ"),
        ("ĐẢNG ỦY, HÒA BÌNH", "ĐẢNG UỶ, HOÀ BÌNH"),
        ("khỏe, lũy kế, hóa", "khoẻ, luỹ kế, hoá"),
        ("thụy; tòa", "thuỵ; toà"),
    ],
)
def test_both_spellings(old, new):
    assert spell(old, "new") == spell(new, "new") == new
    assert spell(new, "old") == spell(old, "old") == old


@pytest.mark.parametrize("fixed", ["quý, quỹ, Quỳ", "hoàn, huỳnh, khuỷu, hoài, xoáy", "nghìn tỷ", "của, mía, giá"])
def test_words_with_one_spelling_stay(fixed):
    assert spell(fixed, "old") == fixed == spell(fixed, "new")


def test_unknown_style():
    with pytest.raises(ValueError, match="style"):
        spell("ủy", "modern")


def ordered(words, key):
    """Sorted from the opposite order, so that nothing is right by standing still."""
    backwards = words[::-1]
    return sorted(backwards, key=key)


def test_alphabet_order():
    alphabet = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
    assert ordered(alphabet, sort_key) == alphabet


def test_tones_come_after_letters():
    words = ["ma", "mà", "mả", "mã", "má", "mạ", "mai", "mài", "măng", "mâm"]
    assert ordered(words, sort_key) == words


def test_syllable_by_syllable_with_numbers():
    names = ["An Bình", "An Khánh", "Ấp 2", "Ấp 10", "Ấp Mẫu Ba", "Ấp Mẫu Hai", "Ba", "Đức", "É-ti-ô-pi-a"]
    assert ordered(names, sort_key) == names
    assert sort_key("Ấp 02") == sort_key("ấp 2")
    assert sort_key("hòa") == sort_key("hoà") == sort_key("HOÀ")
    assert sort_key("") == ""
    assert sort_key("z") < sort_key("Ж")


@given(vietnamese)
def test_key_is_plain_ascii_so_any_database_orders_it_alike(text):
    assert all(c in "abcdefghijklmnopqrstuvwxyz0123456789" for c in sort_key(text))


@given(st.text(alphabet=LETTERS, min_size=1, max_size=8), st.text(alphabet=LETTERS, min_size=1, max_size=8))
def test_a_word_comes_before_its_extensions(word, more):
    assert sort_key(word) < sort_key(word + " " + more)
    assert sort_key(word) < sort_key(word + "a" + more)


def test_persons_go_by_given_name():
    names = ["Lê Thí Dụ", "Phạm Ví Dụ", "Võ Giả Định", "Nguyễn Văn Mẫu", "Trần Thị Thử"]
    assert ordered(names, given_name_sort_key) == names


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Võ Giả Định", "VĐ"),
        ("Nguyễn Văn Mẫu", "NM"),
        ("trần thị ánh", "TA"),
        ("Lê Ấn", "LÂ"),
        ("Ẩn", "Â"),
        ("", ""),
        ("  ", ""),
        ("123", ""),
        ("Ếch ương", "ÊƯ"),
    ],
)
def test_initials(name, letters):
    assert initials(name) == letters
    assert initials(unicodedata.normalize("NFD", name)) == letters
