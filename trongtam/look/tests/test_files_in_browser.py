"""Photos and files on a phone: listed with their sizes, taken out again, and still there when the connection breaks."""

import pytest

from trongtam.look.models import Draft

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("trongtam.look.tests.urls"),
]


def sample(name: str, size: int) -> dict:
    return {"name": name, "mimeType": "image/jpeg", "buffer": b"a" * size}


def names(page) -> list[str]:
    return page.locator(".picked .name").all_text_contents()


def test_nothing_chosen_or_typed_is_lost(phone, person, sign_in, assert_accessible):
    sign_in(phone, person)
    phone.goto("/proof/")
    box = phone.locator("input[name=files]")
    box.set_input_files([sample("cong-truong.jpg", 250_000), sample("rong.jpg", 0)])
    box.set_input_files([sample("ong-cong.jpg", 1_200_000)])
    assert names(phone) == ["cong-truong.jpg", "rong.jpg", "ong-cong.jpg"]
    listed = phone.locator(".picked").inner_text()
    assert "250 KB" in listed
    assert "0 byte" in listed
    assert "1 MB" in listed, "too large for the setting of this page"
    assert phone.locator(".camera").is_visible()
    assert_accessible(phone)
    phone.locator(".picked li", has_text="rong.jpg").get_by_role("button").click()

    phone.get_by_role("button", name="Gửi").click()  # no note yet: the browser itself asks for it
    phone.eval_on_selector("form[data-draft]", "form => form.noValidate = true")
    phone.get_by_role("button", name="Gửi").click()
    phone.wait_for_selector(".field.bad")
    assert names(phone) == ["cong-truong.jpg", "ong-cong.jpg"], "a refused form keeps its files"

    phone.fill("input[name=note]", "Đổ xong 120 m")
    phone.route("**/proof/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    phone.get_by_role("button", name="Gửi").click()
    phone.wait_for_selector("text=Mất kết nối")
    assert phone.input_value("input[name=note]") == "Đổ xong 120 m"
    assert names(phone) == ["cong-truong.jpg", "ong-cong.jpg"]

    phone.unroute("**/proof/")
    phone.get_by_role("button", name="Gửi").click()
    phone.wait_for_url("**/done/1/")
    kept = Draft.objects.get(key="proof").data
    assert kept == {"Đổ xong 120 m": ["cong-truong.jpg 250000", "ong-cong.jpg 1200000"]}
