"""What is refused when papers owed are noted, sent, taken back or ended, and when forms are brought and mapped: a sentence at its
field, and nothing is changed."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.kept import kept_for_the_file
from trongtam.archive.tests.samples import upload
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.ledger.models import Entry
from trongtam.org.tests.house import House, make_house
from trongtam.reports.models import BlankForm, Dispatch, Duty, MappedCell, Relative, What
from trongtam.reports.operations import (
    Meaning,
    Proof,
    amend_duty,
    bring_form,
    end_duty,
    map_cells,
    mark_not_asked,
    mark_sent,
    note_duty,
    renew_form,
    take_back,
    unmap_cell,
)
from trongtam.reports.owing.recurrence import Once
from trongtam.reports.queries.blanks import newest
from trongtam.reports.queries.duties import register

from .superior import ROWS, sheet_form
from .test_duties import NINE, NOW, NUMBER, TERMS
from .world import World, make_world

pytestmark = pytest.mark.django_db
SENT_ON = date(2022, 10, 3)

_made = kept_for_the_file(make_world)


@pytest.fixture
def world(_made: World, db: None) -> World:
    return deepcopy(_made)


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def duty(house: House) -> Duty:
    return note_duty(house.commune, TERMS, by=house.office, at=NOW)


# -- what is owed ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": "  "}, "title"),
        ({"recipient": ""}, "recipient"),
        ({"lead_days": -1}, "lead_days"),
        ({"lead_days": 1000}, "lead_days"),
    ],
)
def test_terms_without_sense_are_refused_for_a_new_paper_and_a_changed_one(
    house: House, duty: Duty, changed: dict[str, Any], field: str
) -> None:
    entries = Entry.objects.count()
    terms = replace(TERMS, **changed)
    for act in (
        lambda: note_duty(house.commune, terms, by=house.office),
        lambda: amend_duty(duty, terms, by=house.office),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.field == field
    assert (Duty.objects.count(), Entry.objects.count()) == (1, entries)
    duty.refresh_from_db()
    assert (duty.title, duty.recipient, duty.lead_days) == (TERMS.title, TERMS.recipient, TERMS.lead_days)


def test_a_paper_ends_once_with_a_reason_and_not_before_it_began(house: House, duty: Duty) -> None:
    last = date(2022, 12, 31)
    for reason, on, field in ((" ", last, "reason"), ("Thôi báo cáo", date(2022, 6, 30), "on")):
        with pytest.raises(Refused) as refused:
            end_duty(duty, by=house.office, on=on, reason=reason)
        assert refused.value.field == field
    with pytest.raises(NotAllowed):
        end_duty(duty, by=house.cell_secretary, on=last, reason="Thôi báo cáo")
    end_duty(duty, by=house.office, on=last, reason=" Thôi báo cáo ")
    duty.refresh_from_db()
    assert (duty.ended_on, duty.ended_reason) == (last, "Thôi báo cáo")
    with pytest.raises(Refused):
        end_duty(duty, by=house.office, on=last, reason="Lần nữa")
    assert Entry.objects.filter(act="reports.duty_ended").count() == 1


def test_a_paper_that_is_asked_for_once_is_not_ended(house: House) -> None:
    once = note_duty(house.commune, replace(TERMS, rule=Once(NINE, date(2022, 10, 20))), by=house.office, at=NOW)
    with pytest.raises(Refused):
        end_duty(once, by=house.office, on=date(2022, 12, 31), reason="Thôi báo cáo")
    once.refresh_from_db()
    assert once.ended_on is None


def states(house: House) -> dict[str, str]:
    return {paper.period.code: paper.state for paper in register(house.office, SENT_ON, date(2023, 3, 1))}


@pytest.mark.parametrize(
    ("sent_on", "proof", "field"),
    [
        (date(2022, 10, 4), NUMBER, "sent_on"),
        (date(2021, 12, 31), NUMBER, "sent_on"),
        (SENT_ON, Proof(number="05-BC/ĐU"), "dated"),
        (SENT_ON, Proof(dated=SENT_ON), "number"),
        (SENT_ON, Proof(), "number"),
        (date(2022, 10, 1), NUMBER, "dated"),
    ],
)
def test_what_was_sent_needs_a_day_and_a_proof_that_fit(
    house: House, duty: Duty, sent_on: date, proof: Proof, field: str
) -> None:
    before = states(house)
    with pytest.raises(Refused) as refused:
        mark_sent(duty, NINE, by=house.office, sent_on=sent_on, proof=proof, at=NOW)
    assert refused.value.field == field
    assert not Dispatch.objects.exists()
    assert states(house) == before


def test_not_asked_and_taken_back_say_why_once_by_who_settles(house: House, duty: Duty) -> None:
    with pytest.raises(Refused) as refused:
        mark_not_asked(duty, NINE, by=house.office, reason=" ", at=NOW)
    assert refused.value.field == "reason"
    noted = mark_not_asked(duty, NINE, by=house.office, reason="Cấp trên không yêu cầu", at=NOW)
    assert "2022-9M" not in {code for code, state in states(house).items() if state == "due"}
    with pytest.raises(NotAllowed):
        take_back(noted, by=house.cell_secretary, reason="Ghi nhầm")
    with pytest.raises(Refused) as refused:
        take_back(noted, by=house.office, reason="")
    assert refused.value.field == "reason"
    take_back(noted, by=house.office, reason="Ghi nhầm", at=NOW)
    with pytest.raises(Refused):
        take_back(noted, by=house.office, reason="Lần nữa")
    noted.refresh_from_db()
    assert (noted.withdrawn_reason, states(house)["2022-9M"]) == ("Ghi nhầm", "due")
    entry = Entry.objects.get(act="reports.owed_paper_taken_back")
    assert entry.payload["after"]["reason"] == "Ghi nhầm"


# -- forms of the superior ---------------------------------------------------------------------------------------------


@pytest.fixture
def form(world: World) -> BlankForm:
    return bring_form(world.house.commune, upload("bieu-01.xlsx", sheet_form()), by=world.house.office, name="Biểu 01")


def test_a_form_is_brought_once_with_a_name_for_a_paper_of_the_unit(world: World, form: BlankForm) -> None:
    house = world.house
    elsewhere = note_duty(house.committee, TERMS, by=house.office, at=NOW)
    other = sheet_form(ROWS[:2], title="Biểu 02")
    for name, duty, data, field in (
        (" ", None, other, "name"),
        ("Biểu 02", elsewhere, other, "duty"),
        ("Biểu 01 nữa", None, sheet_form(), "file"),
    ):
        with pytest.raises(Refused) as refused:
            bring_form(house.commune, upload("bieu.xlsx", data), by=house.office, name=name, duty=duty)
        assert refused.value.field == field
    assert [one.name for one in BlankForm.objects.all()] == ["Biểu 01"]


def test_a_meaning_without_sense_is_refused_and_the_map_stays(world: World, form: BlankForm) -> None:
    house, admitted = world.house, world.indicators["admitted"]
    version = newest(form)
    map_cells(version, {"0!C4": Meaning(What.PLAN, Relative.CUMULATIVE, admitted)}, by=house.office)
    wrong = (
        (Meaning("nothing", Relative.THIS, admitted), "what"),
        (Meaning(What.VALUE, "some day", admitted), "what"),
        (Meaning(What.VALUE, Relative.THIS, None), "indicator"),
        (Meaning(What.VALUE, Relative.THIS, admitted, part="no such part"), "indicator"),
        (Meaning(What.VALUE, Relative.THIS, admitted, unit=house.other_commune), "unit"),
    )
    for meaning, field in wrong:
        with pytest.raises(Refused) as refused:
            map_cells(version, {"0!C4": meaning}, by=house.office)
        assert refused.value.field == field, meaning
    kept = MappedCell.objects.get(version=version)
    assert (kept.place, kept.what, kept.indicator) == ("0!C4", What.PLAN, admitted)


def test_the_same_map_again_writes_no_second_line_in_the_book(world: World, form: BlankForm) -> None:
    meanings = {"0!D4": Meaning(What.VALUE, Relative.CUMULATIVE, world.indicators["admitted"])}
    for _time in range(2):
        map_cells(newest(form), meanings, by=world.house.office)
    assert Entry.objects.filter(act="reports.cells_mapped").count() == 1


def test_only_what_was_chosen_is_taken_away_and_only_from_the_newest_form(world: World, form: BlankForm) -> None:
    house, old = world.house, newest(form)
    map_cells(old, {"0!C4": Meaning(What.PLAN, Relative.CUMULATIVE, world.indicators["admitted"])}, by=house.office)
    with pytest.raises(Refused):
        unmap_cell(old, "0!D4", by=house.office)
    with pytest.raises(NotAllowed):
        unmap_cell(old, "0!C4", by=house.cell_secretary)
    renew_form(form, upload("bieu-01b.xlsx", sheet_form(title="Biểu 01, mẫu mới")), by=house.office)
    with pytest.raises(Refused):
        unmap_cell(old, "0!C4", by=house.office)
    assert old.cells.filter(place="0!C4").exists()
    unmap_cell(newest(form), "0!C4", by=house.office)
    assert not newest(form).cells.filter(place="0!C4").exists()


def test_a_period_that_is_not_owed_is_refused(house: House, duty: Duty) -> None:
    with pytest.raises(Refused):
        mark_sent(duty, Period.parse("2022-08"), by=house.office, sent_on=SENT_ON, proof=NUMBER, at=NOW)
    assert not Dispatch.objects.exists()
