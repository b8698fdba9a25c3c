"""From the pasted text to its targets, on a phone and on a desktop; axe finds nothing serious."""

import pytest
from django.urls import reverse

from trongtam.org.tests.house import make_house
from trongtam.targets.models import Target

from .measures import make_resolution

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = """II. CHỈ TIÊU CHỦ YẾU
- Tổng giá trị sản xuất đạt trên 200 tỷ đồng.
- Giảm tỷ lệ hộ nghèo từ hơn 5% xuống còn dưới 2%."""


@pytest.fixture(params=["phone", "desktop"])
def page(request):
    return request.getfixturevalue(request.param)


def test_the_document_leads_from_its_text_to_its_targets(page, sign_in, assert_accessible):
    house = make_house()
    document = make_resolution(house.committee)
    sign_in(page, house.office)
    page.goto(reverse("resolutions:document", args=[document.pk]))
    page.click(".first a.btn")
    page.fill("[name=text]", TEXT)
    page.click("form[data-draft] button.btn")
    page.wait_for_selector("[name=kind-2]")
    page.click(".dock button.btn")
    page.wait_for_url("**/documents/*/")
    page.click(".first a.btn")
    page.wait_for_url("**/from-clauses/*/")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    plan = page.locator("[name$='-plan']").first
    plan.fill("nhiều")
    page.click(".dock button.btn")
    page.wait_for_selector(".alert")
    assert_accessible(page)
    plan.fill("hơn 210 tỷ đồng")
    page.click(".dock button.btn")
    page.wait_for_url("**/documents/*/")
    assert list(Target.objects.order_by("order").values_list("comparator", "plan", "baseline_bound")) == [
        (">", 21000, "exactly"),  # hundredths of a tỷ đồng
        ("<", 200, "more_than"),  # of a percent
    ]
