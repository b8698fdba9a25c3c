"""The verdict on criteria against a plain reading of the rules; thresholds are found or missing; the shipped sets."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.errors import Refused
from trongtam.ground.periods import Period
from trongtam.targets.criteria.levels import Overlay, Place, Shelf, at, key_of, level_of
from trongtam.targets.criteria.rows import columns_of, rows_of, set_of
from trongtam.targets.criteria.shapes import REGIONS, Leaf, read_set, told_set
from trongtam.targets.criteria.shipped import national_sets
from trongtam.targets.criteria.verdict import (
    DECIDED,
    Hamlets,
    State,
    all_of,
    at_least,
    criterion_state,
    indicator_state,
    leaf_state,
    reaches,
)
from trongtam.targets.figures.goal import Goal
from trongtam.targets.figures.standing import Actual, judge

NUMBERS = st.decimals(min_value=0, max_value=1000, places=2)
STATES = st.sampled_from([one for one in State if one is not State.NO_CONTENT])
OPEN = (State.NOT_MEASURED, State.NO_EVIDENCE, State.NO_LEVEL)


def endings(states):
    """Every way in which the undecided parts could come out: the brute-force reading."""
    return product(*[DECIDED if one in OPEN else (one,) for one in states])


@given(st.lists(STATES, max_size=5), st.integers(0, 4))
def test_a_verdict_is_given_only_where_no_outcome_of_the_open_parts_changes_it(states, enough):
    found = indicator_state(enough, states)
    counted = [one for one in states if one is not State.NOT_APPLICABLE]
    if not counted:
        assert found is State.NOT_APPLICABLE
        return
    outcomes = set()
    for ending in endings(states):
        met = ending.count(State.MET)
        outcomes.add(met >= (enough or len(counted)))
    if found is State.MET:
        assert outcomes == {True}
    elif found is State.NOT_MET:
        assert outcomes == {False}
    else:
        assert found in OPEN
        assert True in outcomes or State.NO_LEVEL in states


@given(st.lists(STATES, min_size=1, max_size=5), st.integers(0, 4), st.data())
def test_what_becomes_known_never_turns_a_verdict_round(states, enough, data):
    before = indicator_state(enough, states)
    known = [data.draw(st.sampled_from([one, *DECIDED])) if one in OPEN else one for one in states]
    if before in DECIDED:
        assert indicator_state(enough, known) is before


@given(st.lists(STATES, min_size=1, max_size=5), st.integers(0, 4), st.data())
def test_a_part_that_becomes_met_never_takes_a_verdict_away(states, enough, data):
    place = data.draw(st.integers(0, len(states) - 1))
    if states[place] is State.NOT_APPLICABLE:
        return
    better = [State.MET if n == place else one for n, one in enumerate(states)]
    if indicator_state(enough, states) is State.MET:
        assert indicator_state(enough, better) is State.MET


@given(st.lists(STATES, max_size=5))
def test_what_is_not_applicable_counts_neither_way(states):
    rest = [one for one in states if one is not State.NOT_APPLICABLE]
    assert all_of(states) is all_of(rest)
    assert at_least(1, states) is at_least(1, rest)


@given(st.lists(STATES, min_size=1, max_size=6))
def test_a_criterion_is_met_when_its_applicable_indicators_are(states):
    counted = [one for one in states if one is not State.NOT_APPLICABLE]
    met = bool(counted) and all(one is State.MET for one in counted)
    assert (criterion_state(states) is State.MET) is met
    if State.NO_LEVEL in states:
        assert criterion_state(states) is State.NO_LEVEL  # never judged


def test_a_criterion_without_indicators_is_not_judged():
    assert criterion_state([]) is State.NO_CONTENT


@given(st.sampled_from(["at_least", "at_most"]), NUMBERS, NUMBERS, NUMBERS)
def test_a_better_figure_never_loses_what_was_reached(ask, level, one, other):
    better, worse = max(one, other), min(one, other)
    if ask == "at_most":
        better, worse = worse, better
    assert reaches(ask, level, better) or not reaches(ask, level, worse)


@given(st.sampled_from(["at_least", "at_most"]), st.decimals("0.01", 1000, places=2), NUMBERS)
def test_the_verdict_is_that_of_the_target_that_the_leaf_made(ask, level, value):
    comparator, better = (">=", "more") if ask == "at_least" else ("<=", "less")
    goal = Goal("stock", better, comparator, Period.year(2020), plan=level)
    judged = judge(goal, Actual(value=value), Period.year(2020).end)
    assert reaches(ask, level, value) is (str(judged.band) == "met")


@given(st.integers(0, 6), st.integers(0, 6), st.integers(0, 6), NUMBERS.filter(lambda level: level <= 100))
def test_hamlets_are_read_as_if_the_silent_ones_answered_either_way(met, not_met, silent, level):
    every = met + not_met + silent
    found = reaches("at_least", level, Hamlets(met, silent, every))
    if not every:
        assert found is None
        return
    outcomes = {Decimal(met + late) * 100 >= level * every for late in range(silent + 1)}
    assert found is (outcomes.pop() if len(outcomes) == 1 else None)


def test_all_hamlets_are_asked_for_without_a_threshold():
    assert reaches("done", None, Hamlets(10, 0, 10)) is True
    assert reaches("done", None, Hamlets(9, 0, 10)) is False
    assert reaches("done", None, Hamlets(9, 1, 10)) is None


@pytest.mark.parametrize(
    ("ask", "level", "reading", "evidence", "state"),
    [
        ("at_least", None, Decimal(99), True, State.NO_LEVEL),
        ("at_least", Decimal(36), None, True, State.NOT_MEASURED),
        ("at_least", Decimal(36), Decimal(42), True, State.MET),
        ("at_least", Decimal(36), Decimal(42), False, State.NO_EVIDENCE),
        ("at_least", Decimal(36), Decimal("35.99"), True, State.NOT_MET),
        ("at_most", Decimal(0), Decimal(0), True, State.MET),
        ("done", None, False, True, State.NOT_MET),
    ],
)
def test_one_leaf(ask, level, reading, evidence, state):
    assert leaf_state(ask, level, reading, evidence=evidence) is state


# -- thresholds --------------------------------------------------------------------------------------------------------


def leaf_of(code, leaf):
    one = national_sets()[code]
    return next((one, indicator, found) for _c, indicator, found in one.leaves() if found.code == leaf)


def level(code, leaf, place, **overlays):
    one, indicator, found = leaf_of(code, leaf)
    shelf = Shelf(national_sets(), {name.replace("_", "-"): laid for name, laid in overlays.items()})
    return level_of(shelf, one, indicator, found, place)


def test_thresholds_by_region_and_by_year():
    assert level("NTM-2016", "17.6", Place(2018, "TDMNPB")).value == 70
    assert level("NTM-2016", "10", Place(2020, "TDMNPB")).value == 36
    assert level("NTM-2022", "10", Place(2023, "DBSCL")).value == 56
    assert not level("NTM-2022", "10", Place(2023, "DBSCL")).verified
    assert level("NTM-2016", "10", Place(2020, "TDMNPB")).verified


@given(st.dictionaries(st.sampled_from(sorted(REGIONS)), NUMBERS, min_size=1), st.sampled_from(sorted(REGIONS)))
def test_a_region_without_a_threshold_gets_none_from_others(table, region):
    assert at(table, region, 2020) == table.get(region)
    by_year = {key_of(place, 2020): value for place, value in table.items()}
    assert at(by_year, region, 2020) == table.get(region)
    assert at(by_year, region, 2021) is None


def test_what_the_province_lays_over_a_set_holds_before_it_and_the_nearest_first():
    province = Overlay("Tỉnh Mẫu", "Quyết định mẫu", {"2.1": {"": Decimal(100)}, "3.1": {"": Decimal(85)}})
    commune = Overlay("Xã Mẫu", "Nghị quyết mẫu", {"3.1": {"": Decimal(90)}})
    here = Place(2022, "TDMNPB")
    assert level("NTM-2022", "2.1", here) is None
    laid = {"NTM_2022": [commune, province]}
    assert level("NTM-2022", "2.1", here, **laid).value == 100
    assert level("NTM-2022", "3.1", here, **laid).unit == "Xã Mẫu"
    assert level("NTM-2022", "15.4", here, **laid).unit == ""


@given(NUMBERS)
def test_a_relative_threshold_follows_the_one_that_it_is_taken_from(value):
    here = Place(2024, "DBSCL")
    assert level("NTM-KM-2022", "2", here) is None
    laid = [Overlay("Tỉnh Mẫu", "Quyết định mẫu", {"10": {"2024/DBSCL": value}})]
    assert level("NTM-KM-2022", "2", here, NTM_NC_2022=laid).value == value * 110 / 100
    assert level("NTM-KM-2022", "2", Place(2025, "DBSCL"), NTM_NC_2022=laid) is None


def test_groups_of_communes():
    laid = [Overlay("Tỉnh Mẫu", "Quyết định mẫu", {"1.1": {"3": Decimal(80)}})]
    grouped = national_sets()["NTM-2026"]
    told = told_set(grouped)
    share = {"code": "1.1", "name": "Tỷ lệ mẫu", "ask": "at_least", "unit": "%"}
    told["criteria"][0]["indicators"] = [{"code": "1.1", "name": "Tỷ lệ mẫu", "leaves": [share]}]
    one = read_set(told)
    indicator = one.criteria[0].indicators[0]
    shelf = Shelf({one.code: one}, {one.code: laid})
    assert level_of(shelf, one, indicator, indicator.leaves[0], Place(2026, "", "3")).value == 80
    assert level_of(shelf, one, indicator, indicator.leaves[0], Place(2026, "", "1")) is None


# -- the sets that come with the program -------------------------------------------------------------------------------


def test_the_shipped_sets_hold_what_they_say():
    found = {
        code: (len(one.criteria), sum(len(c.indicators) for c in one.criteria)) for code, one in national_sets().items()
    }
    assert found == {
        "NTM-2026": (10, 0),
        "NTM-2022": (19, 57),
        "NTM-KM-2022": (4, 4),
        "NTM-NC-2022": (19, 1),
        "NTM-2016": (19, 49),
        "NTM-2009": (19, 1),
    }
    for one in national_sets().values():
        assert one.decision.startswith("Quyết định ") and one.source
        for _criterion, indicator, leaf in one.leaves():
            assert len(leaf.name) <= 400 and len(leaf.code) <= 12 and len(leaf.unit) <= 30
            assert not (indicator.verified and not indicator.source), (one.code, indicator.code)
            if leaf.relative is not None:
                assert national_sets()[leaf.relative.set_code].leaf(leaf.relative.leaf) is not None


@pytest.mark.parametrize("code", ["NTM-2009", "NTM-2016", "NTM-2022", "NTM-NC-2022", "NTM-KM-2022", "NTM-2026"])
def test_a_set_comes_back_unchanged_from_plain_data_and_from_rows(code):
    one = national_sets()[code]
    assert read_set(told_set(one)) == one
    rows = rows_of(one)
    assert all(list(row) == columns_of(one) for row in rows)
    assert set_of(rows, one) == one


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"levels": {"TDMNPB": "36", "2020/DBSH": "50"}}, "different kinds"),
        ({"levels": {"MIENTAY": "36"}}, "no region"),
        ({"levels": {"TDMNPB": "ba mươi"}}, "no number"),
        ({"ask": "perhaps"}, "not clear"),
        ({"ask": "done", "levels": {"": "1"}}, "not clear"),
    ],
)
def test_a_set_that_makes_no_sense_names_criterion_and_indicator(change, sentence):
    told = told_set(national_sets()["NTM-2016"])
    leaf = told["criteria"][9]["indicators"][0]["leaves"][0]
    leaf.update(change)
    with pytest.raises(Refused) as refused:
        read_set(told)
    assert sentence in repr(refused.value) and "10" in str(refused.value)


def set_with(**changes):
    return told_set(national_sets()["NTM-2016"]) | changes


def of_criterion(place: int, **changes):
    told = set_with()
    told["criteria"][place] |= changes
    return told


def of_indicator(**changes):
    told = set_with()
    told["criteria"][9]["indicators"][0] |= changes
    return told


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (set_with(criteria=[]), "criteria"),
        (set_with(valid_from="2021-01-01", valid_to="2020-12-31"), "valid_to"),
        (of_criterion(1, number=1), "number"),
        (of_indicator(leaves=[]), "enough"),
        (of_indicator(enough=9), "enough"),
        (of_indicator(enough=-1), "enough"),
        (of_indicator(name=""), "name"),
        (of_indicator(code="1234567890123"), "name"),
        (of_criterion(9, name="x" * 201), "name"),
    ],
)
def test_a_set_whose_parts_contradict_each_other_is_refused_at_its_field(told, field):
    with pytest.raises(Refused) as refused:
        read_set(told)
    assert refused.value.field == field


def test_an_indicator_that_stands_twice_is_named():
    told = set_with()
    leaf = told["criteria"][9]["indicators"][0]["leaves"][0]
    told["criteria"][10]["indicators"][0]["leaves"][0]["code"] = leaf["code"]
    with pytest.raises(Refused) as refused:
        read_set(told)
    assert leaf["code"] in str(refused.value)
    assert refused.value.field == "code"


def test_a_year_that_is_none_is_refused_and_groups_are_read():
    told = set_with()
    leaf = told["criteria"][9]["indicators"][0]["leaves"][0]
    leaf["levels"] = {"nam/DBSH": "50"}
    with pytest.raises(Refused, match="nam"):
        read_set(told)
    leaf["levels"] = {"2": "50"}
    told["by"] = "group"
    for criterion in told["criteria"]:
        for indicator in criterion["indicators"]:
            for other in indicator["leaves"]:
                other["levels"] = {"2": "50"} if other is leaf else {}
    read = read_set(told)
    assert read.place_names["2"] == "Nhóm 2"
    assert read.leaf(leaf["code"]).levels == {"2": Decimal(50)}


def test_nothing_of_it_imports_django():
    names = ("levels", "rows", "shapes", "shipped", "verdict")
    modules = ", ".join(f"trongtam.targets.criteria.{name}" for name in names)
    code = f"import sys, {modules}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_leaf_of_nothing_is_missing():
    assert national_sets()["NTM-2016"].leaf("99") is None
    assert isinstance(national_sets()["NTM-2016"].leaf("17.1b"), Leaf)
