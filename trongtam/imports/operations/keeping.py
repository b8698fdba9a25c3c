"""The lines of a preview are kept: portion by portion, each in one transaction with the mark that it was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused

from ..cells import unpacked
from ..kinds import CREATED, REFUSED, UPDATED, Desk, Entry, Errand, NotKept, Verdict, kinds
from ..models import Batch, Line, State
from .receiving import PORTION, Tell, entry_of, locked, portions, scope_of, silent

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def keep_batch(batch: Batch, *, by: User, tell: Tell = silent, at: datetime | None = None) -> Batch:
    """Do what the preview showed. A line that somebody changed meanwhile is refused. Stopped midway and begun anew it goes on
    where it was. Raises NotAllowed, Refused."""
    batch = _begin(batch, by, at or timezone.now())
    kind = kinds[batch.kind]
    errand = Errand(by=by, scope=scope_of(batch, by), reason=batch.reason, at=batch.keeping_since, day=batch.day)
    waiting = Line.objects.filter(batch=batch, outcome__in=(CREATED, UPDATED), kept_at=None).order_by("number")
    total = batch.to_keep
    done = total - waiting.count()
    while portion := list(waiting[: kind.portion]):
        with transaction.atomic():
            _keep_portion(batch, portion, kind.desk(errand))
        done += len(portion)
        tell(done, total, _("%(done)s of %(total)s lines kept") % {"done": done, "total": total})
    told = Line.objects.filter(batch=batch).values_list("outcome").annotate(n=Count("pk"))
    batch.counts, batch.state, batch.kept_at = dict(told), State.KEPT, timezone.now()
    batch.save(update_fields=["counts", "state", "kept_at"])
    return batch


@transaction.atomic
def _begin(batch: Batch, by: User, at: datetime) -> Batch:
    batch = locked(batch)
    scope_of(batch, by)
    if batch.state not in (State.READY, State.KEEPING):
        raise Refused(_("This sheet was kept already, or is not read yet."))
    if not batch.to_keep:
        raise Refused(_("There is nothing to keep: no line is new or changed."))
    batch.state, batch.keeping_since = State.KEEPING, batch.keeping_since or at
    batch.save(update_fields=["state", "keeping_since"])
    return batch


def _keep_portion(batch: Batch, lines: Sequence[Line], desk: Desk) -> None:
    entries = [entry_of(batch, line.number, unpacked(line.cells)) for line in lines]
    verdicts = [one for part in portions(entries, PORTION) for one in desk.judge(part)]
    going: list[tuple[Line, Entry, Verdict]] = []
    refused: list[Line] = []
    for line, entry, verdict in zip(lines, entries, verdicts, strict=True):
        if (verdict.outcome, verdict.mark[:64]) == (line.outcome, line.mark):
            going.append((line, entry, verdict))
        else:
            refused.append(_refuse(line, verdict.said if verdict.outcome == REFUSED else _changed()))
    answers = desk.keep([(entry, verdict) for _line, entry, verdict in going])
    told = []
    for (line, _entry, _verdict), answer in zip(going, answers, strict=True):
        if isinstance(answer, NotKept):
            refused.append(_refuse(line, answer.said))
        elif answer is not None:
            line.kept = dict(answer)
            told.append(line)
    Line.objects.bulk_update(refused, ["outcome", "said"], batch_size=200)
    Line.objects.bulk_update(told, ["kept"], batch_size=200)
    span = {"number__gte": lines[0].number, "number__lte": lines[-1].number}
    Line.objects.filter(batch=batch, outcome__in=(CREATED, UPDATED), **span).update(kept_at=batch.keeping_since)


def _changed() -> str:
    return _("This was changed meanwhile by somebody else. Send this line again to compare anew.")


def _refuse(line: Line, said: str) -> Line:
    line.outcome, line.said = REFUSED, said
    return line
