"""A delegate's contact session is written down with its opinions, several at once, each to whoever answers it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book
from trongtam.org.models import Person, Unit
from trongtam.org.reach import Reach

from .. import rules
from ..models import Recommendation, SourceKind, VoterSession
from ..queries.voters import delegates_of
from .recommendations import raise_recommendation
from .said import check_not_future, checked_text, refuse_denunciation

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@dataclass(frozen=True, slots=True)
class Opinion:
    """One opinion, without a name: a field of competence or an organ; with neither the committee passes it on."""

    text: str
    field: str = ""
    organ: Unit | None = None


@transaction.atomic
def record_voter_session(
    unit: Unit,
    *,
    by: User,
    delegate: Person,
    on: date,
    place: str,
    opinions: Sequence[Opinion],
    at: datetime | None = None,
) -> VoterSession:
    """Write a contact session down; each opinion becomes a recommendation that is owed an answer. All are kept or none.

    Raises NotAllowed; Refused: no delegate of this place, no opinion, a denunciation, a day in the future, written down already.
    """
    if not rules.voters.can_record_session(by, unit):
        raise NotAllowed(rules.voters.who_may_record(unit))
    where = checked_text(place, field="place", needed=_("Please say where the voters were met."))
    check_not_future(on, at)
    refuse_denunciation(**{f"line_{place}": one.text for place, one in enumerate(opinions)})
    if not opinions:
        raise Refused(_("Please write at least one opinion."), field="lines")
    if delegate.pk not in {post.person_id for post in delegates_of(unit, on)}:
        raise Refused(_("Please choose a delegate of this place who holds the post on that day."), field="delegate")
    if VoterSession.objects.filter(unit=unit, delegate=delegate, on=on, place=where).exists():
        raise Refused(_("This session is written down already. Its opinions stand there."), field="on")
    proxy = Reach.of(by).person_id != delegate.pk
    moment = at or timezone.now()
    session = VoterSession.objects.create(
        unit=unit, delegate=delegate, on=on, place=where, by=by, at=moment, proxy=proxy
    )
    for opinion in opinions:
        _add(session, opinion, by=by, at=moment)
    after = {"opinions": len(opinions), "on": on}
    book.write("support.voters_met", by=by, on=session, unit=unit, after=after, proxy=proxy, at=moment)
    return session


def _add(session: VoterSession, opinion: Opinion, *, by: User, at: datetime) -> Recommendation:
    return raise_recommendation(
        session.unit,
        by=by,
        text=opinion.text,
        source_kind=SourceKind.VOTERS,
        source_id=session.pk,
        source_text=session.place,
        field=opinion.field,
        organ=opinion.organ,
        on=session.on,
        at=at,
    )
