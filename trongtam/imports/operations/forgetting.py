"""What is forgotten of the sheets that came in: a month later everything, at once what tells of an erased person."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Cast

from trongtam.ground.errors import Unreadable
from trongtam.ground.incoming import read_lines
from trongtam.ground.vntext import fold
from trongtam.look.models import Job

from ..models import Batch, Line, State

STAYS = timedelta(days=30)
# What these did may still be undone: their lines stay, without the person. The others can be sent in again.
DONE = (State.KEEPING, State.KEPT, State.UNDOING, State.UNDONE)
UNREAD = (State.COLUMNS, State.READING)
JSON_COLUMNS = ("cells", "plan", "kept")


def forget_old(*, at: datetime) -> int:
    """Batches that came in a month ago, with their sheets and lines. Returns how many."""
    old = Batch.objects.filter(sent_at__lt=at - STAYS)
    count = old.count()
    old.delete()
    return count


@transaction.atomic
def forget_person(texts: Collection[str], *, own: Mapping[str, Any], kinds: Collection[str], instead: str) -> int:
    """Take a person out of the sheets of the last month, whoever sent them in. Returns how many batches told of him.

    `texts`: his name and what else tells of him. `kinds`: the sheets that are about people; a line of them that was kept is his
    when what its keeping answered holds `own`, so that another of the same name keeps hers. A batch that was not kept goes
    whole. Of a kept one the sheet goes, and his lines stay for the undoing with `instead` in his place. What went out as a sheet
    and waits for its week goes too.
    """
    told = [text for text in texts if text]
    of_people = Batch.objects.filter(kind__in=kinds)
    touched = {batch.pk for batch in Batch.objects.filter(state__in=UNREAD) if _tells(batch, told)}
    for line in [*_in_sheets_of_people(told, own, of_people), *_in_other_sheets(told, of_people)]:
        touched.add(line.batch_id)
        line.cells, line.label, line.said = [], instead, ""
        line.plan, line.kept = _without(line.plan, told, instead), _without(line.kept, told, instead)
        line.save(update_fields=["cells", "label", "said", "plan", "kept"])
    kept = Batch.objects.filter(pk__in=touched, state__in=DONE)
    for batch in kept.defer("content"):
        batch.in_the_way = _without(batch.in_the_way, told, instead)
        batch.content = b""
        batch.save(update_fields=["in_the_way", "content"])
    Batch.objects.filter(pk__in=touched).exclude(state__in=DONE).delete()
    about = [f"imports.batch:{pk}" for pk in touched] + [f"imports.kind:{kind}" for kind in kinds]
    Job.objects.filter(about__in=about, state__in=(Job.State.DONE, Job.State.FAILED)).delete()
    return len(touched)


def _tells(batch: Batch, told: Sequence[str]) -> bool:
    """Whether a sheet whose lines were not judged yet tells of him."""
    with suppress(Unreadable):
        return any(_holds(line.cells, told) for line in read_lines(bytes(batch.content), batch.heading_row))
    return False


def _holds(value: Any, told: Sequence[str]) -> bool:
    whole = fold(str(value))
    return any(fold(text) in whole for text in told)


def _in_sheets_of_people(
    told: Sequence[str], own: Mapping[str, Any], of_people: models.QuerySet[Batch]
) -> Iterator[Line]:
    """His lines, in whatever spelling."""
    for line in Line.objects.filter(batch__in=of_people).exclude(cells=[]).iterator(chunk_size=2000):
        if line.kept is not None and not own.items() <= line.kept.items():
            continue
        if line.kept is not None or _holds([line.cells, line.label, line.said, line.plan], told):
            yield line


def _in_other_sheets(told: Sequence[str], of_people: models.QuerySet[Batch]) -> Iterator[Line]:
    """Lines of figures and targets that name him as he is written. One database keeps the letters of JSON, the other writes
    signs for them: both are looked for."""
    texts = {f"{name}_text": Cast(name, models.TextField()) for name in JSON_COLUMNS}
    found = Q(pk__in=[])
    for text in told:
        found |= Q(label__contains=text) | Q(said__contains=text)
        for way in {text, json.dumps(text)[1:-1]}:
            for name in texts:
                found |= Q(**{f"{name}__contains": way})
    lines = Line.objects.exclude(batch__in=of_people).annotate(**texts).filter(found)
    yield from lines.iterator(chunk_size=2000)


def _without(value: Any, told: Sequence[str], instead: str) -> Any:
    """The value with every text that tells of him replaced."""
    if isinstance(value, Mapping):
        return {key: _without(one, told, instead) for key, one in value.items()}
    if isinstance(value, list):
        return [_without(one, told, instead) for one in value]
    return instead if isinstance(value, str) and _holds(value, told) else value
