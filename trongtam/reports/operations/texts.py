"""People write what figures do not say. Two clerks at once lose nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.archive.operations import refuse_marked_text
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book

from .. import rules
from ..models import Report, ReportText
from ..problems import Stale

if TYPE_CHECKING:
    from trongtam.accounts.models import User

LONGEST = 50_000


@dataclass(frozen=True)
class Written:
    """What a person typed into a section; `expected` is the version he saw (0: the section was empty).

    `confirmed`: a carried text that he has looked at and lets stand as it is.
    """

    text: str
    expected: int
    confirmed: bool = False


@transaction.atomic
def write_texts(
    report: Report, written: Mapping[str, Written], *, by: User, at: datetime | None = None
) -> list[ReportText]:
    """Keep the texts of some sections; those that say the same as before stay untouched. Answers what changed.

    Raises NotAllowed, Refused (unknown section, too long), Stale (someone wrote another text meanwhile; nothing is kept).
    """
    moment = at or timezone.now()
    report = Report.objects.select_for_update(of=("self",)).select_related("unit").get(pk=report.pk)
    if not rules.can_write_texts(by, report):
        raise NotAllowed(rules.who_may_report(report.unit))
    typed = {code: _tidy(report, code, one) for code, one in written.items()}
    standing = {text.section: text for text in report.texts.select_related("written_by")}
    changed = {code: one for code, one in typed.items() if _changes(standing.get(code), one)}
    _refuse_stale(changed, standing)
    before = {code: standing[code].text if code in standing else "" for code in changed}
    kept = [_put(report, code, one, standing.get(code), by, moment) for code, one in changed.items()]
    if kept:
        after = {text.section: text.text for text in kept}
        book.write("reports.texts_written", by=by, on=report, unit=report.unit, before=before, after=after, at=at)
    return kept


def _tidy(report: Report, code: str, one: Written) -> Written:
    section = report.outline.section(code)
    if section is None or not section.is_written:
        raise Refused(_("Nothing is written in this part of the report."), field=code)
    text = "\n".join(line.rstrip() for line in one.text.replace("\0", "").splitlines()).strip()
    refuse_marked_text(text, field=code)
    if len(text) > LONGEST:
        raise Refused(_("This text is too long: at most %(most)s signs.") % {"most": LONGEST}, field=code)
    return Written(text, one.expected, one.confirmed)


def _changes(standing: ReportText | None, one: Written) -> bool:
    if standing is None:
        return bool(one.text)
    return one.text != standing.text or (one.confirmed and standing.carried_from_id is not None)


def _refuse_stale(changed: Mapping[str, Written], standing: Mapping[str, ReportText]) -> None:
    found = {
        code: standing[code]
        for code, one in changed.items()
        if code in standing and standing[code].version != one.expected
    }
    if found:
        raise Stale(_("Someone else has written here meanwhile. Both texts are shown: choose, then keep again."), found)


def _put(
    report: Report, code: str, one: Written, standing: ReportText | None, by: User, moment: datetime
) -> ReportText:
    text = standing or ReportText(report=report, section=code, version=0)
    text.text, text.version, text.carried_from = one.text, text.version + 1, None
    text.written_by, text.written_at = by, moment
    text.save()
    return text
