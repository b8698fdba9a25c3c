"""Sessions as Django keeps them in its table; found by a question that is written once, for every page begins with it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.sessions.backends import db
from django.utils import timezone

from trongtam.ground.prepared import Prepared

if TYPE_CHECKING:
    from django.db.models import QuerySet


def _living(key: str, now: datetime) -> QuerySet[Any]:
    from django.contrib.sessions.models import Session  # the engine may be named before the models are there

    return Session.objects.filter(session_key=key, expire_date__gt=now)


_LIVING = Prepared(_living)


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Any:
        for row in _LIVING(self.session_key, timezone.now()):
            return row
        self._session_key = None
        return None
