"""Works through a merger and a split: what runs goes on with whoever takes over, what has ended stays where it was."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from trongtam.accounts.models import User
from trongtam.org.models import Unit, UnitKind
from trongtam.org.operations.reorganise import merge_units, split_unit
from trongtam.org.queries.reorganise import rehearse_merger
from trongtam.org.reorganising import Part
from trongtam.org.tests.house import House, make_house, make_unit, make_user
from trongtam.targets.tests.measures import make_indicator
from trongtam.work.models import Campaign, Recurring, Work
from trongtam.work.operations import Word, report_progress, stop_work
from trongtam.work.queries.works import works_of

from .recurrings import started
from .works import assigned, campaign, moment, of_person, registered

pytestmark = pytest.mark.django_db
ON, BASIS = date(2021, 9, 1), "Quyết định sáp nhập mẫu"


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def keeper(house: House) -> User:
    return make_user("Mai Trên Cấp", house.province, "administrator")


def merge_cells(house: House) -> Unit:
    units = [house.cell_a, house.cell_b]
    return merge_units(units, by=house.office, name="Chi bộ ấp Mẫu", on=ON, basis=BASIS, parent=house.committee)


def merge_communes(house: House, keeper: User) -> Unit:
    return merge_units([house.commune, house.other_commune], by=keeper, name="Xã Mới", on=ON, basis=BASIS)


def places(work: Work) -> tuple[int, int, int | None]:
    work.refresh_from_db()
    return work.unit_id, work.home_id, work.holder_unit_id


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_works_of_merged_cells_go_on_with_the_new_cell(house: House) -> None:
    running, waiting = assigned(house), registered(house)
    own = of_person(house, house.cell_secretary)
    ended = stop_work(assigned(house), by=house.office, reason="không còn cần", at=moment(2021, 5, 1))
    shown = rehearse_merger([house.cell_a, house.cell_b], name="Chi bộ ấp Mẫu", parent=house.committee, on=ON)
    told = [line.what for carriage in shown.carriages for line in carriage.told()]
    assert running.title == waiting.title == own.title
    assert told.count(running.title) == 3, "those that run; other rooms tell of theirs"
    new = merge_cells(house)
    assert places(running) == (house.committee.pk, new.pk, new.pk)
    assert places(waiting) == (house.committee.pk, new.pk, new.pk)
    assert places(own) == (house.committee.pk, new.pk, None)
    assert places(ended) == (house.committee.pk, house.cell_a.pk, house.cell_a.pk)
    last = running.turns.last()
    assert last is not None
    assert (last.act, last.before, last.after, last.reason) == ("succeed", "assigned", "assigned", BASIS)
    assert last.said == {"home": [house.cell_a.pk, new.pk], "holder_unit": [house.cell_a.pk, new.pk]}


def test_the_new_holder_reports_and_a_stranger_finds_nothing(house: House) -> None:
    running = assigned(house)
    new = merge_cells(house)
    successor = make_user("Hà Thử Kế", new, "cell_secretary", since=ON)
    report_progress(running, Word(40), by=successor, at=moment(2021, 9, 5))
    running.refresh_from_db()
    assert running.percent == 40
    assert running in Work.objects.visible_to(again(house.office))
    assert running not in Work.objects.visible_to(again(house.stranger))


def test_a_merged_commune_decides_on_what_both_had_assigned(house: House, keeper: User) -> None:
    running, asked = assigned(house), campaign(house)
    clean = started(house)
    make_indicator("clean", source="live", provider=f"recurring:{clean.pk}")
    shown = rehearse_merger([house.commune, house.other_commune], name="Xã Mới", parent=house.province, on=ON)
    to_look_after = {line.what for carriage in shown.carriages for line in carriage.told() if line.open}
    assert {asked.title, clean.title} <= to_look_after and running.title not in to_look_after
    new = merge_communes(house, keeper)
    organ = Unit.objects.get(parent=new, kind=UnitKind.PARTY_COMMITTEE)
    assert places(running) == (organ.pk, house.cell_a.pk, house.cell_a.pk)
    closed = Campaign.objects.get(pk=asked.pk)
    assert (closed.closed_at is not None, closed.closed_reason) == (True, BASIS)
    old, begun = Recurring.objects.order_by("pk")
    assert (old.pk, old.unit, old.stopped_on, old.stopped_reason) == (
        clean.pk,
        house.committee,
        date(2021, 8, 31),
        BASIS,
    )
    assert (begun.unit, begun.rule, begun.start, begun.end, begun.stopped_on) == (
        organ,
        clean.rule,
        ON,
        clean.end,
        None,
    )
    assert running in works_of(organ, again(keeper))


def test_two_organs_with_the_same_rule_go_on_with_one(house: House, keeper: User) -> None:
    first = started(house)
    committee = make_unit("party_committee", "Đảng ủy xã Khác", house.other_commune)
    second = Recurring.objects.get(pk=first.pk)
    second.pk, second.unit = None, committee
    second.save()
    new = merge_communes(house, keeper)
    going_on = Recurring.objects.filter(stopped_on=None)
    assert [one.unit.parent_id for one in going_on] == [new.pk]
    assert Recurring.objects.filter(stopped_on=date(2021, 8, 31)).count() == 2


def test_of_a_split_unit_the_greater_part_goes_on_and_somebody_looks_at_it(house: House) -> None:
    running = assigned(house, house.hamlet)
    parts = [Part("Ấp Mẫu Bé", Fraction(1, 4)), Part("Ấp Mẫu Lớn", Fraction(3, 4))]
    made = split_unit(
        house.hamlet, by=house.office, parts=parts, on=ON, basis=BASIS, goes_to={house.group.pk: 1}, keeper=1
    )
    assert places(running)[1:] == (made[1].pk, made[1].pk)


def test_units_that_work_along_are_succeeded_too(house: House) -> None:
    running = assigned(house, house.hamlet, cooperating=(house.cell_a,))
    new = merge_cells(house)
    assert list(running.cooperating.all()) == [new]
    assert places(running)[1:] == (house.hamlet.pk, house.hamlet.pk)
