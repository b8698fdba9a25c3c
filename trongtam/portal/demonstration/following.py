"""Who follows which unit, and the visits: the hamlet An Định of source 004, the clusters and cells of source 002, and Xã Mẫu now.

Sources tell that an official of the district follows the hamlet in 2016–2020, at least one visit a month, and that each of four
clusters has its standing member, each of twelve cells its committee member. Persons, days and words of visits are invented.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from trongtam.org.models import Person, PostKind, Unit, UnitKind
from trongtam.support.models import Duty, Obligation, Purpose, Tier, Visit
from trongtam.support.operations.assigning import assign_duty, end_duty, excuse_month, replace_duty, shipped_obligation
from trongtam.support.operations.visits import record_visit

from .dinh_chu import CLUSTERS
from .shapes import noon

if TYPE_CHECKING:
    from .build import CommuneBuilder

# An Nhơn: from the decision until the end of the stage. No month is missed there: what speaks against a person stands in Xã Mẫu.
DECIDED, HANDED_OVER, ENDED = date(2016, 4, 1), date(2019, 3, 11), date(2021, 1, 1)
DECISION = "Phân công cán bộ huyện theo dõi, hỗ trợ ấp giai đoạn 2016–2020"
EXCUSED = (("2018-02", "Nghỉ Tết, cơ quan huyện trực"), ("2020-04", "Tạm dừng họp đông người"))
PURPOSES = (Purpose.MEETING, Purpose.WORK, Purpose.MEETING, Purpose.HOUSEHOLD, Purpose.INSPECTION)
SAID = (
    (
        "Chi bộ sinh hoạt đều, có bàn việc chăm sóc đường.",
        "Thảo luận còn ít ý kiến.",
        "Gợi ý trước nội dung thảo luận.",
    ),
    ("Các tổ tự quản báo đủ ba mặt.", "", "Xã hỗ trợ thêm cây giống cho tuyến đường mẫu."),
    ("Đã nhìn lại kết quả tháng trước.", "Còn một việc chậm.", ""),
)
GROUND = date(2020, 4, 20)
GIVEN = "Phân công của Ban Thường vụ theo quy chế làm việc của Đảng ủy"


def lay_followings(builder: CommuneBuilder, today: date) -> None:
    """What each commune has to show; by the same operations that people use."""
    act = {"an-nhon": _hamlet, "dinh-chu": _clusters}.get(builder.commune.code)
    if act is not None:
        act(builder)
    elif builder.commune.code == "xa-mau":
        _now(builder, today)


def _hamlet(builder: CommuneBuilder) -> None:
    """An official of the district, another one from March 2019 on; and the committee member in charge of the cell."""
    hamlet, district = builder.units["ap-an-dinh"], Unit.objects.get(kind=UnitKind.DISTRICT, code="thanh-phu")
    first = _official(builder, "lam-thi-minh-hoa", "Lâm Thị Minh Họa", district, "theodoi")
    second = _official(builder, "ta-van-thi-du", "Tạ Văn Thí Dụ", district, "")
    duty = _assign(builder, first, hamlet, Tier.SUPERIOR_OFFICIAL, DECIDED, DECISION, shipped_obligation("ap-2016"))
    _visits(builder, duty, DECIDED, HANDED_OVER)
    _excuse(builder, duty, HANDED_OVER)
    new = replace_duty(
        duty, second, by=builder.office, on=HANDED_OVER, reason="Chuyển công tác khác (mẫu)", at=noon(HANDED_OVER)
    )
    _visits(builder, new, HANDED_OVER, ENDED)
    _excuse(builder, new, ENDED)
    end_duty(new, by=builder.office, on=ENDED, reason="Hết giai đoạn phân công", at=noon(ENDED))
    _assign(builder, builder.people["thach-thi-uy"], builder.units["an-dinh"], Tier.COMMITTEE_CELL, DECIDED, GIVEN)


def _official(builder: CommuneBuilder, code: str, name: str, district: Unit, login: str) -> Person:
    """The province keeps the record: the district has ended since."""
    assert district.parent is not None
    return builder.person(f"an-nhon-{code}", name, district.parent, ((PostKind.OFFICIAL, district),), login)


def _assign(
    builder: CommuneBuilder,
    person: Person,
    unit: Unit,
    tier: str,
    on: date,
    basis: str,
    obligation: Obligation | None = None,
) -> Duty:
    return assign_duty(
        person, unit, by=builder.office, tier=tier, valid_from=on, basis=basis, obligation=obligation, at=noon(on)
    )


def _visits(
    builder: CommuneBuilder, duty: Duty, first: date, until: date, left_out: frozenset[str] = frozenset(dict(EXCUSED))
) -> None:
    """One a month, but for those that are left out."""
    month, number = first.replace(day=1), 0
    while month < until:
        number += 1
        on = month + timedelta(days=2 + number * 5 % 24)
        if first <= on < until and f"{month:%Y-%m}" not in left_out:
            _visit(builder, duty, on, number)
        month = (month + timedelta(days=32)).replace(day=1)


def _visit(builder: CommuneBuilder, duty: Duty, on: date, number: int) -> None:
    by = duty.person.user or builder.office
    done, not_done, proposed = SAID[number % len(SAID)]
    made = record_visit(
        duty,
        by=by,
        on=on,
        purpose=PURPOSES[number % len(PURPOSES)],
        place="Nhà văn hóa mẫu",
        met="bí thư chi bộ, trưởng ấp, tổ trưởng tổ tự quản",
        done=done,
        not_done=not_done,
        proposed=proposed,
        at=noon(on),
    )
    Visit.objects.filter(pk=made.pk).update(is_invented=True)


def _excuse(builder: CommuneBuilder, duty: Duty, until: date) -> None:
    for code, reason in EXCUSED:
        first = date.fromisoformat(f"{code}-01")
        if duty.valid_from <= first < until:
            excuse_month(duty, code, by=builder.office, reason=reason, at=noon(first))


def _clusters(builder: CommuneBuilder) -> None:
    """Four clusters of 2, 2, 3 and 5 cells, each with its standing member; each cell with its committee member. No number of
    visits is told."""
    for number, (code, _name, cells) in enumerate(CLUSTERS, start=1):
        standing = builder.people[f"thuong-vu-{number}"]
        _assign(builder, standing, builder.units[code], Tier.STANDING_CLUSTER, GROUND, GIVEN)
        for cell, _cell_name in cells:
            _assign(builder, builder.people[f"uy-vien-{cell}"], builder.units[cell], Tier.COMMITTEE_CELL, GROUND, GIVEN)


def _now(builder: CommuneBuilder, today: date) -> None:
    """A committee member follows a cell since the beginning of the year before; this month's visit is still to come."""
    begins = date(today.year - 1, 1, 1)
    cell = next(unit for unit in builder.units.values() if unit.kind == UnitKind.CELL)
    follower = builder.people["uy-vien-phu-trach"]
    duty = _assign(builder, follower, cell, Tier.COMMITTEE_CELL, begins, GIVEN, shipped_obligation("moi-thang"))
    Duty.objects.filter(pk=duty.pk).update(is_invented=True)
    missed = frozenset((f"{begins.year}-04", f"{begins.year}-09"))
    _visits(builder, duty, begins, today.replace(day=1), missed)
