"""On a phone: point at a cell of the superior's form, choose what stands in it, see it in its place and in the preview."""

import pytest

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
