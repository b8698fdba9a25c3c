"""A yearly report of forty pages: compiled as Word with all charts drawn for the first time, once more, as a page; a
form of 200 cells filled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from bench import Measure
from bench.clock import Times
from bench.commune import SMALL, WHOLE, lay_commune
from trongtam.ground.periods import Period
from trongtam.reports.files import excel_of, word_of
from trongtam.reports.filled import form_of
from trongtam.reports.models import FormVersion, Relative, Report, What
from trongtam.reports.operations import Meaning, Written, begin_report, bring_form, map_cells, write_texts
from trongtam.reports.queries import report_content
from trongtam.reports.queries.blanks import indicators_for, newest

WORD_S, FORM_S = 10.0, 2.0
BASE = "https://trong-tam.vi-du.vn"
# About 3,000 signs fill a page of the Party layout; tables and charts of 25 targets fill nine.
SIGNS = 105_000
SENTENCE = "Đảng ủy tập trung lãnh đạo, phân công rõ người, rõ việc, rõ thời hạn, kiểm tra hằng tháng ở từng chi bộ. "


def measures(*, quick: bool = False) -> Iterator[Measure]:
    report = _report(quick)
    user = report.started_by
    assert user is not None
    yield from _timed("word_first", lambda: word_of(report, user=user, on=date(2026, 1, 10), base=BASE), WORD_S)
    yield from _timed("word_again", lambda: word_of(report, user=user, on=date(2026, 1, 10), base=BASE))
    yield from _timed("excel", lambda: excel_of(report, user=user, base=BASE), WORD_S)
    yield from _timed("content", lambda: report_content(report, user=user))
    version = _form_of_200(report)
    yield from _timed("form_200", lambda: form_of(version, Period.parse("2025"), user=user), FORM_S)


def _report(quick: bool) -> Report:
    commune = lay_commune(SMALL if quick else WHOLE)
    document = commune.targets[0].document
    assert document is not None
    made = begin_report(commune.unit, document, Period.parse("2025"), by=commune.office)
    sections = made.outline.written
    signs = (2_000 if quick else SIGNS) // len(sections)
    paragraph = SENTENCE * 6
    text = "\n".join([paragraph] * max(signs // len(paragraph), 1))
    write_texts(made, {section.code: Written(text, 0) for section in sections}, by=commune.office)
    return Report.objects.select_related("unit", "document", "started_by").get(pk=made.pk)


def _form_of_200(report: Report) -> FormVersion:
    """A superior's form with 200 mapped cells: twenty-five indicators, eight columns of values and periods."""
    user, indicators = report.started_by, list(indicators_for(report.unit))
    assert user is not None
    book = Workbook()
    page = book.active
    page.append(["STT", "Chỉ tiêu", *(f"Cột {letter}" for letter in "ABCDEFGH")])
    for row in range(25):
        page.append([row + 1, f"{indicators[row % len(indicators)].name} dòng {'abcdefghijklmnopqrstuvwxyz'[row]}"])
    page.append([None, "Cộng", *(f"=SUM({letter}2:{letter}26)" for letter in "CDEFGHIJ")])
    out = BytesIO()
    book.save(out)
    upload = SimpleUploadedFile("bieu-mau.xlsx", out.getvalue())
    version = newest(bring_form(report.unit, upload, by=user, name="Biểu mẫu 200 ô"))
    asked = (
        (What.PLAN, Relative.CUMULATIVE),
        (What.VALUE, Relative.CUMULATIVE),
        (What.PERCENT, Relative.CUMULATIVE),
        (What.VALUE, Relative.CUMULATIVE_LAST_YEAR),
        (What.GROWTH, Relative.CUMULATIVE),
        (What.CHANGE, Relative.CUMULATIVE),
        (What.VALUE, Relative.LAST),
        (What.BAND, Relative.CUMULATIVE),
    )
    cells = {
        f"0!{letter}{row + 2}": Meaning(what, relative, indicators[row % len(indicators)])
        for row in range(25)
        for letter, (what, relative) in zip("CDEFGHIJ", asked, strict=True)
    }
    map_cells(version, cells, by=user)
    return version


def _timed(what: str, work: Callable[[], object], limit: float | None = None) -> Iterator[Measure]:
    """By the clock, and by the processor's time of this process."""
    once = Times()
    with once.run():
        work()
    yield Measure(f"reports.{what}", once.wall[0], "s", limit)
    yield Measure(f"reports.{what}_cpu", once.cpu[0], "s")
