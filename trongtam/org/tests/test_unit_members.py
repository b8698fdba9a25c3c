"""The cells behind the sums of members: what a tap on the sums of a unit's page opens."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.accounts.models import User
from trongtam.org.models import Exemption, Membership, PartyRecord, Unit, UnitKind
from trongtam.org.queries import member_counts
from trongtam.org.queries.counted_members import CellCount, members_by_cell
from trongtam.org.tests.house import House, make_house, make_person, make_unit

pytestmark = pytest.mark.django_db
DAY = date(2024, 3, 1)
OLD = date(2020, 5, 1)


@pytest.fixture
def house() -> House:
    return make_house()


def member(cell: Unit, admitted: date, confirmed: date | None = None, kind: str = Membership.Kind.REGULAR) -> None:
    person = make_person("Lê Thí Dụ", cell)
    PartyRecord.objects.create(
        person=person,
        admitted_on=admitted,
        admitted_in=cell,
        confirmed_on=confirmed,
        confirmed_in=cell if confirmed else None,
    )
    Membership.objects.create(person=person, unit=cell, valid_from=admitted, kind=kind)


@pytest.fixture
def filled(house: House) -> House:
    """Four members of one cell, of whom two came this year; one of the other, excused; one lives there for a time."""
    member(house.cell_a, OLD, date(2021, 5, 1))
    member(house.cell_a, date(2023, 2, 1), date(2024, 2, 1))
    member(house.cell_a, date(2024, 1, 15))
    member(house.cell_a, date(2024, 2, 15))
    member(house.cell_b, OLD, date(2021, 5, 1))
    excused = Membership.objects.get(unit=house.cell_b).person
    Exemption.objects.create(person=excused, valid_from=DAY)
    member(house.cell_b, OLD, date(2021, 5, 1), Membership.Kind.TEMPORARY)
    return house


def page(user: User, unit: Unit, **asked: str) -> str:
    client = Client(headers={"accept-language": "vi"})
    client.force_login(user)
    answer = client.get(reverse("org:unit_members", args=[unit.code]), asked)
    return answer.text if answer.status_code == 200 else str(answer.status_code)


def test_the_cells_add_up_to_the_sums_of_the_unit(filled: House) -> None:
    empty = make_unit(UnitKind.CELL, "Chi bộ mới", filled.committee)
    found = {one.code: one for one in members_by_cell(filled.commune, DAY)}
    assert found[filled.cell_a.code] == CellCount(filled.cell_a.code, filled.cell_a.name, 2, 2, 0, 2, 1)
    assert found[filled.cell_b.code] == CellCount(filled.cell_b.code, filled.cell_b.name, 1, 0, 1, 0, 0)
    assert found[empty.code].members == 0  # named, though it adds nothing
    whole = member_counts(filled.commune, DAY)
    for name in ("official", "probationary", "exempt"):
        assert sum(getattr(one, name) for one in found.values()) == whole[name], name
    assert [one.code for one in members_by_cell(filled.cell_a, DAY)] == [filled.cell_a.code]
    assert {one.members for one in members_by_cell(filled.commune, date(2019, 1, 1))} == {0}


def test_a_tap_on_the_sums_leads_to_the_cells_and_on_to_each(filled: House) -> None:
    client = Client(headers={"accept-language": "vi"})
    client.force_login(filled.secretary)
    address = f"{reverse('org:unit_members', args=[filled.commune.code])}?at=2024-03-01"
    shown = client.get(reverse("org:unit", args=[filled.commune.code]), {"at": "2024-03-01"}).text
    assert f'href="{address}"' in shown
    assert "Các số này từ đâu ra?" in shown
    opened = client.get(address).text
    assert "Đếm từ hồ sơ đảng viên theo ngày 01/03/2024" in opened
    assert f'href="{reverse("org:unit", args=[filled.cell_a.code])}?at=2024-03-01"' in opened
    assert "Lê Thí Dụ" not in opened  # sums only
    found = client.get(address, {"at": "2024-03-01", "q": "mau hai"}).text
    assert filled.cell_b.name in found
    assert filled.cell_a.name not in found


def test_only_who_reaches_the_unit_opens_its_sums(filled: House) -> None:
    for who in ("secretary", "office", "provincial"):
        assert filled.cell_a.name in page(getattr(filled, who), filled.commune), who
    assert filled.cell_a.name in page(filled.cell_secretary, filled.cell_a)
    assert page(filled.cell_secretary, filled.commune) == "404"  # sees the commune, has no reach over it
    for who in ("stranger", "former", "other_cell_secretary"):
        assert page(getattr(filled, who), filled.cell_a) == "404", who
    assert page(filled.secretary, filled.hamlet) == "404"  # a hamlet has no members


def test_without_a_record_the_page_says_so(house: House) -> None:
    assert "Ở đây chưa có hồ sơ đảng viên nào." in page(house.secretary, house.commune)


def test_as_many_queries_for_more_cells(house: House, django_assert_num_queries) -> None:
    for number in (1, 3):
        for one in range(number):
            member(make_unit(UnitKind.CELL, f"Chi bộ thêm {number} {one}", house.committee), OLD)
        with django_assert_num_queries(4):
            members_by_cell(house.commune, DAY)
