"""What is kept of an exemplar elsewhere: entries of the book, files that those who learn may open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from trongtam.archive.models import StoredFile
from trongtam.ledger.models import Entry

from ..models import SHOWN_BELOW, Copy, Exemplar

if TYPE_CHECKING:
    from trongtam.accounts.models import User

WITH_WORDS = ("emulation.exemplar_recognised", "emulation.copy_told", "archive.file_stored", "archive.original_kept")


def entries_with_words(exemplar: Exemplar, files: Iterable[StoredFile]) -> QuerySet[Entry]:
    """Entries that may hold words about whom the exemplar tells of: of itself, its copies, names of its files."""
    about = Q(on_kind=Exemplar._meta.label_lower, on_id=str(exemplar.pk))
    copies = [str(pk) for pk in exemplar.copies.values_list("pk", flat=True)]
    about |= Q(on_kind=Copy._meta.label_lower, on_id__in=copies)
    about |= Q(on_kind=StoredFile._meta.label_lower, on_id__in=[str(one.pk) for one in files])
    return Entry.objects.filter(about, act__in=WITH_WORDS, erased_at__isnull=True).order_by("pk")


def files_to_learn_from(user: User) -> Q:
    """Condition on files: photos and papers of exemplars that one may learn from, whoever keeps them."""
    seen = Exemplar.objects.visible_to(user).filter(state__in=SHOWN_BELOW)
    return Q(pk__in=Exemplar.evidence.through.objects.filter(exemplar__in=seen.values("pk")).values("storedfile"))
