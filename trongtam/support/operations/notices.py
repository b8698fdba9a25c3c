"""Information downward: sent to units, acknowledged by each, told to its members at the next meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.archive.models import StoredFile
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.vntext import fold
from trongtam.ledger import book
from trongtam.org.models import Unit
from trongtam.work.rules import speaks_for, territory

from .. import rules
from ..models import Notice, NoticeTo
from .said import checked_text, day_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def send_notice(
    unit: Unit,
    *,
    by: User,
    title: str,
    text: str,
    units: Sequence[Unit],
    due_on: date | None = None,
    file: StoredFile | None = None,
    at: datetime | None = None,
) -> Notice:
    """Send a notice to units below; each owes an acknowledgement. Raises NotAllowed; Refused: nobody chosen, a unit that does not
    lie below or has ended, no text, a day that has gone by, the same sent twice on a day."""
    if not rules.answering.can_send_notice(by, unit):
        raise NotAllowed(rules.answering.who_may_send(unit))
    name = checked_text(title, field="title", needed=_("Please give the notice a title."))
    said = checked_text(text, needed=_("Please write what they have to know."))
    today = day_of(at)
    if due_on is not None and due_on < today:
        raise Refused(_("This day has gone by. Please choose one to come."), field="due_on")
    chosen = list({one.pk: one for one in units}.values())
    _check_units(unit, chosen, today)
    if file is not None and not StoredFile.objects.visible_to(by).filter(pk=file.pk).exists():
        raise Refused(_("A file is not among those that you see. Please add it again."), field="evidence")
    if Notice.objects.filter(unit=unit, on=today, folded=fold(f"{name} {said}"), withdrawn_at__isnull=True).exists():
        raise Refused(_("The same notice went out today already."), field="title")
    notice = Notice.objects.create(
        unit=unit,
        title=" ".join(name.split()),
        text=said,
        folded=fold(f"{name} {said}"),
        on=today,
        due_on=due_on,
        file=file,
        made_by=by,
        made_at=at or timezone.now(),
    )
    NoticeTo.objects.bulk_create(NoticeTo(notice=notice, unit=one) for one in chosen)
    after = {"units": [one.pk for one in chosen], "due": due_on}
    book.write("support.notice_sent", by=by, on=notice, unit=unit, after=after, at=at)
    return notice


def _check_units(unit: Unit, chosen: Sequence[Unit], day: date) -> None:
    if not chosen:
        raise Refused(_("Please choose who has to know it."), field="units")
    for one in chosen:
        if not one.path.startswith(territory(unit)) or one.pk == unit.pk:
            told = {"unit": one.name, "sender": unit.name}
            raise Refused(_("%(unit)s does not lie below %(sender)s.") % told, field="units")
        if one.ended_on is not None and one.ended_on <= day:
            raise Refused(
                _("%(unit)s has ended. Please choose the unit that carries it on.") % {"unit": one.name}, field="units"
            )


@transaction.atomic
def withdraw_notice(notice: Notice, *, by: User, reason: str, at: datetime | None = None) -> Notice:
    """It holds no more; who has read it reads why. Raises NotAllowed, Refused."""
    held = Notice.objects.select_for_update(of=("self",)).select_related("unit").get(pk=notice.pk)
    if not rules.answering.can_withdraw_notice(by, held):
        raise NotAllowed(rules.answering.who_may_send(held.unit))
    if held.withdrawn_at is not None:
        raise Refused(_("This notice was taken back already."))
    why = checked_text(reason, field="reason", needed=_("Please say why; the other side reads it."))
    held.withdrawn_at, held.withdrawn_reason = at or timezone.now(), why[:300]
    held.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    book.write("support.notice_withdrawn", by=by, on=held, unit=held.unit, note=why, at=at)
    return held


@transaction.atomic
def acknowledge_notice(line: NoticeTo, *, by: User, at: datetime | None = None) -> NoticeTo:
    """The unit has read it. Done twice it stays as it was. Raises NotAllowed, Refused."""
    held = _line(line, by)
    if held.acknowledged_at is None:
        held.acknowledged_at, held.acknowledged_by = at or timezone.now(), by
        held.proxy = not speaks_for(by, held.unit)
        held.save(update_fields=["acknowledged_at", "acknowledged_by", "proxy"])
        after = {"notice": held.notice_id}
        book.write("support.notice_acknowledged", by=by, on=held, unit=held.unit, after=after, proxy=held.proxy, at=at)
    return held


@transaction.atomic
def mark_told(line: NoticeTo, *, by: User, on: date, at: datetime | None = None) -> NoticeTo:
    """It was told to the members on a day, so the unit has it; a meeting calls this. Raises NotAllowed, Refused."""
    held = _line(line, by)
    if on > day_of(at):
        raise Refused(_("The day lies in the future. Please check it."), field="on")
    if held.told_on is None:
        held.told_on = on
        fields = ["told_on"]
        if held.acknowledged_at is None:
            held.acknowledged_at, held.acknowledged_by = at or timezone.now(), by
            held.proxy = not speaks_for(by, held.unit)
            fields += ["acknowledged_at", "acknowledged_by", "proxy"]
        held.save(update_fields=fields)
        after = {"notice": held.notice_id, "on": on}
        book.write("support.notice_told", by=by, on=held, unit=held.unit, after=after, proxy=held.proxy, at=at)
    return held


def _line(line: NoticeTo, by: User) -> NoticeTo:
    rows = NoticeTo.objects.select_for_update(of=("self",)).select_related("notice", "unit")
    held = rows.get(pk=line.pk)
    if not rules.answering.can_acknowledge(by, held):
        raise NotAllowed(rules.answering.who_acknowledges(held))
    if held.notice.withdrawn_at is not None:
        raise Refused(_("This notice was taken back already."))
    return held
