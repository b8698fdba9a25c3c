"""Which scheme rates whom; an organ's own; a scheme revised after use is a new version and the past year stays what it was."""

from __future__ import annotations

from dataclasses import astuple, replace
from datetime import date
from decimal import Decimal

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.tests.house import House, make_house
from trongtam.reviews.judging import Judgement, judge
from trongtam.reviews.models import SchemeVersion
from trongtam.reviews.operations.schemes import adapt_scheme, lay_shipped_schemes, revise_scheme, scheme_to_use
from trongtam.reviews.queries.schemes import scheme_for, shipped
from trongtam.reviews.scheme import Scheme
from trongtam.reviews.shipped import shipped_schemes


@pytest.fixture
def house(db: None) -> House:
    lay_shipped_schemes()
    return make_house()


def raised(scheme: Scheme, points: int) -> Scheme:
    """The same scheme whose second level asks for other points."""
    levels = tuple(
        replace(one, at_least=Decimal(points)) if one.code == "good" else one for one in scheme.levels
    )  # fmt: skip
    return replace(scheme, levels=levels)


def told(judged: Judgement) -> tuple[object, ...]:
    """Everything that a judgement says, its reasons as words."""
    reasons = [str(why.sentence) for why in judged.held_back]
    return (*astuple(replace(judged, held_back=())), reasons)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2016, 12, 31), "tsvm-member-2c"),
        (date(2018, 3, 7), "tsvm-member-2c"),
        (date(2018, 3, 8), "qd132-member-2c"),
        (date(2022, 12, 31), "qd132-member-2c"),
        (date(2024, 12, 31), "qd124-member-2c"),
        (date(2025, 8, 29), "qd124-member-2c"),
        (date(2025, 12, 31), "qd366-member-2c"),
        (date(2031, 1, 1), "qd366-member-2c"),
    ],
)
def test_the_day_of_the_fact_chooses(house: House, day: date, code: str) -> None:
    assert scheme_for("member", "2C", house.cell_a, day).code == code


def test_civil_servants_and_quarters_only_where_asked_for(house: House) -> None:
    day = date(2026, 6, 30)
    assert scheme_for("leader", None, house.committee, day).code == "qd366-leader-2b"
    assert scheme_for("leader", None, house.committee, day, cycle="quarter").code == "qd366-leader-2b-quy"
    assert scheme_for("member", "CC", house.commune, day).code == "nd335-member-cc"
    with pytest.raises(Refused, match="30/06/2005"):
        scheme_for("member", "2C", house.cell_a, date(2005, 6, 30))


def test_laying_twice_brings_nothing_twice(house: House) -> None:
    assert lay_shipped_schemes() == 0
    assert SchemeVersion.objects.count() == len(shipped_schemes())
    for one in shipped_schemes():
        assert shipped(one.scheme.code).read() == one.scheme


def test_an_organ_makes_its_own_and_its_cells_are_rated_by_it(house: House) -> None:
    own = adapt_scheme(shipped("qd366-member-2c"), house.committee, by=house.secretary)
    day = date(2026, 12, 31)
    assert scheme_for("member", "2C", house.cell_a, day) == own
    assert scheme_for("member", "2C", house.other_commune, day) == shipped("qd366-member-2c")
    assert Entry.objects.filter(act="reviews.scheme_adapted").count() == 1
    with pytest.raises(Refused, match="đã có bản riêng"):
        adapt_scheme(shipped("qd366-member-2c"), house.committee, by=house.office)


@pytest.mark.parametrize("who", ["stranger", "cell_secretary", "standing", "provincial"])
def test_others_make_none(house: House, who: str) -> None:
    with pytest.raises(NotAllowed, match="văn phòng Đảng ủy hoặc bí thư"):
        adapt_scheme(shipped("qd366-member-2c"), house.committee, by=getattr(house, who))


def test_the_shipped_ones_stay(house: House) -> None:
    version = shipped("qd366-member-2c")
    with pytest.raises(NotAllowed, match="lập bản riêng"):
        revise_scheme(version, raised(version.read(), 75), by=house.office)


def test_unused_it_is_revised_in_place(house: House) -> None:
    own = adapt_scheme(shipped("qd366-member-2c"), house.committee, by=house.office)
    revised = revise_scheme(own, raised(own.read(), 75), by=house.office)
    assert (revised.pk, revised.version, revised.read().level("good").at_least) == (own.pk, 1, 75)
    with pytest.raises(Refused, match="Chưa có gì thay đổi"):
        revise_scheme(revised, revised.read(), by=house.office)


def test_used_it_is_revised_as_a_new_version_and_the_past_year_is_the_same(house: House) -> None:
    adapt_scheme(shipped("qd366-member-2c"), house.committee, by=house.office)
    used = scheme_to_use("member", "2C", house.cell_a, date(2026, 12, 31))
    scores = {code: item.most - (28 if code == "tasks" else 0) for code, item in used.read().items.items()}
    before = judge(used.read(), scores, {})
    assert (before.total, before.level) == (72, "good")
    following = revise_scheme(used, raised(used.read(), 75), by=house.office)
    assert (following.version, following.replaces, following.used_at) == (2, used, None)
    again = SchemeVersion.objects.get(pk=used.pk)
    assert told(judge(again.read(), scores, {})) == told(before)
    assert judge(following.read(), scores, {}).level == "completed"
    assert scheme_for("member", "2C", house.cell_a, date(2027, 12, 31)) == following
    with pytest.raises(Refused, match="bản mới hơn"):
        revise_scheme(used, raised(used.read(), 80), by=house.office)


def test_it_is_not_turned_into_one_for_others(house: House) -> None:
    own = adapt_scheme(shipped("qd366-member-2c"), house.committee, by=house.office)
    with pytest.raises(Refused, match="đối tượng khác"):
        revise_scheme(own, replace(own.read(), form="2A"), by=house.office)


def test_a_stranger_does_not_see_it(house: House) -> None:
    own = adapt_scheme(shipped("qd366-member-2c"), house.committee, by=house.office)
    assert own in SchemeVersion.objects.visible_to(house.cell_secretary)
    assert own not in SchemeVersion.objects.visible_to(house.stranger)
    assert SchemeVersion.objects.visible_to(house.stranger).count() == len(shipped_schemes())
