"""Rollout: sent, received, studied, programme, papers owed, finished."""

from datetime import date

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.tests.house import make_house
from trongtam.resolutions.congress import congress_papers, paper_sets, set_on
from trongtam.resolutions.models import DocumentKind, PaperOwed, Rollout
from trongtam.resolutions.operations import (
    adopt_programme,
    finish_rollout,
    fulfil_paper,
    owe_congress_papers,
    owe_paper,
    receive_document,
    record_study_session,
    send_document,
)
from trongtam.resolutions.tests.rows import DATED, make_document, make_term

pytestmark = pytest.mark.django_db
DAY = date(2020, 3, 20)


@pytest.fixture
def house():
    return make_house()


@pytest.fixture
def document(house):
    return make_document(house, term=make_term(house))


def test_the_office_names_who_receives_it(house, document):
    send_document(document, by=house.office, units=[house.cell_a, house.cell_b])
    assert {row.unit for row in Rollout.objects.visible_to(house.cell_secretary)} == {house.cell_a}
    assert Rollout.objects.visible_to(house.standing).count() == 2
    assert not Rollout.objects.visible_to(house.stranger)
    for someone in (house.cell_secretary, house.standing, house.stranger):
        with pytest.raises(NotAllowed):
            send_document(document, by=someone, units=[house.cell_a])
    for units in ([], [house.cell_a], [house.other_commune]):
        with pytest.raises(Refused):
            send_document(document, by=house.office, units=units)
    send_document(document, by=house.office, units=[house.cell_a, house.hamlet])
    assert Rollout.objects.count() == 3


def test_an_ended_unit_receives_nothing(house, document):
    house.cell_b.ended_on = date(2020, 1, 1)
    house.cell_b.save()
    with pytest.raises(Refused):
        send_document(document, by=house.office, units=[house.cell_b])
    with pytest.raises(Refused):
        receive_document(document, house.cell_b, by=house.office, on=DAY)


def test_received_is_stated_by_the_unit_or_for_it(house, document):
    receive_document(document, house.cell_a, by=house.cell_secretary, on=DAY)
    receive_document(document, house.cell_b, by=house.office, on=DAY)
    assert Entry.objects.filter(act="resolutions.document_received", proxy=True).count() == 1
    for someone in (house.other_cell_secretary, house.standing, house.stranger):
        with pytest.raises(NotAllowed):
            receive_document(document, house.cell_a, by=someone, on=DAY)
    for day in (DAY, date(2999, 1, 1), date(2020, 3, 1)):
        with pytest.raises(Refused):
            receive_document(document, house.cell_a, by=house.cell_secretary, on=day)
    assert receive_document(document, house.cell_a, by=house.cell_secretary, on=date(2020, 3, 19)).received_on.day == 19


def test_sessions_of_study_are_counts(house, document):
    with pytest.raises(Refused):
        record_study_session(document, house.cell_a, by=house.office, held_on=DAY, expected=20, attended=18)
    receive_document(document, house.cell_a, by=house.cell_secretary, on=DAY)
    session = record_study_session(
        document, house.cell_a, by=house.cell_secretary, held_on=DAY, expected=20, attended=18
    )
    assert (session.expected, session.attended) == (20, 18)
    for held_on, expected, attended in (
        (DAY, 20, 18),
        (date(2020, 3, 21), 20, 21),
        (date(2020, 3, 21), 0, 0),
        (date(2020, 3, 19), 20, 18),
        (date(2999, 1, 1), 20, 18),
    ):
        with pytest.raises(Refused):
            record_study_session(
                document, house.cell_a, by=house.office, held_on=held_on, expected=expected, attended=attended
            )
    with pytest.raises(NotAllowed):
        record_study_session(document, house.cell_a, by=house.standing, held_on=DAY, expected=1, attended=1)
    with pytest.raises(Refused):
        receive_document(document, house.cell_a, by=house.office, on=date(2020, 4, 1))


def test_a_programme_of_the_unit_is_adopted(house, document):
    receive_document(document, house.cell_a, by=house.office, on=DAY)
    own = {"unit": house.cell_a, "organ": "Chi bộ", "issued_on": DAY, "by": house.cell_secretary}
    plan = make_document(house, kind=DocumentKind.PLAN, **own)
    foreign = make_document(house, kind=DocumentKind.PLAN, issued_on=DAY)
    other_kind = make_document(house, kind=DocumentKind.NOTICE, **own)
    early = make_document(house, kind=DocumentKind.PLAN, **(own | {"issued_on": date(2020, 1, 1)}))
    for wrong in (foreign, other_kind, early):
        with pytest.raises(Refused):
            adopt_programme(document, house.cell_a, by=house.office, programme=wrong)
    with pytest.raises(NotAllowed):
        adopt_programme(document, house.cell_a, by=house.other_cell_secretary, programme=plan)
    adopt_programme(document, house.cell_a, by=house.cell_secretary, programme=plan)
    plan.refresh_from_db()
    assert plan.parent == document
    with pytest.raises(Refused):
        adopt_programme(document, house.cell_a, by=house.cell_secretary, programme=plan)


