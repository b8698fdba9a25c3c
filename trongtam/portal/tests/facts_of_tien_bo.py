"""The facts of source 000 on work, one function each: how the built demonstration holds or computes it.

Their numbers are those of the table of facts; S0-18 to S0-21 and S0-23 are of meetings and visits, S0-25 and S0-26 of land.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from trongtam.org.models import Person, Post, Unit
from trongtam.org.models.units import on_date
from trongtam.resolutions.models import Clause, Shortcoming
from trongtam.targets.live import live_lines
from trongtam.targets.models import CriteriaAdoption, Measurement, Target
from trongtam.targets.queries import target_rows
from trongtam.targets.queries.criteria import criteria_board
from trongtam.work.models import Campaign, Focus, Recurring, Turn, Work
from trongtam.work.queries.board import Sums, sums
from trongtam.work.queries.recurring import days_on
from trongtam.work.recurrence import read_rule

from .pointers import percent, target, user_of

END = date(2021, 12, 31)
VILLAGES = 10


def works(year: str = "2021"):
    return Work.objects.filter(unit__code="tien-bo-dang-uy", period_code=year)


def counted() -> Sums:
    return sums(works(), END)


def row_of(where: str):
    (row,) = target_rows([target(f"tien-bo/{where}")], END, user=user_of("tien-bo"))
    return row


def adoption() -> CriteriaAdoption:
    return CriteriaAdoption.objects.get(unit__code="tien-bo", year=2021)


def of_committee(year: str) -> Work:
    return works(year).get(holder_unit__code="tien-bo-dang-uy")


def of_secretary() -> Work:
    return works().get(stage_code="2021..2022")


def twenty_two_collectives() -> None:
    assert (counted().units, counted().works_of_units) == (22, 22)
    assert set(works().exclude(holder_unit=None).values_list("kind", flat=True)) == {"breakthrough"}


def thirty_two_persons() -> None:
    """Persons are counted, not posts: the secretary has two."""
    assert (counted().persons, counted().works_of_persons) == (32, 32)
    held = Post.objects.filter(person__in=works().exclude(holder_person=None).values("holder_person"))
    assert held.count() > 32


def fifty_four_in_all() -> None:
    assert (counted().holders, counted().works) == (54, 54)


def chosen_from_what_is_hard() -> None:
    """Limited, weak, hard, new, arising, an example under Directive 05, one or several of them; the directive is a document of
    its own."""
    chosen = {focus for work in works() for focus in work.focuses}
    asked = Campaign.objects.get(unit__code="tien-bo-dang-uy", period_code="2021").focuses
    assert chosen == set(asked) == set(Focus.values)
    assert of_secretary().focuses == ("limited", "example")
    directive = Clause.objects.get(document__unit__code="tien-bo", document__kind="directive", label="1").document
    assert directive.number == "05"


def the_committees_choice() -> None:
    """The work serves three criteria, each of which stands somewhere by itself."""
    served = of_committee("2021").criteria.order_by("number")
    stands = {
        row.criterion.number: str(row.state)
        for row in criteria_board(adoption(), user=user_of("tien-bo"), day=END).rows
    }
    assert {one.number: stands[one.number] for one in served} == {6: "met", 10: "met", 17: "not_measured"}


def finished_in_2020() -> None:
    said = Measurement.objects.current().get(indicator__code="dat-ntm-tien-bo", unit__code="tien-bo")
    assert (said.yes, said.period_code) == (True, "2020")


def criteria_of_a_set_of_its_time() -> None:
    assert (adoption().set_code, adoption().levels_year) == ("NTM-2016", 2020)
    assert sorted(adoption().criteria.values_list("number", flat=True)) == [6, 10, 17]


def a_share_without_its_counts() -> None:
    said = Measurement.objects.current().get(indicator__code="tieu-chi-cung-co", unit__code="tien-bo")
    assert (said.stated_share, said.numerator, said.denominator) == (100 * 10**6, None, None)


def ten_houses() -> None:
    assert (row_of("nha-van-hoa-thon/2021").value, percent("tien-bo/nha-van-hoa-thon/2021")) == (VILLAGES, 100)


def all_equipped() -> None:
    stated = Measurement.objects.current().filter(indicator__code="nha-van-hoa-trang-bi", unit__path__contains="/")
    assert (sum(one.numerator for one in stated), sum(one.denominator for one in stated)) == (VILLAGES, VILLAGES)
    assert percent("tien-bo/nha-van-hoa-trang-bi/2021") == 100


def ten_villages_each_with_a_cell() -> None:
    commune = Unit.objects.under(Unit.objects.get(code="tien-bo"))
    hamlets, cells = commune.filter(kind="hamlet"), commune.filter(kind="cell")
    assert hamlets.count() == cells.count() == VILLAGES
    assert set(cells.values_list("serves", flat=True)) == set(hamlets.values_list("pk", flat=True))


def income_and_its_growth() -> None:
    change = row_of("thu-nhap-dau-nguoi/2021").judged.change_baseline
    assert row_of("thu-nhap-dau-nguoi/2021").value == 42
    assert change is not None and (change.absolute, change.relative_percent) == (2, 5)


def clean_once_a_month_on_the_20th() -> None:
    """Two rules in one: a day in every month, and that day the 20th; kept by 10 of 10, month by month and over the year."""
    kept = Recurring.objects.get(unit__code="tien-bo-dang-uy")
    days = days_on(kept)
    assert [day.month for day in days] == list(range(1, 13)) and {day.day for day in days} == {20}
    assert str(read_rule(kept.rule)) == "FREQ=MONTHLY;BYMONTHDAY=20"
    judged = Target.objects.get(indicator__provider=f"recurring:{kept.pk}", unit__code="tien-bo")
    points = live_lines([judged], at=date(2022, 1, 31))[judged.pk].points
    assert [(one.numerator, one.denominator) for one in points] == [(VILLAGES, VILLAGES)] * 12
    (row,) = target_rows([judged], END, user=user_of("tien-bo"))
    assert (row.value, row.band) == (100, "met")


def waste_in_four_of_ten() -> None:
    stated = Measurement.objects.current().filter(indicator__code="thu-gom-rac", unit__kind="hamlet")
    value = row_of("thu-gom-rac/2021").value
    assert (value, stated.count()) == (4, VILLAGES)
    assert value is not None and Decimal(value) * 100 / stated.count() == 40


def facilities_in_points() -> None:
    row = row_of("ba-cong-trinh/2021")
    change = row.judged.change_baseline
    assert (row.value, row.bound) == (95, "more_than")
    assert change is not None and change.in_points and (change.absolute, change.bound) == (8, "about")


def registered_on_what_the_superior_gave() -> None:
    """An assignment and a registration: the root is the district's, the trail begins with the registration."""
    work = of_secretary()
    assert (work.root_kind, work.root_text, work.period_code) == ("superior", "Thường trực Huyện ủy giao", "2021")
    acts = list(Turn.objects.filter(work=work).order_by("at", "pk").values_list("act", flat=True))
    assert acts[:3] == ["begin", "register", "approve"]
    assert work.holder_person is not None and work.holder_person.posts.filter(on_date(END)).count() == 2


