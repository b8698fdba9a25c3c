"""Readings of criteria: the sets that a unit may take, and where those that it took stand."""

from .board import (
    CriteriaBoard,
    CriterionRow,
    IndicatorRow,
    LeafRow,
    adoptions_of,
    criteria_board,
    criterion_rows,
    reading_day,
    with_criteria,
)
from .shelves import sets_for, shelf_for

__all__ = [
    "CriteriaBoard",
    "CriterionRow",
    "IndicatorRow",
    "LeafRow",
    "adoptions_of",
    "criteria_board",
    "criterion_rows",
    "reading_day",
    "sets_for",
    "shelf_for",
    "with_criteria",
]
