"""Forms about targets: set, amend, withdraw, hand over, allot, define; what must be confirmed."""

from html import escape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.org.models import Term
from trongtam.org.tests.house import House, make_house
from trongtam.targets.models import Indicator, Target

from .measures import make_clause, make_indicator, make_resolution, make_target

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def admitted() -> Indicator:
    return make_indicator("admitted", name="Kết nạp đảng viên mới", unit_of_measure="đảng viên")


def client_of(user: Any) -> Client:
    client = Client(headers={"accept-language": "vi"})
    client.force_login(user)
    return client


def text_of(answer: Any) -> str:
    return answer.content.decode()


def new(house: House, query: str = "") -> str:
    return reverse("targets:set_target", args=[house.commune.code]) + query


def typed(indicator: Indicator, **more: str) -> dict[str, str]:
    return {"indicator": str(indicator.pk), "period": "2022", "plan": "4", "form": "level", **more}


def test_the_office_sets_a_target_of_a_clause(house: House, admitted: Indicator) -> None:
    clause = make_clause(make_resolution(house.committee), "Kết nạp 4 đảng viên trở lên")
    client = client_of(house.office)
    url = new(house, f"?clause={clause.pk}&period=2022")
    assert "Kết nạp 4 đảng viên trở lên" in text_of(client.get(url))
    answer = client.post(url, typed(admitted))
    made = Target.objects.get()
    assert answer["Location"] == reverse("targets:target", args=[made.pk])
    assert (made.clause, made.unit, made.plan, made.comparator, made.period_code) == (
        clause,
        house.commune,
        4,
        ">=",
        "2022",
    )


@pytest.mark.parametrize("page", ["set_target", "define_indicator", "paste_targets"])
def test_who_may_not_is_told_who_may_and_a_stranger_finds_nothing(house: House, page: str) -> None:
    url = reverse(f"targets:{page}", args=[house.commune.code])
    told = client_of(house.standing).get(url)
    assert told.status_code == 403
    assert "bí thư" in text_of(told).lower()
    assert client_of(house.stranger).get(url).status_code == 404


@pytest.mark.parametrize("page", ["amend_target", "withdraw_target", "hand_over_target", "allot"])
def test_a_target_is_changed_by_those_who_set_it(house: House, admitted: Indicator, page: str) -> None:
    target = make_target(house.commune, admitted, "2022", 4, by=house.office)
    url = reverse(f"targets:{page}", args=[target.pk])
    assert client_of(house.office).get(url).status_code == 200
    assert client_of(house.standing).get(url).status_code == 403
    assert client_of(house.stranger).get(url).status_code == 404


def test_a_plan_of_zero_is_asked_back_once(house: House, admitted: Indicator) -> None:
    client, url = client_of(house.office), new(house, "?period=2022")
    asks = client.post(url, typed(admitted, plan="0"))
    assert asks.status_code == 422
    assert 'name="sure_plan_zero"' in text_of(asks)
    assert "không tính được" in text_of(asks)
    assert not Target.objects.exists()
    assert client.post(url, typed(admitted, plan="0", sure_plan_zero="on")).status_code == 302
    assert Target.objects.get().plan == 0


def test_a_period_outside_the_term_is_asked_back_once(house: House, admitted: Indicator) -> None:
    term = Term.objects.create(unit=house.committee, name="2015–2020", begins="2015-06-01", ends="2020-06-01")
    document = make_resolution(house.committee, term=term)
    client, url = client_of(house.office), new(house, f"?document={document.pk}&period=2022")
    asks = client.post(url, typed(admitted))
    assert asks.status_code == 422
    assert 'name="sure_outside_term"' in text_of(asks)
    assert client.post(url, typed(admitted, sure_outside_term="on")).status_code == 302


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"plan": "1.2.3,4"}, "plan"),
        ({"plan": ""}, "plan"),
        ({"comparator": "range", "plan": "9", "plan_to": "5"}, "comparator"),
        ({"comparator": "<="}, "comparator"),
        ({"comparator": ">=", "plan": "8", "plan_to": "5"}, "plan_to"),
        ({"comparator": ">=", "form": "change_relative", "plan": "8", "plan_to": "12"}, "plan_to"),
    ],
)
def test_what_makes_no_sense_is_said_and_kept(
    house: House, admitted: Indicator, cells: dict[str, str], field: str
) -> None:
    answer = client_of(house.office).post(new(house, "?period=2022"), typed(admitted, **cells))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    for text in cells.values():
        assert escape(text) in text_of(answer)
    assert not Target.objects.exists()


