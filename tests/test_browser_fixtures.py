"""The browser's own watchers see what they are there to see."""

import pytest

from tests.browser import Watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_pages_have_the_two_sizes(phone, desktop):
    assert phone.evaluate("[screen.width, screen.height, navigator.maxTouchPoints > 0]") == [390, 844, True]
    assert desktop.evaluate("[innerWidth, innerHeight]") == [1280, 800]


def test_a_page_that_is_not_there_answers_without_a_fault(phone, assert_accessible):
    answer = phone.goto("/khong-co-trang-nay/")
    assert answer.status == 404


def test_console_errors_and_foreign_requests_are_noticed(chromium):
    context = chromium.new_context(offline=True)
    page = context.new_page()
    watch = Watch(page)
    page.set_content('<img src="http://example.invalid/a.png"><script>console.error("broken")</script>')
    context.close()
    assert any("broken" in fault for fault in watch.faults)
    assert any("example.invalid" in fault for fault in watch.faults)


def test_axe_refuses_a_picture_without_words(chromium, assert_accessible):
    context = chromium.new_context()
    page = context.new_page()
    page.set_content('<html lang="vi"><title>t</title><main><h1>t</h1><img src="data:,"></main></html>')
    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(page)
    context.close()
