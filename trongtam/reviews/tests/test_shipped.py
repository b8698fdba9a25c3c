"""Worked examples of every scheme that came with the program, and what it says of itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from trongtam.ground.errors import Refused
from trongtam.reviews.judging import judge
from trongtam.reviews.scheme import Scheme
from trongtam.reviews.shipped import shipped_schemes

pytestmark = pytest.mark.once
SCHEMES = {one.scheme.code: one.scheme for one in shipped_schemes()}

ON_TIME = {"work_on_time_share": 100, "work_done_share": 100, "work_late_share": 0}
BEST = ON_TIME | {"work_beyond_share": 30, "shortcomings_fixed_share": 100}
HEAD = BEST | {
    "area_on_time_share": 100, "area_beyond_share": 35, "quarters_not_completed": 0, "collective_targets_share": 95,
}  # fmt: skip
CLEAN = {"degraded": False, "disciplined": False}
ERRORS = [{"serious_errors": times} for times in range(4)]

XS, TOT, HT, KO = "excellent", "good", "completed", "not_completed"
# Scheme → (what is scored other than in full, facts, total, level by score, level by conditions, level).
EXAMPLES: dict[str, list[tuple[dict[str, int], dict[str, Any], Decimal | int | None, str | None, str, str]]] = {
    "tsvm-organisation-01": [
        ({"tasks": 30, "building": 20}, {}, 90, "clean_strong", "clean_strong", "clean_strong"),
        ({"tasks": 29, "building": 20}, {}, 89, "well", "clean_strong", "well"),
        ({"tasks": 0, "building": 10}, {}, 50, HT, "clean_strong", HT),
        ({"tasks": 0, "building": 9}, {}, 49, "weak", "clean_strong", "weak"),
    ],
    "tsvm-collective-01": [({"tasks": 5}, {}, 70, "well", "clean_strong", "well")],
    "tsvm-member-2a": [({}, {}, None, None, XS, XS), ({"people": 2}, {}, None, None, HT, HT)],
    "tsvm-leader-2b": [({"results": 3}, {}, None, None, TOT, TOT)],
    "tsvm-member-2c": [({"politics": 1}, {}, None, None, KO, KO)],
    "qd132-organisation-01": [({"politics": 3, "inspection": 3}, {}, None, None, XS, XS)],
    "qd132-collective-01": [({"results": 3}, {}, None, None, TOT, TOT)],
    "qd132-member-2a": [({"ethics": 2}, {}, None, None, HT, HT)],
    "qd132-leader-2b": [({"results": 1}, {}, None, None, KO, KO)],
    "qd132-member-2c": [({"manner": 3, "discipline": 3}, {}, None, None, XS, XS)],
    "qd124-organisation-01": [({"results": 3}, {}, None, None, TOT, TOT)],
    "qd124-collective-01": [({"inspection": 2}, {}, None, None, HT, HT)],
    "qd124-member-2a": [({}, {}, None, None, XS, XS)],
    "qd124-leader-2b": [({"politics": 3}, {}, None, None, XS, XS)],
    "qd124-member-2c": [({"results": 3, "manner": 3}, {}, None, None, TOT, TOT)],
    "qd366-organisation-01": [
        ({"tasks": 60}, BEST | {"discipline_below": False}, 90, XS, XS, XS),
        ({"tasks": 65}, BEST | {"discipline_below": True}, 95, XS, TOT, TOT),
    ],
    "qd366-collective-01": [({"tasks": 63}, BEST | {"work_beyond_share": 20}, 93, XS, TOT, TOT)],
    "qd366-member-2a": [
        ({"tasks": 62}, BEST, 92, XS, XS, XS),
        ({"tasks": 55}, BEST, 85, TOT, XS, TOT),
        ({"tasks": 62}, BEST | {"work_on_time_share": 90, "work_late_share": 10}, 92, XS, HT, HT),
        ({"tasks": 62}, BEST | {"work_on_time_share": 79, "work_late_share": 21}, 92, XS, KO, KO),
        ({"tasks": 62}, BEST | {"shortcomings_fixed_share": 99}, 92, XS, TOT, TOT),
    ],
    "qd366-member-2c": [({"tasks": 64, "innovation": 2}, {}, 92, XS, XS, XS)],
    "qd366-leader-2b": [
        ({"tasks": 66}, HEAD, 96, XS, XS, XS),
        ({"tasks": 66}, HEAD | {"area_beyond_share": 29}, 96, XS, TOT, TOT),
        ({"tasks": 66}, HEAD | {"quarters_not_completed": 1}, 96, XS, TOT, TOT),
        ({"tasks": 66}, HEAD | {"collective_targets_share": 69}, 96, XS, KO, KO),
    ],
    "qd366-leader-2b-quy": [
        ({"axis1": 8, "axis2": 13, "axis3": 6, "axis4": 18, "axis5": 8}, ON_TIME | {"work_beyond_share": 30}, 88, TOT, XS, TOT),
    ],
    "nd335-member-cc": [
        ({"ethics": 28, "quantity": 100, "quality": 90, "progress": 80}, CLEAN | ERRORS[0], 91, XS, XS, XS),
        ({"ethics": 30, "quantity": 100, "quality": 90, "progress": 80}, CLEAN | ERRORS[3], Decimal("75.5"), TOT, XS, TOT),
        ({}, CLEAN | {"disciplined": True}, 100, XS, KO, KO),
        ({}, CLEAN | {"degraded": True}, 100, XS, KO, KO),
    ],
    "nd335-leader-cc-ld": [
        ({"quantity": 60, "quality": 60, "progress": 60, "area": 60, "organising": 60, "uniting": 60}, CLEAN, 72, TOT, XS, TOT),
    ],
    "nd335-member-cc-quy": [({"quantity": 40, "quality": 40, "progress": 40, "ethics": 20}, CLEAN, 48, KO, XS, KO)],
    "nd335-leader-cc-ld-quy": [
        ({"ethics": 10, "progress": 85, "area": 40, "organising": 60, "uniting": 0}, CLEAN | ERRORS[1], 52, HT, XS, HT),
    ],
}  # fmt: skip


def scores_of(scheme: Scheme, changed: dict[str, int]) -> dict[str, Decimal]:
    return {code: Decimal(changed.get(code, item.most)) for code, item in scheme.items.items()}


def facts_of(facts: dict[str, Any]) -> dict[str, Decimal | bool]:
    return {code: value if isinstance(value, bool) else Decimal(value) for code, value in facts.items()}


@pytest.mark.parametrize(
    ("code", "example"), [(code, example) for code, examples in EXAMPLES.items() for example in examples]
)
def test_worked_example(code: str, example: tuple[Any, ...]) -> None:
    changed, facts, total, by_score, by_conditions, level = example
    scheme = SCHEMES[code]
    judged = judge(scheme, scores_of(scheme, changed), facts_of(facts))
    assert (judged.by_score, judged.by_conditions, judged.level) == (by_score, by_conditions, level)
    assert judged.total is None if total is None else round(judged.total or 0, 6) == total


def test_every_shipped_scheme_has_a_worked_example() -> None:
    assert EXAMPLES.keys() == SCHEMES.keys()


def test_each_names_its_source_and_what_was_not_compared() -> None:
    for scheme in SCHEMES.values():
        assert scheme.source and scheme.notes and scheme.steps and scheme.caps
        assert not scheme.checked
        assert all(cap.source for cap in scheme.caps)


@pytest.mark.parametrize(
    ("code", "level", "checked"),
    [
        ("qd366-member-2c", "excellent", True),
        ("tsvm-organisation-01", "clean_strong", False),
        ("qd132-member-2c", "good", False),
    ],
)
def test_what_only_memory_knows_is_flagged(code: str, level: str, checked: bool) -> None:
    assert SCHEMES[code].level(level).checked is checked
    assert not SCHEMES[code].groups[0].checked


def test_caps_of_2019_and_2026_are_seen_and_the_old_one_is_not() -> None:
    assert [(cap.share, cap.checked) for cap in SCHEMES["qd132-member-2c"].caps] == [(20, True)]
    assert [(cap.share, cap.per, cap.checked) for cap in SCHEMES["nd335-member-cc"].caps] == [
        (20, "unit", True),
        (20, "group", True),
    ]
    assert [(cap.share, cap.checked) for cap in SCHEMES["tsvm-member-2c"].caps] == [(15, False)]
    assert SCHEMES["tsvm-organisation-01"].caps[0].counted == ("clean_strong_excellent", "clean_strong")


def test_the_dates_follow_each_other_without_a_gap() -> None:
    for subject, form in (("organisation", "01"), ("member", "2C"), ("leader", "2B")):
        spans = sorted(
            (one.valid_from, one.valid_to)
            for one in SCHEMES.values()
            if (one.subject, one.form, one.cycle) == (subject, form, "year")
        )
        assert [begins.year for begins, _ends in spans] == [2011, 2018, 2023, 2025]
        for (_begins, ends), (following, _end) in pairwise(spans):
            assert ends is not None and (following - ends).days == 1
        assert spans[-1][1] is None


def test_a_grade_beyond_the_scale_is_refused() -> None:
    with pytest.raises(Refused, match="từ 1 đến 4"):
        judge(SCHEMES["qd124-member-2c"], {"results": Decimal(5)}, {})


def test_quarter_and_civil_schemes_begin_on_their_days() -> None:
    assert SCHEMES["qd366-leader-2b-quy"].valid_from == date(2026, 5, 22)
    assert sum(item.most for item in SCHEMES["qd366-leader-2b-quy"].groups[1].items) == 70
    assert {SCHEMES[code].valid_from for code in SCHEMES if code.startswith("nd335")} == {date(2026, 1, 1)}
