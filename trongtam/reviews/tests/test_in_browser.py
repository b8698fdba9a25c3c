"""Story 11 on a phone: from the self-assessment to the decision. The cap shows itself before the vote, a member contests a
fact, the table goes upward with its bases."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from trongtam.org.tests.house import House, make_house
from trongtam.reviews.models import Fact, Round, Subject
from trongtam.reviews.operations import leave_out_subject

from .rounds import FULL, make_schemes, members_of, moment, opened, proposed, self_said

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house(transactional_db: None) -> House:
    return make_house()


@pytest.fixture
def year(house: House) -> Round:
    """The year's round with six members of cell A; five have said their word, three of them call themselves excellent."""
    make_schemes()
    round_ = opened(house, login=True)
    for one in Subject.objects.filter(round=round_).exclude(kind="member"):
        leave_out_subject(one, by=house.office, reason="Mẫu", at=moment())
    rows = members_of(round_, house.cell_a)
    for place, one in enumerate(rows[1:]):
        self_said(one, house.cell_secretary, FULL if place < 3 else None)
    Fact.objects.create(subject=rows[0], code="work_beyond_share", value=20, frozen_at=moment(date(2025, 11, 1)))
    return round_


def overflow(page: Any) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_from_the_self_assessment_to_the_decision(
    phone: Any, house: House, year: Round, sign_in: Any, assert_accessible: Any
) -> None:
    own = members_of(year, house.cell_a)[0]
    _says_his_word_and_contests(phone, own, sign_in, assert_accessible)
    _the_cap_shows_before_the_vote(phone, house, year, sign_in, assert_accessible)
    _the_objection_is_answered(phone, house, year, sign_in, assert_accessible)
    _the_cell_votes_and_proposes(phone, house, year, own, sign_in, assert_accessible)
    for one in members_of(year, house.cell_a)[4:]:
        proposed(one, house.cell_secretary)
    _the_committee_appraises_and_decides(phone, house, year, own, sign_in, assert_accessible)
    sign_in(phone, own.person.user)
    phone.goto(reverse("reviews:form", args=[own.pk]))
    expect(phone.locator("#muc")).to_have_text("Hoàn thành tốt nhiệm vụ")
    assert_accessible(phone)
    sign_in(phone, house.provincial)
    assert phone.goto(reverse("reviews:form", args=[own.pk])).status == 404


def _says_his_word_and_contests(phone: Any, own: Subject, sign_in: Any, assert_accessible: Any) -> None:
    sign_in(phone, own.person.user)
    phone.goto(reverse("home"))
    phone.locator(f"main a[href='{reverse('reviews:assess_self', args=[own.pk])}']").first.tap()
    phone.wait_for_selector("#assess")
    assert_accessible(phone)
    for code, points in (("a1", "15"), ("a2", "4"), ("a3", "6"), ("b1", "90")):
        phone.fill(f"[name=item-{code}]", points)
    phone.tap("main .dock button")
    phone.wait_for_selector(".field.bad")
    expect(phone.locator(".field.bad")).to_have_count(1)
    assert phone.input_value("[name=item-a1]") == "15"
    assert_accessible(phone)
    phone.fill("[name=item-b1]", "50")
    phone.tap("main .dock button")
    phone.wait_for_url(f"**{reverse('reviews:form', args=[own.pk])}")
    expect(phone.locator("#muc")).to_have_text("Hoàn thành tốt nhiệm vụ")
    assert_accessible(phone)
    assert overflow(phone) == 0
    phone.locator("a:has-text('Chưa đúng')").first.tap()
    phone.wait_for_selector("[name=text]")
    phone.fill("[name=text]", "Hai việc vượt mức chưa được tính.")
    assert_accessible(phone)
    phone.tap("main form .acts button")
    phone.wait_for_url(f"**{reverse('reviews:form', args=[own.pk])}")
    expect(phone.locator("blockquote")).to_contain_text("Hai việc vượt mức")


