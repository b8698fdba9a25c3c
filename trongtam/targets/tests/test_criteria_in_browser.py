"""In a real browser, on a phone and on a desk: a set is adopted, its board read, a criterion opened; the pages are accessible."""

import pytest

from trongtam.org.tests.house import make_house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_set_is_adopted_and_read(request, sign_in, assert_accessible, size: str) -> None:
    house = make_house()
    page = request.getfixturevalue(size)
    sign_in(page, house.office)
    page.goto(f"/criteria/of/{house.commune.code}/adopt/")
    assert_accessible(page)
    page.select_option("[name=set_code]", "NTM-2022")
    page.fill("[name=year]", "2022")
    page.select_option("[name=region]", "TDMNPB")
    page.fill("[name=numbers]", "5, 10")
    page.get_by_role("button", name="Áp dụng", exact=True).click()
    page.wait_for_url("**set=*")
    assert "chưa có ngưỡng cho Trung du miền núi phía Bắc, năm 2022" in page.inner_text("main")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)
    page.get_by_role("link", name="10. Thu nhập").click()
    page.wait_for_url("**/criteria/*/")
    assert "từ 39 triệu đồng/người/năm trở lên" in page.inner_text("main")
    assert_accessible(page)
    for address in ("", "NTM-2016/", "NTM-2016/levels/"):
        page.goto(f"/criteria/of/{house.commune.code}/sets/{address}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert_accessible(page)


def test_an_office_makes_a_set_of_its_own_on_a_phone(phone, sign_in, assert_accessible) -> None:
    house = make_house()
    sign_in(phone, house.office)
    sets = f"/criteria/of/{house.commune.code}/"

    def open_page(address: str) -> None:
        phone.goto(sets + address)
        is_good()

    def is_good() -> None:
        phone.wait_for_load_state()
        assert_accessible(phone)
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), phone.url

    def send(**given: str) -> None:
        for name, value in given.items():
            phone.fill(f"[name={name}]", value)
        phone.click("main form .acts button.btn >> nth=0")
        is_good()

    open_page("new-set/")
    phone.select_option("[name=copied]", "")
    phone.select_option("[name=by]", "region")
    of_days = {"valid_from": "01/01/2021", "valid_to": "31/12/2025"}
    send(code="MAU-2024", name="Bộ tiêu chí mẫu", first="Hạ tầng mẫu", basis="Quyết định mẫu", **of_days)
    assert "Bộ tiêu chí mẫu" in phone.inner_text("main") and "sets/MAU-2024" in phone.url
    open_page("sets/MAU-2024/1/add/")
    send(**{"name": "Đường trục mẫu", "part-0-unit": "%"})
    open_page("sets/MAU-2024/thresholds/1.1/?by=place")
    send(**{"level-0": "chín mươi"})
    assert phone.locator(".err").count() and phone.input_value("[name=level-0]") == "chín mươi"
    send(**{"level-0": "95"})
    assert "95" in phone.text_content("main")
