"""On the pages of a target and a clause: the meetings that talked about it, what was decided, what was asked for."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.meetings.models import AgendaItem, Decision, Meeting
from trongtam.meetings.queries import touching
from trongtam.org.tests.house import House, make_house
from trongtam.resolutions.tests.rows import make_clause, make_document
from trongtam.support.operations import raise_recommendation
from trongtam.targets.models import Target
from trongtam.targets.tests.measures import make_indicator, make_target
from trongtam.work.models import Work
from trongtam.work.tests.works import assigned

from .months import begun, decided, moment, over

AUGUST = date(2022, 8, 3)


@pytest.fixture
def house(db: None) -> House:
    return make_house()


@pytest.fixture
def target(house: House) -> Target:
    found = make_target(house.commune, make_indicator("admitted"), "2022", 30, by=house.office)
    found.clause = make_clause(house, make_document(house))
    found.save(update_fields=["clause"])
    return found


def ended(house: House) -> Meeting:
    meeting = begun(house.cell_a, house.cell_secretary, AUGUST)
    decided(meeting, house.cell_secretary, house.cell_a, "Bồi dưỡng quần chúng mẫu")
    return over(meeting, house.cell_secretary)


def recommended(house: House, target: Target) -> None:
    asked = raise_recommendation(
        house.cell_a, by=house.cell_secretary, text="Mở thêm lớp cảm tình đảng mẫu", source_kind="meeting", on=AUGUST,
        at=moment(AUGUST),
    )  # fmt: skip
    work = assigned(house, house.cell_a, title="Mở lớp mẫu")
    Work.objects.filter(pk=work.pk).update(root_kind="recommendation", root_id=asked.pk)
    work.targets.add(target)


def page(user, name: str, pk: int) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse(name, args=[pk])).content.decode()


def test_a_decision_and_a_recommendation_whose_works_serve_it(house: House, target: Target) -> None:
    meeting = ended(house)
    Decision.objects.get().work.targets.add(target)
    recommended(house, target)
    for name, pk in (("targets:target_more", target.pk), ("resolutions:clause", target.clause_id)):
        text = page(house.office, name, pk)
        assert "Bồi dưỡng quần chúng mẫu" in text and "Mở thêm lớp cảm tình đảng mẫu" in text, name
        assert reverse("meetings:meeting", args=[meeting.pk]) in text
    kinds = [(one.kind, one.unit) for one in touching.of_target(target, house.office)]
    assert sorted(kinds) == [("decision", "Chi bộ ấp Mẫu Một"), ("recommendation", "Chi bộ ấp Mẫu Một")]
    assert touching.of_target(target, house.stranger) == []
    assert touching.of_target(target, house.other_cell_secretary) == []


def test_a_meeting_that_talked_about_it_once_it_is_over(house: House) -> None:
    own = make_target(house.cell_a, make_indicator("held"), "2022", 12, by=house.office)
    meeting = begun(house.cell_a, house.cell_secretary, AUGUST)
    AgendaItem.objects.create(meeting=meeting, order=9, kind="target", target=own, title="Chỉ tiêu mẫu")
    assert touching.of_target(own, house.cell_secretary) == []
    over(meeting, house.cell_secretary)
    assert [(one.kind, one.pk) for one in touching.of_target(own, house.cell_secretary)] == [("meeting", meeting.pk)]
    assert "Họp, quyết định," in page(house.cell_secretary, "targets:target_more", own.pk)


@pytest.mark.parametrize("rows", [1, 3])
def test_one_query_however_much_there_is(house: House, target: Target, rows: int, django_assert_num_queries) -> None:
    meeting = begun(house.cell_a, house.cell_secretary, AUGUST)
    for number in range(rows):
        decided(meeting, house.cell_secretary, house.cell_a, f"Việc mẫu {number}")
    over(meeting, house.cell_secretary)
    for one in Decision.objects.all():
        one.work.targets.add(target)
    touching.of_target(target, house.office)
    with django_assert_num_queries(1):
        assert len(touching.of_target(target, house.office)) == rows
    client = Client()
    client.force_login(house.office)
    for name, queries in (("targets:target", 13), ("targets:target_more", 8)):
        client.get(reverse(name, args=[target.pk]))
        with django_assert_num_queries(queries):
            client.get(reverse(name, args=[target.pk]))
