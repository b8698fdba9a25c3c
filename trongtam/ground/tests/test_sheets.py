import tracemalloc
import zipfile
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from trongtam.ground import sheets
from trongtam.ground.errors import Unreadable
from trongtam.ground.sheets import Column, Link, Sheet, read_pasted, read_rows, write_long, write_workbook

D = Decimal
COLUMNS = [Column("Chỉ tiêu", width=40), Column("Số", "number"), Column("Tỷ lệ", "percent"), Column("Ngày", "date")]


def opened(data: bytes):
    return load_workbook(BytesIO(data))


def one_sheet(*rows, columns=COLUMNS, **options) -> bytes:
    return write_workbook([Sheet("Chỉ tiêu", columns, rows)], **options)


def test_numbers_are_real_cells_with_the_decimals_they_have():
    page = opened(one_sheet(["Kết nạp", D("46346.8"), D("133.3333"), date(2022, 9, 5)], ["Cộng", 152, D(75), None]))
    sheet = page["Chỉ tiêu"]
    assert sheet["B2"].value == 46346.8
    assert sheet["B2"].number_format == "#,##0.0"
    assert sheet["C2"].number_format == '#,##0.00"%"'
    assert sheet["D2"].value == datetime(2022, 9, 5)
    assert sheet["D2"].number_format == "dd/mm/yyyy"
    assert sheet["B3"].number_format == "#,##0"
    assert sheet["C3"].number_format == '#,##0"%"'
    assert sheet["D3"].value is None
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width == 40


@pytest.mark.parametrize("evil", ['=HYPERLINK("http://x","y")', "+1+1", "-2+3", "@SUM(A1)", "=1"])
def test_words_from_people_never_become_formulas(evil):
    data = one_sheet([evil, None, None, None])
    cell = opened(data)["Chỉ tiêu"]["A2"]
    assert (cell.value, cell.data_type) == (evil, "s")
    assert cell.quotePrefix
    assert b"<f>" not in zipfile.ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml")
    assert read_rows(data)[1] == [evil]


def test_links_and_demonstration_mark():
    data = one_sheet(
        [Link("Kết nạp", "https://example.vn/1/"), Link(D(4), "https://example.vn/2/"), None, None], demo=True
    )
    sheet = opened(data)["Chỉ tiêu"]
    assert sheet["A1"].value == "DỮ LIỆU MINH HỌA"
    assert sheet["A3"].hyperlink.target == "https://example.vn/1/"
    assert sheet["B3"].value == 4
    assert sheet.oddHeader.center.text == "DỮ LIỆU MINH HỌA"
    assert sheet.freeze_panes == "A3"
    assert read_rows(data)[0] == ["Chỉ tiêu", "Số", "Tỷ lệ", "Ngày"]
    with pytest.raises(ValueError, match="http address"):
        one_sheet([Link("x", "javascript:1"), None, None, None])


@pytest.mark.parametrize("demo", [False, True])
def test_a_long_sheet_is_the_same_as_one_that_is_drawn_whole(demo):
    rows = [
        ["=1+1", D("46346.8"), D("133.3333"), date(2022, 9, 5)],
        ["Cộng", 152, None, None],
        ["", Link(4, "https://x.vn/")],
    ]
    rows[-1] += [D(75), None]
    data = write_long("Chỉ tiêu", COLUMNS, iter(rows), demo=demo)
    whole, long = (opened(one)["Chỉ tiêu"] for one in (one_sheet(*rows, demo=demo), data))
    assert read_rows(data) == read_rows(one_sheet(*rows, demo=demo))
    for one, other in zip(whole.iter_rows(), long.iter_rows(), strict=True):
        for cell, again in zip(one, other, strict=True):
            assert (cell.value, cell.number_format, cell.quotePrefix) == (
                again.value,
                again.number_format,
                again.quotePrefix,
            )
            assert (cell.font.b, cell.fill.fgColor.rgb) == (again.font.b, again.fill.fgColor.rgb)
            assert (cell.hyperlink and cell.hyperlink.target) == (again.hyperlink and again.hyperlink.target)
    assert (whole.freeze_panes, whole.print_title_rows) == (long.freeze_panes, long.print_title_rows)
    assert long.column_dimensions["A"].width == 40
    assert long.oddHeader.center.text == whole.oddHeader.center.text
    with pytest.raises(ValueError, match="zip"):
        write_long("x", COLUMNS, [["x"]])


def test_memory_stays_flat_however_long_the_sheet_is():
    def most(count: int) -> int:
        tracemalloc.start()
        write_long("Dài", COLUMNS, ([f"Việc mẫu số {n}" * 4, n, D(50), date(2021, 12, 15)] for n in range(count)))
        taken = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return taken

    most(200)  # what is read once
    assert most(6000) < most(1000) + 2**20


def test_sheet_names_follow_excels_rules():
    long = "Báo cáo: kết quả [9 tháng] năm 2022 của xã"
    book = opened(write_workbook([Sheet(name, COLUMNS, []) for name in (long, long, "", "a/b")]))
    assert all(len(name) <= 31 for name in book.sheetnames)
    assert len(set(book.sheetnames)) == 4
    assert book.sheetnames[2:] == ["Sheet", "a b"]


