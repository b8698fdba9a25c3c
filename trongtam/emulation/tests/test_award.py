"""Awards: written down, proposed with evidence, granted or not, taken back; years in a row outlive a merger."""

from __future__ import annotations

from datetime import date

import pytest

from trongtam.emulation.operations import Decision, decline_proposal, grant_proposal, withdraw_award
from trongtam.emulation.queries.streaks import counters_of, counters_of_person
from trongtam.ground.errors import NotAllowed
from trongtam.org.models import Succession
from trongtam.org.tests.asking import refusal
from trongtam.org.tests.house import make_unit
from trongtam.targets.tests.measures import make_target

from .emulating import NOW, award_of, figures_of, indicator, proposal_of, seen_by

pytestmark = pytest.mark.django_db
DAY = date(2017, 12, 1)


def test_an_award_of_a_unit_and_of_a_person(house):
    unit = award_of(house)
    assert unit.title == "Chi bộ tiêu biểu" and seen_by(house, unit) == {"office", "cell_secretary", "provincial"}
    person = award_of(house, house.hamlet_head.person, code="base_fighter")
    assert seen_by(house, person) == {"office", "hamlet_head"}
    assert str(person.recipient) == "Hồ Thử Nghiệm"


def test_who_may(house):
    from trongtam.emulation.models import Form, Level
    from trongtam.emulation.operations import Given, record_award

    given = Given(Form.FLAG, Level.PROVINCE, 2016, "Tỉnh ủy Mẫu", title="Cờ thi đua mẫu")
    for name in ("cell_secretary", "standing", "provincial", "stranger", "former"):
        with pytest.raises(NotAllowed):
            record_award(house.cell_a, given, by=getattr(house, name), at=NOW)
    made = award_of(house)
    with pytest.raises(NotAllowed):
        withdraw_award(made, by=house.cell_secretary, on=DAY, reason="x", at=NOW)


def test_what_makes_no_sense(house):
    award_of(house)
    assert refusal(award_of, house).field == "year"
    assert refusal(award_of, house, code="", title=" ").field == "title"
    assert refusal(award_of, house, code="khong-co").field == "code"
    assert refusal(award_of, house, code="base_fighter").field == "code"
    assert refusal(award_of, house, year=2018).field == "year"
    assert refusal(award_of, house, year=2014).field == "recipient"
    assert refusal(award_of, house, form="cup").field == "form"
    assert refusal(award_of, house, level="world").field == "level"
    assert refusal(award_of, house, issued_by="").field == "issued_by"
    assert refusal(award_of, house, decided_on=date(2020, 1, 1)).field == "decided_on"
    assert refusal(award_of, house, count=0).field == "count"


def test_taken_back_it_counts_no_more_and_can_be_given_again(house):
    made = award_of(house)
    withdraw_award(made, by=house.office, on=DAY, reason="Ghi nhầm năm", at=NOW)
    assert counters_of([house.cell_a], 2016)[house.cell_a.pk] == []
    assert refusal(withdraw_award, made, by=house.office, on=DAY, reason="Lại", at=NOW)
    assert award_of(house).pk != made.pk


def test_five_years_in_a_row(house):
    for year in (2015, 2016, 2017):
        award_of(house, year=year)
    (counter,) = counters_of([house.cell_a], 2017)[house.cell_a.pk]
    assert (counter.title.code, counter.streak.years, counter.streak.first) == ("outstanding_cell", 3, 2015)
    assert counter.missing == (house.cell_a.name,)


def merged(house, day):
    """The two cells became one on a day."""
    new = make_unit("cell", "Chi bộ ấp Mẫu Chung", house.committee, founded=day)
    for cell in (house.cell_a, house.cell_b):
        Succession.objects.create(predecessor=cell, successor=new, on=day, kind="merged", basis="Quyết định mẫu")
        cell.ended_on = day
        cell.save()
    return new


def test_years_in_a_row_outlive_a_merger(house):
    for cell in (house.cell_a, house.cell_b):
        award_of(house, cell, year=2015)
    award_of(house, house.cell_a, year=2016)
    award_of(house, house.cell_b, year=2016)
    new = merged(house, date(2017, 1, 1))
    award_of(house, new, year=2017)
    (counter,) = counters_of([new], 2017)[new.pk]
    assert counter.streak.years == 3 and set(counter.through) == {house.cell_a.name, house.cell_b.name}


def test_a_row_ends_where_one_of_the_merged_had_nothing(house):
    award_of(house, house.cell_a, year=2016)
    new = merged(house, date(2017, 1, 1))
    award_of(house, new, year=2017)
    (counter,) = counters_of([new], 2017)[new.pk]
    assert (counter.streak.years, counter.missing) == (1, (house.cell_b.name,))


def test_of_a_person(house):
    for year in (2016, 2017):
        award_of(house, house.hamlet_head.person, code="base_fighter", year=year)
    (counter,) = counters_of_person(house.hamlet_head.person, 2018)
    assert counter.streak.years == 2


def test_a_proposal_brings_its_evidence_and_is_granted(house):
    for year in (2015, 2016):
        award_of(house, year=year)
    one = indicator()
    make_target(house.cell_a, one, "2017", 10, by=house.office)
    figures_of(house, one, house.cell_a, [6, 6])
    made = proposal_of(house)
    told = {line["code"]: line["text"] for line in made.evidence}
    assert told["streak"] == "Chi bộ tiêu biểu: 2 năm liền (2015–2016)"
    assert told["targets"] == "1/1 chỉ tiêu năm 2017 đạt" and "award" in told
    for name in ("cell_secretary", "standing", "stranger"):
        with pytest.raises(NotAllowed):
            grant_proposal(made, Decision("Đảng ủy xã Mẫu", "02-QĐ/MAU", DAY), by=getattr(house, name), at=NOW)
    assert (
        refusal(grant_proposal, made, Decision("Đảng ủy", " ", DAY), by=house.office, at=NOW).field == "decision_number"
    )
    award = grant_proposal(made, Decision("Đảng ủy xã Mẫu", "02-QĐ/MAU", DAY), by=house.office, at=NOW)
    made.refresh_from_db()
    assert made.state == "granted" and made.award == award and award.decision_number == "02-QĐ/MAU"
    assert counters_of([house.cell_a], 2017)[house.cell_a.pk][0].streak.years == 3
    assert refusal(grant_proposal, made, Decision("Đảng ủy", "03", DAY), by=house.office, at=NOW)


def test_a_proposal_that_is_declined_can_be_made_again(house):
    made = proposal_of(house)
    assert refusal(proposal_of, house).field == "recipient"
    assert refusal(decline_proposal, made, by=house.office, reason="", on=DAY, at=NOW).field == "reason"
    decline_proposal(made, by=house.secretary, reason="Chưa đủ điều kiện", on=DAY, at=NOW)
    assert proposal_of(house).pk != made.pk


def test_nobody_decides_for_himself_and_strangers_see_nothing(house):
    made = proposal_of(house, house.office.person, code="base_fighter")
    with pytest.raises(NotAllowed):
        decline_proposal(made, by=house.office, reason="Không", on=DAY, at=NOW)
    assert seen_by(house, made) == {"office"}
    assert not [line for line in made.evidence if "hoàn thành" in line["text"]]


def test_one_from_elsewhere_is_not_proposed(house):
    assert refusal(proposal_of, house, house.other_commune, code="excellent_unit").field == "recipient"
    assert refusal(proposal_of, house, reason=" ").field == "reason"
