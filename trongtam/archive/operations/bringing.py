"""Several photos and files that one form brings: all are kept, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from trongtam.archive.models import StoredFile
from trongtam.ground.errors import Refused
from trongtam.org.models import Unit

from .files import Marking, refuse_marked, store_file
from .photos import keep_original

if TYPE_CHECKING:
    from trongtam.accounts.models import User

MOST = 20


@dataclass(frozen=True, slots=True)
class Brought:
    """What a form brings: the files, what the person says of their marking, and whether original photos are kept too."""

    files: Sequence[File] = ()
    marking: str = Marking.NONE
    originals: bool = False


@transaction.atomic
def bring_files(
    brought: Brought,
    *,
    by: User,
    unit: Unit,
    audience: str = StoredFile.Audience.UNIT,
    field: str = "evidence",
    at: datetime | None = None,
) -> list[StoredFile]:
    """Store the files of a form for a unit, each once, in their order; the originals of photos beside them where asked for.

    Raises NotAllowed; Refused at `field` (which file and why; then none is kept) or at "marking".
    """
    if len(brought.files) > MOST:
        sentence = _("At most %(most)d files go at once; you chose %(count)d. Please send them in two parts.")
        raise Refused(sentence % {"most": MOST, "count": len(brought.files)}, field=field)
    if not brought.files:
        refuse_marked(brought.marking)
    kept: dict[int, StoredFile] = {}
    try:
        for upload in brought.files:
            stored = store_file(upload, by=by, unit=unit, audience=audience, marking=brought.marking, at=at)
            if brought.originals and stored.brought_sha256:
                keep_original(stored, upload, by=by, at=at)
            kept[stored.pk] = stored
    except Refused as refused:
        refused.field = field if refused.field == "file" else refused.field
        raise
    return list(kept.values())
