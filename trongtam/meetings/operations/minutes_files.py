"""The handwritten minute book as it was photographed: it counts as the minutes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from trongtam.archive.models import StoredFile
from trongtam.ground.errors import Refused
from trongtam.ledger import book

from ..life import HELD, State
from ..models import Meeting, MinutesFile
from ..rules import record as rules
from .attendance import lock_for

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def bring_minutes(
    meeting: Meeting, files: Sequence[StoredFile], *, by: User, at: datetime | None = None
) -> list[MinutesFile]:
    """Add photos of the minute book to a meeting that was held. A photo that is there already is not added again. Raises
    NotAllowed, Refused."""
    held = lock_for(
        meeting,
        by=by,
        rule=rules.can_keep_record,
        who=rules.who_keeps_record,
        states={State.IN_SESSION, *HELD},
    )
    if not files:
        raise Refused(_("Choose a photo of the minute book."), field="evidence")
    known = set(MinutesFile.objects.filter(meeting=held).values_list("file_id", flat=True))
    fresh = [one for one in dict.fromkeys(files) if one.pk not in known]
    made = MinutesFile.objects.bulk_create(MinutesFile(meeting=held, file=one) for one in fresh)
    after, proxy = {"files": [one.pk for one in fresh]}, rules.is_proxy(by, held.unit)
    book.write("meetings.minutes_brought", by=by, on=held, unit=held.unit, after=after, proxy=proxy, at=at)
    return made
