"""A sheet is brought in with a real browser, on a desk and on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from trongtam.imports.models import Batch
from trongtam.look.worker import work_off
from trongtam.org.tests.house import House, make_house
from trongtam.targets.models import Measurement
from trongtam.targets.tests.measures import make_indicator

from .sheets import workbook

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEAD = ["Nơi báo cáo", "Nội dung", "Kỳ báo cáo", "Kết quả"]


@pytest.fixture
def house(transactional_db: None, settings: Any) -> House:
    settings.JOB_PATIENCE_S = 0
    make_indicator("admitted", name="Kết nạp đảng viên")
    return make_house()


def bring(page: Any, house: House, sign_in: Any, assert_accessible: Any) -> Batch:
    """From the board to the preview, naming the columns of a foreign sheet on the way."""
    sign_in(page, house.office)
    page.goto(reverse("targets:board", args=[house.commune.code]))
    page.click("text=Nhập, tải Excel")
    assert_accessible(page)
    page.click("main a:has-text('Mỗi dòng là một đơn vị, một chỉ số')")
    assert_accessible(page)
    rows = [[house.cell_a.code, "admitted", f"2022-0{n}", n] for n in range(1, 4)]
    sheet = {
        "name": "bang-cua-xa.xlsx",
        "mimeType": "application/zip",
        "buffer": workbook(HEAD, *rows, ["?", "?", 1, 1]),
    }
    page.set_input_files("input[type=file]", sheet)
    page.click("button:has-text('Đọc bảng')")
    assert_accessible(page)
    for place, key in enumerate(("unit", "indicator", "period", "value")):
        page.select_option(f"[name={key}]", str(place))
    page.click("button:has-text('Đọc bảng')")
    page.wait_for_url("**/jobs/**")
    assert work_off() == 1
    made = Batch.objects.get()
    page.goto(reverse("imports:batch", args=[made.key]))
    return made


def test_on_the_desk_from_the_board_to_undone(desktop: Any, house: House, sign_in: Any, assert_accessible: Any) -> None:
    made = bring(desktop, house, sign_in, assert_accessible)
    assert_accessible(desktop)
    desktop.click("button:has-text('Nhập 3 dòng')")
    desktop.wait_for_url("**/jobs/**")
    work_off()
    assert Measurement.objects.current().count() == 3
    desktop.goto(reverse("imports:batch", args=[made.key]))
    desktop.click("button:has-text('Hoàn tác')")
    desktop.wait_for_url("**/jobs/**")
    work_off()
    assert not Measurement.objects.current().exists()
    desktop.goto(reverse("imports:batches"))
    assert_accessible(desktop)


def test_on_the_phone(phone: Any, house: House, sign_in: Any, assert_accessible: Any) -> None:
    made = bring(phone, house, sign_in, assert_accessible)
    phone.goto(f"{reverse('imports:batch', args=[made.key])}?outcome=refused")
    assert_accessible(phone)
    phone.goto(reverse("imports:sheet", args=["measurements", house.commune.code]))
    assert_accessible(phone)
