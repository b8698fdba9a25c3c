"""The other side of a large load: all or none, with its reason, by who may, and never what a round has."""

from __future__ import annotations

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.tests.house import House, make_house
from trongtam.targets.models import Measurement, Standing
from trongtam.targets.operations import withdrawing
from trongtam.targets.operations.bulk import BulkRow, load_measurements
from trongtam.targets.operations.withdrawing import withdraw_load

from .measures import LATER, make_indicator, make_target
from .rounds import ask

pytestmark = pytest.mark.django_db
WHY = "Nạp nhầm tệp."


@pytest.fixture
def house() -> House:
    return make_house()


def load(house: House) -> list[int]:
    admitted = make_indicator("admitted")
    make_target(house.committee, admitted, "2022", 3, by=house.office)
    rows = [BulkRow(admitted.pk, cell.pk, "2022-01", 2) for cell in (house.cell_a, house.cell_b)]
    load_measurements(rows, by=house.office, at=LATER)
    return list(Measurement.objects.values_list("pk", flat=True))


def standing() -> int:
    return Measurement.objects.current().count()


@pytest.mark.parametrize("portion", [1, 5000])
def test_all_of_it_goes_and_stays_readable(house: House, portion: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(withdrawing, "PORTION", portion)
    ids = load(house)
    assert withdraw_load(ids, by=house.office, reason=WHY, at=LATER) == 2
    assert standing() == 0
    assert set(Measurement.objects.values_list("withdrawn_reason", flat=True)) == {WHY}
    entry = Entry.objects.get(act="targets.load_withdrawn")
    assert (entry.payload["note"], entry.payload["proxy"], len(entry.payload["after"]["rows"])) == (WHY, True, 2)
    assert Standing.objects.get().as_of is None
    assert withdraw_load([], by=house.office, reason=WHY) == 0


def test_refused_without_a_reason_and_where_one_no_longer_stands(house: House) -> None:
    ids = load(house)
    with pytest.raises(Refused) as refused:
        withdraw_load(ids, by=house.office, reason="  ")
    assert refused.value.field == "reason"
    withdraw_load(ids[:1], by=house.office, reason=WHY)
    with pytest.raises(Refused):
        withdraw_load(ids, by=house.office, reason=WHY)
    assert standing() == 1


@pytest.mark.parametrize("who", ["cell_secretary", "secretary", "provincial", "former", "stranger"])
def test_who_may_not_state_for_all_of_them_withdraws_none(house: House, who: str) -> None:
    ids = load(house)
    with pytest.raises(NotAllowed):
        withdraw_load(ids, by=getattr(house, who), reason=WHY)
    assert standing() == 2


def test_its_own_unit_is_no_proxy(house: House) -> None:
    load(house)
    own = Measurement.objects.get(unit=house.cell_a)
    assert withdraw_load([own.pk], by=house.cell_secretary, reason=WHY) == 1
    assert Entry.objects.get(act="targets.load_withdrawn").payload["proxy"] is False


def test_what_a_round_has_is_not_withdrawn(house: House) -> None:
    asked = ask(house)
    asked.send(house.cell_a, 3)
    sent = Measurement.objects.get(unit=house.cell_a, period_code="2022-09")
    with pytest.raises(Refused):
        withdraw_load([sent.pk], by=house.office, reason=WHY)
    assert standing() == 1
