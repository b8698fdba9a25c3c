"""The figures of a paper by place, and those that were changed by hand."""

import copy
import io
import zipfile

import pytest
from docx import Document as Word
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from trongtam.archive.issuing import figures
from trongtam.archive.issuing.figures import compare, compare_texts, figures_in, same_figure
from trongtam.archive.issuing.stamping import NoGap, stamp
from trongtam.archive.issuing.words import NotWord, Text, open_word, texts_of, whole_text

from .papers import ROWS, TEXTS, report_docx
from .samples import docx


def test_figures_as_people_write_them():
    assert figures_in("vượt 133,33% (4/3), 1.152,5 tỷ đồng đến 30/9/2022, giảm -2,5 điểm") == [
        "133,33%",
        "4",
        "3",
        "1.152,5",
        "30/9/2022",
        "-2,5",
    ]
    assert same_figure("1.250") == same_figure("1250")
    assert same_figure("05") == same_figure("5")
    assert same_figure("1,250") != same_figure("1250")


def test_a_changed_cell_is_named_by_its_row_and_column():
    found = compare(
        report_docx(), report_docx(rows=[ROWS[0], ("2", "Giá trị sản xuất", "200", "155", "77,5%"), ROWS[2]])
    )
    assert [(one.before, one.after, one.place, one.heading) for one in found.changes] == [
        ("152", "155", "Giá trị sản xuất · Thực hiện", "I. KẾT QUẢ"),
        ("76%", "77,5%", "Giá trị sản xuất · So kế hoạch", "I. KẾT QUẢ"),
    ]
    assert found.reworded == 0


def test_a_changed_sentence_shows_the_words_around():
    found = compare(report_docx(), report_docx([TEXTS[0], TEXTS[1].replace("76%", "78%")]))
    (change,) = found.changes
    assert (change.before, change.after) == ("76%", "78%")
    assert "bằng 78% kế hoạch năm." in change.near


def test_other_words_with_the_same_figures_are_no_changed_figures():
    found = compare(report_docx(), report_docx([TEXTS[0].replace("như sau", "cụ thể như sau"), TEXTS[1]]))
    assert found.changes == ()
    assert found.reworded == 1


def test_a_sentence_added_by_hand_shows_its_figures():
    found = compare(report_docx(), report_docx([*TEXTS, "Thêm 12 hộ thoát nghèo."]))
    assert [(one.before, one.after) for one in found.changes] == [("", "12")]


def test_number_and_date_of_the_head_are_no_changes():
    compiled = report_docx()
    stamped = stamp(compiled, number_line="Số 05-BC/ĐU", date_line="Xã Mẫu, ngày 05 tháng 10 năm 2022")
    assert compare(compiled, stamped).same
    lines = [text.text for text in texts_of(stamped)]
    assert "Số 05-BC/ĐU" in lines
    assert "Xã Mẫu, ngày 05 tháng 10 năm 2022" in lines


def test_a_head_stamped_again_has_the_new_number_only():
    once = stamp(report_docx(), number_line="Số 05-BC/ĐU", date_line="Xã Mẫu, ngày 05 tháng 10 năm 2022")
    twice = stamp(once, number_line="Số 06-BC/ĐU", date_line="Xã Mẫu, ngày 06 tháng 10 năm 2022")
    lines = [text.text for text in texts_of(twice)]
    assert "Số 06-BC/ĐU" in lines
    assert "Số 05-BC/ĐU" not in lines


def test_state_papers_are_stamped_too():
    made = report_docx(side="state", symbol="BC-UBND")
    lines = [
        text.text
        for text in texts_of(stamp(made, number_line="Số: 05/BC-UBND", date_line="Xã Mẫu, ngày 05 tháng 02 năm 2022"))
    ]
    assert "Số: 05/BC-UBND" in lines


def test_a_file_without_a_head_has_no_gap():
    with pytest.raises(NoGap) as missing:
        stamp(docx("Chỉ có lời."), number_line="Số 05-BC/ĐU", date_line="Xã Mẫu, ngày 05 tháng 10 năm 2022")
    assert missing.value.line == "number"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no", b"%PDF-1.4"])
