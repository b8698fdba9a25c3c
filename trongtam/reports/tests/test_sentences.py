"""Sentences of targets that are no plain counts: shares, limits, ranges, done or not, decreases."""

from copy import deepcopy
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from tests.kept import kept_for_the_file
from trongtam.reports import sentences, words
from trongtam.reports.lines import text_of
from trongtam.reports.queries import report_content
from trongtam.targets.figures.bounds import Bound
from trongtam.targets.figures.standing import Change, Outlook
from trongtam.targets.operations import Root
from trongtam.targets.stated import Figure
from trongtam.targets.tests.measures import make_indicator, make_target, number, stated

from .world import World, make_report, make_world

pytestmark = pytest.mark.django_db


_made = kept_for_the_file(make_world)


@pytest.fixture
def world(_made: World, db: None) -> World:
    return deepcopy(_made)


SHARE = {"measure": "stock", "unit_of_measure": "%", "decimals": 2}
CASES = [
    (SHARE, 90, {}, number("92.65"), "đến nay 92,65%, vượt 2,65 điểm % so với kế hoạch (90%)."),
    (SHARE, 95, {}, number("91.2"), "đến nay 91,2%, thấp hơn kế hoạch (95%) 3,8 điểm %."),
    (SHARE, 95, {}, number(95), "đến nay 95%, đúng kế hoạch."),
    (SHARE, 95, {}, number(95, bound="more_than"), "đến nay hơn 95%, vượt kế hoạch (95%)."),
    ({"better": "less"}, 5, {"comparator": "<="}, number(3), "đến nay 3 việc, trong mức kế hoạch cho phép (5 việc)."),
    ({"better": "less"}, 5, {"comparator": "<="}, number(8), "đến nay 8 việc, vượt mức kế hoạch cho phép (5 việc)."),
    ({"measure": "yes_no", "across": "none"}, None, {"comparator": "status"}, Figure(yes=True), "đã xong."),
    ({"measure": "stock", "better": "exact"}, 12, {"comparator": "="}, number(12), "đến nay 12 việc, đúng kế hoạch."),
]


@pytest.mark.parametrize(("columns", "plan", "promised", "figure", "sentence"), CASES)
def test_what_a_target_came_to(world: World, columns, plan, promised, figure, sentence) -> None:
    commune, office = world.house.commune, world.house.office
    indicator = make_indicator("tested", name="Việc", stated_by="commune", sector="defence", **columns)
    make_target(commune, indicator, "2022", plan, by=office, root=Root(document=world.document), **promised)
    stated(indicator, commune, "2022-9M" if indicator.measure == "flow" else "2022-09", figure, by=office)
    with override("vi"):
        content = report_content(make_report(world), user=office)
    (line,) = next(part for part in content.sections if part.code == "results.defence").items
    assert text_of(line) == f"Việc: {sentence}"


def told(world: World, now: object, before: object, **columns) -> str:
    """The sentence about a figure of nine months beside that of the year before."""
    house = world.house
    indicator = make_indicator("told", name="Việc", stated_by="commune", sector="defence", **columns)
    make_target(house.commune, indicator, "2022", 90, by=house.office, root=Root(document=world.document))
    months = ("2022-9M", "2021-9M") if indicator.measure == "flow" else ("2022-09", "2021-09")
    for period, figure in zip(months, (now, before), strict=True):
        stated(indicator, house.commune, period, figure, by=house.office)
    with override("vi"):
        content = report_content(make_report(world), user=house.office)
    (line,) = next(part for part in content.sections if part.code == "results.defence").items
    return text_of(line)


AGAINST = [
    (number(50), number(40, bound="more_than"), "tăng dưới 10 việc so với cùng kỳ"),
    (number(50, bound="more_than"), number(40), "tăng hơn 10 việc so với cùng kỳ"),
    (number(40), number(50, bound="more_than"), "giảm hơn 10 việc so với cùng kỳ"),
    (number(50, bound="more_than"), number(40, bound="more_than"), "tăng khoảng 10 việc so với cùng kỳ"),
    (number(40, bound="about"), number(40), "xấp xỉ cùng kỳ"),
    (number(40, bound="more_than"), number(40), "cao hơn cùng kỳ"),
    (number(40), number(40, bound="more_than"), "thấp hơn cùng kỳ"),
    (number(40), number(40), "bằng cùng kỳ năm trước"),
]


@pytest.mark.parametrize(("now", "before", "said"), AGAINST)
def test_a_change_is_as_sharp_as_both_its_figures(world: World, now, before, said) -> None:
    assert told(world, now, before).endswith(f", {said}.")


def test_points_carry_the_bound_too(world: World) -> None:
    share = {"measure": "stock", "unit_of_measure": "%", "decimals": 2}
    sentence = told(world, number(95, bound="more_than"), number(87), **share)
    assert sentence.endswith(", tăng hơn 8 điểm % so với cùng kỳ.")


@pytest.mark.parametrize(
    ("absolute", "points", "bound", "said"),
    [
        ("22", False, "exactly", "+22"),
        ("22", False, "more_than", "tăng hơn 22"),
        ("-22", False, "more_than", "giảm dưới 22"),
        ("-1.2", True, "about", "giảm khoảng 1,2 điểm %"),
        ("-1.2", True, "exactly", "-1,2 điểm %"),
    ],
)
def test_the_table_says_how_sharp_a_change_is(absolute: str, points: bool, bound: str, said: str) -> None:
    change = Change(Decimal(absolute), None, points, Bound(bound))
    row = SimpleNamespace(masked=False, decimals=0, judged=SimpleNamespace(change_same_period=change))
    with override("vi"):
        assert words.against_same_period(row) == said
    assert (words.of_amount(change) == bound) is (change.absolute >= 0 or bound in ("exactly", "about"))


@pytest.mark.parametrize(
    ("basis", "bound", "said"),
    [
        ("straight_line", "exactly", "với nhịp này, ước cả kỳ khoảng 60 việc"),
        ("last_year_share", "more_than", "với nhịp này, ước cả kỳ hơn 60 việc"),
        ("stated_forecast", "exactly", "đơn vị ước cả kỳ 60 việc"),
        ("stated_forecast", "more_than", "đơn vị ước cả kỳ hơn 60 việc"),
        ("last_value", "exactly", ""),
    ],
)
def test_an_outlook_is_as_sharp_as_what_it_rests_on(basis: str, bound: str, said: str) -> None:
    outlook = Outlook(Decimal(60), basis, Bound(bound))
    row = SimpleNamespace(
        pk=1, masked=False, decimals=0, day=date(2022, 9, 30), unit_of_measure="việc",
        judged=SimpleNamespace(outlook=outlook), target=SimpleNamespace(period_end=date(2022, 12, 31)),
    )  # fmt: skip
    with override("vi"):
        assert text_of(sentences._outlook(row)) == said
