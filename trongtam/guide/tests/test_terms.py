"""The words: both languages, no word twice, found as whole words only, in the order of the alphabet."""

import re
import tomllib

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import HOUSE
from trongtam.guide.terms import DATA, all_terms, first_term, listed, spelled

LEFT_OUT = DATA.parent / "left_out.toml"
USED = re.compile(r"\{% term \"([a-z_]+)\"")


def test_every_term_has_both_languages_and_a_sentence_or_two():
    for key, term in all_terms().items():
        for language in ("vi", "en"):
            assert term.words[language].strip(), key
            assert 20 <= len(term.says[language]) <= 260, key
            assert term.says[language].endswith((".", "?")), key


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_word_means_two_things(language):
    words = [spelled(word) for term in all_terms().values() for word in term.all_words(language)]
    assert sorted(words) == sorted(set(words))


def test_every_term_that_a_page_names_is_there():
    named = {
        key
        for path in (HOUSE / "trongtam").rglob("templates/**/*.html")
        for key in USED.findall(path.read_text(encoding="utf8"))
    }
    assert named
    assert named <= set(all_terms())


def said() -> str:
    """What the program says in Vietnamese."""
    catalogues = sorted((HOUSE / "trongtam").glob("*/locale/vi/LC_MESSAGES/django.po"))
    entries = [entry for path in catalogues for entry in polib.pofile(str(path))]
    return spelled("\n".join(entry.msgstr or "\n".join(entry.msgstr_plural.values()) for entry in entries))


def test_a_word_that_was_left_out_stands_on_no_screen():
    text = said()
    groups = tomllib.loads(LEFT_OUT.read_text(encoding="utf8"))
    assert all(row["why"] for row in groups.values())
    words = [word for row in groups.values() for word in row["words"]]
    on_screen = [word for word in words if re.search(rf"(?<!\w){re.escape(spelled(word))}(?!\w)", text)]
    assert on_screen == [], "a screen says it now: explain it in terms.toml"
    explained = {spelled(word) for term in all_terms().values() for word in term.all_words("vi")}
    assert not explained & set(map(spelled, words))


@pytest.mark.parametrize(
    ("text", "key", "found"),
    [
        ("Chỉ tiêu", "target", "Chỉ tiêu"),
        ("Người phụ trách chỉ tiêu", "target", "chỉ tiêu"),
        ("Đảng uỷ xã Mẫu", "party_committee", "Đảng uỷ"),
        ("Bộ tiêu chí 2026", "criteria_set", "Bộ tiêu chí"),
        ("Chưa đạt", "not_met", "Chưa đạt"),
    ],
)
def test_the_longest_word_is_found_in_either_spelling(text, key, found):
    hit = first_term(text, "vi")
    assert hit is not None
    assert (hit.term.key, text[hit.start : hit.end]) == (key, found)


def test_a_part_of_a_word_is_no_word_and_a_told_term_is_passed_over():
    assert first_term("Chỉ tiêuu", "vi") is None
    assert first_term("ấpp Thônn", "vi") is None
    hit = first_term("Chỉ tiêu và minh chứng", "vi", but={"target"})
    assert hit is not None
    assert hit.term.key == "evidence"


@given(st.text(max_size=80))
def test_what_is_found_stands_there(text):
    hit = first_term(text, "vi")
    if hit:
        assert spelled(text[hit.start : hit.end]) in map(spelled, hit.term.all_words("vi"))


def test_a_text_whose_length_changes_when_lowered_is_left_alone():
    assert first_term("İ chỉ tiêu", "vi") is None


def test_the_list_goes_by_the_alphabet_and_is_searched_without_accents():
    letters = [letter for letter, _ in listed("vi")]
    alphabet = "AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY"
    assert letters == sorted(letters, key=alphabet.index)
    assert sum(len(found) for _, found in listed("vi")) == len(all_terms())
    found = {term.key for _, terms in listed("vi", "minh chung") for term in terms}
    assert "evidence" in found
    assert "cell" not in found
    assert listed("en", "no such word here") == []
