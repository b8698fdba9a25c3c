"""An inspection from the programme to its last item: by those with the post; everybody else finds nothing."""

from __future__ import annotations

from datetime import date

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.inspection.models import Demand, Inspection, Organ, Programme
from trongtam.inspection.operations import (
    conclude_inspection,
    decide_inspection,
    drop_inspection,
    extend_demand,
    follow_up,
    report_inspection,
    settle_demand,
)
from trongtam.inspection.queries.inspections import overview
from trongtam.ledger.models import Entry
from trongtam.org.tests.asking import refusal
from trongtam.org.tests.house import further_people
from trongtam.resolutions.roots import root_of
from trongtam.work.models import Work

from .inspecting import FIRST, LAST, NOW, asked_of, concluded, inspector, planned, programme_of, reported

pytestmark = pytest.mark.django_db
DAY = date(2017, 9, 1)


def readers(house, model, thing, **more) -> set[str]:
    people = {name: getattr(house, name) for name in PEOPLE} | further_people(house) | more
    return {name for name, user in people.items() if model.objects.visible_to(user).filter(pk=thing.pk).exists()}


PEOPLE = (
    "office",
    "secretary",
    "standing",
    "cell_secretary",
    "other_cell_secretary",
    "hamlet_head",
    "administrator",
    "provincial",
    "former",
    "stranger",
)


def test_the_commission_s_programme_is_read_by_inspectors_alone(house):
    made = programme_of(house, inspector(house))
    one = planned(house, made, inspector(house, "Mai Thử Hai"))
    assert readers(house, Programme, made) == {"inspector"}
    assert readers(house, Inspection, one) == {"inspector"}


def test_the_committee_s_programme_by_its_leaders_too(house):
    made = programme_of(house, house.secretary, Organ.COMMITTEE)
    assert readers(house, Programme, made) == {"secretary", "deputy", "inspector"}


def test_whoever_leads_it_reads_it_and_reports(house):
    by = inspector(house)
    one = planned(house, programme_of(house, by), by, lead=house.standing.person)
    assert readers(house, Inspection, one) == {"inspector", "standing"}
    decide_inspection(one, by=by, decision="05-QĐ/MAU", on=FIRST, at=NOW)
    report_inspection(one, by=house.standing, report="Thu đủ.", on=LAST, at=NOW)
    with pytest.raises(NotAllowed):
        conclude_inspection(one, by=house.standing, conclusion="Tốt.", on=DAY, at=NOW)


@pytest.mark.parametrize("name", ["office", "standing", "provincial", "administrator", "stranger", "cell_secretary"])
def test_others_make_no_programme(house, name):
    with pytest.raises(NotAllowed):
        programme_of(house, getattr(house, name))


def test_leaders_make_none_for_the_commission(house):
    with pytest.raises(NotAllowed):
        programme_of(house, house.secretary)
    made = programme_of(house, inspector(house))
    with pytest.raises(NotAllowed):
        planned(house, made, house.secretary)


def test_what_a_conclusion_asks_for_becomes_work_with_a_supervisor_and_a_neutral_name(house):
    by = inspector(house)
    one = concluded(house, planned(house, programme_of(house, by), by), by)
    demand = one.demands.get()
    work = Work.objects.get()
    assert demand.work == work and work.supervisor == house.standing.person and work.holder_unit == house.cell_a
    assert work.title == "Thực hiện mục 1 của kết luận ngày 10/05/2017" and not work.root_text
    assert work.due == date(2017, 8, 31) and work.kind == "follow_up"
    assert Work.objects.visible_to(house.cell_secretary).filter(pk=work.pk).exists()
    assert root_of("conclusion", demand.pk, house.cell_secretary).text == demand.text
    assert root_of("conclusion", demand.pk, house.office) is None
    assert readers(house, Demand, demand) == {"inspector", "cell_secretary", "standing", "cell_committee"}
    for entry in Entry.objects.filter(act__startswith="inspection."):
        assert "Ví Dụ" not in str(entry.payload) and "đảng phí" not in str(entry.payload)


