"""A yearly report of forty pages: compiled as Word with all charts drawn for the first time, then once more, and as a page."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date

from bench import Measure
from bench.commune import SMALL, WHOLE, lay_commune
from trongtam.ground.periods import Period
from trongtam.reports.files import excel_of, word_of
from trongtam.reports.models import Report
from trongtam.reports.operations import Written, begin_report, write_texts
from trongtam.reports.queries import report_content

WORD_S = 10.0
BASE = "https://trong-tam.vi-du.vn"
# About 3,000 signs fill a page of the Party layout; tables and charts of 25 targets fill nine.
SIGNS = 105_000
SENTENCE = "Đảng ủy tập trung lãnh đạo, phân công rõ người, rõ việc, rõ thời hạn, kiểm tra hằng tháng ở từng chi bộ. "


def measures(*, quick: bool = False) -> Iterator[Measure]:
    report = _report(quick)
    user = report.started_by
    assert user is not None
    yield Measure(
        "reports.word_first", _seconds(lambda: word_of(report, user=user, on=date(2026, 1, 10), base=BASE)), "s", WORD_S
    )
    yield Measure(
        "reports.word_again", _seconds(lambda: word_of(report, user=user, on=date(2026, 1, 10), base=BASE)), "s"
    )
    yield Measure("reports.excel", _seconds(lambda: excel_of(report, user=user, base=BASE)), "s", WORD_S)
    yield Measure("reports.content", 1000 * _seconds(lambda: report_content(report, user=user)), "ms")


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


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
