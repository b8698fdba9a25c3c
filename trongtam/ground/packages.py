"""Office files are zip packages: looked at before any reader opens them. Pure but for its sentences.

A small package can unpack to gigabytes, declare a document type that a reader expands without end, or carry macros.
"""

import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.utils.translation import gettext_lazy as _

from trongtam.ground.errors import Unreadable

MOST_PARTS = 2_000


@dataclass(frozen=True, slots=True)
class Sentences:
    """What is said of a package that is not opened."""

    too_large: Any
    unreadable: Any
    macros: Any


OFFICE_FILE = Sentences(
    _("This file is too large when it is opened. Please send a smaller one."),
    _("This file could not be opened. Please save it again as .xlsx or .docx and send that."),
    _("This file holds macros. Please save it without them and send that."),
)
WORKBOOK = Sentences(
    _("This workbook is too large. Please split it into smaller ones."),
    _("This file could not be read as an Excel workbook. Please save it again as .xlsx and try once more."),
    _("This workbook holds macros. Save it as a workbook without macros (.xlsx)."),
)


def refuse_unsound(
    data: bytes, *, main_part: str = "", most_unpacked: int, said: Sentences = OFFICE_FILE
) -> dict[str, int]:
    """The size of each part. Raises Unreadable for what is no package with the part (`xl/workbook.xml`, `word/document.xml`),
    unpacks to more bytes than allowed, declares a document type or holds macros."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
            sizes = {part.filename: part.file_size for part in parts}
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > most_unpacked:
                raise Unreadable(said.too_large)
            if main_part and main_part not in sizes:
                raise Unreadable(said.unreadable)
            if any(name.rpartition("/")[2].lower() == "vbaproject.bin" for name in sizes):
                raise Unreadable(said.macros)
            for part in parts:
                # Office files never declare a document type; one that does wants to make the reader expand entities.
                if b"<!DOCTYPE" in package.open(part).read(4096).upper():
                    raise Unreadable(said.unreadable)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as broken:
        raise Unreadable(said.unreadable) from broken
    return sizes
