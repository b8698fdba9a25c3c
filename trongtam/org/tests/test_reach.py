"""What each of the standard people sees and may do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.org.models import Person, PostKind, SightGrant, Unit
from trongtam.org.reach import HeldPost, Reach, Right
from trongtam.org.tests.house import LONG_AGO, make_house

pytestmark = pytest.mark.django_db


def names(units):
    return set(units.values_list("name", flat=True))


def test_reach_covers_the_subtree_and_shows_the_units_above():
    house = make_house()
    assert names(Unit.objects.reached_by(house.cell_secretary)) == {"Chi bộ ấp Mẫu Một"}
    assert names(Unit.objects.visible_to(house.cell_secretary)) == {
        "Chi bộ ấp Mẫu Một",
        "Cụm Mẫu",
        "Đảng ủy xã Mẫu",
        "Xã Mẫu",
        "Tỉnh Mẫu",
    }
    assert house.cell_b in Unit.objects.reached_by(house.standing)
    assert house.hamlet in Unit.objects.reached_by(house.office)
    assert house.cell_a not in Unit.objects.visible_to(house.stranger)
    assert not Unit.objects.visible_to(house.former)


def test_rights_come_from_posts():
    house = make_house()
    assert Reach.of(house.cell_secretary).may(Right.STATE, house.cell_a)
    assert not Reach.of(house.cell_secretary).may(Right.STATE, house.cell_b)
    assert Reach.of(house.office).may(Right.STATE_FOR, house.cell_a)
    assert not Reach.of(house.standing).may(Right.STATE_FOR, house.cell_a)
    assert not Reach.of(house.former).may_anywhere(Right.STATE_FOR)


def test_a_province_reads_what_a_commune_says_and_does_not_write_it():
    house = make_house()
    far = Reach.of(house.provincial)
    assert far.covers(house.commune)
    for right in (Right.DOCUMENTS, Right.REPORTS, Right.STATE_FOR):
        assert not far.may(right, house.commune)
    assert far.may(Right.DOCUMENTS, house.province)
    assert far.may(Right.TARGETS, house.commune)


def test_sight_is_a_grant_and_does_not_descend():
    house = make_house()
    member = Person.objects.get(user=house.cell_secretary)
    assert not Person.objects.visible_to(house.provincial).filter(pk=member.pk).exists()
    assert not Person.objects.visible_to(house.office).filter(pk=member.pk).exists()
    office = Person.objects.get(user=house.office)
    SightGrant.objects.create(person=office, unit=house.committee, purpose="Quản lý hồ sơ", valid_from=LONG_AGO)
    house.office.__dict__.pop("_reach", None)
    assert Person.objects.visible_to(house.office).filter(pk=member.pk).exists()
    assert Person.objects.visible_to(house.cell_secretary).filter(pk=member.pk).exists()


def test_reach_is_loaded_once_with_three_queries(django_assert_num_queries):
    house = make_house()
    with django_assert_num_queries(3):
        Reach.of(house.office)
        Reach.of(house.office)


PATHS = st.lists(st.integers(1, 3), min_size=1, max_size=3).map(lambda ids: "/" + "".join(f"{one}/" for one in ids))
HELD = st.builds(
    lambda kind, path, near: HeldPost(kind, int(path.strip("/").rpartition("/")[2]), path, path, near),
    st.sampled_from([PostKind.OFFICE, PostKind.SECRETARY, PostKind.CELL_SECRETARY, PostKind.INSPECTOR]),
    PATHS,
    st.booleans(),
)


@given(st.lists(HELD, max_size=12), PATHS, st.sampled_from(Right))
def test_many_posts_give_just_what_each_of_them_gives(posts, path, right) -> None:
    unit = Unit(pk=int(path.strip("/").rpartition("/")[2]), path=path)
    whole, alone = Reach(1, 1, tuple(posts)), [Reach(1, 1, (post,)) for post in posts]
    assert whole.may(right, unit) == any(one.may(right, unit) for one in alone)
    assert whole.covers(unit) == any(path.startswith(post.path) for post in posts)