def test_what_is_no_word_file_says_so(content):
    with pytest.raises(NotWord):
        texts_of(content)


def test_a_file_that_swells_or_brings_entities_is_not_read():
    out = io.BytesIO(docx("Lời"))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/x.bin", b"\0" * 61_000_000)
    with pytest.raises(NotWord):
        texts_of(out.getvalue())
    out = io.BytesIO(docx("Lời"))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("word/extra.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(NotWord):
        texts_of(out.getvalue())


def test_a_whole_table_of_nested_cells_is_read():
    document = Word()
    inner = document.add_table(rows=1, cols=2).cell(0, 1).add_table(rows=1, cols=1)
    inner.cell(0, 0).text = "Ô trong 17"
    out = io.BytesIO()
    document.save(out)
    assert [text.text for text in texts_of(out.getvalue())] == ["Ô trong 17"]


NUMBERS = st.integers(0, 99_999).map(lambda number: f"{number:,}".replace(",", "."))
LINES = st.lists(
    st.tuples(st.sampled_from(["Kết nạp {} đảng viên", "Thu {} tỷ đồng", "Đạt {}%"]), NUMBERS), min_size=1, max_size=12
)


@given(LINES, st.data())
def test_every_changed_figure_is_found_and_no_other(lines, data):
    """Some figures are changed: exactly those are told, with what stood there before."""
    old = [Text(words.format(number)) for words, number in lines]
    chosen = data.draw(st.sets(st.integers(0, len(lines) - 1)))
    fresh = {place: data.draw(NUMBERS) for place in chosen}
    new = [Text(words.format(fresh.get(place, number))) for place, (words, number) in enumerate(lines)]
    told = [(one.before.rstrip("%"), one.after.rstrip("%")) for one in compare_texts(old, new).changes]
    truly = [(lines[place][1], fresh[place]) for place in sorted(chosen) if fresh[place] != lines[place][1]]
    assert told == truly


@given(LINES)
def test_a_paper_against_itself_has_no_changes(lines):
    texts = [Text(words.format(number)) for words, number in lines]
    assert compare_texts(texts, texts) == figures.Comparison((), 0)


def test_a_head_with_a_number_and_no_place_has_no_gap_for_the_day():
    with pytest.raises(NoGap) as refused:
        stamp(
            docx("Số       -BC/ĐU", "Chỉ có lời."),
            number_line="Số 05-BC/ĐU",
            date_line="Xã Mẫu, ngày 05 tháng 10 năm 2022",
        )
    assert refused.value.line == "date"


def _without(content: bytes, name: str, instead: bytes | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
            elif instead is not None:
                new.writestr(part.filename, instead)
    return out.getvalue()


@pytest.mark.parametrize("body", [None, b"<w:document", b""])
def test_a_file_whose_text_is_gone_or_broken_is_not_stamped(body):
    broken = _without(report_docx(), "word/document.xml", body)
    with pytest.raises(NotWord):
        stamp(broken, number_line="Số 05-BC/ĐU", date_line="Xã Mẫu, ngày 05 tháng 10 năm 2022")


def test_a_number_typed_in_pieces_with_a_tab_is_written_as_one():
    document = open_word(report_docx())
    line = next(p for p in document.element.body.iter(qn("w:p")) if whole_text(p).startswith("Số"))
    run, *others = line.findall(qn("w:r"))
    for other in others:
        line.remove(other)
    next(run.iter(qn("w:t"))).text = "Số"
    for text in ("\t", "-BC", "/ĐU"):
        more = copy.deepcopy(run)
        for child in list(more):
            if child.tag in (qn("w:t"), qn("w:tab")):
                more.remove(child)
        piece = more.makeelement(qn("w:tab") if text == "\t" else qn("w:t"), {})
        piece.text = None if text == "\t" else text
        more.append(piece)
        line.append(more)
    out = io.BytesIO()
    document.save(out)
    made = stamp(out.getvalue(), number_line="Số 05-BC/ĐU", date_line="Xã Mẫu, ngày 05 tháng 10 năm 2022")
    lines = [text.text for text in texts_of(made)]
    assert "Số 05-BC/ĐU" in lines
    assert not [text for text in lines if text.startswith("Số") and text != "Số 05-BC/ĐU"]
