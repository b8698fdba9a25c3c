"""Pages of recommendations, notices and notes: by those who may, those above, strangers; few queries; the sheet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from trongtam.archive.models import StoredFile
from trongtam.archive.tests.samples import PDF, upload
from trongtam.look import registry
from trongtam.look.models import Draft, SentForm
from trongtam.org.tests.house import House, further_people, make_house
from trongtam.resolutions.roots import root_of
from trongtam.support.models import GroupNote, Notice, NoticeTo, Recommendation
from trongtam.support.operations import answer_recommendation
from trongtam.work.models import Work

from .recommendations import WATER, answered, government, line_of, note, notice, received

DENOUNCES = "Tôi tố cáo cán bộ Mẫu lấy tiền cứu trợ"


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def browser(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(name: str, *args: Any) -> str:
    return reverse(f"support:{name}", args=args)


def text_of(answer: Any) -> str:
    return answer.content.decode()


def asked(house: House, **changed: Any) -> dict[str, Any]:
    day = timezone.localdate()
    given = {
        "unit": house.cell_a.pk,
        "text": WATER,
        "organ": "",
        "source_kind": "meeting",
        "on": f"{day:%d/%m/%Y}",
    }
    return given | changed


def test_the_program_proposes_and_a_person_sends_it(house: House) -> None:
    ubnd, client = government(house), browser(house.cell_secretary)
    first = client.post(url("raise_recommendation"), asked(house))
    assert first.status_code == 422
    assert "Ủy ban nhân dân xã Mẫu" in text_of(first) and WATER in text_of(first)
    assert 'value="field:roads" selected' in text_of(first)
    assert not Recommendation.objects.exists()
    sent = client.post(url("raise_recommendation"), asked(house, organ="field:roads"))
    made = Recommendation.objects.get()
    assert sent.url == url("recommendation", made.pk) and made.organ == ubnd


def test_a_text_that_points_nowhere_goes_to_the_committee(house: House) -> None:
    client = browser(house.cell_secretary)
    assert client.post(url("raise_recommendation"), asked(house, text="Xin xem lại")).status_code == 302
    assert Recommendation.objects.get().organ == house.committee


def test_a_denunciation_is_refused_and_nothing_of_it_is_stored(house: House, caplog: pytest.LogCaptureFixture) -> None:
    client = browser(house.cell_secretary)
    key = "form:recommendations/raise"
    client.post(f"/drafts/{key}", {"text": ["Tôi"]}, content_type="application/json")
    assert Draft.objects.filter(key=key).exists()
    kept = client.post(f"/drafts/{key}", {"text": [DENOUNCES]}, content_type="application/json")
    assert kept.status_code == 422
    assert not Draft.objects.filter(key=key).exists()  # also what was typed before is gone
    for organ in ("", "field:roads"):
        answer = client.post(
            url("raise_recommendation"),
            asked(house, text=DENOUNCES, organ=organ, form_key="0b8f9b2e-8f3b-4f0c-9d57-000000000001"),
        )
        assert answer.status_code == 422
        assert "Ủy ban Kiểm tra" in text_of(answer) and "Luật Tố cáo" in text_of(answer)
    assert not Recommendation.objects.exists() and not SentForm.objects.exists()
    assert not in_database("lấy tiền cứu trợ")
    assert "cứu trợ" not in caplog.text


def in_database(words: str) -> bool:
    """Whether any row of any table holds the words."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            if any(words in str(row) for row in cursor.fetchall()):
                return True
    return False


def test_one_thread_from_what_was_asked_to_the_last_word(house: House) -> None:
    made = received(house)
    office, cell = browser(house.office), browser(house.cell_secretary)
    assert "Trả lời" in text_of(office.get(url("recommendation", made.pk)))
    passed = office.post(
        url("pass_on_recommendation", made.pk), {"organ": f"unit:{house.hamlet.pk}", "reason": "của ấp"}
    )
    assert passed.status_code == 302
    head = browser(house.hamlet_head)
    assert head.post(url("accept_recommendation", made.pk)).status_code == 302
    empty = head.post(url("answer_recommendation", made.pk), {"kind": "solved", "answer": ""})
    assert empty.status_code == 422
    done = head.post(url("answer_recommendation", made.pk), {"kind": "solved", "answer": "Ấp đã sửa cống mẫu."})
    assert done.status_code == 302
    late = office.post(url("answer_recommendation", made.pk), {"kind": "explained", "answer": "Lời của văn phòng"})
    assert late.status_code == 422
    assert "Ấp đã sửa cống mẫu." in text_of(late) and "Lời của văn phòng" in text_of(late)
    back = cell.post(url("not_satisfied_recommendation", made.pk), {"reason": "Cống còn rò nước"})
    assert back.status_code == 302
    up = cell.post(url("escalate_recommendation", made.pk), {"reason": "Nhờ xã"})
    assert up.status_code == 302
    office.post(url("answer_recommendation", made.pk), {"kind": "solved", "answer": "Xã đã thay cống."})
    assert cell.post(url("settle_recommendation", made.pk)).status_code == 302
    page = text_of(cell.get(url("recommendation", made.pk)))
    places = [
        page.index(one) for one in ("của ấp", "Ấp đã sửa cống mẫu.", "Cống còn rò nước", "Nhờ xã", "Xã đã thay cống.")
    ]
    assert places == sorted(places)


