"""A working session is opened, the standing presented is frozen, directions are written down and followed up."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.locking import locked
from trongtam.ground.periods import Period
from trongtam.ledger import book
from trongtam.org.models import Unit
from trongtam.resolutions.models import Document

from .. import rules
from ..models import Direction, Participant, Recommendation, Result, Side, SourceKind, WorkingSession
from ..queries.sessions import standing_of
from .recommendations import raise_recommendation
from .said import check_not_future, checked_text, day_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who took part, by post or role."""

    role: str
    side: str = Side.SUPERIOR


@transaction.atomic
def open_working_session(
    unit: Unit,
    *,
    by: User,
    title: str,
    superior: str,
    on: date,
    place: str = "",
    participants: Sequence[Who] = (),
    follows: WorkingSession | None = None,
    document: Document | None = None,
    at: datetime | None = None,
) -> WorkingSession:
    """Write down that a superior works with a unit. Raises NotAllowed; Refused: no title, nobody came, written down already, a
    session before it of another unit or of a later day."""
    if not rules.voters.can_keep_session(by, unit):
        raise NotAllowed(rules.voters.who_may_keep(unit))
    name = checked_text(title, field="title", needed=_("Please say what the session is about."))
    came = checked_text(superior, field="superior", needed=_("Please say who comes."))
    if follows is not None and (follows.unit_id != unit.pk or follows.on >= on):
        raise Refused(_("The session before has to be one of the same unit, and earlier."), field="follows")
    if WorkingSession.objects.filter(unit=unit, on=on, title=name).exists():
        raise Refused(_("This session is written down already."), field="title")
    session = WorkingSession.objects.create(
        unit=unit,
        title=name,
        superior=came,
        on=on,
        place=place.strip(),
        follows=follows,
        document=document,
        made_by=by,
        made_at=at or timezone.now(),
    )
    Participant.objects.bulk_create(
        Participant(session=session, order=number, side=one.side, role=one.role.strip())
        for number, one in enumerate(participants, start=1)
        if one.role.strip()
    )
    book.write("support.session_opened", by=by, on=session, unit=unit, after={"on": on, "title": name}, at=at)
    return session


@transaction.atomic
def present_standing(
    session: WorkingSession,
    *,
    by: User,
    period: Period,
    as_of: date | None = None,
    at: datetime | None = None,
) -> WorkingSession:
    """Freeze the standing of the unit as it is presented: the figures of its board on the day, as plain data with their SHA-256.

    `as_of`: the day that the figures speak of where it is not the day of the session (estimates until the end of the month).

    Raises NotAllowed; Refused: frozen already, no target in the period, figures of a later month.
    """
    held = _held(session, by)
    if held.presented is not None:
        raise Refused(_("The standing of this session is frozen already; what was presented stays as it was."))
    day = as_of or min(held.on, day_of(at))
    if (day.year, day.month) > (held.on.year, held.on.month):
        raise Refused(_("These figures speak of a time after the session."), field="period")
    data = standing_of(held.unit, period, day, by)
    if not data["targets"]:
        raise Refused(_("There is no target in this period to present."), field="period")
    held.presented, held.presented_at = data, at or timezone.now()
    held.presented_hash = hash_of(data)
    held.save(update_fields=["presented", "presented_at", "presented_hash"])
    after = {"sha256": held.presented_hash, "period": period.code}
    book.write("support.session_presented", by=by, on=held, unit=held.unit, after=after, at=at)
    return held


def hash_of(data: object) -> str:
    """SHA-256 over the canonical form of what was presented."""
    assert isinstance(data, dict)
    return hashlib.sha256(book.canonical(data)).hexdigest()


@transaction.atomic
def give_direction(
    session: WorkingSession,
    *,
    by: User,
    speaker: str,
    text: str,
    holder: Unit | None = None,
    due: date | None = None,
    at: datetime | None = None,
) -> Direction:
    """One speaker's direction. Raises NotAllowed; Refused: nothing said, concluded already, a day before the session."""
    held = _held(session, by)
    said = checked_text(text, needed=_("Please write what is directed."))
    who = checked_text(speaker, field="speaker", needed=_("Please say who directs it, by post."))
    if due is not None and due < held.on:
        raise Refused(_("This day lies before the session."), field="due")
    if holder is not None and not holder.path.startswith(held.unit.path):
        raise Refused(_("%(unit)s does not lie in the unit of the session.") % {"unit": holder.name}, field="holder")
    last = held.directions.order_by("-order").values_list("order", flat=True).first() or 0
    made = Direction.objects.create(session=held, order=last + 1, speaker=who, text=said, holder=holder, due=due)
    book.write("support.direction_given", by=by, on=made, unit=held.unit, after={"order": made.order}, at=at)
    return made


