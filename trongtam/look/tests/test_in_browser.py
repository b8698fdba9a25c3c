"""In a real browser: nothing typed is lost, nothing is done twice, nobody sees another's words, the gallery is accessible."""

import json
import re
import time

import pytest
from django.utils import timezone
from playwright.sync_api import Error as PlaywrightError

from trongtam.look.models import Draft

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("trongtam.look.tests.urls"),
]

NOTE = "textarea[name=note]"
SAVED = "[data-draft-line]"


def notes() -> list[str]:
    return [draft.data["note"][0] for draft in Draft.objects.filter(key__startswith="note").order_by("key")]


def wait_until(page, expression: str, seconds: float = 10) -> None:
    """The page's policy forbids `eval`, which the driver's own waiting uses."""
    end = time.monotonic() + seconds
    while not holds(page, expression):
        assert time.monotonic() < end, f"never came true: {expression}"
        page.wait_for_timeout(50)


def holds(page, expression: str) -> bool:
    """A page that is just being left answers nothing: asked again on the next one."""
    try:
        return bool(page.evaluate(expression))
    except PlaywrightError as error:
        if "context was destroyed" in str(error):
            return False
        raise


def on_the_device(page) -> dict:
    kept = page.evaluate("Object.entries(localStorage).filter(([key]) => key.startsWith('draft:'))")
    return {key: json.loads(value) for key, value in kept}


def wait_until_gone(page) -> None:
    wait_until(page, "!Object.keys(localStorage).some((key) => key.startsWith('draft:'))")


def type_note(page, text: str) -> None:
    page.goto("/note/")
    page.fill(NOTE, text)
    wait_until(page, "document.querySelector('[data-draft-line]').textContent.includes('đã lưu')")


def wait_for_server(page) -> None:
    wait_until(page, "Object.entries(localStorage).some(([k, v]) => k.startsWith('draft:') && JSON.parse(v).synced)")


def wait_for_worker(page) -> None:
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    wait_until(page, "!!navigator.serviceWorker.controller")


def test_what_is_typed_is_there_after_the_page_was_closed(phone, sign_in, person):
    sign_in(phone, person)
    type_note(phone, "mưa lớn, dời sang 18/09")
    phone.fill("input[name=password]", "rất bí mật")
    phone.goto("/gallery/")
    phone.goto("/note/")
    assert phone.input_value(NOTE) == "mưa lớn, dời sang 18/09"
    assert phone.input_value("input[name=password]") == ""
    assert "bí mật" not in json.dumps(on_the_device(phone), ensure_ascii=False)
    phone.click(f"{SAVED} button")
    wait_until(phone, "document.querySelector('textarea[name=note]').value === ''")
    wait_until_gone(phone)


def test_the_server_brings_it_to_another_device(phone, desktop, sign_in, person, stranger):
    sign_in(phone, person)
    type_note(phone, "gõ trên điện thoại")
    wait_for_server(phone)
    sign_in(desktop, person)
    desktop.goto("/note/")
    wait_until(desktop, "document.querySelector('textarea[name=note]').value === 'gõ trên điện thoại'")


def test_another_person_on_the_same_phone_sees_nothing(phone, sign_in, person, stranger):
    sign_in(phone, person)
    type_note(phone, "của người trước")
    wait_for_server(phone)
    sign_in(phone, stranger)
    phone.goto("/note/")
    phone.wait_for_timeout(500)
    assert phone.input_value(NOTE) == ""


def test_a_form_that_arrived_has_no_draft_left(phone, sign_in, person):
    sign_in(phone, person)
    type_note(phone, "xin gửi")
    phone.click("main form.stack button.btn")
    phone.wait_for_url("**/done/1/")
    wait_until_gone(phone)
    assert notes() == ["xin gửi"]
    assert not Draft.objects.filter(key="test:note").exists()