def test_withdrawn_through_its_page(house: House) -> None:
    made = received(house)
    assert (
        browser(house.cell_secretary).post(url("withdraw_recommendation", made.pk), {"reason": "đã xong"}).status_code
        == 302
    )
    made.refresh_from_db()
    assert made.state == "withdrawn"


def test_a_recommendation_is_withdrawn_in_its_own_words(house: House) -> None:
    """The button of a shortcoming has the same English beside another thing."""
    page = text_of(browser(house.cell_secretary).get(url("recommendation", received(house).pk)))
    assert "Rút kiến nghị" in page and "Rút hạn chế" not in page


@pytest.mark.parametrize("who", ["other_cell_secretary", "stranger", "former"])
def test_a_stranger_gets_404(house: House, who: str) -> None:
    made, sent, client = received(house), notice(house, units=[house.cell_a]), browser(getattr(house, who))
    for name in ("recommendation", "answer_recommendation", "pass_on_recommendation", "withdraw_recommendation"):
        assert client.get(url(name, made.pk)).status_code == 404
    assert client.get(url("notice", sent.pk)).status_code == 404
    assert client.get(url("notes_of", house.hamlet.code)).status_code == 404


def test_who_sees_it_without_the_right_is_told_who_may(house: House) -> None:
    made = received(house)
    answer = browser(house.standing).get(url("answer_recommendation", made.pk))
    assert answer.status_code == 403 and "Đảng ủy xã Mẫu" in text_of(answer)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_inbox_and_the_list_ask_for_few_rows(house: House, rows: int) -> None:
    for number in range(rows):
        received(house, text=f"Đường mẫu số {number}")
    for name, args, most in (("recommendations", (), 12), ("recommendations_of", (house.committee.code,), 14)):
        client = browser(house.office)
        with CaptureQueriesContext(
            connection,
        ) as asked_for:
            page = client.get(url(name, *args))
        assert page.status_code == 200 and text_of(page).count("Đường mẫu số") >= rows
        assert len(asked_for) <= most, [one["sql"] for one in asked_for]


def test_the_list_is_filtered_and_goes_out_as_a_sheet(house: House) -> None:
    received(house)
    answered(house, text="Đường mẫu đã trả lời")
    client = browser(house.office)
    page = text_of(client.get(url("recommendations_of", house.committee.code), {"press": "late"}))
    assert WATER in page and "Đường mẫu đã trả lời" not in page
    found = text_of(client.get(url("recommendations_of", house.committee.code), {"q": "duong mau"}))
    assert "Đường mẫu đã trả lời" in found and WATER not in found
    sheet = client.get(url("recommendations_of", house.committee.code), {"as": "xlsx"})
    assert sheet["Content-Type"].startswith("application/vnd.openxmlformats")


def test_made_a_work_with_its_root_filled_in(house: House) -> None:
    made = received(house)
    client = browser(house.office)
    page = text_of(client.get(url("recommendation", made.pk)))
    way = f"/works/of/{house.committee.code}/assign/?root=recommendation%3A{made.pk}"
    assert way in page
    form = text_of(client.get(f"/works/of/{house.committee.code}/assign/?root=recommendation:{made.pk}"))
    assert f'value="recommendation:{made.pk}" selected' in form and WATER in form
    year = timezone.localdate().year
    answer = client.post(
        f"/works/of/{house.committee.code}/assign/?root=recommendation:{made.pk}",
        {
            "title": "Sửa cống đầu ấp",
            "kind": "follow_up",
            "holder": f"unit:{house.cell_a.pk}",
            "start": f"01/01/{year}",
            "due": f"31/12/{year}",
            "year": str(year),
            "root": f"recommendation:{made.pk}",
        },
    )
    assert answer.status_code == 302, text_of(answer)
    work = Work.objects.get()
    assert (work.root_kind, work.root_id) == ("recommendation", made.pk)
    assert "Sửa cống đầu ấp" in text_of(client.get(url("recommendation", made.pk)))
    assert WATER in text_of(client.get(f"/works/{work.pk}/"))
    root = root_of("recommendation", made.pk, house.office)
    assert root is not None and root.text == WATER
    assert root_of("recommendation", made.pk, house.stranger) is None
    assert client.get(f"/works/{work.pk}/adjust/").status_code == 200


