"""A report handed to the archive to be issued: its paper in the organ's layout, and the figures behind it as canonical data."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from trongtam.archive.drafts import Draft, Producer, producers
from trongtam.archive.queries import drawer_for
from trongtam.ground.errors import Refused
from trongtam.ledger.book import canonical
from trongtam.org.models import Unit, UnitKind
from trongtam.org.reach import TERRITORIES
from trongtam.resolutions.models import Side as Of

from . import queries, words
from .files import STEPS, Tell
from .models import Report
from .paper import word_paper
from .proofs import proofs
from .queries.organs import ISSUER_OF

if TYPE_CHECKING:
    from trongtam.accounts.models import User

    from .queries import ReportContent

SOURCE = "reports.report"


def issuing_organ(report: Report) -> Unit:
    """The unit in whose rows of numbers the paper stands: the committee, council or government of the place; a cell itself."""
    unit = report.unit
    if unit.kind == UnitKind.CELL:
        return unit
    above = {one.pk: one for one in Unit.objects.filter(pk__in=unit.path_ids)}
    places = [above[pk] for pk in unit.path_ids if pk in above and above[pk].kind in TERRITORIES]
    home = places[-1] if places else unit
    kind = ISSUER_OF[Of(report.document.side)]
    return Unit.objects.filter(parent=home, kind=kind, ended_on=None).order_by("pk").first() or unit


def draft_of(
    report: Report, *, user: User, base: str, known_on: datetime | None = None, tell: Tell = lambda *_said: None
) -> Draft:
    """The report as known at a moment, drawn in the built-in layout or the organ's own template. Raises Refused."""
    organ, moment = issuing_organ(report), known_on or timezone.now()
    tell(0, STEPS, _("Reading the figures …"))
    with override("vi"):
        content = queries.report_content(report, user=user, known_on=known_on)
    tell(4, STEPS, _("Drawing and writing the paper …"))
    on = timezone.localdate(moment)
    docx = word_paper(content, on=on, proof=proofs(base, content.as_of), draw=drawer_for(organ, "report"))
    return Draft(
        organ=organ,
        side=report.side,
        paper_type="report",
        symbol=content.organs.symbol,
        place=content.organs.place,
        title=report.title,
        docx=docx,
        data=canonical(data_of(content)),
        as_of=content.as_of,
        known_at=moment,
        source_kind=SOURCE,
        source_id=str(report.pk),
    )


def data_of(content: ReportContent) -> dict[str, Any]:
    """What the paper was made from, as plain values: numbers as text, days as ISO dates."""
    with override("vi"):
        return {
            "report": content.report.pk,
            "document": content.report.document_id,
            "period": content.report.period_code,
            "as_of": content.as_of.isoformat(),
            "targets": [
                {
                    "target": row.pk,
                    "name": row.name,
                    "planned": words.planned(row),
                    "reached": words.reached(row),
                    "percent": None if row.masked or row.percent is None else str(row.percent),
                    "band": row.band,
                    "pace": row.pace or "",
                }
                for row in content.rows
            ],
            "texts": [
                {"section": part.code, "paragraphs": part.paragraphs} for part in content.sections if part.paragraphs
            ],
        }


def _compile(source: str, user: Any, base: str, known_on: datetime | None, tell: Tell) -> Draft:
    found = Report.objects.visible_to(user).select_related("unit", "document")
    report = found.filter(pk=int(source)).first() if source.isdecimal() else None
    if report is None:
        raise Refused(_("This report is not there any more, or not for you."))
    return draft_of(report, user=user, base=base, known_on=known_on, tell=tell)


def _url(source: str) -> str:
    return reverse("reports:report", args=[int(source)])


def register_all() -> None:
    producers.register(SOURCE, Producer(label=gettext_lazy("Report"), url=_url, compile=_compile))
