"""The monthly note of a self-managed group is written; notes older than twelve months are forgotten."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.archive.operations import refuse_marked_text
from trongtam.ground.errors import NotAllowed, Refused, Unreadable
from trongtam.ground.periods import Period
from trongtam.ledger import book
from trongtam.org.models import Unit
from trongtam.work.rules import speaks_for

from .. import rules
from ..keeping import forgotten_before
from ..models import GroupNote
from .said import day_of, refuse_denunciation

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def write_group_note(
    group: Unit,
    *,
    by: User,
    month_code: str,
    done: str = "",
    not_done: str = "",
    proposed: str = "",
    at: datetime | None = None,
) -> GroupNote:
    """Three fields, one of which says something; written anew it stands instead of the earlier one, which stays readable.

    Raises NotAllowed; Refused: nothing said, a month to come or older than a year, a group that had ended, a denunciation.
    """
    group = Unit.objects.select_related("parent").select_for_update(of=("self",)).get(pk=group.pk)
    if not rules.answering.can_write_note(by, group):
        raise NotAllowed(rules.answering.who_may_write_note(group))
    texts = {"done": done.strip(), "not_done": not_done.strip(), "proposed": proposed.strip()}
    if not any(texts.values()):
        raise Refused(_("Please write what was done, what was not, or what the group proposes."), field="done")
    for field, text in texts.items():
        refuse_marked_text(text, field=field)
    refuse_denunciation(**texts)
    _check_month(group, month_code, day_of(at))
    known = GroupNote.objects.current().filter(group=group, month_code=month_code).order_by("-pk").first()
    if known is not None and {name: getattr(known, name) for name in texts} == texts:
        return known  # sent twice
    note = GroupNote.objects.create(
        group=group, month_code=month_code, by=by, at=at or timezone.now(), proxy=not speaks_for(by, group), **texts
    )
    if known is not None:
        known.replaced_by = note
        known.save(update_fields=["replaced_by"])
    after = {"month": month_code, "instead_of": known.pk if known is not None else None}
    book.write("support.group_note_written", by=by, on=note, unit=group, after=after, proxy=note.proxy, at=at)
    return note


def _check_month(group: Unit, month_code: str, today: date) -> None:
    try:
        month = Period.parse(month_code)
    except Unreadable as error:
        raise Refused(error.sentence, field="month") from error
    if len(month_code) != 7 or month.start > today or month_code < forgotten_before(today):
        raise Refused(_("Please choose a month of the last twelve."), field="month")
    if group.ended_on is not None and group.ended_on <= month.start:
        raise Refused(_("%(unit)s has ended. Please choose the unit that carries it on.") % {"unit": group.name})


@transaction.atomic
def forget_old_notes(*, at: datetime) -> int:
    """Delete the notes of months that are more than twelve months old; for the clock. The book keeps how many."""
    old = GroupNote.objects.filter(month_code__lt=forgotten_before(timezone.localdate(at)))
    found = list(old.values_list("pk", flat=True)[:1000])
    if not found:
        return 0
    GroupNote.objects.filter(pk__in=found).delete()
    book.write("support.group_notes_forgotten", by=None, after={"count": len(found)}, at=at)
    return len(found)