def test_a_paper_is_owed_fulfilled_and_only_then_the_rollout_ends(house, document):
    due = date(2020, 5, 1)
    owed = {"unit": house.cell_a, "kind": DocumentKind.PLAN, "title": "Kế hoạch của chi bộ"}
    for someone in (house.cell_secretary, house.standing, house.stranger):
        with pytest.raises(NotAllowed):
            owe_paper(document, by=someone, due_on=due, **owed)
    paper = owe_paper(document, by=house.office, due_on=due, **owed)
    for wrong in ({}, {"title": ""}, {"due_on": date(2026, 1, 1)}, {"due_on": date(2020, 1, 1)}):
        with pytest.raises(Refused):
            owe_paper(document, by=house.office, **({"due_on": due} | owed | wrong))
    with pytest.raises(Refused):
        owe_paper(document, by=house.office, due_on=due, **(owed | {"unit": house.other_commune}))
    receive_document(document, house.cell_a, by=house.office, on=DAY)
    with pytest.raises(Refused):
        finish_rollout(document, house.cell_a, by=house.office, on=DAY, result="Xong")
    fulfil(house, document, paper)
    for wrong in ({"on": date(2999, 1, 1)}, {"on": date(2020, 3, 6)}, {"result": " "}):
        with pytest.raises(Refused):
            finish_rollout(document, house.cell_a, by=house.office, **({"on": DAY, "result": "Xong"} | wrong))
    with pytest.raises(NotAllowed):
        finish_rollout(document, house.cell_a, by=house.standing, on=DAY, result="Xong")
    finish_rollout(document, house.cell_a, by=house.cell_secretary, on=DAY, result="20/20 đảng viên học xong")
    with pytest.raises(Refused):
        finish_rollout(document, house.cell_a, by=house.office, on=DAY, result="Xong")


def fulfil(house, document, paper):
    own = {"unit": house.cell_a, "organ": "Chi bộ", "by": house.cell_secretary}
    plan = make_document(house, kind=DocumentKind.PLAN, issued_on=DAY, **own)
    wrong = [
        make_document(house, kind=DocumentKind.PLAN, issued_on=DAY),
        make_document(house, kind=DocumentKind.NOTICE, issued_on=DAY, **own),
        make_document(house, kind=DocumentKind.PLAN, issued_on=date(2020, 1, 1), **own),
    ]
    for one in wrong:
        with pytest.raises(Refused):
            fulfil_paper(paper, by=house.cell_secretary, document=one)
    with pytest.raises(NotAllowed):
        fulfil_paper(paper, by=house.other_cell_secretary, document=plan)
    fulfil_paper(paper, by=house.cell_secretary, document=plan)
    plan.refresh_from_db()
    assert plan.parent == document
    with pytest.raises(Refused):
        fulfil_paper(paper, by=house.cell_secretary, document=plan)
    assert not PaperOwed.objects.open()


def test_after_a_congress_the_papers_are_proposed_from_dated_data(house, document):
    with pytest.raises(NotAllowed):
        owe_congress_papers(document, by=house.cell_secretary)
    made = owe_congress_papers(document, by=house.office)
    assert {p.kind for p in made} == {
        "action_programme",
        "working_regulation",
        "coordination_rules",
        "work_programme",
        "assignment_decision",
    }
    assert "Quy chế làm việc của Ban Tuyên giáo" in {p.title for p in made}
    with pytest.raises(Refused):
        owe_congress_papers(document, by=house.office)
    assert PaperOwed.objects.count() == len(made)
    with pytest.raises(Refused):
        owe_congress_papers(make_document(house, number="2"), by=house.office)


def test_the_chosen_ones_alone_are_owed(house, document):
    chosen = congress_papers(DATED, date(2025, 6, 30))[:2]
    assert len(owe_congress_papers(document, by=house.office, papers=chosen)) == 2


def test_the_set_is_picked_by_date():
    assert [p.title for p in congress_papers(date(2026, 1, 5), date(2030, 1, 1)) if "Xây dựng Đảng" in p.title]
    assert congress_papers(date(2000, 1, 1), date(2005, 1, 1)) == []
    assert max(p.due_on for p in congress_papers(DATED, date(2020, 3, 30))) == date(2020, 3, 30)
    assert not any(s.checked for s in paper_sets())
    assert {p[0] for s in paper_sets() for p in s.papers} <= set(DocumentKind.values)
    assert set_on(date(2025, 6, 30)) != set_on(date(2025, 7, 1))
