"""The pages of this room: those with the post go through the whole course, everybody else finds nothing."""

from __future__ import annotations

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from trongtam.inspection.models import Demand, FrontOpinion, Inspection, Organ, Programme
from trongtam.inspection.operations import conclude_inspection, decide_inspection
from trongtam.ledger.models import Entry
from trongtam.look.registry import due_items, search
from trongtam.org.models import PostKind
from trongtam.org.tests.asking import refusal, sign_in, text
from trongtam.org.tests.house import make_user
from trongtam.work.models import Work

from .inspecting import (
    FIRST,
    LAST,
    NOW,
    asked_of,
    concluded,
    front_of,
    inspector,
    opinion_of,
    planned,
    programme_of,
    reported,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel("2017-12-31 08:00:00+07:00", tick=False):
        yield


def test_the_whole_course_through_the_forms(house):
    by = inspector(house)
    client = sign_in(by)
    answer = client.post(reverse("inspection:make_programme"), {"organ": "commission", "year": "2017"})
    made = Programme.objects.get()
    assert answer.url == reverse("inspection:programme", args=[made.pk])
    sent = {
        "kind": "inspection",
        "form": "thematic",
        "subject": f"unit:{house.cell_a.pk}",
        "content": "Thu, nộp đảng phí",
        "planned_from": "01/03/2017",
        "planned_to": "30/04/2017",
        "lead": house.standing.person.pk,
    }
    client.post(reverse("inspection:plan_subject", args=[made.pk]), sent)
    one = Inspection.objects.get()
    page = reverse("inspection:inspection", args=[one.pk])
    assert "Thu, nộp đảng phí" in text(client, page)
    client.post(
        reverse("inspection:decide", args=[one.pk]), {"decision": "05-QĐ/MAU", "on": "01/03/2017", "plan": "Ba bước"}
    )
    lead = sign_in(house.standing)
    assert reverse("inspection:report", args=[one.pk]) in text(lead, page)
    lead.post(reverse("inspection:report", args=[one.pk]), {"report": "Nộp muộn hai tháng", "on": "20/04/2017"})
    item = {
        "text_1": "Nộp đúng ngày mùng 10",
        "holder_1": f"unit:{house.cell_a.pk}",
        "due_1": "15/12/2017",
        "supervisor_1": house.standing.person.pk,
    }
    conclude, base = (
        reverse("inspection:conclude", args=[one.pk]),
        {"conclusion": "Cần nộp đúng hạn", "on": "10/05/2017"},
    )
    half = client.post(conclude, {**base, **item, "due_1": ""})
    assert half.status_code == 422 and "Xin điền cả ô này" in half.content.decode()
    client.post(conclude, {**base, **item})
    demand = Demand.objects.get()
    assert Work.objects.get() == demand.work
    cell, address = sign_in(house.cell_secretary), reverse("inspection:demand", args=[demand.pk])
    assert "Nộp đúng ngày mùng 10" in text(cell, address)
    assert cell.get(page).status_code == 404
    assert cell.get(reverse("inspection:settle_demand", args=[demand.pk])).status_code == 403
    root = text(cell, reverse("work:work", args=[demand.work_id]))
    assert "Thực hiện mục 1 của kết luận ngày 10/05/2017" in root
    assert "Nộp đúng ngày mùng 10" not in text(sign_in(house.office), reverse("work:work", args=[demand.work_id]))
    client.post(reverse("inspection:follow_up", args=[demand.pk]), {"text": "Đã nộp tháng 6", "on": "15/06/2017"})
    client.post(reverse("inspection:extend_demand", args=[demand.pk]), {"due": "20/12/2017", "reason": "Đối chiếu"})
    client.post(reverse("inspection:settle_demand", args=[demand.pk]), {"note": "Đã nề nếp", "on": "30/12/2017"})
    assert "Đã nộp tháng 6" in text(cell, address) and "Xong ngày 30/12/2017" in text(cell, address)
    assert Inspection.objects.get().state == "settled"


def test_each_opening_about_a_person_is_told(house):
    by = inspector(house)
    made = programme_of(house, by)
    person = planned(house, made, by, unit=None, person=house.other_cell_secretary.person)
    unit = planned(house, made, by)
    client = sign_in(by)
    for one in (person, unit):
        assert "no-cache" in client.get(reverse("inspection:inspection", args=[one.pk]))["Cache-Control"]
    (told,) = Entry.objects.filter(act="inspection.opened")
    assert told.by == by and "Phạm Ví Dụ" not in str(told.payload)
    assert (
        sign_in(house.other_cell_secretary).get(reverse("inspection:inspection", args=[person.pk])).status_code == 404
    )


def test_taken_off(house):
    by = inspector(house)
    one = planned(house, programme_of(house, by), by)
    sign_in(by).post(reverse("inspection:drop", args=[one.pk]), {"reason": "Cấp trên đã làm"})
    assert "Cấp trên đã làm" in text(sign_in(by), reverse("inspection:inspection", args=[one.pk]))


@pytest.mark.parametrize(
    ("name", "pages"), [("office", ""), ("standing", "overview"), ("secretary", "programmes overview")]
)
def test_who_finds_which_page(house, name, pages):
    by = inspector(house)
    concluded(house, planned(house, programme_of(house, by), by), by)
    client = sign_in(getattr(house, name))
    for page in ("programmes", "overview", "make_programme"):
        status = client.get(reverse(f"inspection:{page}")).status_code
        allowed = page in pages or (page == "make_programme" and name == "secretary")
        sent_on = page == "programmes" and pages == "overview"
        assert status == (200 if allowed else 302 if sent_on else 404), page
    if "overview" in pages:
        said = text(client, f"{reverse('inspection:overview')}?year=2017")
        assert house.cell_a.name in said and "đảng phí" not in said and "mùng 10" not in said


def test_the_desk_says_what_is_due(house):
    by = inspector(house)
    made = programme_of(house, by)
    concluded(house, planned(house, made, by), by)
    planned(house, made, by, planned_from=timezone.localdate(), planned_to=timezone.localdate())
    front = front_of(house)
    opinion_of(house, front)
    now = timezone.now()
    own = {one.title for one in due_items.of(by, now) if one.key.startswith("inspection.")}
    assert own == {"Theo dõi mục 1 của kết luận ngày 10/05/2017", "Kiểm tra: trong chương trình"}
    assert any(one.key.startswith("inspection.reply") for one in due_items.of(house.secretary, now))
    assert not any("kết luận" in one.title for one in due_items.of(house.office, now))


def test_the_front_is_answered(house):
    front = front_of(house)
    office, secretary = sign_in(house.office), sign_in(house.secretary)
    sent = {
        "kind": "criticism",
        "about": "Dự thảo kế hoạch mẫu",
        "conclusion": "Đề nghị thêm nhà vệ sinh",
        "on": "01/12/2017",
        "reply_from": house.committee.pk,
        "reply_due": "20/12/2017",
    }
    assert front.pk and sign_in(house.cell_secretary).get(reverse("inspection:record_opinion")).status_code == 403
    answer = office.post(reverse("inspection:record_opinion"), sent)
    made = FrontOpinion.objects.get()
    assert "11 ngày" in text(secretary, answer.url)
    assert sign_in(house.stranger).get(answer.url).status_code == 404
    assert {one.title for one in search.find("du thao", house.secretary)} == {"Dự thảo kế hoạch mẫu"}
    reply = {"reply": "Đã thêm", "on": "30/12/2017"}
    secretary.post(reverse("inspection:reply_to_opinion", args=[made.pk]), reply)
    office.post(reverse("inspection:settle_opinion", args=[made.pk]), {"on": "31/12/2017"})
    assert "Đã thêm" in text(secretary, answer.url)
    made.refresh_from_db()
    assert made.state == "settled"


@pytest.mark.parametrize("count", [1, 3])
def test_lists_are_read_in_so_many_queries(house, count):
    by = inspector(house)
    made = programme_of(house, by)
    front = front_of(house)
    for number in range(count):
        programme_of(house, by, Organ.COMMITTEE, year=2010 + number)
        concluded(house, planned(house, made, by), by, asked_of(house))
        opinion_of(house, front, about=f"Việc mẫu {number}")
    client = sign_in(by)
    one = Inspection.objects.first()
    addresses = {
        "programmes": reverse("inspection:programmes"),
        "programme": reverse("inspection:programme", args=[made.pk]),
        "inspection": reverse("inspection:inspection", args=[one.pk]),
        "overview": f"{reverse('inspection:overview')}?year=2017",
        "opinions": reverse("inspection:opinions"),
    }
    found = {}
    for name, url in addresses.items():
        text(client, url)
        with CaptureQueriesContext(connection) as asked:
            text(client, url)
        found[name] = len(asked)
    assert found == {"programmes": 10, "programme": 7, "inspection": 10, "overview": 11, "opinions": 9}


@pytest.mark.parametrize(
    ("name", "restricted"), [("office", False), ("cell_secretary", False), ("standing", True), ("secretary", True)]
)
def test_both_ways_stand_in_the_side_bar(house, name, restricted):
    """The Front's is everybody's, the programmes' stands only where it leads somewhere."""
    client = sign_in(getattr(house, name))
    page = text(client, reverse("inspection:opinions"))
    bar = page[: page.index("<main")] + page[page.index("</main") :]
    assert f'href="{reverse("inspection:opinions")}"' in bar
    assert (f'href="{reverse("inspection:programmes")}"' in bar) == restricted
    if restricted:
        assert client.get(reverse("inspection:programmes"), follow=True).status_code == 200


def test_whoever_leads_one_is_told_on_the_desk_and_finds_the_way(house):
    by, lead = inspector(house), make_user("Cao Thử Đoàn", house.committee, PostKind.COMMITTEE_MEMBER)
    one = planned(house, programme_of(house, by), by, lead=lead.person)
    client = sign_in(lead)
    way = f'href="{reverse("inspection:programmes")}"'
    assert way not in text(sign_in(house.cell_secretary), reverse("inspection:opinions"))
    client_page = text(client, reverse("inspection:opinions"))
    assert way in client_page
    assert not [item for item in due_items.of(lead, timezone.now()) if item.key.startswith("inspection.")]
    decide_inspection(one, by=by, decision="05-QĐ/MAU", on=FIRST)
    (item,) = [item for item in due_items.of(lead, timezone.now()) if item.key.startswith("inspection.")]
    assert item.url == reverse("inspection:inspection", args=[one.pk]) and house.cell_a.name not in str(item)


def test_whoever_is_inspected_does_not_supervise_what_came_of_it(house):
    by = inspector(house)
    one = reported(house, planned(house, programme_of(house, by), by, unit=None, person=house.standing.person), by)
    told = refusal(conclude_inspection, one, by=by, conclusion="Cần sửa", on=LAST, asked=(asked_of(house),), at=NOW)
    assert told.field == "supervisor_1"
