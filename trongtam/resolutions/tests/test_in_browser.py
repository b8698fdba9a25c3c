"""From an empty list to a document with its clauses, on a phone and on a desktop; axe finds nothing serious."""

import pytest
from django.urls import reverse

from trongtam.org.tests.house import make_house
from trongtam.resolutions.models import Clause, Document
from trongtam.resolutions.operations import receive_document
from trongtam.resolutions.tests.rows import DATED, make_document, make_shortcoming

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = "I. CHỈ TIÊU\n1. Kết nạp từ 3 đảng viên trở lên.\nII. HẠN CHẾ\n1. Sinh hoạt chưa đều."


@pytest.fixture(params=["phone", "desktop"])
def page(request):
    return request.getfixturevalue(request.param)


def test_a_document_is_put_in_and_read_into_clauses(page, sign_in, assert_accessible):
    house = make_house()
    sign_in(page, house.office)
    page.goto("/documents/")
    assert_accessible(page)
    page.click("main .dock a.btn")
    page.select_option("[name=kind]", "resolution")
    page.fill("[name=title]", "Nghị quyết mẫu")
    page.fill("[name=issued_on]", "2022-01-05")
    assert_accessible(page)
    page.click("form[data-draft] button.btn")
    page.wait_for_url("**/documents/*/")
    assert_accessible(page)
    page.click(".first a.btn")
    page.fill("[name=text]", TEXT)
    page.click("form[data-draft] button.btn")
    page.wait_for_selector("[name=kind-3]")
    assert_accessible(page)
    page.click(".dock button.btn")
    page.wait_for_url("**/documents/*/")
    assert_accessible(page)
    assert Document.objects.get().unit == house.committee
    assert list(Clause.objects.values_list("kind", flat=True)) == ["heading", "target", "heading", "shortcoming"]


def test_rollout_shortcoming_and_loose_ends_are_accessible(page, sign_in, assert_accessible):
    house = make_house()
    document = make_document(house)
    shortcoming = make_shortcoming(house)
    receive_document(document, house.cell_a, by=house.office, on=DATED)
    sign_in(page, house.cell_secretary)
    for name, args in (
        ("rollout", [document.pk]),
        ("shortcoming", [shortcoming.pk]),
        ("remedy_shortcoming", [shortcoming.pk]),
        ("shortcomings", []),
        ("clause", [shortcoming.clause_id]),
        ("orphans", []),
    ):
        page.goto(reverse(f"resolutions:{name}", args=args))
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
