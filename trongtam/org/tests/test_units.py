"""Units: found, rename, move, dissolve; who may, and what is refused with a sentence."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.models import Membership, Person, Placement, Post, Succession, Unit, UnitKind
from trongtam.org.operations import units
from trongtam.org.tests.house import LONG_AGO, make_house, make_person, make_unit

pytestmark = pytest.mark.django_db
DAY = date(2024, 3, 1)
BASIS = "Quyết định mẫu"


def found(house, by, **changes):
    given = {"kind": UnitKind.CELL, "name": "Chi bộ Mẫu Ba", "parent": house.committee, "on": DAY, "basis": BASIS}
    return units.found_unit(by=by, **{**given, **changes})


def test_office_founds_and_the_book_knows():
    house = make_house()
    unit = found(house, house.office)
    assert (unit.path, unit.folded) == (f"{house.committee.path}{unit.pk}/", "chi bo mau ba")
    assert unit.code == "chi-bo-mau-ba"
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.by, entry.unit_id) == ("org.unit_founded", house.office, unit.pk)
    assert entry.payload["after"]["basis"] == BASIS


@pytest.mark.parametrize("who", ["secretary", "standing", "cell_secretary", "former", "stranger", "provincial"])
def test_others_may_not_found(who):
    house = make_house()
    with pytest.raises(NotAllowed, match="Mẫu"):
        found(house, getattr(house, who))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 161}, "name"),
        ({"name": "CHI BỘ ấp mẫu hai"}, "name"),
        ({"basis": " "}, "basis"),
        ({"kind": UnitKind.HAMLET}, "parent"),
        ({"on": date(2014, 12, 31)}, "on"),
        ({"on": timezone.localdate() + timedelta(days=1)}, "on"),
    ],
)
def test_found_is_refused(changes, field):
    house = make_house()
    with pytest.raises(Refused) as refused:
        found(house, house.office, **changes)
    assert refused.value.field == field
    assert not Entry.objects.exists()


def test_many_are_founded_at_once_or_none():
    house = make_house()
    made = units.found_units(
        by=house.office, kind=UnitKind.HAMLET, names=["Ấp Thử", "Ấp Dụ"], parent=house.commune, on=DAY, basis=BASIS
    )
    assert [u.name for u in made] == ["Ấp Thử", "Ấp Dụ"]
    assert Entry.objects.filter(act="org.units_founded").count() == 1
    for names in ([], ["Ấp Mới", "Ấp Dụ"]):
        with pytest.raises(Refused):
            units.found_units(
                by=house.office, kind=UnitKind.HAMLET, names=names, parent=house.commune, on=DAY, basis=BASIS
            )
    assert not Unit.objects.filter(name="Ấp Mới").exists()
    with pytest.raises(NotAllowed):
        units.found_units(
            by=house.stranger, kind=UnitKind.HAMLET, names=["A"], parent=house.commune, on=DAY, basis=BASIS
        )


def test_only_some_kinds_stand_at_the_top():
    assert units.found_root(kind=UnitKind.PROVINCE, name="Tỉnh Thử", on=DAY, basis=BASIS).path.count("/") == 2
    with pytest.raises(Refused):
        units.found_root(kind=UnitKind.CELL, name="Chi bộ", on=DAY, basis=BASIS)


def test_renamed_keeps_the_old_name():
    house = make_house()
    units.rename_unit(house.cell_a, by=house.administrator, name="Chi bộ ấp Mới", on=DAY, basis=BASIS)
    house.cell_a.refresh_from_db()
    assert (house.cell_a.name, house.cell_a.folded) == ("Chi bộ ấp Mới", "chi bo ap moi")
    assert list(house.cell_a.names.order_by("valid_from").values_list("name", "valid_to")) == [
        ("Chi bộ ấp Mẫu Một", DAY),
        ("Chi bộ ấp Mới", None),
    ]
    for name, on in (("Chi bộ ấp Mới", DAY), ("Khác", DAY), ("Khác", LONG_AGO)):
        with pytest.raises(Refused):
            units.rename_unit(house.cell_a, by=house.office, name=name, on=on, basis=BASIS)
    for who in (house.cell_secretary, house.stranger, house.secretary):
        with pytest.raises(NotAllowed):
            units.rename_unit(house.cell_a, by=who, name="Khác", on=date(2025, 1, 1), basis=BASIS)


def test_moved_with_everything_below():
    house = make_house()
    below = make_unit(UnitKind.CELL, "Chi bộ sâu", house.cluster)
    base = make_unit(UnitKind.PARTY_COMMITTEE, "Đảng bộ cơ sở Mẫu", house.committee)
    units.move_unit(house.cluster, by=house.office, parent=base, on=DAY, basis=BASIS)
    below.refresh_from_db()
    house.cluster.refresh_from_db()
    assert below.path == f"{base.path}{house.cluster.pk}/{below.pk}/"
    assert house.cluster.parent == base
    assert house.cell_a in Unit.objects.under(base, DAY)
    assert house.cell_a not in Unit.objects.under(base, DAY - timedelta(days=1))
    assert list(below.placements.order_by("valid_from").values_list("parent_id", "valid_to")) == [
        (house.cluster.pk, DAY),
        (house.cluster.pk, None),
    ]


def test_move_is_refused_with_a_sentence():
    house = make_house()
    base = make_unit(UnitKind.PARTY_COMMITTEE, "Đảng bộ cơ sở Mẫu", house.committee)
    inner = make_unit(UnitKind.PARTY_COMMITTEE, "Đảng bộ bộ phận Mẫu", base)

    def move(unit, parent, on=DAY):
        units.move_unit(unit, by=house.office, parent=parent, on=on, basis=BASIS)

    for unit, parent in ((base, inner), (base, base), (base, house.committee), (house.cell_a, house.hamlet)):
        with pytest.raises(Refused) as refused:
            move(unit, parent)
        assert refused.value.field == "parent"
    move(house.cell_a, house.committee)
    for on in (DAY, DAY - timedelta(days=1)):
        with pytest.raises(Refused) as refused:
            move(house.cell_a, house.cluster, on)
        assert refused.value.field == "on"
        assert "01/03/2024" in str(refused.value)
    # A child's later move stands in the way of its parent's earlier one; on the same day it does not.
    with pytest.raises(Refused):
        move(house.cluster, base, DAY - timedelta(days=1))
    move(house.cluster, base, DAY)


def test_who_may_move():
    house = make_house()
    for who in (house.cell_secretary, house.secretary, house.stranger, house.former, house.provincial):
        with pytest.raises(NotAllowed):
            units.move_unit(house.cell_a, by=who, parent=house.committee, on=DAY, basis=BASIS)
    # Nobody moves or dissolves the ground that he stands on.
    with pytest.raises(NotAllowed):
        units.dissolve_unit(house.committee, by=house.office, on=DAY, basis=BASIS)
    # Into a tree without reach.
    other = make_unit(UnitKind.PARTY_COMMITTEE, "Đảng ủy xã Khác", house.other_commune)
    with pytest.raises(NotAllowed):
        units.move_unit(house.cell_a, by=house.office, parent=other, on=DAY, basis=BASIS)


def test_dissolved_needs_a_place_for_its_people():
    house = make_house()
    member = make_person("Trần Thị Mẫu", house.cell_a)
    Membership.objects.create(person=member, unit=house.cell_a, valid_from=LONG_AGO)
    with pytest.raises(Refused) as refused:
        units.dissolve_unit(house.cell_a, by=house.office, on=DAY, basis=BASIS)
    assert refused.value.field == "successor"
    units.dissolve_unit(house.cell_a, by=house.office, on=DAY, basis=BASIS, successor=house.cell_b)
    member.refresh_from_db()
    assert member.home == house.cell_b
    assert Membership.objects.get(person=member, valid_to__isnull=True).unit == house.cell_b
    assert Post.objects.get(unit=house.cell_a).valid_to == DAY
    assert not Placement.objects.filter(unit=house.cell_a, valid_to__isnull=True).exists()
    assert Succession.objects.get().successor == house.cell_b
    with pytest.raises(Refused, match="01/03/2024"):
        units.rename_unit(house.cell_a, by=house.office, name="Khác", on=date(2025, 1, 1), basis=BASIS)


def test_dissolved_cluster_hands_its_cells_on():
    house = make_house()
    cluster = make_unit(UnitKind.CLUSTER, "Cụm Hai", house.committee)
    units.dissolve_unit(house.cluster, by=house.office, on=DAY, basis=BASIS, successor=cluster)
    house.cell_a.refresh_from_db()
    assert house.cell_a.path == f"{cluster.path}{house.cell_a.pk}/"
    assert house.cell_a in Unit.objects.under(house.cluster, DAY - timedelta(days=1))


def test_dissolve_is_refused():
    house = make_house()
    empty = make_unit(UnitKind.CELL, "Chi bộ rỗng", house.committee, founded=DAY)
    cases = [
        ({"on": DAY}, "on"),
        ({"successor": house.hamlet}, "successor"),
        ({"successor": empty}, "successor"),
        ({"basis": ""}, "basis"),
    ]
    for changes, field in cases:
        with pytest.raises(Refused) as refused:
            units.dissolve_unit(empty, by=house.office, **{"on": DAY + timedelta(days=9), "basis": BASIS, **changes})
        assert refused.value.field == field
    Post.objects.create(
        person=make_person("Lê Thử", house.committee), unit=empty, kind="cell_secretary", valid_from=date(2025, 1, 1)
    )
    with pytest.raises(Refused):
        units.dissolve_unit(empty, by=house.office, on=date(2024, 5, 1), basis=BASIS)
    Post.objects.filter(unit=empty).delete()
    units.dissolve_unit(empty, by=house.office, on=date(2024, 5, 1), basis=BASIS)
    assert Person.objects.filter(home=empty).count() == 0
    with pytest.raises(Refused):
        units.found_unit(
            by=house.office, kind=UnitKind.GROUP, name="Tổ", parent=empty, on=date(2024, 6, 1), basis=BASIS
        )
