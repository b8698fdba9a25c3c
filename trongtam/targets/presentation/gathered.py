"""What rounds make of an entry sheet, in the words of its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Submission, SubmissionState
from .rounds import round_name
from .words import day

if TYPE_CHECKING:
    from ..queries import EntrySheet


@dataclass(frozen=True)
class Gathered:
    """`said`: what sending will do, or what became of it; `reason`: why the office wants it changed; `recall`: the submission
    that may be taken back; `round`: where all of it stands."""

    said: str
    reason: str
    recall: Submission | None
    round: int


def gathered(sheet: EntrySheet) -> list[Gathered]:
    """For each round that waits for the sheet, else for the one that keeps its figures."""
    if sheet.sent is not None:
        return [_kept(sheet.sent)]
    return [_waits(one) for one in sheet.to_send]


def _waits(one: Submission) -> Gathered:
    names = {"round": round_name(one.round), "due": day(one.round.due_on)}
    said = _("%(round)s, due %(due)s: sending this sheet sends it to the office.") % names
    reason = ""
    if one.reason and one.state == SubmissionState.RETURNED:
        reason = _("The office sent it back: %(reason)s") % {"reason": one.reason}
    elif one.reason:
        reason = _("The office opened it again: %(reason)s") % {"reason": one.reason}
    return Gathered(said, reason, None, one.round_id)


def _kept(one: Submission) -> Gathered:
    names = {"round": round_name(one.round), "day": day(timezone.localdate(one.sent_at)) if one.sent_at else ""}
    said: dict[str, str] = {
        SubmissionState.SUBMITTED: _("%(round)s: sent on %(day)s, the office has not answered yet."),
        SubmissionState.ACCEPTED: _(
            "%(round)s: the office has accepted these figures. To change them it opens them again."
        ),
        SubmissionState.LOCKED: _("%(round)s: these figures are locked. To change them the office opens them again."),
    }
    recall = one if one.state == SubmissionState.SUBMITTED else None
    return Gathered(said[one.state] % names, "", recall, one.round_id)
