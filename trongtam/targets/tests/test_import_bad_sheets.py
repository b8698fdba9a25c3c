"""Sheets that cannot be, on their page: the sentence beside the file or the line; what was typed stays, nothing is kept."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from trongtam.ground import incoming, sheets
from trongtam.ground.errors import Refused
from trongtam.ground.tests.test_incoming import changed, made, sheet_xml
from trongtam.imports.models import Batch, State
from trongtam.imports.operations import undo_batch
from trongtam.imports.tests.sheets import kept, outcomes, said, sent, workbook
from trongtam.look.worker import work_off
from trongtam.org.tests.house import House, make_house
from trongtam.targets import operations
from trongtam.targets.models import Measurement

from .measures import make_indicator
from .rounds import ask

pytestmark = pytest.mark.django_db
HEAD = ["Mã đơn vị", "Mã chỉ số", "Kỳ", "Số liệu"]
REASON = "Theo báo cáo số liệu tháng Một"


@pytest.fixture
def house() -> House:
    make_indicator("admitted")
    return make_house()


@pytest.fixture
def office(house: House, client: Client) -> Client:
    client.force_login(house.office)
    return client


def send(client: Client, house: House, data: bytes, name: str = "so-lieu.xlsx") -> Any:
    url = reverse("imports:sheet", args=["measurements", house.commune.code])
    return client.post(url, {"file": SimpleUploadedFile(name, data), "reason": REASON})


def page_of(client: Client, batch: Batch, **asked: str) -> str:
    return html.unescape(client.get(reverse("imports:batch", args=[batch.key]), asked).content.decode())


def _all_hidden() -> bytes:
    def hide(name: str, text: bytes) -> bytes:
        return text.replace(b'state="visible"', b'state="hidden"') if name == "xl/workbook.xml" else text

    return changed(made(HEAD), hide)


def _bomb() -> bytes:
    return changed(made(HEAD), lambda _name, text: text, **{"xl__worksheets__sheet2.xml": bytes(2**21)})


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "wrong type": (lambda: b"%PDF-1.7", "không đọc được"),
    "empty": (lambda: b" ", "không đọc được"),
    "old excel": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".xls"),
    "cut short": (lambda: made(HEAD)[:-90], "không đọc được"),
    "macros": (lambda: changed(made(HEAD), lambda _n, text: text, **{"xl__vbaProject.bin": b"x"}), "macro"),
    "bomb": (_bomb, "quá lớn"),
    "hidden": (_all_hidden, "ẩn"),
    "no headings": (lambda: made([1, 2, 3]), "tiêu đề"),
    "doubled": (lambda: made([*HEAD, "kỳ"]), "C1 và E1"),
    "merged": (
        lambda: made(HEAD, *[["a", "b", "2022", 1]] * 2, work=lambda book: book.active.merge_cells("A2:A3")), "A2:A3",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(BAD))
def test_a_file_that_cannot_be_read_is_said_beside_it(
    office: Client, house: House, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "MOST_UNPACKED", 2**20)
    data, sentence = BAD[kind]
    answer = send(office, house, data())
    text = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert sentence in text
    assert sentence in " ".join(answer.context["form"].errors["file"])
    assert REASON in text, "what was typed stays"
    assert not Batch.objects.exists() and not Measurement.objects.exists()


def test_a_file_too_large_is_not_even_read(office: Client, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trongtam.imports.forms.MOST_BYTES", 100)
    answer = send(office, house, made(HEAD))
    assert answer.status_code == 422 and "quá lớn" in answer.content.decode()
    assert sheets.MOST_BYTES > 100


def test_two_hundred_thousand_rows_end_with_a_sentence_and_nothing_kept(
    office: Client, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "MOST_LINES", 3_000)
    row = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>x</t></is></c></row>'
    rows = b"".join(row % (n, n) for n in range(2, 4_000))
    send(office, house, sheet_xml(made(HEAD), b"</sheetData>", rows + b"</sheetData>"))
    work_off()
    batch = Batch.objects.get()
    assert batch.state == State.FAILED and "3.000 dòng" in batch.said
    assert batch.said in page_of(office, batch)
    assert not Measurement.objects.exists()
    assert office.post(reverse("imports:keep", args=[batch.key])).status_code == 302
    work_off()
    assert not Measurement.objects.exists(), "what was not read to its end is not kept"


def test_foreign_headings_are_asked_for_and_nothing_is_read_before(office: Client, house: House) -> None:
    answer = send(office, house, made(["Nơi", "Gì", "Khi", "Bao nhiêu"], ["a", "b", 1, 1]))
    batch = Batch.objects.get()
    assert answer.url == reverse("imports:name_columns", args=[batch.key])
    assert batch.state == State.COLUMNS and not batch.lines.exists()
    wrong = office.post(answer.url, {"unit": "0", "indicator": "1", "period": "2"})
    assert wrong.status_code == 422 and 'value="2" selected' in wrong.content.decode()


def test_formulas_and_hidden_sheets_are_told_above_the_lines(office: Client, house: House) -> None:
    def hide(book: Workbook) -> None:
        book.create_sheet("Bản nháp").sheet_state = "hidden"

    data = made(HEAD, [house.cell_a.code, "admitted", "2022-01", "=1+2"], work=hide)
    valued = sheet_xml(sheet_xml(data, b"<v></v>", b"<v/>"), b"<f>1+2</f><v/>", b"<f>1+2</f><v>3</v>")
    send(office, house, valued)
    send(office, house, made(HEAD, [house.cell_a.code, "admitted", "2022-02", "=1+2"]))
    work_off()
    first, second = Batch.objects.order_by("pk")
    page = page_of(office, first)
    assert "Bản nháp" in page and "1 ô có công thức" in page
    assert outcomes(first) == ["created"] and said(first) == ["3"]
    assert outcomes(second) == ["refused"] and "công thức" in page_of(office, second)


def test_numbers_and_dates_as_text_in_both_notations(house: House) -> None:
    make_indicator("area", decimals=2)
    cell = house.cell_a.code
    rows = [
        [cell, "area", "2022-01", "1.234,5"],
        [cell, "area", "2022-02", "1234,5"],
        [cell, "area", "2022-03", "1234.50"],
        [cell, "area", "2022-04", "1,234.5"],
        [cell, "area", "2022-05", "1.2.3,4"],
        [cell, "area", "tháng 6/2022", 7],
        [cell, "area", date(2022, 7, 1), 7],
        [cell, "area", "ngày nào đó", 7],
    ]
    batch = sent("measurements", house.commune.code, workbook(HEAD, *rows), by=house.office)
    assert outcomes(batch) == ["created", "created", "refused", "refused", "refused", "created", "created", "refused"]
    assert all("đọc" in said(batch)[place] for place in (2, 3, 4, 7)), said(batch)
    kept(batch, by=house.office)
    amounts = dict(Measurement.objects.values_list("period_code", "value"))
    assert amounts == {
        "2022-01": 123450, "2022-02": 123450, "2022-06": 700, "2022-07": 700,
    }  # fmt: skip


def test_a_figure_of_a_period_that_was_sent_or_locked_is_refused_with_what_to_do(house: House) -> None:
    asked = ask(house)
    asked.send(house.cell_a)
    row = [house.cell_a.code, "figure", "2022-09", 9]
    before = set(Measurement.objects.current().values_list("unit", "value"))
    after_sending = sent("measurements", house.commune.code, workbook(HEAD, row), by=house.office)
    assert outcomes(after_sending) == ["refused"] and "25/09/2022" in said(after_sending)[0]
    operations.accept_submission(asked.of(house.cell_a), by=house.office)
    operations.lock_submissions(asked.round, by=house.secretary)
    locked = sent("measurements", house.commune.code, workbook(HEAD, row), by=house.office)
    assert outcomes(locked) == ["refused"] and said(locked)[0] != said(after_sending)[0]
    assert set(Measurement.objects.current().values_list("unit", "value")) == before


def test_what_was_sent_after_the_import_is_not_undone(house: House) -> None:
    asked = ask(house)
    row = [house.cell_a.code, "figure", "2022-09", 9]
    batch = kept(sent("measurements", house.commune.code, workbook(HEAD, row), by=house.office), by=house.office)
    asked.send(house.cell_a, None)
    with pytest.raises(Refused):
        undo_batch(batch, by=house.office)
    batch.refresh_from_db()
    assert "25/09/2022" in batch.in_the_way[0][2]
    assert Measurement.objects.current().get(unit=house.cell_a, indicator=asked.figure).value == 9
