"""Units merge after a report's day: the report says the same as before, to the byte where it is a file."""

import io
import zipfile
from copy import deepcopy
from datetime import date

import pytest
import time_machine
from django.utils.translation import override

from tests.kept import kept_for_the_file
from trongtam.org.models import Unit
from trongtam.org.operations.reorganise import merge_units
from trongtam.org.tests.house import make_user
from trongtam.reports.files import excel_of
from trongtam.reports.presentation import parts, units_views
from trongtam.reports.queries import report_content
from trongtam.targets.tests.measures import moment

from .world import World, make_report, make_world

pytestmark = pytest.mark.django_db
ON = date(2025, 7, 1)
BASIS = "Quyết định, số hiệu chưa ghi"


_made = kept_for_the_file(make_world)


@pytest.fixture
def world(_made: World, db: None) -> World:
    return deepcopy(_made)


def told(content):
    """Everything that the page and the papers print of a report."""
    rows = [
        (row.pk, row.value, row.numerator, row.denominator, row.bound, row.band, row.percent, row.points, row.counted)
        for row in content.rows
    ]
    return rows, content.tally, [row.pk for row in content.risen], [repr(part) for part in parts(content)]


def _leaves(workbook: bytes) -> dict[str, bytes]:
    """The bytes of each part; the container also holds the clock of the disk on which its sheets were written."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def merge_cells(world: World) -> Unit:
    house = world.house
    return merge_units(
        [house.cell_a, house.cell_b],
        by=house.office,
        name="Chi bộ ấp Mẫu",
        on=ON,
        basis=BASIS,
        parent=house.committee,
    )


def test_a_report_says_what_it_said_before_two_cells_became_one(world: World) -> None:
    report = make_report(world)
    with override("vi"):
        before = told(report_content(report, user=world.house.office))
        merge_cells(world)
        after = report_content(report, user=world.house.office)
        today = report_content(report, user=world.house.office, todays_units=True)
        assert told(after) == before
        assert [row.value for row in today.rows] == [row.value for row in after.rows]
        assert [tab.current for tab in units_views(after, today=False)] == [True, False]


def test_a_commune_that_has_ended_keeps_its_reports(world: World) -> None:
    house, report = world.house, make_report(world)
    keeper = make_user("Mai Trên Cấp", house.province, "administrator")
    # One moment, since a workbook says when it was made.
    with override("vi"), time_machine.travel(moment(2026, 1, 15), tick=False):
        content = told(report_content(report, user=house.office))
        sheet = excel_of(report, user=house.office, base="https://trongtam.example")
        made = merge_units([house.commune, house.other_commune], by=keeper, name="Xã Mới", on=ON, basis=BASIS)
        report.refresh_from_db()
        office = type(house.office).objects.get(pk=house.office.pk)
        after = report_content(report, user=office)
        for now, then in zip(told(after), content, strict=True):
            assert now == then
        assert units_views(after, today=False) == []
        again = excel_of(report, user=office, base="https://trongtam.example")
        assert _leaves(again) == _leaves(sheet)
    assert made.founded_on == ON


def test_the_page_offers_both_views(world: World, client) -> None:
    report = make_report(world)
    client.force_login(world.house.office)
    page = client.get(f"/reports/{report.pk}/")
    assert "?units=today" not in page.content.decode()
    merge_cells(world)
    page = client.get(f"/reports/{report.pk}/")
    assert "?units=today" in page.content.decode()
    assert client.get(f"/reports/{report.pk}/?units=today").status_code == 200
