"""Two units become one: who may, what goes over with a trail, what is refused; the past stays as it was."""

from datetime import date

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.models import Membership, PartyRecord, Person, Post, Succession, Unit, UnitKind, UnitSettings
from trongtam.org.operations.reorganise import merge_units
from trongtam.org.queries import units_of_kinds
from trongtam.org.queries.reorganise import rehearse_merger
from trongtam.org.reach import Reach

from .house import House, grant, make_house, make_person, make_unit, make_user

pytestmark = pytest.mark.django_db
ON = date(2025, 7, 1)
BASIS = "Nghị quyết, số hiệu chưa ghi"


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def keeper(house: House):
    return make_user("Mai Trên Cấp", house.province, "administrator")


@pytest.fixture
def pair(house: House):
    """The commune, and one beside it with an office, a hamlet and a committee of its own."""
    other = house.other_commune
    committee = make_unit(UnitKind.PARTY_COMMITTEE, "Đảng ủy xã Khác", other)
    make_unit(UnitKind.HAMLET, "Ấp Khác Một", other)
    make_unit(UnitKind.CELL, "Chi bộ ấp Khác Một", committee)
    make_user("Đào Thử Mẫu", committee, "office")
    make_user("Cao Thí Nghiệm", committee, "secretary")
    return [house.commune, other]


def merge(pair, by, **more):
    given = {"name": "Xã Mới", "on": ON, "basis": BASIS, **more}
    return merge_units(pair, by=by, **given)


def test_two_communes_become_one(house: House, pair, keeper):
    made = merge(pair, keeper)
    for unit in (house.commune, house.committee, house.cell_b, house.hamlet, house.other_commune):
        unit.refresh_from_db()
    assert (house.commune.ended_on, house.commune.passed_on, made.inherits, made.founded_on) == (ON, True, True, ON)
    committee = Unit.objects.get(parent=made, kind=UnitKind.PARTY_COMMITTEE)
    assert committee.name == "Đảng ủy xã Mới" and house.committee.ended_on == ON
    assert (house.cell_b.parent, house.hamlet.parent) == (committee, made)
    assert house.hamlet.path == f"{made.path}{house.hamlet.pk}/"
    assert house.commune.path == f"{made.path}{house.commune.pk}/"
    names = {(link.predecessor.name, link.successor.name, link.kind, link.share) for link in Succession.objects.all()}
    assert names == {
        ("Xã Mẫu", "Xã Mới", "merged", 1),
        ("Xã Khác", "Xã Mới", "merged", 1),
        ("Đảng ủy xã Mẫu", "Đảng ủy xã Mới", "merged", 1),
        ("Đảng ủy xã Khác", "Đảng ủy xã Mới", "merged", 1),
    }
    before = set(units_of_kinds(house.commune, [UnitKind.CELL], date(2025, 6, 30)).values_list("name", flat=True))
    assert before == {"Chi bộ ấp Mẫu Một", "Chi bộ ấp Mẫu Hai"}
    assert units_of_kinds(made, [UnitKind.CELL]).count() == 3
    entry = Entry.objects.get(act="org.units_merged")
    assert entry.payload["after"]["basis"] == BASIS and len(entry.payload["after"]["posts_carried"]) > 0


def test_posts_go_over_and_heads_only_when_they_were_chosen(house: House, pair, keeper):
    head = Post.objects.get(unit=house.committee, kind="secretary")
    made = merge(pair, keeper, chosen_posts=[head.pk])
    committee = Unit.objects.get(parent=made, kind=UnitKind.PARTY_COMMITTEE)
    held = list(committee.posts.values_list("person__full_name", "kind", "valid_from"))
    assert {(name, kind) for name, kind, _ in held} == {
        ("Trần Thị Thử", "office"),
        ("Võ Giả Định", "secretary"),
        ("Đào Thử Mẫu", "office"),
        ("Đỗ Quản Trị", "administrator"),
        ("Lê Thí Dụ", "standing_member"),
    }
    assert len(held) == 5
    assert all(since == ON for _, _, since in held)
    assert not Post.objects.filter(unit=house.committee, valid_to=None).exists()
    # The office of the new commune reaches both old ones and what lay below them.
    house.office.__dict__.pop("_reach", None)
    for unit in (*pair, made, house.cell_a):
        unit.refresh_from_db()
        assert Reach.of(house.office).covers(unit)


