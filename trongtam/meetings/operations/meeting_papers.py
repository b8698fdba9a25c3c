"""The papers that are read before a meeting and lie on its table: brought while it is prepared or held, taken out again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from trongtam.archive.models import StoredFile
from trongtam.ground.errors import Refused
from trongtam.ledger import book

from ..life import OPEN
from ..models import Meeting, MeetingPaper
from ..rules import record as rules
from .attendance import lock_for

if TYPE_CHECKING:
    from trongtam.accounts.models import User

MOST_PAPERS = 20


@transaction.atomic
def bring_papers(
    meeting: Meeting, files: Sequence[StoredFile], *, by: User, at: datetime | None = None
) -> list[MeetingPaper]:
    """Lay papers beside the agenda; who reads the invitation reads them. One that lies there already is not laid again. Raises
    NotAllowed; Refused: none, too many, or the meeting is over."""
    held = lock_for(meeting, by=by, rule=rules.can_keep_record, who=rules.who_keeps_record, states=OPEN)
    if not files:
        raise Refused(_("Choose a paper for the meeting."), field="evidence")
    known = set(MeetingPaper.objects.filter(meeting=held).values_list("file_id", flat=True))
    fresh = [one for one in dict.fromkeys(files) if one.pk not in known]
    if len(known) + len(fresh) > MOST_PAPERS:
        raise Refused(_("A meeting takes at most %(most)d papers.") % {"most": MOST_PAPERS}, field="evidence")
    made = MeetingPaper.objects.bulk_create(MeetingPaper(meeting=held, file=one) for one in fresh)
    after, proxy = {"files": [one.pk for one in fresh]}, rules.is_proxy(by, held.unit)
    book.write("meetings.papers_brought", by=by, on=held, unit=held.unit, after=after, proxy=proxy, at=at)
    return made


@transaction.atomic
def take_paper_out(paper: MeetingPaper, *, by: User, at: datetime | None = None) -> Meeting:
    """It does not belong there after all; the file itself stays in the archive. Raises NotAllowed, Refused."""
    held = lock_for(paper.meeting, by=by, rule=rules.can_keep_record, who=rules.who_keeps_record, states=OPEN)
    before, proxy = {"files": [paper.file_id]}, rules.is_proxy(by, held.unit)
    MeetingPaper.objects.filter(pk=paper.pk).delete()
    book.write("meetings.paper_taken_out", by=by, on=held, unit=held.unit, before=before, proxy=proxy, at=at)
    return held
