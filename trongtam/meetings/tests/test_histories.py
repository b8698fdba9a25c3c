"""Random years of two cells by the operations:
meetings, ends taken back, months not held, a merger, a new secretary; beside a count by hand."""

from __future__ import annotations

import random
from datetime import date

import pytest

from trongtam.accounts.models import User
from trongtam.meetings.models import Decision, DecisionState, Meeting
from trongtam.meetings.operations import Said, record_not_held, settle_item, take_end_back
from trongtam.org.models import Post, PostKind, Unit
from trongtam.org.operations.reorganise import merge_units
from trongtam.org.tests.house import House, make_house, make_user
from trongtam.work.life import RUNNING
from trongtam.work.models import Work

from .months import begun, decided, moment, over, prepared

OUTCOMES = (Said("done"), Said("carried", "chờ vốn mẫu"), Said("cancelled", "xã đã làm mẫu"))


@pytest.fixture
def house(db: None) -> House:
    return make_house()


class ByHand:
    """Text → unit that owes it; what is closed is taken out."""

    def __init__(self) -> None:
        self.open: dict[str, int] = {}
        self.made = self.closed = 0


def hold(cell: Unit, by: User, day: date, chance: random.Random, hand: ByHand) -> Meeting:
    meeting = begun(cell, by, day)
    points = list(meeting.items.filter(kind="decision").select_related("decision"))
    assert sorted(item.title for item in points) == sorted(
        text for text, owner in hand.open.items() if owner == cell.pk
    )
    for item in points:
        said = chance.choice(OUTCOMES)
        settle_item(item, said, by=by, at=moment(day))
        if said.outcome != "carried":
            del hand.open[item.title]
            hand.closed += 1
    for _n in range(chance.randint(0, 2)):
        hand.made += 1
        text = f"Việc mẫu số {hand.made}"
        decided(meeting, by, cell, text)
        hand.open[text] = cell.pk
    over(meeting, by)
    if chance.random() < 0.3:  # ended by mistake: opened again, the same is found anew
        take_end_back(meeting, by=by, reason="bấm nhầm mẫu", at=moment(day))
        over(meeting, by)
    return meeting


def replaced(cell: Unit, day: date) -> User:
    """Another secretary from a day on."""
    Post.objects.filter(unit=cell, valid_to__isnull=True).update(valid_to=day)
    return make_user("Cao Thử Thay", cell, PostKind.CELL_SECRETARY, since=day)


@pytest.mark.parametrize("seed", range(6))
def test_no_open_point_vanishes_over_a_year_of_meetings_and_a_merger(house: House, seed: int) -> None:
    chance, hand = random.Random(seed), ByHand()
    keepers = {house.cell_a: house.cell_secretary, house.cell_b: house.other_cell_secretary}
    merged_in, changed_in = chance.randint(4, 9), chance.randint(2, 3)
    for month in range(1, 13):
        if month == changed_in:
            keepers[house.cell_a] = replaced(house.cell_a, date(2022, month, 1))
        if month == merged_in:
            new = merge_units(
                [house.cell_a, house.cell_b], by=house.office, name="Chi bộ Mẫu Chung", on=date(2022, month, 1),
                basis="Quyết định mẫu", parent=house.committee, at=moment(date(2022, month, 1)),
            )  # fmt: skip
            house.office.__dict__.pop("_reach", None)
            keepers = {Unit.objects.get(pk=new.pk): house.office}
            hand.open = dict.fromkeys(hand.open, new.pk)
        for cell, by in keepers.items():
            day = date(2022, month, chance.randint(2, 9))
            if chance.random() < 0.2:
                record_not_held(prepared(cell, by, day), by=by, reason="lũ lụt mẫu")
            else:
                hold(cell, by, day, chance, hand)
            owed = Decision.objects.filter(state=DecisionState.OPEN).values_list("text", "owner_id")
            assert dict(owed) == hand.open
            assert hand.made == hand.closed + len(hand.open) == Decision.objects.count()
    running = Work.objects.filter(state__in=[state.value for state in RUNNING], decision__isnull=False)
    assert sorted(running.values_list("title", flat=True)) == sorted(hand.open)