@transaction.atomic
def pass_direction_on(
    direction: Direction, *, by: User, field: str = "", organ: Unit | None = None, at: datetime | None = None
) -> Recommendation:
    """Make a direction a recommendation that an organ owes an answer to. Raises NotAllowed; Refused: it is one already."""
    held = locked(Direction.objects.select_related("session__unit"), direction.pk)
    if not rules.voters.can_change_session(by, held.session):
        raise NotAllowed(rules.voters.who_may_keep(held.session.unit))
    if held.recommendation_id is not None:
        raise Refused(_("This direction is a recommendation already."))
    made = raise_recommendation(
        held.session.unit,
        by=by,
        text=held.text,
        source_kind=SourceKind.SESSION,
        source_id=held.session_id,
        source_text=held.session.title[:300],
        field=field,
        organ=organ,
        on=min(held.session.on, day_of(at)),
        at=at,
    )
    held.recommendation = made
    held.save(update_fields=["recommendation"])
    after = {"recommendation": made.pk}
    book.write("support.direction_passed_on", by=by, on=held, unit=held.session.unit, after=after, at=at)
    return made


@transaction.atomic
def tell_result(
    direction: Direction,
    *,
    by: User,
    result: str,
    told: str,
    on: date,
    session: WorkingSession | None = None,
    at: datetime | None = None,
) -> Direction:
    """What came of a direction; told at a later session where one is named. Raises NotAllowed; Refused: no result, no words, a
    day in the future, a session of another unit or an earlier one."""
    related = ("session__unit", "holder")
    held = locked(Direction.objects.select_related(*related), direction.pk)
    if not rules.voters.can_tell_result(by, held):
        raise NotAllowed(rules.voters.who_may_keep(held.session.unit))
    if result not in Result.values or result == Result.OPEN:
        raise Refused(_("Please say how far it is."), field="result")
    said = checked_text(told, field="told", needed=_("Please write what came of it."))
    check_not_future(on, at)
    if session is not None and (session.unit_id != held.session.unit_id or session.on <= held.session.on):
        raise Refused(_("It is followed up at a later session of the same unit."))
    before = held.result
    held.result, held.told, held.told_on, held.followed_in = result, said, on, session
    held.save(update_fields=["result", "told", "told_on", "followed_in"])
    after = {"result": result, "session": session.pk if session is not None else None}
    unit = held.session.unit
    book.write(
        "support.direction_told", by=by, on=held, unit=unit, before={"result": before}, after=after, note=said, at=at
    )
    return held


@transaction.atomic
def conclude_session(
    session: WorkingSession, *, by: User, conclusion: str, at: datetime | None = None
) -> WorkingSession:
    """What the session comes to; its paper can be made then. Said anew it stands instead, the book keeps both.

    Raises NotAllowed; Refused: no words, no direction yet, before its day.
    """
    held = _held(session, by)
    said = checked_text(conclusion, field="conclusion", needed=_("Please write the conclusion."))
    if held.on > day_of(at):
        raise Refused(_("The session has not been held yet."), field="conclusion")
    if not held.directions.exists():
        raise Refused(_("Please write down what was directed first."), field="conclusion")
    before, held.conclusion = held.conclusion, said
    held.concluded_at = at or timezone.now()
    held.save(update_fields=["conclusion", "concluded_at"])
    book.write(
        "support.session_concluded", by=by, on=held, unit=held.unit, before={"conclusion": before}, note=said, at=at
    )
    return held


def _held(session: WorkingSession, by: User) -> WorkingSession:
    held = WorkingSession.objects.select_for_update(of=("self",)).select_related("unit").get(pk=session.pk)
    if not rules.voters.can_change_session(by, held):
        raise NotAllowed(rules.voters.who_may_keep(held.unit))
    return held
