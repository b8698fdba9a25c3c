"""Looking at reminders. For the person's eyes alone: no act, no entry in the book."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from trongtam.accounts.operations import keep_unread

from ..models import Digest

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def read_digests(*, by: User, at: datetime) -> int:
    """All of one's reminders have been looked at; how many were new. Without new ones, no query and no lock."""
    if not by.unread:
        return 0
    with transaction.atomic():
        new = Digest.objects.filter(user=by, read_at__isnull=True).update(read_at=at)
        keep_unread(by, 0)
    by.unread = 0
    return new
