"""What became of a paper owed upward: sent with its proof, or not asked for this time; and that taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.archive.models import IssuedPaper, StoredFile
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.ledger import book

from .. import rules
from ..models import Dispatch, DispatchKind, Duty
from ..queries.duties import OwedPaper, issued_for, paper_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@dataclass(frozen=True)
class Proof:
    """That a paper was sent: a stored file, the number and day of the paper, or a paper that this program issued."""

    file: StoredFile | None = None
    number: str = ""
    dated: date | None = None
    paper: IssuedPaper | None = None


@transaction.atomic
def mark_sent(
    duty: Duty,
    period: Period,
    *,
    by: User,
    sent_on: date,
    proof: Proof,
    note: str = "",
    at: datetime | None = None,
) -> Dispatch:
    """Note that the paper of a period was sent, with its proof. Raises NotAllowed, Refused."""
    paper = _open_paper(duty, period, by, at)
    if sent_on > timezone.localdate(at):
        raise Refused(_("This day lies in the future."), field="sent_on")
    if sent_on < period.start and not paper.duty.is_once:
        raise Refused(_("A paper cannot be sent before its period has begun."), field="sent_on")
    number = " ".join(proof.number.split())
    if bool(number) != (proof.dated is not None):
        missing = "dated" if number else "number"
        raise Refused(_("Number and day belong together: give both."), field=missing)
    if proof.file is None and proof.paper is None and not number:
        raise Refused(_("Give a proof: a file, or number and day of the paper."), field="number")
    if proof.dated is not None and proof.dated > sent_on:
        raise Refused(_("The paper cannot be dated after the day it was sent."), field="dated")
    if proof.paper is not None and not issued_for(duty.unit, by).filter(pk=proof.paper.pk).exists():
        raise Refused(_("Choose a signed paper of this unit."), field="paper")
    made = Dispatch(kind=DispatchKind.SENT, sent_on=sent_on, number=number, dated=proof.dated, note=note.strip())
    made.proof, made.paper = proof.file, proof.paper
    return _noted("reports.owed_paper_sent", made, paper, by, at)


@transaction.atomic
def mark_not_asked(duty: Duty, period: Period, *, by: User, reason: str, at: datetime | None = None) -> Dispatch:
    """Note that the superior does not ask for the paper this time. Raises NotAllowed, Refused."""
    paper = _open_paper(duty, period, by, at)
    if not reason.strip():
        raise Refused(_("Say why it is not asked for this time."), field="reason")
    made = Dispatch(kind=DispatchKind.NOT_ASKED, note=reason.strip())
    return _noted("reports.owed_paper_not_asked", made, paper, by, at)


@transaction.atomic
def take_back(dispatch: Dispatch, *, by: User, reason: str, at: datetime | None = None) -> Dispatch:
    """What was noted of a paper was wrong: it is owed again, and the note stays with the reason. Raises NotAllowed, Refused."""
    dispatch = Dispatch.objects.select_for_update(of=("self",)).select_related("duty__unit").get(pk=dispatch.pk)
    duty = dispatch.duty
    if not rules.can_settle_paper(by, duty):
        raise NotAllowed(rules.who_may_settle_paper(duty))
    if dispatch.withdrawn_at is not None:
        raise Refused(_("This was taken back already."))
    if not reason.strip():
        raise Refused(_("Say why this is taken back."), field="reason")
    dispatch.withdrawn_at, dispatch.withdrawn_reason = at or timezone.now(), reason.strip()
    dispatch.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    before = {"period": dispatch.period_code, "kind": dispatch.kind, "sent_on": dispatch.sent_on}
    after = {"reason": dispatch.withdrawn_reason}
    book.write("reports.owed_paper_taken_back", by=by, on=dispatch, unit=duty.unit, before=before, after=after, at=at)
    return dispatch


def _open_paper(duty: Duty, period: Period, by: User, at: datetime | None) -> OwedPaper:
    """The paper, with its duty locked; refused where it is not owed or something was noted already."""
    duty = Duty.objects.select_for_update(of=("self",)).select_related("unit").get(pk=duty.pk)
    if not rules.can_settle_paper(by, duty):
        raise NotAllowed(rules.who_may_settle_paper(duty))
    paper = paper_of(duty, period.code, timezone.localdate(at))
    if paper is None:
        raise Refused(_("No such paper is owed for this period."))
    if not paper.is_open:
        raise Refused(_("It has been noted already what became of this paper."))
    return paper


def _noted(act: str, made: Dispatch, paper: OwedPaper, by: User, at: datetime | None) -> Dispatch:
    made.duty, made.period_code, made.due_on = paper.duty, paper.period.code, paper.due
    made.by, made.at = by, at or timezone.now()
    made.save()
    after = {
        "period": made.period_code,
        "due_on": made.due_on,
        "sent_on": made.sent_on,
        "number": made.number,
        "dated": made.dated,
        "file": made.proof.sha256 if made.proof else "",
        "paper": made.paper_id,
        "note": made.note,
    }
    book.write(act, by=by, on=made, unit=paper.duty.unit, after=after, at=at)
    return made
