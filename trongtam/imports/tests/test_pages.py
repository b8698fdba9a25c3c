"""The pages of sheets: out, in, preview, keeping and undoing, as the browser asks for them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from trongtam.imports.models import Batch, Columns, State
from trongtam.imports.operations import forget_old
from trongtam.imports.operations.forgetting import STAYS
from trongtam.look.models import Job, JobFile
from trongtam.look.worker import work_off
from trongtam.org.tests.house import House, make_house
from trongtam.targets.models import Measurement
from trongtam.targets.tests.measures import make_indicator

from .sheets import sent, workbook

pytestmark = pytest.mark.django_db
HEAD = ["Mã đơn vị", "Mã chỉ số", "Kỳ", "Số liệu"]


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def office(house: House, client: Client) -> Client:
    make_indicator("admitted")
    client.force_login(house.office)
    return client


def address(house: House, kind: str = "measurements") -> str:
    return reverse("imports:sheet", args=[kind, house.commune.code])


def send(client: Client, house: House, *rows: Any, head: list[str] = HEAD) -> Any:
    data = workbook(head, *rows)
    sheet = SimpleUploadedFile("so-lieu.xlsx", data)
    return client.post(address(house), {"file": sheet, "reason": "Theo báo cáo"})


def test_a_sheet_is_read_shown_kept_and_undone(office: Client, house: House) -> None:
    assert office.get(address(house)).status_code == 200
    answer = send(office, house, [house.cell_a.code, "admitted", "2022-01", 3], [house.cell_a.code, "admitted", "x", 3])
    assert answer.status_code == 302
    assert work_off() == 1
    batch = Batch.objects.get()
    page = reverse("imports:batch", args=[batch.key])
    assert Job.objects.get().url == page
    shown = office.get(page).content.decode()
    assert "Nhập 1 dòng" in shown and "Chi bộ ấp Mẫu Một" in shown
    assert "không đọc được" in office.get(page, {"outcome": "refused"}).content.decode()
    assert office.post(reverse("imports:refused", args=[batch.key])).status_code == 302
    assert office.post(reverse("imports:keep", args=[batch.key])).status_code == 302
    assert work_off() == 2
    assert JobFile.objects.get().name == "so-lieu - dòng bị từ chối.xlsx"
    assert Measurement.objects.current().get().reason == ""
    assert "Hoàn tác" in office.get(page).content.decode()
    office.post(reverse("imports:undo", args=[batch.key]))
    work_off()
    assert not Measurement.objects.current().exists()
    assert Batch.objects.get().state == State.UNDONE
    assert "so-lieu.xlsx" in office.get(reverse("imports:batches")).content.decode()


def test_a_foreign_sheet_asks_for_its_columns_once(office: Client, house: House) -> None:
    head, row = ["Nơi", "Gì", "Khi", "Bao nhiêu"], [house.cell_a.code, "admitted", "2022-01", 3]
    asked = reverse("imports:name_columns", args=[_sent(office, house, row, head).key])
    assert "B1: Gì" in office.get(asked).content.decode()
    assert office.post(asked, {"unit": "0", "indicator": "0", "period": "2", "value": "3"}).status_code == 422
    assert office.post(asked, {"unit": "0", "indicator": "1", "period": "2", "value": "3"}).status_code == 302
    assert Columns.objects.get().by == house.office
    work_off()
    assert _sent(office, house, row, head).state == State.READING


def _sent(client: Client, house: House, row: list[Any], head: list[str]) -> Batch:
    assert send(client, house, row, head=head).status_code == 302
    return Batch.objects.latest("pk")


def test_what_is_no_workbook_is_said_beside_the_file(office: Client, house: House) -> None:
    answer = office.post(address(house), {"file": SimpleUploadedFile("so-lieu.xlsx", b"%PDF-1.7")})
    assert answer.status_code == 422
    assert "không đọc được" in answer.content.decode()
    assert not Batch.objects.exists()


def test_a_sheet_without_lines_says_so_on_its_page(office: Client, house: House) -> None:
    send(office, house)
    work_off()
    batch = Batch.objects.get()
    assert batch.state == State.FAILED
    assert batch.said in office.get(reverse("imports:batch", args=[batch.key])).content.decode()


def test_what_goes_out_comes_in(office: Client, house: House) -> None:
    send(office, house, [house.cell_a.code, "admitted", "2022-01", 3])
    work_off()
    office.post(reverse("imports:keep", args=[Batch.objects.get().key]))
    office.post(reverse("imports:export", args=["measurements", house.commune.code]), {"year": "2022"})
    work_off()
    data = bytes(JobFile.objects.get().content)
    assert sent("measurements", house.commune.code, data, by=house.office).counts == {"unchanged": 1}


def test_an_unknown_kind_is_nowhere(office: Client, house: House) -> None:
    assert office.get(address(house, "nothing")).status_code == 404


def test_a_unit_shows_what_may_come_in(office: Client, house: House) -> None:
    page = office.get(reverse("imports:sheets", args=[house.commune.code])).content.decode()
    assert address(house) in page


def test_batches_are_forgotten_after_a_month(office: Client, house: House) -> None:
    send(office, house, [house.cell_a.code, "admitted", "2022-01", 3])
    assert forget_old(at=timezone.now()) == 0
    assert forget_old(at=timezone.now() + STAYS) == 1
    assert not Batch.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_asks_the_same_for_one_line_and_for_three(
    office: Client, house: House, count: int, django_assert_num_queries: Any
) -> None:
    send(office, house, *([house.cell_a.code, "admitted", f"2022-0{n}", n] for n in range(1, count + 1)))
    work_off()
    page = reverse("imports:batch", args=[Batch.objects.get().key])
    office.get(page)
    with django_assert_num_queries(10):
        office.get(page)
