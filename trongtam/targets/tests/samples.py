"""Objects of this room in the small commune, for the permission table."""

from __future__ import annotations

from datetime import date

from trongtam.ground.periods import Period
from trongtam.org.tests.house import House
from trongtam.targets.models import AdoptedIndicator
from trongtam.targets.operations import Row, open_round, submit_sheet
from trongtam.targets.operations.criteria import Taking, adopt_criteria

from .measures import make_indicator, make_target, moment, number, stated


def samples(house: House) -> dict[str, object]:
    """A target of the commune's committee, a statement of cell A, and what cell A has sent for a round of an earlier month;
    criterion 10 of the commune and its indicator."""
    indicator = make_indicator("sample")
    make_target(house.committee, indicator, "2021", 3, by=house.office)
    month = Period.parse("2021-12")
    units = [house.cell_a, house.cell_b]
    opened = open_round(
        house.commune, month, by=house.office, units=units, due_on=date(2021, 12, 25), at=moment(2021, 12, 1)
    )
    (sent,) = submit_sheet(
        house.cell_a, month, [Row(indicator, number(1))], by=house.cell_secretary, at=moment(2021, 12, 31)
    )
    taking = Taking(region="TDMNPB", numbers=(10,))
    adoption = adopt_criteria(house.commune, "NTM-2016", 2020, by=house.office, taking=taking)
    criterion = adoption.criteria.get()
    return {
        "round": opened,
        "submission": sent,
        "target": make_target(house.committee, indicator, "2022", 3, by=house.office),
        "measurement": stated(indicator, house.cell_a, "2022-01", 1, by=house.cell_secretary),
        "adoption": adoption,
        "criterion": criterion,
        "criterion_indicator": AdoptedIndicator.objects.get(criterion=criterion),
    }
