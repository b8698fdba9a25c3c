"""Content that the program itself made or checked, kept as a file of a unit under its SHA-256; and content that nobody needs any
more."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.archive.models import FileText, StoredFile
from trongtam.org.models import Unit

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def freeze(content: bytes, name: str, media_type: str, *, unit: Unit, by: User | None, at: datetime) -> StoredFile:
    """A row of its own for every freezing; the content lies once under its hash. The act that calls this writes the book."""
    digest = hashlib.sha256(content).hexdigest()
    return StoredFile.objects.create(
        sha256=digest,
        size=len(content),
        media_type=media_type,
        name=name[-200:],
        file=keep(ContentFile(content, name=name), digest),
        unit=unit,
        by=by,
        at=at,
    )


def keep(upload: File, digest: str) -> str:
    """The name under which the content lies. Content-addressed, so a file left by an undone transaction harms nobody."""
    name = f"{digest[:2]}/{digest}"
    if not default_storage.exists(name):
        upload.seek(0)
        written = default_storage.save(name, upload)
        if written != name:  # someone stored the same content at the same moment
            default_storage.delete(written)
    return name


@transaction.atomic
def erase_unneeded(files: Iterable[StoredFile], *, at: datetime | None = None) -> list[StoredFile]:
    """Erase content, name and words of files that no room keeps any more, with the originals of photos; answers which. What stays
    is a row with its hash, that nobody opens. The act that calls this writes the book."""
    wanted = StoredFile.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in files], erased_at=None)
    erased: list[StoredFile] = []
    for one in wanted.order_by("pk"):
        if not is_needed(one):
            original = StoredFile.objects.select_for_update(of=("self",)).filter(copy=one, erased_at=None)
            erased += [one, *original]
    for one in erased:
        one.erased_at, one.name = at or timezone.now(), _("erased")
        one.save(update_fields=["erased_at", "name", "folded"])
    for one in erased:
        if not StoredFile.objects.filter(sha256=one.sha256, erased_at=None).exists():
            FileText.objects.filter(sha256=one.sha256).update(folded="")
            _take_away(one)
    return erased


def _take_away(file: StoredFile) -> None:
    lies, name = file.file.storage, str(file.file.name)
    transaction.on_commit(lambda: lies.delete(name))


def is_needed(file: StoredFile) -> bool:
    """Whether a row of any room, other than of files, points to it. One query for each kind of row."""
    return any(
        link.related_model._base_manager.filter(**{link.field.name: file}).exists()
        for link in StoredFile._meta.related_objects
        if link.related_model is not StoredFile
    )
