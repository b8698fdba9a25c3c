"""Sheets for tests: sent in, read and kept as the pages do it, without their waiting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from trongtam.imports import operations, outgoing
from trongtam.imports.kinds import kinds
from trongtam.imports.models import Batch, State
from trongtam.imports.operations.receiving import silent


def workbook(*rows: Iterable[Any]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def sent(kind: str, code: str, data: bytes, *, by: Any, name: str = "bang-mau.xlsx", reason: str = "Bảng mẫu") -> Batch:
    """Received and, where its columns are known, read."""
    found = operations.receive(kind, kinds[kind].scope(by, code), by=by, file_name=name, data=data, reason=reason)
    return operations.judge_batch(found, by=by) if found.state == State.READING else found


def kept(batch: Batch, *, by: Any, at: Any = None) -> Batch:
    return operations.keep_batch(batch, by=by, at=at)


def exported(kind: str, code: str, *, by: Any, year: int = 2022) -> bytes:
    of = kinds[kind]
    return outgoing.sheet_of(of, of.scope(by, code), by=by, year=year, tell=silent)


def outcomes(batch: Batch) -> list[str]:
    return list(batch.lines.order_by("number").values_list("outcome", flat=True))


def said(batch: Batch) -> Sequence[str]:
    return list(batch.lines.order_by("number").values_list("said", flat=True))
