"""Which reports of visits are owed, by whom, until when; and which were handed in or are on their way to the signature."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from trongtam.archive.issuing.steps import CANCELLED
from trongtam.archive.models import IssuedPaper
from trongtam.ground.periods import Period

from ..models import Duty, ReportHandedIn
from ..owing import UNKNOWN, Stint, entries_of
from .duties import under_obligation

# What a report of visits is called as a source of papers; a source is `duty.span`.
SOURCE = "support.visits"


@dataclass(frozen=True, slots=True)
class OwedReport:
    """The report of a span that is over. `handed_in`: the day, None where it was not; `paper`: it is on its way to the signature,
    or signed; `within`: days after the span in which its obligation asks for it."""

    duty: int
    span: Period
    within: int
    handed_in: date | None
    paper: bool

    @property
    def due(self) -> date:
        return self.span.end + timedelta(days=self.within)

    @property
    def missing(self) -> bool:
        return self.handed_in is None and not self.paper


def reports_of(duties: Iterable[Duty], today: date) -> dict[int, list[OwedReport]]:
    """Duty → its reports of spans that are over, in their order. Whoever had the longer part of a span owes its report, as visits
    are owed (see `owing`); what was over before the duty was written down is not asked for. Three queries; none where no
    report is owed."""
    asked = list(duties)
    found: dict[int, list[OwedReport]] = {one.pk: [] for one in asked}
    if not any(one.obligation is not None and one.obligation.report_every for one in asked):
        return found
    rows = Duty.objects.filter(unit__in={one.unit_id for one in asked}).select_related("obligation")
    stints = [stint for one in rows for stint in _stints(one)]
    owed = [one for one in entries_of(stints, today=today) if one.span.end < today and one.state != UNKNOWN]
    ours = [one for one in owed if one.duty in found]
    handed = _handed_in(found)
    papers = _papers([(one.duty, one.span.code) for one in ours])
    within = {one.pk: one.obligation.report_within for one in asked if one.obligation is not None}
    for one in ours:
        key = (one.duty, one.span.code)
        found[one.duty].append(OwedReport(one.duty, one.span, within[one.duty], handed.get(key), key in papers))
    return found


def _stints(duty: Duty) -> Iterator[Stint]:
    """The days of a duty on which its obligation asked for reports."""
    obligation = duty.obligation
    if obligation is None or not obligation.report_every:
        return
    days = under_obligation(duty, obligation)
    if days is not None:
        place = (duty.unit_id, duty.tier)
        yield Stint(duty.pk, place, *days, obligation.report_every, 1, duty.counted_from, duty.replaces_id)


def _handed_in(duties: Iterable[int]) -> dict[tuple[int, str], date]:
    rows = ReportHandedIn.objects.filter(duty__in=list(duties))
    return {(duty, code): timezone.localdate(at) for duty, code, at in rows.values_list("duty", "span_code", "at")}


def _papers(keys: Sequence[tuple[int, str]]) -> set[tuple[int, str]]:
    """Reports that are papers which were not cancelled."""
    sources = {f"{duty}.{code}": (duty, code) for duty, code in keys}
    live = IssuedPaper.objects.filter(source_kind=SOURCE, source_id__in=sources).exclude(state=CANCELLED)
    return {sources[one] for one in live.values_list("source_id", flat=True)}


def missing_now(reports: Sequence[OwedReport]) -> tuple[OwedReport | None, int]:
    """(the latest report where it is missing, how many earlier ones are): the desk asks for the latest alone."""
    last = reports[-1] if reports and reports[-1].missing else None
    return last, sum(1 for one in reports[:-1] if one.missing)
