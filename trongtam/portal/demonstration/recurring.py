"""Recurring work of the demonstration: in the invented commune each hamlet cleans up on the 20th of every month of this year.

That such a rule is kept is told of Tiến Bộ by source 000; hamlets, days and words here are invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from trongtam.accounts.models import User
from trongtam.ground.periods import Period
from trongtam.org.models import Unit
from trongtam.resolutions.models import Document
from trongtam.targets.operations import set_target
from trongtam.targets.operations.targets import Root
from trongtam.targets.promise import Promise
from trongtam.work.models import Recurring
from trongtam.work.operations import Terms, excuse_occurrence, say_occurrence, start_recurring
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
