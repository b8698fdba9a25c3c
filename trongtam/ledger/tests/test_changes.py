"""What an entry changed, in words that people read; never a word of the code."""

import pytest
from django.utils import translation

from trongtam.ledger import acts
from trongtam.ledger.changes import Change, changes_of, shown, words_of
from trongtam.ledger.models import Entry


def entry(before=None, after=None, kind="org.unit", act="org.unit_renamed") -> Entry:
    return Entry(act=act, on_kind=kind, payload={"before": before, "after": after})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "có"),
        (False, "không"),
        ("12345.5", "12.345,5"),
        (7, "7"),
        ("-3", "-3"),
        ("2026-01-31", "31/01/2026"),
        ("2026-13-45", "2026-13-45"),
        ("org.unit:5", ""),
        (["a"], ""),
        ({"a": 1}, ""),
        ("0912345678901234567", "0912345678901234567"),
        ("Ấp Mẫu", "Ấp Mẫu"),
    ],
)
def test_values_are_written_as_people_write_them(value, text):
    with translation.override("vi"):
        assert shown(value) == text


def test_single_values_stand_without_a_name():
    assert changes_of(entry("Tên cũ", "Tên mới")) == [Change("", "Tên cũ", "Tên mới")]
    assert changes_of(entry()) == []


def test_fields_have_their_names_and_unchanged_or_nameless_ones_are_left_out():
    before = {"founded_on": "2020-01-31", "official_code": "1", "no_such": 1, "path": "/1/"}
    after = {"founded_on": "2020-02-01", "official_code": "1", "no_such": 2, "path": "/2/"}
    with translation.override("vi"):
        (change,) = changes_of(entry(before, after))
    assert (change.before, change.after) == ("31/01/2020", "01/02/2020")
    assert change.field
    assert "_" not in change.field


def test_choices_stand_in_words_and_codes_are_left_out():
    after = {"across": "none", "better": "more", "code": "dien-an-toan", "name": "Điện an toàn"}
    with translation.override("vi"):
        found = changes_of(entry({}, after, kind="targets.indicator"))
    assert [change.after for change in found] == ["chỉ liệt kê", "càng nhiều càng tốt", "Điện an toàn"]


def test_a_batch_says_how_many():
    with translation.override("vi"):
        assert changes_of(entry(after={"count": 12, "digest": "f" * 64})) == [Change("Số lượng", "", "12")]


@pytest.mark.parametrize("kind", ["", "no.such", "org.nothing"])
def test_things_that_are_no_more_have_no_names(kind):
    assert changes_of(entry({"name": "a"}, {"name": "b"}, kind)) == []


def test_an_erased_entry_says_nothing():
    erased = Entry(act="org.unit_renamed", payload=None)
    assert changes_of(erased) == []
    assert words_of(erased) == ""


def test_an_act_may_say_it_in_its_own_words():
    acts.register("test.told", "đã báo", describe=lambda told: f"từ {told.payload['before']}")
    try:
        assert words_of(entry("a", "b", act="test.told")) == "từ a"
        assert words_of(entry("a", "b")) == ""
    finally:
        acts.forget("test.told")
