"""More units are asked in an open round: by whoever leads it; they owe it by the same day, and nobody is asked twice."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils.translation import override

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.changes import words_of
from trongtam.ledger.models import Entry
from trongtam.look import registry
from trongtam.org.tests.house import make_house
from trongtam.targets import operations
from trongtam.targets.models import Submission
from trongtam.targets.queries.rounds import units_to_add

from .measures import LATER, moment
from .rounds import DUE, MONTH, Asked, ask
from .test_entry_pages import as_user, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked() -> Asked:
    """A round that was opened for the first cell alone; the second one and the commune were left out."""
    house = make_house()
    return ask(house, units=[house.cell_a])


def test_the_office_asks_the_unit_that_was_forgotten(asked: Asked) -> None:
    house = asked.house
    assert [one.pk for one in units_to_add(asked.round)] == [house.commune.pk, house.cell_b.pk]
    operations.add_to_round(asked.round, by=house.office, units=[house.cell_b], at=LATER)
    assert (asked.of(house.cell_b).state, asked.of(house.cell_b).round.due_on) == ("open", DUE)
    assert [one.pk for one in units_to_add(asked.round)] == [house.commune.pk]
    with override("vi"):
        said = words_of(Entry.objects.get(act="targets.round_units_added"))
    assert said == "tháng 9/2022, Chi bộ ấp Mẫu Hai"
    assert asked.send(house.cell_b).state == "submitted", "it goes its way like every other"


def test_it_stands_on_the_desk_of_the_unit(asked: Asked) -> None:
    house, at = asked.house, moment(2022, 9, 20)

    def rounds_of(user) -> list[str]:
        fresh = type(user).objects.get(pk=user.pk)  # as another request of his
        return [item.key for item in registry.due_items.of(fresh, at) if item.key.startswith("targets.submission")]

    assert rounds_of(house.other_cell_secretary) == []
    operations.add_to_round(asked.round, by=house.secretary, units=[house.cell_b], at=at)
    assert rounds_of(house.other_cell_secretary) == [f"targets.submission:{asked.of(house.cell_b).pk}"]
    assert rounds_of(house.hamlet_head) == []


def test_a_higher_unit_waits_for_the_one_that_was_added(asked: Asked) -> None:
    house = asked.house
    asked.send(house.cell_a)
    operations.accept_complete(asked.round, by=house.office, at=LATER)
    operations.add_to_round(asked.round, by=house.office, units=[house.commune, house.cell_b], at=LATER)
    with pytest.raises(Refused) as refusal:
        asked.send(house.commune)
    assert refusal.value.field == "missing"
    assert asked.of(house.cell_a).state == "accepted", "what was accepted stays"


@pytest.mark.parametrize("who", ["cell_secretary", "hamlet_head", "standing", "stranger", "former", "provincial"])
def test_only_who_leads_the_round(asked: Asked, who: str) -> None:
    with pytest.raises(NotAllowed, match=asked.house.commune.name):
        operations.add_to_round(asked.round, by=getattr(asked.house, who), units=[asked.house.cell_b])
    assert Submission.objects.count() == 1


def test_nobody_twice_nobody_without_figures_and_no_cancelled_round(asked: Asked) -> None:
    house = asked.house
    for units in ([house.cell_a], [house.cell_a, house.cell_b], [house.hamlet], [house.other_commune], []):
        with pytest.raises(Refused) as refusal:
            operations.add_to_round(asked.round, by=house.office, units=units)
        assert refusal.value.field == "units"
    operations.cancel_round(asked.round, by=house.office, reason="Mở nhầm")
    with pytest.raises(Refused):
        operations.add_to_round(asked.round, by=house.office, units=[house.cell_b])
    assert Submission.objects.count() == 1


@time_machine.travel(LATER, tick=False)
def test_the_page_offers_who_is_left(asked: Asked) -> None:
    house, client = asked.house, as_user(asked.house.office)
    round_url, add = (reverse(f"targets:{name}", args=[asked.round.pk]) for name in ("round", "add_to_round"))
    assert add in page(client.get(round_url))
    form = page(client.get(add))
    assert "Chi bộ ấp Mẫu Hai" in form and "Chi bộ ấp Mẫu Một" not in form
    assert client.post(add, {}).status_code == 422
    assert client.post(add, {"units": [house.cell_b.pk, house.commune.pk]})["Location"] == round_url
    assert "Chi bộ ấp Mẫu Hai" in page(client.get(round_url))
    assert client.get(add)["Location"] == round_url, "nobody is left"
    assert add not in page(as_user(house.cell_secretary).get(round_url))
    assert as_user(house.cell_secretary).get(add).status_code == 403
    assert as_user(house.stranger).get(add).status_code == 404


@time_machine.travel(LATER, tick=False)
def test_a_unit_founded_since_can_be_asked(asked: Asked) -> None:
    from trongtam.org.models import UnitKind
    from trongtam.org.operations.units import found_units

    house = asked.house
    founded = {"kind": UnitKind.CELL, "parent": house.committee, "on": date(2022, 9, 10), "basis": "Quyết định mẫu"}
    (new,) = found_units(by=house.administrator, names=["Chi bộ mới mẫu"], **founded)
    assert new.pk in {one.pk for one in units_to_add(asked.round)}
    operations.add_to_round(asked.round, by=house.office, units=[new])
    assert asked.of(new).round.period == MONTH
