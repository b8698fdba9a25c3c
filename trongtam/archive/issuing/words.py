"""The texts of a Word file in their order, each with its place. Pure; a file that swells when unpacked is refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

MOST_BYTES = 60_000_000
MOST_PARTS = 3_000
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


class NotWord(Exception):
    """The bytes are no Word file that can be read, or one that swells beyond measure."""


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph or one cell. `heading` is the last heading above it; a cell has `row` (its first words) and `column`."""

    text: str
    heading: str = ""
    row: str = ""
    column: str = ""
    table: int = 0  # which table, from 1; 0 outside of tables


@dataclass
class _Walk:
    heading: str = ""
    table: int = 0
    found: list[Text] = field(default_factory=list)


def refuse_swelling(package: zipfile.ZipFile) -> None:
    """Raises NotWord where the unpacked parts are too large or too many, or bring entities of their own."""
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise NotWord("it swells")
    for part in parts:
        if part.filename.endswith((".xml", ".rels")) and _ENTITIES.search(package.read(part)):
            raise NotWord("entities")


def open_word(content: bytes) -> WordDocument:
    """The file as python-docx reads it. Raises NotWord."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            refuse_swelling(package)
        return Document(io.BytesIO(content))
    except NotWord:
        raise
    except Exception as error:  # zip, XML and python-docx each raise their own
        raise NotWord(str(error)) from error


def texts_of(content: bytes) -> list[Text]:
    """Paragraphs and cells in the order of the paper, without empty ones. Raises NotWord."""
    document, walk = open_word(content), _Walk()
    _walk(_blocks(document.element.body, document), walk)
    return walk.found


def whole_text(paragraph: Any) -> str:
    """The words of a paragraph with those of its links, spaces made single."""
    pieces = (
        node.text or "" if node.tag == qn("w:t") else " " for node in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"))
    )
    return " ".join("".join(pieces).split())


def _blocks(parent: Any, owner: Any) -> Iterator[Paragraph | Table]:
    for child in parent.iterchildren():
        if child.tag == qn("w:p"):
            yield Paragraph(child, owner)
        elif child.tag == qn("w:tbl"):
            yield Table(child, owner)
        elif child.tag == qn("w:sdt"):  # content controls that Word or an office puts around
            for inner in child.iterchildren(qn("w:sdtContent")):
                yield from _blocks(inner, owner)


def _walk(blocks: Iterator[Paragraph | Table], walk: _Walk) -> None:
    for block in blocks:
        if isinstance(block, Table):
            walk.table += 1
            _walk_table(block, walk)
            continue
        text = whole_text(block._p)
        if not text:
            continue
        walk.found.append(Text(text, walk.heading))
        if block.style is not None and str(block.style.name).startswith("Heading"):
            walk.heading = text


def _walk_table(table: Table, walk: _Walk) -> None:
    heads: list[str] = []
    number = walk.table
    for place, row in enumerate(table._tbl.tr_lst):
        cells = [_cell_texts(cell, table, walk.heading) for cell in row.tc_lst]
        words = [" ".join(texts) for texts in cells]
        if place == 0:
            heads = words
        label = next((text for text in words if re.search(r"[^\W\d_]{2}", text)), words[0] if words else "")
        for column, texts in enumerate(cells):
            head = heads[column] if place and column < len(heads) else ""
            walk.found += [Text(text, walk.heading, label if place else "", head, number) for text in texts]


def _cell_texts(cell: Any, table: Table, heading: str) -> list[str]:
    inner = _Walk(heading)
    _walk(_blocks(cell, _Cell(cell, table)), inner)
    return [one.text for one in inner.found]
