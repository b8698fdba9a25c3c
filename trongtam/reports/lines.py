"""Lines of a report as pieces, so that page and paper can make each number a link to its proof. Pure: no Django."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLACE = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `target` is the id of the target whose page proves it, `path` the address of another page that does
    (a board), None and empty for plain words."""

    text: str
    target: int | None = None
    path: str = ""

    @property
    def is_plain(self) -> bool:
        return self.target is None and not self.path


Line = tuple[Piece, ...]


def composed(pattern: str, **values: str | Piece | Line) -> Line:
    """A sentence from a pattern with named places (`%(name)s`), each filled with text, a piece or a whole line.

    Places may stand in any order, so translations are free; `%%` is a percent sign. Raises KeyError for a place without a value.
    """
    line: list[Piece] = []
    at = 0
    for place in _PLACE.finditer(pattern):
        _add(line, pattern[at : place.start()].replace("%%", "%"))
        value = values[place[1]]
        for part in value if isinstance(value, tuple) else (value,):
            _add(line, part)
        at = place.end()
    _add(line, pattern[at:].replace("%%", "%"))
    return tuple(line)


def _add(line: list[Piece], part: str | Piece) -> None:
    piece = part if isinstance(part, Piece) else Piece(part)
    if not piece.text:
        return
    if line and line[-1].is_plain and piece.is_plain:
        line[-1] = Piece(line[-1].text + piece.text)
    else:
        line.append(piece)


def joined(parts: list[Line], separator: str) -> Line:
    """Lines behind each other with a separator between."""
    line: list[Piece] = []
    for number, part in enumerate(parts):
        if number:
            _add(line, separator)
        for piece in part:
            _add(line, piece)
    return tuple(line)


def text_of(line: Line) -> str:
    return "".join(piece.text for piece in line)
