"""An Nhơn and Quới Điền become one commune on 1 July 2025, when the districts end. All of it is made up: the name of the new
commune, the figures, the targets; which communes were merged with which in truth is not told here.

The tax adds up, the poor are a ratio of households, the roads a state, and the hamlets' houses are only listed: so both views
have something to show that goes over, and something that stays.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from trongtam.accounts.models import User
from trongtam.ground.periods import Period
from trongtam.ground.vntext import fold
from trongtam.org.models import Post, PostKind, Unit, UnitKind
from trongtam.org.operations.reorganise import merge_units
from trongtam.targets.models import Indicator, Target
from trongtam.targets.operations.statements import state
from trongtam.targets.operations.targets import Root, set_target
from trongtam.targets.promise import Promise
from trongtam.targets.stated import Figure

from .shapes import noon

ON = date(2025, 7, 1)
NAME = "Xã Nhơn Điền Mẫu"
BASIS = "Nghị quyết sắp xếp đơn vị hành chính cấp xã (minh họa), số hiệu chưa ghi"
LAST_MONTH = 9

INDICATORS: tuple[dict[str, object], ...] = (
    {"code": "sn-thu", "name": "Thu ngân sách trên địa bàn xã", "unit_of_measure": "tỷ đồng", "decimals": 2,
     "measure": "flow", "across": "sum", "sector": "economy"},
    {"code": "sn-duong", "name": "Đường xã, ấp đã cứng hóa", "unit_of_measure": "km", "decimals": 1,
     "measure": "stock", "across": "sum", "sector": "economy"},
    {"code": "sn-ho-ngheo", "name": "Tỷ lệ hộ nghèo của xã", "unit_of_measure": "%", "decimals": 0, "scale": 100,
     "measure": "ratio", "across": "ratio", "sector": "culture", "better": "less", "part_of_whole": True},
)  # fmt: skip

# commune → (tax a month, plan of the year; km in January, plan; poor households in January, all households, plan in percent)
FIGURES = {
    "an-nhon": (("0.31", "4"), ("18.4", "20"), (96, 2150, "4")),
    "quoi-dien": (("0.18", "2.2"), ("11.0", "12"), (71, 1420, "4.5")),
}


def build() -> Unit:
    """State both communes' 2024 and the months until the merger, merge them, and state the months after it."""
    communes = [Unit.objects.get(code=code) for code in FIGURES]
    province = communes[0].parent and communes[0].parent.parent
    assert province is not None  # both still stand below a district
    indicators = {str(one["code"]): _indicator(one, province) for one in INDICATORS}
    for commune in communes:
        office, (tax, roads, poor) = _office(commune), FIGURES[commune.code]
        for year in (2024, 2025):
            _promise(commune, indicators, office, year, (tax[1], roads[1], poor[2]))
        for year, months in ((2024, 12), (2025, 6)):
            for month in range(1, months + 1):
                part = 1 if year == 2025 else 0
                _state(commune, indicators, office, year, month, _told(tax[0], roads[0], poor, month, part))
    made = _merge(communes, province)
    office = _office(made)
    for month in range(7, LAST_MONTH + 1):
        _state(made, indicators, office, 2025, month, _told("0.52", "29.4", (167, 3570, ""), month, 1))
    return made


def _indicator(written: dict[str, object], province: Unit) -> Indicator:
    """Of the province, since both communes state it: laid with the demonstration itself."""
    return Indicator.objects.create(
        owner=province, stated_by=UnitKind.COMMUNE, folded=fold(str(written["name"])), **written
    )


def _office(commune: Unit) -> User:
    committee = Unit.objects.get(parent=commune, kind=UnitKind.PARTY_COMMITTEE, ended_on=None)
    post = Post.objects.filter(unit=committee, kind=PostKind.OFFICE, valid_to=None).order_by("pk")[0]
    user = post.person.user
    assert user is not None
    user.__dict__.pop("_reach", None)
    return user


def _promise(
    commune: Unit, indicators: dict[str, Indicator], office: User, year: int, plans: tuple[str, str, str]
) -> None:
    for order, (code, plan) in enumerate(zip(indicators, plans, strict=True), 1):
        less = indicators[code].better == "less"
        set_target(
            commune,
            indicators[code],
            Period.year(year),
            Promise(plan=Decimal(plan), comparator="<=" if less else ">="),
            by=office,
            root=Root(order=order, invented=True),
            at=noon(date(year, 1, 10)),
        )


def _told(tax: str, roads: str, poor: tuple[int, int, str], month: int, later: int) -> dict[str, Figure]:
    """The figures of a month, moving a little so that a line is to be seen."""
    amount = Decimal(tax) + Decimal(month % 4) / 50 + Decimal(later) / 25
    length = Decimal(roads) + Decimal(month // 4) / 5 + later
    return {
        "sn-thu": Figure(value=amount, invented=True),
        "sn-duong": Figure(value=length, invented=True),
        "sn-ho-ngheo": Figure(
            numerator=Decimal(poor[0] - month - 10 * later), denominator=Decimal(poor[1]), invented=True
        ),
    }


def _state(
    commune: Unit, indicators: dict[str, Indicator], office: User, year: int, month: int, told: dict[str, Figure]
) -> None:
    period = Period.month(year, month)
    at = noon(period.end + timedelta(days=2))
    for code, figure in told.items():
        state(indicators[code], commune, period, figure, by=office, at=at)


def _merge(communes: list[Unit], province: Unit) -> Unit:
    keeper = Post.objects.get(unit=province, kind=PostKind.ADMINISTRATOR).person.user
    heads = Post.objects.filter(unit__parent=communes[0], kind=PostKind.SECRETARY, valid_to=None)
    made = merge_units(
        communes,
        by=keeper,
        name=NAME,
        on=ON,
        basis=BASIS,
        parent=province,
        chosen_posts=list(heads.values_list("pk", flat=True)),
        at=noon(ON),
    )
    Target.objects.filter(unit=made).update(is_invented=True)
    return made
