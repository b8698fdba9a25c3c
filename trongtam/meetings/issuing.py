"""The papers of a meeting handed to the archive to be issued. What others will read holds no name of who was absent and no
reason; the minutes with them stay with the cell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from trongtam.archive.drafts import Draft, Producer, producers
from trongtam.archive.queries import drawer_for
from trongtam.ground.errors import Refused
from trongtam.ledger.book import canonical
from trongtam.work.queries.organ import organ_of_list

from .models import Meeting
from .papers.making import PAPERS, offered, paper_of
from .queries.record import Record, record_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User

Tell = Callable[[int, int, str], None]
SOURCES = {name: f"meetings.{name}" for name in PAPERS}


def draft_of(name: str, meeting: Meeting, *, user: User) -> Draft:
    """The paper as things stand now, in the built-in layout or the organ's own template."""
    made, moment = PAPERS[name], timezone.now()
    today = timezone.localdate(moment)
    with override("vi"):
        record, organ = record_of(meeting, user, names=False), organ_of_list(meeting.unit)
        docx = drawer_for(organ.unit, made.paper_type)(paper_of(name, record, organ, on=today))
        title = made.abstract(record)
    return Draft(
        organ=organ.unit,
        side=organ.side,
        paper_type=made.paper_type,
        symbol=organ.symbol(made.paper_type),
        place=organ.place,
        title=title[:1].upper() + title[1:],
        docx=docx,
        data=canonical(_data(record)),
        as_of=meeting.held_on,
        known_at=moment,
        source_kind=SOURCES[name],
        source_id=str(meeting.pk),
    )


def _data(record: Record) -> dict[str, Any]:
    meeting, told = record.meeting, record.roll.tally
    return {
        "unit": meeting.unit_id,
        "meeting": meeting.pk,
        "held_on": meeting.held_on.isoformat() if meeting.held_on else None,
        "attendance": [told.present, told.base, told.unexcused] if told is not None else None,
        "points": [[one.title, one.outcome] for one in record.items],
        "decisions": [[one.pk, one.text, one.due.isoformat()] for one in record.decisions],
        "scores": [[one.column, str(one.total), one.level] for one in record.scores],
    }


def _compile(name: str, source: str, user: Any, base: str, known_on: datetime | None, tell: Tell) -> Draft:
    related = ("unit__parent", "chair", "taker")
    found = (
        Meeting.objects.visible_to(user).select_related(*related).filter(pk=int(source) if source.isdecimal() else 0)
    )
    meeting = found.first()
    if meeting is None or name not in offered(meeting):
        raise Refused(_("This meeting is not there any more, or not for you."))
    if known_on is not None:
        raise Refused(_("A meeting is read as it stands today. What was issued is in its frozen files."))
    tell(0, 1, _("Writing the paper …"))
    return draft_of(name, meeting, user=user)


def _url(source: str) -> str:
    return reverse("meetings:meeting", args=[source])


def register_all() -> None:
    for name, made in PAPERS.items():
        producers.register(SOURCES[name], Producer(label=made.name, url=_url, compile=partial(_compile, name)))
