"""Works in time, beyond what was asked, overdue: counted over the tree by home, against a plain count of random works."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trongtam.ground.periods import Period
from trongtam.org.models import Unit
from trongtam.org.tests.house import House, make_house
from trongtam.targets import live
from trongtam.targets.models import Indicator
from trongtam.targets.tests.measures import make_indicator, make_target
from trongtam.work.history import Moved, overdue_on, was_overdue
from trongtam.work.life import RUNNING
from trongtam.work.models import Work
from trongtam.work.operations import (
    appraise_work,
    assign_work,
    conclude_work,
    extend_work,
    hand_in_work,
    reopen_work,
)
from trongtam.work.queries import figures

from .works import assigned, handed_in, moment, plan

YEAR = (date(2021, 1, 1), date(2021, 12, 31))


@pytest.fixture
def house(db) -> House:
    return make_house()


def concluded(house: House, *, done: date = date(2021, 12, 1), quality: str = "as_asked", **changed) -> Work:
    work = handed_in(house, **changed)
    appraise_work(work, by=house.office, done_on=done, quality=quality, at=moment(2021, 12, 20))
    return conclude_work(work, by=house.office, at=moment(2021, 12, 21))


def count(provider, unit: Unit, span: tuple[date, date] = YEAR, at: date = date(2022, 2, 1)) -> int | None:
    found = provider([unit.pk], [span], at).get((unit.pk, 0))
    return found[0] if found is not None else None


def test_concluded_in_time_and_beyond(house: House):
    concluded(house, quality="beyond")
    concluded(house, due=date(2021, 11, 1))
    handed_in(house)
    for unit in (house.cell_a, house.committee, house.commune, house.province):
        assert count(figures.in_time, unit) == 1, unit
        assert count(figures.beyond, unit) == 1, unit
    assert count(figures.in_time, house.cell_b) == 0
    assert count(figures.in_time, house.commune, (date(2021, 1, 1), date(2021, 11, 30))) == 0
    assert count(figures.in_time, house.commune, (date(2022, 3, 1), date(2022, 3, 31))) is None


def test_overdue_as_it_stood_on_a_day(house: House):
    work = assigned(house, due=date(2021, 6, 30), roadmap=())
    ends = [date(2021, month, 28) for month in (6, 7, 9, 11)]
    spans = [(date(2021, 1, 1), day) for day in ends]

    def told() -> list[int]:
        counts = figures.overdue([house.commune.pk], spans, date(2022, 2, 1))
        return [counts[house.commune.pk, number][0] for number in range(len(spans))]

    assert told() == [0, 1, 1, 1]
    extend_work(work, by=house.office, due=date(2021, 10, 15), reason="mưa", at=moment(2021, 8, 3))
    assert told() == [0, 1, 0, 1], "in July the first day still held"
    hand_in_work(
        work, by=house.cell_secretary, done_on=date(2021, 11, 2), quality="as_asked", note="xong",
        at=moment(2021, 11, 2),
    )  # fmt: skip
    assert told() == [0, 1, 0, 0]
    appraise_work(work, by=house.office, done_on=date(2021, 11, 2), quality="as_asked", at=moment(2021, 11, 9))
    conclude_work(work, by=house.office, at=moment(2021, 11, 10))
    reopen_work(work, by=house.office, reason="thiếu", at=moment(2021, 11, 20))
    assert told() == [0, 1, 0, 1]


def test_a_unit_that_did_not_exist_has_no_figure(house: House):
    house.cell_b.ended_on = date(2020, 6, 1)
    house.cell_b.save()
    for provider in (figures.in_time, figures.beyond, figures.overdue):
        assert count(provider, house.cell_b) is None


def test_nobody_registers_a_family_twice():
    with pytest.raises(ValueError, match="twice"):
        live.register_family("recurring", lambda thing: figures.in_time)


# -- random works ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Made:
    home: int
    state: str
    done_on: date | None
    on_time: bool
    quality: str
    due: date


DAYS = st.dates(date(2021, 1, 1), date(2021, 12, 31))
MADE = st.builds(
    Made,
    home=st.integers(0, 6),
    state=st.sampled_from(["assigned", "in_progress", "reported", "appraised", "concluded", "stopped"]),
    done_on=st.none() | DAYS,
    on_time=st.booleans(),
    quality=st.sampled_from(["beyond", "as_asked", "short"]),
    due=DAYS,
)


def lay(house: House, made: Iterable[Made]) -> list[tuple[Unit, Made]]:
    """Rows as the operations leave them, with one act in the trail that led to the state."""
    homes = [house.cell_a, house.cell_b, house.cluster, house.committee, house.hamlet, house.group, house.commune]
    first = assign_work(house.committee, plan(unit=house.cell_a), by=house.office, at=moment(2021, 1, 1))
    template = {one.attname: getattr(first, one.attname) for one in Work._meta.concrete_fields if one.attname != "id"}
    first.turns.all().delete()
    first.delete()
    laid = []
    for one in made:
        unit = homes[one.home]
        values = template | {
            "home_id": unit.pk,
            "holder_unit_id": unit.pk,
            "state": one.state,
            "done_on": one.done_on,
            "on_time": one.on_time if one.done_on else None,
            "quality": one.quality if one.done_on else "",
            "due": one.due,
            "start": date(2021, 1, 1),
        }
        work = Work.objects.create(**values)
        work.turns.create(act="begin", after=one.state, at=moment(2021, 1, 1))
        laid.append((unit, one))
    return laid


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(MADE, max_size=12), DAYS, DAYS)
def test_sums_over_the_tree_are_a_plain_count(house: House, made: list[Made], one: date, other: date):
    Work.objects.all().delete()
    laid = lay(house, made)
    start, end = min(one, other), max(one, other)
    units = [house.province, house.commune, house.committee, house.cluster, house.cell_a, house.hamlet, house.group]
    units.append(house.other_commune)

    def expected(unit: Unit, provider) -> int:
        path = house.commune.path if unit == house.committee else unit.path
        below = [one for home, one in laid if home.path.startswith(path)]
        if provider is figures.overdue:
            return sum(one.state in RUNNING and one.due < end for one in below)
        ended = [one for one in below if one.state == "concluded" and one.done_on and start <= one.done_on <= end]
        return sum(one.on_time if provider is figures.in_time else one.quality == "beyond" for one in ended)

    for provider in (figures.in_time, figures.beyond, figures.overdue):
        counts = provider([unit.pk for unit in units], [(start, end)], date(2022, 2, 1))
        assert {unit: counts[unit.pk, 0][0] for unit in units} == {unit: expected(unit, provider) for unit in units}
        parts = [house.cluster, house.cell_b, house.hamlet]
        within = sum(len(provider([unit.pk], [(start, end)], date(2022, 2, 1))[unit.pk, 0][1]) for unit in parts)
        assert within <= counts[house.commune.pk, 0][0]


TRAIL = st.lists(
    st.tuples(DAYS, st.sampled_from(["assigned", "in_progress", "reported", "concluded"]), st.none() | DAYS), max_size=8
)


@given(TRAIL, DAYS, DAYS)
def test_a_trail_told_backward_is_the_trail_walked_forward(acts, due: date, day: date):
    """Forward: every day has the state and the day due after the acts up to it."""
    acts = sorted(acts, key=lambda one: one[0])
    trail = [Moved(*one) for one in acts]
    held = [one.due_before for one in trail if one.due_before is not None] + [due]
    changes = [date.min, *(one.on for one in trail if one.due_before is not None), date.max]
    dues = [value for value, (first, last) in zip(held, pairwise(changes), strict=True) if first <= day < last]
    state = next((one.after for one in reversed(trail) if one.on <= day), "")
    assert was_overdue(trail, due, day) == (state in RUNNING and day > dues[0])
    assert not was_overdue([], due, day), "nothing is known of it yet"


@given(TRAIL, DAYS, st.lists(DAYS, unique=True, max_size=6).map(sorted))
def test_days_walked_at_once_are_the_days_walked_one_by_one(acts, due: date, days: list[date]):
    trail = [Moved(*one) for one in sorted(acts, key=lambda one: one[0])]
    assert overdue_on(trail, due, days) == [day for day in days if was_overdue(trail, due, day)]


# -- as indicators -----------------------------------------------------------------------------------------------------


@pytest.fixture
def in_time(house: House) -> Indicator:
    return make_indicator("in_time", source="live", provider="works_in_time", stated_by="commune")


def test_a_target_of_any_unit_is_judged_by_them(house: House, in_time: Indicator):
    concluded(house, quality="beyond")
    for unit in (house.province, house.commune, house.committee, house.cell_a):
        target = make_target(unit, in_time, "2021", 1, by=house.office if unit != house.province else house.provincial)
        line = live.live_lines([target], at=date(2022, 2, 1))[target.pk]
        assert line.points[-1].value == 1, unit
    figure = live.count_live(in_time, live.UnitRow.of(house.cell_b), Period.year(2021), date(2022, 2, 1))
    assert figure.value == 0


def test_the_page_of_how_it_was_made_reaches_the_works(house: House, in_time: Indicator, client):
    work = concluded(house, title="Việc đã kết thúc đúng hạn")
    late = assigned(house, title="Việc quá hạn mẫu", due=date(2021, 6, 30), roadmap=())
    overdue = make_indicator("late", source="live", provider="works_overdue", stated_by="commune", measure="stock")
    client.force_login(house.secretary)
    for indicator, shown in ((in_time, work), (overdue, late)):
        target = make_target(house.commune, indicator, "2021", 1, by=house.office)
        page = client.get(f"/targets/{target.pk}/?on=2021-12-31").content.decode()
        assert f"/works/{shown.pk}/" in page
        assert shown.title in page
    client.force_login(house.other_cell_secretary)
    page = client.get(f"/targets/{target.pk}/?on=2021-12-31").content.decode()
    assert late.title not in page, "who does not see the work does not read it here"


@pytest.mark.parametrize("works", [1, 3])
def test_the_same_queries_however_many_works(house: House, django_assert_num_queries, works: int):
    for _number in range(works):
        concluded(house)
    for provider, queries in ((figures.in_time, 2), (figures.beyond, 2), (figures.overdue, 3)):
        with django_assert_num_queries(queries):
            provider([house.commune.pk, house.cell_a.pk], [YEAR, (date(2021, 7, 1), date(2021, 7, 31))])


def test_more_works_than_are_named_are_counted(house: House, in_time: Indicator):
    for number in range(10):
        concluded(house, title=f"Việc {number}")
    proof = live.prove(in_time, house.commune, *YEAR, house.secretary)
    assert (len(proof.behind), proof.more) == (8, 2)
    assert proof.url.endswith("?year=2021")
