"""Random trees with random moves: paths agree with parents on every day, and the past stays as it was."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from trongtam.ground.errors import Refused
from trongtam.org.models import Placement, Unit, UnitKind
from trongtam.org.models.units import on_date
from trongtam.org.operations import units
from trongtam.org.tests.house import make_unit, make_user

START = date(2020, 1, 1)
BASIS = "Quyết định mẫu"


def tree_on(day):
    """unit → parent on a day, straight from the placements."""
    return dict(Placement.objects.filter(on_date(day)).values_list("unit_id", "parent_id"))


def brute_subtree(parents, root):
    """The ids below a unit (itself included), by walking every parent chain. Raises on a cycle."""
    found = set()
    for unit in parents:
        chain, at = [], unit
        while at is not None:
            assert at not in chain, "cycle"
            chain.append(at)
            at = parents.get(at)
        if root in chain:
            found.add(unit)
    return found


def check_day(day):
    parents = tree_on(day)
    for unit_id, path in Placement.objects.filter(on_date(day)).values_list("unit_id", "path"):
        chain, at = [], unit_id
        while at is not None:
            chain.append(at)
            at = parents[at]
        assert path == "/" + "".join(f"{i}/" for i in reversed(chain))
    for unit in Unit.objects.filter(pk__in=parents):
        under = set(Unit.objects.under(unit, day).values_list("pk", flat=True))
        assert under == brute_subtree(parents, unit.pk)
    return parents


moves = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(1, 40), st.booleans()), min_size=1, max_size=8
)


class TestMoves(TestCase):
    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(shape=st.lists(st.integers(0, 6), min_size=6, max_size=6), moves=moves)
    def test_random_moves(self, shape, moves):
        commune = make_unit(UnitKind.COMMUNE, "Xã Mẫu", founded=START)
        committee = make_unit(UnitKind.PARTY_COMMITTEE, "Đảng ủy Mẫu", commune, founded=START)
        office = make_user("Trần Thị Thử", committee, "office")
        nodes = [committee]
        for number, parent in enumerate(shape):
            nodes.append(
                make_unit(UnitKind.PARTY_COMMITTEE, f"Đảng bộ {number}", nodes[parent % len(nodes)], founded=START)
            )
        seen: dict[date, dict] = {START: check_day(START)}
        day = START
        for moved, to, days, dissolve in moves:
            step = day + timedelta(days=days)
            living = Unit.objects.filter(ended_on__isnull=True, kind=UnitKind.PARTY_COMMITTEE)
            movable = list(living.exclude(pk=committee.pk).order_by("pk"))
            if not movable:
                break
            unit = movable[moved % len(movable)]
            below = living.filter(path__startswith=unit.path)
            with pytest.raises(Refused):
                units.move_unit(unit, by=office, parent=below[to % len(below)], on=step, basis=BASIS)
            elsewhere = list(living.exclude(path__startswith=unit.path).order_by("pk"))
            parent = elsewhere[to % len(elsewhere)]
            try:
                if dissolve:
                    units.dissolve_unit(unit, by=office, on=step, basis=BASIS, successor=parent)
                else:
                    units.move_unit(unit, by=office, parent=parent, on=step, basis=BASIS)
            except Refused:  # it stands there already, or a name is taken
                assert parent.pk == unit.parent_id or dissolve
                continue
            day = step
            seen[day] = check_day(day)
            seen[day - timedelta(days=1)] = check_day(day - timedelta(days=1))
            for earlier, parents in seen.items():
                assert tree_on(earlier) == parents
        for unit in Unit.objects.filter(ended_on__isnull=True):
            placement = unit.placements.get(valid_to__isnull=True)
            assert (unit.path, unit.parent_id) == (placement.path, placement.parent_id)


@pytest.mark.django_db
def test_the_brute_count_sees_a_cycle():
    with pytest.raises(AssertionError, match="cycle"):
        brute_subtree({1: 2, 2: 1}, 1)
