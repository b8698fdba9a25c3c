"""A follower hands the report of his visits in."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.days import write
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.locking import locked
from trongtam.ground.periods import Period
from trongtam.ledger import book

from ..models import Duty, ReportHandedIn
from ..queries.reports import reports_of
from ..rules import following as rules
from .senses import day_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def hand_report_in(duty: Duty, span: Period, *, by: User, at: datetime | None = None) -> ReportHandedIn:
    """The report of a span that is over, as its visits stand, is handed in; once. Raises NotAllowed, Refused."""
    held = locked(Duty.objects.select_related("unit", "person", "obligation"), duty.pk)
    if not rules.can_record_visit(by, held):
        raise NotAllowed(rules.who_hands_in(held))
    today = day_of(at)
    if span.end >= today:
        raise Refused(_("This time runs until %(day)s; the report is handed in after it.") % {"day": write(span.end)})
    owed = next((one for one in reports_of([held], today)[held.pk] if one.span == span), None)
    if owed is None:
        raise Refused(_("No report is owed for this time."))
    if owed.handed_in is not None:
        raise Refused(_("The report was handed in on %(day)s already.") % {"day": write(owed.handed_in)})
    visits = held.visits.standing().filter(on__range=(span.start, span.end)).count()
    made = ReportHandedIn.objects.create(
        duty=held, span_code=span.code, visits=visits, by=by, at=at or timezone.now(), proxy=rules.is_proxy(by, held)
    )
    after = {"duty": held.pk, "span": span.code, "visits": visits}
    book.write("support.report_handed_in", by=by, on=held, unit=held.unit, after=after, proxy=made.proxy, at=made.at)
    return made
