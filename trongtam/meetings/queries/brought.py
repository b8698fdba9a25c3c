"""Papers that lie beside the agenda of a meeting, as pages show them, and who opens them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from trongtam.archive.queries import shown_files
from trongtam.archive.queries.shown import ShownFile
from trongtam.org.reach import Reach
from trongtam.support.models import Duty

from ..models import Meeting, MeetingPaper

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def brought_to(meeting: Meeting, user: User) -> list[tuple[MeetingPaper, ShownFile]]:
    """Each paper with its file, of those that one may open. Two queries, one where none was brought."""
    rows = list(MeetingPaper.objects.filter(meeting=meeting).select_related("file").order_by("pk"))
    shown = {one.url: one for one in shown_files([row.file for row in rows], user)}
    return [(row, shown[url]) for row in rows if (url := row.file.get_absolute_url()) in shown]


def files_on_the_table(user: User) -> Q | None:
    """Condition on `StoredFile`: papers of the meetings where one follows, for who is invited from outside the unit."""
    person = Reach.of(user).person_id
    if person is None:
        return None
    followed = Duty.objects.on(timezone.localdate()).filter(person=person).values("unit")
    there = (
        Q(meeting__unit__in=followed) | Q(meeting__unit__serves__in=followed) | Q(meeting__unit__parent__in=followed)
    )
    return Q(pk__in=MeetingPaper.objects.filter(there).values("file"))
