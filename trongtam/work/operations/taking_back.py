"""An assignment that was a mistake is taken back, as long as nobody has worked on it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from .. import rules
from ..life import Act
from ..models import Work
from .walking import lock_for, walk

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def take_assignment_back(work: Work, *, by: User, reason: str, at: datetime | None = None) -> Work:
    """Take an assigned work off the list, with the reason. One that was reported on is stopped instead. Raises NotAllowed,
    Refused."""
    held = lock_for(work, Act.UNASSIGN, by=by, rule=rules.can_decide_work, who=rules.who_decides, reason=reason)
    return walk(held, Act.UNASSIGN, "work.assignment_taken_back", by=by, at=at, reason=reason)
