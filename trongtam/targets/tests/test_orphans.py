"""Loose ends of a unit: a clause without target, a target without owner, a target never measured."""

import pytest

from trongtam.org.tests.house import House, make_house
from trongtam.targets.operations import Root, hand_over_target, withdraw_target
from trongtam.targets.queries.orphans import (
    CLAUSE_WITHOUT_TARGET,
    TARGET_NEVER_MEASURED,
    TARGET_WITHOUT_OWNER,
    orphans,
)

from .measures import make_clause, make_indicator, make_resolution, make_target, stated

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


def kinds(house: House, user, **more) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in orphans(house.commune, user=user, **more)]


def test_each_end_is_tied_by_one_act(house: House) -> None:
    clause = make_clause(make_resolution(house.committee), "Trồng 3 km hàng cây.")
    assert kinds(house, house.office) == [(CLAUSE_WITHOUT_TARGET, "Trồng 3 km hàng cây.")]
    trees = make_indicator("trees", stated_by="commune")
    target = make_target(house.commune, trees, "2022", 3, by=house.office, root=Root(clause=clause))
    assert kinds(house, house.office) == [(TARGET_WITHOUT_OWNER, "trees"), (TARGET_NEVER_MEASURED, "trees")]
    hand_over_target(target, house.secretary.person, by=house.office)
    assert kinds(house, house.office) == [(TARGET_NEVER_MEASURED, "trees")]
    stated(trees, house.commune, "2022-03", 1, by=house.office)
    assert kinds(house, house.office) == []
    withdraw_target(target, by=house.office, reason="Trồng xong trước hạn.")
    assert kinds(house, house.office) == [(CLAUSE_WITHOUT_TARGET, "Trồng 3 km hàng cây.")]


def test_only_what_one_sees_and_only_of_the_document(house: House) -> None:
    document = make_resolution(house.committee)
    make_clause(document, "Trồng 3 km hàng cây.")
    make_target(house.commune, make_indicator("lone"), "2022", 3, by=house.office)
    assert kinds(house, house.office, document=document) == [(CLAUSE_WITHOUT_TARGET, "Trồng 3 km hàng cây.")]
    assert (TARGET_WITHOUT_OWNER, "lone") in kinds(house, house.secretary)
    assert kinds(house, house.stranger) == []


def test_what_the_program_counts_is_never_unmeasured(house: House) -> None:
    counted = make_indicator("members", source="live", provider="members", measure="stock")
    make_target(house.commune, counted, "2022", 3, by=house.office)
    assert kinds(house, house.office) == [(TARGET_WITHOUT_OWNER, "members")]


@pytest.mark.parametrize("rows", [1, 3])
def test_two_questions_whatever_the_number(house: House, rows: int, django_assert_num_queries) -> None:
    document = make_resolution(house.committee)
    for place in range(rows):
        make_clause(document, f"Việc {place}", f"000{place + 1}.")
        make_target(house.commune, make_indicator(f"i-{place}"), "2022", 3, by=house.office)
    kinds(house, house.office)  # the reach is known by then
    with django_assert_num_queries(2):
        found = orphans(house.commune, user=house.office)
    assert len(found) == 3 * rows