def test_a_notice_goes_down_and_is_acknowledged(house: House) -> None:
    office, cell = browser(house.office), browser(house.cell_secretary)
    sent = office.post(
        url("send_notice", house.committee.code),
        {
            "title": "Lịch mẫu",
            "text": "Phổ biến đến đảng viên",
            "units": [house.cell_a.pk, house.cell_b.pk],
            "marking": "none",
        },
    )
    assert sent.status_code == 302, text_of(sent)
    made = Notice.objects.get()
    assert "Lịch mẫu" in text_of(cell.get(url("notices")))
    assert "Chúng tôi đã đọc" in text_of(cell.get(url("notice", made.pk)))
    line = line_of(made, house.cell_a)
    assert cell.post(url("acknowledge_notice", line.pk)).status_code == 302
    page = text_of(office.get(url("notice", made.pk)))
    assert "Chi bộ ấp Mẫu Hai" in page
    assert office.post(url("acknowledge_notice", line_of(made, house.cell_b).pk)).status_code == 302
    assert NoticeTo.objects.get(unit=house.cell_b).proxy
    assert office.post(url("withdraw_notice", made.pk), {"reason": "đổi lịch"}).status_code == 302
    assert "đổi lịch" in text_of(cell.get(url("notice", made.pk)))


def test_the_note_of_a_group_is_one_page(house: House) -> None:
    head = browser(further_people(house)["group_head"])
    page = text_of(head.get(url("write_group_note", house.group.code)))
    assert "Không ghi tên, hoàn cảnh hay ý kiến của từng hộ" in page
    month = f"{timezone.localdate():%Y-%m}"
    kept = head.post(url("write_group_note", house.group.code), {"month_code": month, "done": "Dọn đường"})
    assert kept.status_code == 302
    assert GroupNote.objects.get().done == "Dọn đường"
    assert "Dọn đường" in text_of(head.get(url("notes")))
    refused = head.post(url("write_group_note", house.group.code), {"month_code": month, "proposed": DENOUNCES})
    assert refused.status_code == 422 and GroupNote.objects.count() == 1
    leader = browser(house.hamlet_head)
    assert "Dọn đường" in text_of(leader.get(url("notes_of", house.hamlet.code)))
    assert leader.get(url("notes_of", house.hamlet.code), {"month": "1999-01"}).status_code == 404
    assert browser(house.standing).get(url("write_group_note", house.group.code)).status_code == 403


def test_the_desk_tells_what_is_due_and_what_is_waited_for(house: House) -> None:
    made, done = received(house), answered(house, text="Đường mẫu khác")
    notice(house)
    at = timezone.now()
    office = {one.key: one for one in registry.due_items.of(house.office, at)}
    assert office[f"support.recommendation:{made.pk}"].due == date(2022, 9, 15)
    cell = {one.key for one in registry.due_items.of(house.cell_secretary, at)}
    assert f"support.recommendation.answered:{done.pk}" in cell
    assert any(key.startswith("support.notice:") for key in cell)
    waiting = {one.key for one in registry.waiting_items.of(house.cell_secretary, at)}
    assert f"support.recommendation:{made.pk}" in waiting
    assert not [one for one in registry.due_items.of(house.stranger, at) if one.key.startswith("support.rec")]


def test_the_note_is_asked_for_late_in_the_month(house: House) -> None:
    head = further_people(house)["group_head"]
    day = timezone.now().replace(day=25)
    keys = [one.key for one in registry.due_items.of(head, day)]
    assert keys == [f"support.note:{house.group.pk}"]
    assert not registry.due_items.of(head, day - timedelta(days=15))


def test_search_finds_it_for_those_who_see_it(house: House) -> None:
    received(house)
    notice(house, units=[house.cell_a])
    assert any("cống" in one.title for one in registry.search.find("cong dau ap", house.cell_secretary))
    assert any(one.title == "Lịch tiêm phòng mẫu" for one in registry.search.find("tiem phong", house.cell_secretary))
    for word in ("cong dau ap", "tiem phong"):
        assert not registry.search.find(word, house.stranger)


def test_the_page_of_a_unit_shows_what_is_open(house: House) -> None:
    received(house)
    note(house)
    page = text_of(browser(house.office).get(reverse("org:unit_more", args=[house.cell_a.code])))
    assert WATER in page and url("recommendations_of", house.cell_a.code) in page


def test_answered_in_the_office_of_the_organ_the_asker_reads_it(house: House) -> None:
    made = received(house)
    answer_recommendation(made, by=house.secretary, answer="Đã sửa")
    page = text_of(browser(house.cell_secretary).get(url("recommendations")))
    assert "Trả lời xong" in page or WATER in page


def test_the_clock_forgets_by_the_command(house: House) -> None:
    note(house)
    call_command("tidy")
    assert not GroupNote.objects.exists()


def test_a_notice_takes_one_file_and_says_so(house: House) -> None:
    office = browser(house.office)
    given = {"title": "Lịch mẫu", "text": "Phổ biến", "units": [house.cell_a.pk], "marking": "none"}
    two = [upload("mot.pdf", PDF), upload("hai.pdf", PDF + b"%")]
    refused = office.post(url("send_notice", house.committee.code), given | {"evidence": two})
    assert refused.status_code == 422 and "một tệp" in text_of(refused)
    assert not Notice.objects.exists() and not StoredFile.objects.exists()
    office.post(url("send_notice", house.committee.code), given | {"evidence": [upload("mot.pdf", PDF)]})
    assert Notice.objects.get().file is not None
