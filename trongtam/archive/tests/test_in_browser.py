"""A paper's road in a real browser: from review to sent on a phone, its list on a desktop, axe on each page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from trongtam.archive.models import IssuedPaper
from trongtam.org.tests.house import make_house

from .papers import DAY, begun, issued_docx, open_term, pdf_of, signed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house():
    made, today = make_house(), timezone.localdate()
    open_term(made, begins=today - timedelta(days=900), ends=today + timedelta(days=900))
    return made


def go_on(page) -> None:
    page.locator(".dock .btn").click()
    page.wait_for_load_state()


def send(page) -> None:
    page.locator("form.strait .btn").first.click()
    page.wait_for_load_state()


def wide(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth")


def test_from_review_to_sent_on_a_phone(phone, sign_in, assert_accessible, house):
    paper = begun(house)
    sign_in(phone, house.office)
    phone.goto(reverse("archive:papers"))
    assert_accessible(phone)
    phone.locator("a.go", has_text="Kết quả 9 tháng").click()
    phone.wait_for_load_state()
    assert_accessible(phone)
    assert wide(phone) <= 390
    go_on(phone)
    phone.fill("[name=note]", "Nhờ đọc phần nhiệm vụ")
    send(phone)
    go_on(phone)
    assert "01-BC/ĐU" in phone.inner_text("main")
    send(phone)
    assert "01-BC/ĐU" in phone.inner_text("header ~ main, main, body")
    go_on(phone)
    assert_accessible(phone)
    wrong = pdf_of(issued_docx(paper), without="152", instead="155")
    phone.set_input_files("[name=file]", {"name": "ky.pdf", "mimeType": "application/pdf", "buffer": wrong})
    send(phone)
    assert "152" in phone.inner_text(".field.bad")
    right = pdf_of(issued_docx(paper))
    phone.set_input_files("[name=file]", {"name": "ky.pdf", "mimeType": "application/pdf", "buffer": right})
    send(phone)
    go_on(phone)
    phone.fill("[name=recipients]", "Tỉnh ủy Mẫu")
    send(phone)
    assert_accessible(phone)
    assert wide(phone) <= 390
    kept = IssuedPaper.objects.get(pk=paper.pk)
    assert (kept.state, kept.number, kept.recipients) == ("sent", 1, "Tỉnh ủy Mẫu")


def test_the_register_and_the_settings_on_a_desktop(desktop, sign_in, assert_accessible, house):
    begun(house)
    open_term(house, ends=DAY)  # that of the signed paper
    sign_in(desktop, house.secretary)
    for address in (
        f"{reverse('archive:papers')}?way=register",
        reverse("archive:paper_settings", args=[house.committee.code]),
        reverse("archive:bring_template", args=[house.committee.code]),
        reverse("archive:begin_word_paper"),
        reverse("archive:replace", args=[signed(house, paper_type="notice", symbol="TB/ĐU").pk]),
    ):
        desktop.goto(address)
        assert_accessible(desktop)
        assert wide(desktop) <= 1280
