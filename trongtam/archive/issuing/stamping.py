"""Number and date written into a compiled paper: the lines of its head are found again, also after people worked on it. Pure."""

from __future__ import annotations

import io
import re
from typing import Any

from docx.oxml.ns import qn

from trongtam.ground.papers.marks import clean

from .figures import is_head
from .words import open_word, whole_text

# The head stands among the first lines; further down the same words are somebody else's number.
HEAD_LINES = 40


class NoGap(Exception):
    """The head has no line for the number ("number") or for place and date ("date")."""

    def __init__(self, line: str) -> None:
        self.line = line
        super().__init__(line)


def stamp(content: bytes, *, number_line: str, date_line: str) -> bytes:
    """The same file with both lines filled in, in the letters that stood there. A number that stood there is replaced.

    Raises NotWord, NoGap.
    """
    document = open_word(content)
    lines = [(p, whole_text(p)) for p in list(document.element.body.iter(qn("w:p")))[:HEAD_LINES]]
    _write(_line(lines, "số", "number"), number_line)
    _write(_line(lines, "", "date"), date_line)
    buffer = io.BytesIO()
    document.save(buffer)
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
