"""On a phone: point at a cell of the superior's form, choose what stands in it, see it in its place and in the preview."""

from datetime import timedelta

import pytest
from django.utils import timezone

from trongtam.archive.tests.samples import upload
from trongtam.reports.operations import bring_form
from trongtam.reports.queries.blanks import newest

from .superior import sheet_form
from .world import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_cell_is_chosen_by_pointing_at_it(phone, sign_in, assert_accessible) -> None:
    world = make_world()
    form = bring_form(world.house.commune, upload("bieu-01.xlsx", sheet_form()), by=world.house.office, name="Biểu 01")
    sign_in(phone, world.house.office)
    phone.goto(f"/reports/forms/{form.pk}/")
    assert_accessible(phone)
    phone.click("#c-0-D5 a")
    phone.select_option("[name=indicator]", str(world.indicators["value"].pk))
    phone.select_option("[name=what]", "value")
    assert_accessible(phone)
    phone.click("main form.strait button.btn")
    phone.wait_for_url("**#c-0-D5")
    assert "kết quả, từ đầu năm" in phone.inner_text("#c-0-D5")
    assert newest(form).cells.get().indicator == world.indicators["value"]
    phone.goto(f"/reports/forms/{form.pk}/preview/?period=2022-9M")
    assert "152" in phone.inner_text("main")
    assert_accessible(phone)
    phone.goto("/reports/owed/")
    assert_accessible(phone)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_paper_that_is_asked_for_once(request, sign_in, assert_accessible, size: str) -> None:
    """From the register to its page, with the superior's form; it stands on the desk."""
    page, world = request.getfixturevalue(size), make_world()
    sign_in(page, world.house.office)
    page.goto("/reports/owed/")
    page.click("main a[href='/reports/owed/once/']")
    page.fill("[name=title]", "Báo cáo nhanh")
    page.fill("[name=recipient]", "Cấp trên mẫu")
    page.fill("[name=due_on]", (timezone.localdate() + timedelta(days=5)).strftime("%d/%m/%Y"))
    sheet = {"name": "bieu.xlsx", "mimeType": "application/zip", "buffer": sheet_form()}
    page.set_input_files("[name=file]", sheet)
    assert_accessible(page)
    with page.expect_navigation():
        page.click("main form.strait button.btn")
    assert page.locator("main a[href*='/preview/']").count() == 1, "its form can be filled from here"
    assert "yêu cầu một lần" in page.inner_text("main")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)
    page.goto("/")
    assert "Báo cáo nhanh" in page.inner_text("main")
