"""The words of a file, for the search and to look for stamps. Without a database; a PDF is read by a helper process.

Every kind has bounds on bytes and signs, so that a file made to swell ends early; what could be read until then counts.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from xml.etree import ElementTree

from trongtam.archive import sniff
from trongtam.archive.issuing.pdf_text import UnreadablePdf, read_pdf

READABLE = frozenset({sniff.PDF, sniff.DOCX, sniff.XLSX, sniff.TEXT, sniff.CSV})
MOST_SIGNS = 300_000  # about a hundred full pages
_MOST_BYTES, _PIECE = 30_000_000, 1 << 16
_WORD = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_EXCEL = re.compile(r"xl/(workbook|sharedStrings|worksheets/sheet\d+)\.xml")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


class Unreadable(Exception):
    """A broken or locked file, or one that takes too long."""


def words_of(content: bytes, media_type: str) -> str:
    """The words, a line a paragraph; "" for a scan. Raises Unreadable."""
    if media_type in {sniff.DOCX, sniff.XLSX}:
        return _plain("\n".join(_office(content, _WORD if media_type == sniff.DOCX else _EXCEL)))
    if media_type == sniff.PDF:
        try:
            return _plain(next(iter(read_pdf(content).readings), ""))
        except UnreadablePdf as error:
            raise Unreadable(str(error)) from error
    return _plain(sniff.text_of(content) or "")


def _plain(text: str) -> str:
    """Composed, without control signs (PostgreSQL takes no NUL), not too long."""
    return _CONTROL.sub(" ", unicodedata.normalize("NFC", text[:MOST_SIGNS]))


def _office(content: bytes, wanted: re.Pattern[str]) -> Iterator[str]:
    left = MOST_SIGNS
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for part in sorted(filter(wanted.fullmatch, package.namelist()), reverse=True):  # headings first
                with package.open(part) as stream:
                    for line in _lines(stream.read(_MOST_BYTES)):
                        yield line
                        left -= len(line) + 1
                        if left < 0:
                            return
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError) as error:
        raise Unreadable(str(error)) from error


def _lines(part: bytes) -> Iterator[str]:
    """Paragraphs, cells of words and names of sheets of one part; a broken one gives what was read so far."""
    if b"<!DOCTYPE" in part[:_PIECE] or b"<!ENTITY" in part[:_PIECE]:  # office files have none; entities could swell
        return
    parser: ElementTree.XMLPullParser = ElementTree.XMLPullParser(["end"])
    with suppress(ElementTree.ParseError):
        for start in range(0, len(part), _PIECE):
            parser.feed(part[start : start + _PIECE])
            for _kind, *found in parser.read_events():
                element = found[0]
                if isinstance(element, ElementTree.Element):
                    yield from _said(element)


def _said(element: ElementTree.Element) -> Iterator[str]:
    tag = element.tag.rpartition("}")[2]
    if tag in {"p", "si", "is"}:  # a paragraph; a shared or own text of a cell
        line = "".join(
            (t.text or "") if t.tag.endswith("}t") else " " for t in element.iter() if _is_sign(t.tag)
        ).strip()
        element.clear()
        if line:
            yield line
    elif tag == "sheet":
        yield element.get("name", "")
    elif tag == "row":
        element.clear()


def _is_sign(tag: str) -> bool:
    return tag.endswith(("}t", "}tab", "}br"))
