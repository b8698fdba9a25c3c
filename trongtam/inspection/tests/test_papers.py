"""Papers of the programme and of an inspection: what stands in them, who takes them, and that the book knows."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
import time_machine
from docx import Document as Word
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from trongtam.inspection.models import Organ
from trongtam.inspection.operations import drop_inspection
from trongtam.inspection.papers.making import numbered
from trongtam.ledger.models import Entry
from trongtam.org.tests.asking import sign_in, text

from .inspecting import concluded, inspector, planned, programme_of, reported

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel("2017-12-31 08:00:00+07:00", tick=False):
        yield


def words(answer: Any) -> str:
    """All that is printed: paragraphs and cells, in the order of the page."""
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    paper = Word(BytesIO(answer.content))
    said = [one.text for one in paper.paragraphs]
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *said]).replace("\xa0", " ")


def take(user: Any, one: Any, name: str) -> Any:
    return sign_in(user).post(f"/inspection/{one.pk}/papers/{name}/")


def test_the_four_papers_of_the_commission(house):
    by = inspector(house)
    one = concluded(
        house, planned(house, programme_of(house, by, basis="Nghị quyết mẫu"), by, lead=house.standing.person), by
    )
    decision = words(take(by, one, "decision"))
    assert "ỦY BAN KIỂM TRA" in decision.upper() and "ĐẢNG CỘNG SẢN VIỆT NAM" in decision
    assert "05-QĐ/MAU" in decision and "ngày 01 tháng 3 năm 2017" in decision
    assert f"kiểm tra chuyên đề đối với {house.cell_a.name}" in decision and "Căn cứ Nghị quyết mẫu" in decision
    assert "CHỦ NHIỆM" in decision and "Đinh Văn Ví Dụ: việc thu, nộp đảng phí" in decision
    plan, report = words(take(by, one, "plan")), words(take(house.standing, one, "report"))
    assert "Ba bước" in plan and "Thu đủ, nộp muộn hai tháng." in report
    assert "NGƯỜI PHỤ TRÁCH" in report and house.standing.person.full_name in report
    conclusion = words(take(by, one, "conclusion"))
    assert "06-KL/MAU" in conclusion and "nộp đúng ngày mùng 10" in conclusion and "31/08/2017" in conclusion
    assert house.standing.person.full_name in conclusion


def test_the_committee_signs_its_own(house):
    one = planned(house, programme_of(house, house.secretary, Organ.COMMITTEE), house.secretary)
    said = words(take(house.secretary, one, "decision"))
    assert "BÍ THƯ" in said and "BAN THƯỜNG VỤ" in said.upper() and "CHỦ NHIỆM" not in said
    assert "năm 2017" not in said.split("QUYẾT ĐỊNH")[0]  # not decided yet: its day is left open


def test_papers_that_are_not_there_yet_and_people_without_the_post(house):
    by = inspector(house)
    one = planned(house, programme_of(house, by), by)
    assert take(by, one, "conclusion").status_code == 404 and take(by, one, "gossip").status_code == 404
    for name in ("office", "secretary", "standing", "provincial", "stranger"):
        assert take(getattr(house, name), one, "decision").status_code == 404
    assert sign_in(by).get(f"/inspection/{one.pk}/papers/decision/").status_code == 405
    page = text(sign_in(by), f"/inspection/{one.pk}/")
    assert "papers/decision/" in page and "papers/report/" not in page
    drop_inspection(one, by=by, reason="Cấp trên đã làm")
    assert take(by, one, "decision").status_code == 404


def test_each_paper_that_is_taken_is_told_without_whom_or_what(house):
    by = inspector(house)
    made = programme_of(house, by)
    one = reported(house, planned(house, made, by, unit=None, person=house.other_cell_secretary.person), by)
    name = house.other_cell_secretary.person.full_name
    answer = take(by, one, "report")
    assert name in words(answer) and name not in answer["Content-Disposition"]
    sign_in(by).post(f"/inspection/programmes/{made.pk}/word/")
    told = list(Entry.objects.filter(act__in=("inspection.paper_taken", "inspection.programme_taken")).order_by("pk"))
    assert [entry.payload["after"]["paper"] for entry in told] == ["report", "word"]
    assert all(entry.by == by and name not in str(entry.payload) for entry in told)
    assert take(house.other_cell_secretary, one, "report").status_code == 404


def test_the_programme_of_the_year_as_word_and_excel(house):
    by, other = inspector(house), inspector(house, "Mai Thử Hai")
    made = programme_of(house, by)
    planned(house, made, by)
    planned(house, made, by, unit=None, person=other.person, kind="supervision", content="Việc riêng mẫu")
    gone = planned(house, made, by, unit=house.cell_b, content="Việc đã thôi")
    drop_inspection(gone, by=by, reason="Cấp trên đã làm")
    page = f"/inspection/programmes/{made.pk}"
    said = words(sign_in(by).post(f"{page}/word/"))
    assert "CHƯƠNG TRÌNH" in said and "kiểm tra, giám sát năm 2017" in said and "Mai Thử Hai" in said
    assert "I. KIỂM TRA" in said and "II. GIÁM SÁT" in said and "Việc đã thôi" not in said
    assert "Mai Thử Hai" not in words(sign_in(other).post(f"{page}/word/"))  # nobody reads the inspection of himself
    answer = sign_in(by).post(f"{page}/excel/")
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    lines = [row for row in rows if row[0] in (1, 2, 3)]
    assert [row[3] for row in lines] == [house.cell_a.name, "Mai Thử Hai", house.cell_b.name]
    assert lines[2][-1] == "Cấp trên đã làm" and lines[0][5].date().isoformat() == "2017-03-01"
    for name in ("office", "standing", "secretary", "stranger"):
        assert sign_in(getattr(house, name)).post(f"{page}/word/").status_code == 404


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("05-QĐ/UBKT", (5, "QĐ/UBKT")),
        ("Số 12 -KL/ĐU", (12, "KL/ĐU")),
        ("Số: 7-QĐ/ĐU", (7, "QĐ/ĐU")),
        ("Quyết định (mẫu)", (None, "QĐ/UBKT")),
        ("", (None, "QĐ/UBKT")),
        ("05-QĐ/UBKT ngày 3/2", (None, "QĐ/UBKT")),
    ],
)
@pytest.mark.once
def test_a_number_is_read_as_offices_write_it(text, told):
    assert numbered(text, "QĐ/UBKT") == told


@pytest.mark.once
@given(st.integers(1, 99999), st.sampled_from(["QĐ/ĐU", "KL/UBKT", "QĐ/UBKTĐU"]))
def test_every_number_comes_back(number, symbol):
    assert numbered(f"{number:02d}-{symbol}", "QĐ/X") == (number, symbol)
