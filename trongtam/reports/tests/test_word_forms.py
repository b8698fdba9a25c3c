"""Word forms: cells that run over rows, cells formatted by their paragraph, blanks that run over several runs."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from trongtam.ground.errors import Unreadable
from trongtam.reports.filling import word
from trongtam.reports.filling.word import fill, read

DOTS = "…………"


def saved(paper: Any) -> bytes:
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def opened(data: bytes) -> Any:
    return docx.Document(BytesIO(data))


def test_a_cell_that_runs_over_rows_is_one_place_and_is_filled_once() -> None:
    paper = docx.Document()
    table = paper.add_table(3, 2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Chung"
    table.cell(2, 0).text = "Riêng"
    data = saved(paper)
    [found] = read(data).tables
    places = [spot.place for spot in found.spots]
    assert len(places) == 5 and len(set(places)) == 5
    empty = [spot.place for spot in found.spots if not spot.text]
    filled = opened(fill(data, {place: f"{number}" for number, place in enumerate(empty)}))
    assert [[cell.text for cell in row.cells] for row in filled.tables[0].rows] == [
        ["Chung", "0"],
        ["Chung", "1"],
        ["Riêng", "2"],
    ]


def test_an_empty_cell_takes_the_format_of_its_paragraph_mark() -> None:
    paper = docx.Document()
    cell = paper.add_table(1, 1).cell(0, 0)
    mark = cell.paragraphs[0]._p.get_or_add_pPr()
    run = cell.paragraphs[0].add_run("x")
    run.bold, run.font.size = True, Pt(15)
    mark.append(run._r.rPr)
    cell.paragraphs[0]._p.remove(run._r)
    data = saved(paper)
    [spot] = read(data).tables[0].spots
    made = opened(fill(data, {spot.place: "34/36"})).tables[0].cell(0, 0).paragraphs[0]
    assert [(one.text, one.bold, one.font.size) for one in made.runs] == [("34/36", True, Pt(15))]
    assert made._p.find(f"{qn('w:pPr')}/{qn('w:rPr')}") is not None, "the mark keeps its format"


def test_a_filled_cell_keeps_the_first_runs_format_and_loses_the_others() -> None:
    paper = docx.Document()
    lines = paper.add_table(1, 1).cell(0, 0).paragraphs[0]
    for text, bold in (("...", True), ("....", False)):
        lines.add_run(text).bold = bold
    data = saved(paper)
    [spot] = read(data).tables[0].spots
    made = opened(fill(data, {spot.place: "152"})).tables[0].cell(0, 0).paragraphs[0]
    assert [(one.text, one.bold) for one in made.runs] == [("152", True)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["Kết nạp ", " đảng viên, ", "đạt ", " phần trăm; "]), min_size=1, max_size=4),
    st.lists(st.sampled_from(["152", "34/36", "hơn 95", ""]), min_size=4, max_size=4),
    st.lists(st.integers(1, 12), min_size=1, max_size=6),
)
def test_blanks_are_filled_wherever_runs_begin_and_end(words: list[str], values: list[str], cuts: list[int]) -> None:
    """The line is the same whatever runs it is written in: only its dotted places are other."""
    whole = "".join(f"{text}{DOTS}" for text in words)
    expected = "".join(f"{text}{value}" for text, value in zip(words, values, strict=False))
    paper = docx.Document()
    line, at, turn = paper.add_paragraph(), 0, 0
    while at < len(whole):
        step = cuts[turn % len(cuts)]
        line.add_run(whole[at : at + step])
        at, turn = at + step, turn + 1
    data = saved(paper)
    places = [blank.place for blank in read(data).blanks]
    assert len(places) == len(words)
    made = opened(fill(data, dict(zip(places, values, strict=False))))
    assert made.paragraphs[0].text == expected


@pytest.mark.parametrize("place", ["p!7.0", "p!0.3"])
def test_a_line_or_blank_that_is_gone_is_said(place: str) -> None:
    paper = docx.Document()
    paper.add_paragraph(f"Kết nạp {DOTS} đảng viên")
    with pytest.raises(KeyError):
        fill(saved(paper), {place: "3"})


def test_a_document_full_of_data_is_no_form(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = docx.Document()
    paper.add_table(3, 4)
    data = saved(paper)
    assert len(read(data).tables[0].spots) == 12
    monkeypatch.setattr(word, "MOST_CELLS", 11)
    with pytest.raises(Unreadable):
        read(data)


def test_the_mark_stands_in_the_head_of_every_section() -> None:
    paper = docx.Document()
    paper.add_paragraph(f"Một {DOTS}")
    paper.add_section()
    made = opened(fill(saved(paper), {}, mark="DỮ LIỆU MINH HỌA"))
    assert [one.header.paragraphs[0].text for one in made.sections] == ["DỮ LIỆU MINH HỌA"] * 2
