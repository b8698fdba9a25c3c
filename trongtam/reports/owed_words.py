"""Papers owed upward as people read them: their rule in a sentence, their state, the sheet of the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.archive.issuing.numbering import shown_number
from trongtam.archive.models import IssuedPaper
from trongtam.ground import days
from trongtam.ground.holding import holding
from trongtam.ground.prepared import Prepared
from trongtam.ground.vntext import fold
from trongtam.look.registry import DueItem, Found
from trongtam.targets.presentation.words import capital, named

from .models import Dispatch, Duty
from .models.duties import DutyPeriod
from .owing.recurrence import AFTER, EARLIER, KEEP, ON_DAY
from .queries.duties import LATE, NOT_ASKED, SENT_LATE, OwedPaper, due_from

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@dataclass(frozen=True)
class OwedLine:
    """A paper in the list. `late`: drawn with the sign and the colour of what is late."""

    paper: OwedPaper
    url: str
    period: str
    state: str
    late: bool


def paper_url(paper: OwedPaper) -> str:
    return reverse("reports:owed_paper", args=[paper.duty.pk, paper.period.code])


def line(paper: OwedPaper) -> OwedLine:
    period = capital(named(paper.period.code))
    return OwedLine(paper, paper_url(paper), period, state_words(paper), paper.state == LATE)


def state_words(paper: OwedPaper) -> str:
    """ "quá hạn 3 ngày", "đã gửi 05/10/2022, muộn 2 ngày", "còn 4 ngày"."""
    late = ngettext("late by %(n)d day", "late by %(n)d days", paper.days_late) % {"n": paper.days_late}
    if paper.dispatch is None:
        if paper.state == LATE:
            return late
        left = (paper.due - paper.today).days
        return ngettext("still %(n)d day", "still %(n)d days", left) % {"n": left} if left else _("to be sent today")
    if paper.state == NOT_ASKED:
        return _("not asked for this time")
    sent = _("sent on %(day)s") % {"day": days.write(paper.dispatch.sent_on)} if paper.dispatch.sent_on else ""
    return f"{sent}, {late}" if paper.state == SENT_LATE else sent


def periods_words(duty: Duty) -> str:
    """ "6 tháng đầu năm, 9 tháng, cả năm", in the order of the calendar."""
    if duty.is_once:
        return named(duty.once_for)
    return ", ".join(str(label) for value, label in DutyPeriod.choices if value in duty.kinds)


def rule_words(duty: Duty) -> str:
    """By when, in a sentence."""
    if duty.is_once:
        return _("asked for once")
    if duty.way == ON_DAY:
        day = _("the last day") if duty.number == 31 else _("day %(day)s") % {"day": duty.number}
        where = [
            _("%(day)s of the month in which the period ends"),
            _("%(day)s of the month after"),
            _("%(day)s of the second month after"),
            _("%(day)s of the third month after"),
        ]
        said = where[duty.months] % {"day": day}
    elif duty.way == AFTER:
        said = ngettext("%(n)d day after the period has ended", "%(n)d days after the period has ended", duty.number)
        said %= {"n": duty.number}
    else:
        said = ngettext("%(n)d day before the period ends", "%(n)d days before the period ends", duty.number)
        said %= {"n": duty.number}
    if duty.weekend == KEEP:
        return said
    moved = _("on a weekend the Friday before") if duty.weekend == EARLIER else _("on a weekend the Monday after")
    return f"{said}; {moved}"


def issued_number(paper: IssuedPaper) -> str:
    """Number of an issued paper as printed."""
    return shown_number(paper.side, paper.number, paper.symbol, paper.dated) if paper.dated else ""  # type: ignore[arg-type]  # kept as the layout's word


def proof_words(dispatch: Dispatch) -> str:
    """Number and day of the paper that was sent; of an issued paper its own."""
    number, dated = dispatch.number, dispatch.dated
    if dispatch.paper is not None and not number:
        number, dated = issued_number(dispatch.paper), dispatch.paper.dated
    if not number:
        return ""
    return _("%(number)s of %(day)s") % {"number": number, "day": days.write(dated)} if dated else number


def due_items(user: User, at: datetime) -> list[DueItem]:
    """For the desk: before a paper is due, and as long as nothing became of it."""
    return [
        DueItem(
            key=f"reports.owed:{paper.key}",
            title=f"{paper.duty.title}, {named(paper.period.code)}",
            detail=_("To %(recipient)s") % {"recipient": paper.duty.recipient},
            due=paper.due,
            url=paper_url(paper),
            kind=_("Paper to send upward"),
            action=_("Look at the paper"),
        )
        for paper in due_from(user, at)
    ]


_NAMED = Prepared(lambda user, words: holding(Duty.objects.visible_to(user), words)[:20])


def found(text: str, user: User) -> list[Found]:
    """Duties whose paper or recipient holds the words."""
    kind = _("Paper to send upward")
    return [
        Found(one.title, kind, reverse("reports:duty", args=[one.pk]), one.recipient, 0.6)
        for one in _NAMED(user, fold(text).split())
    ]