def _the_cap_shows_before_the_vote(phone: Any, house: House, year: Round, sign_in: Any, assert_accessible: Any) -> None:
    """Three call themselves excellent, three are good: none is possible by a base of three."""
    sign_in(phone, house.office)
    phone.goto(reverse("reviews:round", args=[year.pk]))
    expect(phone.locator("#muc-tran")).to_contain_text("Chi bộ ấp Mẫu Một")
    assert_accessible(phone)
    phone.goto(reverse("reviews:cap", args=[year.pk]))
    phone.fill("[name=excellent]", "1")
    phone.fill("[name=good]", "5")
    phone.tap("#thu button")
    phone.wait_for_url("**excellent=1*")
    expect(phone.locator("#thu")).to_contain_text("như vậy là vừa")
    assert_accessible(phone)
    assert overflow(phone) == 0


def _the_objection_is_answered(phone: Any, house: House, year: Round, sign_in: Any, assert_accessible: Any) -> None:
    sign_in(phone, house.office)
    phone.goto(reverse("reviews:round", args=[year.pk]))
    phone.locator("section.first a.btn").tap()
    phone.wait_for_selector("[name=answer]")
    phone.locator("label:has-text('Không, giữ nguyên')").tap()
    phone.fill("[name=answer]", "Đã xem lại: hai việc ấy xong sau hạn.")
    assert_accessible(phone)
    phone.tap("main form .acts button")
    phone.wait_for_selector("blockquote:has-text('Đã xem lại')")


def _the_cell_votes_and_proposes(
    phone: Any, house: House, year: Round, own: Subject, sign_in: Any, assert_accessible: Any
) -> None:
    sign_in(phone, house.cell_secretary)
    phone.goto(reverse("reviews:unit", args=[year.pk, house.cell_a.code]))
    assert_accessible(phone)
    phone.tap("main .dock a")
    phone.wait_for_selector("#vote")
    assert_accessible(phone)
    phone.fill("[name=present]", "6")
    phone.fill(f"[name=votes-{own.pk}-good]", "7")
    phone.tap("main .dock button")
    phone.wait_for_selector("#vote .err")
    expect(phone.locator("#vote .err")).to_have_count(1)
    phone.fill(f"[name=votes-{own.pk}-good]", "5")
    phone.fill(f"[name=votes-{own.pk}-completed]", "1")
    phone.tap("main .dock button")
    phone.wait_for_selector("#danh-sach")
    phone.goto(reverse("reviews:form", args=[own.pk]))
    phone.tap("main .dock a")
    phone.wait_for_selector("[name=level]")
    assert_accessible(phone)
    phone.tap("main form .acts button")
    phone.wait_for_selector("#danh-sach")


def _the_committee_appraises_and_decides(
    phone: Any, house: House, year: Round, own: Subject, sign_in: Any, assert_accessible: Any
) -> None:
    """The office answered the objection, so the secretary decides."""
    sign_in(phone, house.office)
    phone.goto(reverse("reviews:form", args=[own.pk]))
    phone.tap("main .dock a")
    phone.wait_for_selector("[name=level]")
    phone.tap("main form .acts button")
    phone.wait_for_url(f"**{reverse('reviews:form', args=[own.pk])}")
    expect(phone.locator("main .dock a")).to_have_count(0)
    sign_in(phone, house.secretary)
    phone.goto(reverse("reviews:form", args=[own.pk]))
    phone.tap("main .dock a")
    phone.wait_for_selector("[name=level]")
    assert_accessible(phone)
    phone.tap("main form .acts button")
    phone.wait_for_url(f"**{reverse('reviews:form', args=[own.pk])}")
    own.refresh_from_db()
    assert (own.state, own.level) == ("decided", "good")
    phone.goto(reverse("reviews:table", args=[year.pk]))
    expect(phone.locator("main")).to_contain_text("100%")
    assert_accessible(phone)
    assert overflow(phone) == 0
