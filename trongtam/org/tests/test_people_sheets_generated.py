"""Any plain records: the sheet that goes out comes in without effect, and undone whatever it changed is as it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trongtam.ground.sheets import read_rows
from trongtam.imports import operations
from trongtam.imports.tests.sheets import exported, kept, outcomes, said, sent, workbook
from trongtam.org.exchange.people import plain_of
from trongtam.org.models import Person
from trongtam.org.operations.people import register_person

from .house import House, make_house

pytestmark = pytest.mark.django_db
GENERATED = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếềểễệóòỏõọứừửữựýỳ'’-. "
NAMES = st.text(LETTERS, min_size=2, max_size=30).map(lambda text: " ".join(f"Mẫu {text}".split()))
YEARS = st.none() | st.integers(1930, 2005)
PHONES = st.just("") | st.integers(10**8, 10**9 - 1).map(lambda number: f"0{number}")
RECORDS = st.tuples(NAMES, YEARS, PHONES, st.booleans())


@pytest.fixture
def house() -> House:
    return make_house()


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def register(house: House, records: list[Any]) -> None:
    for name, year, phone, first in records:
        home = house.cell_a if first else house.cell_b
        register_person(by=house.office, full_name=name, home=home, birth_year=year, phone=phone)


def stand() -> dict[int, Any]:
    return {one.pk: plain_of(one) for one in Person.objects.not_erased()}


@GENERATED
@given(st.lists(RECORDS, min_size=1, max_size=5, unique_by=lambda one: one[0]))
def test_what_goes_out_comes_in_without_effect_twice(house: House, records: list[Any]) -> None:
    with rolled_back():
        register(house, records)
        before = stand()
        sheet = exported("people", house.commune.code, by=house.office)
        for _time in range(2):
            batch = sent("people", house.commune.code, sheet, by=house.office)
            assert set(outcomes(batch)) == {"unchanged"}, said(batch)
        assert stand() == before


@GENERATED
@given(
    st.lists(RECORDS, min_size=1, max_size=4, unique_by=lambda one: one[0]),
    st.lists(RECORDS, min_size=1, max_size=4, unique_by=lambda one: one[0]),
)
def test_new_and_changed_records_are_kept_as_told_and_undone(house: House, records: list[Any], told: list[Any]) -> None:
    with rolled_back():
        register(house, records)
        before = stand()
        [head, *rows] = read_rows(exported("people", house.commune.code, by=house.office))
        codes = {row[1]: row[0] for row in rows}
        lines = []
        for number, (name, year, phone, first) in enumerate(told):
            stands = records[number][0] if number < len(records) else ""
            home = (house.cell_a if first else house.cell_b).code
            lines.append([codes.get(stands), f"Đổi {name}", home, None, None if year is None else str(year), phone])
        batch = sent("people", house.commune.code, workbook(head, *lines), by=house.office)
        assert "refused" not in outcomes(batch), said(batch)
        kept(batch, by=house.office)
        now = {(one["full_name"], one["birth_year"], one["phone"]) for one in stand().values()}
        assert {(f"Đổi {name}", year, phone) for name, year, phone, _first in told} <= now
        again = sent("people", house.commune.code, workbook(head, *lines), by=house.office)
        assert set(outcomes(again)) == {"unchanged"}, said(again)
        operations.undo_batch(batch, by=house.office)
        assert stand() == before