def test_amending_names_the_decision(house: House, admitted: Indicator) -> None:
    target = make_target(house.commune, admitted, "2022", 4, by=house.office)
    client, url = client_of(house.secretary), reverse("targets:amend_target", args=[target.pk])
    cells = {"plan": "5", "form": "level", "comparator": ">="}
    assert client.post(url, {**cells, "basis": ""}).status_code == 422
    assert client.post(url, {**cells, "basis": "Kết luận của Ban Thường vụ"}).status_code == 302
    target.refresh_from_db()
    assert target.plan == 5


def test_withdrawing_and_handing_over(house: House, admitted: Indicator) -> None:
    target = make_target(house.commune, admitted, "2022", 4, by=house.office)
    client = client_of(house.office)
    person = house.cell_secretary.person
    assert client.post(reverse("targets:hand_over_target", args=[target.pk]), {"holder": person.pk}).status_code == 302
    url = reverse("targets:withdraw_target", args=[target.pk])
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "Trùng chỉ tiêu khác"}).status_code == 302
    target.refresh_from_db()
    assert (target.holder, target.withdrawn_reason) == (person, "Trùng chỉ tiêu khác")


def test_sharing_out_shows_the_difference_and_never_forces_it(house: House, admitted: Indicator) -> None:
    target = make_target(house.commune, admitted, "2022", 4, by=house.office)
    client, url = client_of(house.office), reverse("targets:allot", args=[target.pk])
    answer = client.post(url, {f"plan-{house.cell_a.pk}": "1", f"plan-{house.cell_b.pk}": "2"})
    assert answer.status_code == 302
    assert sorted(one.plan for one in target.allotments.all()) == [1, 2]
    shown = text_of(client.get(url))
    assert "3 trên 4 đảng viên" in shown
    assert "Chênh lệch -1" in shown


def test_what_no_unit_below_states_is_not_said_to_be_shared_out(house: House) -> None:
    roads = make_indicator("roads", stated_by="commune")
    target = make_target(house.commune, roads, "2022", 5, by=house.office)
    shown = text_of(client_of(house.office).get(reverse("targets:allot", args=[target.pk])))
    assert "Không đơn vị dưới nào nhập số này" in shown
    assert "đều đã được giao" not in shown


def test_sharing_out_is_all_or_nothing(house: House, admitted: Indicator) -> None:
    target = make_target(house.commune, admitted, "2022", 4, by=house.office)
    client, url = client_of(house.office), reverse("targets:allot", args=[target.pk])
    assert client.post(url, {f"plan-{house.cell_a.pk}": "1", f"plan-{house.cell_b.pk}": "hai"}).status_code == 422
    asks = client.post(url, {f"plan-{house.cell_a.pk}": "1", f"plan-{house.cell_b.pk}": "0"})
    assert asks.status_code == 422
    assert 'name="sure_plan_zero"' in text_of(asks)
    assert client.post(url, {}).status_code == 422
    assert not target.allotments.exists()


def test_an_indicator_is_defined_and_leads_to_its_target(house: House) -> None:
    client = client_of(house.office)
    url = reverse("targets:define_indicator", args=[house.commune.code]) + "?period=2022"
    cells = {
        "name": "Tỷ lệ hộ dùng nước sạch",
        "unit_of_measure": "%",
        "measure": "ratio",
        "better": "more",
        "decimals": "2",
        "sector": "culture",
        "stated_by": "hamlet",
        "every": "quarter",
        "across": "ratio",
        "part_of_whole": "on",
    }
    assert client.post(url, {**cells, "across": "sum"}).status_code == 422
    answer = client.post(url, cells)
    made = Indicator.objects.get(name="Tỷ lệ hộ dùng nước sạch")
    assert answer["Location"] == f"{new(house)}?period=2022&indicator={made.pk}"
    assert (made.scale, made.part_of_whole, made.owner) == (100, True, house.commune)
