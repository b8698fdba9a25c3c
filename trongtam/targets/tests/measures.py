"""Indicators, targets and statements for tests, written through the operations wherever one exists."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from trongtam.accounts.models import User
from trongtam.ground.periods import Period
from trongtam.ground.vntext import fold
from trongtam.org.models import Unit
from trongtam.resolutions.models import Clause, ClauseKind, Document, DocumentKind
from trongtam.targets.models import Indicator, Measurement, Target
from trongtam.targets.operations import Root, set_target, state
from trongtam.targets.promise import Promise
from trongtam.targets.stated import Figure


@contextmanager
def rolled_back() -> Iterator[None]:
    """What happens inside is undone: each generated example begins with an empty database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
LONG_AGO = datetime(2020, 1, 2, 8, tzinfo=VIETNAM)  # targets of the tests were set then
LATER = datetime(2023, 1, 20, 8, tzinfo=VIETNAM)


def moment(year: int, month: int, day: int, hour: int = 8) -> datetime:
    return datetime(year, month, day, hour, tzinfo=VIETNAM)


def make_indicator(code: str, *, measure: str = "flow", stated_by: str = "cell", **columns: Any) -> Indicator:
    usual = {"ratio": "ratio", "yes_no": "share_of_units", "composition": "none"}.get(measure, "sum")
    name = columns.pop("name", code.replace("-", " "))
    return Indicator.objects.create(
        code=code,
        name=name,
        folded=fold(name),
        measure=measure,
        stated_by=stated_by,
        unit_of_measure=columns.pop("unit_of_measure", "việc"),
        across=columns.pop("across", usual),
        sector=columns.pop("sector", "party"),
        **columns,
    )


def make_resolution(unit: Unit, **columns: Any) -> Document:
    return Document.objects.create(
        unit=unit,
        kind=DocumentKind.RESOLUTION,
        issued_on=date(2021, 12, 20),
        organ="Ban Chấp hành Đảng bộ xã Mẫu",
        title="Nghị quyết năm 2022",
        folded="nghi quyet nam 2022",
        **columns,
    )


def make_clause(document: Document, text: str, place: str = "0001.") -> Clause:
    return Clause.objects.create(document=document, place=place, kind=ClauseKind.TARGET, label="III.2", text=text)


def promise(plan: Any, **columns: Any) -> Promise:
    numbers = ("plan_to", "tolerance", "baseline")
    return Promise(
        None if plan is None else Decimal(str(plan)),
        **{name: Decimal(str(value)) if name in numbers else value for name, value in columns.items()},
    )


def make_target(
    unit: Unit,
    indicator: Indicator,
    period: str,
    plan: Any,
    *,
    by: User,
    root: Root | None = None,
    at: datetime | None = LONG_AGO,
    **columns: Any,
) -> Target:
    return set_target(unit, indicator, Period.parse(period), promise(plan, **columns), by=by, root=root, at=at)


def number(value: Any, **columns: Any) -> Figure:
    return Figure(value=Decimal(str(value)), **columns)


def share(top: Any, bottom: Any, **columns: Any) -> Figure:
    return Figure(numerator=Decimal(str(top)), denominator=Decimal(str(bottom)), **columns)


def stated(
    indicator: Indicator, unit: Unit, period: str, figure: Any, *, by: User, at: datetime = LATER, **more: Any
) -> Measurement:
    """State a figure; a bare number is a value."""
    typed = figure if isinstance(figure, Figure) else number(figure)
    return state(indicator, unit, Period.parse(period), typed, by=by, at=at, **more)
