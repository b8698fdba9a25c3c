"""A follower's report of his visits, read back: Word, Excel, on its way to the signature."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from docx import Document as Word
from openpyxl import load_workbook

from trongtam.archive.drafts import producers
from trongtam.archive.models import IssuedPaper
from trongtam.ground.errors import Refused
from trongtam.ground.periods import Period
from trongtam.look.worker import work_off
from trongtam.org.tests.house import House, make_house
from trongtam.support.issuing_visits import SOURCE, draft_of, source_of
from trongtam.support.operations.assigning import excuse_month
from trongtam.support.papers.visits import Asked, excel_of, word_of
from trongtam.support.queries.visit_report import spans_of

from .followings import duty_of, official, visited

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2017, 7, 5, 9, tzinfo=VIETNAM)
BASE = "https://mau.example"


@pytest.fixture
def house(db) -> House:
    return make_house()


@pytest.fixture(autouse=True)
def in_july_of_2017():
    with time_machine.travel(NOW, tick=False):
        yield


def laid(house: House):
    """April kept, May excused, June missed, with a recommendation brought back in April."""
    follower = official(house)
    duty = duty_of(house, follower)
    given = {"done": "Đường mẫu xong", "not_done": "Cầu mẫu chưa sửa", "recommendations": ["Đề nghị sửa cầu mẫu"]}
    visit = visited(duty, follower, date(2017, 4, 5), **given)
    excuse_month(duty, "2017-05", by=house.office, reason="Đi học")
    return follower, duty, visit


def sign_in(user) -> Client:
    user.__dict__.pop("_reach", None)
    client = Client()
    client.force_login(user)
    return client


def words(content: bytes) -> str:
    paper = Word(BytesIO(content))
    texts = [one.text for one in paper.paragraphs]
    texts += [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join(texts)


def test_the_word_paper_says_what_was_owed_found_and_asked_for(house):
    follower, duty, visit = laid(house)
    content = word_of(Asked(duty, Period.parse("2017-Q2"), NOW.date()), user=follower, base=BASE)
    said = words(content)
    for expected in (
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "kết quả theo dõi, hỗ trợ Ấp Mẫu Một, quý II/2017",
        "Số kỳ phải đi: 2; đã đi: 1.",
        "Kỳ chưa đi: tháng 6/2017.",
        "Kỳ được miễn: tháng 5/2017.",
        "05/04/2017",
        "Đường mẫu xong",
        "Đề nghị sửa cầu mẫu",
        "Cao Thử Theo",
    ):
        assert expected in said, expected
    links = {one.target_ref for one in Word(BytesIO(content)).part.rels.values() if one.reltype.endswith("hyperlink")}
    assert links == {f"{BASE}{reverse('support:visit', args=[visit.pk])}"}


def test_the_workbook_has_visits_recommendations_and_what_was_owed(house):
    follower, duty, _visit = laid(house)
    content = excel_of(Asked(duty, Period.parse("2017"), NOW.date()), user=follower, base=BASE)
    sheets = load_workbook(BytesIO(content)).worksheets
    cells = [[cell.value for cell in row if cell.value is not None] for page in sheets for row in page.iter_rows()]
    flat = [value for row in cells for value in row]
    assert len(sheets) == 3 and "Đường mẫu xong" in flat and "Đề nghị sửa cầu mẫu" in flat and "Tháng 5/2017" in flat


def test_a_time_without_a_visit_and_one_that_is_unknown_say_so(house):
    follower = official(house)
    duty = duty_of(house, follower, counted_from=date(2017, 3, 1))
    said = words(word_of(Asked(duty, Period.parse("2017-Q1"), NOW.date()), user=follower, base=""))
    assert "Còn 2 kỳ chưa rõ có đi hay không." in said and "Không có kiến nghị." in said


def test_what_is_offered_are_the_last_times_of_the_duty(house):
    duty = duty_of(house, official(house), valid_to=date(2017, 3, 1))
    assert [one.code for one in spans_of(duty, NOW.date())] == ["2017-02", "2017-Q1", "2017"]


def test_from_the_page_it_comes_as_word_and_excel_and_goes_to_the_signature(house):
    follower, duty, _visit = laid(house)
    page = sign_in(follower).get(f"{reverse('support:duty', args=[duty.pk])}?span=2017-Q2").content.decode()
    assert "Báo cáo đi cơ sở" in page and reverse("support:issue_visits", args=[duty.pk]) not in page
    for name, kind in (("visits_word", b"word/"), ("visits_excel", b"xl/")):
        client = sign_in(follower)
        answer = client.post(f"{reverse(f'support:{name}', args=[duty.pk])}?span=2017-Q2")
        work_off()
        job = client.get(answer.url)
        assert job.status_code in (200, 302), kind
    assert sign_in(follower).post(reverse("support:issue_visits", args=[duty.pk])).status_code == 403
    assert sign_in(follower).post(f"{reverse('support:visits_word', args=[duty.pk])}?span=2017-H1").status_code == 404
    office = sign_in(house.office)
    office.post(f"{reverse('support:issue_visits', args=[duty.pk])}?span=2017-Q2")
    work_off()
    paper = IssuedPaper.objects.get()
    assert (paper.source_kind, paper.source_id) == (SOURCE, f"{duty.pk}.2017-Q2")
    again = office.post(f"{reverse('support:issue_visits', args=[duty.pk])}?span=2017-Q2")
    assert again.url == paper.get_absolute_url() and IssuedPaper.objects.count() == 1
    said = office.get(f"{reverse('support:duty', args=[duty.pk])}?span=2017-Q2").content.decode()
    assert paper.get_absolute_url() in said


def test_the_frozen_data_names_no_person_and_a_strange_source_is_refused(house):
    _follower, duty, visit = laid(house)
    asked = Asked(duty, Period.parse("2017-Q2"), NOW.date())
    draft = draft_of(asked, user=house.office, base=BASE)
    assert "Cao Thử Theo" not in str(draft.data) and str(visit.pk) in str(draft.data)
    producer = producers[SOURCE]
    assert producer.url(source_of(asked)) == f"{reverse('support:duty', args=[duty.pk])}?span=2017-Q2"
    for source, user in (
        ("x.2017", house.office),
        (f"{duty.pk}.2017-H1", house.office),
        (source_of(asked), house.stranger),
    ):
        with pytest.raises(Refused):
            producer.compile(source, user, BASE, None, lambda *_said: None)
    with pytest.raises(Refused):
        producer.compile(source_of(asked), house.office, BASE, NOW, lambda *_said: None)
    assert producer.compile(source_of(asked), house.office, BASE, None, lambda *_said: None).title.startswith("Kết quả")
