"""Which units stood before and after a merger or split, with the targets that stay their own; who sees them."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from trongtam.ground.periods import Period
from trongtam.org.models import Unit
from trongtam.org.operations.reorganise import split_unit
from trongtam.org.reorganising import Part
from trongtam.org.tests.house import make_unit, make_user
from trongtam.targets.queries.units import changed_since, tree_of_day, units_after, units_before, with_last_change

from .measures import make_indicator, make_target, stated
from .test_mergers import BASIS, ON, YEAR, Pair, fresh

pytestmark = pytest.mark.django_db
BEFORE, AFTER = ON - timedelta(days=1), date(2022, 12, 31)


@pytest.fixture
def pair() -> Pair:
    return Pair()


def rates(pair: Pair) -> Any:
    """A share that each commune promised for itself: it is not added up and stays with the old ones."""
    rate = make_indicator("rate", stated_by="commune", measure="ratio", scale=100)
    for commune, office, plan in zip(pair.communes, pair.offices, (90, 80), strict=True):
        make_target(commune, rate, "2022", plan, by=office)
    return rate


def test_the_old_units_stand_before_the_new_one_with_the_targets_that_stay_theirs(pair: Pair):
    rate, tax = rates(pair), make_indicator("tax", stated_by="commune")
    for commune, office in zip(pair.communes, pair.offices, strict=True):
        make_target(commune, tax, "2022", 10, by=office)
        stated(tax, commune, "2022-01", 1, by=office)
    made = pair.merge()
    user = fresh(pair.offices[0])
    found = units_before(made, YEAR, user=user, day=AFTER)
    assert [(one.unit.name, one.on, one.share) for one in found] == [
        ("Xã An Thử", ON, 1),
        ("Xã Bình Thử", ON, 1),
    ]
    assert [[row.target.indicator for row in one.rows] for one in found] == [[rate], [rate]], (
        "what was added up is carried"
    )
    assert [[row.target.plan for row in one.rows] for one in found] == [[90], [80]]
    make_target(made, rate, "2022", 95, by=user)
    assert [one.rows for one in units_before(made, YEAR, user=user, day=AFTER)] == [(), ()], "the new unit has its own"
    assert [one.rows for one in units_before(made, Period.year(2021), user=user, day=AFTER)] == [(), ()]


def test_the_new_unit_stands_after_the_old_ones_for_those_who_see_it(pair: Pair):
    rates(pair)
    made = pair.merge()
    for commune in pair.communes:
        commune.refresh_from_db()
        assert [(one.unit, one.on) for one in units_after(commune, user=fresh(pair.keeper))] == [(made, ON)]
    elsewhere = make_unit("province", "Tỉnh Khác")
    stranger = make_user("Lý Người Lạ", elsewhere, "administrator")
    assert units_after(pair.communes[0], user=stranger) == []
    assert units_before(made, YEAR, user=stranger, day=AFTER) == []


def test_a_part_of_a_split_has_its_share_of_what_was_before(pair: Pair):
    rates(pair)
    whole = pair.communes[0]
    parts = [Part("Xã Một", Fraction(3, 10)), Part("Xã Hai", Fraction(7, 10))]
    made = split_unit(whole, by=pair.keeper, parts=parts, on=ON, basis=BASIS, goes_to={pair.hamlets[0].pk: 0}, keeper=0)
    for unit, part in zip(made, parts, strict=True):
        [found] = units_before(unit, YEAR, user=fresh(pair.keeper), day=AFTER)
        assert (found.unit, found.share, [row.target.plan for row in found.rows]) == (whole, part.share, [90])
    whole.refresh_from_db()
    assert [one.unit.name for one in units_after(whole, user=fresh(pair.keeper))] == ["Xã Hai", "Xã Một"]


def test_units_without_a_past_or_a_future_ask_nothing(pair: Pair, django_assert_num_queries: Any):
    unit = pair.communes[0]
    with django_assert_num_queries(0):
        assert units_before(unit, YEAR, user=pair.keeper, day=AFTER) == []
        assert units_after(unit, user=pair.keeper) == []


def test_the_units_of_the_day_differ_from_todays_only_where_something_below_was_changed_since(pair: Pair):
    made = pair.merge()
    province, old = pair.province, Unit.objects.get(pk=pair.communes[0].pk)
    assert tree_of_day(province, BEFORE) == BEFORE
    assert tree_of_day(province, ON) is None, "from that day on today's units stand"
    assert tree_of_day(province, province.founded_on - timedelta(days=1)) is None, "it did not exist itself"
    assert tree_of_day(old, BEFORE) is None, "a unit that has ended has no today"
    assert tree_of_day(made, BEFORE) is None
    rows = {one.pk: one for one in with_last_change(Unit.objects.filter(pk__in=[province.pk, made.pk]))}
    assert changed_since(rows[province.pk], province, BEFORE)
    assert not changed_since(rows[made.pk], made, BEFORE)
    assert not changed_since(province, province, BEFORE), "a row that was read without it says nothing"


def test_a_committee_sees_what_changed_in_the_territory_that_it_leads(pair: Pair):
    committee = make_unit("party_committee", "Tỉnh ủy Mẫu", pair.province)
    pair.merge()
    assert tree_of_day(committee, BEFORE) == BEFORE
    assert tree_of_day(committee, ON) is None
