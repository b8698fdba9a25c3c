"""Movements, exemplars, ladders and awards in the small commune of `org`, for the tests of this room."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from trongtam.accounts.models import User
from trongtam.emulation.models import Award, Copy, Exemplar, ExemplarKind, Form, Ladder, Level, Movement, Proposal
from trongtam.emulation.operations import (
    Asked,
    Call,
    Given,
    Told,
    Wanted,
    copy_exemplar,
    launch_movement,
    propose_award,
    recognise_exemplar,
    record_award,
    register_exemplar,
    set_ladder,
)
from trongtam.org.models import Unit
from trongtam.org.tests.house import House, make_unit
from trongtam.targets.models import Indicator
from trongtam.targets.tests.measures import make_indicator, stated

BEGINS = date(2017, 1, 1)


def moment(year: int, month: int, day: int) -> datetime:
    """Three in the afternoon in Vietnam."""
    return datetime(year, month, day, 8, tzinfo=UTC)


NOW = moment(2017, 12, 31)


def movement_of(house: House, *, unit: Unit | None = None, by: User | None = None, **changed: Any) -> Movement:
    given: dict[str, Any] = {
        "title": "Kế hoạch mẫu: nhà sạch, ngõ đẹp",
        "valid_from": BEGINS,
        "valid_to": date(2017, 12, 31),
        "content": "Mỗi chi bộ một việc.",
        "criteria": (Asked("Có từ 10 buổi ra quân"),),
    }
    return launch_movement(unit or house.committee, Call(**{**given, **changed}), by=by or house.office, at=NOW)


def registered(house: House, unit: Unit | None = None, **changed: Any) -> Exemplar:
    given: dict[str, Any] = {
        "kind": ExemplarKind.UNIT,
        "title": "Đinh Văn Ví Dụ: chi bộ bốn tốt",
        "what": "Họp gọn, việc nào cũng có người nhận.",
    }
    told = Told(**{**given, **changed})
    return register_exemplar(unit or house.cell_a, told, by=house.office, on=BEGINS, at=NOW)


def recognised(house: House, unit: Unit | None = None, **changed: Any) -> Exemplar:
    made = registered(house, unit, **changed)
    return recognise_exemplar(
        made, house.committee, by=house.secretary, on=date(2017, 2, 1), decision="Quyết định mẫu", at=NOW
    )


def person_told(house: House, person: Any = None, **changed: Any) -> Exemplar:
    given: dict[str, Any] = {
        "kind": ExemplarKind.PERSON,
        "title": "Người tốt việc tốt mẫu",
        "person": person or house.cell_secretary.person,
        "consent": "Ký giấy đồng ý ngày 02/01/2017",
        "consent_on": BEGINS,
    }
    return registered(house, **{**given, **changed})


def copied(house: House, exemplar: Exemplar, unit: Unit | None = None) -> Copy:
    return copy_exemplar(exemplar, unit or house.cell_b, by=house.office, begun_on=date(2017, 3, 1), at=NOW)


def indicator(code: str = "buoi-ra-quan", **columns: Any) -> Indicator:
    return make_indicator(code, **{"name": code.replace("-", " "), **columns})


def figures_of(house: House, one: Indicator, unit: Unit, values: list[Any], *, year: int = 2017, **more: Any) -> None:
    """A figure for each month from January on."""
    for month, value in enumerate(values, start=1):
        stated(one, unit, f"{year}-{month:02d}", value, by=house.office, **more)


def ladder_of(house: House, unit: Unit | None = None, exemplar: Exemplar | None = None, **changed: Any) -> Ladder:
    """Cell B wants to catch up with cell A since January 2017, on a state that both have stated."""
    mine = unit or house.cell_b
    model = exemplar or recognised(house)
    one = changed.pop("indicator", None) or Indicator.objects.filter(code="ty-le-mau").first()
    if one is None:
        one = indicator("ty-le-mau", measure="stock", unit_of_measure="%")
        figures_of(house, one, model.unit, [60, 62, 64])
        figures_of(house, one, mine, [50, 62, 70])
    given = {"indicators": [(one, "value")], "since": BEGINS, "by": house.office, "at": NOW}
    return set_ladder(mine, model, **{**given, **changed})


def award_of(house: House, recipient: Any = None, **changed: Any) -> Award:
    given: dict[str, Any] = {
        "form": Form.TITLE,
        "level": Level.COMMUNE,
        "year": 2016,
        "issued_by": "Đảng ủy xã Mẫu",
        "code": "outstanding_cell",
        "decision_number": "01-QĐ/MAU",
    }
    return record_award(recipient or house.cell_a, Given(**{**given, **changed}), by=house.office, at=NOW)


def proposal_of(house: House, recipient: Any = None, **changed: Any) -> Proposal:
    given: dict[str, Any] = {
        "form": Form.TITLE,
        "level": Level.COMMUNE,
        "year": 2017,
        "reason": "Hoàn thành tốt các việc được giao.",
        "code": "outstanding_cell",
    }
    wanted = Wanted(**{**given, **changed})
    return propose_award(house.committee, recipient or house.cell_a, wanted, by=house.office, at=NOW)


def cell_beside(house: House, number: int) -> Unit:
    return make_unit("cell", f"Chi bộ ấp Thử {number}", house.committee)


SEEING = ("office", "cell_secretary", "other_cell_secretary", "hamlet_head", "provincial", "stranger", "former")


def seen_by(house: House, made: Any) -> set[str]:
    """Who of the small commune finds it."""
    rows = type(made).objects
    return {name for name in SEEING if rows.visible_to(getattr(house, name)).filter(pk=made.pk).exists()}
