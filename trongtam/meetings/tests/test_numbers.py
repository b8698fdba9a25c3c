"""A point has one number: on invitation, page, printed form, minutes and report."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document as Word

from trongtam.meetings.models import Meeting
from trongtam.meetings.operations import Line, Said, arrange_agenda, begin_meeting, call_meeting
from trongtam.meetings.papers import MINUTES, REPORT, word_of
from trongtam.org.tests.house import House, make_house
from trongtam.support.operations import raise_recommendation, send_notice
from trongtam.work.tests.works import assigned

from .months import begun, decided, moment, over, prepared, settle

DAY, NEXT = date(2021, 11, 3), date(2021, 12, 3)
SHOWN = re.compile(r'<span class="no">(\d+)</span><div><h3[^>]*>([^<]*)</h3>')


@pytest.fixture
def house(db: None) -> House:
    return make_house()


@pytest.fixture
def meeting(house: House) -> Meeting:
    """Points of all groups, put by its secretary into an order that mixes them."""
    first = begun(house.cell_a, house.cell_secretary, DAY)
    decided(first, house.cell_secretary, house.cell_a, "Dựng bảng nội quy mẫu", date(2021, 11, 28))
    over(first, house.cell_secretary)
    assigned(house, title="Việc đến hạn mẫu")
    raise_recommendation(
        house.cell_a, by=house.cell_secretary, text="Thiếu nước tưới mẫu", source_kind="meeting", on=DAY, at=moment(DAY)
    )
    send_notice(
        house.committee, by=house.office, title="Lịch tiêm mẫu", text="Ngày 10", units=[house.cell_a], at=moment(DAY)
    )
    made = prepared(house.cell_a, house.cell_secretary, NEXT)
    items = {item.title: item.pk for item in made.items.all()}
    order = ["Lịch tiêm mẫu", "Dựng bảng nội quy mẫu", "Thiếu nước tưới mẫu", "Việc đến hạn mẫu"]
    lines = [Line(title, pk=items[title]) for title in order]
    arrange_agenda(made, [Line("Chuyện mới mẫu"), *lines], by=house.cell_secretary, at=moment(NEXT))
    return made


TITLES = ["Chuyện mới mẫu", "Lịch tiêm mẫu", "Dựng bảng nội quy mẫu", "Thiếu nước tưới mẫu", "Việc đến hạn mẫu"]
NUMBERED = [(str(number), title) for number, title in enumerate(TITLES, start=1)]


def numbers_on(client: Client, name: str, meeting: Meeting) -> list[tuple[str, str]]:
    return SHOWN.findall(client.get(reverse(f"meetings:{name}", args=[meeting.pk])).content.decode())


def test_one_number_everywhere(house: House, meeting: Meeting, client: Client) -> None:
    by = house.cell_secretary
    client.force_login(by)
    assert numbers_on(client, "meeting", meeting) == NUMBERED, "before"
    invited = client.get(reverse("meetings:invitation", args=[meeting.pk])).content.decode()
    assert SHOWN.findall(invited) == NUMBERED
    assert re.findall(r"^(\d)\. ([^<\n]*)", invited, re.MULTILINE) == NUMBERED, "the text to print"
    assert numbers_on(client, "arrange_agenda", meeting) == NUMBERED
    assert numbers_on(client, "printed", meeting) == NUMBERED
    call_meeting(meeting, by=by, at=moment(NEXT))
    begin_meeting(meeting, by=by, on=NEXT, at=moment(NEXT))
    assert numbers_on(client, "meeting", meeting) == NUMBERED, "in session, whatever stands beside what"
    settle(meeting, by, Said("done"), 0)
    settle(meeting, by, Said("carried", "mưa lớn mẫu", due=date(2021, 12, 28)), 2)
    over(meeting, by)
    assert numbers_on(client, "meeting", meeting) == NUMBERED, "after"
    told = {name: _words(word_of(name, meeting, user=by, on=NEXT)) for name in (MINUTES, REPORT)}
    content = told[MINUTES].split("II. NỘI DUNG")[1].split("III.")[0]
    assert re.findall(r"^(\d)\. (.*)\.$", content, re.MULTILINE) == NUMBERED
    assert "Mục 3, Dựng bảng nội quy mẫu: chuyển sang kỳ sau (mưa lớn mẫu)" in told[REPORT]


def test_headings_stand_where_the_order_changes(house: House, meeting: Meeting, client: Client) -> None:
    begin_meeting(meeting, by=house.cell_secretary, on=NEXT, at=moment(NEXT))
    client.force_login(house.cell_secretary)
    page = client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    ids = re.findall(r'<section class="sec" id="(muc-[\w-]+)">', page)
    assert len(ids) == len(set(ids)) == 4, "new, looked back, asked for, looked back"
    assert page.count('id="settled"') == 1
    client.force_login(house.stranger)
    assert client.get(reverse("meetings:meeting", args=[meeting.pk])).status_code == 404


def _words(content: bytes) -> str:
    return "\n".join(one.text for one in Word(BytesIO(content)).paragraphs)
