"""Content that the program itself made or checked, kept as a file of a unit under its SHA-256."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from trongtam.archive.models import StoredFile
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
