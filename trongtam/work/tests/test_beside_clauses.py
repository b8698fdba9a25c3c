"""Beside each sentence of a document the works that come from it: one query for the page, names for those near alone."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.org.tests.house import House, make_house
from trongtam.resolutions.models import Clause, Document
from trongtam.work.models import Work
from trongtam.work.plan import Root
from trongtam.work.queries.beside import by_clause

from .works import assigned, official


@pytest.fixture
def house(db) -> House:
    return make_house()


def document(house: House) -> tuple[Document, list[Clause]]:
    made = Document.objects.create(
        unit=house.committee, kind="resolution", number="05-NQ/ĐU", issued_on=date(2021, 1, 5), organ="Đảng ủy xã Mẫu",
        title="Nghị quyết mẫu", folded="nghi quyet mau",
    )  # fmt: skip
    return made, [
        Clause.objects.create(document=made, place=f"000{n}.", label=f"{n}", kind="task", text=f"Câu {n}.", folded="")
        for n in (1, 2, 3)
    ]


def page(user, made: Document) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(reverse("resolutions:document", args=[made.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_works_stand_beside_their_sentence_with_how_they_stand(house: House):
    made, (first, second, third) = document(house)
    for number in range(5):
        assigned(house, title=f"Việc rễ {number}", root=Root("clause", first.pk), due=date(2021, 12, 20 - number))
    assigned(house, title="Việc câu hai", root=Root("clause", second.pk))
    dropped = assigned(house, title="Việc đã rút", root=Root("clause", third.pk))
    Work.objects.filter(pk=dropped.pk).update(state="withdrawn")
    ended = Work.objects.get(title="Việc rễ 4")
    Work.objects.filter(pk=ended.pk).update(state="concluded")
    found = by_clause(made, house.office, date(2021, 6, 1))
    assert set(found) == {first.pk, second.pk}
    assert [one.work.title for one in found[first.pk].rows] == ["Việc rễ 3", "Việc rễ 2", "Việc rễ 1"], (
        "running ones first"
    )
    assert (found[first.pk].count, found[first.pk].more, found[second.pk].more) == (5, 2, 0)
    text = page(house.office, made)
    for said in ("Việc rễ 3", "Việc câu hai", "Còn 2 việc nữa"):
        assert said in text
    assert "Việc đã rút" not in text


def test_each_sees_the_works_in_reach_and_names_when_near(house: House):
    made, (first, *_others) = document(house)
    user = official(house, "Cao Thử Tên")
    assigned(house, person=user.person, title="Việc của một người", root=Root("clause", first.pk))
    assert "Cao Thử Tên" in page(house.secretary, made)
    far = by_clause(made, house.provincial, date(2021, 6, 1))[first.pk].rows[0]
    assert far.holder == house.commune.name
    assert by_clause(made, house.stranger, date(2021, 6, 1)) == {}
    assert "Việc của một người" not in page(house.other_cell_secretary, made)


@pytest.mark.parametrize("count", [1, 3])
def test_one_query_however_many_sentences_and_works(house: House, django_assert_num_queries, count: int):
    made, clauses = document(house)
    for clause in clauses[:count]:
        for number in range(count):
            assigned(house, title=f"Việc {number}", root=Root("clause", clause.pk))
    by_clause(made, house.office, date(2021, 6, 1))
    with django_assert_num_queries(1):
        assert len(by_clause(made, house.office, date(2021, 6, 1))) == count


def test_the_page_of_a_sentence_lists_them_once(house: House):
    _made, (first, *_others) = document(house)
    assigned(house, title="Việc duy nhất", root=Root("clause", first.pk))
    client = Client()
    client.force_login(house.office)
    text = client.get(reverse("resolutions:clause", args=[first.pk])).content.decode()
    assert text.count("Việc duy nhất") == 1
