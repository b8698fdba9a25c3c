"""The worker reads the words of kept files, a few at a time; a stamp in them holds the file until somebody decides."""

from __future__ import annotations

import time
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.archive import rules, texts
from trongtam.archive.models import FileText, StoredFile
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.markings import stamp_in
from trongtam.ground.vntext import fold
from trongtam.ledger import book

if TYPE_CHECKING:
    from trongtam.accounts.models import User

PORTION, PORTION_S = 20, 5.0


def read_waiting(*, at: datetime) -> int:
    """Read files whose words nobody has read yet, the newest first: at most 20, for about five seconds. How many."""
    read = FileText.objects.filter(sha256=OuterRef("sha256"))
    waiting = StoredFile.objects.filter(~Exists(read), media_type__in=texts.READABLE, erased_at=None).order_by("-pk")
    begun, done = time.monotonic(), set()
    for file in waiting[:PORTION]:
        if file.sha256 not in done:
            read_words(file, at=at)
            done.add(file.sha256)
        if time.monotonic() - begun > PORTION_S:
            break
    return len(done)


def read_words(file: StoredFile, *, at: datetime | None = None) -> FileText:
    """Read the words of a content once. A stamp in them holds every file of this content; then no word of it is kept."""
    moment, readable, words = at or timezone.now(), True, ""
    try:
        with file.file.open() as kept:
            words = texts.words_of(kept.read(), file.media_type)
    except (texts.Unreadable, OSError):  # it may have been taken away by hand: no reason to stop at it for ever
        readable = False
    sign = stamp_in(words)
    with transaction.atomic():
        if sign:
            _hold(file.sha256, sign, moment)
        kept_words = "" if sign else fold(words)
        given = {"folded": kept_words, "readable": readable, "read_at": moment}
        return FileText.objects.update_or_create(sha256=file.sha256, defaults=given)[0]


def _hold(sha256: str, sign: str, at: datetime) -> None:
    """Nobody opens the files of this content until each unit has decided."""
    for file in (
        StoredFile.objects.select_for_update(of=("self",)).select_related("unit").filter(sha256=sha256, held_at=None)
    ):
        file.held_at, file.held_for_sign = at, sign
        file.save(update_fields=["held_at", "held_for_sign"])
        book.write("archive.file_held", by=None, on=file, unit=file.unit, after={"sign": sign}, at=at)


@transaction.atomic
def erase_held(file: StoredFile, *, by: User, at: datetime | None = None) -> StoredFile:
    """The held file is a classified paper: its content and name are erased, also where other units keep the same content.

    Raises NotAllowed; Refused: it waits for no decision any more.
    """
    held = _locked(file, by)
    same = (
        StoredFile.objects.select_for_update(of=("self",))
        .select_related("unit")
        .filter(sha256=held.sha256, erased_at=None)
    )
    for one in same:
        one.erased_at, one.name, one.held_at = at or timezone.now(), _("erased"), one.held_at or at or timezone.now()
        one.save(update_fields=["erased_at", "name", "held_at", "folded"])
        book.write("archive.held_file_erased", by=by, on=one, unit=one.unit, after={"sha256": one.sha256}, at=at)
    FileText.objects.filter(sha256=held.sha256).update(folded="")
    lies, name = held.file.storage, str(held.file.name)
    transaction.on_commit(lambda: lies.delete(name))
    held.refresh_from_db()
    return held


@transaction.atomic
def release_held(file: StoredFile, *, by: User, reason: str, at: datetime | None = None) -> StoredFile:
    """The held file is no classified paper: it is open again as before. Raises NotAllowed; Refused: no reason, no longer held."""
    held = _locked(file, by)
    if not rules.can_release_held(by, held):
        raise NotAllowed(rules.who_can_release_held())
    if not reason.strip():
        raise Refused(_("Please say why it is no classified paper."), field="reason")
    held.held_at = None
    held.save(update_fields=["held_at"])
    with held.file.open() as kept:
        words = texts.words_of(kept.read(), held.media_type)
    FileText.objects.filter(sha256=held.sha256).update(folded=fold(words))
    book.write("archive.held_file_released", by=by, on=held, unit=held.unit, note=reason.strip(), at=at)
    return held


def _locked(file: StoredFile, by: User) -> StoredFile:
    held = StoredFile.objects.select_for_update(of=("self",)).select_related("unit").get(pk=file.pk)
    if not rules.can_decide_on_held(by, held):
        raise NotAllowed(rules.who_can_release_held())
    if held.held_at is None or held.erased_at is not None:
        raise Refused(_("Somebody has decided on this file already."))
    return held
