"""A report is begun; its texts come from the last one of the same resolution."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.ground.vntext import fold
from trongtam.ledger import book
from trongtam.org.models import Unit
from trongtam.resolutions.models import Document
from trongtam.targets.queries import closing_day_of
from trongtam.targets.queries import reading_day as default_reading_day

from .. import rules, words
from ..models import Report, ReportText, Side
from ..outlines import outline_for
from ..queries.beginnings import REPORTED, targets_for

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def begin_report(
    unit: Unit,
    document: Document,
    period: Period,
    *,
    by: User,
    reading_day: date | None = None,
    at: datetime | None = None,
) -> Report:
    """Begin the report of a unit on a document for 6 months, 9 months, a year or a term.

    What was written in the report before, of the same unit and document, is carried over and marked so. `reading_day`: the
    last closed month inside the period by default. Raises NotAllowed, Refused.
    """
    moment = at or timezone.now()
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if not rules.can_begin_report(by, unit):
        raise NotAllowed(rules.who_may_report(unit))
    if Report.objects.filter(unit=unit, document=document, period_code=period.code).exists():
        raise Refused(_("This report has been begun already."), field="period")
    report = unsaved_report(unit, document, period, reading_day=reading_day, at=moment)
    report.started_by = by
    report.save()
    carried = _carry_over(report, moment)
    told = {"document": document.pk, "period": period.code, "reading_day": report.reading_day, "carried": carried}
    book.write("reports.report_begun", by=by, on=report, unit=unit, after=told, at=at)
    return report


def unsaved_report(
    unit: Unit, document: Document, period: Period, *, reading_day: date | None = None, at: datetime | None = None
) -> Report:
    """A report that is not kept: to be begun, or only compiled. Raises Refused when it makes no sense."""
    moment = at or timezone.now()
    today = timezone.localdate(moment)
    if period.kind not in REPORTED:
        raise Refused(_("Reports are made for 6 months, 9 months, a year or a term."), field="period")
    if period.start > today:
        raise Refused(_("This period has not begun yet."), field="period")
    if not targets_for(document, unit, period).exists():
        raise Refused(
            _("“%(document)s” has no targets of %(unit)s for this period.")
            % {"document": document.title, "unit": unit.name},
            field="period",
        )
    day = reading_day or default_reading_day(period, today, closing_day_of(unit))
    refuse_day_outside(period, day, today)
    side = Side.PARTY if document.side == "party" else Side.STATE
    title = report_title(document, period)
    return Report(
        unit=unit,
        document=document,
        period_code=period.code,
        period_start=period.start,
        period_end=period.end,
        side=side,
        outline_code=outline_for(side, day).code,
        title=title,
        folded=fold(f"{title} {unit.name}")[:600],
        reading_day=day,
        started_at=moment,
    )


def report_title(document: Document, period: Period) -> str:
    """The abstract of the paper, in Vietnamese: "Kết quả 9 tháng đầu năm 2022 thực hiện Nghị quyết …"."""
    with override("vi"):
        return _("Results of %(period)s in carrying out: %(document)s") % {
            "period": words.period_name(period),
            "document": document.called,
        }


def refuse_day_outside(period: Period, day: date, today: date) -> None:
    if not period.holds(day):
        sentence = _("Figures are read on a day of the period, from %(first)s to %(last)s.")
        raise Refused(sentence % {"first": words.day(period.start), "last": words.day(period.end)}, field="reading_day")
    if day > max(today, period.start):
        raise Refused(_("This day has not come yet."), field="reading_day")


def _carry_over(report: Report, moment: datetime) -> int:
    """Texts of the report before whose section the outline still has; how many."""
    before = (
        Report.objects.filter(unit=report.unit, document=report.document, period_end__lt=report.period_end)
        .order_by("-period_end", "-started_at")
        .first()
    )
    if before is None:
        return 0
    kept = [
        ReportText(report=report, section=text.section, text=text.text, carried_from=text, written_at=moment)
        for text in before.texts.exclude(text="").order_by("pk")
        if (section := report.outline.section(text.section)) and section.is_written
    ]
    ReportText.objects.bulk_create(kept)
    return len(kept)
