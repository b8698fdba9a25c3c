"""A named shortcoming: remedied with evidence, or contested and answered."""

from datetime import date

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.tests.house import make_house
from trongtam.resolutions.models import Shortcoming
from trongtam.resolutions.operations import (
    accept_contest,
    answer_contest,
    contest_shortcoming,
    name_shortcoming,
    remedy_shortcoming,
)
from trongtam.resolutions.tests.rows import make_clause, make_document, make_evidence, make_shortcoming, make_term

pytestmark = pytest.mark.django_db
DUE = date(2021, 1, 1)
State = Shortcoming.State


@pytest.fixture
def house():
    return make_house()


def remedied(house):
    return {"on": date(2020, 9, 1), "how": "Đã họp đều từ tháng 6.", "evidence": make_evidence(house)}


def test_who_sees_a_named_shortcoming(house):
    shortcoming = make_shortcoming(house)
    for reader in (house.cell_secretary, house.office, house.standing, house.provincial):
        assert shortcoming in Shortcoming.objects.visible_to(reader)
    for other in (house.other_cell_secretary, house.stranger, house.former):
        assert shortcoming not in Shortcoming.objects.visible_to(other)


def test_only_a_shortcoming_is_named_once_and_within_the_term(house):
    document = make_document(house, term=make_term(house))
    clause = make_clause(house, document, "Chưa đều", "shortcoming")
    task = make_clause(house, document, "Việc", "task")
    for someone in (house.cell_secretary, house.standing, house.stranger):
        with pytest.raises(NotAllowed):
            name_shortcoming(clause, by=someone, remedier=house.cell_a, due_on=DUE)
    for one, unit, due in (
        (task, house.cell_a, DUE),
        (clause, house.other_commune, DUE),
        (clause, house.cell_a, date(2020, 1, 1)),
        (clause, house.cell_a, date(2025, 7, 1)),
    ):
        with pytest.raises(Refused):
            name_shortcoming(one, by=house.office, remedier=unit, due_on=due)
    house.cell_b.ended_on = date(2020, 12, 1)
    house.cell_b.save()
    with pytest.raises(Refused):
        name_shortcoming(clause, by=house.office, remedier=house.cell_b, due_on=DUE)
    name_shortcoming(clause, by=house.office, remedier=house.cell_a, due_on=DUE)
    with pytest.raises(Refused):
        name_shortcoming(clause, by=house.office, remedier=house.cell_a, due_on=DUE)


def test_it_is_remedied_with_evidence(house):
    shortcoming = make_shortcoming(house)
    for someone in (house.other_cell_secretary, house.standing, house.stranger):
        with pytest.raises(NotAllowed):
            remedy_shortcoming(shortcoming, by=someone, **remedied(house))
    for wrong in ({"how": " "}, {"on": date(2999, 1, 1)}, {"on": date(2020, 1, 1)}):
        with pytest.raises(Refused):
            remedy_shortcoming(shortcoming, by=house.cell_secretary, **(remedied(house) | wrong))
    done = remedy_shortcoming(shortcoming, by=house.cell_secretary, **remedied(house))
    assert (done.state, done.evidence.name) == (State.REMEDIED, "bien-ban.pdf")
    assert not Entry.objects.get(act="resolutions.shortcoming_remedied").proxy
    with pytest.raises(Refused):
        remedy_shortcoming(shortcoming, by=house.cell_secretary, **remedied(house))


def test_the_office_remedies_by_proxy_but_does_not_contest(house):
    shortcoming = make_shortcoming(house)
    with pytest.raises(NotAllowed):
        contest_shortcoming(shortcoming, by=house.office, reason="Không đúng")
    remedy_shortcoming(shortcoming, by=house.office, **remedied(house))
    assert Entry.objects.get(act="resolutions.shortcoming_remedied").proxy


def test_evidence_must_be_a_file_that_one_sees(house):
    shortcoming = make_shortcoming(house)
    details = remedied(house)
    details["evidence"].unit = house.cell_b
    details["evidence"].save()
    with pytest.raises(Refused):
        remedy_shortcoming(shortcoming, by=house.cell_secretary, **details)


def test_a_contest_is_answered_and_the_shortcoming_stands(house):
    shortcoming = make_shortcoming(house)
    with pytest.raises(Refused):
        contest_shortcoming(shortcoming, by=house.cell_secretary, reason="")
    contest_shortcoming(shortcoming, by=house.cell_secretary, reason="Đã họp đủ 12 kỳ.")
    with pytest.raises(Refused):
        contest_shortcoming(shortcoming, by=house.cell_secretary, reason="Đã họp đủ 12 kỳ.")
    with pytest.raises(Refused):
        remedy_shortcoming(shortcoming, by=house.cell_secretary, **remedied(house))
    with pytest.raises(NotAllowed):
        answer_contest(shortcoming, by=house.cell_secretary, answer="x")
    with pytest.raises(Refused):
        answer_contest(shortcoming, by=house.office, answer=" ")
    answered = answer_contest(shortcoming, by=house.secretary, answer="Biên bản chỉ có 9 kỳ.")
    assert (answered.state, answered.contest_answer) == (State.OPEN, "Biên bản chỉ có 9 kỳ.")
    with pytest.raises(Refused):
        answer_contest(shortcoming, by=house.office, answer="Lần nữa")


def test_an_accepted_contest_withdraws_it(house):
    shortcoming = make_shortcoming(house)
    contest_shortcoming(shortcoming, by=house.cell_secretary, reason="Đã họp đủ 12 kỳ.")
    assert accept_contest(shortcoming, by=house.office, answer="Đúng.").state == State.WITHDRAWN
    for act in (
        lambda: contest_shortcoming(shortcoming, by=house.cell_secretary, reason="x"),
        lambda: remedy_shortcoming(shortcoming, by=house.cell_secretary, **remedied(house)),
    ):
        with pytest.raises(Refused):
            act()
    assert not Shortcoming.objects.unsettled()
