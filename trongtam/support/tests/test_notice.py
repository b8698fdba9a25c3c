"""Notices downward: sent, acknowledged, told; and who has not."""

from __future__ import annotations

from datetime import date

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.org.tests.house import House, make_house
from trongtam.support.models import Notice, NoticeTo
from trongtam.support.operations import acknowledge_notice, mark_told, withdraw_notice
from trongtam.support.queries.notices import sent_by, to_acknowledge, untold

from .recommendations import line_of, moment, notice


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def test_sent_to_three_each_owes_an_acknowledgement(house: House) -> None:
    made = notice(house)
    (row,) = sent_by(house.committee, house.office)
    assert (row.units, row.acknowledged, row.told) == (3, 0, 0)
    line = line_of(made, house.cell_a)
    assert list(to_acknowledge(house.cell_secretary)) == [line]
    acknowledge_notice(line, by=house.cell_secretary, at=moment(2022, 9, 6))
    again = acknowledge_notice(line, by=house.cell_secretary, at=moment(2022, 9, 7))
    assert again.acknowledged_at == moment(2022, 9, 6) and not again.proxy
    assert not to_acknowledge(house.cell_secretary).exists()
    assert untold(house.cell_a, moment(2022, 9, 30)) == [line]
    mark_told(line, by=house.cell_secretary, on=date(2022, 9, 10), at=moment(2022, 9, 10))
    assert untold(house.cell_a, moment(2022, 9, 30)) == []
    assert untold(house.cell_b, moment(2022, 9, 1)) == []


def test_told_at_a_meeting_it_is_acknowledged_too(house: House) -> None:
    line = line_of(notice(house), house.cell_b)
    told = mark_told(line, by=house.office, on=date(2022, 9, 10), at=moment(2022, 9, 10))
    assert told.acknowledged_at == moment(2022, 9, 10) and told.proxy
    (row,) = sent_by(house.committee, house.office)
    assert (row.acknowledged, row.told) == (1, 1)


def test_what_makes_no_sense_is_refused(house: House) -> None:
    for wrong in (
        {"units": []},
        {"units": [house.other_commune]},
        {"title": ""},
        {"text": " "},
        {"due_on": date(2022, 9, 1)},
        {"units": [house.committee]},
    ):
        with pytest.raises(Refused):
            notice(house, **wrong)
    house.cell_b.ended_on = date(2022, 1, 1)
    house.cell_b.save()
    with pytest.raises(Refused):
        notice(house)
    assert not Notice.objects.exists()
    notice(house, units=[house.cell_a])
    with pytest.raises(Refused):
        notice(house, units=[house.cell_a])  # sent twice
    line = NoticeTo.objects.get()
    with pytest.raises(Refused):
        mark_told(line, by=house.cell_secretary, on=date(2022, 9, 6), at=moment(2022, 9, 5))


def test_taken_back_it_is_owed_no_more(house: House) -> None:
    made = notice(house)
    with pytest.raises(Refused):
        withdraw_notice(made, by=house.office, reason="")
    withdraw_notice(made, by=house.office, reason="Đổi lịch", at=moment(2022, 9, 6))
    with pytest.raises(Refused):
        withdraw_notice(made, by=house.office, reason="Đổi lịch")
    assert not to_acknowledge(house.cell_secretary).exists()
    assert untold(house.cell_a, moment(2022, 9, 30)) == []
    with pytest.raises(Refused):
        acknowledge_notice(line_of(made, house.cell_a), by=house.cell_secretary)


@pytest.mark.parametrize("who", ["cell_secretary", "standing", "stranger", "former", "provincial", "administrator"])
def test_only_the_office_and_the_leaders_send(house: House, who: str) -> None:
    with pytest.raises(NotAllowed):
        notice(house, by=getattr(house, who))


def test_another_cell_does_not_acknowledge(house: House) -> None:
    line = line_of(notice(house), house.cell_a)
    for who in (house.other_cell_secretary, house.stranger, house.standing):
        with pytest.raises(NotAllowed):
            acknowledge_notice(line, by=who)


def test_who_sees_it(house: House) -> None:
    made = notice(house, units=[house.cell_a])
    for who in ("cell_secretary", "office", "standing", "provincial"):
        assert Notice.objects.visible_to(getattr(house, who)).filter(pk=made.pk).exists(), who
    for who in ("other_cell_secretary", "stranger", "former", "hamlet_head"):
        assert not Notice.objects.visible_to(getattr(house, who)).exists(), who
        assert not NoticeTo.objects.visible_to(getattr(house, who)).exists(), who
