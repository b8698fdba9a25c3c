"""What a file is by its content, whatever its name says. Pure: bytes in, a media type or a word out.

Known types: PDF, Word and Excel of the open format, PNG, JPEG, plain text, CSV. Anything else has no type here.
"""

import io
import re
import zipfile

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PNG, JPEG, TEXT, CSV = "image/png", "image/jpeg", "text/plain", "text/csv"

# What each ending promises.
BY_ENDING = {
    "pdf": PDF,
    "docx": DOCX,
    "xlsx": XLSX,
    "png": PNG,
    "jpg": JPEG,
    "jpeg": JPEG,
    "txt": TEXT,
    "csv": CSV,
}
PHOTOS = frozenset({PNG, JPEG})
SHOWN_INLINE = frozenset({PDF, PNG, JPEG})

_PROGRAM_ENDINGS = frozenset(
    {
        "exe",
        "dll",
        "com",
        "bat",
        "cmd",
        "msi",
        "scr",
        "ps1",
        "vbs",
        "js",
        "jar",
        "sh",
        "apk",
        "app",
        "deb",
        "rpm",
        "bin",
    }
    | {"py", "php", "html", "htm", "svg", "docm", "xlsm", "hta", "lnk"}
)
_PROGRAM_HEADS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
)
_PHONE_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis"})
HEAD = 4096
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")


def ending(name: str) -> str:
    """The ending of a file name in lower case, without the point: "Nghị quyết.PDF" gives "pdf"."""
    return name.rpartition(".")[2].strip().lower() if "." in name else ""


def is_program(content: bytes, name: str) -> bool:
    """Whether the file could run: by its name, its first bytes, or macros inside an office file."""
    if ending(name) in _PROGRAM_ENDINGS or content.startswith(_PROGRAM_HEADS):
        return True
    if _is_web_page(content):
        return True
    return any(part.endswith("vbaProject.bin") for part in _parts(content))


def media_type(content: bytes, name: str = "") -> str:
    """The media type by content; "" when it is none of the known ones. A name tells CSV from plain text only."""
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"PK\x03\x04"):
        return _office_type(_parts(content))
    if text_of(content) is not None:
        return CSV if ending(name) == "csv" else TEXT
    return ""


def is_phone_photo(content: bytes, name: str) -> bool:
    """Whether it is a photo in HEIC or AVIF, as new phones take them where nobody told them otherwise."""
    brand = content[8:12] if content[4:8] == b"ftyp" else b""
    return brand in _PHONE_BRANDS or ending(name) in {"heic", "heif", "avif"}


def text_of(content: bytes) -> str | None:
    """The content as text: UTF-8 with or without its mark, or UTF-16 with one; None when it is not text."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _CONTROL.search(text) else text


def _is_web_page(content: bytes) -> bool:
    start = content[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<script", b"<svg"))


def _parts(content: bytes) -> list[str]:
    if not content.startswith(b"PK\x03\x04"):
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return package.namelist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return []


def _office_type(parts: list[str]) -> str:
    if "[Content_Types].xml" not in parts:
        return ""
    if "word/document.xml" in parts:
        return DOCX
    return XLSX if "xl/workbook.xml" in parts else ""
