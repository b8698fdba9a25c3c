"""Office files are zip packages: looked at before any reader opens them. Pure but for its sentences.

A small package can unpack to gigabytes, declare a document type that a reader expands without end, or carry macros.
"""

import zipfile
from io import BytesIO

from django.utils.translation import gettext_lazy as _

from trongtam.ground.errors import Unreadable

MOST_PARTS = 2_000


def refuse_unsound(data: bytes, *, main_part: str, most_unpacked: int) -> None:
    """Raises Unreadable for what is no package with the part (`xl/workbook.xml`, `word/document.xml`), unpacks to more bytes than
    allowed, declares a document type or holds macros."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > most_unpacked:
                raise Unreadable(_("This file is too large when it is opened. Please send a smaller one."))
            if main_part not in names:
                raise _unreadable()
            if any(name.rpartition("/")[2].lower() == "vbaproject.bin" for name in names):
                raise Unreadable(_("This file holds macros. Please save it without them and send that."))
            for part in parts:
                if b"<!DOCTYPE" in package.open(part).read(4096).upper():
                    raise _unreadable()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as broken:
        raise _unreadable() from broken


def _unreadable() -> Unreadable:
    return Unreadable(_("This file could not be opened. Please save it again as .xlsx or .docx and send that."))
