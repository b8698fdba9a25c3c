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
