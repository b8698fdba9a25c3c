"""Workbooks as people send them in: each kind of bad input has its sentence, and the good ones are read as they stand."""

import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from trongtam.ground import incoming
from trongtam.ground.errors import Unreadable
from trongtam.ground.incoming import Wrong, look_at, place_of, read_lines
from trongtam.ground.sheets import Column, Sheet, write_workbook


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def made(*rows: list[Any], work: Callable[[Workbook], None] = lambda _book: None) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    work(book)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def changed(data: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """The packed file with its parts changed and others added."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
        for name, content in more.items():
            new.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def sheet_xml(data: bytes, old: bytes, new: bytes) -> bytes:
    return changed(data, lambda name, text: text.replace(old, new) if name == "xl/worksheets/sheet1.xml" else text)


def cells(data: bytes) -> list[tuple[Any, ...]]:
    return [line.cells for line in read_lines(data, look_at(data).heading.number)]


def test_values_come_as_they_stand() -> None:
    data = made(
        ["Mã", "Số", "Ngày", "Chữ"], ["a", 0.1 + 0.2, date(2026, 3, 4), " 34/36 "], [], [None, 7, None, "1.234,5"]
    )
    assert cells(data) == [("a", Decimal("0.3"), date(2026, 3, 4), "34/36"), (None, Decimal(7), None, "1.234,5")]
    assert [line.number for line in read_lines(data, 1)] == [2, 4]


def test_a_share_formatted_as_percent_is_what_people_see() -> None:
    def as_percent(book: Workbook) -> None:
        book.active["A2"].number_format, book.active["B2"].number_format = "0.0%", '#,##0"%"'

    assert cells(made(["Tỷ lệ", "Số"], [0.954, 95.4], work=as_percent)) == [("95,4%", Decimal("95.4"))]


def test_the_heading_is_found_below_a_title() -> None:
    data = made(["BẢNG SỐ LIỆU NĂM 2026"], [], ["Mã", "Đơn vị tính", "Số"], ["a", "người", 3])
    found = look_at(data)
    assert (found.heading.number, found.headings) == (3, ("Mã", "Đơn vị tính", "Số"))
    wordy = made(["Ghi chú này", "có", "rất", "nhiều", "ô chữ"], ["MÃ", "số"], ["a", 3])
    assert look_at(wordy, ["Mã", "Số"]).heading.number == 2


def test_a_merged_title_is_no_harm_but_merged_cells_below_are_named() -> None:
    title = made(["BẢNG SỐ LIỆU"], ["Mã", "Số"], ["a", 3], work=lambda book: book.active.merge_cells("A1:B1"))
    assert cells(title) == [("a", Decimal(3))]
    for place in ("A2:B2", "A3:A4"):
        data = made(
            ["BẢNG"], ["Mã", "Số"], ["a", 3], [None, 4], work=lambda book, at=place: book.active.merge_cells(at)
        )
        with pytest.raises(Unreadable, match=place):
            look_at(data)


def test_headings_in_two_rows_are_joined_as_offices_draw_them() -> None:
    def drawn(book: Workbook) -> None:
        for place in ("A1:E1", "A3:A4", "B3:B4", "C3:D3", "E3:E4", "A7:B7"):
            book.active.merge_cells(place)

    data = made(
        ["KẾT QUẢ NĂM 2026"],
        [],
        ["STT", "Tên chi bộ", "Chỉ tiêu", None, "Ghi chú"],
        [None, None, "Kế hoạch", "Thực hiện", None],
        [1, "Chi bộ ấp Một", 3, "2/3", None],
        [2, "Chi bộ ấp Hai", 4, 4, "tốt"],
        ["Tổng cộng", None, 7, 6, None],
        work=drawn,
    )
    found = look_at(data)
    assert found.heading.number == 4
    assert found.headings == ("STT", "Tên chi bộ", "Chỉ tiêu · Kế hoạch", "Chỉ tiêu · Thực hiện", "Ghi chú")
    assert [line.cells[1] for line in read_lines(data, 4)][:2] == ["Chi bộ ấp Một", "Chi bộ ấp Hai"]


def test_a_formula_counts_by_its_value_and_one_without_is_said() -> None:
    data = made(["Mã", "Số", "Khác"], ["a", "=1+2", "=1/0"])
    valued = sheet_xml(sheet_xml(data, b"<v></v>", b"<v/>"), b"<f>1+2</f><v/>", b"<f>1+2</f><v>3</v>")
    assert valued != data
    [line] = read_lines(valued, 1)
    assert line.cells == ("a", Decimal(3), Wrong.FORMULA)
    assert line.computed == 2


def test_an_error_shown_by_excel_is_no_value() -> None:
    data = made(["Mã", "Số"], ["a", "#N/A"])
    [line] = read_lines(data, 1)
    assert line.cells == ("a", Wrong.ERROR)


def test_hidden_sheets_are_left_out_and_named() -> None:
    def hide(book: Workbook) -> None:
        book.create_sheet("Số liệu").append(["Mã"])
        book.create_sheet("Phụ lục")
        book.worksheets[0].sheet_state = "hidden"

    found = look_at(made(["Bí mật"], ["x"], work=hide))
    assert (found.title, found.hidden, found.further) == ("Số liệu", ("Sheet",), ("Phụ lục",))


def test_all_sheets_hidden() -> None:
    data = changed(
        made(["Mã"]),
        lambda name, text: text.replace(b'state="visible"', b'state="hidden"') if name == "xl/workbook.xml" else text,
    )
    with pytest.raises(Unreadable, match="hidden"):
        look_at(data)


def test_a_sheet_without_headings() -> None:
    for data in (made(), made([1, 2, 3])):
        with pytest.raises(Unreadable, match="no headings"):
            look_at(data)


def test_macros_are_refused_whatever_the_name() -> None:
    plain = made(["Mã"])
    by_kind = changed(
        plain,
        lambda name, text: (
            text.replace(b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")
            if name == "[Content_Types].xml"
            else text
        ),
    )
    for data in (by_kind, changed(plain, lambda _name, text: text, **{"xl__vbaProject.bin": b"x"})):
        with pytest.raises(Unreadable, match="macros"):
            look_at(data)


def _packed(**parts: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "could not be read"),
        (b"<html>Xin ch\xc3\xa0o</html>", "could not be read"),
        (b"%PDF-1.7", "could not be read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel"),
        (_packed(word__document=b"<w/>"), "could not be read"),
        (_packed(**{"[Content_Types].xml": b"<Types>wordprocessingml</Types>"}), "could not be read"),
        (_packed(**{"[Content_Types].xml": b"<Types>spreadsheetml</Types>"}), "could not be read"),
        (made(["Mã"])[:-90], "could not be read"),
    ],
)
def test_a_wrong_type_behind_xlsx(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        look_at(data)
    with pytest.raises(Unreadable, match=said):
        list(read_lines(data, 1))


def test_a_bomb_is_seen_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incoming, "MOST_UNPACKED", 2**20)
    monkeypatch.setattr(incoming, "_Reader", None)  # nothing may be opened
    bomb = changed(made(["Mã"]), lambda _name, text: text, **{"xl__worksheets__sheet2.xml": bytes(2**21)})
    assert len(bomb) < 20_000
    with pytest.raises(Unreadable, match="too large"):
        look_at(bomb)


def test_what_is_held_in_memory_is_bounded_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incoming, "MOST_BESIDE", 2**20)
    with pytest.raises(Unreadable, match="too large"):
        look_at(changed(made(["Mã"]), lambda _name, text: text, **{"xl__sharedStrings2.xml": bytes(2**21)}))


def test_too_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incoming, "MOST_LINES", 3)
    rows = [[str(number)] for number in range(4)]
    assert len(cells(made(["Mã"], *rows[:3]))) == 3
    with pytest.raises(Unreadable, match="more than 3 rows"):
        cells(made(["Mã"], *rows))


def test_two_hundred_thousand_rows_end_at_the_limit() -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (n, n, n) for n in range(2, 200_001))
    data = sheet_xml(made(["Mã"]), b"</sheetData>", rows + b"</sheetData>")
    with pytest.raises(Unreadable, match=r"100\.000 rows"):
        list(read_lines(data, 1))


def test_empty_rows_without_end_end_the_sheet() -> None:
    rows = (
        b"".join(b'<row r="%d" ht="15"/>' % n for n in range(2, 5_000))
        + b'<row r="9000"><c r="A9000"><v>1</v></c></row>'
    )
    assert cells(sheet_xml(made(["Mã"]), b"</sheetData>", rows + b"</sheetData>")) == []


def test_the_mark_of_demonstration_is_no_heading() -> None:
    data = write_workbook([Sheet("Mẫu", [Column("Mã"), Column("Số", "number")], [["a", Decimal("1.5")]])], demo=True)
    assert look_at(data).headings == ("Mã", "Số")
    assert cells(data) == [("a", Decimal("1.5"))]


TEXTS = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Co", "Cn"]), max_size=20)
NUMBERS = st.decimals(-(10**9), 10**9, places=3)
DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))


@given(st.lists(st.tuples(TEXTS, NUMBERS, DAYS), max_size=8))
def test_what_is_written_is_read_back(rows: list[tuple[str, Decimal, date]]) -> None:
    columns = [Column("Chữ"), Column("Số", "number", decimals=3), Column("Ngày", "date")]
    read = cells(write_workbook([Sheet("Mẫu", columns, rows)]))
    assert read == [(text.replace("\xa0", " ").strip() or None, number.normalize(), day) for text, number, day in rows]


def test_places_as_excel_names_them() -> None:
    assert (place_of(0, 1), place_of(27, 12)) == ("A1", "AB12")


def test_a_sheet_that_bears_a_stamp_is_refused_wherever_it_stands() -> None:
    plain = made(["Tên", "Sản lượng"], ["Mật ong", 3], ["MẬT ONG RỪNG", 4])
    assert len(cells(plain)) == 2
    above = made(["TỐI MẬT"], ["Tên", "Sản lượng"], ["Lúa", 3])
    with pytest.raises(Unreadable, match=r"TỐI MẬT \(cell A1\)"):
        look_at(above)
    below = made(["Tên", "Ghi chú"], *[["Lúa", "Đạt"]] * 30, ["Lúa", "Độ mật: Mật"])
    with pytest.raises(Unreadable, match=r"MẬT \(cell B32\)"):
        cells(below)
