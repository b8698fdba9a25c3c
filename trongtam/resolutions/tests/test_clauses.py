"""The tree of clauses: added, corrected, moved, taken out, pasted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.tests.house import make_house
from trongtam.resolutions import tree
from trongtam.resolutions.models import Clause
from trongtam.resolutions.operations import (
    PastedClause,
    add_clause,
    correct_clause,
    move_clause,
    name_shortcoming,
    paste_clauses,
    remove_clause,
)
from trongtam.resolutions.tests.rows import make_clause, make_document


@pytest.fixture
def house(db):
    return make_house()


@pytest.fixture
def document(house):
    return make_document(house)


def shown(document):
    return [(c.place, c.text) for c in Clause.objects.filter(document=document)]


def test_clauses_are_added_below_and_behind_each_other(house, document):
    first = make_clause(house, document, "Một", "heading", label="I.")
    make_clause(house, document, "Ba", "heading")
    make_clause(house, document, "Một một", parent=first)
    make_clause(house, document, "Hai", "heading", after=first)
    assert shown(document) == [("0001.", "Một"), ("0001.0001.", "Một một"), ("0002.", "Hai"), ("0003.", "Ba")]


def test_who_adds(house, document):
    for someone in (house.cell_secretary, house.standing, house.stranger):
        with pytest.raises(NotAllowed):
            add_clause(document, by=someone, kind="task", text="Việc")
    assert make_clause(house, document).document == document


def test_empty_repeated_too_deep_and_foreign_are_refused(house, document):
    clause = make_clause(house, document)
    other = make_clause(house, make_document(house, number="9"), "Khác")
    for details in ({"text": " "}, {}, {"text": "x", "label": "y" * 41}, {"text": "x", "parent": other}):
        with pytest.raises(Refused):
            make_clause(house, document, **details)
    with pytest.raises(Refused):
        make_clause(house, document, "x", after=other)
    for level in range(2, 9):
        clause = make_clause(house, document, f"Bậc {level}", parent=clause)
    with pytest.raises(Refused):
        make_clause(house, document, "Bậc 9", parent=clause)


def test_correcting_keeps_the_words_that_stood_there(house, document):
    clause = make_clause(house, document)
    correct_clause(clause, by=house.office, kind="target", text="Kết nạp 4 đảng viên.", reason="Gõ nhầm")
    assert Entry.objects.get(act="resolutions.clause_corrected").payload["before"]["text"] == "Kết nạp 3 đảng viên."
    with pytest.raises(NotAllowed):
        correct_clause(clause, by=house.cell_secretary, kind="task", text="x", reason="y")
    for text, reason in (("Kết nạp 4 đảng viên.", "như cũ"), ("x", "")):
        with pytest.raises(Refused):
            correct_clause(clause, by=house.office, kind="target", text=text, reason=reason)


def test_moving_takes_along_what_stands_below(house, document):
    first = make_clause(house, document, "Một", "heading")
    child = make_clause(house, document, "Con", parent=first)
    second = make_clause(house, document, "Hai", "heading")
    move_clause(first, by=house.office, parent=second)
    assert shown(document) == [("0001.", "Hai"), ("0001.0001.", "Một"), ("0001.0001.0001.", "Con")]
    move_clause(child, by=house.office, after=second)
    assert [text for _place, text in shown(document)] == ["Hai", "Một", "Con"]
    move_clause(child, by=house.office)
    assert [text for _place, text in shown(document)] == ["Con", "Hai", "Một"]
    with pytest.raises(Refused):
        move_clause(second, by=house.office, parent=first)
    with pytest.raises(NotAllowed):
        move_clause(child, by=house.standing)


def test_a_clause_that_carries_something_cannot_vanish(house, document):
    clause = make_clause(house, document, "Sinh hoạt chưa đều", "shortcoming")
    child = make_clause(house, document, "Con", "task", parent=clause)
    with pytest.raises(Refused):
        remove_clause(clause, by=house.office, reason="Nhầm")
    remove_clause(child, by=house.office, reason="Nhầm")
    name_shortcoming(clause, by=house.office, remedier=house.cell_a, due_on=date(2021, 1, 1))
    with pytest.raises(Refused) as refusal:
        remove_clause(clause, by=house.office, reason="Nhầm")
    assert "1" in str(refusal.value)
    for kind in ("heading", "task"):
        with pytest.raises(Refused):
            correct_clause(clause, by=house.office, kind=kind, text="x", reason="y")
    assert Clause.objects.get() == clause


def test_taking_out_needs_a_reason_and_the_right(house, document):
    clause = make_clause(house, document)
    with pytest.raises(Refused):
        remove_clause(clause, by=house.office, reason=" ")
    with pytest.raises(NotAllowed):
        remove_clause(clause, by=house.cell_secretary, reason="x")
    remove_clause(clause, by=house.office, reason="Nhập hai lần")
    assert Entry.objects.get(act="resolutions.clause_removed").payload["before"]["text"] == "Kết nạp 3 đảng viên."


ROWS = [
    PastedClause(1, "heading", "Mục tiêu", "I."),
    PastedClause(2, "target", "Kết nạp 3 đảng viên.", "1."),
    PastedClause(2, "target", "Thu 152 tỷ đồng.", "2."),
    PastedClause(1, "heading", "Giải pháp", "II."),
]


def test_a_pasted_text_becomes_a_tree_in_one_entry(house, document):
    make_clause(house, document, "Có trước", "heading")
    paste_clauses(document, by=house.office, rows=ROWS)
    assert [place for place, _text in shown(document)] == ["0001.", "0002.", "0002.0001.", "0002.0002.", "0003."]
    assert Clause.objects.get(label="2.").parent.label == "I."
    assert len(Entry.objects.get(act="resolutions.clauses_pasted").payload["after"]) == 4


def test_pasting_twice_nothing_or_too_much_is_refused(house, document):
    paste_clauses(document, by=house.office, rows=ROWS)
    for rows in (ROWS, [], [PastedClause(1, "task", f"Việc {i}") for i in range(2001)]):
        with pytest.raises(Refused):
            paste_clauses(document, by=house.office, rows=rows)
    with pytest.raises(NotAllowed):
        paste_clauses(document, by=house.cell_secretary, rows=ROWS)
    assert Clause.objects.count() == 4


@given(st.lists(st.integers(min_value=1, max_value=5), max_size=30))
def test_places_follow_the_reading_order(depths):
    parents = tree.parents_by_depth(depths)
    assert all(above is None or above < index for index, above in enumerate(parents))
    places = tree.places(enumerate(parents))
    assert sorted(places, key=places.__getitem__) == list(range(len(depths)))


def test_places_refuse_a_ring_and_an_overfull_clause():
    with pytest.raises(ValueError, match="tree"):
        tree.places([(1, 2), (2, 1)])
    with pytest.raises(ValueError, match="9,999"):
        tree.place_of("", 10000)
