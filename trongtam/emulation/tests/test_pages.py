"""The pages of this room as people open and fill them: the person it is for, one above, a stranger."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from docx import Document as Word
from openpyxl import load_workbook

from trongtam.emulation.models import Award, Commitment, Copy, Exemplar, Ladder, Movement, MovementReview, Proposal
from trongtam.emulation.presentation import gap_words
from trongtam.look.models import JobFile
from trongtam.look.registry import due_items, search
from trongtam.look.worker import work_off
from trongtam.org.tests.asking import sign_in, text

from .emulating import (
    award_of,
    cell_beside,
    copied,
    figures_of,
    indicator,
    ladder_of,
    movement_of,
    person_told,
    proposal_of,
    recognised,
    registered,
)

pytestmark = pytest.mark.django_db
NOW = "2017-12-31 08:00:00+07:00"


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(NOW, tick=False):
        yield


def test_an_exemplar_from_the_form_to_its_replication(house):
    cell, office = sign_in(house.cell_secretary), sign_in(house.office)
    sent = {
        "kind": "practice",
        "unit": house.cell_a.pk,
        "title": "Họp gọn mẫu",
        "what": "Chuẩn bị trước, họp một giờ.",
        "marking": "none",
    }
    answer = cell.post(reverse("emulation:register_exemplar"), sent)
    made = Exemplar.objects.get()
    page = reverse("emulation:exemplar", args=[made.pk])
    assert answer.url == page and "Chuẩn bị trước, họp một giờ." in text(office, page)
    assert sign_in(house.other_cell_secretary).get(page).status_code == 404
    recognise = reverse("emulation:recognise_exemplar", args=[made.pk])
    assert recognise in text(office, page) and recognise not in text(cell, page)
    office.post(recognise, {"organ": house.committee.pk, "decision": "Quyết định mẫu", "on": "31/12/2017"})
    beside = sign_in(house.other_cell_secretary)
    copy = reverse("emulation:copy_exemplar", args=[made.pk])
    assert copy in text(beside, page)
    beside.post(copy, {"unit": house.cell_b.pk, "begun_on": "31/12/2017", "how": "Họp tối"})
    told = Copy.objects.get()
    tell = reverse("emulation:tell_copy", args=[told.pk])
    beside.post(tell, {"result": "works", "text": "Đảng viên đến đủ", "on": "31/12/2017"})
    learners = reverse("emulation:record_learners", args=[made.pk])
    beside.post(learners, {"unit": house.cell_b.pk, "people": "3", "on": "31/12/2017", "learned": "Cách chuẩn bị"})
    office.post(reverse("emulation:replicate_exemplar", args=[made.pk]), {"on": "31/12/2017"})
    said = text(cell, page)
    assert "Đang nhân rộng" in said and "Đảng viên đến đủ" in said and "Cách chuẩn bị" in said
    office.post(reverse("emulation:end_exemplar", args=[made.pk]), {"on": "31/12/2017", "reason": "Đã thành nề nếp"})
    assert "Đã thành nề nếp" in text(cell, page)


def test_what_is_refused_stands_at_its_field_and_the_words_stay(house):
    answer = sign_in(house.cell_secretary).post(
        reverse("emulation:register_exemplar"),
        {"kind": "person", "unit": house.cell_a.pk, "title": "Người tốt", "what": "Chữ đã gõ", "marking": "none"},
    )
    said = answer.content.decode()
    assert answer.status_code == 422 and "Xin chọn người." in said and "Chữ đã gõ" in said


def test_a_person_takes_the_consent_back_on_his_page(house):
    made = person_told(house)
    client = sign_in(house.cell_secretary)
    page, consent = reverse("emulation:exemplar", args=[made.pk]), reverse("emulation:withdraw_consent", args=[made.pk])
    assert "Nguyễn Văn Mẫu" in text(client, page) and consent in text(client, page)
    assert "Không lấy lại được" in text(client, consent)
    assert client.post(consent).status_code == 302
    assert "Nguyễn Văn Mẫu" not in text(sign_in(house.office), page)
    assert sign_in(house.provincial).get(page).status_code == 404


def test_a_movement_is_launched_committed_to_and_reviewed(house):
    one = indicator(owner=house.committee)
    office, cell = sign_in(house.office), sign_in(house.cell_secretary)
    sent = {
        "title": "Nhà sạch ngõ đẹp mẫu",
        "valid_from": "01/12/2017",
        "valid_to": "31/12/2017",
        "criteria": "Đường không rác\nCổng có hoa",
        "indicator_1": one.pk,
        "at_least_1": "10",
    }
    assert sign_in(house.cell_secretary).get(reverse("emulation:launch_movement")).status_code == 403
    office.post(reverse("emulation:launch_movement"), sent)
    made = Movement.objects.get()
    page = reverse("emulation:movement", args=[made.pk])
    assert [item.title for item in due_items.of(house.cell_secretary, _moment())] == [f"Đăng ký cam kết: {made.title}"]
    cell.post(reverse("emulation:commit", args=[made.pk]), {"unit": house.cell_a.pk, "text": "Mỗi tuần dọn một lần"})
    house.cell_secretary.__dict__.pop("_reach", None)
    assert due_items.of(house.cell_secretary, _moment()) == []
    assert Commitment.objects.get().unit == house.cell_a
    figures_of(house, one, house.cell_a, [1] * 11 + [12])
    said = text(office, page)
    assert "12 việc" in said and "từ 01/12/2017" in said and "từ 10 việc trở lên" in said and "Đường không rác" in said
    assert "đơn vị chưa cam kết" in said
    office.post(
        reverse("emulation:review_movement", args=[made.pk]), {"kind": "final", "on": "31/12/2017", "found": "Tốt"}
    )
    assert MovementReview.objects.get().figures and "Đã tổng kết" in text(cell, page)
    assert sign_in(house.stranger).get(page).status_code == 404


def _moment():
    from django.utils import timezone

    return timezone.now()


def test_the_amount_of_a_criterion_is_read_as_it_is_typed(house):
    sent = {
        "title": "Mẫu",
        "valid_from": "01/12/2017",
        "valid_to": "31/12/2017",
        "indicator_1": indicator(owner=house.committee).pk,
    }
    answer = sign_in(house.office).post(reverse("emulation:launch_movement"), {**sent, "at_least_1": "mười"})
    assert answer.status_code == 422 and not Movement.objects.exists()


def test_a_cell_chooses_whom_to_catch_up_with(house):
    one = indicator("ty-le-mau", measure="stock", unit_of_measure="%")
    model = recognised(house)
    figures_of(house, one, house.cell_a, [60, 62, 64])
    figures_of(house, one, house.cell_b, [50, 62, 70])
    client = sign_in(house.other_cell_secretary)
    said = text(client, reverse("emulation:set_ladder"))
    assert house.cell_a.name in said and "cùng loại (chi bộ)" in said
    address = f"{reverse('emulation:set_ladder')}?unit={house.cell_b.code}&exemplar={model.pk}"
    assert "mình 70%, điển hình 64%" in text(client, address)
    answer = client.post(address, {"indicators": [one.pk], "since": "01/01/2017", "aim": "Cách giữ nề nếp"})
    ladder = Ladder.objects.get()
    assert answer.url == reverse("emulation:ladder", args=[ladder.pk])
    page = text(client, answer.url)
    assert "Vượt qua từ tháng 3/2017" in page and "Bắt kịp từ tháng 2/2017." in page
    assert "hơn 6 điểm %" in page and "kém 10 điểm %" in page and "<svg" in page
    assert text(sign_in(house.office), answer.url)
    assert sign_in(house.cell_secretary).get(answer.url).status_code == 404
    client.post(reverse("emulation:end_ladder", args=[ladder.pk]), {"reason": "Đã vượt"})
    assert "Đã vượt" in text(client, answer.url)


def test_without_anything_to_compare_the_page_says_so(house):
    model = recognised(house)
    said = text(sign_in(house.other_cell_secretary), f"{reverse('emulation:set_ladder')}?exemplar={model.pk}")
    assert "Chưa có chỉ số nào mà cả hai cùng có số liệu" in said


def test_awards_are_recorded_proposed_and_granted(house):
    office = sign_in(house.office)
    sent = {
        "recipient": f"unit:{house.cell_a.pk}",
        "code": "outstanding_cell",
        "form": "title",
        "level": "commune",
        "year": "2016",
        "issued_by": "Đảng ủy xã Mẫu",
    }
    answer = office.post(reverse("emulation:record_award"), sent)
    page = text(office, answer.url)
    assert "nguồn không nêu" in page and "Chi bộ tiêu biểu: 1 năm liền (2016–2016)" in page
    assert sign_in(house.cell_secretary).get(reverse("emulation:record_award")).status_code == 403
    assert office.post(reverse("emulation:record_award"), sent).status_code == 422
    wanted = {**sent, "year": "2017", "reason": "Giữ vững nề nếp"}
    answer = office.post(reverse("emulation:propose_award"), wanted)
    proposal = Proposal.objects.get()
    assert "Chi bộ tiêu biểu: 1 năm liền" in text(office, answer.url)
    assert sign_in(house.other_cell_secretary).get(answer.url).status_code == 404
    grant = reverse("emulation:grant_proposal", args=[proposal.pk])
    assert sign_in(house.cell_secretary).get(grant).status_code == 403
    office.post(grant, {"issued_by": "Đảng ủy xã Mẫu", "decision_number": "02-QĐ/MAU", "decided_on": "30/12/2017"})
    assert Award.objects.filter(year=2017, decision_number="02-QĐ/MAU").exists()
    assert "2 năm liền (2016–2017)" in text(office, reverse("org:unit_more", args=[house.cell_a.code]))


def test_a_person_of_the_list_and_one_declined(house):
    office = sign_in(house.office)
    proposal = proposal_of(house, house.hamlet_head.person, code="base_fighter")
    office.post(reverse("emulation:decline_proposal", args=[proposal.pk]), {"reason": "Chưa đủ", "on": "30/12/2017"})
    assert "Không được duyệt: Chưa đủ" in text(office, reverse("emulation:proposal", args=[proposal.pk]))
    award = award_of(house, house.hamlet_head.person, code="base_fighter")
    office.post(reverse("emulation:withdraw_award", args=[award.pk]), {"reason": "Ghi nhầm", "on": "30/12/2017"})
    assert "Ghi nhầm" in text(office, reverse("emulation:award", args=[award.pk]))


def test_the_list_of_a_year_as_word_and_excel(house):
    award_of(house)
    award_of(house, house.hamlet_head.person, code="base_fighter")
    award_of(house, house.cell_b, code="", title="Giấy khen mẫu", form="commendation", count=3)
    office = sign_in(house.office)
    for kind in ("word", "excel"):
        assert office.post(reverse(f"emulation:awards_{kind}"), {"year": "2016"}).status_code == 302
    work_off()
    files = {one.name: bytes(one.content) for one in JobFile.objects.all()}
    word = Word(BytesIO(files["Danh sách khen thưởng năm 2016.docx"]))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert house.cell_a.name in cells and "Hồ Thử Nghiệm" in cells and "3 × Giấy khen mẫu" in cells
    assert any("Có 4 khen thưởng tập thể, 1 khen thưởng cá nhân." in one.text for one in word.paragraphs)
    sheet = load_workbook(BytesIO(files["Danh sách khen thưởng năm 2016.xlsx"]))
    assert len(sheet.worksheets) == 2
    assert any(cell.value == "Giấy khen mẫu" for row in sheet.worksheets[0].iter_rows() for cell in row)
    for name in ("cell_secretary", "stranger"):
        assert sign_in(getattr(house, name)).post(reverse("emulation:awards_word"), {"year": "2016"}).status_code in (
            302,
            403,
        )
    assert sign_in(house.cell_secretary).post(reverse("emulation:awards_word")).status_code == 403


def test_search_finds_what_one_sees(house):
    recognised(house, title="Chi bộ bốn tốt mẫu")
    movement_of(house)
    assert {one.title for one in search.find("bon tot", house.cell_secretary)} == {"Chi bộ bốn tốt mẫu"}
    assert search.find("bon tot", house.stranger) == []
    assert any("ngõ đẹp" in one.title for one in search.find("ngo dep", house.hamlet_head))


@pytest.mark.parametrize("count", [1, 3])
def test_lists_are_read_in_so_many_queries(house, count, django_assert_num_queries):
    one = indicator("ty-le-mau", measure="stock")
    figures_of(house, one, house.cell_b, [1, 2])
    for number in range(count):
        unit = cell_beside(house, number)
        model = recognised(house, unit, title=f"Mẫu {number}")
        copied(house, model)
        figures_of(house, one, unit, [number, number])
        ladder_of(house, exemplar=model, indicator=one)
        movement_of(house, title=f"Phong trào mẫu {number}")
        award_of(house, unit)
        proposal_of(house, unit)
    client = sign_in(house.office)
    expected = {"exemplars": 8, "movements": 7, "ladders": 12, "awards": 10}
    for name, number in expected.items():
        text(client, reverse(f"emulation:{name}"))
        with django_assert_num_queries(number, info=name):
            text(client, reverse(f"emulation:{name}"))


def test_lists_go_out_as_sheets(house):
    registered(house, title="Chưa công nhận mẫu")
    award_of(house)
    office = sign_in(house.office)
    for name, word in (("exemplars", "Chưa công nhận mẫu"), ("awards", "Chi bộ tiêu biểu")):
        sheet = load_workbook(BytesIO(office.get(f"{reverse(f'emulation:{name}')}?as=xlsx").getvalue())).active
        assert any(cell.value == word for row in sheet.iter_rows() for cell in row)
    answer = sign_in(house.cell_secretary).get(f"{reverse('emulation:awards')}?as=xlsx")
    assert answer.status_code == 403
    assert "Chưa công nhận mẫu" in text(office, f"{reverse('emulation:exemplars')}?q=chua+cong&state=registered")


def test_the_movement_that_is_over_asks_its_organ_for_the_final_review(house):
    movement_of(house, valid_to=date(2017, 6, 30))
    (item,) = [one for one in due_items.of(house.office, _moment()) if one.key.startswith("emulation.review")]
    assert item.title.startswith("Tổng kết: Kế hoạch mẫu")


def test_words_are_those_of_this_room(house):
    """Words that other rooms use for something else stood here: a gap of nothing as “mức”, ending as “thôi không gửi”."""
    assert gap_words(Decimal(0), "%", percent=True) == "ngang nhau"
    page = text(sign_in(house.office), f"/emulation/exemplars/{recognised(house).pk}/")
    assert "Cho thôi điển hình" in page and "Thôi không gửi" not in page
    form = text(sign_in(house.office), "/emulation/awards/new/")
    assert "Hình thức khen" in form and ">Phiếu<" not in form and "Nơi nhận" not in form
