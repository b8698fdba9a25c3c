"""Papers on their way out, in the invented commune only: their numbers are invented, and no real organ gets one."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from trongtam.accounts.models import User
from trongtam.archive import operations
from trongtam.archive.drafts import Draft
from trongtam.archive.models import IssuedPaper
from trongtam.ground.papers import Paper, Paragraph, Signature, layout_for, render
from trongtam.ground.periods import Period
from trongtam.org.models import Unit
from trongtam.reports.issuing import draft_of
from trongtam.reports.operations import begin_report
from trongtam.resolutions.models import Document

PLACE = "Mẫu"
JULY, REPORTED, SIGNED = 7, 5, 9


def lay_papers(commune: Unit, committee: Unit, document: Document, *, office: User, leader: User, today: date) -> None:
    """The half-year report waits for its signature (from July on), a notice was cancelled with its number, a plan is read."""
    if today >= date(today.year, JULY, SIGNED):
        _report(commune, document, office, leader, today.year)
    notice = _through(
        _written(committee, "notice", "TB/ĐU", "THÔNG BÁO", "lịch trực cơ quan (mẫu)", today), office, today
    )
    notice = operations.send_for_signature(
        notice, by=leader, seen=notice.turn, dated=today, number=None, at=timezone.now()
    )
    operations.cancel_paper(notice, by=leader, seen=notice.turn, reason="Lịch trực đã đổi, không ban hành nữa")
    _through(_written(committee, "plan", "KH/ĐU", "KẾ HOẠCH", "kiểm tra chuyên đề (mẫu)", today), office, today)


def _report(commune: Unit, document: Document, office: User, leader: User, year: int) -> None:
    begun, sent = _noon(date(year, JULY, REPORTED)), date(year, JULY, SIGNED)
    report = begin_report(commune, document, Period.parse(f"{year}-H1"), by=office, at=begun)
    paper = operations.begin_paper(
        draft_of(report, user=office, base=settings.BASE_URL or "http://127.0.0.1:8000"), by=office, at=begun
    )
    paper = operations.hand_to_review(
        paper, by=office, seen=paper.turn, note="Nhờ đồng chí đọc phần nhiệm vụ.", at=begun
    )
    operations.send_for_signature(paper, by=leader, seen=paper.turn, dated=sent, at=_noon(sent))


def _written(organ: Unit, paper_type: str, symbol: str, name: str, abstract: str, day: date) -> Draft:
    """A paper as somebody would have written it in Word."""
    body = [Paragraph("Nội dung mẫu của văn bản, không có trong nguồn.")]
    paper = Paper(
        layout=layout_for("party", day),
        superior="",
        issuer=organ.name,
        place=PLACE,
        date=None,
        symbol=symbol,
        type_name=name,
        abstract=abstract,
        body=body,
        signature=Signature(post="Bí thư", authority="on_behalf", body="Ban Thường vụ"),
        kept="Văn phòng Đảng ủy",
        demo=True,
    )
    title = abstract[:1].upper() + abstract[1:]
    return Draft(organ, "party", paper_type, symbol, PLACE, title, render(paper))


def _through(draft: Draft, office: User, day: date) -> IssuedPaper:
    begun = operations.begin_paper(draft, by=office, at=_noon(day - timedelta(days=3)))
    return operations.hand_to_review(begun, by=office, seen=begun.turn, at=_noon(day - timedelta(days=2)))


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
