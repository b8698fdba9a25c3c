"""Someone who should not: a former official, a province official with reach over all."""

import pytest

from trongtam.org.models import Person, Unit
from trongtam.org.queries import probation_ending, tree
from trongtam.org.reach import Reach, Right
from trongtam.org.tests.house import LONG_AGO, grant, make_house, make_person

pytestmark = pytest.mark.django_db


def test_a_former_official_sees_nothing_of_today():
    house = make_house()
    grant(house.former, house.committee, since=LONG_AGO, until=LONG_AGO.replace(year=2020))
    assert not Unit.objects.visible_to(house.former)
    assert list(Person.objects.known_to(house.former)) == [house.former.person]
    assert not any(Reach.of(house.former).may_anywhere(right) for right in Right)
    assert tree(house.former, LONG_AGO) == []
    assert probation_ending(house.former, LONG_AGO) == []


def test_a_province_official_sees_the_units_and_no_person():
    house = make_house()
    member = make_person("Lê Thử", house.cell_a)
    assert house.cell_a in Unit.objects.reached_by(house.provincial)
    assert member not in Person.objects.known_to(house.provincial)
    grant(house.provincial, house.province)
    assert member not in Person.objects.known_to(house.provincial)
