"""From a target to the work for it: who assigns gives one to whoever answers for the target, and may then ask why it is late."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from trongtam.accounts.models import User
from trongtam.org.tests.house import House, make_house
from trongtam.targets.models import Target
from trongtam.targets.operations import Root, withdraw_target
from trongtam.targets.tests.measures import make_clause, make_indicator, make_resolution, make_target
from trongtam.work.operations import stop_work
from trongtam.work.parts import assign_url

from .works import assigned

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def target(house: House) -> Target:
    clause = make_clause(make_resolution(house.commune), "Kết nạp từ 3 đảng viên trở lên.")
    root = Root(clause=clause, holder=house.cell_secretary.person)
    year = str(timezone.localdate().year)
    return make_target(house.commune, make_indicator("admitted"), year, 3, by=house.office, root=root)


def page(user: User, target: Target) -> str:
    client = Client(headers={"accept-language": "vi"})
    client.force_login(user)
    return client.get(reverse("targets:target_more", args=[target.pk])).text


def test_who_assigns_finds_the_way_on_the_page_of_the_target(house: House, target: Target) -> None:
    for who in (house.secretary, house.office):
        assert "Giao việc cho chỉ tiêu này" in page(who, target)
    for who in (house.cell_secretary, house.standing):
        assert "Giao việc cho chỉ tiêu này" not in page(who, target)


def test_the_holder_of_a_work_for_it_is_asked_from_there(house: House, target: Target) -> None:
    """By who appraises it, as long as it runs; its holder and a stranger find no such way."""
    work = assigned(house, person=house.cell_secretary.person, targets=[target])
    link = reverse("work:ask_explanation", args=[work.pk])
    assert f'href="{link}">Yêu cầu giải trình' in page(house.secretary, target)
    assert work.title in page(house.cell_secretary, target)
    assert link not in page(house.cell_secretary, target)
    assert link not in page(house.stranger, target)
    stop_work(work, by=house.secretary, reason="Không còn cần (mẫu)")
    assert work.title in page(house.secretary, target)
    assert link not in page(house.secretary, target)


def test_the_form_knows_sentence_holder_and_target(house: House, target: Target) -> None:
    address = assign_url(house.secretary, target)
    assert parse_qs(urlsplit(address).query) == {
        "root": [f"clause:{target.clause_id}"],
        "holder": [f"person:{target.holder_id}"],
        "target": [str(target.pk)],
    }
    client = Client(headers={"accept-language": "vi"})
    client.force_login(house.secretary)
    form = client.get(address).context["form"]
    assert form["holder"].value() == f"person:{target.holder_id}"
    assert form["root"].value() == f"clause:{target.clause_id}"
    assert form["targets"].value() == [target.pk]
    assert list(form.fields["targets"].queryset) == [target]
    for odd in ("x", "9" * 40, ""):
        assert client.get(address.split("?")[0], {"target": odd}).status_code == 200


def test_a_target_of_an_earlier_year_stays_with_its_work(house: House, target: Target) -> None:
    """The form offers the targets of the work's year, and the one that it was opened for; adjusting takes none away."""
    earlier = make_target(house.commune, target.indicator, "2022", 3, by=house.office)
    client = Client(headers={"accept-language": "vi"})
    client.force_login(house.secretary)
    form = client.get(assign_url(house.secretary, earlier)).context["form"]
    assert set(form.fields["targets"].queryset) == {target, earlier}
    assert form["targets"].value() == [earlier.pk]
    work = assigned(house, targets=[earlier])
    url = reverse("work:adjust_work", args=[work.pk])
    shown = client.get(url).context["form"]
    assert shown["targets"].value() == [earlier.pk]
    typed = {one.html_name: one.value() for one in shown if not one.field.disabled and one.value() is not None}
    answer = client.post(url, typed | {"title": "Tên việc sửa lại (mẫu)", "reason": "Viết rõ hơn"})
    assert answer.status_code == 302, answer.context["form"].errors
    work.refresh_from_db()
    assert work.title == "Tên việc sửa lại (mẫu)"
    assert list(work.targets.all()) == [earlier]


def test_a_target_that_was_withdrawn_gets_no_work(house: House, target: Target) -> None:
    withdraw_target(target, by=house.office, reason="Đặt nhầm năm")
    target.refresh_from_db()
    assert assign_url(house.secretary, target) == ""
