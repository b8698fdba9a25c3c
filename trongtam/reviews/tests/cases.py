"""Small schemes and generated ones, for the tests of this room."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from trongtam.reviews.scheme import Scheme
from trongtam.reviews.scheme_reading import read_scheme

LEVELS: list[dict[str, Any]] = [
    {
        "code": "excellent", "title": "Hoàn thành xuất sắc nhiệm vụ", "at_least": 90,
        "conditions": [{"fact": "work_beyond_share", "op": ">=", "value": 30, "title": "vượt mức từ 30 %"}],
    },
    {
        "code": "good", "title": "Hoàn thành tốt nhiệm vụ", "at_least": 70,
        "conditions": [{"fact": "work_on_time_share", "op": ">=", "value": 100, "title": "đúng hạn 100 %"}],
    },
    {
        "code": "completed", "title": "Hoàn thành nhiệm vụ", "at_least": 50,
        "conditions": [{"fact": "work_late_share", "op": "<=", "value": 20, "title": "chậm không quá 20 %"}],
    },
    {"code": "not_completed", "title": "Không hoàn thành nhiệm vụ", "at_least": 0},
]  # fmt: skip


def mapping(**changes: Any) -> dict[str, Any]:
    """A scheme of 30 and 70 points as a plain mapping."""
    return {
        "code": "thu", "title": "Thử", "subject": "member", "form": "2C", "valid_from": "2026-01-01",
        "groups": [
            {"code": "a", "title": "Tiêu chí chung", "items": [
                {"code": "a1", "title": "Chính trị, đạo đức", "most": 18},
                {"code": "a2", "title": "Đổi mới", "most": 4, "kind": "all_or_none"},
                {"code": "a3", "title": "Tự phê bình", "most": 8},
            ]},
            {"code": "b", "title": "Kết quả", "items": [{"code": "b1", "title": "Kết quả nhiệm vụ", "most": 70}]},
        ],
        "levels": LEVELS,
        "caps": [{"level": "excellent", "of": "good", "share": 20}],
        "nests": [["excellent", "good"]],
        **changes,
    }  # fmt: skip


def scheme(**changes: Any) -> Scheme:
    return read_scheme(mapping(**changes))


def full(made: Scheme, **values: int) -> dict[str, Decimal]:
    """Every criterion at its most, but for the named ones."""
    return {code: Decimal(values.get(code, item.most)) for code, item in made.items.items()}


GOOD_FACTS = {"work_on_time_share": Decimal(100), "work_beyond_share": Decimal(40), "work_late_share": Decimal(0)}

points = st.decimals(min_value=0, max_value=70, places=1)
shares = st.none() | st.decimals(min_value=0, max_value=100, places=1)
