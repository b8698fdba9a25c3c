"""A yearly report of forty pages: compiled as Word with all charts drawn for the first time, then once more, and as a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from bench import Measure
from bench.clock import Times
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
    yield from _timed("word_first", lambda: word_of(report, user=user, on=date(2026, 1, 10), base=BASE), WORD_S)
    yield from _timed("word_again", lambda: word_of(report, user=user, on=date(2026, 1, 10), base=BASE))
    yield from _timed("excel", lambda: excel_of(report, user=user, base=BASE), WORD_S)
    yield from _timed("content", lambda: report_content(report, user=user))


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


def _timed(what: str, work: Callable[[], object], limit: float | None = None) -> Iterator[Measure]:
    """By the clock, and by the processor's time of this process."""
    once = Times()
    with once.run():
        work()
    yield Measure(f"reports.{what}", once.wall[0], "s", limit)
    yield Measure(f"reports.{what}_cpu", once.cpu[0], "s")
