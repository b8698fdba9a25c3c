"""Very many statements at once, and the projection rebuilt by its command."""

from io import StringIO

import pytest
from django.core.management import call_command

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.models import Unit, UnitSettings
from trongtam.org.tests.house import House, make_house
from trongtam.targets.models import Measurement, Standing
from trongtam.targets.operations import bulk
from trongtam.targets.operations.bulk import BulkRow, load_measurements
from trongtam.targets.problems import RowsRefused

from .measures import LATER, make_indicator, make_target, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.mark.parametrize("batch", [2, 200_000])
def test_rows_are_kept_batch_by_batch_with_their_standings(house: House, batch: int, monkeypatch) -> None:
    monkeypatch.setattr(bulk, "BATCH", batch)
    admitted, rate = make_indicator("admitted", decimals=1), make_indicator("rate", measure="ratio", scale=100)
    target = make_target(house.committee, admitted, "2022", 3, by=house.office)
    rows = [
        BulkRow(admitted.pk, house.cell_a.pk, "2022-01", 15),
        BulkRow(admitted.pk, house.cell_b.pk, "2022-01", 20),
        BulkRow(rate.pk, house.cell_a.pk, "2022", None, 9, 10, "about", "estimate"),
    ]
    assert load_measurements(iter(rows), by=house.office, at=LATER) == 3
    kept = Measurement.objects.get(indicator=rate)
    assert (kept.numerator, kept.bound, kept.proxy, kept.stated_by, kept.stated_at) == (
        9,
        "about",
        True,
        house.office,
        LATER,
    )
    assert Entry.objects.filter(act="targets.results_loaded").count() == (2 if batch == 2 else 1)
    assert Standing.objects.get(target=target).line["points"][0][1] == "3.5"
    with pytest.raises(Refused):
        load_measurements(rows, by=house.office, at=LATER)


@pytest.mark.parametrize(
    ("columns", "amounts"),
    [
        ({}, (None,)),
        ({}, (-1,)),
        ({"measure": "ratio"}, (None, 3)),
        ({"measure": "ratio"}, (None, 3, 0)),
        ({"measure": "ratio", "part_of_whole": True}, (None, 3, 2)),
        ({"measure": "yes_no"}, (1,)),
        ({"source": "live", "provider": "cells"}, (1,)),
    ],
)
def test_what_cannot_be_is_refused_by_its_row(house: House, columns: dict, amounts: tuple) -> None:
    odd, good = make_indicator("odd", **columns), make_indicator("good")
    rows = [BulkRow(good.pk, house.cell_a.pk, "2022-01", 1), BulkRow(odd.pk, house.cell_a.pk, "2022-01", *amounts)]
    with pytest.raises(RowsRefused) as refusal:
        load_measurements(rows, by=house.office, at=LATER)
    assert list(refusal.value.errors) == [1]
    assert not Measurement.objects.exists()


def test_units_and_days_that_cannot_be(house: House, monkeypatch) -> None:
    monkeypatch.setattr(bulk, "MOST_ERRORS", 4)
    good = make_indicator("good")
    Unit.objects.filter(pk=house.cell_b.pk).update(ended_on="2021-01-01")
    rows = [
        BulkRow(good.pk, 10**9, "2022-01", 1),
        BulkRow(10**9, house.cell_a.pk, "2022-01", 1),
        BulkRow(good.pk, house.cell_b.pk, "2022-01", 1),
        BulkRow(good.pk, house.cell_a.pk, "2023-12", 1),
        BulkRow(good.pk, 10**9, "2022-01", 1),
    ]
    with pytest.raises(RowsRefused) as refusal:
        load_measurements(rows, by=house.office, at=moment(2023, 1, 20))
    assert list(refusal.value.errors) == [0, 1, 2, 3]


def test_others_are_told_who_may(house: House) -> None:
    good = make_indicator("good")
    for who in (house.cell_secretary, house.secretary, house.stranger):
        with pytest.raises(NotAllowed):
            load_measurements([BulkRow(good.pk, house.cell_b.pk, "2022-01", 1)], by=who, at=LATER)


def test_an_empty_load_writes_nothing(house: House) -> None:
    assert load_measurements([], by=house.office) == 0
    assert not Entry.objects.exists()


def test_the_command_rebuilds_what_was_lost(house: House) -> None:
    admitted = make_indicator("admitted")
    make_target(house.committee, admitted, "2022", 3, by=house.office)
    load_measurements([BulkRow(admitted.pk, house.cell_a.pk, "2022-01", 3)], by=house.office, at=LATER)
    Standing.objects.all().delete()
    out = StringIO()
    call_command("rebuild-standings", stdout=out)
    assert Standing.objects.get().band == "met"
    assert "1" in out.getvalue()


def test_whether_the_month_has_closed_is_asked_of_each_unit(house: House) -> None:
    """The cell below a cluster that closes on the 10th states the month as it is on the 12th; its neighbour only estimates."""
    UnitSettings.objects.create(unit=house.cluster, closing_day=10)
    admitted, on = make_indicator("admitted"), moment(2022, 9, 12)
    closed = BulkRow(admitted.pk, house.cell_a.pk, "2022-09", 1)
    still_open = BulkRow(admitted.pk, house.cell_b.pk, "2022-09", 1)
    with pytest.raises(RowsRefused) as refused:
        load_measurements([closed, still_open], by=house.office, at=on)
    assert list(refused.value.errors) == [1]
    assert load_measurements([closed, still_open._replace(finality="estimate")], by=house.office, at=on) == 2
    with pytest.raises(RowsRefused):
        load_measurements([closed._replace(period_code="2022-10")], by=house.office, at=on)
