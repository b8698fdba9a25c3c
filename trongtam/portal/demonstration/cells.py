"""How cells met: Tiến Bộ's three cells in 2021 with Thống Nhất's four themes, and Đình Chu's twelve cells before and after its
two model meetings.

Source 000 gives Thống Nhất's four themes of 2021, three cells that were led to better thematic meetings, one each quarter, and
that Tân Biên 2's committee met first. Source 002 gives two model meetings and then one procedure for twelve cells. Days, counts,
scores and the themes of the other cells are invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

from trongtam.accounts.models import User
from trongtam.meetings.models import Meeting, MeetingKind
from trongtam.meetings.operations import (
    Terms,
    begin_meeting,
    end_meeting,
    prepare_meeting,
    send_minutes,
    sign_minutes,
)
from trongtam.meetings.operations.attendance import count_attendance
from trongtam.meetings.operations.guests import GuestLine, receive_guests
from trongtam.meetings.operations.plans import plan_line, plan_year, take_lesson
from trongtam.meetings.operations.scores import score_meeting
from trongtam.org.models import Person, Unit

from .dinh_chu import CELLS
from .shapes import noon

# In the order in which the source names them; which quarter had which is invented.
THEMES_OF_THONG_NHAT = (
    "Nâng cao chất lượng tiêu chí số 17 trong xây dựng nông thôn mới",
    "Củng cố, hoàn thiện nhà văn hóa thôn",
    "Vận động nhân dân lắp đặt đường điện thắp sáng đường quê",
    "Thực hiện Nghị quyết 73 của Ban Thường vụ Tỉnh ủy về huy động trẻ đi nhà trẻ",
)
INVENTED_THEMES = (
    "Giữ vệ sinh đường làng (minh họa)",
    "Phát triển kinh tế hộ (minh họa)",
    "Chăm lo gia đình chính sách (minh họa)",
    "Chuyển đổi số ở thôn (minh họa)",
)
# Month and day of the regular meeting that each quarter's thematic one follows.
QUARTERS = ((2, 4), (5, 5), (8, 4), (11, 3))
# The other months: a regular meeting alone.
MONTHS = {1: 4, 3: 3, 4: 5, 6: 3, 7: 5, 9: 3, 10: 4, 12: 3}
# What people judge on the sheet before and after the procedure was one for all; what the program computes stands by itself.
BEFORE = {"2.1": "10", "3.3": "3", "3.4": "0", "4.1": "15", "5.1": "10"}
AFTER = {"2.1": "20", "3.3": "5", "3.4": "5", "4.1": "20", "5.1": "15"}


def lay_themes(units: Mapping[str, Unit], people: Mapping[str, Person], *, by: User) -> None:
    """Tiến Bộ, 2021: a regular meeting each month, in each quarter a thematic one in its session."""
    _plan(units["thong-nhat"], people["luong-hai-vai"], by=by)
    for code, themes in (
        ("thong-nhat", THEMES_OF_THONG_NHAT),
        ("deo-tuong", INVENTED_THEMES),
        ("deo-tram", INVENTED_THEMES),
    ):
        cell = units[code]
        lead = people["luong-hai-vai"] if code == "thong-nhat" else _member(cell)
        themed = dict(zip(QUARTERS, themes, strict=True))
        for month, day in sorted({**MONTHS, **dict(QUARTERS)}.items()):
            on = date(2021, month, day)
            regular = _held(cell, Terms("regular", on, place="Nhà văn hóa thôn"), "5/5", by=by, invented=True)
            if (theme := themed.get((month, day))) is None:
                continue
            terms = Terms("thematic", on, place="Nhà văn hóa thôn", theme=theme, theme_lead=lead, follows=regular)
            _held(cell, terms, "5/5", by=by, invented=code != "thong-nhat")
    _prepared_first(units["tan-bien-2"], by=by)


def _plan(cell: Unit, lead: Person, *, by: User) -> None:
    plan = plan_year(cell, 2021, by=by, at=noon(date(2021, 1, 5)))
    for line, theme in zip(plan.lines.filter(kind=MeetingKind.THEMATIC), THEMES_OF_THONG_NHAT, strict=True):
        plan_line(line, by=by, on=line.planned_on, theme=theme, lead=lead, at=noon(date(2021, 1, 6)))


def _prepared_first(cell: Unit, *, by: User) -> None:
    """Tân Biên 2: its committee meets on its own before the thematic meeting."""
    on = date(2021, 5, 5)
    regular = _held(cell, Terms("regular", on, place="Nhà văn hóa thôn"), "4/5", by=by, invented=True)
    lead = _member(cell)
    terms = Terms("thematic", on, theme="Mô hình kinh tế của đảng viên (minh họa)", theme_lead=lead, follows=regular)
    themed = prepare_meeting(cell, terms, by=by, invented=True, at=noon(date(2021, 5, 1)))
    _held(cell, Terms("preparatory", date(2021, 5, 3), prepares=themed), "", by=by, invented=True)
    _walk(themed, "4/5", by=by)
    _rest_of_the_year(cell, lead, by=by)


def _rest_of_the_year(cell: Unit, lead: Person, *, by: User) -> None:
    """No cell of a real commune is shown as one that did not meet."""
    for month, day in sorted({**MONTHS, **dict(QUARTERS)}.items()):
        on = date(2021, month, day)
        if month <= 5:
            continue
        regular = _held(cell, Terms("regular", on, place="Nhà văn hóa thôn"), "4/5", by=by, invented=True)
        if (month, day) in QUARTERS:
            theme = INVENTED_THEMES[QUARTERS.index((month, day))]
            terms = Terms("thematic", on, theme=theme, theme_lead=lead, follows=regular)
            _held(cell, terms, "4/5", by=by, invented=True)


def lay_scores(units: Mapping[str, Unit], *, by: User) -> None:
    """Đình Chu, 2020: twelve cells scored in May and in September; all but the two observed the model meetings between."""
    models = list(Meeting.objects.filter(unit__in=[units[code] for code in CELLS], is_model=True).order_by("held_on"))
    for number, code in enumerate(CELLS):
        for month, judged, came in ((5, BEFORE, 15 + number % 4), (9, AFTER, 19)):
            on = date(2020, month, 4)
            terms = Terms("regular", on, place="Nhà văn hóa thôn")
            meeting = _held(units[code], terms, f"{came}/20", by=by, invented=True, judged=judged)
            assert meeting.held_on == on
        # In the session of September, which is the last one that is kept: the quarter has its theme.
        theme = INVENTED_THEMES[number % len(INVENTED_THEMES)]
        terms = Terms("thematic", on, theme=theme, theme_lead=_member(units[code]), follows=meeting)
        _held(units[code], terms, "", by=by, invented=True)
    _between(units, by=by)
    for model in models:
        others = [units[code] for code in CELLS if units[code].pk != model.unit_id]
        receive_guests(model, [GuestLine("observer", unit=one, count=2) for one in others], by=by, at=noon(model.day))
    if models:
        last = models[-1]
        for code in CELLS:
            if units[code].pk != last.unit_id:
                text = "Gửi gợi ý thảo luận trước, kết luận từng việc có người làm và hạn (minh họa)"
                take_lesson(last, units[code], text, by=by, since=date(2020, 9, 1), at=noon(date(2020, 9, 1)))


def _between(units: Mapping[str, Unit], *, by: User) -> None:
    """The months between the two: no cell of a real commune is shown as one that did not meet."""
    for number, code in enumerate(CELLS):
        for month in (6, 7, 8):
            cell = units[code]
            if not Meeting.objects.filter(unit=cell, kind="regular", month_code=f"2020-{month:02d}").exists():
                terms = Terms("regular", date(2020, month, 4), place="Nhà văn hóa thôn")
                _held(cell, terms, f"{16 + (number + month) % 4}/20", by=by, invented=True)


def _held(
    cell: Unit, terms: Terms, came: str, *, by: User, invented: bool, judged: Mapping[str, str] | None = None
) -> Meeting:
    meeting = prepare_meeting(cell, terms, by=by, invented=invented, at=noon(terms.on))
    return _walk(meeting, came, by=by, judged=judged)


def _walk(meeting: Meeting, came: str, *, by: User, judged: Mapping[str, str] | None = None) -> Meeting:
    on, at = meeting.planned_on, noon(meeting.planned_on)
    begin_meeting(meeting, by=by, on=on, began=time(8), at=at)
    if came:
        count_attendance(meeting, came, by=by, at=at)
    ended = end_meeting(meeting, by=by, closed=time(10), at=at)
    if judged is not None:
        score_meeting(ended, judged, by=by, at=at)
    sign_minutes(ended, by=by, at=at)
    return send_minutes(ended, by=by, at=at)


def _member(cell: Unit) -> Person:
    found = Person.objects.filter(memberships__unit=cell).order_by("pk").first()
    assert found is not None
    return found
