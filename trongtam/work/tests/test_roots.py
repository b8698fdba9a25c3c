"""A work stands on a clause, a shortcoming or words; a task that a work carries hangs loose no more."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.org.tests.house import House, make_house
from trongtam.resolutions.models import Clause, ClauseKind
from trongtam.resolutions.queries.orphans import tasks_without_work
from trongtam.resolutions.tests.rows import make_document
from trongtam.work.operations import carry_over_work, withdraw_work
from trongtam.work.plan import Root

from .works import assigned, moment, of_person, official, proposed


@pytest.fixture
def house(db) -> House:
    return make_house()


def task(house: House) -> Clause:
    document = make_document(house)
    return Clause.objects.create(
        document=document, place="900", label="III.1", kind=ClauseKind.TASK, text="Nhiệm vụ mẫu để giao"
    )


def test_a_task_is_loose_until_a_work_carries_it(house: House):
    clause = task(house)
    assert "Nhiệm vụ mẫu" in " ".join(one.title for one in tasks_without_work(house.office, None))
    work = proposed(house, root=Root("clause", clause.pk))
    assert "Nhiệm vụ mẫu" not in " ".join(one.title for one in tasks_without_work(house.office, None))
    withdraw_work(work, by=house.cell_secretary, reason="thôi")
    assert "Nhiệm vụ mẫu" in " ".join(one.title for one in tasks_without_work(house.office, None))


def test_from_the_work_to_the_sentence_and_back(house: House):
    clause = task(house)
    work = assigned(house, root=Root("clause", clause.pk))
    client = Client()
    client.force_login(house.secretary)
    page = client.get(reverse("work:work", args=[work.pk])).content.decode()
    assert "Nhiệm vụ mẫu để giao" in page
    assert reverse("resolutions:clause", args=[clause.pk]) in page
    assert work.title in client.get(reverse("resolutions:clause", args=[clause.pk])).content.decode()


def test_what_the_organ_chose_itself_is_no_own_registration(house: House):
    """Also in the year after, and on the form; what its holder registered stays his registration."""
    given = assigned(house)
    client = Client(headers={"accept-language": "vi"})
    client.force_login(house.office)

    def page(pk: int) -> str:
        return client.get(reverse("work:work", args=[pk])).text

    chosen, own = f"Gốc: {house.committee.name} tự chọn", "Gốc: tự đăng ký"
    assert chosen in page(given.pk) and own not in page(given.pk)
    registered = of_person(house, official(house))
    assert own in page(registered.pk) and "tự chọn" not in page(registered.pk)
    for work, line in ((given, chosen), (registered, own)):
        due, why = date(2022, 6, 30), "làm tiếp"
        carried = carry_over_work(work, by=house.office, due=due, reason=why, at=moment(2021, 12, 20))
        assert line in page(carried.pk)
    form = client.get(reverse("work:assign_work", args=[house.committee.code])).text
    assert f"{house.committee.name} tự chọn</option>" in form and "Tự đăng ký</option>" not in form
    assert "Tự đăng ký</option>" in client.get(reverse("work:propose_work", args=[house.committee.code])).text
