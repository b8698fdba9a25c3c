"""Sentences of targets that are no plain counts: shares, limits, ranges, done or not, decreases."""

import pytest
from django.utils.translation import override

from trongtam.reports.lines import text_of
from trongtam.reports.queries import report_content
from trongtam.targets.operations import Root
from trongtam.targets.stated import Figure
from trongtam.targets.tests.measures import make_indicator, make_target, number, stated

from .world import World, make_report, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


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
