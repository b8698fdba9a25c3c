"""The share of units that kept a recurring work, as a live indicator and as a target's figure."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trongtam.ground.periods import Period
from trongtam.org.models import Placement, Succession, UnitKind
from trongtam.org.tests.house import House, make_house, make_unit
from trongtam.targets import live
from trongtam.targets.models import Indicator
from trongtam.targets.operations import freeze_live
from trongtam.targets.tests.measures import make_target
from trongtam.work.models import Occurrence, Recurring

from .recurrings import hamlets, started, told
from .works import moment

AT = date(2022, 1, 5)
MARCH = Period.parse("2021-03")


@pytest.fixture
def house(db) -> House:
    return make_house()


def indicator(recurring: Recurring) -> Indicator:
    return Indicator.objects.get(provider=f"recurring:{recurring.pk}")


def figure(house: House, recurring: Recurring, period: Period = MARCH, at: date = AT):
    return live.count_live(indicator(recurring), live.UnitRow.of(house.commune), period, at)


def counts(found) -> tuple[int, int] | None:
    return (int(found.numerator), int(found.denominator)) if found is not None else None


def say_all(house: House, recurring: Recurring, units, months, states=()) -> None:
    for place, unit in enumerate(units):
        for month in months:
            state = states[place] if place < len(states) else "done"
            if state:
                told(recurring, unit, date(2021, month, 20), by=house.office, state=state)


def test_twelve_of_twelve_hamlets_are_100_percent(house: House):
    recurring, units = started(house), hamlets(house, 12)
    say_all(house, recurring, units, [3])
    found = figure(house, recurring)
    assert (found.value, counts(found)) == (100, (12, 12))


@pytest.mark.parametrize(
    ("last", "expected"), [("excused", (11, 11)), ("not_done", (11, 12)), ("", (11, 12)), ("done", (12, 12))]
)
def test_eleven_done_and_one_otherwise(house: House, last: str, expected: tuple[int, int]):
    recurring, units = started(house), hamlets(house, 12)
    say_all(house, recurring, units, [3], [*["done"] * 11, last])
    assert counts(figure(house, recurring)) == expected


def test_a_month_without_a_day_is_no_100_percent(house: House):
    recurring = started(house, rule="FREQ=MONTHLY;BYMONTH=6,12;BYMONTHDAY=20")
    assert figure(house, recurring) is None
    say_all(house, recurring, [house.hamlet], [6])
    assert counts(figure(house, recurring, Period.parse("2021-06"))) == (1, 1)
    assert counts(figure(house, recurring, Period.parse("2021-07"))) is None


def test_a_day_counts_when_it_is_over(house: House):
    recurring = started(house)
    told(recurring, house.hamlet, date(2021, 3, 20), by=house.hamlet_head)
    assert figure(house, recurring, at=date(2021, 3, 20)) is None
    assert counts(figure(house, recurring, at=date(2021, 3, 21))) == (1, 1)


def test_a_year_asks_for_every_month(house: House):
    recurring, units = started(house), hamlets(house, 2)
    say_all(house, recurring, units[:1], range(1, 13))
    say_all(house, recurring, units[1:], range(1, 12))
    assert counts(figure(house, recurring, Period.year(2021))) == (1, 2)
    assert counts(figure(house, recurring, Period.year(2021), at=date(2021, 12, 20))) == (2, 2)
    target = make_target(house.commune, indicator(recurring), "2021", 100, by=house.office)
    line = live.live_lines([target], at=AT)[target.pk]
    assert [int(point.value) for point in line.points] == [100] * 11 + [50]
    assert (line.points[-1].numerator, line.points[-1].denominator) == (1, 2)


def test_what_is_sent_upward_is_frozen_with_its_counts(house: House):
    recurring, units = started(house), hamlets(house, 3)
    say_all(house, recurring, units, [3], ["done", "not_done", "done"])
    frozen = freeze_live(indicator(recurring), house.commune, MARCH, by=house.office, at=moment(2021, 4, 2))
    assert (frozen.numerator, frozen.denominator, frozen.source) == (2, 3, "live")


def test_merged_hamlets_are_counted_while_they_stood(house: House):
    recurring, (first, second) = started(house), hamlets(house, 2)
    say_all(house, recurring, [first, second], [3], ["done", "not_done"])
    before = counts(figure(house, recurring))
    day = date(2021, 6, 1)
    joined = make_unit(UnitKind.HAMLET, "Ấp Mẫu Gộp", house.commune, founded=day)
    joined.inherits = True
    joined.save()
    for one in (first, second):
        Succession.objects.create(predecessor=one, successor=joined, on=day, kind="merged", basis="Quyết định mẫu")
        Placement.objects.filter(unit=one).update(valid_to=day)
        one.ended_on, one.passed_on, one.parent = day, True, joined
        one.path = f"{joined.path}{one.pk}/"
        one.save()
    assert counts(figure(house, recurring)) == before == (1, 2)
    told(recurring, joined, date(2021, 6, 20), by=house.office)
    assert counts(figure(house, recurring, Period.parse("2021-06"))) == (1, 1)
    of_joined = live.count_live(indicator(recurring), live.UnitRow.of(joined), MARCH, AT)
    assert counts(of_joined) == (1, 2), "it answers for those before it"


def test_a_key_of_nothing_counts_nothing(house: House):
    assert live.is_registered(f"recurring:{started(house).pk}")
    for key in ("recurring:999999", "recurring:abc", "recurring:", "nothing:1"):
        assert not live.is_registered(key), key


def test_the_page_of_how_it_was_made_reaches_what_was_said(client, house: House):
    recurring, units = started(house), hamlets(house, 3)
    say_all(house, recurring, units, [3], ["done", "not_done", "excused"])
    target = make_target(house.commune, indicator(recurring), "2021-03", 100, by=house.office)
    client.force_login(house.secretary)
    page = client.get(f"/targets/{target.pk}/").content.decode()
    for unit in units:
        assert f"/recurring/{recurring.pk}/of/{unit.code}/" in page
    assert "50%" in page
    client.force_login(house.hamlet_head)
    page = client.get(f"/targets/{target.pk}/").content.decode()
    assert units[1].name not in page, "the figures of other hamlets are not his"


def test_the_proof_of_one_unit_names_that_unit(house: House):
    recurring, units = started(house), hamlets(house, 2)
    say_all(house, recurring, units, [3])
    proof = live.prove(indicator(recurring), units[1], MARCH.start, MARCH.end, house.secretary)
    assert [one.name for one in proof.behind] == [units[1].name]
    gone = indicator(recurring)
    gone.provider = "recurring:999999"
    assert live.prove(gone, house.commune, MARCH.start, MARCH.end, house.secretary) == live.Proof()


STATES = st.sampled_from(["done", "not_done", "excused", ""])


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(STATES, min_size=12, max_size=12), min_size=4, max_size=4), st.integers(1, 12), st.integers(1, 12)
)
def test_against_a_plain_count(house: House, said: list[list[str]], one: int, other: int):
    Occurrence.objects.all().delete()
    recurring = Recurring.objects.first() or started(house)
    units = list(house.hamlet.__class__.objects.filter(kind="hamlet")) if _has(house, 4) else hamlets(house, 4)
    for unit, words in zip(units, said, strict=True):
        for month, word in enumerate(words, start=1):
            if word:
                Occurrence.objects.create(
                    recurring=recurring, unit=unit, day=date(2021, month, 20), state=word, at=moment(2021, month, 20)
                )
    first, last = min(one, other), max(one, other)
    asked = [[word for word in words[first - 1 : last] if word != "excused"] for words in said]
    base = [words for words in asked if words]
    spans = [(date(2021, first, 1), date(2021, last, 28))]
    found = live.provider_of(indicator(recurring))([unit.pk for unit in units], spans, AT)
    shares = [share for share, _rows in found.values()]
    assert sum(share.denominator for share in shares) == len(base)
    assert sum(share.numerator for share in shares) == sum(all(word == "done" for word in words) for words in base)


def _has(house: House, count: int) -> bool:
    return house.hamlet.__class__.objects.filter(kind="hamlet").count() == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_same_queries_however_many_units(house: House, django_assert_num_queries, count: int):
    recurring, units = started(house), hamlets(house, count)
    say_all(house, recurring, units, [1, 2, 3])
    provider = live.provider_of(indicator(recurring))
    with django_assert_num_queries(3):
        provider([unit.pk for unit in units], [(MARCH.start, MARCH.end)], AT)
