"""Meetings of the demonstration: a month of Xã Mẫu that is due now, two model meetings of Đình Chu, An Định's year of action.

That Đình Chu held a model meeting at Phấn Kiến and then one at Bình Minh is told by source 002; that An Định's cell meets each
month with the official who follows it, and gives members their part, by source 004. Days, points and words are invented.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from trongtam.accounts.models import User
from trongtam.ground.periods import Period, month_end
from trongtam.meetings.calendar_of_cell import planned_day, rule_of
from trongtam.meetings.models import ItemKind, Meeting
from trongtam.meetings.operations import (
    Line,
    Said,
    Terms,
    arrange_agenda,
    begin_meeting,
    call_meeting,
    decide,
    end_meeting,
    minute_meeting,
    prepare_meeting,
    send_minutes,
    settle_item,
    sign_minutes,
)
from trongtam.meetings.operations.attendance import count_attendance
from trongtam.org.models import Person, Unit

from .shapes import noon


@dataclass(frozen=True)
class Month:
    """A meeting as it is written down: `decides`: words, and the place of the member who does it (None: the cell itself); `back`:
    what became of the points from before, in their order; `own`: points of the cell's own with their prompts."""

    decides: tuple[tuple[str, int | None], ...] = ()
    back: tuple[Said, ...] = ()
    own: tuple[tuple[str, tuple[str, ...]], ...] = ()
    came: str = ""


DONE = Said("done")
MAU = (
    Month(
        decides=(
            ("Rà soát hộ cần vay vốn của thôn mẫu", 2),
            ("Dọn vệ sinh tuyến đường vào nhà văn hóa thôn", None),
        ),
        own=(("Nghe báo cáo tình hình thôn", ("Việc nào bà con hỏi nhiều nhất?",)),),
    ),
    Month(
        decides=(("Vận động năm người tham gia bảo hiểm xã hội tự nguyện", 1),),
        back=(DONE, Said("carried", "Mưa lớn, dời sang tháng sau"), DONE),
    ),
    Month(
        decides=(("Dựng bảng nội quy ở nhà văn hóa thôn", 3),),
        back=(Said("carried", "Chờ thôn cùng làm"), Said("carried", "Mới được hai người")),
    ),
)
AN_DINH = (
    Month(decides=(("Giao đảng viên phụ trách từng tổ tự quản", None), ("Kiểm tra đoạn đường mẫu của hai tổ", 1))),
    Month(decides=(("Họp tổ tự quản để nghe ý kiến về đường nông thôn", 2),), back=(DONE, DONE)),
    Month(back=(DONE,)),
)


def lay_current(cell: Unit, *, by: User, today: date) -> Meeting:
    """Three months that are over, and the one that runs: prepared, with its agenda, waiting to be held."""
    months = _before(today, len(MAU))
    for month, written in zip(months, MAU, strict=True):
        _held(cell, month, written, by=by, place="Nhà văn hóa thôn Mẫu Một")
    day = max(_day(Period.month(today.year, today.month)), today)
    meeting = prepare_meeting(
        cell,
        Terms("regular", day, place="Nhà văn hóa thôn Mẫu Một"),
        by=by,
        invented=True,
        at=noon(min(today, day)),
    )
    lines = [Line(item.title, _prompts(item.kind), item.pk) for item in meeting.items.all()]
    arrange_agenda(meeting, lines, by=by)
    return meeting


def _prompts(kind: str) -> tuple[str, ...]:
    return ("Còn ai chưa làm, vì sao?", "Ai nhận giúp?") if kind == ItemKind.DECISION else ()


def lay_an_dinh(cell: Unit, *, by: User) -> None:
    for number, written in enumerate(AN_DINH, start=1):
        _held(cell, Period.month(2017, number), written, by=by, place="Nhà văn hóa ấp mẫu")


def lay_models(units: Mapping[str, Unit], *, by: User) -> list[Meeting]:
    """First Phấn Kiến, then Bình Minh; the office writes them down for the cells. Their guests come before the minutes go up."""
    models = []
    for code, month in (("phan-kien", 6), ("binh-minh", 8)):
        written = Month(own=(("Buổi sinh hoạt mẫu: năm tiêu chí, ba bước", ("Bước nào khó nhất?",)),))
        place = "Nhà văn hóa thôn mẫu"
        models.append(_ended(units[code], Period.month(2020, month), written, by=by, place=place, is_model=True))
    return models


def send_models(models: Sequence[Meeting], *, by: User) -> None:
    for meeting in models:
        _send(meeting, by=by)


def _before(today: date, count: int) -> list[Period]:
    first, months = date(today.year, today.month, 1), []
    for _number in range(count):
        first = (first - timedelta(days=1)).replace(day=1)
        months.append(Period.month(first.year, first.month))
    return months[::-1]


def _end_after(month: Period) -> date:
    """The last day of the next month: until then what is decided is to be done."""
    return month_end(month.start.year + month.start.month // 12, month.start.month % 12 + 1)


def _day(month: Period) -> date:
    pair = (month.start.year, month.start.month)
    return planned_day(pair, rule_of(pair))


def _held(cell: Unit, month: Period, written: Month, *, by: User, place: str) -> None:
    """A regular meeting from its preparation to its minutes."""
    _send(_ended(cell, month, written, by=by, place=place), by=by)


def _ended(cell: Unit, month: Period, written: Month, *, by: User, place: str, is_model: bool = False) -> Meeting:
    day = _day(month)
    at, later = noon(day), _end_after(month)
    members = _members(cell)
    terms = Terms("regular", day, place=place, is_model=is_model)
    meeting = prepare_meeting(cell, terms, by=by, invented=True, at=noon(day - timedelta(days=2)))
    _arrange(meeting, written, by=by)
    call_meeting(meeting, by=by, at=noon(day - timedelta(days=1)))
    begin_meeting(meeting, by=by, on=day, at=at)
    if members:
        count_attendance(meeting, f"{len(members) - 1}/{len(members)}", by=by, at=at)
    items = [item for item in meeting.items.all() if item.kind in (ItemKind.DECISION, ItemKind.OWN)]
    for item, said in zip(items, [*written.back, *[DONE] * len(items)], strict=False):
        settle_item(item, replace(said, due=later) if said.outcome == "carried" else said, by=by, at=at)
    for text, number in written.decides:
        holder: Person | Unit = cell if number is None or number >= len(members) else members[number]
        decide(meeting, by=by, text=text, holder=holder, due=later, at=at)
    return end_meeting(meeting, by=by, at=at)


def _send(meeting: Meeting, *, by: User) -> None:
    at = noon(meeting.day)
    minute_meeting(meeting, by=by, conclusion="Chi bộ nhất trí (minh họa).", speakers=5, minutes_read=True, at=at)
    sign_minutes(meeting, by=by, at=at)
    send_minutes(meeting, by=by, at=noon(meeting.day + timedelta(days=1)))


def _arrange(meeting: Meeting, written: Month, *, by: User) -> None:
    kept: Sequence[Line] = [Line(item.title, tuple(item.prompts), item.pk) for item in meeting.items.all()]
    own = [Line(title, prompts) for title, prompts in written.own]
    if own:
        arrange_agenda(meeting, [*kept, *own], by=by)


def _members(cell: Unit) -> list[Person]:
    found = Person.objects.filter(memberships__unit=cell, memberships__valid_to__isnull=True)
    return list(found.distinct().order_by("pk"))
