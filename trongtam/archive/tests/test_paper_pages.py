"""Pages of papers: the register, one paper, its steps; who finds what; nothing goes through that the road does not allow."""

import io
from datetime import timedelta
from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from openpyxl import load_workbook

from trongtam.archive import operations
from trongtam.archive.issuing import libre, steps
from trongtam.archive.models import FileKind, IssuedPaper, PaperTemplate
from trongtam.archive.queries.found import due, found
from trongtam.archive.queries.papers import latest
from trongtam.org.tests.house import House, make_house

from .papers import (
    DAY,
    ROWS,
    THEN,
    begun,
    draft,
    issued_docx,
    numbered,
    open_term,
    pdf_of,
    report_docx,
    reviewed,
    signed,
    signed_upload,
    template_docx,
)
from .samples import upload

TODAY = timezone.localdate()


@pytest.fixture
def house(db) -> House:
    made = make_house()
    open_term(made, begins=DAY - timedelta(days=900), ends=TODAY + timedelta(days=900))
    return made


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, address: str, **query) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def to(act: str, paper: IssuedPaper) -> str:
    return reverse(f"archive:{act}", args=[paper.pk])


def test_the_whole_road_through_the_pages(house):
    client, paper = signed_in(house.office), begun(house)
    at = paper.get_absolute_url()
    assert "Chuyển duyệt" in page(client, at)
    client.post(to("hand_to_review", paper), {"seen": 1, "note": "Nhờ đọc phần hai"})
    assert "Nhờ đọc phần hai" in page(client, at)
    assert "01-BC/ĐU" in page(client, to("send_for_signature", paper))
    client.post(to("send_for_signature", paper), {"seen": 2, "dated": "05/10/2022"})
    assert "01-BC/ĐU" in page(client, at)
    client.post(to("attach_signed", paper), {"seen": 3, "marking": "none", "file": signed_upload(paper)})
    assert "khớp với bản đã có số" in page(client, at)
    answer = client.post(to("send", paper), {"seen": 4, "recipients": "Tỉnh ủy Mẫu", "sent_on": "06/10/2022"})
    assert answer.status_code == 302
    paper.refresh_from_db()
    assert (paper.state, paper.recipients) == ("sent", "Tỉnh ủy Mẫu")
    assert "Đã gửi" in page(client, at)


def test_a_file_is_shown_byte_for_byte(house):
    paper = begun(house)
    for kept in paper.files.select_related("stored"):
        answer = signed_in(house.standing).get(reverse("archive:paper_file", args=[paper.pk, kept.pk]))
        with kept.stored.file.open("rb") as file:
            assert answer.content == file.read()
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_technical_things_stand_behind_a_fold(house):
    shown = page(signed_in(house.office), f"/papers/{begun(house).pk}/")
    reading, fold = shown.split("<summary", 1)
    assert "SHA-256" not in reading and "Số liệu của văn bản" not in reading
    assert "Chi tiết kỹ thuật" in fold and "SHA-256" in fold


def test_figures_changed_by_hand_are_listed(house):
    client, paper = signed_in(house.office), begun(house)
    worked = report_docx(rows=[ROWS[0], ("2", "Giá trị sản xuất", "200", "155", "77,5%"), ROWS[2]])
    form = {"seen": 1, "marking": "none", "file": upload("ban-cuoi.docx", worked), "reason": ""}
    refused = client.post(to("bring_final", paper), form)
    assert refused.status_code == 422
    assert "152 → 155" in refused.content.decode()
    form |= {"file": upload("ban-cuoi.docx", worked), "reason": "Thống kê chốt muộn"}
    client.post(to("bring_final", paper), form)
    shown = page(client, paper.get_absolute_url())
    for words in ("Giá trị sản xuất · Thực hiện", "152", "155", "77,5%", "Thống kê chốt muộn"):
        assert words in shown


def test_a_signed_file_that_is_another_one_stays_marked(house):
    client, paper = signed_in(house.office), numbered(house)
    form = {"seen": paper.turn, "marking": "none", "reason": ""}
    wrong = upload("ky.pdf", pdf_of(issued_docx(paper), without="152", instead="155"))
    refused = client.post(to("attach_signed", paper), form | {"file": wrong})
    assert refused.status_code == 422
    assert "152 (Giá trị sản xuất · Thực hiện)" in refused.content.decode()
    wrong = upload("ky.pdf", pdf_of(issued_docx(paper), without="152", instead="155"))
    client.post(to("attach_signed", paper), form | {"file": wrong, "reason": "Bí thư sửa khi ký"})
    shown = page(client, paper.get_absolute_url())
    assert "khác với bản đã có số" in shown
    assert "Bí thư sửa khi ký" in shown


