"""Figures that the program counts itself: registered once, counted in one query, summed over a territory, frozen when sent."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.ledger.models import Entry
from trongtam.org.operations.party import admit_member
from trongtam.org.tests.house import House, grant, make_house, make_person
from trongtam.targets import live
from trongtam.targets.models import Indicator, Measurement, Target
from trongtam.targets.operations import freeze_live

from .measures import make_indicator, make_target, moment

pytestmark = pytest.mark.django_db
YEAR = Period.year(2022)
OCTOBER = moment(2022, 10, 5)


@pytest.fixture
def house() -> House:
    made = make_house()
    for cell in (made.cell_a, made.cell_b):
        grant(made.office, cell)
    return made


@pytest.fixture
def admissions(house: House) -> Indicator:
    return make_indicator("admissions", source="live", provider="admissions", counts_people=True, stated_by="cell")


@pytest.fixture
def lamps() -> Iterator[str]:
    """A room that counts lamps: lit in the cell with the lowest number only."""

    def lit(units, periods, at):
        known = sorted(units)
        return {(pk, number): (pk == known[0], (pk,)) for number in range(len(periods)) for pk in known}

    live.register("test.lamps", lit)
    yield "test.lamps"
    live._PROVIDERS.pop("test.lamps")


def admit(house: House, name: str, cell, on: date) -> None:
    admit_member(make_person(name, cell), by=house.office, cell=cell, on=on, basis="Quyết định kết nạp")


def line_of(target: Target, at: date = date(2022, 10, 5)) -> live.Line:
    return live.live_lines([target], at=at)[target.pk]


def test_admissions_are_counted_month_by_month_with_last_year_beside(house: House, admissions: Indicator) -> None:
    admit(house, "Phạm Ví Dụ", house.cell_a, date(2021, 5, 19))
    admit(house, "Đào Thử", house.cell_a, date(2022, 2, 3))
    admit(house, "Hồ Giả", house.cell_b, date(2022, 9, 2))
    target = make_target(house.commune, admissions, "2022", 3, by=house.office)
    line = line_of(target)
    assert [int(point.value) for point in line.points] == [0, 1, 1, 1, 1, 1, 1, 1, 2, 2]
    assert (line.same_period(date(2022, 4, 30)), line.last_year_total) == (0, 1)
    assert line.points[0].counted == 2


def test_last_year_stays_empty_where_nothing_was_kept(house: House, admissions: Indicator) -> None:
    admit(house, "Đào Thử", house.cell_a, date(2022, 2, 3))
    assert line_of(make_target(house.cell_a, admissions, "2022", 1, by=house.office)).last_year == []


def test_a_term_has_no_year_before(house: House, admissions: Indicator) -> None:
    line = line_of(make_target(house.cell_a, admissions, "2020..2025", 9, by=house.office))
    assert (line.last_year, line.points[0].on) == ([], date(2020, 1, 31))


@pytest.mark.parametrize("count", [1, 3])
def test_many_units_are_counted_in_one_query(
    house: House, admissions: Indicator, count: int, django_assert_num_queries
) -> None:
    units = (house.commune, house.committee, house.cluster)[:count]
    targets = [make_target(unit, admissions, "2022", 3, by=house.office) for unit in units]
    with django_assert_num_queries(2):  # the units, then the provider once
        lines = live.live_lines(targets, at=date(2022, 10, 5))
    assert len(lines) == count


def test_a_cell_alone_may_say_yes_or_no(house: House, lamps: str) -> None:
    lit = make_indicator("lamps", source="live", provider=lamps, measure="yes_no")
    first = min((house.cell_a, house.cell_b), key=lambda cell: cell.pk)
    target = make_target(first, lit, "2022", None, by=house.office, comparator="status")
    assert line_of(target).points[-1].value is True
    frozen = freeze_live(lit, first, YEAR, by=house.office, at=OCTOBER)
    assert (frozen.yes, frozen.value) == (True, None)


def test_a_key_has_one_provider_and_an_unknown_one_has_none(lamps: str) -> None:
    live.register(lamps, live._PROVIDERS[lamps])
    with pytest.raises(ValueError, match="registered twice"):
        live.register(lamps, lambda units, periods, at: {})
    assert live.is_registered(lamps) and not live.is_registered("test.nobody")
    with pytest.raises(LookupError):
        live.provider_of(Indicator(provider="test.nobody"))


# -- frozen when sent --------------------------------------------------------------------------------------------------


def test_what_is_sent_upward_stays_as_it_was_counted(house: House, admissions: Indicator) -> None:
    admit(house, "Đào Thử", house.cell_a, date(2022, 2, 3))
    sent = freeze_live(admissions, house.cell_a, YEAR, by=house.cell_secretary, at=OCTOBER)
    assert (sent.value, sent.source, sent.finality, sent.proxy) == (1, "live", "preliminary", False)
    assert Entry.objects.filter(act="targets.live_frozen").count() == 1
    admit(house, "Hồ Giả", house.cell_a, date(2022, 6, 1))
    sent.refresh_from_db()
    assert sent.value == 1
    again = freeze_live(admissions, house.cell_a, YEAR, by=house.cell_secretary, at=moment(2023, 1, 5))
    assert (again.value, again.finality, again.supersedes_id) == (2, "official", sent.pk)
    assert list(Measurement.objects.current()) == [again]


def test_sending_the_same_twice_keeps_one(house: House, admissions: Indicator) -> None:
    once = freeze_live(admissions, house.cell_a, YEAR, by=house.cell_secretary, at=OCTOBER)
    assert freeze_live(admissions, house.cell_a, YEAR, by=house.cell_secretary, at=moment(2022, 10, 6)) == once
    assert Measurement.objects.count() == 1


def test_the_office_sends_for_a_cell_and_a_stranger_does_not(house: House, admissions: Indicator) -> None:
    assert freeze_live(admissions, house.cell_a, YEAR, by=house.office, at=OCTOBER).proxy
    with pytest.raises(NotAllowed):
        freeze_live(admissions, house.cell_a, YEAR, by=house.stranger, at=OCTOBER)


def test_what_people_state_and_what_nobody_counts_is_refused(house: House, lamps: str) -> None:
    stated = make_indicator("stated")
    with pytest.raises(Refused, match="stated"):
        freeze_live(stated, house.cell_a, YEAR, by=house.office, at=OCTOBER)
    counted = make_indicator("hamlets", source="live", provider=lamps, stated_by="hamlet")
    with pytest.raises(Refused):
        freeze_live(counted, house.cell_a, YEAR, by=house.office, at=OCTOBER)


def test_a_territory_is_summed(house: House, admissions: Indicator) -> None:
    admit(house, "Đào Thử", house.cell_a, date(2022, 2, 3))
    admit(house, "Hồ Giả", house.cell_b, date(2022, 3, 3))
    assert freeze_live(admissions, house.commune, YEAR, by=house.office, at=OCTOBER).value == Decimal(2)
