"""How a form is read, and how its cells are known again: generated forms."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from trongtam.archive.tests.samples import with_macro
from trongtam.ground.errors import Unreadable
from trongtam.ground.periods import Period
from trongtam.reports.filling import excel, word
from trongtam.reports.filling.layout import carried, has_words, letters, plain
from trongtam.reports.filling.spans import CUMULATIVE, RELATIVE, SAME_LAST_YEAR, THIS, period_of, read_as

from .superior import HEADS, ROWS, sheet_form, word_form

NAMES = [f"{first} {second}" for first in ("Số hộ", "Tỷ lệ", "Diện tích") for second in ("nghèo", "khá", "trồng rừng")]


def places(layout, column: str = "D") -> list[str]:
    return [place for place in layout.expected if place.startswith(f"0!{column}")]


def test_a_sheet_is_read_with_its_labels() -> None:
    layout = excel.read(sheet_form())
    assert places(layout) == ["0!D4", "0!D5", "0!D6"]
    assert layout.label("0!D4") == "Kết nạp đảng viên · Thực hiện 9 tháng năm 2022"
    assert not layout.can_fill("0!D7") and not layout.can_fill("0!B4") and not layout.can_fill("0!A1")


def test_another_period_is_the_same_form() -> None:
    heads = ("STT", "Chỉ tiêu", "Kế hoạch năm 2023", "Thực hiện 6 tháng năm 2023", "% kế hoạch")
    old, new = excel.read(sheet_form()), excel.read(sheet_form(heads=heads))
    assert carried(old.prints, new) == {place: place for place in old.prints}
    assert old.likeness(new) == 1


@settings(deadline=None, max_examples=25)
@given(st.permutations(NAMES), st.permutations(HEADS[2:]), st.sets(st.sampled_from(NAMES), max_size=4))
def test_cells_go_where_their_labels_go(rows: list[str], heads: list[str], gone: set[str]) -> None:
    old = excel.read(sheet_form(NAMES))
    kept = [name for name in rows if name not in gone]
    new = excel.read(sheet_form([*kept[:2], "Mục mới thêm", *kept[2:]], (*HEADS[:2], *heads)))
    there = carried(old.prints, new)
    mapped = [place for place in places(old) + places(old, "C") if not old.label(place).startswith("Cộng")]
    assert len(mapped) == 2 * len(NAMES)
    for place in mapped:
        if any(old.label(place).startswith(name) for name in gone):
            assert place not in there
        else:
            assert new.label(there[place]) == old.label(place)
    assert len(set(there.values())) == len(there)


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 4), st.integers(0, 4))
def test_rows_of_the_same_name_are_not_guessed(before: int, more: int) -> None:
    old = excel.read(sheet_form(["Trong đó: nữ"] * before))
    new = excel.read(sheet_form(["Trong đó: nữ"] * (before + more)))
    there = carried(old.prints, new)
    assert {place in there for place in places(old)} == {not more}


def test_words_and_columns() -> None:
    assert [letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert plain("Thực hiện 9 tháng/2022") == plain("thực hiện  6 tháng/2023") == "thuc hien # thang #"
    assert has_words("Kết nạp") and not any(has_words(text) for text in ("1.2", "IV", "a)", "-", "12%"))


def test_values_go_in_and_everything_else_stays() -> None:
    from decimal import Decimal

    filled = excel.fill(sheet_form(), {"0!D4": Decimal("4"), "0!D5": Decimal("152.5"), "0!B2": "=1+1"}, mark="MẪU")
    page = load_workbook(BytesIO(filled)).active
    assert (page["D4"].value, page["D5"].value, page["D7"].value) == (4, 152.5, "=SUM(D4:D6)")
    assert page["D5"].number_format == "#,##0.00" and page["D5"].font.italic and page["B4"].value == ROWS[0]
    assert page["B2"].data_type == "s" and page.oddHeader.center.text == "MẪU"


def test_a_place_that_is_not_there_is_an_error_not_a_guess() -> None:
    for place in ("7!A1", "0!B1"):
        with pytest.raises(KeyError):
            excel.fill(sheet_form(), {place: "x"})
    with pytest.raises(KeyError):
        word.fill(word_form(), {"p!0.9": "x"})


def test_a_word_form_keeps_the_format_of_its_runs() -> None:
    import docx

    layout = word.read(word_form())
    assert layout.expected == ["0!B2", "0!C2", "0!B3", "0!C3", "p!0.0", "p!0.1"]
    assert layout.label("0!C3") == "Giá trị sản xuất · Thực hiện"
    paper = docx.Document(
        BytesIO(word.fill(word_form(), {"0!C2": "4", "p!0.0": "Xã Mẫu", "p!0.1": "9 tháng"}, mark="MẪU"))
    )
    assert paper.paragraphs[0].text == "Đơn vị báo cáo: Xã Mẫu kỳ 9 tháng"
    assert [run.text for run in paper.paragraphs[0].runs if run.italic] == ["Xã Mẫu"]
    cell = paper.tables[0].cell(1, 2)
    assert cell.text == "4" and cell.paragraphs[0].runs[0].bold
    assert paper.sections[0].header.paragraphs[0].text == "MẪU"


def bomb() -> bytes:
    out = BytesIO(sheet_form())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/big.xml", b"0" * (excel.MOST_UNPACKED + 1))
    return out.getvalue()


def entities() -> bytes:
    out = BytesIO(sheet_form())
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("xl/odd.xml", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x/>')
    return out.getvalue()


@pytest.mark.parametrize(
    "data", [bomb(), entities(), with_macro(sheet_form()), word_form(), b"PK\x03\x04", sheet_form()[:400]]
)
def test_what_is_no_sound_workbook_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(Unreadable):
        excel.read(data)


def test_what_is_no_sound_document_is_refused() -> None:
    for data in (sheet_form(), b"", word_form()[:300]):
        with pytest.raises(Unreadable):
            word.read(data)


def test_a_sheet_of_data_is_no_form() -> None:
    book = Workbook(write_only=True)
    page = book.create_sheet("Số liệu")
    for _row in range(excel.MOST_CELLS // 4 + 1):
        page.append([1, 2, 3, 4])
    out = BytesIO()
    book.save(out)
    with pytest.raises(Unreadable, match=r"biểu|form"):
        excel.read(out.getvalue())


PERIODS = st.builds(
    lambda year, kind: kind(year),
    st.integers(1950, 2100),
    st.sampled_from(
        [
            *[lambda year, n=n: Period.month(year, n) for n in range(1, 13)],
            *[lambda year, n=n: Period.quarter(year, n) for n in range(1, 5)],
            *[lambda year, n=n: Period.half(year, n) for n in (1, 2)],
            Period.nine_months,
            Period.year,
        ]
    ),
)


@given(PERIODS)
def test_relative_periods(period: Period) -> None:
    spans = {relative: period_of(relative, period) for relative in RELATIVE}
    assert spans[THIS] == period and all(spans.values())
    last = spans["last"]
    assert last is not None and last.start <= period.start and last.end < period.end
    assert last.end >= period.start - timedelta(days=1)
    same = read_as(SAME_LAST_YEAR, period)
    assert same is not None and same[1].end.year == period.end.year - 1
    up_to = read_as(CUMULATIVE, period)
    assert up_to == (Period.year(period.end.year), period)


def test_a_term_has_no_relative_periods() -> None:
    assert read_as(THIS, Period.parse("2020..2025")) is None
