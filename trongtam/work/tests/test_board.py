"""The leader's board counts once, holder by holder, what the papers and the database count of all works together."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trongtam.org.tests.house import House, make_house
from trongtam.work.life import ASSIGNED_ONCE, State
from trongtam.work.models import Kind, Quality, RootKind, Work
from trongtam.work.queries import board as boards
from trongtam.work.tests.works import moment, official

DAY = date(2021, 8, 1)
ONCE = {state.value for state in ASSIGNED_ONCE}
WORKS = st.lists(
    st.tuples(
        st.sampled_from([state.value for state in State]),
        st.integers(0, 4),
        st.integers(-90, 90),
        st.integers(0, 120),
        st.booleans(),
        st.sampled_from([None, True, False]),
        st.sampled_from(["", *Quality.values]),
    ),
    max_size=25,
)


def laid(house: House, rows: list[tuple]) -> list[Work]:
    """Works as they may stand, held by two units and three persons; the second person in two places."""
    people = [official(house, f"Cao Thử {number}").person for number in range(3)]
    holders = [
        (house.cell_a, None, house.cell_a),
        (house.cell_b, None, house.cell_b),
        (None, people[0], house.commune),
        (None, people[1], house.commune),
        (None, people[1], house.cell_a),
    ]
    works = []
    for number, (state, held, due, silent, in_need, in_time, quality) in enumerate(rows):
        unit, person, home = holders[held]
        works.append(
            Work(
                unit=house.committee,
                title=f"Việc mẫu {number}",
                kind=Kind.BREAKTHROUGH,
                root_kind=RootKind.OWN,
                period_code="2021",
                start=date(2021, 1, 1),
                due=DAY + timedelta(days=due),
                first_due=DAY + timedelta(days=due),
                heard_on=DAY - timedelta(days=silent),
                state=state,
                in_need=in_need,
                on_time=in_time,
                quality=quality,
                holder_unit=unit,
                holder_person=person,
                home=home,
                made_at=moment(2021, 1, 1),
            )
        )
    return Work.objects.bulk_create(works)


@pytest.fixture
def house(db) -> House:
    return make_house()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=WORKS)
def test_what_is_counted_by_holder_adds_up_to_what_is_counted_of_all(house: House, rows):
    Work.objects.all().delete()
    laid(house, rows)
    for user in (house.office, house.provincial):
        read = boards.board(house.commune, "2021", user, DAY)
        assert read.sums == boards.sums(boards.of_year(house.commune, "2021", user), DAY)
        assert sum(one.works for one in read.holders) == read.sums.works
        assert sum(one.late for one in read.holders) == read.sums.late
        given_to = Counter(row[1] for row in rows if row[0] in ONCE)
        assert [one.works for one in read.holders if not one.is_person] == [given_to[n] for n in (0, 1) if given_to[n]]


def test_who_reads_no_names_sees_the_places(house: House):
    laid(house, [(State.ASSIGNED.value, held, 5, 1, False, None, "") for held in (0, 2, 3, 4)])
    near = boards.board(house.commune, "2021", house.office, DAY).holders
    far = boards.board(house.commune, "2021", house.provincial, DAY).holders
    assert [(one.name, one.works) for one in near if one.is_person] == [("Cao Thử 0", 1), ("Cao Thử 1", 2)]
    assert {one.name: one.works for one in far if one.is_person} == {house.commune.name: 2, house.cell_a.name: 1}
    stranger = boards.board(house.commune, "2021", house.stranger, DAY)
    assert (stranger.sums.works, stranger.holders) == (0, [])