def three_named_cells() -> None:
    steps = of_secretary().milestones.filter(due__year=2021).select_related("unit").order_by("order")
    names = [step.unit.name for step in steps if step.unit is not None]
    assert names == ["Chi bộ thôn Thống Nhất", "Chi bộ thôn Đèo Tượng", "Chi bộ thôn Đèo Trám"]
    assert all(step.done_on is not None and step.done_on.year == 2021 for step in steps)
    cells = Unit.objects.under(Unit.objects.get(code="tien-bo")).filter(kind="cell")
    assert Decimal(len(names)) * 100 / cells.count() == 30


def one_person_two_posts() -> None:
    held = Person.objects.get(code="tien-bo-luong-hai-vai").posts.filter(on_date(END))
    assert set(held.values_list("kind", "unit__code")) == {
        ("cell_secretary", "tien-bo-thong-nhat"),
        ("hamlet_head", "tien-bo-thon-thong-nhat"),
    }


def two_sites_for_53_households() -> None:
    work = of_committee("2022")
    assert [(one.amount, one.measure) for one in work.products.order_by("order")] == [(2, "khu"), (53, "hộ")]
    planned = Target.objects.get(indicator__code="tai-dinh-cu", period_code="2022")
    assert planned.value_of(planned.plan) == 53


def a_shortcoming_without_a_number() -> None:
    found = Shortcoming.objects.get(clause__document__unit__code="tien-bo")
    assert (found.clause.label, found.clause.kind) == ("III.1", "shortcoming")
    assert not any(sign.isdigit() for sign in found.clause.text)


def right_after_tet() -> None:
    """A working day in the week after the first of the lunar year, which was 1 February 2022."""
    start, feast = of_committee("2022").start, date(2022, 2, 1)
    assert 0 < (start - feast).days <= 7 and start.weekday() < 5


FACTS: dict[str, Callable[[], None]] = {
    "S0-01": twenty_two_collectives,
    "S0-02": thirty_two_persons,
    "S0-03": fifty_four_in_all,
    "S0-04": chosen_from_what_is_hard,
    "S0-05": the_committees_choice,
    "S0-06": finished_in_2020,
    "S0-07": criteria_of_a_set_of_its_time,
    "S0-08": a_share_without_its_counts,
    "S0-09": ten_houses,
    "S0-10": all_equipped,
    "S0-11": ten_villages_each_with_a_cell,
    "S0-12": income_and_its_growth,
    "S0-13": clean_once_a_month_on_the_20th,
    "S0-14": waste_in_four_of_ten,
    "S0-15": facilities_in_points,
    "S0-16": registered_on_what_the_superior_gave,
    "S0-17": three_named_cells,
    "S0-22": one_person_two_posts,
    "S0-24": two_sites_for_53_households,
    "S0-27": a_shortcoming_without_a_number,
    "S0-28": right_after_tet,
}