def test_a_row_of_another_length_is_a_mistake():
    with pytest.raises(ValueError, match="zip"):
        one_sheet(["x"])


cells = st.one_of(
    st.none(),
    st.text(max_size=20).map(str.strip).filter(lambda text: text and not sheets._NOT_XML.search(text)),
    st.integers(-(10**12), 10**12).map(lambda n: D(n).scaleb(-2)),
    st.dates(date(1930, 1, 1), date(2100, 1, 1)),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.just("x"), cells, cells, cells), max_size=5))
def test_what_is_written_is_read_back(rows):
    found = read_rows(one_sheet(*rows, columns=[Column("a"), Column("b"), Column("c"), Column("d")]))
    expected = []
    for row in rows:
        values = [
            v.replace("\xa0", " ").replace("\r\n", "\n").replace("\r", "\n") if isinstance(v, str) else v for v in row
        ]
        while values[-1] is None:
            values.pop()
        expected.append(values)
    assert found == [["a", "b", "c", "d"], *expected]


def test_reads_the_sheet_asked_for():
    data = write_workbook([Sheet("Một", [Column("a")], [["1"]]), Sheet("Hai", [Column("a")], [["2"], [None], [None]])])
    assert read_rows(data, "Hai") == [["a"], ["2"]]
    with translation.override("vi"), pytest.raises(Unreadable, match="không có trang tính “Ba”"):
        read_rows(data, "Ba")


def test_reads_what_others_put_into_cells():
    book = Workbook()
    book.active.append([True, 1.5, " có\xa0cách ", datetime(2022, 9, 5, 7), "=1+1"])
    buffer = BytesIO()
    book.save(buffer)
    assert read_rows(buffer.getvalue()) == [["TRUE", D("1.5"), "có cách", date(2022, 9, 5)]]


def packed(**parts: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 cut",
        b"a,b\n1,2",
        packed(x=b"no workbook"),
        packed(**{"xl/workbook.xml": b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}),
        one_sheet(["x", None, None, None])[:-200],
    ],
)
def test_damaged_files_are_refused_with_a_sentence(data):
    with translation.override("vi"), pytest.raises(Unreadable, match=r"không đọc được .* Excel"):
        read_rows(data)


def test_limits(monkeypatch):
    data = one_sheet(*[["x", None, None, None]] * 5)
    with translation.override("vi"):
        with monkeypatch.context() as few, pytest.raises(Unreadable, match="nhiều hơn 3 dòng"):
            few.setattr(sheets, "MOST_ROWS", 3)
            read_rows(data)
        for limit in ("MOST_BYTES", "MOST_UNPACKED"):
            with monkeypatch.context() as small, pytest.raises(Unreadable, match="quá lớn"):
                small.setattr(sheets, limit, 100)
                read_rows(data)
        with monkeypatch.context() as few, pytest.raises(Unreadable, match="quá lớn"):
            few.setattr(sheets, "MOST_ROWS", 3)
            read_pasted("a\n" * 4)
        with pytest.raises(Unreadable, match="quá lớn"):
            read_pasted("a" * 1_000_001)


@pytest.mark.parametrize(
    ("pasted", "rows"),
    [
        ("a\tb\n1\t2\n", [["a", "b"], ["1", "2"]]),
        ("a\tb\r\n1\t2", [["a", "b"], ["1", "2"]]),
        ("a\tb\r1\t2\r", [["a", "b"], ["1", "2"]]),
        ("a\t\n\t\n\n1", [["a", ""], ["1", ""]]),
        ('"hai\ndòng"\tb\nc', [["hai\ndòng", "b"], ["c", ""]]),
        ('"nói ""vậy"" đó"\tb', [['nói "vậy" đó', "b"]]),
        ('"Sạch nhà"\tb', [['"Sạch nhà"', "b"]]),
        ('mô hình "Sạch nhà"\tb', [['mô hình "Sạch nhà"', "b"]]),
        ('"chưa đóng\tb\nc\td', [['"chưa đóng', "b"], ["c", "d"]]),
        ("1\xa0234\t x \xa0", [["1 234", "x"]]),
        ("một\x0bhai\tb", [["một\nhai", "b"]]),
        ("", []),
        (" \n\t\n", []),
    ],
)
def test_pasted_tables(pasted, rows):
    assert read_pasted(pasted) == rows


words = st.text(alphabet='ab "ư\n\t1', max_size=8).map(str.strip)


def as_excel_copies(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if "\n" in cell or "\t" in cell else cell


@given(st.lists(st.tuples(st.just("x"), words.filter(lambda w: not w.startswith('"')), words), max_size=5))
def test_what_excel_copies_is_what_is_pasted(rows):
    rows = [row for row in rows if not row[2].startswith('"')]
    text = "".join("\t".join(map(as_excel_copies, row)) + "\n" for row in rows)
    assert read_pasted(text) == [list(row) for row in rows]
