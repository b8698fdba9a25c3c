"""What the invented commune owes upward: a few standing duties to invented recipients, most papers of the year sent."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from trongtam.accounts.models import User
from trongtam.ground.periods import Period
from trongtam.org.models import Unit
from trongtam.reports.models import Duty
from trongtam.reports.operations import DutyTerms, Proof, mark_sent, note_duty
from trongtam.reports.owing.recurrence import AFTER, BEFORE, EARLIER, LATER, ON_DAY, Once, Rule
from trongtam.reports.queries.duties import papers_of, with_dispatches

MONTHLY, RESULTS = "Báo cáo tháng về công tác xây dựng Đảng", "Báo cáo kết quả thực hiện nghị quyết"


def lay_duties(commune: Unit, *, by: User, today: date) -> dict[str, Duty]:
    """Note the duties since the beginning of the year, by title, and what was sent; the last monthly paper is still open."""
    first = date(today.year, 1, 1)
    rules = {
        (MONTHLY, "Ban Xây dựng Đảng cấp trên mẫu"): Rule(frozenset({"month"}), ON_DAY, 5, 1, LATER),
        (RESULTS, "Thường trực cấp trên mẫu"): Rule(
            frozenset({"first_half", "nine_months", "year"}), AFTER, 8, 0, EARLIER
        ),
        ("Báo cáo quý về kiểm tra, giám sát", "Ủy ban Kiểm tra cấp trên mẫu"): Rule(frozenset({"quarter"}), BEFORE, 5),
        ("Báo cáo tổng kết công tác năm", "Văn phòng cấp trên mẫu"): Rule(frozenset({"year"}), BEFORE, 20, 0, EARLIER),
    }
    at = _noon(first)
    made = {
        title: note_duty(commune, DutyTerms(title, recipient, rule, first, 15), by=by, at=at)
        for (title, recipient), rule in rules.items()
    }
    _asked_once(commune, by, today)
    past = papers_of(with_dispatches(Duty.objects.filter(unit=commune)), today, today)
    last = max((paper.due for paper in past if paper.duty.title == MONTHLY), default=None)
    for number, paper in enumerate(past, start=1):
        if paper.due >= today or (paper.duty.title == MONTHLY and paper.due == last):
            continue
        sent_on = min(max(paper.due - timedelta(days=number % 3 - 1), paper.period.start), today)
        proof = Proof(number=f"{number:02d}-BC/ĐU (mẫu)", dated=sent_on)
        mark_sent(paper.duty, paper.period, by=by, sent_on=sent_on, proof=proof, at=_noon(sent_on))
    return made


def _asked_once(commune: Unit, by: User, today: date) -> None:
    """Quick figures that the superior wants within a week."""
    due = today + timedelta(days=6)
    once = Once(Period.month(today.year, today.month), due)
    terms = DutyTerms(
        "Báo cáo nhanh về phòng, chống thiên tai", "Văn phòng cấp trên mẫu", once, due, asked_in="Công văn mẫu"
    )
    note_duty(commune, terms, by=by, at=_noon(today))


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
