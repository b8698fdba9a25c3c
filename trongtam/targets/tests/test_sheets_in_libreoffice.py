"""LibreOffice opens every sheet that goes out and saves it again; what it saved is read back as the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from trongtam.archive.tests.saving import saved_again
from trongtam.emulation.models import Form, Level
from trongtam.emulation.operations import Given, record_award
from trongtam.imports.kinds import kinds
from trongtam.imports.tests.sheets import exported, outcomes, said, sent
from trongtam.meetings.models import HeadCount, Meeting
from trongtam.org.tests.house import House, make_house
from trongtam.targets.criteria.shipped import national_sets
from trongtam.targets.operations import Definition, allot, define_indicator
from trongtam.targets.operations.criteria import keep_set
from trongtam.targets.stated import Figure
from trongtam.work.plan import Step
from trongtam.work.tests.works import assigned

from .measures import make_indicator, make_target, number, promise, share, stated

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    """One of everything that a sheet holds: counts, bounds, text, answers, days."""
    house = make_house()
    area, rate = make_indicator("area", decimals=2), make_indicator("rate", measure="ratio", scale=100)
    done = make_indicator("done", measure="yes_no")
    stated(area, house.cell_a, "2022-01", number("46346.8", note="=theo sổ"), by=house.office)
    stated(area, house.cell_a, "2022", number("152", bound="more_than", finality="estimate"), by=house.office)
    stated(rate, house.cell_a, "2022-Q3", share(34, 36), by=house.office)
    stated(done, house.cell_a, "2022-9M", Figure(yes=False), by=house.office)
    target = make_target(
        house.committee, area, "2022", "95.5", by=house.office, baseline=87, baseline_on=date(2021, 12, 31),
        baseline_bound="more_than",
    )  # fmt: skip
    allot(target, house.cell_a, promise(5), by=house.office)
    own = Definition(name="Gia đình văn hóa", unit_of_measure="%", measure="ratio", sector="culture", across="ratio")
    define_indicator(house.commune, own, by=house.office)
    copied = replace(national_sets()["NTM-2016"], code="MAU-2016")
    keep_set(house.commune, copied, by=house.office, basis="Quyết định mẫu")
    assigned(
        house,
        year="2022",
        start=date(2022, 1, 15),
        due=date(2022, 12, 15),
        roadmap=(Step("Bước một", date(2022, 6, 30)),),
    )
    meeting = Meeting.objects.create(
        unit=house.cell_a, kind="regular", month_code="2022-09", planned_on=date(2022, 9, 7), held_on=date(2022, 9, 7),
        state="ended", made_at=timezone.now(),
    )  # fmt: skip
    given = Given(
        Form.TITLE, Level.COMMUNE, 2022, "Đảng ủy xã Mẫu", code="outstanding_cell", decision_number="01-QĐ/MAU"
    )
    record_award(house.cell_a, given, by=house.office)
    HeadCount.objects.create(meeting=meeting, base=36, present=34, source="typed", at=timezone.now())
    return house


def test_saved_again_it_is_the_same_sheet(house: House, tmp_path: Path) -> None:
    """Every kind, whatever is registered; LibreOffice starts once for all."""
    sheets = {f"{kind}.xlsx": exported(kind, house.commune.code, by=house.office) for kind in kinds.keys()}  # noqa: SIM118  # a registry
    saved = saved_again(sheets, tmp_path)
    for name in sheets:
        batch = sent(name.removesuffix(".xlsx"), house.commune.code, saved[name], by=house.office)
        assert set(outcomes(batch)) == {"unchanged"}, (name, said(batch))