def test_whoever_comes_second_reads_who_was_first(house):
    first, second, paper = signed_in(house.office), signed_in(house.secretary), reviewed(house)
    form = {"seen": paper.turn, "dated": "05/10/2022"}
    assert first.post(to("send_for_signature", paper), form).status_code == 302
    late = second.post(to("return", paper), {"seen": paper.turn, "reason": "Sửa câu kết"})
    assert late.status_code == 422
    assert house.office.display_name in late.content.decode()


def test_who_sees_and_who_may(house):
    paper = signed(house)
    for user in (house.stranger, house.former, house.cell_secretary, house.hamlet_head):
        client = signed_in(user)
        for address in (paper.get_absolute_url(), to("cancel", paper), to("pdf", paper)):
            assert client.get(address).status_code in {404, 405}
        assert paper.title not in page(client, reverse("archive:papers"), way="register")
    above = signed_in(house.standing)
    assert paper.title in page(above, paper.get_absolute_url())
    refused = above.get(to("send", paper))
    assert refused.status_code == 403
    assert "văn phòng Đảng ủy" in refused.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_number_of_queries(house, count, django_assert_num_queries):
    for _ in range(count):
        numbered(house)
    client = signed_in(house.office)
    with django_assert_num_queries(11):
        client.get(reverse("archive:papers"), {"way": "register"})
    with django_assert_num_queries(8):
        client.get(reverse("archive:papers"))


@pytest.mark.parametrize("count", [1, 3])
def test_a_paper_asks_the_same_number_of_queries(house, count, django_assert_num_queries):
    paper = begun(house)
    for turn in range(1, count):
        operations.compile_again(paper, draft(house), by=house.office, seen=turn, at=THEN)
    client = signed_in(house.office)
    with django_assert_num_queries(9):
        client.get(paper.get_absolute_url())


def test_the_register_is_filtered_and_exported(house):
    client = signed_in(house.office)
    report, notice = (
        numbered(house),
        numbered(house, paper_type="notice", symbol="TB/ĐU", title="Thông báo lịch trực mẫu"),
    )
    address = reverse("archive:papers")
    shown = page(client, address, way="register", q="lich truc")
    assert notice.shown_number in shown
    assert report.shown_number not in shown
    assert "Không có văn bản nào khớp" in page(client, address, way="register", year="1999", q="không có")
    assert report.shown_number in page(client, address, way="register", paper_type="report", sort="number", state="x")
    sheet = client.get(address, {"way": "register", "paper_type": "notice", "as": "xlsx"})
    rows = list(load_workbook(io.BytesIO(sheet.content)).active.values)
    numbers = [row[0] for row in rows if row[0] and "ĐU" in str(row[0])]
    assert numbers == ["01-TB/ĐU"]


def test_papers_are_found_by_words_and_by_number_and_stand_on_the_desk(house):
    paper = numbered(house)
    assert [hit.url for hit in found("ket qua 9 thang", house.office)] == [paper.get_absolute_url()]
    assert [hit.url for hit in found("01-BC/ĐU", house.office)] == [paper.get_absolute_url()]
    assert found("02-BC/ĐU", house.office) == found("ket qua", house.stranger) == []
    at = timezone.now()
    assert [(item.url, item.back) for item in due(house.office, at)] == [(paper.get_absolute_url(), False)]
    operations.return_paper(paper, by=house.secretary, seen=paper.turn, reason="Sửa câu kết")
    assert [item.back for item in due(house.office, at)] == [True]
    assert due(house.standing, at) == due(house.stranger, at) == due(house.cell_secretary, at) == []


def test_cancelled_and_replaced_papers_say_so(house):
    client = signed_in(house.office)
    cancelled = numbered(house)
    client.post(to("cancel", cancelled), {"seen": cancelled.turn, "reason": "Không ban hành nữa"})
    assert "không cấp lại" in page(client, cancelled.get_absolute_url())
    old = signed(house)
    new = operations.replace_paper(old, draft(house), by=house.office, reason="Sót số", at=THEN)
    assert "Thay cho:" in page(client, new.get_absolute_url())
    assert "Đang làm văn bản thay thế" in page(client, old.get_absolute_url())
    shown = page(client, reverse("archive:papers"), way="register")
    assert "Đã hủy" in shown
    assert "Đã thay thế" not in shown


