"""Minutes, resolution and month report read back: the fields of the form, names only for those who may read them."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document as Word

from trongtam.archive.models import FileKind, IssuedPaper
from trongtam.archive.queries.papers import latest, read_back
from trongtam.archive.tests.saving import saved_again
from trongtam.look.worker import work_off
from trongtam.meetings.models import AgendaItem, Decision, Meeting
from trongtam.meetings.operations.attendance import mark_attendance
from trongtam.meetings.operations.scores import score_meeting
from trongtam.meetings.papers import MINUTES, REPORT, RESOLUTION, word_of
from trongtam.org.tests.house import House, make_house

from .records import MOMENT, meeting, seventeen

DAY = date(2022, 9, 30)


@pytest.fixture
def house(db) -> House:
    return make_house()


@pytest.fixture
def held(house: House) -> Meeting:
    """Sixteen of seventeen, a point carried on, a decision, ninety points; signed."""
    people = seventeen(house.cell_a)
    made = meeting(
        house.cell_a, place="Nhà văn hóa ấp Mẫu", chair=people[0], taker=people[1], minutes_read=True, speakers=7
    )
    mark_attendance(made, {people[7].pk: ("excused", "đi viện mẫu")}, by=house.cell_secretary, at=MOMENT)
    made.items.create(
        order=1, kind="own", title="Dọn vệ sinh tuyến đường mẫu", outcome="carried", reason="mưa lớn",
        conclusion="Làm lại cuối tháng.", votes_for=16, votes_against=0, votes_abstained=0,
    )  # fmt: skip
    Decision.objects.create(
        meeting=made, owner=made.unit, text="Dựng bảng nội quy mẫu", holder_person=people[2], due=date(2022, 9, 25),
        first_due=date(2022, 9, 25), made_at=MOMENT,
    )  # fmt: skip
    judged = {"2.1": "20", "3.3": "5", "4.1": "20", "5.1": "10"}
    score_meeting(made, judged, by=house.cell_secretary, votes=(15, 16), at=MOMENT)
    Meeting.objects.filter(pk=made.pk).update(state="signed")
    made.refresh_from_db()
    return made


def words(content: bytes) -> str:
    paper = Word(BytesIO(content))
    texts = [one.text for one in paper.paragraphs]
    texts += [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join(texts)


def test_the_minutes_have_the_fields_of_the_form(house: House, held: Meeting) -> None:
    text = words(word_of(MINUTES, held, user=house.cell_secretary, on=DAY))
    for said in (
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "BIÊN BẢN",
        "19:30, 07/09/2022",
        "Nhà văn hóa ấp Mẫu",
        "Số đảng viên phải dự: 17; có mặt: 16 (94,12%).",
        "Đảng viên dự bị",
        "Vắng có lý do: 1: Nguyễn Thử 08 (đi viện mẫu).",
        "Vắng không lý do: 0.",
        "Làm lại cuối tháng.",
        "16 tán thành, 0 không tán thành",
        "Dựng bảng nội quy mẫu",
        "25/09/2022",
        "Số đảng viên phát biểu: 7.",
        "Chi bộ tự chấm: 90 điểm, mức Tốt; 15 trong 16 tán thành.",
        "Biên bản đã đọc trước hội nghị.",
        "Nguyễn Thử 02",
    ):
        assert said in text, said


def test_others_get_no_name_of_who_was_absent(house: House, held: Meeting) -> None:
    for user in (house.office, house.secretary, house.provincial):
        text = words(word_of(MINUTES, held, user=user, on=DAY))
        assert "Vắng có lý do: 1." in text
        assert "Nguyễn Thử 08" not in text
        assert "đi viện" not in text


def test_resolution_and_report(house: House, held: Meeting) -> None:
    resolution = words(word_of(RESOLUTION, held, user=house.cell_secretary, on=DAY))
    assert "NGHỊ QUYẾT" in resolution
    assert "Dựng bảng nội quy mẫu. Nguyễn Thử 03 thực hiện, xong trước 25/09/2022." in resolution
    report = words(word_of(REPORT, held, user=house.cell_secretary, on=DAY))
    assert "16 trên 17 đảng viên dự (94,12%)." in report
    assert "chuyển sang kỳ sau (mưa lớn)" in report
    assert "đi viện" not in report


def test_the_month_report_tells_looked_back_and_looked_at_apart(house: House, held: Meeting) -> None:
    """What is only taken note of is no work of last month; names keep their capitals in the minutes."""
    last = held.items.count()
    AgendaItem.objects.create(
        meeting=held, order=last + 1, kind="recommendation", title="Nước tưới mẫu", outcome="noted"
    )
    AgendaItem.objects.create(
        meeting=held, order=last + 2, kind="work", title="Đường hoa mẫu", outcome="noted", reason="chờ bà Trần Thị Thử"
    )
    report = words(word_of(REPORT, held, user=house.cell_secretary, on=DAY))
    assert "Kiến nghị còn chờ trả lời: 1." in report and "đã xem" not in report.lower()
    minutes = words(word_of(MINUTES, held, user=house.cell_secretary, on=DAY))
    assert "Kết quả: đang làm (chờ bà Trần Thị Thử)." in minutes


def test_a_committee_has_no_paper_of_a_cell_and_no_score(house: House) -> None:
    held = meeting(house.committee, kind="committee", state="ended")
    Decision.objects.create(
        meeting=held,
        owner=held.unit,
        text="Rà soát mẫu",
        holder_unit=house.cell_a,
        due=DAY,
        first_due=DAY,
        made_at=MOMENT,
    )
    client = Client()
    client.force_login(house.office)
    page = client.get(reverse("meetings:meeting", args=[held.pk])).content.decode()
    assert "Nghị quyết" in page and "Nghị quyết chi bộ" not in page and "Chấm điểm" not in page
    paper = words(word_of(RESOLUTION, held, user=house.office, on=DAY))
    assert "Thành phần dự họp" in paper and "Đảng viên chi bộ" not in paper


def test_the_form_to_print_asks_what_the_page_asks(house: House, held: Meeting) -> None:
    AgendaItem.objects.create(meeting=held, order=99, kind="recommendation", title="Nước tưới mẫu")
    client = Client()
    client.force_login(house.cell_secretary)
    page = client.get(reverse("meetings:printed", args=[held.pk])).content.decode()
    asked = [part.split("</li>")[0] for part in page.split('<span class="no">')[1:]]
    assert "☐ Sang kỳ sau" in asked[0]
    assert "Nước tưới mẫu" in asked[-1] and "☐" not in asked[-1], "a recommendation is taken note of"
    assert "Số người phát biểu" in page and "Số phiếu tán thành" in page and "Kết luận cuộc họp" in page


def test_minutes_opened_and_saved_by_libreoffice(house: House, held: Meeting, tmp_path) -> None:
    before = word_of(MINUTES, held, user=house.cell_secretary, on=DAY)
    after = saved_again({"minutes.docx": before}, tmp_path)["minutes.docx"]
    assert words(after).split() == words(before).split()


def test_the_page_gives_them_and_a_stranger_finds_nothing(house: House, held: Meeting) -> None:
    address = reverse("meetings:paper_word", args=[held.pk, MINUTES])
    for user, status in ((house.cell_secretary, 200), (house.secretary, 200), (house.stranger, 404)):
        client = Client()
        client.force_login(user)
        assert client.get(address).status_code == status
    client = Client()
    client.force_login(house.cell_secretary)
    assert client.get(reverse("meetings:paper_word", args=[held.pk, "nonsense"])).status_code == 404
    page = client.get(reverse("meetings:meeting", args=[held.pk])).content.decode()
    assert address in page
    assert client.get(reverse("meetings:printed", args=[held.pk])).status_code == 200


def test_a_meeting_that_is_not_over_has_no_papers(house: House) -> None:
    running = meeting(house.cell_a)
    client = Client()
    client.force_login(house.cell_secretary)
    assert client.get(reverse("meetings:paper_word", args=[running.pk, MINUTES])).status_code == 404


def test_issued_minutes_hold_no_name_of_who_was_absent(house: House, held: Meeting) -> None:
    client = Client()
    client.force_login(house.office)
    address = reverse("meetings:issue_paper", args=[held.pk, MINUTES])
    assert client.post(address).status_code == 302
    work_off()
    paper = IssuedPaper.objects.get()
    assert (paper.source_kind, paper.paper_type) == ("meetings.minutes", "minutes")
    compiled = latest(paper, FileKind.COMPILED)
    text = words(read_back(compiled.stored))
    assert "Vắng có lý do: 1." in text
    assert "Nguyễn Thử 08" not in text
    assert client.post(address).status_code == 302
    assert IssuedPaper.objects.count() == 1, "the one that is on its way is shown"
    other = Client()
    other.force_login(house.standing)
    assert other.post(address).status_code == 403


def test_minutes_and_page_of_a_meeting_that_nobody_counted_say_so(house: House) -> None:
    seventeen(house.cell_a)
    uncounted = meeting(house.cell_a, state="ended")
    text = words(word_of(MINUTES, uncounted, user=house.cell_secretary, on=DAY))
    assert "17/17" not in text and "100%" not in text and "Đảng viên dự: chưa ghi" in text
    client = Client()
    client.force_login(house.cell_secretary)
    page = client.get(reverse("meetings:meeting", args=[uncounted.pk])).content.decode()
    assert "17/17" not in page and "Chưa điểm danh." in page