def test_a_form_that_arrived_does_not_come_back_while_the_server_forgets_it(phone, sign_in, person):
    def slowly(route):
        if route.request.method == "DELETE":
            time.sleep(0.5)
        route.continue_()

    sign_in(phone, person)
    phone.goto("/note/?stay")
    phone.fill(NOTE, "chữ cũ, đã lên máy chủ")
    wait_for_server(phone)
    phone.route("**/drafts/**", slowly)
    phone.fill(NOTE, "chữ mới")
    phone.click("main button.btn")
    phone.wait_for_url("**/note/")
    wait_until_gone(phone)
    phone.wait_for_timeout(1000)
    assert notes() == ["chữ mới"]
    assert phone.input_value(NOTE) == ""
    assert not Draft.objects.filter(key="test:note").exists()


def test_the_hour_of_a_draft_is_that_of_the_house_on_every_device(chromium, live_server, sign_in, person):
    context = chromium.new_context(base_url=live_server.url, locale="vi-VN", timezone_id="America/New_York")
    page = context.new_page()
    sign_in(page, person)
    before = timezone.localtime()
    type_note(page, "gõ ở nơi giờ khác")
    said = page.inner_text(SAVED)
    minutes = {one.strftime("%H:%M") for one in (before, timezone.localtime())}
    assert any(minute in said for minute in minutes), said
    assert not re.search(r"\d\d/\d\d", said), "it is today in the house"
    context.close()


def test_a_refused_form_keeps_its_draft(phone, sign_in, person):
    sign_in(phone, person)
    phone.goto("/note/")
    phone.evaluate("document.querySelector('main form.stack').noValidate = true")
    phone.click("main form.stack button.btn")
    phone.wait_for_selector(".field.bad")
    phone.fill(NOTE, "đủ chữ")
    wait_until(phone, "document.querySelector('[data-draft-line]').textContent.includes('đã lưu')")
    (record,) = on_the_device(phone).values()
    assert record["data"]["note"] == ["đủ chữ"]
    assert "sent" not in record


def test_back_to_a_refused_form_opens_the_form_with_its_draft(phone, sign_in, person):
    """No browser keeps the answer to a form. Back leads to the form, never to a page that says there is no connection."""
    sign_in(phone, person)
    phone.goto("/note/")
    wait_for_worker(phone)
    phone.goto("/note/")
    phone.evaluate("document.querySelector('main form.stack').noValidate = true")
    phone.click("main form.stack button.btn")
    phone.wait_for_selector(".field.bad")
    phone.fill(NOTE, "chữ gõ sau đó")
    wait_until(phone, "document.querySelector('[data-draft-line]').textContent.includes('đã lưu')")
    phone.goto("/more/")
    phone.go_back()
    phone.wait_for_selector(NOTE)
    assert "Mất mạng" not in phone.inner_text("h1")
    wait_until(phone, "document.querySelector('textarea[name=note]').value === 'chữ gõ sau đó'")


def test_a_refused_form_opens_at_what_is_wrong(phone, sign_in, person):
    """On a long page nobody would see that something below was refused."""
    sign_in(phone, person)
    phone.goto("/note/?long")
    phone.evaluate("document.querySelector('main form.stack').noValidate = true")
    assert not holds(phone, IN_SIGHT)
    phone.click("main form.stack button.btn")
    phone.wait_for_selector(".field.bad")
    wait_until(phone, IN_SIGHT)
    assert phone.evaluate("document.activeElement.name") == "note"


BOX = "document.querySelector('textarea[name=note]').getBoundingClientRect()"
IN_SIGHT = f"{BOX}.top >= 0 && {BOX}.bottom <= innerHeight"


