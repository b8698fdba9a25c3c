"""One unit becomes several: shares are said, units below are sent, people go where was said."""

from datetime import date
from fractions import Fraction

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.models import Succession, Unit, UnitKind
from trongtam.org.operations.reorganise import split_unit
from trongtam.org.reach import Reach
from trongtam.org.reorganising import Part

from .house import House, make_house, make_unit, make_user

pytestmark = pytest.mark.django_db
ON = date(2025, 7, 1)
BASIS = "Nghị quyết, số hiệu chưa ghi"
PARTS = (Part("Xã Một", Fraction("0.6")), Part("Xã Hai", Fraction("0.4")))


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def keeper(house: House):
    return make_user("Mai Trên Cấp", house.province, "administrator")


def split(house: House, by, **more):
    goes_to = {house.hamlet.pk: 1, house.cluster.pk: 0, house.cell_b.pk: 1}
    given = {"parts": PARTS, "on": ON, "basis": BASIS, "goes_to": goes_to, "keeper": 0, **more}
    return split_unit(house.commune, by=by, **given)


def test_a_commune_becomes_two(house: House, keeper):
    first, second = split(house, keeper)
    for unit in (house.commune, house.hamlet, house.cluster, house.cell_b):
        unit.refresh_from_db()
    assert (house.commune.ended_on, house.commune.passed_on, first.inherits) == (ON, True, True)
    assert (house.hamlet.parent, house.cluster.parent.parent, house.cell_b.parent.parent) == (second, first, second)
    shares = {link.successor.name: link.share for link in Succession.objects.filter(predecessor=house.commune)}
    assert shares == {"Xã Một": Fraction("0.6"), "Xã Hai": Fraction("0.4")}
    assert {unit.name for unit in Unit.objects.filter(kind=UnitKind.PARTY_COMMITTEE, ended_on=None)} == {
        "Đảng ủy xã Một",
        "Đảng ủy xã Hai",
    }
    assert house.cluster.parent.posts.filter(kind="secretary").exists()
    assert Entry.objects.filter(act="org.unit_split").count() == 1
    # Whoever works for a part reads what the whole unit had stated.
    house.office.__dict__.pop("_reach", None)
    assert Reach.of(house.office).covers(house.commune)


def test_who_may(house: House, keeper):
    for user in (house.office, house.secretary, house.stranger):
        with pytest.raises(NotAllowed):
            split(house, user)


@pytest.mark.parametrize(
    "given",
    [
        {"parts": PARTS[:1]},
        {"parts": (PARTS[0], Part("Xã Hai", Fraction("0.3")))},
        {"parts": (PARTS[0], Part("xã một", Fraction("0.4")))},
        {"parts": (PARTS[0], Part(" ", Fraction("0.4")))},
        {"keeper": 5},
        {"goes_to": {}},
        {"basis": ""},
        {"on": date(2015, 1, 1)},
        {"on": date(2999, 1, 1)},
    ],
)
def test_what_makes_no_sense_is_refused(house: House, keeper, given):
    with pytest.raises(Refused):
        split(house, keeper, **given)
    assert not Succession.objects.exists()


def test_a_hamlet_is_split_by_the_office(house: House):
    other = make_unit(UnitKind.GROUP, "Tổ Mẫu Hai", house.hamlet)
    parts = (Part("Ấp Đông", Fraction("0.5")), Part("Ấp Tây", Fraction("0.5")))
    east, west = split_unit(
        house.hamlet,
        by=house.office,
        parts=parts,
        on=ON,
        basis=BASIS,
        goes_to={house.group.pk: 0, other.pk: 1},
        keeper=1,
    )
    assert [one.name for one in east.children.all()] == ["Tổ Mẫu Một"]
    assert west.posts.get().kind == "hamlet_head"
