"""Files as a page of any room lists them: small pictures, sizes, and the original for those who may open it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.defaultfilters import filesizeformat

from trongtam.archive.models import StoredFile

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@dataclass(frozen=True)
class ShownFile:
    """`small_url`: "" for what is no photo; `original_url`: "" where none is kept, or not for this person."""

    name: str
    url: str
    size: str
    small_url: str
    original_url: str


def shown_files(files: Iterable[StoredFile], user: User) -> list[ShownFile]:
    """Those of the files that the person may open, in their order. One query, however many files."""
    wanted = list(files)
    asked = {one.pk for one in wanted} | {one.original_id for one in wanted if one.original_id}
    open_ones = {one.pk: one for one in StoredFile.objects.visible_to(user).filter(pk__in=asked)} if asked else {}
    return [
        ShownFile(
            name=one.name,
            url=one.get_absolute_url(),
            size=filesizeformat(one.size),
            small_url=one.small_url,
            original_url=original.get_absolute_url() if (original := open_ones.get(one.original_id or 0)) else "",
        )
        for one in wanted
        if one.pk in open_ones
    ]
