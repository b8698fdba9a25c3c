"""What all steps of a paper share: the paper is locked and looked at again, and the step is written down."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.archive import rules
from trongtam.archive.issuing import steps
from trongtam.archive.models import IssuedPaper, PaperState, PaperStep
from trongtam.ground.errors import NotAllowed, Refused

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def locked(paper: IssuedPaper) -> IssuedPaper:
    return IssuedPaper.objects.select_for_update(of=("self",)).select_related("organ").get(pk=paper.pk)


def take(paper: IssuedPaper, act: str, *, by: User, seen: int) -> IssuedPaper:
    """The locked paper, if the person may, saw its last step and the act follows on its state. Raises NotAllowed, Refused."""
    paper = locked(paper)
    if not rules.can_take_further(by, paper):
        raise NotAllowed(rules.who_can_issue(paper.organ))
    if paper.turn != seen:
        raise Refused(_overtaken(paper))
    refuse_impossible(paper, act)
    return paper


def refuse_impossible(paper: IssuedPaper, act: str) -> None:
    if act not in steps.possible(paper.state):
        sentence = _("This cannot be done now: the paper is “%(state)s”.")
        raise Refused(sentence % {"state": PaperState(paper.state).label})


def _overtaken(paper: IssuedPaper) -> str:
    last = paper.steps.select_related("by").last()
    who = last.by.display_name if last and last.by else "…"
    when = timezone.localtime(last.at) if last else timezone.localtime()
    sentence = _(
        "%(who)s was quicker (%(when)s): the paper is now “%(state)s”. Nothing was done twice; look at it again."
    )
    return sentence % {
        "who": who,
        "when": f"{when:%H:%M %d/%m/%Y}",
        "state": PaperState(paper.state).label,
    }


def walk(paper: IssuedPaper, act: str, *, by: User, at: datetime, note: str = "", **changed: object) -> PaperStep:
    """Take the step: the new state, one turn more, and whatever columns the act changed."""
    paper.state = steps.after(paper.state, act)
    paper.turn += 1
    for name, value in changed.items():
        setattr(paper, name, value)
    paper.save(update_fields=["state", "turn", *changed])
    return record(paper, act, by=by, at=at, note=note)


def record(paper: IssuedPaper, act: str, *, by: User, at: datetime, note: str = "") -> PaperStep:
    return PaperStep.objects.create(paper=paper, turn=paper.turn, act=act, state=paper.state, note=note, by=by, at=at)


def reason_given(reason: str) -> str:
    """The reason in one piece. Raises Refused where there is none."""
    plain = " ".join(reason.split())
    if len(plain) < 3:
        raise Refused(_("Please give the reason in a few words."), field="reason")
    return plain
