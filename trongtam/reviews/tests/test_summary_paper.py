"""The summary of a round as Word and Excel, read back; Hải Lựu's counts as they were reconstructed."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from trongtam.org.tests.house import House, make_house
from trongtam.reviews.models import Fact, Round
from trongtam.reviews.operations import CountTerms, enter_counts, open_counts
from trongtam.reviews.operations.schemes import lay_shipped_schemes
from trongtam.reviews.papers import summary_of, summary_word, summary_workbook
from trongtam.reviews.queries.schemes import shipped
from trongtam.reviews.queries.summaries import summary_for

from .rounds import FULL, decided, make_schemes, members_of, moment, opened, terms


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def text_of(content: bytes) -> str:
    document = docx.Document(BytesIO(content))
    tables = ["\t".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return "\n".join([*(one.text for one in document.paragraphs), *tables])


@pytest.fixture
def counted(house: House) -> Round:
    """Hải Lựu's members, as counts that were worked out from printed shares."""
    scheme = make_schemes()["member"]
    lay_shipped_schemes()
    round_ = open_counts(house.committee, terms(title="Tổng hợp xếp loại mẫu"), by=house.office, at=moment())
    levels = {"excellent": 113, "good": 605, "completed": 47, "not_completed": 10}
    given = CountTerms("member", levels, 775, reconstructed=True, note="Dựng lại từ tỷ lệ.")
    enter_counts(round_, given, scheme=scheme, by=house.office, at=moment())
    return Round.objects.select_related("unit__parent").get(pk=round_.pk)


def test_hai_luu_as_a_paper(house: House, counted: Round) -> None:
    with override("vi"):
        summary = summary_for(counted, house.office)
        assert summary_of(summary, on=moment().date()).abstract == "Tổng hợp xếp loại mẫu"
    text = text_of(summary_word(summary, on=moment().date()))
    for said in (
        "718\t92,65%",
        "113\t14,58%\t15,74%",
        "47\t6,06%",
        "10\t1,29%",
        "775",
        "tính ngược từ tỷ lệ đã ghi",
        "BÁO CÁO",
    ):
        assert said in text, said


def test_what_a_paper_gives_no_count_for_is_left_out_and_what_does_not_agree_is_said(
    house: House, counted: Round
) -> None:
    """Cells by the old scheme: 97 and 13 of 110; 23,1 % of an unknown base, not a nought."""
    scheme = shipped("tsvm-organisation-01")
    printed = {"clean_strong": "88.18", "clean_strong_excellent": "23.1", "well": "11.82"}
    levels = {"clean_strong": 97, "well": 13}
    given = CountTerms("organisation", levels, 110, printed=printed, reconstructed=True, note="Dựng lại từ tỷ lệ.")
    enter_counts(counted, given, scheme=scheme, by=house.office, at=moment())
    with override("vi"):
        summary = summary_for(counted, house.office)
    text = text_of(summary_word(summary, on=moment().date()))
    assert "97\t88,18%" in text and "13\t11,82%" in text
    assert "tiêu biểu\t0" not in text and "Yếu kém\t0" not in text
    assert "Trong sạch, vững mạnh tiêu biểu 23,1%" in text
    assert "in là 23,1, không số lượng nào" in text and "23.1" not in text
    assert "chưa đối chiếu văn bản chính thức" in text
    book = openpyxl.load_workbook(BytesIO(summary_workbook(summary)))
    shown = [row[1] for row in book.worksheets[1].iter_rows(values_only=True)]
    assert "Trong sạch, vững mạnh tiêu biểu" not in shown and "Trong sạch, vững mạnh" in shown
    client = signed_in(house.office)
    page = client.get(reverse("reviews:table", args=[counted.pk])).content.decode()
    assert "in là 23,1, không số lượng nào" in page


def test_the_cap_says_how_it_is_rounded(house: House) -> None:
    round_ = opened(house)
    for one in members_of(round_, house.cell_a)[:5]:
        decided(one, house, "good")
    last = members_of(round_, house.cell_a)[5]
    Fact.objects.create(subject=last, code="work_beyond_share", value=40, frozen_at=moment())
    decided(last, house, "excellent", FULL)
    with override("vi"):
        text = text_of(summary_word(summary_for(round_, house.office), on=moment().date()))
    assert "xuất sắc 1, nhiều nhất 1 (20% của 5, làm tròn xuống)" in text


def test_hai_luu_as_a_workbook(house: House, counted: Round) -> None:
    with override("vi"):
        summary = summary_for(counted, house.office)
    book = openpyxl.load_workbook(BytesIO(summary_workbook(summary)))
    apart, inside = (list(book.worksheets[place].iter_rows(values_only=True)) for place in (1, 2))
    assert [row[2] for row in apart[1:]] == [113, 605, 47, 10]
    assert [row[2] for row in inside[1:]] == [718, 113, 47, 10]
    assert {row[3] for row in apart[1:]} == {775}
    assert sum(float(row[4]) for row in apart[1:]) == pytest.approx(1) or sum(
        float(row[4]) for row in apart[1:]
    ) == pytest.approx(100)


def test_a_round_that_goes_on_says_who_waits(house: House) -> None:
    round_ = opened(house)
    decided(members_of(round_, house.cell_a)[0], house, "good")
    with override("vi"):
        summary = summary_for(round_, house.office)
    text = text_of(summary_word(summary, on=moment().date()))
    assert "5 còn chờ quyết định" in text and "1\t100" in text


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_ways_to_the_papers(house: House) -> None:
    round_ = opened(house)
    urls = [reverse("reviews:summary_file", args=[round_.pk, kind]) for kind in ("word", "excel")]
    office = signed_in(house.office)
    for url in urls:
        assert office.get(url).status_code == 200
        assert signed_in(house.cell_secretary).get(url).status_code == 403
        assert signed_in(house.stranger).get(url).status_code == 404
    assert office.get(reverse("reviews:summary_file", args=[round_.pk, "pdf"])).status_code == 404
    page = office.get(reverse("reviews:round", args=[round_.pk])).content.decode()
    assert urls[0] in page and reverse("reviews:forms_zip", args=[round_.pk]) in page
    assert (
        urls[0] not in signed_in(house.cell_secretary).get(reverse("reviews:round", args=[round_.pk])).content.decode()
    )
    subject = members_of(round_, house.cell_a)[0]
    form = signed_in(house.cell_secretary).get(reverse("reviews:form", args=[subject.pk])).content.decode()
    assert reverse("reviews:form_file", args=[subject.pk, "word"]) in form
