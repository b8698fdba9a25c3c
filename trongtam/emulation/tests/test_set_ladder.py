"""A unit chooses whom to catch up with; its ladder is judged by what both have stated."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from trongtam.emulation.models import ExemplarKind, Ladder
from trongtam.emulation.operations import end_ladder
from trongtam.emulation.queries.figures import shared_indicators
from trongtam.emulation.queries.ladders import offered, own_ladders, read_ladders
from trongtam.ground.errors import NotAllowed
from trongtam.org.models import Membership
from trongtam.org.tests.asking import refusal
from trongtam.org.tests.house import House, make_person, make_unit
from trongtam.targets.tests.measures import make_target

from .emulating import BEGINS, NOW, cell_beside, figures_of, indicator, ladder_of, recognised, registered

pytestmark = pytest.mark.django_db
TODAY = date(2017, 12, 31)


def read(ladder: Ladder, house: House, **more):
    (found,) = read_ladders([own for own in own_ladders(house.office) if own == ladder], user=house.office, **more)
    return found


def test_the_months_in_which_it_caught_up_and_surpassed(house):
    ladder = ladder_of(house, by=house.other_cell_secretary)
    found = read(ladder, house, today=TODAY)
    (rung,) = found.rungs
    assert [(one.mine, one.theirs) for one in rung.months] == [(50, 60), (62, 62), (70, 64)]
    assert found.climb.stage == "surpassed"
    assert (found.climb.caught_up_on, found.climb.surpassed_on) == (date(2017, 2, 28), date(2017, 3, 31))
    assert not ladder.proxy


def test_what_adds_up_is_compared_by_each_ones_own_plan(house):
    """10 of 20 against 20 of 80: half of its plan against a quarter."""
    flow = indicator("ket-nap-mau", unit_of_measure="người")
    model = recognised(house)
    for cell, plan in ((house.cell_a, 80), (house.cell_b, 20)):
        make_target(cell, flow, "2017", plan, by=house.office)
    figures_of(house, flow, house.cell_a, [10, 10])
    figures_of(house, flow, house.cell_b, [2, 8])
    ladder = ladder_of(house, exemplar=model, indicators=[(flow, "plan")])
    (rung,) = read(ladder, house, today=TODAY).rungs
    assert [(one.mine, one.theirs) for one in rung.months] == [(10, Decimal("12.5")), (50, 25)]
    assert rung.climb.surpassed_on == date(2017, 2, 28)


def test_three_indicators_and_one_behind(house):
    model = recognised(house)
    rows = [
        indicator(code, measure="stock", **more)
        for code, more in (("mot", {}), ("hai", {}), ("ba", {"better": "less"}))
    ]
    for one, mine, theirs in zip(rows, (90, 80, 5), (80, 80, 3), strict=True):
        figures_of(house, one, house.cell_a, [theirs])
        figures_of(house, one, house.cell_b, [mine])
    ladder = ladder_of(house, exemplar=model, indicators=[(one, "value") for one in rows])
    found = read(ladder, house, today=TODAY)
    assert [each.climb.stage for each in found.rungs] == ["surpassed", "caught_up", "learning"]
    assert found.climb.stage == "learning"


def test_who_may_and_what_makes_no_sense(house):
    model = recognised(house)
    for name in ("cell_secretary", "standing", "provincial", "stranger", "hamlet_head"):
        with pytest.raises(NotAllowed):
            ladder_of(house, exemplar=model, by=getattr(house, name))
    ladder = ladder_of(house, exemplar=model)
    assert refusal(ladder_of, house, exemplar=model).field == "exemplar"
    assert refusal(ladder_of, house, house.cell_a, model).field == "exemplar"
    assert refusal(ladder_of, house, exemplar=registered(house)).field == "exemplar"
    practice = recognised(house, kind=ExemplarKind.PRACTICE)
    assert refusal(ladder_of, house, exemplar=practice).field == "exemplar"
    assert refusal(ladder_of, house, house.hamlet, model).field == "exemplar"
    other = recognised(house, cell_beside(house, 1))
    assert refusal(ladder_of, house, exemplar=other, indicators=[]).field == "indicators"
    unknown = indicator("khong-co-so")
    assert refusal(ladder_of, house, exemplar=other, indicators=[(unknown, "value")]).field == "indicators"
    assert refusal(end_ladder, ladder, by=house.office, reason=" ", at=NOW).field == "reason"
    with pytest.raises(NotAllowed):
        end_ladder(ladder, by=house.cell_secretary, reason="Thôi", at=NOW)
    end_ladder(ladder, by=house.other_cell_secretary, reason="Đã vượt", at=NOW)
    assert refusal(end_ladder, ladder, by=house.office, reason="Lại", at=NOW)
    assert ladder_of(house, exemplar=model).pk != ladder.pk


def test_what_cannot_be_said_to_be_better_is_not_offered(house):
    rows = {code: indicator(code, **more) for code, more in (("tot", {}), ("dung", {"better": "exact"}), ("rieng", {}))}
    figures_of(house, rows["tot"], house.cell_a, [1])
    make_target(house.cell_b, rows["tot"], "2017", 5, by=house.office)
    for cell in (house.cell_a, house.cell_b):
        figures_of(house, rows["dung"], cell, [1])
    figures_of(house, rows["rieng"], house.cell_a, [1])
    assert [one.code for one in shared_indicators(house.cell_a, house.cell_b)] == ["tot"]


def members(house, unit, number):
    for place in range(number):
        person = make_person(f"Nguyễn Mẫu {place}", unit)
        Membership.objects.create(person=person, unit=unit, valid_from=BEGINS)


def test_peers_are_proposed_by_kind_size_and_place(house):
    members(house, house.cell_b, 8)
    like, large, hamlet = cell_beside(house, 1), cell_beside(house, 2), house.hamlet
    members(house, like, 10)
    members(house, large, 40)
    members(house, house.cell_a, 9)
    for unit in (large, hamlet, house.cell_a, like):
        recognised(house, unit)
    found = offered(house.cell_b, house.other_cell_secretary, TODAY)
    assert [(exemplar.unit, peer.fits) for exemplar, peer in found] == [
        (house.cell_a, True),
        (like, True),
        (large, False),
    ]


def test_an_exemplar_of_another_commune_only_when_the_province_recognised_it(house):
    far = make_unit("cell", "Chi bộ xã Khác", house.other_commune)
    made = registered_elsewhere(house, far)
    assert offered(house.cell_b, house.other_cell_secretary, TODAY) == []
    from trongtam.emulation.operations import recognise_exemplar

    recognise_exemplar(made, house.province, by=house.provincial, on=BEGINS, decision="Quyết định tỉnh mẫu", at=NOW)
    ((exemplar, peer),) = offered(house.cell_b, house.other_cell_secretary, TODAY)
    assert exemplar == made and peer.fits is None


def registered_elsewhere(house, unit):
    from trongtam.emulation.models import Exemplar

    return Exemplar.objects.create(
        kind="unit", unit=unit, title="Mẫu", folded="mau", what="Việc", registered_on=BEGINS, made_at=NOW
    )


def test_others_are_told_only_where_there_are_three_and_never_by_name(house):
    for unit in (house.cell_a, house.cell_b):
        members(house, unit, 9)
    ladder = ladder_of(house)
    one = ladder.rungs.get().indicator
    assert read(ladder, house, today=TODAY, with_others=True).rungs[0].others is None
    for number, value in enumerate((10, 90), start=1):
        beside = cell_beside(house, number)
        members(house, beside, 8)
        figures_of(house, one, beside, [0, 0, value])
    assert read(ladder, house, today=TODAY, with_others=True).rungs[0].others == (3, 10, 64, 90)


@pytest.mark.parametrize("count", [1, 3])
def test_ladders_are_read_in_so_many_queries(house, count, django_assert_num_queries):
    one = indicator("ty-le-mau", measure="stock")
    for number in range(count):
        model = recognised(house, cell_beside(house, number))
        figures_of(house, one, model.unit, [number, number])
        if number == 0:
            figures_of(house, one, house.cell_b, [1, 2])
        ladder_of(house, exemplar=model, indicator=one)
    ladders = own_ladders(house.office)
    with django_assert_num_queries(4):
        read_ladders(ladders, user=house.office, today=TODAY)
