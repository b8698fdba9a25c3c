"""Number and date written into a compiled paper: the lines of its head are found again, also after people worked on it. Pure."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import islice
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from trongtam.ground.papers.marks import clean

from .figures import is_head
from .words import NotWord, refuse_swelling, whole_text

# The head stands among the first lines; further down the same words are somebody else's number.
HEAD_LINES = 40
BODY = "word/document.xml"


class NoGap(Exception):
    """The head has no line for the number ("number") or for place and date ("date")."""

    def __init__(self, line: str) -> None:
        self.line = line
        super().__init__(line)


def stamp(content: bytes, *, number_line: str, date_line: str) -> bytes:
    """The same file with both lines filled in, in the letters that stood there. A number that stood there is replaced.

    Only the part with the text is read and written anew, since this is done while a row of numbers is held.
    Raises NotWord, NoGap.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        refuse_swelling(package)
        body = etree.fromstring(package.read(BODY), etree.XMLParser(resolve_entities=False, no_network=True))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise NotWord(str(error)) from error
    lines = [(p, whole_text(p)) for p in islice(body.iter(qn("w:p")), HEAD_LINES)]
    _write(_line(lines, "số", "number"), number_line)
    _write(_line(lines, "", "date"), date_line)
    buffer = io.BytesIO()
    with package, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        written = etree.tostring(body, xml_declaration=True, encoding="UTF-8", standalone=True)
        for part in package.infolist():
            out.writestr(part, written if part.filename == BODY else package.read(part))
    return buffer.getvalue()


def _line(lines: list[tuple[Any, str]], start: str, name: str) -> Any:
    for paragraph, text in lines:
        is_number = bool(re.match(r"số\b", text, re.IGNORECASE))
        if is_head(text) and is_number == bool(start):
            return paragraph
    raise NoGap(name)


def _write(paragraph: Any, text: str) -> None:
    """The words into the first run, nothing into the others: they keep their letters."""
    first, *others = paragraph.iter(qn("w:t"))
    first.text = clean(text)
    first.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for node in others:
        node.text = ""
    for tab in list(paragraph.iter(qn("w:tab"))):
        if tab.getparent().tag == qn("w:r"):
            tab.getparent().remove(tab)
