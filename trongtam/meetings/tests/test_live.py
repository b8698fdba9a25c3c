"""What the program counts of meetings: held, on time, attended, themes; over cell, cluster and commune; with its proof."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from trongtam.meetings.models import HeadCount
from trongtam.meetings.operations.counted import lay_counted_meetings
from trongtam.meetings.queries import live
from trongtam.org.tests.house import House, make_house
from trongtam.targets.live import Share, is_registered

from .records import MOMENT, meeting

YEAR = (date(2022, 1, 1), date(2022, 12, 31))
THIRD = (date(2022, 7, 1), date(2022, 9, 30))
TODAY = date(2022, 10, 15)


@pytest.fixture
def house(db) -> House:
    return make_house()


@pytest.fixture
def kept(house: House) -> House:
    """Cell A from January on without May, its last meeting poorly attended; cell B since August."""
    for month in (1, 2, 3, 4, 6, 7, 8, 9):
        one = meeting(house.cell_a, on=date(2022, month, 3), state="signed")
        HeadCount.objects.create(meeting=one, base=10, present=5 if month == 9 else 10, source="typed", at=MOMENT)
    for month in (2, 8):
        meeting(house.cell_a, on=date(2022, month, 4), state="signed", kind="thematic")
    one = meeting(house.cell_b, on=date(2022, 8, 3), state="ended")
    HeadCount.objects.create(meeting=one, base=30, present=24, source="typed", at=MOMENT)
    meeting(house.cell_b, on=date(2022, 9, 3), state="not_held")
    return house


def counted(provider, unit, *periods):
    found = provider([unit.pk], periods, TODAY)
    return [found[unit.pk, number][0] for number in range(len(periods))]


def test_meetings_held(kept: House) -> None:
    assert counted(live.held, kept.cell_a, YEAR, THIRD) == [8, 3]
    assert counted(live.held, kept.commune, YEAR, THIRD) == [9, 4]
    assert counted(live.held, kept.committee, YEAR) == [9]
    assert counted(live.held, kept.cluster, YEAR) == [8]


def test_on_time_of_those_owed(kept: House) -> None:
    """Nine months are owed by cell A; cell B owes from its first meeting on."""
    assert counted(live.on_time, kept.cell_a, YEAR) == [Share(8, 9)]
    assert counted(live.on_time, kept.commune, YEAR) == [Share(9, 11)]


def test_attendance_is_a_share_of_sums(kept: House) -> None:
    assert counted(live.attended, kept.cell_a, THIRD) == [Share(25, 30)]
    assert counted(live.attended, kept.commune, YEAR) == [Share(99, 110)]


def test_quarters_with_a_theme(kept: House) -> None:
    """Quarter 2 was missed; cell B began inside quarter 3, which nobody holds against it."""
    assert counted(live.themed, kept.cell_a, YEAR) == [Share(2, 3)]
    assert counted(live.themed, kept.commune, YEAR) == [Share(2, 3)]


def test_what_is_to_come_is_not_counted(kept: House) -> None:
    ahead = (date(2022, 11, 1), date(2022, 11, 30))
    assert live.held([kept.commune.pk], [ahead], TODAY) == {}


def test_the_set_up_lays_them_and_each_has_its_proof(kept: House, django_assert_num_queries) -> None:
    laid = lay_counted_meetings(kept.commune, by=kept.office)
    assert [one.provider for one in laid] == [live.HELD, live.ON_TIME, live.ATTENDED, live.THEMED]
    assert all(is_registered(one.provider) for one in laid)
    with time_machine.travel("2022-10-15 12:00+07:00", tick=False):
        proof = live.prove_meetings(laid[2], kept.commune, *YEAR, kept.office)
    assert len(proof.behind) == 8
    assert proof.more == 1
    assert any("24/30" in one.value for one in proof.behind) or proof.more
    assert proof.url.startswith("/meetings/of/")
    with django_assert_num_queries(4):
        live.attended([kept.commune.pk, kept.cell_a.pk], [YEAR, THIRD], TODAY)


def test_proof_shows_only_what_one_sees(kept: House) -> None:
    indicator = lay_counted_meetings(kept.commune, by=kept.office)[0]
    assert live.prove_meetings(indicator, kept.commune, *YEAR, kept.stranger).behind == ()
