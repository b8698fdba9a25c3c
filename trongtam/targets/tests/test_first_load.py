"""A first load drops its indexes and builds them anew: nothing else tells that it did."""

from typing import Any

import pytest
from django.db import connection

from trongtam.org.tests.house import make_house
from trongtam.targets.models import Measurement
from trongtam.targets.operations import bulk
from trongtam.targets.operations.bulk import BulkRow, load_measurements
from trongtam.targets.problems import RowsRefused

from .measures import LATER, make_indicator

pytestmark = pytest.mark.django_db


def built() -> dict[str, Any]:
    with connection.cursor() as cursor:
        return connection.introspection.get_constraints(cursor, Measurement._meta.db_table)


@pytest.mark.parametrize("months", [1, 2, 5])
def test_a_load_leaves_the_table_as_it_was_built(monkeypatch: pytest.MonkeyPatch, months: int) -> None:
    monkeypatch.setattr(bulk, "BATCH", 2)  # so that a few rows are a first load
    house, before = make_house(), built()
    work = make_indicator("work", stated_by="commune")
    rows = [BulkRow(work.pk, house.commune.pk, f"2022-{month:02d}", month) for month in range(1, months + 1)]
    assert load_measurements(rows, by=house.office, at=LATER) == months
    assert Measurement.objects.count() == months
    assert built() == before


def test_a_refused_load_leaves_the_table_as_it_was_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "BATCH", 2)
    house, before = make_house(), built()
    work = make_indicator("work", stated_by="commune")
    rows = [BulkRow(work.pk, house.commune.pk, f"2022-{month:02d}", month - 3) for month in (4, 5, 1)]
    with pytest.raises(RowsRefused):
        load_measurements(rows, by=house.office, at=LATER)
    assert Measurement.objects.count() == 0
    assert built() == before
