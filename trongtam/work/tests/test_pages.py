"""Pages of works: one's own, the board of a place, the whole list, a work; seen by three people."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from trongtam.archive.tests.samples import PDF, upload
from trongtam.org.tests.house import House, make_house
from trongtam.work.models import Work
from trongtam.work.operations import Word, ask_explanation, register_work, report_progress

from .works import assigned as assigned_in_2021
from .works import handed_in, official, proposed


@pytest.fixture
def house(db) -> House:
    return make_house()


def sign_in(client: Client, user) -> Client:
    client.force_login(user)
    return client


def assigned(house: House, **changed) -> Work:
    """In the list of this year, begun a month ago."""
    today = timezone.localdate()
    start = max(today - timedelta(days=30), date(today.year, 1, 1))
    given = {"year": str(today.year), "start": start, "due": date(today.year, 12, 31), "roadmap": ()}
    return assigned_in_2021(house, **given | changed)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_ones_own_page_says_what_to_do(client: Client, house: House):
    assigned(house, title="Việc của chi bộ")
    page = text(sign_in(client, house.cell_secretary), reverse("work:own"))
    assert "Việc của chi bộ" in page
    page = text(sign_in(Client(), house.other_cell_secretary), reverse("work:own"))
    assert "Việc của chi bộ" not in page


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [("work:own", 10), ("work:board", 16), ("work:all", 10)],
)
def test_lists_ask_the_same_queries_however_many_rows(
    client: Client, house: House, django_assert_num_queries, count: int, address: str, queries: int
):
    for number in range(count):
        assigned(house, title=f"Việc số {number}")
    sign_in(client, house.secretary)
    place = reverse(address, args=[] if address == "work:own" else [house.committee.code])
    client.get(place)
    with django_assert_num_queries(queries):
        page = text(client, place)
    if address != "work:own":
        assert page.count("Việc số") >= count


def test_what_was_handed_in_stands_once_in_the_line_with_the_words_of_its_report(client: Client, house: House):
    work = handed_in(house)
    page = text(sign_in(client, house.secretary), reverse("work:work", args=[work.pk]))
    assert (page.count("đủ sản phẩm mẫu"), page.count("được sáu phần")) == (1, 1)
    assert "Báo tiến độ: 60%" in page
    assert "Báo tiến độ: 100%" not in page


def test_a_work_is_there_for_those_who_see_it_alone(client: Client, house: House):
    address = reverse("work:work", args=[assigned(house).pk])
    for user in (house.cell_secretary, house.secretary, house.office, house.provincial):
        assert sign_in(Client(), user).get(address).status_code == 200, user
    for user in (house.other_cell_secretary, house.stranger, house.former):
        assert sign_in(Client(), user).get(address).status_code == 404, user


def test_the_main_button_is_what_one_is_waited_for(house: House):
    work = assigned(house)
    report, appraise = reverse("work:report_progress", args=[work.pk]), reverse("work:appraise_work", args=[work.pk])
    page = text(sign_in(Client(), house.cell_secretary), reverse("work:work", args=[work.pk]))
    assert f'<a class="btn block" href="{report}"' in page
    assert appraise not in page
    done = handed_in(house)
    page = text(sign_in(Client(), house.secretary), reverse("work:work", args=[done.pk]))
    assert f'<a class="btn block" href="{reverse("work:appraise_work", args=[done.pk])}"' in page


def test_a_report_is_two_fields_and_stays_when_refused(client: Client, house: House):
    work = assigned(house)
    address = reverse("work:report_progress", args=[work.pk])
    sign_in(client, house.cell_secretary)
    assert client.post(address, {"percent": "40", "marking": "none", "form_key": "a1"}).status_code == 302
    assert Work.objects.get(pk=work.pk).percent == 40
    answer = client.post(address, {"percent": "20", "obstacle": "mưa to", "marking": "none", "form_key": "a2"})
    assert answer.status_code == 422
    assert "mưa to" in answer.content.decode(), "nothing typed is lost"
    assert Work.objects.get(pk=work.pk).percent == 40


def test_the_report_sent_twice_is_there_once(client: Client, house: House):
    work = assigned(house)
    sign_in(client, house.cell_secretary)
    given = {"percent": "40", "note": "đã nói mẫu", "marking": "none", "form_key": str(uuid4())}
    address = reverse("work:report_progress", args=[work.pk])
    assert [client.post(address, given).status_code for _ in range(2)] == [302, 302]
    assert work.reports.count() == 1
    assert client.post(address, given | {"form_key": str(uuid4())}).status_code == 302
    assert work.reports.count() == 2, "another form with the same words is another report"


def test_a_photo_goes_with_the_report(client: Client, house: House):
    """The holder is an official without rights: he brings evidence for his own work, and those above open it."""
    user = official(house)
    work = assigned(house, person=user.person)
    sent = {"percent": "40", "marking": "none", "evidence": [upload("bien-ban.pdf", PDF)], "form_key": "p1"}
    answer = sign_in(client, user).post(reverse("work:report_progress", args=[work.pk]), sent)
    assert answer.status_code == 302, answer.content.decode()
    (kept,) = work.reports.get().evidence.all()
    assert kept.file.name == "bien-ban.pdf"
    opened = sign_in(Client(), house.secretary).get(kept.file.get_absolute_url())
    assert b"".join(opened.streaming_content).startswith(b"%PDF")  # type: ignore[arg-type]  # not an asynchronous one
    assert sign_in(Client(), house.stranger).get(kept.file.get_absolute_url()).status_code == 404


def test_a_work_is_assigned_by_the_form(client: Client, house: House):
    sign_in(client, house.office)
    address = reverse("work:assign_work", args=[house.committee.code])
    page = text(client, address)
    assert house.cell_a.name in page
    given = {
        "title": "Việc giao mới",
        "kind": "breakthrough",
        "focus": "hard",
        "holder": f"unit:{house.cell_a.pk}",
        "start": "15/01/2021",
        "due": "15/12/2021",
        "products": "10 nhà văn hóa thôn\nmột kế hoạch",
        "roadmap": "31/03/2021 Ba chi bộ đầu tiên | Ấp Mẫu Một | 3 buổi mẫu\n30/06/2021 Cả xã",
        "year": "2021",
        "stage_to": "2022",
        "root": "superior",
        "root_text": "Họp ngày 10/01/2021",
        "form_key": "b1",
    }
    wrong = client.post(address, given | {"roadmap": "cuối quý một: ba chi bộ", "form_key": "b0"})
    assert wrong.status_code == 422
    assert "cuối quý một" in wrong.content.decode()
    assert client.post(address, given).status_code == 302
    work = Work.objects.get()
    assert [(one.text, one.amount) for one in work.products.order_by("order")] == [
        ("10 nhà văn hóa thôn", 10),
        ("một kế hoạch", None),
    ]
    first = work.milestones.first()
    assert first is not None
    assert (first.title, first.due, first.unit, first.place, first.product) == (
        "Ba chi bộ đầu tiên",
        date(2021, 3, 31),
        house.hamlet,  # named as it is called: the unit itself
        "",
        "3 buổi mẫu",
    )
    assert (work.stage_code, work.root_text, work.focus) == ("2021..2022", "Họp ngày 10/01/2021", "hard")


def test_only_those_who_assign_see_the_form(house: House):
    address = reverse("work:assign_work", args=[house.committee.code])
    assert sign_in(Client(), house.cell_secretary).get(address).status_code == 403
    assert sign_in(Client(), house.stranger).get(address).status_code == 404


def test_a_registration_walks_through_the_pages(client: Client, house: House):
    work = proposed(house)
    pages = {name: reverse(f"work:{name}", args=[work.pk]) for name in ("register_work", "return_work", "approve_work")}
    assert sign_in(Client(), house.cell_secretary).post(pages["register_work"], {"form_key": "c1"}).status_code == 302
    assert sign_in(Client(), house.cell_secretary).post(pages["approve_work"], {"form_key": "c2"}).status_code == 403
    office = sign_in(Client(), house.office)
    assert office.post(pages["return_work"], {"reason": "", "form_key": "c3"}).status_code == 422
    assert office.post(pages["return_work"], {"reason": "thêm sản phẩm", "form_key": "c4"}).status_code == 302
    register_work(work, by=house.cell_secretary)
    assert office.post(pages["approve_work"], {"form_key": "c5"}).status_code == 302
    assert Work.objects.get(pk=work.pk).state == "assigned"
    assert "thêm sản phẩm" in text(office, reverse("work:work", args=[work.pk]))


def test_every_act_has_a_page_that_opens(house: House):
    """The forms of all acts, each in a state in which it is a step."""
    done, running = handed_in(house), assigned(house)
    asked = ask_explanation(running, by=house.office, question="Vì sao?", due=date(2030, 1, 1))
    report = report_progress(running, Word(10, obstacle="thiếu vốn"), by=house.cell_secretary)
    office = sign_in(Client(), house.office)
    for name in ("appraise_work", "send_back_work", "carry_over_work", "stop_work"):
        text(office, reverse(f"work:{name}", args=[done.pk]))
    for name in ("extend_work", "hand_over_work", "adjust_work", "ask_explanation", "hand_in_work", "reopen_work"):
        text(office, reverse(f"work:{name}", args=[running.pk]))
    text(office, reverse("work:answer_explanation", args=[asked.pk]))
    assert "thiếu vốn" in text(office, reverse("work:answer_obstacle", args=[report.pk]))


def test_the_list_is_found_filtered_and_taken_out(client: Client, house: House):
    user = official(house)
    assigned(house, title="Đường điện thắp sáng", focus="hard")
    assigned(house, title="Nhà văn hóa", person=user.person)
    sign_in(client, house.secretary)
    address = reverse("work:all", args=[house.committee.code])
    page = text(client, f"{address}?q=duong+dien")
    assert "Đường điện" in page
    assert "Nhà văn hóa" not in page
    assert "Nhà văn hóa" in text(client, f"{address}?holder=person")
    assert "Đường điện" not in text(client, f"{address}?holder=person")
    sheet = client.get(f"{address}?as=xlsx")
    assert sheet.status_code == 200
    assert sheet["Content-Type"].startswith("application/vnd.openxml")


def test_a_superior_far_above_reads_the_place_not_the_name(house: House):
    work = assigned(house, person=official(house, "Cao Thử Tên").person)
    address = reverse("work:work", args=[work.pk])
    assert "Cao Thử Tên" in text(sign_in(Client(), house.secretary), address)
    page = text(sign_in(Client(), house.provincial), address)
    assert "Cao Thử Tên" not in page
    assert house.commune.name in page


def test_what_a_person_says_himself_names_him_to_those_near_alone(house: House):
    """His own reports, who looks on and the table of holders tell no name to a province."""
    user = official(house, "Cao Thử Tên")
    work = assigned(house, person=user.person, supervisor=house.standing.person)
    report_progress(work, Word(30, note="lời tự báo"), by=user)
    addresses = [reverse("work:work", args=[work.pk]), reverse("work:board", args=[house.committee.code])]
    near, far = sign_in(Client(), house.secretary), sign_in(Client(), house.provincial)
    for address in addresses:
        assert "Cao Thử Tên" in text(near, address), address
        page = text(far, address)
        assert "Cao Thử Tên" not in page, address
        assert house.standing.display_name not in page, address
    assert "lời tự báo" in text(far, addresses[0])


def test_a_day_is_that_of_the_commune(client: Client, house: House):
    """At half past five in the morning in Vietnam it is still yesterday in Greenwich."""
    work = assigned_in_2021(house)
    early = datetime(2021, 3, 4, 22, 30, tzinfo=UTC)
    report_progress(work, Word(30, note="lời báo sớm"), by=house.cell_secretary, at=early)
    page = text(sign_in(client, house.secretary), reverse("work:work", args=[work.pk]))
    assert f"{house.cell_secretary.display_name} · 05/03/2021" in page


def test_a_file_is_offered_to_those_who_may_open_it(house: House):
    work = assigned(house, cooperating=(house.hamlet,))
    sent = {"percent": "40", "marking": "none", "evidence": [upload("bien-ban.pdf", PDF)], "form_key": "p2"}
    sign_in(Client(), house.cell_secretary).post(reverse("work:report_progress", args=[work.pk]), sent)
    address = reverse("work:work", args=[work.pk])
    assert "bien-ban.pdf" in text(sign_in(Client(), house.secretary), address)
    assert "bien-ban.pdf" not in text(sign_in(Client(), house.hamlet_head), address)


def test_the_desk_says_what_is_due_and_what_waits(client: Client, house: House):
    work = assigned(house, title="Việc trên bàn")
    assert "Việc trên bàn" in text(sign_in(client, house.cell_secretary), "/")
    done = handed_in(house, title="Việc chờ đánh giá")
    assert "Việc chờ đánh giá" in text(sign_in(Client(), house.secretary), "/")
    assert "Việc trên bàn" not in text(sign_in(Client(), house.other_cell_secretary), "/")
    assert work.pk != done.pk


def test_words_find_a_work(client: Client, house: House):
    assigned(house, title="Nâng chất lượng tiêu chí số 17")
    address = f"{reverse('search')}?q=tieu+chi+17"
    assert "Nâng chất lượng" in text(sign_in(client, house.cell_secretary), address)
    assert "Nâng chất lượng" not in text(sign_in(Client(), house.stranger), address)
