"""A baseline is typed as it is known, "hơn 87 %", kept so, shown so, and typed back so; a plan may be typed in its words."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground import numbers
from trongtam.ground.errors import Unreadable
from trongtam.org.tests.house import House, make_house
from trongtam.targets.forms.fields import BoundedField, read_bounded
from trongtam.targets.models import Indicator, Target
from trongtam.targets.plan_words import read_plan

from .measures import make_indicator, make_target, number, stated

database = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> House:
    return make_house()


@pytest.fixture
def water() -> Indicator:
    return make_indicator(
        "water", name="Hộ có nước sạch", measure="stock", unit_of_measure="%", stated_by="commune", decimals=2
    )


def client_of(user: Any) -> Client:
    client = Client(headers={"accept-language": "vi"})
    client.force_login(user)
    return client


def text_of(answer: Any) -> str:
    return answer.content.decode()


def new(house: House) -> str:
    return reverse("targets:set_target", args=[house.commune.code]) + "?period=2022"


def typed(indicator: Indicator, **more: str) -> dict[str, str]:
    return {"indicator": str(indicator.pk), "period": "2022", "plan": "95", "form": "level", **more}


def test_a_typed_baseline_is_seen_on_the_page_of_the_target(house: House, water: Indicator) -> None:
    client = client_of(house.office)
    assert client.post(new(house), typed(water, baseline="hơn 87 %", baseline_on="31/12/2020")).status_code == 302
    target = Target.objects.get()
    assert (target.value_of(target.baseline), target.baseline_bound) == (87, "more_than")
    stated(water, house.commune, "2022-09", number(95, bound="more_than"), by=house.office)
    page = text_of(client.get(reverse("targets:target", args=[target.pk]) + "?on=2022-09-30"))
    assert "từ hơn 87% ngày 31/12/2020 lên hơn 95%" in page
    assert "tăng khoảng 8 điểm %" in page


def test_amending_shows_it_as_typed_and_keeps_or_changes_it(house: House, water: Indicator) -> None:
    target = make_target(house.commune, water, "2022", 95, by=house.office, baseline=87, baseline_bound="more_than")
    client, url = client_of(house.office), reverse("targets:amend_target", args=[target.pk])
    assert 'value="hơn 87"' in text_of(client.get(url))
    amended = {"comparator": ">=", "plan": "96", "form": "level", "basis": "Kết luận của Ban Thường vụ"}
    for cell, kept in (("hơn 87", "more_than"), ("gần 87 %", "about"), ("87", "exactly")):
        assert client.post(url, {**amended, "baseline": cell}).status_code == 302
        target.refresh_from_db()
        assert (target.value_of(target.baseline), target.baseline_bound) == (87, kept)
    told = client.post(url, {**amended, "baseline": "hơn 87 hộ"})
    assert told.status_code == 422
    assert "baseline" in told.context["form"].errors
    assert 'value="hơn 87 hộ"' in text_of(told)


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        ({"plan": "hơn 95 %"}, (">", 95, None)),
        ({"plan": "từ 95 trở lên"}, (">=", 95, None)),
        ({"plan": "không quá 95"}, ("<=", 95, None)),
        ({"plan": "khoảng 95", "tolerance": "2"}, ("~", 95, None)),
        ({"plan": "90–95"}, ("range", 90, 95)),
        ({"plan": "hơn 95", "comparator": ">"}, (">", 95, None)),
    ],
)
def test_the_words_of_a_plan_choose_how_it_is_reached(house: House, cells: dict[str, str], kept: Any) -> None:
    better = {"<=": "less", "~": "exact", "range": "range"}.get(kept[0], "more")
    water = make_indicator("water", measure="stock", unit_of_measure="%", stated_by="commune", better=better)
    answer = client_of(house.office).post(new(house), typed(water, **cells))
    assert answer.status_code == 302, answer.context["form"].errors
    target = Target.objects.get()
    assert (target.comparator, target.value_of(target.plan), target.value_of(target.plan_to)) == kept


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"plan": "hơn 95", "comparator": "<="}, "plan"),
        ({"plan": "95 hộ"}, "plan"),
        ({"plan": "95²"}, "plan"),
        ({"plan": "9-5"}, "plan"),
        ({"tolerance": "hơn 1"}, "tolerance"),
        ({"baseline": "mấy chục"}, "baseline"),
    ],
)
def test_what_would_be_lost_is_refused_and_stays_typed(
    house: House, water: Indicator, cells: dict[str, str], field: str
) -> None:
    answer = client_of(house.office).post(new(house), typed(water, **cells))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Target.objects.exists()


PASTED = "Hộ nghèo\thộ\tgiảm 10"


@pytest.mark.parametrize(
    ("cell", "kept"), [("hơn 52", (52, "more_than")), ("gần 52 hộ", (52, "about")), ("52", (52, "exactly"))]
)
def test_a_pasted_line_takes_it_too(house: House, cell: str, kept: tuple[int, str]) -> None:
    url = reverse("targets:paste_targets", args=[house.commune.code]) + "?period=2022"
    given = {"period": "2022", "text": PASTED, "confirmed": "1", "line-1-baseline": cell}
    assert client_of(house.office).post(url, given).status_code == 302
    target = Target.objects.get()
    assert (target.baseline, target.baseline_bound) == kept


def test_a_pasted_line_with_an_unreadable_baseline_is_not_kept(house: House) -> None:
    url = reverse("targets:paste_targets", args=[house.commune.code]) + "?period=2022"
    given = {"period": "2022", "text": PASTED, "confirmed": "1", "line-1-baseline": "mấy chục"}
    answer = client_of(house.office).post(url, given)
    assert answer.status_code == 422
    assert 'value="mấy chục"' in text_of(answer)
    assert not Target.objects.exists()


AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@given(AMOUNTS, st.sampled_from(numbers.BOUNDS), st.sampled_from(["vi", "en"]))
def test_what_a_field_shows_it_reads_back(value: Decimal, bound: str, language: str) -> None:
    with override(language):
        shown = BoundedField().prepare_value(numbers.Number(value, bound))
    assert read_bounded(shown, "") == numbers.Number(value, bound)


WORDS = st.sampled_from(
    ["", "hơn ", "trên ", "từ ", "không quá ", "dưới ", "khoảng ", "bằng ", "đạt ", "3", "9,5", "1.234", "–", " %", " trở lên"]
)  # fmt: skip


@given(st.lists(WORDS | st.text(max_size=3), max_size=5).map("".join))
def test_a_plan_is_read_once_or_refused(text: str) -> None:
    """A plan that reads has a number of the text; a plain number reads as `numbers.read` reads it."""
    try:
        plan = read_plan(text, unit="%")
    except Unreadable:
        with pytest.raises(Unreadable):
            numbers.read(text, unit="%")
        return
    assert plan.comparator in {"", ">=", ">", "<=", "<", "=", "~", "range"}
    assert (plan.high is not None) == (plan.comparator == "range")
    assert any(sign in "0123456789" for sign in text)
    try:
        found = numbers.read(text, unit="%")
    except Unreadable:
        return
    assert plan.low == found.value
