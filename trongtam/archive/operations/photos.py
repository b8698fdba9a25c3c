"""A photo is kept as its picture alone; the photo as it was brought only where the one who brought it chooses so."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.archive import images, rules
from trongtam.archive.models import StoredFile
from trongtam.archive.names import clean_name, with_ending
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book
from trongtam.org.models import Unit

from .keeping import keep

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def keep_original(copy: StoredFile, upload: File, *, by: User, at: datetime | None = None) -> StoredFile:
    """Keep the photo as it was brought beside its copy, for the people of the uploader's own unit only.

    Kept once; asked again, the first one is given. Raises NotAllowed; Refused: another photo than the one of the copy.
    """
    shown = StoredFile.objects.select_for_update().get(pk=copy.pk)
    own = rules.own_unit(by, shown.unit)
    if own is None:
        raise NotAllowed(rules.who_can_store())
    upload.seek(0)
    content = upload.read()
    digest = hashlib.sha256(content).hexdigest()
    if not shown.brought_sha256 or digest != shown.brought_sha256:
        raise Refused(_("This is not the photo that “%(name)s” was made from.") % {"name": shown.name}, field="file")
    if shown.original is not None:
        return shown.original
    shown.original = StoredFile.objects.create(
        sha256=digest,
        size=len(content),
        media_type=images.PNG if content.startswith(b"\x89PNG") else images.JPEG,
        name=clean_name(upload.name or shown.name),
        file=keep(upload, digest),
        unit=Unit.objects.get(pk=own),
        audience=StoredFile.Audience.OWN,
        by=by,
        at=at or timezone.now(),
    )
    shown.save(update_fields=["original"])
    after = {"name": shown.original.name, "sha256": digest, "size": len(content)}
    book.write("archive.original_kept", by=by, on=shown.original, unit=shown.original.unit, after=after, at=at)
    return shown.original


def picture_of(upload: File, name: str) -> tuple[str, str, File]:
    """The name, media type and content under which a photo is kept. Raises Refused for one that cannot be read."""
    upload.seek(0)
    try:
        picture = images.without_metadata(upload.read())
    except images.BrokenImage as broken:
        sentence = _("The photo “%(name)s” is damaged and cannot be shown. Please send it again, or take it anew.")
        raise Refused(sentence % {"name": name}, field="file") from broken
    except images.HugeImage as huge:
        sentence = _("The picture “%(name)s” is larger than %(most)d million pixels. Please send a smaller one.")
        most = images.MOST_PIXELS_WHOLE // 1_000_000
        raise Refused(sentence % {"name": name, "most": most}, field="file") from huge
    kept = (
        name
        if picture.media_type == images.PNG or name.lower().endswith((".jpg", ".jpeg"))
        else with_ending(name, "jpg")
    )
    return kept, picture.media_type, ContentFile(picture.content, name=kept)


def small_picture(stored: StoredFile) -> bytes:
    """A photo as lists show it (JPEG): made when it is first asked for, then kept beside the photo.

    What was kept before photos were cleaned and cannot be read gives b"".
    """
    name = f"{stored.file.name}.small"
    if default_storage.exists(name):
        with default_storage.open(name) as kept:
            return bytes(kept.read())
    with stored.file.open() as photo, suppress(images.BrokenImage, images.HugeImage):
        content = images.small(photo.read())
        default_storage.save(name, ContentFile(content))
        return content
    return b""