def test_followed_up_until_it_is_settled(house):
    by = inspector(house)
    one = concluded(
        house, planned(house, programme_of(house, by), by), by, asked_of(house), asked_of(house, unit=house.cell_b)
    )
    first, second = one.demands.all()
    follow_up(first, by=house.standing, text="Đã nộp đúng tháng 6", on=date(2017, 6, 15), at=NOW)
    extend_demand(first, by=by, due=date(2017, 10, 31), reason="Chờ đối chiếu", at=NOW)
    settle_demand(first, by=house.standing, on=DAY, note="Nộp đúng ba tháng liền", at=NOW)
    one.refresh_from_db()
    assert one.state == "concluded"
    settle_demand(second, by=by, on=DAY, note="Đã xong", at=NOW)
    one.refresh_from_db()
    first.refresh_from_db()
    assert (one.state, one.settled_on) == ("settled", DAY)
    assert (first.due, first.first_due) == (date(2017, 10, 31), date(2017, 8, 31))
    assert refusal(settle_demand, second, by=by, on=DAY, note="Lại", at=NOW)
    for name in ("cell_secretary", "office", "stranger"):
        with pytest.raises(NotAllowed):
            follow_up(second, by=getattr(house, name), text="x", on=DAY, at=NOW)


def test_one_that_asks_for_nothing_is_settled_at_once(house):
    by = inspector(house)
    one = reported(house, planned(house, programme_of(house, by), by), by)
    conclude_inspection(one, by=by, conclusion="Chấp hành tốt.", on=DAY, at=NOW)
    one.refresh_from_db()
    assert (one.state, one.settled_on) == ("settled", DAY)


def test_nobody_keeps_the_inspection_of_himself(house):
    by, other = inspector(house), inspector(house, "Mai Thử Hai")
    made = programme_of(house, by)
    one = planned(house, made, by, unit=None, person=other.person)
    assert readers(house, Inspection, one, by=by, other=other) == {"inspector", "by"}
    with pytest.raises(NotAllowed):
        decide_inspection(one, by=other, decision="05-QĐ/MAU", on=FIRST, at=NOW)
    assert refusal(planned, house, made, by, unit=None, person=other.person, lead=other.person).field == "lead"


def test_what_makes_no_sense(house):
    by = inspector(house)
    made = programme_of(house, by)
    assert refusal(programme_of, house, by).field == "year"
    assert refusal(programme_of, house, by, year=1900).field == "year"
    assert refusal(programme_of, house, by, organ="club").field == "organ"
    assert refusal(planned, house, made, by, unit=None).field == "subject"
    assert refusal(planned, house, made, by, person=house.standing.person).field == "subject"
    assert refusal(planned, house, made, by, unit=house.other_commune).field == "subject"
    assert refusal(planned, house, made, by, content=" ").field == "content"
    assert refusal(planned, house, made, by, planned_to=date(2017, 1, 1)).field == "planned_to"
    assert refusal(planned, house, made, by, planned_from=date(2016, 3, 1)).field == "planned_from"
    assert refusal(planned, house, made, by, kind="raid").field == "kind"
    one = planned(house, made, by)
    assert refusal(report_inspection, one, by=by, report="x", on=DAY, at=NOW)
    assert refusal(decide_inspection, one, by=by, decision=" ", on=FIRST, at=NOW).field == "decision"
    assert refusal(decide_inspection, one, by=by, decision="x", on=date(2019, 1, 1), at=NOW).field == "on"
    reported(house, one, by)
    assert refusal(drop_inspection, one, by=by, reason="Thôi", at=NOW)
    given = {"by": by, "conclusion": "Cần sửa.", "on": date(2017, 5, 10), "at": NOW}
    assert refusal(conclude_inspection, one, **{**given, "conclusion": ""}).field == "conclusion"
    assert refusal(conclude_inspection, one, **{**given, "on": FIRST}).field == "on"
    for changed, field in (
        ({"text": " "}, "text_1"),
        ({"due": date(2017, 5, 1)}, "due_1"),
        ({"unit": house.other_commune}, "holder_1"),
        ({"unit": None, "person": house.standing.person}, "supervisor_1"),
    ):
        with pytest.raises(Refused) as told:
            conclude_inspection(one, **given, asked=(asked_of(house, **changed),))
        assert told.value.field == field


def test_taken_off_the_programme_with_a_reason(house):
    by = inspector(house)
    one = planned(house, programme_of(house, by), by)
    assert refusal(drop_inspection, one, by=by, reason=" ", at=NOW).field == "reason"
    drop_inspection(one, by=by, reason="Đã có cuộc của cấp trên", at=NOW)
    one.refresh_from_db()
    assert one.state == "dropped"


def test_the_overview_has_sums_alone(house):
    by = inspector(house)
    made = programme_of(house, by)
    concluded(house, planned(house, made, by), by)
    planned(house, made, by, unit=None, person=house.other_cell_secretary.person)
    sums = overview(house.committee, 2017, DAY)
    assert sums.total == 2 and sums.by_state["concluded"] == 1 and sums.persons == 1
    assert [(unit, number, still) for unit, number, still in sums.units] == [(house.cell_a, 1, 1)]
    assert (sums.asked, sums.open_demands, sums.late) == (1, 1, 1)
