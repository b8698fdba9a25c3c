"""A sheet of works is brought in with a real browser: one holder is unknown; put right and sent again, only his line is new."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from trongtam.imports.models import Batch
from trongtam.imports.tests.sheets import workbook
from trongtam.look.worker import work_off
from trongtam.org.tests.house import House, make_house
from trongtam.work.models import Work
from trongtam.work.plan import Root

from .test_beside_clauses import document
from .works import assigned

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEAD = ["Việc", "Ai thực hiện", "Loại việc", "Năm", "Hạn xong"]


@pytest.fixture
def house(transactional_db: None, settings: Any) -> House:
    settings.JOB_PATIENCE_S = 0
    return make_house()


def bring(page: Any, house: House, *holders: str) -> Batch:
    """The sheet as the page takes it, read by the worker."""
    rows = [
        [f"Việc mẫu số {n}", holder, "Đột phá, đổi mới", "2021", "15/12/2021"] for n, holder in enumerate(holders, 1)
    ]
    content = {"name": "giao-viec.xlsx", "mimeType": "application/zip", "buffer": workbook(HEAD, *rows)}
    page.goto(reverse("imports:sheet", args=["works", house.committee.code]))
    page.set_input_files("input[type=file]", content)
    page.click("button:has-text('Đọc bảng')")
    page.wait_for_url("**/jobs/**")
    assert work_off() == 1
    batch = Batch.objects.latest("pk")
    page.goto(reverse("imports:batch", args=[batch.key]))
    return batch


def test_one_unknown_holder_is_put_right_and_the_sheet_comes_in_again(
    desktop: Any, house: House, sign_in: Any, assert_accessible: Any
) -> None:
    assigned(house, title="Việc đã có")
    sign_in(desktop, house.office)
    desktop.goto(f"{reverse('work:board', args=[house.committee.code])}?year=2021")
    assert_accessible(desktop)
    desktop.click("text=Giao việc từ Excel")
    assert_accessible(desktop)
    batch = bring(desktop, house, house.cell_a.name, "Chi bộ Mẫu Hai")
    desktop.goto(f"{reverse('imports:batch', args=[batch.key])}?outcome=refused")
    assert house.cell_b.name in desktop.inner_text("main"), "the nearest name is told"
    assert_accessible(desktop)
    desktop.click("button:has-text('Nhập 1 dòng')")
    desktop.wait_for_url("**/jobs/**")
    work_off()
    assert Work.objects.filter(title="Việc mẫu số 1", holder_unit=house.cell_a).count() == 1
    again = bring(desktop, house, house.cell_a.name, house.cell_b.name)
    assert again.counts == {"unchanged": 1, "created": 1}
    desktop.click("button:has-text('Nhập 1 dòng')")
    desktop.wait_for_url("**/jobs/**")
    work_off()
    assert set(Work.objects.filter(title__startswith="Việc mẫu").values_list("holder_unit", flat=True)) == {
        house.cell_a.pk,
        house.cell_b.pk,
    }
    desktop.goto(f"{reverse('work:board', args=[house.committee.code])}?year=2021")
    assert "Việc mẫu số 2" in desktop.inner_text("main")


def test_on_the_phone_the_board_and_the_works_beside_a_sentence(
    phone: Any, house: House, sign_in: Any, assert_accessible: Any
) -> None:
    made, (clause, *_others) = document(house)
    for number in range(4):
        assigned(house, title=f"Việc rễ {number}", root=Root("clause", clause.pk))
    sign_in(phone, house.office)
    phone.goto(f"{reverse('work:board', args=[house.committee.code])}?year=2021#giay-to")
    assert_accessible(phone)
    phone.click("button:has-text('Trình ký') >> nth=0")
    phone.wait_for_url("**/jobs/**")
    assert work_off() == 1
    phone.goto(f"{reverse('work:board', args=[house.committee.code])}?year=2021")
    phone.click("#giay-to a:has-text('Đang soạn')")
    assert "Danh mục việc đột phá, đổi mới năm 2021" in phone.inner_text("main")
    assert_accessible(phone)
    phone.goto(reverse("resolutions:document", args=[made.pk]))
    assert "Còn 1 việc nữa" in phone.inner_text("main")
    assert_accessible(phone)
