"""Campaigns of the demonstration: that of Tiến Bộ in 2021, in which source 000's 54 works were registered, and an open one in Xã
Mẫu, where somebody is always missing. The source gives who took part and the focuses; names and days are invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from trongtam.accounts.models import User
from trongtam.org.models import Person, PostKind, Unit, UnitKind
from trongtam.work.asking import Terms
from trongtam.work.models import Campaign, Focus, Kind, RootKind, Work
from trongtam.work.operations import (
    approve_work,
    close_campaign,
    open_campaign,
    propose_work,
    register_work,
    return_work,
)
from trongtam.work.plan import Plan, ProductLine, Root

from .shapes import noon

ALL = tuple(Focus.values)
OPENED, LAST, CLOSED = date(2021, 1, 5), date(2021, 1, 31), date(2021, 2, 5)
# From this month on the list of the next year is made.
NEXT_YEAR_FROM = 10


def open_of_2021(organ: Unit, office: User) -> Campaign:
    """22 collectives: the committee, 10 cells, 10 hamlets, the People's Committee; 32 persons: leaders, cadres, officials."""
    terms = Terms(
        title="Đăng ký việc đột phá, đổi mới năm 2021",
        year="2021",
        opens_on=OPENED,
        due=LAST,
        unit_kinds=(UnitKind.PARTY_COMMITTEE, UnitKind.CELL, UnitKind.HAMLET, UnitKind.GOVERNMENT),
        post_kinds=(PostKind.SECRETARY, PostKind.OFFICE, PostKind.CELL_SECRETARY, PostKind.OFFICIAL),
        focuses=ALL,
    )
    return open_campaign(organ, terms, by=office, at=noon(OPENED))


def close_that_of_2021(campaign: Campaign, office: User) -> None:
    close_campaign(campaign, by=office, at=noon(CLOSED))


def lay_open_one(
    organ: Unit, units: Mapping[str, Unit], people: Mapping[str, Person], *, by: User, today: date
) -> None:
    """One approved, two that wait for approval, one sent back; a cell, its secretary and others have not registered."""
    year = today.year + (today.month >= NEXT_YEAR_FROM)
    opened = max(today - timedelta(days=20), date(year - 1, 1, 1))
    terms = Terms(
        title=f"Đăng ký việc đột phá, đổi mới năm {year}",
        year=str(year),
        opens_on=opened,
        due=today + timedelta(days=10),
        unit_kinds=(UnitKind.CELL, UnitKind.GOVERNMENT),
        post_kinds=(PostKind.SECRETARY, PostKind.CELL_SECRETARY),
        focuses=("limited", "weak", "hard", "new"),
    )
    campaign = open_campaign(organ, terms, by=by, at=noon(opened))
    start = max(today, date(year, 1, 1))
    rows: tuple[tuple[str, str, Unit | None, Person | None], ...] = (
        ("Mỗi tổ tự quản một việc mẫu", "hard,new", units["hai"], None),
        ("Cổng trường an toàn mẫu", "weak", units["truong"], None),
        ("Sinh hoạt chuyên đề mẫu mỗi quý", "limited", None, people["chi-bo-ba"]),
        ("Trồng hoa đường thôn mẫu", "hard", units["ba"], None),
    )
    works = []
    for title, focus, unit, person in rows:
        plan = Plan(
            title=title,
            kind=Kind.BREAKTHROUGH,
            focus=focus,
            root=Root(RootKind.OWN),
            year=str(year),
            start=start,
            due=date(year, 12, 15),
            unit=unit,
            person=person,
            products=(ProductLine("một sản phẩm mẫu"),),
        )
        work = propose_work(organ, plan, by=by, campaign=campaign, at=noon(today - timedelta(days=9)))
        works.append(register_work(work, by=by, at=noon(today - timedelta(days=8))))
    Work.objects.filter(campaign=campaign).update(is_invented=True)
    approve_work(works[0], by=by, at=noon(today - timedelta(days=5)))
    return_work(works[-1], by=by, reason="Chưa có sản phẩm đo được (mẫu).", at=noon(today - timedelta(days=4)))
