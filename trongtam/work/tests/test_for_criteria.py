"""A work serves criteria: it says how each of them stands, and the criterion's page leads back to it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from trongtam.org.tests.house import House, make_house
from trongtam.targets.models import AdoptedCriterion, AdoptedLeaf
from trongtam.targets.operations.criteria import Taking, adopt_criteria
from trongtam.targets.tests.measures import number, stated
from trongtam.work.plan import Root
from trongtam.work.presentation import served_criteria

from .works import assigned

TODAY = date(2021, 3, 1)


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def criteria(house: House, *numbers: int) -> tuple[AdoptedCriterion, ...]:
    taking = Taking(region="TDMNPB", numbers=numbers)
    adoption = adopt_criteria(house.commune, "NTM-2016", 2020, by=house.office, taking=taking)
    return tuple(AdoptedCriterion.objects.filter(adoption=adoption).order_by("number"))


def page(user, address: str) -> str:
    client = Client(headers={"accept-language": "vi"})
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_criterion_says_how_it_stands(house: House):
    work = assigned(house, criteria=criteria(house, 6, 10))
    leaf = AdoptedLeaf.objects.get(code="10")
    stated(leaf.measured, house.commune, "2020", number(40), by=house.office)
    assert [(one.criterion.number, one.words) for one in served_criteria(work, house.office, TODAY)] == [
        (6, "Chưa đủ số liệu"),
        (10, "Chưa có minh chứng"),
    ]
    shown = page(house.office, reverse("work:work", args=[work.pk]))
    assert re.search(r"Thu nhập</b>.*?Chưa có minh chứng", shown, re.DOTALL)


def test_the_criterion_leads_to_the_works_that_serve_it_or_come_from_it(house: House):
    six, ten = criteria(house, 6, 10)
    assigned(house, title="Dựng nhà văn hóa mẫu", criteria=(six,), root=Root("criterion", six.pk))
    assigned(house, title="Nâng thu nhập mẫu", root=Root("criterion", ten.pk))
    address = reverse("targets:criterion", args=[six.pk])
    assert page(house.office, address).count("Dựng nhà văn hóa mẫu</b>") == 1, (
        "once, though it serves and comes from it"
    )
    assert "Nâng thu nhập mẫu" in page(house.office, reverse("targets:criterion", args=[ten.pk]))
    assert "Dựng nhà văn hóa mẫu" not in page(house.other_cell_secretary, address), "a work of another cell"


@pytest.mark.parametrize("count", [1, 3])
def test_the_same_queries_however_many_criteria(
    house: House, count: int, django_assert_num_queries: DjangoAssertNumQueries
):
    work = assigned(house, criteria=criteria(house, *(6, 10, 17)[:count]))
    served_criteria(work, house.office, TODAY)
    with django_assert_num_queries(4):
        assert len(served_criteria(work, house.office, TODAY)) == count
