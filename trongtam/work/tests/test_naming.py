"""Whom a name means: what a directory writes of somebody it reads back as him alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.work.naming import Directory, Named, Several, Unknown
from trongtam.work.roots import Paper, by_label, papers_in

PLACES = ("Chi bộ A", "Chi bộ B", "Ủy ban nhân dân xã")
NAMES = ("Cao Thử", "Cao Thử Việc", "Chi bộ A", "Lê (Ba)", "Đ/c Năm", "Cao Thử (Chi bộ A)")
people = st.lists(
    st.tuples(st.sampled_from(NAMES), st.lists(st.sampled_from(PLACES), max_size=2, unique=True)),
    min_size=1,
    max_size=8,
)


def directory(told: list[tuple[str, list[str]]]) -> tuple[Directory, list[Named]]:
    everybody = [Named(("person", n), name, f"p-{n}", tuple(places)) for n, (name, places) in enumerate(told)]
    return Directory(everybody), everybody


@given(people)
def test_a_label_is_read_as_the_one_whose_it_is(told: list[tuple[str, list[str]]]):
    found, everybody = directory(told)
    for one in everybody:
        assert found.find(found.label(one)) == one
        assert found.label_of(one.key) == found.label(one)
    assert found.label_of(("unit", 99)) == ""


@given(people, st.text(max_size=20))
def test_any_text_is_one_several_or_nobody(told: list[tuple[str, list[str]]], text: str):
    found, everybody = directory(told)
    try:
        assert found.find(text) in everybody
    except Several as several:
        assert len(several.found) > 1
    except Unknown as unknown:
        assert set(unknown.near) <= set(everybody)


def test_of_one_name_the_place_the_post_or_the_day_tells():
    now = Named(("person", 1), "Cao Thử", "p-1", ("Chi bộ A", "Bí thư Chi bộ A"), ((date(2020, 1, 1), None),))
    once = Named(("person", 2), "Cao Thử", "p-2", ("Chi bộ B",), ((date(2010, 1, 1), date(2020, 1, 1)),))
    found = Directory([now, once])
    for written in (
        "Cao Thử (Chi bộ A)",
        "đồng chí cao thử – bí thư chi bộ A",
        "Cao Thử, Chi bộ A",
        "p-1",
        "Cao Thử (p-1)",
    ):
        assert found.find(written) == now
    assert found.find("Ông Cao Thử", date(2021, 1, 1)) == now
    assert found.find("Cao Thử", date(2015, 1, 1)) == once
    with pytest.raises(Several):
        found.find("Cao Thử")
    with pytest.raises(Several):
        found.find("Cao Thử", date(2000, 1, 1))
    with pytest.raises(Unknown):
        found.find("Cao Thử (Chi bộ C)")
    assert now.full == "Cao Thử (Chi bộ A)"
    assert Named(("unit", 3), "Tổ Một", "to-1").full == "Tổ Một (to-1)"


def test_a_document_is_named_by_number_or_title_and_the_longest_name_counts():
    papers = [
        Paper(1, "05-NQ/ĐU", "Nghị quyết mẫu"),
        Paper(2, "", "Nghị quyết mẫu về nông thôn"),
        Paper(3, "", "Kế hoạch"),
    ]
    named = papers_in("Mục II.1 của Nghị quyết mẫu về nông thôn", papers)
    assert named is not None
    assert ([one.pk for one in named.papers], named.label) == ([2], "ii.1")
    for text in ("II.1, 05-NQ/ĐU", "điểm ii.1 (05-nq/đu)", "05-NQ/ĐU: mục II.1", "Khoản II.1 Nghị quyết số 05-NQ/ĐU"):
        named = papers_in(text, papers)
        assert named is not None, text
        assert ([one.pk for one in named.papers], named.label) == ([1], "ii.1"), text
    assert papers_in("Thường trực giao", papers) is None
    twins = papers_in("1, Kế hoạch", [*papers, Paper(4, "Kế hoạch", "")])
    assert twins is not None
    assert {one.pk for one in twins.papers} == {3, 4}
    assert papers[1].name == "Nghị quyết mẫu về nông thôn"


def test_labels_are_compared_without_blanks_and_stops():
    clauses = [(1, "II.1."), (2, "II. 2"), (3, "a)"), (4, "a)")]
    assert by_label("ii.1", clauses) == [1]
    assert by_label("II.2", clauses) == [2]
    assert by_label("a", clauses) == [3, 4]
    assert by_label("", clauses) == []
