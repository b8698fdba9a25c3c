"""The Front says what it found or thinks of a draft; who is asked replies; the Front settles it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.vntext import fold
from trongtam.ledger import book
from trongtam.org.models import Unit

from .. import rules
from ..models import FrontKind, FrontOpinion, FrontState
from .senses import refuse_future, words_given

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the Front says, about what, and who replies by when."""

    kind: str
    about: str
    on: date
    conclusion: str
    reply_from: Unit
    reply_due: date


@transaction.atomic
def record_opinion(unit: Unit, opinion: Opinion, *, by: User, at: datetime | None = None) -> FrontOpinion:
    """Raises NotAllowed; Refused: no words, days in the wrong order, a reply owed by the Front itself or from elsewhere."""
    held = Unit.objects.select_for_update(of=("self",)).select_related("parent").get(pk=unit.pk)
    if not rules.can_record_opinion(by, held):
        raise NotAllowed(rules.who_records_opinions(held))
    if opinion.kind not in FrontKind.values:
        raise Refused(_("Please choose the kind."), field="kind")
    about = words_given(" ".join(opinion.about.split()), "about", _("Please say what it is about."), 400)
    said = words_given(opinion.conclusion, "conclusion", _("Please write the conclusion."))
    refuse_future(opinion.on, at)
    if opinion.reply_due < opinion.on:
        raise Refused(_("The reply is due before the conclusion. Please check both days."), field="reply_due")
    _check_reply_from(held, opinion.reply_from)
    made = FrontOpinion.objects.create(
        unit=held,
        keeper=held,
        kind=opinion.kind,
        about=about,
        folded=fold(about)[:400],
        on=opinion.on,
        conclusion=said,
        reply_from=opinion.reply_from,
        reply_due=opinion.reply_due,
        made_at=at or timezone.now(),
        made_by=by,
    )
    after = {"about": about, "reply_from": opinion.reply_from, "due": opinion.reply_due}
    book.write("inspection.opinion_recorded", by=by, on=made, unit=held, after=after, at=at)
    return made


def _check_reply_from(front: Unit, asked: Unit) -> None:
    place = front.parent.path if front.parent is not None else front.path
    if asked.pk == front.pk or not asked.path.startswith(place):
        raise Refused(_("The reply is owed by an organ of the same place."), field="reply_from")


@transaction.atomic
def reply_to_opinion(
    opinion: FrontOpinion, *, by: User, reply: str, on: date, at: datetime | None = None
) -> FrontOpinion:
    """Raises NotAllowed, Refused."""
    held = _locked(opinion)
    if not rules.can_reply(by, held):
        raise NotAllowed(rules.who_replies(held))
    if held.state != FrontState.WAITING:
        raise Refused(_("This has its reply already."))
    refuse_future(on, at)
    if on < held.on:
        raise Refused(_("The day lies before the conclusion. Please check it."), field="on")
    held.reply = words_given(reply, "reply", _("Please write the reply."))
    held.state, held.replied_on = FrontState.REPLIED, on
    held.save(update_fields=["reply", "state", "replied_on"])
    book.write("inspection.opinion_replied", by=by, on=held, unit=held.reply_from, after={"on": on}, at=at)
    return held


@transaction.atomic
def settle_opinion(opinion: FrontOpinion, *, by: User, on: date, at: datetime | None = None) -> FrontOpinion:
    """The Front takes note of the reply. Raises NotAllowed, Refused."""
    held = _locked(opinion)
    if not rules.can_settle_opinion(by, held):
        raise NotAllowed(rules.who_records_opinions(held.keeper))
    if held.state != FrontState.REPLIED:
        raise Refused(_("It is settled when the reply has come, and once only."))
    refuse_future(on, at)
    held.state, held.settled_on = FrontState.SETTLED, on
    held.save(update_fields=["state", "settled_on"])
    book.write("inspection.opinion_settled", by=by, on=held, unit=held.keeper, after={"on": on}, at=at)
    return held


def _locked(opinion: FrontOpinion) -> FrontOpinion:
    rows = FrontOpinion.objects.select_for_update(of=("self",)).select_related("unit", "keeper", "reply_from")
    return rows.get(pk=opinion.pk)