@pytest.mark.parametrize("times", [1, 2])
def test_back_to_a_form_with_an_address_of_its_own(phone, sign_in, person, times):
    """The page is kept by no cache and its form goes elsewhere, to an address that takes nothing but forms: back leads to the
    page with what was typed, also when the refused page was sent once more."""
    sign_in(phone, person)
    phone.goto("/door/")
    wait_for_worker(phone)
    phone.goto("/door/")
    for _ in range(times):
        phone.evaluate("document.querySelector('main form.stack').noValidate = true")
        with phone.expect_navigation():
            phone.click("main form.stack button.btn")
        phone.wait_for_selector(".field.bad")
    phone.fill(NOTE, "chữ gõ sau đó")
    wait_until(phone, "document.querySelector('[data-draft-line]').textContent.includes('đã lưu')")
    phone.goto("/more/")
    phone.go_back()
    phone.wait_for_selector("h1")
    assert phone.inner_text("h1") == "Phiếu thử"
    wait_until(phone, "document.querySelector('textarea[name=note]').value === 'chữ gõ sau đó'")
    assert phone.url.endswith("/door/")


def test_without_a_connection_it_waits_and_is_sent_once(phone, sign_in, person):
    sign_in(phone, person)
    phone.goto("/note/")
    phone.context.set_offline(True)
    phone.fill(NOTE, "gửi khi có mạng")
    phone.click("main form.stack button.btn")
    phone.wait_for_selector("#draft-line .alert")
    assert "Mất mạng. Phiếu được giữ trên máy" in phone.inner_text("#draft-line")
    assert phone.input_value(NOTE) == "gửi khi có mạng"
    with phone.expect_navigation():  # what was sent is opened anew by the page itself
        phone.context.set_offline(False)
    wait_until(phone, "document.querySelector('#draft-line').textContent.includes('đã được gửi')")
    assert notes() == ["gửi khi có mạng"]
    wait_until_gone(phone)
    phone.reload()
    phone.wait_for_timeout(500)
    assert notes() == ["gửi khi có mạng"]


def test_a_page_opened_before_opens_without_a_connection(phone, sign_in, person):
    sign_in(phone, person)
    phone.goto("/note/")
    wait_for_worker(phone)
    phone.goto("/note/")
    wait_until(phone, f"caches.has('pages-{person.pk}')")
    phone.context.set_offline(True)
    phone.goto("/note/")
    phone.fill(NOTE, "gõ khi mất mạng")
    wait_until(phone, "document.querySelector('[data-draft-line]').textContent.includes('đã lưu')")
    phone.goto("/more/")
    assert "Mất mạng" in phone.inner_text("h1")
    phone.context.set_offline(False)
    phone.goto("/note/")
    assert phone.input_value(NOTE) == "gõ khi mất mạng"


def test_pages_of_a_person_are_gone_when_another_signs_in(phone, sign_in, person, stranger):
    sign_in(phone, person)
    phone.goto("/note/")
    wait_for_worker(phone)
    phone.goto("/note/")
    wait_until(phone, f"caches.has('pages-{person.pk}')")
    sign_in(phone, stranger)
    phone.goto("/gallery/")
    wait_until(phone, f"caches.has('pages-{stranger.pk}')")
    assert phone.evaluate(f"caches.has('pages-{person.pk}')") is False


def test_a_session_that_ends_while_typing_loses_nothing(phone, sign_in, person, settings):
    settings.LOGIN_URL = "/gallery/"
    sign_in(phone, person)
    type_note(phone, "phiên đã hết")
    phone.context.clear_cookies(name="sessionid")
    phone.click("main form.stack button.btn")
    phone.wait_for_selector("form[data-resend]")
    assert "Phiên làm việc đã hết" in phone.inner_text("h1")
    assert "phiên đã hết" in phone.inner_text("#kept-words")
    sign_in(phone, person)
    phone.click("form[data-resend] button")
    phone.wait_for_url("**/done/1/")
    phone.wait_for_load_state("networkidle")
    assert notes() == ["phiên đã hết"]
    assert on_the_device(phone) == {}


