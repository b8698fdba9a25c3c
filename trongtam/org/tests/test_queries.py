"""Readings: the tree as it was, history, who leads whom, live numbers, probation, search."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.org import probation, queries
from trongtam.org.models import Membership, PartyRecord, UnitKind
from trongtam.org.operations import party, posts, units
from trongtam.org.queries.found import due_probations, found
from trongtam.org.queries.people import people_list, posts_then, sensitive_record
from trongtam.org.tests.house import LONG_AGO, grant, make_house, make_person, make_unit, make_user

pytestmark = pytest.mark.django_db
DAY = date(2024, 3, 1)
BEFORE = date(2024, 2, 29)
BASIS = "Quyết định mẫu"


def shape(nodes):
    return [(node.depth, node.name) for node in nodes]


def test_the_tree_as_it_was():
    house = make_house()
    units.move_unit(house.cell_a, by=house.office, parent=house.committee, on=DAY, basis=BASIS)
    units.rename_unit(house.cell_a, by=house.office, name="Chi bộ ấp Mới", on=DAY, basis=BASIS)
    assert shape(queries.tree(house.office, BEFORE)) == [
        (0, "Tỉnh Mẫu"),
        (1, "Xã Mẫu"),
        (2, "Đảng ủy xã Mẫu"),
        (3, "Cụm Mẫu"),
        (4, "Chi bộ ấp Mẫu Một"),
        (3, "Chi bộ ấp Mẫu Hai"),
        (2, "Ấp Mẫu Một"),
        (3, "Tổ Mẫu Một"),
    ]
    now = queries.tree(house.office, DAY, root=house.committee)
    assert shape(now) == [
        (0, "Đảng ủy xã Mẫu"),
        (1, "Cụm Mẫu"),
        (1, "Chi bộ ấp Mẫu Hai"),
        (1, "Chi bộ ấp Mới"),
    ]
    assert [(node.children, node.kind_label) for node in now[:2]] == [
        (3, UnitKind.PARTY_COMMITTEE.label),
        (0, UnitKind.CLUSTER.label),
    ]
    assert shape(queries.tree(house.office, DAY, depth=1)) == [(0, "Tỉnh Mẫu"), (1, "Xã Mẫu")]
    assert queries.tree(house.former, DAY) == []
    assert house.cell_a.pk not in {node.unit_id for node in queries.tree(house.stranger, DAY)}
    seen = {node.unit_id: node.reached for node in queries.tree(house.cell_secretary, DAY)}
    assert seen == {house.province.pk: False, house.commune.pk: False, house.committee.pk: False, house.cell_a.pk: True}


def test_the_tree_follows_units_through_a_move_of_what_is_above():
    """A commune that left its district keeps its past readable for its own office."""
    house = make_house()
    district = make_unit(UnitKind.DISTRICT, "Huyện Mẫu", house.province)
    clerk = make_user("Trịnh Thử", district, "office")
    units.move_unit(
        house.other_commune, by=make_user("Lý Thử", house.province, "office"), parent=district, on=DAY, basis=BASIS
    )
    names = {node.name for node in queries.tree(house.stranger, BEFORE)}
    assert "Xã Khác" in names
    assert "Xã Khác" in {node.name for node in queries.tree(clerk, DAY)}


def test_tree_is_one_query_whatever_the_size(django_assert_num_queries):
    house = make_house()
    from trongtam.org.reach import Reach

    Reach.of(house.office)
    for _more in (1, 2):
        with django_assert_num_queries(1):
            queries.tree(house.office, DAY)
        make_unit(UnitKind.CELL, "Chi bộ thêm", house.committee)
        make_unit(UnitKind.CELL, "Chi bộ thêm nữa", house.committee)


def test_history_of_a_unit():
    house = make_house()
    units.rename_unit(house.cluster, by=house.office, name="Cụm Mới", on=DAY, basis=BASIS)
    other = make_unit(UnitKind.CLUSTER, "Cụm Hai", house.committee)
    units.dissolve_unit(house.cluster, by=house.office, on=date(2024, 6, 1), basis=BASIS, successor=other)
    house.cluster.refresh_from_db()
    assert [(event.on, event.what, event.text) for event in queries.history(house.cluster)] == [
        (date(2024, 6, 1), "passed_on", "Cụm Hai"),
        (date(2024, 6, 1), "ended", "Cụm Mới"),
        (DAY, "named", "Cụm Mới"),
        (LONG_AGO, "placed", "Đảng ủy xã Mẫu"),
        (LONG_AGO, "founded", "Cụm Mẫu"),
    ]
    assert queries.history(other)[0].what == "took_over"


def test_who_leads_whom():
    house = make_house()
    leading = make_unit(UnitKind.PARTY_COMMITTEE, "Tỉnh ủy Mẫu", house.province)
    base = make_unit(UnitKind.PARTY_COMMITTEE, "Đảng bộ cơ sở", house.committee)
    cell = make_unit(UnitKind.CELL, "Chi bộ Trong", base)
    pairs = [
        (cell, base),
        (base, house.committee),
        (house.cell_a, house.committee),
        (house.hamlet, house.committee),
        (house.committee, leading),
        (house.commune, leading),
        (leading, None),
    ]
    for unit, above in pairs:
        assert queries.superior_committee(unit, DAY) == above
    assert queries.superior_committee(cell, date(2000, 1, 1)) is None
    units.move_unit(cell, by=house.office, parent=house.committee, on=DAY, basis=BASIS)
    assert queries.superior_committee(cell, BEFORE) == base
    assert queries.superior_committee(cell, DAY) == house.committee


def test_units_of_kinds_and_children(django_assert_num_queries):
    house = make_house()
    units.move_unit(house.cell_a, by=house.office, parent=house.committee, on=DAY, basis=BASIS)
    house.cluster.refresh_from_db()
    for at, expected in ((BEFORE, {house.cell_a}), (DAY, set()), (None, set())):
        with django_assert_num_queries(1):
            assert set(queries.units_of_kinds(house.cluster, [UnitKind.CELL], at)) == expected
    assert queries.children_of(house.cluster, BEFORE) == [house.cell_a]
    assert queries.children_of(house.committee, DAY) == [house.cluster, house.cell_b, house.cell_a]


def test_live_numbers_stand_where_membership_stood(django_assert_num_queries):
    house = make_house()
    grant(house.office, house.committee)
    person = make_person("Lê Thử", house.cell_a)
    record = party.admit_member(person, by=house.office, cell=house.cell_a, on=date(2023, 3, 1), basis=BASIS)
    party.transfer_member(person, by=house.office, cell=house.cell_b, on=DAY, basis=BASIS)
    party.confirm_member(person, by=house.office, on=DAY, basis=BASIS)
    years = [(date(year, 1, 1), date(year, 12, 31)) for year in (2022, 2023, 2024, 2030)]
    a, b = house.cell_a.pk, house.cell_b.pk
    with django_assert_num_queries(4):
        members = queries.members([a, b], years, at=date(2025, 1, 1))
        admitted = queries.admissions([a, b], years, at=date(2025, 1, 1))
        confirmed = queries.confirmations([a, b], years, at=date(2025, 1, 1))
        cells = queries.cells([a, b], years, at=date(2025, 1, 1))
    assert {key: value for key, (value, _rows) in members.items()} == {
        (a, 0): 0,
        (b, 0): 0,
        (a, 1): 1,
        (b, 1): 0,
        (a, 2): 0,
        (b, 2): 1,
    }
    assert [key for key, (value, _rows) in admitted.items() if value] == [(a, 1)]
    assert admitted[a, 1] == (1, (record.pk,))
    assert [key for key, (value, _rows) in confirmed.items() if value] == [(b, 2)]
    assert cells[a, 0] == (1, (a,))
    assert (a, 3) not in cells
    house.cell_a.ended_on = date(2023, 7, 1)
    house.cell_a.save()
    assert (a, 1) not in queries.cells([a], years)
    assert (a, 1) in queries.admissions([a], years)
    assert (a, 2) not in queries.admissions([a], years)


def test_member_counts_over_the_subtree(django_assert_num_queries):
    house = make_house()
    grant(house.office, house.committee)
    for number, cell in enumerate((house.cell_a, house.cell_a, house.cell_b)):
        person = make_person(f"Lê Thử {number}", cell)
        party.admit_member(person, by=house.office, cell=cell, on=date(2023, 1, 1), basis=BASIS)
        if number == 0:
            party.confirm_member(person, by=house.office, on=DAY, basis=BASIS)
            party.exempt_member(person, by=house.office, on=DAY)
            party.exempt_member(make_again(house), by=house.office, on=DAY)
            party.keep_contact(person, by=house.office, cell=house.cell_b, on=DAY, basis=BASIS)
    with django_assert_num_queries(1):
        counts = queries.member_counts(house.committee, DAY)
    assert counts == {
        "official": 1,
        "probationary": 3,
        "exempt": 2,
        "temporary": 0,
        "away": 0,
        "resident_contact": 1,
    }
    assert queries.member_counts(house.committee, BEFORE)["official"] == 0
    assert queries.member_counts(house.cluster, DAY)["official"] == 1


def make_again(house):
    person = make_person("Lê Dụ", house.cell_b)
    party.admit_member(person, by=house.office, cell=house.cell_b, on=date(2023, 1, 1), basis=BASIS)
    return person


def test_the_desk_reminds_of_probation_by_sight_only():
    house = make_house()
    grant(house.cell_secretary, house.cell_a)
    grant(house.office, house.committee)
    grant(house.standing, house.committee)
    for number, (cell, day) in enumerate(
        ((house.cell_a, date(2023, 4, 1)), (house.cell_b, date(2023, 2, 1)), (house.cell_a, date(2023, 9, 1)))
    ):
        person = make_person(f"Lê Thử {number}", cell)
        PartyRecord.objects.create(person=person, admitted_on=day, admitted_in=cell)
        Membership.objects.create(person=person, unit=cell, valid_from=day)
    assert [(one.person.full_name, one.ends_on) for one in queries.probation_ending(house.office, DAY)] == [
        ("Lê Thử 1", date(2024, 2, 1)),
        ("Lê Thử 0", date(2024, 4, 1)),
    ]
    assert len(queries.probation_ending(house.cell_secretary, DAY)) == 1
    for who in (house.standing, house.provincial, house.other_cell_secretary, house.former, house.stranger):
        assert queries.probation_ending(who, DAY) == []
    moment = datetime(2024, 3, 1, 1, tzinfo=UTC)
    assert [item.due for item in due_probations(house.cell_secretary, moment)] == [date(2024, 4, 1)]


def test_search_folds_and_shows_only_what_is_visible():
    house = make_house()
    make_person("Đinh Thử Tìm", house.cell_a)
    assert [hit.title for hit in found("CHI BO AP MAU", house.office)] == ["Chi bộ ấp Mẫu Một", "Chi bộ ấp Mẫu Hai"]
    assert found("đảng uỷ", house.office)[0].title == "Đảng ủy xã Mẫu"
    assert [(hit.title, hit.context) for hit in found("dinh thu tim", house.office)] == [("Đinh Thử Tìm", "Xã Mẫu")]
    for who in (house.provincial, house.stranger, house.cell_secretary, house.former):
        assert found("dinh thu tim", who) == []
    assert found("chi bo", house.former) == []


def test_people_with_their_posts(django_assert_num_queries):
    house = make_house()
    from trongtam.org.reach import Reach

    Reach.of(house.office)
    for _more in (1, 2):
        with django_assert_num_queries(2):
            rows = list(people_list(house.office, at=DAY))
            assert all(isinstance(person.current_posts, list) for person in rows)
        make_person("Lê Thử", house.cell_a)
        make_person("Lê Dụ", house.cell_a)
    assert people_list(house.office, unit=house.commune).count() == 12
    assert people_list(house.office, unit=house.cell_a).count() == 1
    grant(house.office, house.cluster)
    assert people_list(house.office, unit=house.cell_a).count() == 5
    assert people_list(house.office, unit=house.committee).count() == 10
    assert people_list(house.provincial).count() == 1
    post = posts_then(house.cell_a, DAY)[0][0]
    posts.end_post(post, by=house.office, on=DAY, basis=BASIS)
    assert posts_then(house.cell_a, DAY) == ([], [post])


def test_the_sensitive_record():
    house = make_house()
    person = make_person("Lê Thử", house.cell_a)
    assert sensitive_record(person).record is None
    PartyRecord.objects.create(person=person, admitted_on=DAY, admitted_in=house.cell_a)
    opened = sensitive_record(person)
    assert opened.probation_ends == date(2025, 3, 1)
    assert opened.rule is not None
    assert not opened.rule.checked


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 1, 1)))
def test_probation_lasts_a_year(day):
    ends = probation.ends_on(day)
    assert 365 <= (ends - day).days <= 366
    assert day <= probation.latest_admission_ending_by(ends)


def test_no_rule_before_the_first():
    with pytest.raises(LookupError):
        probation.rule_on(date(1900, 1, 1))
