"""The supervisor looks at what was handed in: sends it back, appraises it; the organ concludes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused

from .. import rules, sheets, standing
from ..life import Act
from ..models import Appraisal, Quality, Side, Work
from .reporting import take_back_own
from .walking import day_of, lock_for, walk

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def send_back_work(work: Work, *, by: User, reason: str, at: datetime | None = None) -> Work:
    """What was handed in is not there yet: back to the holder, with the reason. Raises NotAllowed, Refused."""
    held = lock_for(work, Act.SEND_BACK, by=by, rule=rules.can_appraise_work, who=rules.who_appraises, reason=reason)
    take_back_own(held, at)
    return walk(held, Act.SEND_BACK, "work.sent_back", by=by, at=at, reason=reason)


@transaction.atomic
def appraise_work(
    work: Work,
    *,
    by: User,
    done_on: date,
    quality: str,
    note: str = "",
    marks: Mapping[str, str] | None = None,
    at: datetime | None = None,
) -> Appraisal:
    """Judge a work that was handed in: finished when, how well, with the scoring sheet of its day. `marks`: item → option.

    Whether it came in time follows from the day. Raises NotAllowed; Refused: two at once, a day in the future, no quality,
    marks that the sheet does not know.
    """
    held = lock_for(work, Act.APPRAISE, by=by, rule=rules.can_appraise_work, who=rules.who_appraises)
    if not held.start <= done_on <= day_of(at):
        raise Refused(_("The day when it was finished lies outside the work or in the future."), field="done_on")
    if quality not in Quality.values:
        raise Refused(_("Please say how well it was done."), field="quality")
    form, score = _scored(done_on, marks)
    held.done_on, held.quality = done_on, quality
    held.on_time = standing.done_in_time(done_on, held.due)
    judged = Appraisal.objects.create(
        work=held,
        side=Side.SUPERVISOR,
        done_on=done_on,
        on_time=bool(held.on_time),
        quality=quality,
        form=form,
        marks=dict(marks or {}),
        score=score,
        note=note.strip(),
        by=by,
        at=at or timezone.now(),
    )
    said = {"done_on": done_on, "on_time": held.on_time, "quality": quality, "score": score}
    walk(held, Act.APPRAISE, "work.appraised", by=by, at=at, said=said)
    return judged


def _scored(day: date, marks: Mapping[str, str] | None) -> tuple[str, Decimal | None]:
    if not marks:
        return "", None
    form = sheets.sheet_on(day)
    try:
        return form.code, sheets.score(form, marks)
    except KeyError as error:
        raise Refused(_("A mark does not fit the scoring sheet. Please mark it again."), field="marks") from error


@transaction.atomic
def reconsider_appraisal(work: Work, *, by: User, reason: str, at: datetime | None = None) -> Work:
    """Take the supervisor's appraisal back, with the reason: the work waits for it again. Raises NotAllowed, Refused."""
    held = lock_for(work, Act.RECONSIDER, by=by, rule=rules.can_appraise_work, who=rules.who_appraises, reason=reason)
    unjudge(held, at)
    return walk(held, Act.RECONSIDER, "work.reconsidered", by=by, at=at, reason=reason)


def unjudge(held: Work, at: datetime | None) -> None:
    """The appraisal counts no longer; it stays readable. What the holder handed in stands again."""
    current = held.appraisals.filter(taken_back_at__isnull=True)
    current.filter(side=Side.SUPERVISOR).update(taken_back_at=at or timezone.now())
    own = current.filter(side=Side.SELF).order_by("-pk").first()
    held.done_on, held.on_time, held.quality = (own.done_on if own else None), None, ""


@transaction.atomic
def conclude_work(work: Work, *, by: User, note: str = "", at: datetime | None = None) -> Work:
    """Close an appraised work: the organ takes note of the result. Raises NotAllowed, Refused."""
    held = lock_for(work, Act.CONCLUDE, by=by, rule=rules.can_decide_work, who=rules.who_decides)
    return walk(held, Act.CONCLUDE, "work.concluded", by=by, at=at, reason=note)
