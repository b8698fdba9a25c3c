"""What can happen to files: one is stored, the card of a classified paper is recorded. Nothing is overwritten."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.base import File
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trongtam.archive import markings, rules, sniff
from trongtam.archive.models import ClassifiedPaper, StoredFile
from trongtam.archive.names import clean_name, with_ending
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.markings import in_typed, stamp_in
from trongtam.ledger import book
from trongtam.org.models import Unit

from .keeping import keep
from .photos import picture_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class Marking(models.TextChoices):
    """What the person who brings a file says about it."""

    NONE = "none", _("Not classified")
    CLASSIFIED = "classified", _("Marked mật or higher")


@transaction.atomic
def store_file(
    upload: File,
    *,
    by: User,
    unit: Unit,
    audience: str = StoredFile.Audience.UNIT,
    marking: str = Marking.NONE,
    at: datetime | None = None,
) -> StoredFile:
    """Keep a file for a unit. The same content is stored once; the same file brought again gives the first one.

    Of a photo only its picture is kept, made smaller: no place, no device, no time in it.
    Refuses with a sentence: empty, too large, a program, another type than its name, a broken picture, marked mật or higher.
    """
    if not rules.can_store(by, unit):
        raise NotAllowed(rules.who_can_store())
    Unit.objects.select_for_update().get(pk=unit.pk)
    name = clean_name(upload.name or "")
    media_type = refuse_unfit(upload, name, marking)
    digest, size = _hash(upload)
    if held := StoredFile.objects.filter(sha256=digest, held_at__isnull=False).first():
        _refuse_classified(name, held.held_for_sign, marking)
    same = StoredFile.objects.filter(
        Q(sha256=digest) | Q(brought_sha256=digest), unit=unit, audience=audience, erased_at=None
    )
    if known := same.filter(name__in=[name, with_ending(name, "jpg")]).first():
        return known
    kept, brought = upload, ""
    if media_type in sniff.PHOTOS and not _is_clean(digest):
        name, media_type, kept = picture_of(upload, name)
        brought, (digest, size) = digest, _hash(kept)
    stored = StoredFile.objects.create(
        sha256=digest,
        size=size,
        media_type=media_type,
        name=name,
        file=keep(kept, digest),
        brought_sha256=brought,
        unit=unit,
        audience=audience,
        by=by,
        at=at or timezone.now(),
    )
    after = {"name": name, "sha256": digest, "size": size, "audience": audience}
    book.write("archive.file_stored", by=by, on=stored, unit=unit, after=after, at=at)
    return stored


@transaction.atomic
def record_classified_paper(
    unit: Unit, *, by: User, number: str, dated: date, kept_at: str, at: datetime | None = None
) -> ClassifiedPaper:
    """Note that a classified paper exists: its number, its date and where the paper copy lies. Nothing else is kept."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if not rules.can_record_classified(by, unit):
        raise NotAllowed(rules.who_can_record_classified())
    number, kept_at = " ".join(number.split()), " ".join(kept_at.split())
    if not number or not kept_at:
        raise Refused(_("Please give the number of the paper and where the paper copy lies."))
    if dated > timezone.localdate(at or timezone.now()):
        raise Refused(_("The date of the paper lies in the future. Please check it."), field="dated")
    if ClassifiedPaper.objects.filter(unit=unit, number=number, dated=dated).exists():
        raise Refused(_("This paper has been noted already; nothing was changed."), field="number")
    paper = ClassifiedPaper.objects.create(unit=unit, number=number, dated=dated, kept_at=kept_at, by=by)
    book.write("archive.classified_paper_recorded", by=by, on=paper, unit=unit, after={"dated": dated}, at=at)
    return paper


def refuse_unfit(upload: File, name: str, marking: str) -> str:
    """The media type of a file that may be kept; raises Refused for any other."""
    if not upload.size:
        raise Refused(
            _("The file “%(name)s” is empty (0 bytes). Please choose it again.") % {"name": name}, field="file"
        )
    if upload.size > settings.MAX_FILE_MB * 1024 * 1024:
        sentence = _("The file “%(name)s” is larger than %(most)d MB. Please send a smaller one, for example a PDF.")
        raise Refused(sentence % {"name": name, "most": settings.MAX_FILE_MB}, field="file")
    upload.seek(0)
    content = upload.read()
    if sniff.is_program(content, name):
        sentence = _("“%(name)s” is a program or a page that can run. Only papers, tables and photos are kept.")
        raise Refused(sentence % {"name": name}, field="file")
    if sniff.is_phone_photo(content, name):
        sentence = _(
            "“%(name)s” is a photo in HEIC, which many devices cannot open. Please send it as JPG: on an iPhone choose "
            "Settings, Camera, Formats, Most Compatible; or take a screenshot of the photo."
        )
        raise Refused(sentence % {"name": name}, field="file")
    promised, found = sniff.BY_ENDING.get(sniff.ending(name), ""), sniff.media_type(content, name)
    if not promised:
        sentence = _("“%(name)s” is of a type that is not kept. Please send PDF, docx, xlsx, PNG, JPG, TXT or CSV.")
        raise Refused(sentence % {"name": name}, field="file")
    if found != promised:
        sentence = _(
            "The content of “%(name)s” is not what its name says. Please save it again in its program and send that."
        )
        raise Refused(sentence % {"name": name}, field="file")
    _refuse_classified(name, markings.in_name(name) or markings.in_text(markings.head_text(content, found)), marking)
    return found


def refuse_marked(marking: str) -> None:
    """Refuse what a person declares as classified, also where no file was brought."""
    if marking != Marking.NONE:
        sentence = _("Of a classified paper only the number, the date and the place of the paper copy are kept.")
        raise Refused(sentence, field="marking", way=_register())


def refuse_marked_text(*texts: str, field: str = "text") -> None:
    """Refuse typed or pasted words that bear a stamp: MẬT, TỐI MẬT, TUYỆT MẬT alone on a line, at the head, in brackets."""
    _refuse_signed((in_typed(text) for text in texts), field)


def refuse_stamped(texts: Iterable[str]) -> None:
    """Refuse words of any kind that bear a stamp alone on a line; asked once for all that is typed (`archive.middleware`)."""
    _refuse_signed((stamp_in(text) for text in texts), None)


def _refuse_signed(signs: Iterable[str], field: str | None) -> None:
    if sign := next(filter(None, signs), ""):
        sentence = _(
            "This text is marked %(sign)s and was not kept. "
            "Of a classified paper only the number, the date and the place of the paper copy are kept."
        )
        raise Refused(sentence % {"sign": sign}, field=field, way=_register())


def _register() -> tuple[str, object]:
    return "archive:classified_papers", _("To the list of classified papers")


def _refuse_classified(name: str, sign: str, marking: str) -> None:
    if marking == Marking.NONE and not sign:
        return
    raise Refused(
        _(
            "“%(name)s” is marked %(sign)s: classified papers are never kept here. "
            "Note only the number, the date and where the paper copy lies."
        )
        % {"name": name, "sign": sign or "MẬT"},
        field="marking",
        way=_register(),
    )


def _is_clean(digest: str) -> bool:
    """Whether this content came from here: what was downloaded and is brought again is not made worse once more."""
    return StoredFile.objects.filter(sha256=digest).exclude(brought_sha256="").exists()


def _hash(upload: File) -> tuple[str, int]:
    """SHA-256 and size, read piece by piece."""
    digest, size = hashlib.sha256(), 0
    upload.seek(0)
    for piece in upload.chunks():
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size
