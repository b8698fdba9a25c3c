"""Targets and their parts come in by a sheet: set, amended, allotted, and undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.sheets import read_rows
from trongtam.imports import operations
from trongtam.imports.models import Batch
from trongtam.imports.tests.sheets import exported, kept, outcomes, said, sent, workbook
from trongtam.org.tests.house import House, make_house
from trongtam.targets.models import Target
from trongtam.targets.operations import allot, amend_target, withdraw_target
from trongtam.targets.promise import promise_of

from .measures import make_indicator, make_target, promise, rolled_back

pytestmark = pytest.mark.django_db
HEAD = ["Target code", "Unit code", "Indicator code", "Period", "Comparator", "Plan", "Baseline", "Baseline dated"]
PARTS = ["Target code", "Unit code", "Plan"]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def house() -> House:
    return make_house()


def bring(house: House, *rows: Any, kind: str = "targets", head: list[str] = HEAD) -> Batch:
    return sent(kind, house.commune.code, workbook(head, *rows), by=house.office, reason="Nghị quyết mẫu")


def promised() -> dict[tuple[Any, ...], Any]:
    standing = Target.objects.in_force().select_related("indicator")
    return {(one.unit_id, one.indicator_id, one.period_code, one.parent_id): promise_of(one) for one in standing}


def test_set_amended_unchanged_refused_and_undone(house: House) -> None:
    admitted, area = make_indicator("admitted"), make_indicator("area", decimals=1)
    make_target(house.committee, admitted, "2022", 3, by=house.office)
    stands = make_target(house.cell_a, admitted, "2022", 5, by=house.office)
    before, c = promised(), house.committee.code
    batch = bring(
        house,
        [None, c, "admitted", "2022", None, 3],
        [f"CT{stands.pk}", house.cell_a.code, "admitted", "2022", ">=", 6],
        [None, c, "area", "năm 2022", None, "từ 95,5 trở lên", "hơn 87", "31/12/2021"],
        [f"CT{stands.pk}", c, "admitted", "2022", None, 1],
        ["CT999999", c, "admitted", "2022", None, 1],
        [None, c, "area", "2023", "<=", 4],
        [None, c, "area", "2024", None, 0],
    )
    assert outcomes(batch) == ["unchanged", "updated", "created", "refused", "refused", "refused", "refused"]
    assert "do not change" in said(batch)[3] and "no target" in said(batch)[4]
    kept(batch, by=house.office)
    made = Target.objects.get(indicator=area)
    told = promise_of(made)
    assert (told.plan, told.comparator, told.baseline_bound) == (Decimal("95.5"), ">=", "more_than")
    assert told.baseline_on == date(2021, 12, 31)
    assert promise_of(Target.objects.get(pk=stands.pk)).plan == 6
    operations.undo_batch(batch, by=house.office)
    assert promised() == before
    assert Target.objects.get(pk=made.pk).withdrawn_at is not None


def test_parts_are_allotted_amended_and_undone(house: House) -> None:
    whole = make_target(house.committee, make_indicator("admitted"), "2022", 10, by=house.office)
    allot(whole, house.cell_a, promise(4), by=house.office)
    before = promised()
    code = f"CT{whole.pk}"
    batch = bring(
        house, [code, house.cell_a.code, 5], [code, house.cell_b.code, 5], ["CT0", house.cell_b.code, 5],
        [code, house.committee.code, 5], kind="allotments", head=PARTS,
    )  # fmt: skip
    assert outcomes(batch) == ["updated", "created", "refused", "refused"]
    kept(batch, by=house.office)
    assert sorted(promise_of(one).plan for one in whole.allotments.in_force()) == [5, 5]
    operations.undo_batch(batch, by=house.office)
    assert promised() == before


def test_not_undone_where_something_was_built_on_it(house: House) -> None:
    make_indicator("admitted")
    c = house.committee.code
    batch = kept(bring(house, *([None, c, "admitted", year, None, 3] for year in (2021, 2022, 2023))), by=house.office)
    first, second, third = Target.objects.order_by("period_code")
    amend_target(first, promise(4), by=house.office, basis="Nghị quyết sau")
    allot(second, house.cell_a, promise(1), by=house.office)
    withdraw_target(third, by=house.office, reason="Ghi nhầm")
    before = promised()
    with pytest.raises(Refused, match="3 lines"):
        operations.undo_batch(batch, by=house.office)
    assert promised() == before


def test_who_may(house: House) -> None:
    make_indicator("admitted")
    row = [None, house.cell_a.code, "admitted", "2022", None, 3]
    with pytest.raises(NotAllowed):
        sent("targets", house.cell_a.code, workbook(HEAD, row), by=house.cell_secretary)
    assert outcomes(sent("targets", house.cell_a.code, workbook(HEAD, row), by=house.secretary)) == ["created"]


NUMBERS = st.integers(1, 10**6).map(lambda n: Decimal(n) / 100)
PROMISES = st.one_of(
    st.builds(lambda n: promise(n, comparator=">="), NUMBERS),
    st.builds(lambda n, b: promise(n, comparator=">=", baseline=b, baseline_on=date(2021, 12, 31)), NUMBERS, NUMBERS),
    st.builds(
        lambda n, b, how: promise(n, comparator=">=", baseline=b, baseline_on=date(2021, 12, 31), baseline_bound=how),
        NUMBERS,
        NUMBERS,
        st.sampled_from(["more_than", "less_than", "about"]),
    ),
    st.builds(
        lambda n, form: promise(n, comparator=">=", form=form, baseline=1, baseline_on=date(2021, 12, 31)),
        NUMBERS,
        st.sampled_from(["change_absolute", "change_relative"]),
    ),
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PROMISES, min_size=1, max_size=4))
def test_what_goes_out_comes_in_without_effect(house: House, given_promises: list[Any]) -> None:
    from trongtam.ground.periods import Period
    from trongtam.targets.operations import set_target

    with rolled_back(), translation.override("vi"):
        for place, one in enumerate(given_promises):
            made = make_indicator(f"mau-{place}", decimals=2)
            target = set_target(house.committee, made, Period.parse("2022"), one, by=house.office)
            allot(target, house.cell_a, one, by=house.office)
        for kind in ("targets", "allotments"):
            data = exported(kind, house.commune.code, by=house.office)
            assert sent(kind, house.commune.code, data, by=house.office).counts == {"unchanged": len(given_promises)}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(PROMISES, NUMBERS), min_size=1, max_size=3), st.sampled_from(["targets", "allotments"]))
def test_any_plans_that_a_sheet_changed_are_undone(house: House, changes: list[Any], kind: str) -> None:
    """What goes out after the undoing is what went out before."""
    from trongtam.ground.periods import Period
    from trongtam.targets.operations import set_target

    with rolled_back():
        for place, (one, _plan) in enumerate(changes):
            made = make_indicator(f"mau-{place}", decimals=2)
            target = set_target(house.committee, made, Period.parse("2022"), one, by=house.office)
            allot(target, house.cell_a, one, by=house.office)
        data = exported(kind, house.commune.code, by=house.office)
        [head, *rows] = before = read_rows(data)
        column = head.index("Plan")
        changed = [[*row[:column], plan, *row[column + 1 :]] for row, (_one, plan) in zip(rows, changes, strict=True)]
        batch = sent(kind, house.commune.code, workbook(head, *changed), by=house.office)
        assert "refused" not in batch.counts, list(batch.lines.values_list("said", flat=True))
        if batch.counts != {"unchanged": len(rows)}:
            operations.keep_batch(batch, by=house.office)
            assert read_rows(exported(kind, house.commune.code, by=house.office)) != before
            operations.undo_batch(batch, by=house.office)
        assert read_rows(exported(kind, house.commune.code, by=house.office)) == before