def test_signing_out_leaves_the_draft_on_the_server_and_nothing_on_the_device(phone, sign_in, person):
    sign_in(phone, person)
    phone.goto("/note/")
    phone.evaluate(
        """() => { const f = document.querySelector('main form.stack').cloneNode();
        f.action = '/language/'; f.removeAttribute('data-draft'); f.dataset.logout = '';
        f.append(document.querySelector('[name=csrfmiddlewaretoken]').cloneNode());
        f.innerHTML += '<input name="next" value="/gallery/"><button id="out">Đăng xuất</button>';
        document.querySelector('main').append(f); }"""
    )
    phone.fill(NOTE, "gõ rồi đăng xuất ngay")
    phone.click("#out")
    phone.wait_for_url("**/gallery/")
    assert Draft.objects.get(key="test:note").data["note"] == ["gõ rồi đăng xuất ngay"]
    assert on_the_device(phone) == {}


def test_without_a_connection_signing_out_asks_first(phone, sign_in, person):
    sign_in(phone, person)
    phone.goto("/note/")
    phone.context.set_offline(True)
    phone.fill(NOTE, "chưa lên máy chủ")
    asked = []
    phone.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    phone.click("[data-logout] button")
    phone.wait_for_timeout(300)
    assert "Vẫn đăng xuất?" in asked[0]
    assert len(on_the_device(phone)) == 1
    assert phone.url.endswith("/note/")
    phone.context.set_offline(False)
    phone.click("[data-logout] button")
    phone.wait_for_url("**/login/**")
    assert on_the_device(phone) == {}
    assert Draft.objects.get(key="test:note").data["note"] == ["chưa lên máy chủ"]


@pytest.mark.parametrize("how", ["404", "403", "refused"])
def test_error_pages_are_accessible(phone, sign_in, person, assert_accessible, how):
    sign_in(phone, person)
    phone.goto(f"/wrong/{how}/")
    assert_accessible(phone)


def test_the_gallery_is_accessible_and_fits(phone, desktop, assert_accessible):
    for page in (phone, desktop):
        page.goto("/gallery/")
        page.evaluate("document.fonts.ready")
        assert_accessible(page)
    for width in (320, 360, 600, 768, 1024, 1440):
        desktop.set_viewport_size({"width": width, "height": 800})
        assert desktop.evaluate("document.documentElement.scrollWidth") <= width


def test_targets_of_the_finger_are_large_enough(phone):
    phone.goto("/gallery/")
    small = phone.evaluate(
        """() => [...document.querySelectorAll(
            'main button:not(.term), .btn, main .in, .choice label, .tick, .pager a, .tabs a, .crumbs a, .nav a')]
        .filter((e) => e.offsetParent && e.getBoundingClientRect().height < 44).map((e) => e.outerHTML.slice(0, 80))"""
    )
    assert small == []
    # A word inside a line cannot be taller than the line; where it is tapped may.
    terms = phone.evaluate(
        """() => [...document.querySelectorAll('main .term')].filter((e) => e.offsetParent)
        .map((e) => parseFloat(getComputedStyle(e, '::after').height))"""
    )
    assert terms
    assert min(terms) >= 44


def test_the_dialog_and_the_skip_link_work_by_keyboard(desktop):
    desktop.goto("/gallery/")
    desktop.keyboard.press("Tab")
    assert desktop.evaluate("document.activeElement.className") == "skip"
    desktop.focus("[data-open=send]")
    desktop.keyboard.press("Enter")
    assert desktop.is_visible("dialog#send")
    desktop.keyboard.press("Escape")
    assert not desktop.is_visible("dialog#send")


def test_ctrl_k_opens_the_search(desktop, sign_in, person):
    sign_in(desktop, person)
    desktop.goto("/more/")
    address = desktop.get_attribute("a.search", "href")
    desktop.keyboard.press("Control+k")
    desktop.wait_for_url(f"**{address}")


def test_the_browser_reads_the_manifest_without_complaint(phone):
    phone.goto("/gallery/")
    told = phone.context.new_cdp_session(phone).send("Page.getAppManifest")
    assert told["url"].endswith("/app.webmanifest")
    assert told["errors"] == []
    icons = json.loads(told["data"])["icons"]
    assert phone.evaluate("(src) => fetch(src).then((answer) => answer.status)", icons[0]["src"]) == 200
