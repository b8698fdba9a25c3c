"""What pages read of files and of the cards of classified papers."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files.storage import FileSystemStorage, default_storage
from django.db.models import QuerySet

from trongtam.archive.models import ClassifiedPaper
from trongtam.org.models import Unit
from trongtam.org.reach import Reach, Right

if TYPE_CHECKING:
    from trongtam.accounts.models import User

log = logging.getLogger(__name__)


def classified_papers(user: User) -> QuerySet[ClassifiedPaper]:
    """The cards that a person sees, the newest paper first."""
    return ClassifiedPaper.objects.visible_to(user).select_related("unit").order_by("-dated", "number")


def units_with_own_papers(user: User) -> QuerySet[Unit]:
    """Units with documents of their own (committee, government, council) for which the person may keep them."""
    reach = Reach.of(user)
    kinds = ["party_committee", "government", "peoples_council", "commune", "province", "front", "organisation"]
    units = Unit.objects.filter(reach.reached_units(), kind__in=kinds, ended_on__isnull=True)
    return units.order_by("path") if reach.may_anywhere(Right.DOCUMENTS) else units.none()


def files_can_be_kept() -> bool:
    """Whether the place of the files answers: the folder is there (or can be made) and writable, or the S3 server replies."""
    try:
        if isinstance(default_storage, FileSystemStorage):
            folder = Path(default_storage.location)
            nearest = next(one for one in (folder, *folder.parents) if one.exists())
            return nearest.is_dir() and os.access(nearest, os.W_OK)
        default_storage.exists("health")
    except Exception:  # whatever the library of the other place raises
        log.exception("the place of the files does not answer")
        return False
    return True
