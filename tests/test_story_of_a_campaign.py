"""A year of breakthrough works from the chair of the committee and from the phones of the holders: registered, returned,
approved, sent out as a paper, stuck, appraised, carried on into the next year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document as Word

from trongtam.look.worker import work_off
from trongtam.org.tests.house import House, make_house
from trongtam.work.models import Campaign, Work
from trongtam.work.tests.works import official

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLES = {
    "cell": "Mỗi đảng viên mẫu giúp một hộ",
    "other": "Chi bộ mẫu không giấy tờ",
    "person": "Một ngày nghe dân mẫu",
}


@pytest.fixture
def house(transactional_db: Any) -> House:
    return make_house()


def test_a_year_of_breakthrough_works(
    desktop: Any, phone: Any, house: House, sign_in: Any, assert_accessible: Any
) -> None:
    today = timezone.localdate()
    person = official(house)
    organ = house.committee.code

    def open_as(page: Any, user: Any, address: str) -> None:
        sign_in(page, user)
        page.goto(address)
        assert_accessible(page)

    def send(page: Any) -> None:
        page.click("main form .acts button.btn")
        page.wait_for_load_state()
        assert_accessible(page)

    def act(page: Any, words: str) -> None:
        button = page.locator(f"main :is(a, button):has-text('{words}')").first
        if not button.is_visible():
            page.eval_on_selector_all("main details", "all => all.forEach(one => one.open = true)")
        button.click()
        page.wait_for_load_state()
        assert_accessible(page)

    def work_of(key: str) -> Work:
        return Work.objects.get(title=TITLES[key], carried_from=None)

    # The committee opens the campaign.
    open_as(desktop, house.office, reverse("work:open_campaign", args=[organ]))
    desktop.fill("[name=year]", str(today.year))
    desktop.fill("[name=due]", f"{today:%d/%m/%Y}")
    send(desktop)
    asked = Campaign.objects.get()
    assert str(today.year) in asked.title, "the name that was offered follows the year"

    # Two collectives and a person register on their phones.
    for key, user in (("cell", house.cell_secretary), ("other", house.other_cell_secretary), ("person", person)):
        open_as(phone, user, f"{reverse('work:propose_work', args=[organ])}?campaign={asked.pk}")
        phone.fill("[name=title]", TITLES[key])
        phone.check("[name=focus][value=hard]")
        held = {"cell": house.cell_a, "other": house.cell_b}.get(key)
        phone.select_option("[name=holder]", f"unit:{held.pk}" if held else f"person:{person.person.pk}")
        send(phone)
        phone.click(".dock .btn >> nth=0")
        phone.wait_for_load_state()
        assert work_of(key).state == "registered"

    # One comes back with a reason, is written anew and goes in again; all are approved.
    open_as(desktop, house.secretary, reverse("work:work", args=[work_of("other").pk]))
    act(desktop, "Trả lại")
    desktop.fill("[name=reason]", "nói rõ sản phẩm mẫu")
    send(desktop)
    open_as(phone, house.other_cell_secretary, reverse("home"))
    assert "nói rõ sản phẩm mẫu" in phone.inner_text("main") or TITLES["other"] in phone.inner_text("main")
    phone.goto(reverse("work:rewrite_work", args=[work_of("other").pk]))
    phone.fill("[name=products]", "10 hồ sơ mẫu")
    send(phone)
    phone.click(".dock .btn >> nth=0")
    phone.wait_for_load_state()
    for _one in TITLES:
        open_as(desktop, house.secretary, reverse("work:campaign", args=[asked.pk]))
        desktop.click("#cho-duyet form button >> nth=0")
        desktop.wait_for_load_state()
    assert {work_of(key).state for key in TITLES} == {"assigned"}

    # The list goes out as a paper.
    open_as(desktop, house.office, reverse("work:board", args=[organ]) + f"?year={today.year}")
    desktop.locator("form[action*='papers/list/word'] button").first.click()
    desktop.wait_for_url("**/jobs/**")
    assert work_off() == 1
    desktop.reload()
    with desktop.expect_download() as came:
        desktop.locator("main a[href*='/file']").first.click()
    paper = Word(came.value.path())
    said = " ".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    assert all(title in said for title in TITLES.values())

    # Each is stuck, and the leader sees it.
    for key, user in (("cell", house.cell_secretary), ("other", house.other_cell_secretary), ("person", person)):
        open_as(phone, user, reverse("work:report_progress", args=[work_of(key).pk]))
        phone.tap("label:has-text('20%')")
        phone.tap("summary:has-text('ảnh')")
        phone.fill("[name=obstacle]", "thiếu kinh phí mẫu")
        phone.tap("button:has-text('Gửi')")
        phone.wait_for_url(f"**{reverse('work:work', args=[work_of(key).pk])}")
    open_as(desktop, house.secretary, reverse("work:board", args=[organ]) + f"?year={today.year}")
    assert desktop.locator("section", has_text="Quá hạn hoặc đang vướng").locator("li").count() == 3

    # One is handed in, appraised and concluded.
    open_as(phone, house.cell_secretary, reverse("work:hand_in_work", args=[work_of("cell").pk]))
    phone.click("label:has([name=quality][value=beyond])")
    phone.fill("[name=note]", "đã giúp đủ các hộ mẫu")
    send(phone)
    assert work_of("cell").state == "reported"
    open_as(desktop, house.secretary, reverse("work:appraise_work", args=[work_of("cell").pk]))
    desktop.click("label:has([name=quality][value=beyond])")
    send(desktop)
    assert work_of("cell").state == "appraised"
    act(desktop, "Kết thúc việc")
    assert (work_of("cell").state, work_of("cell").quality) == ("concluded", "beyond")

    # One runs on into the next year.
    open_as(desktop, house.secretary, reverse("work:carry_over_work", args=[work_of("person").pk]))
    desktop.fill("[name=due]", f"30/06/{today.year + 1}")
    desktop.fill("[name=reason]", "còn hai thôn mẫu")
    send(desktop)
    before = work_of("person")
    after = Work.objects.get(carried_from=before)
    assert (before.state, after.period_code, after.due) == ("carried", str(today.year + 1), date(today.year + 1, 6, 30))
    assert desktop.evaluate("document.documentElement.scrollWidth") <= 1280
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert today + timedelta(days=1) > after.made_at.date()
