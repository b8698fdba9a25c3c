"""The committees below a unit in a year: counts alone, summed where the levels are the same, nobody ranked."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.ground.periods import Period
from trongtam.org.tests.house import House, make_house, make_unit
from trongtam.reviews.models import CountLine, Round, SchemeVersion
from trongtam.reviews.operations.schemes import lay_shipped_schemes
from trongtam.reviews.queries.below import below, summed
from trongtam.reviews.queries.schemes import shipped

from .rounds import decided, members_of, moment, opened

LEVELS = {"excellent": 113, "good": 605, "completed": 47, "not_completed": 10}


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def counts_round(unit: Any, scheme: SchemeVersion, levels: dict[str, int], year: int = 2025) -> Round:
    day = Period.year(year).end
    made = Round.objects.create(
        unit=unit, kind="year", period_code=str(year), title=f"Xếp loại {year}", on=day, self_by=day, collective_by=day,
        appraisal_by=day, decision_by=day, opened_at=moment(), is_counts=True,
    )  # fmt: skip
    CountLine.objects.create(round=made, kind="member", scheme=scheme, levels=levels, exempt=5, at=moment())
    return made


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_counts_and_people_are_summed_over_communes(house: House) -> None:
    round_ = opened(house)
    decided(members_of(round_, house.cell_a)[0], house, "good")
    beside = make_unit("party_committee", "Đảng ủy xã Khác", house.other_commune)
    counts_round(beside, members_of(round_, house.cell_a)[0].scheme, LEVELS)
    rows = below(house.province, "2025", "member", house.provincial)
    assert [(one.name, one.counts.rated, one.waiting) for one in rows] == [
        ("Đảng ủy xã Mẫu", 1, 5),
        ("Đảng ủy xã Khác", 775, 0),
    ]
    total = summed(rows)
    assert total is not None
    assert (total.counts.rated, total.counts.at("good"), total.counts.exempt, total.units, total.apart) == (
        776,
        606,
        5,
        2,
        0,
    )
    assert below(house.province, "2025", "member", house.stranger) != rows
    assert summed([]) is None


def test_other_levels_are_not_in_the_sum(house: House) -> None:
    lay_shipped_schemes()
    counts_round(house.committee, shipped("qd132-member-2c"), LEVELS, 2017)
    beside = make_unit("party_committee", "Đảng ủy xã Khác", house.other_commune)
    old = SchemeVersion.objects.get(code="tsvm-organisation-01")
    counts_round(beside, old, {"clean_strong": 97, "well": 13}, 2017)
    total = summed(below(house.province, "2017", "member", house.provincial))
    assert total is not None and (total.units, total.apart) == (1, 1)


def test_the_page_with_one_and_three_communes(house: House, django_assert_num_queries: Any) -> None:
    lay_shipped_schemes()
    client, url = signed_in(house.provincial), reverse("reviews:below", args=[house.province.code])
    assert "Chưa đảng ủy" in client.get(url, {"year": "2025"}).content.decode()
    for number in (1, 2, 3):
        commune = make_unit("commune", f"Xã Thử {number}", house.province)
        counts_round(
            make_unit("party_committee", f"Đảng ủy xã Thử {number}", commune), shipped("qd366-member-2c"), LEVELS
        )
        if number != 2:
            with django_assert_num_queries(11):
                page = client.get(url, {"year": "2025"}).content.decode()
    assert url in client.get(reverse("org:unit", args=[house.province.code])).content.decode()
    assert "92,65%" in page and "2.325" in page and "Đảng ủy xã Thử 2" in page
    assert client.get(url, {"year": "2025", "as": "xlsx"})["Content-Type"].endswith("sheet")
    assert "Chưa đảng ủy" in client.get(url, {"year": "2025", "kind": "organisation"}).content.decode()


@pytest.mark.parametrize("who", ["stranger", "former", "cell_secretary"])
def test_who_does_not_reach_finds_nothing(house: House, who: str) -> None:
    assert signed_in(getattr(house, who)).get(reverse("reviews:below", args=[house.province.code])).status_code == 404
