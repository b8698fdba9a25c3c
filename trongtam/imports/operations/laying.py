"""Judged lines are kept: many rows a statement, past the building of an object for each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import chain
from typing import Any

from django.db import connection

from trongtam.ground.incoming import Cell
from trongtam.ground.incoming import Line as SheetLine

from ..cells import packed
from ..kinds import Verdict
from ..models import Batch, Line

_NAMES = ("batch_id", "number", "outcome", "label", "said", "cells", "mark", "plan")
# Rows a statement; SQLite takes 32,766 values at most.
ROWS = 250


def lay_lines(batch: Batch, judged: Sequence[tuple[SheetLine, Verdict]]) -> None:
    """Keep lines of a sheet with their verdicts. Raises IntegrityError where one is there already."""
    rows = [_row(batch.pk, line, verdict) for line, verdict in judged]
    with connection.cursor() as cursor:
        for start in range(0, len(rows), ROWS):
            piece = rows[start : start + ROWS]
            cursor.execute(_statement(len(piece)), list(chain.from_iterable(piece)))


def _row(batch_id: int, line: SheetLine, verdict: Verdict) -> tuple[Any, ...]:
    plan = None if verdict.plan is None else _json(verdict.plan)
    texts = (verdict.outcome, (verdict.label or _first_words(line.cells))[:255], verdict.said)
    return (batch_id, line.number, *texts, _json(packed(line.cells)), verdict.mark[:64], plan)


def _first_words(cells: Sequence[Cell]) -> str:
    """What a line speaks of where nobody could tell, so that it is found again on the page: its first words."""
    return next((" ".join(cell.split()) for cell in cells if isinstance(cell, str) and cell.strip()), "")


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _statement(rows: int) -> str:
    one = "(" + ", ".join(["%s"] * len(_NAMES)) + ")"
    return f"INSERT INTO {Line._meta.db_table} ({', '.join(_NAMES)}) VALUES {', '.join([one] * rows)}"  # noqa: S608  # own names
