"""Recurring work of the demonstration: in Tiến Bộ all ten hamlets cleaned up on the 20th of every month of 2021, as source 000
tells; in the invented commune three hamlets do so this year, with days, words and gaps made up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from trongtam.accounts.models import User
from trongtam.ground.periods import Period
from trongtam.org.models import Unit
from trongtam.resolutions.models import Clause, Document
from trongtam.targets.operations import set_target
from trongtam.targets.operations.targets import Root
from trongtam.targets.promise import Promise
from trongtam.work.models import Recurring
from trongtam.work.operations import Terms, excuse_occurrence, say_occurrence, start_recurring
from trongtam.work.plan import Root as WorkRoot
from trongtam.work.queries.kept import indicator_of
from trongtam.work.queries.recurring import days_on

from .shapes import noon

TITLE = "Dọn vệ sinh môi trường mẫu ở khu dân cư"
HAMLETS = ("thon-mot", "thon-hai", "thon-ba")
# Hamlet, month → what was said; nothing: an empty word. All else was done.
OTHERWISE = {
    ("thon-hai", 4): ("not_done", "Trùng ngày họp thôn mẫu, chưa dọn được."),
    ("thon-ba", 5): ("", ""),
    ("thon-hai", 7): ("excused", "Ngập nước do mưa lớn (ví dụ)."),
    ("thon-ba", 9): ("excused", "Thôn có việc tang (ví dụ)."),
}


def lay_recurring_of_2021(
    organ: Unit, root: Unit, hamlets: Sequence[Unit], clause: Clause, *, office: User, at: datetime
) -> Recurring:
    """Tiến Bộ: every residential area, at least once a month, on the 20th. The share is counted from the days, and the target is
    judged by it; nobody states it."""
    title, rule = "Vệ sinh môi trường chung ở khu dân cư", "FREQ=MONTHLY;BYMONTHDAY=20"
    terms = Terms(title, rule, "hamlet", date(2021, 1, 1), date(2021, 12, 31), root=WorkRoot("clause", clause.pk))
    made = start_recurring(organ, terms, by=office, at=at)
    for day in days_on(made):
        for hamlet in hamlets:
            say_occurrence(made, hamlet, day, by=office, state="done", note="", at=noon(day))
    indicator = indicator_of(made)
    assert indicator is not None  # it is laid with the work
    set_target(root, indicator, Period.year(2021), Promise(Decimal(100)), by=office, root=Root(clause=clause), at=at)
    return made


def lay_recurring(
    organ: Unit, units: Mapping[str, Unit], document: Document, *, office: User, head: User, today: date
) -> Recurring:
    """The last day that is over is left open by the first hamlet: it waits on the desk of its head."""
    first, last = date(today.year, 1, 1), date(today.year, 12, 31)
    terms = Terms(TITLE, "FREQ=MONTHLY;BYMONTHDAY=20", "hamlet", first, last, basis="Kế hoạch mẫu của xã")
    made = start_recurring(organ, terms, by=office, at=noon(first))
    Recurring.objects.filter(pk=made.pk).update(is_invented=True)
    days = [day for day in days_on(made) if day < today]
    for day in days:
        for code in HAMLETS:
            state, words = OTHERWISE.get((code, day.month), ("done", ""))
            if code == "thon-mot" and day == days[-1]:
                continue
            if state == "excused":
                excuse_occurrence(made, units[code], day, by=office, reason=words, at=noon(day))
            elif state:
                by = head if code == "thon-mot" else office
                say_occurrence(made, units[code], day, by=by, state=state, note=words, at=noon(day))
    indicator = indicator_of(made)
    assert indicator is not None  # it is laid with the work
    root = Root(document=document, invented=True)
    set_target(
        units[""], indicator, Period.year(today.year), Promise(Decimal(100)), by=office, root=root, at=noon(first)
    )
    return made
