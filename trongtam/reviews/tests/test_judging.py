"""The level is the lower of score and conditions; what is unknown is listed, what is wrong is a sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.errors import Refused
from trongtam.reviews.judging import judge, may_hold

from .cases import GOOD_FACTS, full, points, scheme, shares

pytestmark = pytest.mark.once


def test_ninety_three_points_with_a_fifth_beyond_is_not_excellent() -> None:
    made = scheme()
    judged = judge(made, full(made, b1=63), GOOD_FACTS | {"work_beyond_share": Decimal(20)})
    assert (judged.total, judged.by_score, judged.by_conditions, judged.level) == (93, "excellent", "good", "good")
    (why,) = judged.held_back
    assert (why.level, why.known) == ("excellent", 20)
    assert "vượt mức từ 30 %" in str(why.sentence)


def test_conditions_without_the_points_do_not_lift() -> None:
    made = scheme()
    judged = judge(made, full(made, b1=39), GOOD_FACTS)
    assert (judged.total, judged.by_score, judged.by_conditions, judged.level) == (
        69,
        "completed",
        "excellent",
        "completed",
    )
    assert [why.level for why in judged.held_back] == ["good", "excellent"]
    assert may_hold(made, "excellent", judged)


@pytest.mark.parametrize(
    ("total", "level"),
    [
        (100, "excellent"),
        (90, "excellent"),
        (89, "good"),
        (70, "good"),
        (69, "completed"),
        (50, "completed"),
        (49, "not_completed"),
    ],
)
def test_edges_of_the_score(total: int, level: str) -> None:
    made = scheme()
    assert judge(made, full(made, b1=total - 30), GOOD_FACTS).level == level


def test_a_failed_condition_of_a_lower_level_rules_out_the_higher_ones() -> None:
    made = scheme()
    judged = judge(made, full(made), GOOD_FACTS | {"work_late_share": Decimal(25)})
    assert judged.level == "not_completed"
    assert not may_hold(made, "completed", judged)
    assert may_hold(made, "not_completed", judged)


def test_missing_scores_give_no_level_and_are_named() -> None:
    made = scheme()
    judged = judge(made, full(made) | {"a1": None}, GOOD_FACTS)
    assert (judged.level, judged.total, judged.missing) == (None, None, ("a1",))
    assert judged.by_group == {"a": 12, "b": 70}
    assert not may_hold(made, "not_completed", judged)


def test_unknown_facts_hold_nothing_back_and_are_listed() -> None:
    judged = judge(scheme(), full(scheme()), {})
    assert judged.level == "excellent"
    assert set(judged.unknown) == set(GOOD_FACTS)


@pytest.mark.parametrize(
    ("code", "value", "word"),
    [
        ("a1", Decimal("18.5"), "18,5"),
        ("a1", Decimal(-1), "-1"),
        ("a1", Decimal("NaN"), "NaN"),
        ("a2", Decimal(2), "hoặc 0 điểm"),
        ("nowhere", Decimal(1), "nowhere"),
    ],
)
def test_scores_out_of_range_are_refused_with_a_sentence(code: str, value: Decimal, word: str) -> None:
    with pytest.raises(Refused, match=word) as refused:
        judge(scheme(), {code: value}, {})
    assert refused.value.field == code


def test_percentages_are_a_mean_and_errors_take_from_it() -> None:
    made = scheme(
        groups=[
            {"code": "a", "title": "Chung", "items": [{"code": "a1", "title": "Chung", "most": 30}]},
            {
                "code": "b", "title": "Kết quả", "most": 70,
                "items": [{"code": c, "title": c, "kind": "percent"} for c in ("quantity", "quality", "progress")],
            },
        ],
        deductions=[{"fact": "serious_errors", "of": "quality", "each": 25, "title": "lỗi nghiêm trọng"}],
    )  # fmt: skip
    scores = {"a1": Decimal(30), "quantity": Decimal(100), "quality": Decimal(90), "progress": Decimal(80)}
    assert judge(made, scores, GOOD_FACTS).total == 93
    assert judge(made, scores, GOOD_FACTS | {"serious_errors": Decimal(1)}).by_group["b"] == Decimal(70) * 245 / 300
    assert judge(made, scores, {"serious_errors": Decimal(9)}).by_group["b"] == 42


def test_grades_are_judged_by_conditions_alone() -> None:
    made = scheme(
        grades=["Kém", "Trung bình", "Tốt", "Xuất sắc"],
        groups=[
            {
                "code": "g", "title": "Tiêu chí", "most": 0,
                "items": [{"code": c, "title": c, "most": 4, "kind": "grade"} for c in ("politics", "results")],
            }
        ],
        levels=[
            {
                "code": "excellent", "title": "HTXS",
                "conditions": [
                    {"fact": "grade:results", "op": ">=", "value": 4, "title": "kết quả xuất sắc"},
                    {"fact": "least_grade", "op": ">=", "value": 3, "title": "còn lại từ tốt"},
                ],
            },
            {"code": "good", "title": "HTT", "conditions": [{"fact": "least_grade", "op": ">=", "value": 3, "title": "tốt"}]},
            {"code": "not_completed", "title": "KHT"},
        ],
    )  # fmt: skip
    graded = lambda politics, results: judge(made, {"politics": Decimal(politics), "results": Decimal(results)}, {})  # noqa: E731 - a table of four
    assert [graded(*pair).level for pair in ((3, 4), (4, 3), (2, 4), (4, 4))] == [
        "excellent", "good", "not_completed", "excellent",
    ]  # fmt: skip
    assert graded(3, 4).total is None and graded(3, 4).by_score is None
    with pytest.raises(Refused, match="cấp độ tròn"):
        judge(made, {"politics": Decimal("2.5"), "results": Decimal(4)}, {})
    with pytest.raises(Refused, match="từ 1 đến 4"):
        judge(made, {"politics": Decimal(0), "results": Decimal(4)}, {})


@given(points, shares, shares, shares)
def test_never_above_either_and_always_explained(
    b1: Decimal, on_time: Decimal | None, beyond: Decimal | None, late: Decimal | None
) -> None:
    made = scheme()
    facts = {"work_on_time_share": on_time, "work_beyond_share": beyond, "work_late_share": late}
    judged = judge(made, full(made) | {"b1": b1}, facts)
    order = [level.code for level in made.proper]
    # Reckoned a second time, in plain words: which conditions hold, and which score is reached.
    allowed = 0 if beyond is None or beyond >= 30 else 1
    allowed = allowed if on_time is None or on_time >= 100 else 2
    allowed = allowed if late is None or late <= 20 else 3
    total = 30 + b1
    scored = 0 if total >= 90 else 1 if total >= 70 else 2 if total >= 50 else 3
    assert judged.level == order[max(allowed, scored)]
    assert {why.level for why in judged.held_back} <= set(order[: order.index(judged.level)])
    assert bool(judged.held_back) == (judged.level != "excellent")


@given(points, points, st.sampled_from(["work_on_time_share", "work_beyond_share"]), shares)
def test_more_points_and_better_facts_never_lower(
    one: Decimal, other: Decimal, code: str, share: Decimal | None
) -> None:
    made = scheme()
    low, high = sorted((one, other))
    facts = GOOD_FACTS | {code: share}
    order = [level.code for level in made.proper]
    lower, higher = (judge(made, full(made) | {"b1": b1}, facts).level for b1 in (low, high))
    assert order.index(str(higher)) <= order.index(str(lower))
    best = judge(made, full(made) | {"b1": low}, GOOD_FACTS).level
    assert order.index(str(best)) <= order.index(str(lower))
