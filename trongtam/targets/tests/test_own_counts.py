"""What stands behind the figures that the program counts of members and cells: cells that one reaches, never a name."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.accounts.models import User
from trongtam.org.models import Membership, PartyRecord, Unit
from trongtam.org.tests.house import House, make_house, make_person
from trongtam.targets import live
from trongtam.targets.models import Indicator, Target

from .measures import make_indicator, make_target

pytestmark = pytest.mark.django_db
YEAR = (date(2022, 1, 1), date(2022, 12, 31))


@pytest.fixture
def house() -> House:
    house = make_house()
    for cell, days in ((house.cell_a, ("2022-03-01", "2022-08-01")), (house.cell_b, ("2022-05-01",))):
        for day in days:
            person = make_person("Lê Thí Dụ", cell)
            PartyRecord.objects.create(person=person, admitted_on=day, admitted_in=cell)
            Membership.objects.create(person=person, unit=cell, valid_from=day)
    return house


def counted(key: str, **columns: str) -> Indicator:
    return make_indicator(key, source="live", provider=key, counts_people=True, **columns)


def proved(indicator: Indicator, unit: Unit, user: User, end: date = YEAR[1]) -> live.Proof:
    found = live.prove(indicator, unit, YEAR[0], end, user)
    assert found is not None
    return found


def told(proof: live.Proof) -> list[tuple[str, str]]:
    return [(one.name, one.value) for one in proof.behind]


def test_each_cell_with_what_it_adds_the_most_first(house: House) -> None:
    admissions = counted("admissions")
    proof = proved(admissions, house.commune, house.secretary)
    assert told(proof) == [(house.cell_a.name, "2"), (house.cell_b.name, "1")]
    assert proof.url == f"{reverse('org:unit_members', args=[house.commune.code])}?at=2022-12-31"
    assert proof.behind[0].url == f"{reverse('org:unit_members', args=[house.cell_a.code])}?at=2022-12-31"
    early = proved(admissions, house.commune, house.secretary, date(2022, 4, 1))
    assert told(early) == [(house.cell_a.name, "1")]
    assert told(proved(counted("members", measure="stock"), house.commune, house.office)) == told(proof)
    cells = proved(counted("cells", measure="stock"), house.commune, house.office)
    assert {one.name for one in cells.behind} == {house.cell_a.name, house.cell_b.name}
    assert told(proved(counted("confirmations"), house.commune, house.office)) == []


def test_who_reaches_one_cell_is_told_of_that_one(house: House) -> None:
    admissions = counted("admissions")
    own = proved(admissions, house.commune, house.cell_secretary)
    assert told(own) == [(house.cell_a.name, "2")]
    assert (own.url, own.link) == ("", "")
    assert told(proved(admissions, house.commune, house.stranger)) == []


def test_the_page_of_the_target_opens_the_cells(house: House) -> None:
    target: Target = make_target(house.commune, counted("admissions"), "2022", 3, by=house.office)
    client = Client(headers={"accept-language": "vi"})
    client.force_login(house.secretary)
    page = client.get(reverse("targets:target", args=[target.pk]), {"on": "2022-12-31"}).text
    assert "Đã đếm những gì" in page
    assert "Từng chi bộ góp bao nhiêu" in page
    assert f'href="{reverse("org:unit_members", args=[house.cell_a.code])}?at=2022-12-31"' in page
    assert "Lê Thí Dụ" not in page
