"""Who is rated, who is exempt, who is not rated and why."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.locking import locked

from ..life import SETTLED
from ..models import Standing, Subject
from ..rules import rounds as rules
from .walking import WITH, require_open, tell

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def exempt_subject(subject: Subject, *, by: User, reason: str, at: datetime | None = None) -> Subject:
    """Excused from duties and meetings: not classified, counted apart. Raises NotAllowed, Refused."""
    return _change(subject, Standing.EXEMPT, by=by, reason=reason, at=at)


@transaction.atomic
def leave_out_subject(subject: Subject, *, by: User, reason: str, at: datetime | None = None) -> Subject:
    """Not rated this time, with the reason: newly founded, here for too short a time, away. Raises NotAllowed, Refused."""
    return _change(subject, Standing.NOT_RATED, by=by, reason=reason, at=at)


@transaction.atomic
def include_subject(subject: Subject, *, by: User, at: datetime | None = None) -> Subject:
    """Rated after all. Raises NotAllowed, Refused."""
    held = _locked(subject, by)
    if held.standing == Standing.RATED:
        raise Refused(_("This one is rated already."))
    return _stand(held, Standing.RATED, "", by=by, at=at)


def _locked(subject: Subject, by: User) -> Subject:
    held = locked(Subject.objects.select_related(*WITH), subject.pk)
    if not rules.can_appraise(by, held):
        raise NotAllowed(rules.who_may_decide(held))
    require_open(held.round)
    return held


def _change(subject: Subject, standing: str, *, by: User, reason: str, at: datetime | None) -> Subject:
    held = _locked(subject, by)
    if not reason.strip():
        raise Refused(_("Please say why."), field="reason")
    if held.state in SETTLED:
        raise Refused(_("This is decided. Please open the decision again first."))
    return _stand(held, standing, reason.strip()[:300], by=by, at=at)


def _stand(held: Subject, standing: str, reason: str, *, by: User, at: datetime | None) -> Subject:
    before, held.standing, held.reason, held.level = held.standing, standing, reason, ""
    held.save(update_fields=["standing", "reason", "level"])
    tell(held, "reviews.standing_changed", by=by, at=at, note=reason, standing=standing, before={"standing": before})
    return held
