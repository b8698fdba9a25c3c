"""Assigned work in a real browser: three taps on a phone, a leader's board on a desk, the work's whole line."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from trongtam.archive.tests.test_photos import told
from trongtam.org.tests.house import House, make_house
from trongtam.work.life import State
from trongtam.work.models import Work
from trongtam.work.operations import Word, ask_explanation, report_progress

from .works import assigned as assigned_in_2021
from .works import official

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house(transactional_db: None) -> House:
    return make_house()


def assigned(house: House, **changed: Any) -> Work:
    """In the list of this year, begun a month ago."""
    today = timezone.localdate()
    start = max(today - timedelta(days=30), date(today.year, 1, 1))
    given = {"year": str(today.year), "start": start, "due": date(today.year, 12, 31), "roadmap": ()}
    return assigned_in_2021(house, **given | changed)


def photo_with_place() -> bytes:
    held = io.BytesIO()
    Image.effect_noise((640, 480), 60).convert("RGB").save(held, "JPEG", exif=told())
    return held.getvalue()


def test_three_taps_report_how_far_a_work_is(phone: Any, house: House, sign_in: Any, assert_accessible: Any) -> None:
    user = official(house)
    work = assigned(house, person=user.person, title="Dựng nhà văn hóa mẫu")
    sign_in(phone, user)
    phone.goto(reverse("home"))
    assert_accessible(phone)
    assert "xong 0%" in phone.inner_text("main")
    phone.tap("main a:has-text('Báo tiến độ')")
    phone.tap("label:has-text('60%')")
    assert_accessible(phone)
    phone.tap("button:has-text('Gửi')")
    phone.wait_for_url(f"**{reverse('work:work', args=[work.pk])}")
    assert_accessible(phone)
    work.refresh_from_db()
    assert (work.percent, work.state, work.heard_on) == (60, State.IN_PROGRESS, timezone.localdate())
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_photo_goes_along_without_its_place(phone: Any, house: House, sign_in: Any, assert_accessible: Any) -> None:
    user = official(house)
    work = assigned(house, person=user.person, title="Trồng hàng cây mẫu")
    sign_in(phone, user)
    phone.goto(reverse("work:report_progress", args=[work.pk]))
    phone.tap("label:has-text('30%')")
    phone.tap("summary:has-text('ảnh')")
    taken = {"name": "IMG 0001.jpg", "mimeType": "image/jpeg", "buffer": photo_with_place()}
    assert Image.open(io.BytesIO(taken["buffer"])).getexif(), "the phone wrote where it stood"
    phone.set_input_files("input[type=file]", taken)
    assert_accessible(phone)
    phone.tap("button:has-text('Gửi')")
    phone.wait_for_url(f"**{reverse('work:work', args=[work.pk])}")
    (kept,) = work.reports.get().evidence.all()
    sent = phone.request.get(kept.file.get_absolute_url()).body()
    assert Image.open(io.BytesIO(sent)).size == (640, 480) and not Image.open(io.BytesIO(sent)).getexif()
    assert_accessible(phone)
    shown = phone.locator(".shown-files img")
    shown.scroll_into_view_if_needed()
    assert shown.evaluate("one => one.decode().then(() => one.naturalWidth)") > 0, (
        "the picture shows on the work's page"
    )


def test_what_a_report_was_refused_for_stays_typed(phone: Any, house: House, sign_in: Any) -> None:
    work = assigned(house)
    report_progress(work, Word(60), by=house.cell_secretary)
    sign_in(phone, house.cell_secretary)
    phone.goto(reverse("work:report_progress", args=[work.pk]))
    phone.tap("label:has-text('20%')")
    phone.tap("summary:has-text('ảnh')")
    phone.fill("[name=obstacle]", "mưa lớn mẫu")
    phone.tap("button:has-text('Gửi')")
    phone.wait_for_selector(".field.bad")
    assert phone.input_value("[name=obstacle]") == "mưa lớn mẫu"
    phone.fill("[name=note]", "đo lại thấy thấp hơn")
    phone.tap("button:has-text('Gửi')")
    phone.wait_for_url(f"**{reverse('work:work', args=[work.pk])}")
    work.refresh_from_db()
    assert work.percent == 20 and work.in_need


def test_the_leader_sees_who_holds_what_and_what_is_stuck(
    desktop: Any, house: House, sign_in: Any, assert_accessible: Any
) -> None:
    today = timezone.localdate()
    late = assigned(house, title="Việc mẫu trễ hạn", start=today - timedelta(days=20), due=today - timedelta(days=3))
    stuck = assigned(house, title="Việc mẫu vướng mắc", person=official(house).person)
    report_progress(stuck, Word(10, obstacle="thiếu kinh phí mẫu"), by=house.office)
    assigned(house, title="Việc mẫu đúng hạn", unit=house.cell_b)
    sign_in(desktop, house.secretary)
    desktop.goto(reverse("work:own"))
    assert_accessible(desktop)
    desktop.click(f"main a:has-text('{house.committee.name}')")
    desktop.wait_for_url(f"**{reverse('work:board', args=[house.committee.code])}**")
    assert_accessible(desktop)
    pressing = desktop.locator("section", has_text="Quá hạn hoặc đang vướng").locator("li")
    assert pressing.count() == 2
    framed = "all => all.map(one => getComputedStyle(one).strokeWidth)"
    assert desktop.eval_on_selector_all(".spans .not_met .whole", framed) == ["4px", "4px"], (
        "red also where nothing is done"
    )
    assert set(desktop.eval_on_selector_all(".spans .met .whole", framed)) == {"1px"}
    desktop.click("summary:has-text('Ai đang giữ việc gì')")
    assert desktop.locator("tbody tr").count() == 3
    assert_accessible(desktop)
    desktop.click("a:has-text('Việc mẫu trễ hạn') >> nth=0")
    desktop.wait_for_url(f"**{reverse('work:work', args=[late.pk])}")
    assert_accessible(desktop)
    desktop.goto(f"{reverse('work:all', args=[house.committee.code])}?press=stuck")
    assert desktop.locator("ul.rows > li").count() == 1
    assert_accessible(desktop)


def test_an_explanation_is_asked_answered_and_accepted(
    phone: Any, desktop: Any, house: House, sign_in: Any, assert_accessible: Any
) -> None:
    work = assigned(house, title="Việc mẫu cần giải trình")
    asked = ask_explanation(work, by=house.secretary, question="Vì sao chậm?", due=timezone.localdate())
    sign_in(phone, house.cell_secretary)
    phone.goto(reverse("home"))
    phone.tap("main a.btn:has-text('Giải trình')")
    phone.wait_for_selector("textarea")
    assert_accessible(phone)
    phone.fill("textarea", "Do mưa lớn kéo dài")
    phone.tap(".acts button.btn")
    phone.wait_for_url(f"**{reverse('work:work', args=[work.pk])}")
    sign_in(desktop, house.secretary)
    desktop.goto(reverse("work:work", args=[work.pk]))
    assert "Do mưa lớn kéo dài" in desktop.inner_text("main")
    assert_accessible(desktop)
    asked.refresh_from_db()
    assert asked.state == "answered", "answered is not settled"
    desktop.click("button:has-text('Chấp nhận')")
    desktop.wait_for_load_state()
    asked.refresh_from_db()
    assert asked.state == "accepted"


def test_no_word_of_a_choice_is_cut_off_on_a_phone(phone: Any, house: House, sign_in: Any) -> None:
    """Three long answers beside each other wrap; what is chosen grows by its tick and still fits."""
    user = official(house)
    work = assigned(house, person=user.person)
    sign_in(phone, user)
    phone.goto(reverse("work:hand_in_work", args=[work.pk]))
    last = phone.locator(".choice", has_text="chưa đạt yêu cầu").locator("label").last
    for _time in range(2):
        inside = last.evaluate(
            "e => [e.scrollWidth - e.clientWidth, e.getBoundingClientRect().right - "
            "e.parentElement.getBoundingClientRect().right]"
        )
        assert inside[0] <= 0 and inside[1] <= 0.5, inside
        last.tap()