def test_cells_with_members_and_sight(house: House):
    person = make_person("Đinh Văn Ví Dụ", house.cell_a)
    PartyRecord.objects.create(person=person, admitted_on=date(2016, 1, 1))
    Membership.objects.create(person=person, unit=house.cell_a, valid_from=date(2016, 1, 1))
    given = grant(house.office, house.cell_a)
    Unit.objects.filter(pk__in=[house.cell_a.pk, house.cell_b.pk]).update(serves=house.hamlet)
    made = merge_units(
        [house.cell_a, house.cell_b], by=house.office, name="Chi bộ ấp Mẫu", on=ON, basis=BASIS, parent=house.committee
    )
    assert list(person.memberships.order_by("pk").values_list("unit_id", "valid_from", "valid_to")) == [
        (house.cell_a.pk, date(2016, 1, 1), ON),
        (made.pk, ON, None),
    ]
    given.refresh_from_db()
    made.refresh_from_db()
    assert (Person.objects.get(pk=person.pk).home, given.valid_to, made.serves) == (made, ON, house.hamlet)
    # Several secretaries, none chosen: the post is open.
    assert not made.posts.filter(kind="cell_secretary").exists()


def test_cells_go_on_to_serve_the_merged_hamlet(house: House):
    second = make_unit(UnitKind.HAMLET, "Ấp Mẫu Hai", house.commune)
    Unit.objects.filter(pk=house.cell_a.pk).update(serves=second)
    made = merge_units([house.hamlet, second], by=house.office, name="Ấp Mẫu", on=ON, basis=BASIS)
    house.cell_a.refresh_from_db()
    house.group.refresh_from_db()
    assert (house.cell_a.serves, house.group.parent) == (made, made)


def test_settings_hold_on_where_they_were_alike(house: House, pair, keeper):
    for unit in pair:
        UnitSettings.objects.create(unit=unit, closing_day=20)
    assert merge(pair, keeper).settings.closing_day == 20


def test_settings_that_differ_are_chosen_anew(house: House, pair, keeper):
    for day, unit in enumerate(pair, 20):
        UnitSettings.objects.create(unit=unit, closing_day=day)
    assert not UnitSettings.objects.filter(unit=merge(pair, keeper)).exists()


def test_who_may(house: House, pair, keeper):
    for user in (house.office, house.secretary, house.stranger, house.provincial):
        with pytest.raises(NotAllowed):
            merge(pair, user)
    with pytest.raises(NotAllowed):
        merge_units([house.cell_a, house.cell_b], by=house.cell_secretary, name="Chi bộ", on=ON, basis=BASIS)
    assert merge(pair, keeper).pk


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"basis": "  "}, "basis"),
        ({"name": " "}, "name"),
        ({"on": date(2999, 1, 1)}, "on"),
        ({"on": date(2015, 1, 1)}, "on"),
        ({"on": date(2014, 1, 1)}, "on"),
        ({"name": "x" * 161}, "name"),
    ],
)
def test_what_makes_no_sense_is_refused(house: House, pair, keeper, given, field):
    with pytest.raises(Refused) as refusal:
        merge(pair, keeper, **given)
    assert refusal.value.field == field
    assert not Succession.objects.exists()


def test_wrong_partners_are_refused(house: House, pair, keeper):
    for units in ([house.commune], [house.commune, house.commune], [house.commune, house.hamlet], []):
        with pytest.raises(Refused):
            merge(units, keeper)
    with pytest.raises((Refused, NotAllowed)):
        merge([house.province, house.commune], keeper)
    with pytest.raises(Refused):
        merge(pair, keeper, parent=house.committee)
    merge(pair, keeper)
    with pytest.raises((Refused, NotAllowed)):
        merge(pair, keeper, name="Xã Nữa", on=date(2025, 8, 1))


def test_namesakes_get_another_name(house: House, pair, keeper):
    twin = make_unit(UnitKind.HAMLET, "Ấp Mẫu Một", house.other_commune)
    with pytest.raises(Refused) as refusal:
        merge(pair, keeper)
    assert refusal.value.field in {f"name_{twin.pk}", f"name_{house.hamlet.pk}"}
    wanted = int(refusal.value.field.removeprefix("name_"))
    merge(pair, keeper, names={wanted: "Ấp Mẫu Bốn"})
    assert Unit.objects.get(pk=wanted).name == "Ấp Mẫu Bốn"
    assert list(Unit.objects.get(pk=wanted).names.order_by("valid_from").values_list("name", flat=True)) == [
        "Ấp Mẫu Một",
        "Ấp Mẫu Bốn",
    ]


def test_a_rehearsal_changes_nothing_and_says_what_the_act_does(house: House, pair, keeper):
    counts = [model.objects.count() for model in (Unit, Post, Succession, Entry)]
    shown = rehearse_merger(pair, name="Xã Mới", parent=house.province, on=ON)
    assert [model.objects.count() for model in (Unit, Post, Succession, Entry)] == counts
    assert shown.problems == ()
    merge(pair, keeper)
    assert {unit.pk for unit in Unit.objects.filter(ended_on=ON)} == set(shown.plan.ended)
    assert Unit.objects.filter(founded_on=ON).count() == len(shown.plan.founded)
    assert {unit.pk for unit in Unit.objects.filter(placements__valid_from=ON, founded_on__lt=ON)} >= {
        move.unit for move in shown.plan.moved
    }
