"""What a meeting decides: who does what, by when. It becomes work when the meeting ends."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused
from trongtam.ground.vntext import fold
from trongtam.org.models import Person, Post, Unit
from trongtam.org.models.units import on_date
from trongtam.work import rules as of_work

from ..life import Act
from ..models import AgendaItem, Decision, Meeting
from ..queries.people import people_of, units_of
from .walking import Meanwhile, lock_meeting, tell

if TYPE_CHECKING:
    from trongtam.accounts.models import User

LONGEST = 400
MOST_YEARS = 1


@transaction.atomic
def decide(
    meeting: Meeting,
    *,
    by: User,
    text: str,
    holder: Person | Unit | None,
    due: date | None,
    item: AgendaItem | None = None,
    at: datetime | None = None,
) -> Decision:
    """Write a decision down. The same words for the same holder and day again are no second decision.

    Raises NotAllowed; Refused: no words or too many, nobody who does it, no day, a day that has gone, a stranger to the unit.
    """
    held = lock_meeting(meeting, Act.DECIDE, by=by)
    text = _checked(held, text, holder, due)
    assert holder is not None and due is not None
    unit, person = (holder, None) if isinstance(holder, Unit) else (None, holder)
    same = held.decisions.filter(text=text, holder_unit=unit, holder_person=person, due=due).first()
    if same is not None:
        return same
    made = Decision.objects.create(
        meeting=held,
        item=item,
        owner=held.unit,
        text=text,
        folded=fold(text)[:LONGEST],
        holder_unit=unit,
        holder_person=person,
        due=due,
        first_due=due,
        made_by=by,
        made_at=at or timezone.now(),
    )
    tell(held, "meetings.decided", by=by, at=at, decision=made.pk, text=text, holder=holder, due=due)
    return made


@transaction.atomic
def change_decision(
    decision: Decision,
    *,
    by: User,
    text: str,
    holder: Person | Unit | None,
    due: date | None,
    seen: str | None = None,
    at: datetime | None = None,
) -> Decision:
    """Other words, another holder or day, as long as the meeting runs. `seen`: the words that the person looked at. Raises
    NotAllowed, Refused, Meanwhile."""
    held = lock_meeting(decision.meeting, Act.DECIDE, by=by)
    made = Decision.objects.select_for_update().get(pk=decision.pk)
    _check_not_begun(made)
    text = _checked(held, text, holder, due)
    assert holder is not None and due is not None
    if seen is not None and seen != made.text and made.text != text:
        raise Meanwhile(made.text, text, field="text")
    before = {"text": made.text, "due": made.due}
    made.text, made.folded, made.due, made.first_due = text, fold(text)[:LONGEST], due, due
    made.holder_unit, made.holder_person = (holder, None) if isinstance(holder, Unit) else (None, holder)
    made.save()
    tell(held, "meetings.decision_changed", by=by, at=at, before=before, decision=made.pk, text=text, due=due)
    return made


@transaction.atomic
def take_decision_back(decision: Decision, *, by: User, at: datetime | None = None) -> Meeting:
    """It was not decided after all; as long as the meeting runs. The book keeps what stood there. Raises NotAllowed, Refused."""
    held = lock_meeting(decision.meeting, Act.DECIDE, by=by)
    _check_not_begun(Decision.objects.get(pk=decision.pk))
    before = {"decision": decision.pk, "text": decision.text, "due": decision.due}
    Decision.objects.filter(pk=decision.pk).delete()
    tell(held, "meetings.decision_taken_back", by=by, at=at, before=before)
    return held


def _check_not_begun(decision: Decision) -> None:
    """Of a meeting that was opened again. Raises Refused."""
    if decision.work_id is not None:
        raise Refused(_("Its holder has begun already. Please change it at the work itself, or at the next meeting."))


def _checked(held: Meeting, text: str, holder: Person | Unit | None, due: date | None) -> str:
    """The words in one line; the rest makes sense. Raises Refused."""
    words = " ".join(text.split())
    assert held.held_on is not None
    if not words:
        raise Refused(_("Please say what is decided."), field="text")
    if len(words) > LONGEST:
        raise Refused(_("Please say it in at most %(most)s signs.") % {"most": LONGEST}, field="text")
    if holder is None:
        raise Refused(_("Please choose who does it: a decision without anybody is nobody's work."), field="holder")
    if due is None:
        raise Refused(_("Please say by when it is to be done."), field="due")
    if due < held.held_on:
        raise Refused(_("The day lies before the meeting. Please check it."), field="due")
    if due.year > held.held_on.year + MOST_YEARS:
        raise Refused(_("A decision is for this year or the next one."), field="due")
    if not _belongs(held, holder):
        told = {"holder": str(holder), "unit": held.unit.name}
        raise Refused(_("%(holder)s does not belong to %(unit)s on the day of the meeting.") % told, field="holder")
    return words


def _belongs(held: Meeting, holder: Person | Unit) -> bool:
    assert held.held_on is not None
    if isinstance(holder, Unit):
        return any(one.pk == holder.pk for one in units_of(held.unit, held.held_on))
    if people_of(held.unit, held.held_on).filter(pk=holder.pk).exists():
        return True
    posts = Post.objects.filter(on_date(held.held_on), person=holder).select_related("unit")
    return any(post.unit.path.startswith(of_work.territories(held.unit)) for post in posts)
