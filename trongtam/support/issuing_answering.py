"""The papers of this part handed to the archive to be issued. Source of a summary: `unit.since.until`; of a session: its id."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from trongtam.archive.drafts import Draft, Producer, producers
from trongtam.archive.queries import drawer_for
from trongtam.ground.errors import Refused
from trongtam.ledger.book import canonical
from trongtam.org.models import Unit
from trongtam.work.queries.organ import organ_of_list

from .models import WorkingSession
from .papers import sessions as session_paper
from .papers import voters as voters_paper
from .queries.voters import Summary, summary

if TYPE_CHECKING:
    from trongtam.accounts.models import User

Tell = Callable[[int, int, str], None]
VOTERS, SESSION = "support.voters", "support.session"


@dataclass(frozen=True, slots=True)
class Span:
    """The summary of a place from a day until another."""

    unit: Unit
    since: date
    until: date

    @property
    def source(self) -> str:
        return f"{self.unit.pk}.{self.since.isoformat()}.{self.until.isoformat()}"


def span_of(source: str, user: User) -> Span:
    """Raises Refused for what is no source, or not for this person."""
    pk, _dot, rest = source.partition(".")
    since, _dot, until = rest.partition(".")
    try:
        first, last = date.fromisoformat(since), date.fromisoformat(until)
    except ValueError as error:
        raise Refused(_("This summary is not there any more, or not for you.")) from error
    unit = Unit.objects.visible_to(user).filter(pk=pk).first() if pk.isdecimal() else None
    if unit is None:
        raise Refused(_("This summary is not there any more, or not for you."))
    return Span(unit, first, last)


def voters_draft(source: str, user: Any, base: str, known_on: datetime | None, tell: Tell) -> Draft:
    """The summary as things stand now. Raises Refused."""
    if known_on is not None:
        raise Refused(_("It is read as things stand today. How it stood is in the frozen files of the paper."))
    span, today = span_of(source, user), timezone.localdate()
    tell(0, 2, _("Reading the opinions …"))
    told, organ = summary(span.unit, span.since, span.until, user), voters_paper.organ_of(span.unit)
    tell(1, 2, _("Writing the paper …"))
    with override("vi"):
        draw = drawer_for(organ.unit, "report")
    docx = voters_paper.word(told, organ, on=today, href=lambda path: f"{base}{path}", draw=draw)
    name = voters_paper.title(told)
    return Draft(
        organ=organ.unit,
        side=organ.side,
        paper_type="report",
        symbol=organ.symbol("report"),
        place=organ.place,
        title=name[:1].upper() + name[1:],
        docx=docx,
        data=canonical(data_of(told)),
        as_of=today,
        known_at=timezone.now(),
        source_kind=VOTERS,
        source_id=source,
    )


def data_of(told: Summary) -> dict[str, Any]:
    """What the paper was made from, as plain values."""
    return {
        "unit": told.unit.pk,
        "since": told.since.isoformat(),
        "until": told.until.isoformat(),
        "sessions": [[one.pk, one.on.isoformat(), one.place] for one in told.sessions],
        "opinions": [
            {
                "recommendation": one.recommendation.pk,
                "text": one.recommendation.text,
                "organ": one.recommendation.organ_id,
                "state": one.recommendation.state,
                "answer": one.answer,
            }
            for one in told.lines
        ],
    }


def session_draft(source: str, user: Any, _base: str, known_on: datetime | None, tell: Tell) -> Draft:
    """The conclusion of a working session. Raises Refused: not concluded yet."""
    if known_on is not None:
        raise Refused(_("It is read as things stand today. How it stood is in the frozen files of the paper."))
    seen = WorkingSession.objects.visible_to(user).select_related("unit__parent")
    session = seen.filter(pk=source).first() if source.isdecimal() else None
    if session is None or not session.conclusion:
        raise Refused(_("This session is not concluded yet, or not for you."))
    tell(0, 1, _("Writing the paper …"))
    organ = organ_of_list(session.unit)
    docx = session_paper.word(session, organ, on=timezone.localdate(), draw=drawer_for(organ.unit, "notice"))
    name = session_paper.title(session)
    data = {
        "session": session.pk,
        "presented": session.presented_hash,
        "conclusion": session.conclusion,
        "directions": [[one.pk, one.speaker, one.text] for one in session.directions.all()],
    }
    return Draft(
        organ=organ.unit,
        side=organ.side,
        paper_type="notice",
        symbol=organ.symbol("notice"),
        place=organ.place,
        title=name[:1].upper() + name[1:],
        docx=docx,
        data=canonical(data),
        as_of=session.on,
        known_at=timezone.now(),
        source_kind=SESSION,
        source_id=source,
    )


def _voters_url(source: str) -> str:
    pk, _dot, rest = source.partition(".")
    since, _dot, until = rest.partition(".")
    unit = Unit.objects.get(pk=pk)
    return f"{reverse('support:voters', args=[unit.code])}?since={since}&until={until}"


def register_all() -> None:
    producers.register(
        VOTERS, Producer(label=gettext_lazy("Summary of voters' opinions"), url=_voters_url, compile=voters_draft)
    )
    producers.register(
        SESSION,
        Producer(
            label=gettext_lazy("Conclusion of a working session"),
            url=lambda source: reverse("support:working_session", args=[source]),
            compile=session_draft,
        ),
    )
