"""Sight granted and withdrawn by the head of the leading committee; terms and settings by who keeps the unit."""

from datetime import date
from decimal import Decimal

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.org import rules
from trongtam.org.models import Person, UnitSettings
from trongtam.org.operations import settings, sight, terms
from trongtam.org.queries.unit_page import holders_near
from trongtam.org.reach import Reach
from trongtam.org.tests.house import make_house, make_person, make_unit, make_user

pytestmark = pytest.mark.django_db
DAY = date(2024, 3, 1)


def give(house, by, **changes):
    given = {"unit": house.committee, "purpose": "Quản lý hồ sơ", "on": DAY, **changes}
    return sight.grant_sight(house.office.person, by=by, **given)


def test_the_secretary_grants_and_withdraws():
    house = make_house()
    member = make_person("Lê Thử", house.cell_a)
    granted = give(house, house.secretary)
    assert Person.objects.visible_to(house.office).filter(pk=member.pk).exists()
    with pytest.raises(Refused):
        give(house, house.secretary)
    sight.withdraw_sight(granted, by=house.secretary, on=date(2024, 5, 1))
    house.office.__dict__.pop("_reach")
    assert not Reach.of(house.office).sight_units
    with pytest.raises(Refused, match="01/05/2024"):
        sight.withdraw_sight(granted, by=house.secretary, on=date(2024, 6, 1))


def test_others_may_not_grant():
    house = make_house()
    granted = give(house, house.secretary)
    for who in ("office", "administrator", "standing", "cell_secretary", "provincial", "former", "stranger"):
        with pytest.raises(NotAllowed, match="Đảng ủy xã Mẫu"):
            give(house, getattr(house, who))
        with pytest.raises(NotAllowed):
            sight.withdraw_sight(granted, by=getattr(house, who), on=date(2024, 5, 1))


def test_granting_is_refused():
    house = make_house()
    for changes, field in (
        ({"purpose": " "}, "purpose"),
        ({"until": DAY}, "until"),
        ({"on": date(2014, 1, 1)}, "on"),
    ):
        with pytest.raises(Refused) as refused:
            give(house, house.secretary, **changes)
        assert refused.value.field == field
    granted = give(house, house.secretary)
    with pytest.raises(Refused):
        sight.withdraw_sight(granted, by=house.secretary, on=date(2024, 2, 1))


def test_the_nearest_committee_leads():
    house = make_house()
    base = make_unit("party_committee", "Đảng bộ cơ sở Mẫu", house.committee)
    cell = make_unit("cell", "Chi bộ Trong", base)
    own = make_user("Trịnh Thử", base, "secretary")
    assert rules.can_grant_sight(own, cell)
    assert not rules.can_grant_sight(house.secretary, cell)
    assert rules.can_grant_sight(house.secretary, house.hamlet)
    assert not rules.can_grant_sight(house.provincial, house.province)


def test_sight_is_one_level_deep():
    house = make_house()
    group_of_cells = make_unit("cell", "Chi bộ Trong", make_unit("party_committee", "Đảng bộ cơ sở", house.committee))
    give(house, house.secretary)
    for unit, seen in (
        (house.committee, True),
        (house.cell_a, True),
        (house.cell_b, True),
        (house.hamlet, False),
        (group_of_cells, False),
    ):
        assert rules.has_sight_of(house.office, unit) is seen


def test_terms_do_not_overlap():
    house = make_house()
    terms.open_term(house.committee, by=house.office, name="2020–2025", begins=DAY, ends=date(2025, 6, 30))
    cases = [
        ({"name": ""}, "name"),
        ({"begins": date(2025, 6, 30)}, "begins"),
        ({"ends": date(2025, 7, 1)}, "ends"),
        ({"ends": date(2040, 7, 1)}, "ends"),
    ]
    for changes, field in cases:
        with pytest.raises(Refused) as refused:
            given = {"name": "2025–2030", "begins": date(2025, 7, 1), "ends": date(2030, 6, 30), **changes}
            terms.open_term(house.committee, by=house.administrator, **given)
        assert refused.value.field == field
    with pytest.raises(NotAllowed):
        terms.open_term(house.committee, by=house.secretary, name="x", begins=date(2025, 7, 1), ends=date(2030, 6, 30))


def test_settings_of_a_commune():
    house = make_house()

    def change(by=house.office, **changes):
        given = {"closing_day": 20, "pace_tolerance": Decimal("2.5"), "spelling": "new", **changes}
        return settings.change_settings(house.commune, by=by, **given)

    change()
    assert UnitSettings.objects.get(unit=house.commune).closing_day == 20
    for changes, field in (
        ({"closing_day": 0}, "closing_day"),
        ({"pace_tolerance": Decimal(101)}, "pace_tolerance"),
        ({"spelling": "x"}, "spelling"),
    ):
        with pytest.raises(Refused) as refused:
            change(**changes)
        assert refused.value.field == field
    for who in (house.secretary, house.cell_secretary, house.stranger):
        with pytest.raises(NotAllowed):
            change(by=who)


def test_nobody_gives_sight_to_himself():
    house = make_house()
    with pytest.raises(Refused):
        sight.grant_sight(
            house.secretary.person, by=house.secretary, unit=house.committee, purpose="Xem", on=date(2020, 1, 1)
        )
    assert not house.secretary.person.sight.exists()


def test_a_superior_of_the_province_is_no_choice():
    house = make_house()
    near = set(holders_near(house.cell_a, DAY))
    assert {house.office.person, house.secretary.person, house.cell_secretary.person} <= near
    assert house.provincial.person not in near
    assert house.stranger.person not in near
    assert house.provincial.person in set(holders_near(house.province, DAY))