def test_a_paper_written_in_word_takes_its_number_from_the_same_row(house):
    client = signed_in(house.office)
    numbered(house)
    form = {
        "organ": house.committee.pk,
        "paper_type": "report",
        "title": "Báo cáo chuyên đề mẫu",
        "marking": "none",
        "file": upload("bc.docx", report_docx()),
    }
    client.post(reverse("archive:begin_word_paper"), form)
    paper = IssuedPaper.objects.get(title="Báo cáo chuyên đề mẫu")
    assert (paper.symbol, paper.side) == ("BC/ĐU", "party")
    client.post(to("hand_to_review", paper), {"seen": 1})
    client.post(to("send_for_signature", paper), {"seen": 2, "dated": f"{TODAY:%d/%m/%Y}"})
    paper.refresh_from_db()
    assert paper.number == 2
    refused = client.post(reverse("archive:begin_word_paper"), form | {"title": " ", "file": upload("a.docx", b"")})
    assert refused.status_code == 422


def test_numbers_and_templates_are_set_on_their_page(house):
    client, organ = signed_in(house.secretary), house.committee
    address = reverse("archive:paper_settings", args=[organ.code])
    assert "Chương trình cấp số tiếp theo" in page(client, address)
    client.post(reverse("archive:choose_numbering", args=[organ.code]), {"numbering": "book"})
    client.post(reverse("archive:continue_numbers", args=[organ.code]), {"paper_type": "report", "last": 12})
    shown = page(client, address)
    assert "Văn phòng ghi số theo sổ giấy" in shown
    assert "12" in shown
    bring = reverse("archive:bring_template", args=[organ.code])
    refused = client.post(bring, {"paper_type": "report", "file": upload("mau.docx", template_docx("{{ ten_la }}"))})
    assert refused.status_code == 422
    assert "ten_la" in refused.content.decode()
    refused = client.post(bring, {"paper_type": "report", "file": upload("mau.docx", template_docx("{{ 7*7 }}"))})
    assert "mã lệnh" in refused.content.decode()
    client.post(bring, {"paper_type": "report", "file": upload("mau.docx", template_docx())})
    assert "mau.docx" in page(client, address)
    client.post(reverse("archive:withdraw_template", args=[organ.code, PaperTemplate.objects.get().pk]))
    assert "mau.docx" not in page(client, address)
    assert signed_in(house.cell_secretary).get(address).status_code == 404


def test_without_libreoffice_the_page_says_what_to_install(house, monkeypatch):
    paper = numbered(house)
    assert libre.PROGRAMS
    monkeypatch.setattr(libre, "PROGRAMS", ("no-such-program-here",))
    shown = page(signed_in(house.office), paper.get_absolute_url())
    assert "libreoffice-writer" in shown
    assert "Bản PDF để in" not in shown
    with pytest.raises(libre.NoConversion):
        libre.to_pdf(b"PK")


POSTS = st.lists(st.sampled_from([*steps.STEPS, "as_known", "replace"]), min_size=1, max_size=9)
OPTIONAL = {"as_known", "replace"}


class TestRoad(TestCase):
    """Whatever is sent to the addresses of a paper, it stays on its road."""

    @given(POSTS)
    @settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors])
    def test_no_illegal_step_through_the_pages(self, acts):
        house = make_house()
        open_term(house, begins=DAY - timedelta(days=900), ends=TODAY + timedelta(days=900))
        docx = report_docx(["Nội dung báo cáo mẫu với 12 việc."], [])
        paper = begun(house, docx=docx, data=b"")
        client = signed_in(house.office)
        for act in acts:
            before = (paper.state, paper.number, paper.turn)
            self._post(client, paper, act, docx)
            paper = IssuedPaper.objects.get(pk=paper.pk)
            allowed = act in steps.possible(before[0]) and act not in OPTIONAL | {steps.COMPILE_AGAIN}
            if allowed:
                assert paper.state == steps.after(before[0], act)
                assert paper.turn == before[2] + 1
            else:
                assert (paper.state, paper.number, paper.turn) == before
            assert before[1] is None or paper.number == before[1]  # a number is for ever
        taken = list(paper.steps.values_list("state", flat=True))
        for one, following in pairwise(taken):
            assert following in {steps.after(one, act) for act in steps.possible(one)}

    def _post(self, client, paper, act, docx) -> None:
        form = {
            "seen": paper.turn,
            "reason": "Lý do mẫu",
            "dated": f"{TODAY:%d/%m/%Y}",
            "sent_on": f"{TODAY:%d/%m/%Y}",
            "recipients": "Tỉnh ủy Mẫu",
            "marking": "none",
            "known_on": "05/10/2022",
        }
        if act == steps.BRING_FINAL:
            form["file"] = upload("ban.docx", docx)
        if act == steps.ATTACH_SIGNED:
            issued = latest(paper, FileKind.ISSUED)
            form["file"] = upload("ky.pdf", pdf_of(issued_docx(paper)) if issued else pdf_of(docx))
        client.post(to(act, paper), form)
