"""A Word file drawn once with marks in it, then filled many times: six thousand forms in minutes. Pure.

A mark is "⟦name⟧". What a form does not need is left out of the package (effects, unused styles, a picture of the template), so
that a filled one has some six kilobytes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape

from lxml import etree

from trongtam.ground.papers.marks import clean

DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
_LEFT_OUT = re.compile(r"^(word/stylesWithEffects\.xml|docProps/thumbnail\.jpeg|customXml/.*)$")
_TARGET_LEFT_OUT = re.compile(r"(stylesWithEffects\.xml|thumbnail\.jpeg|customXml/item1\.xml)")
_MARK = re.compile(r"⟦([^⟦⟧]+)⟧")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Dates of the parts inside: the same bytes for the same words.
_DAY = (2020, 1, 1, 0, 0, 0)


def mark(name: str) -> str:
    """Where a value comes to stand."""
    return f"⟦{name}⟧"


class Mould:
    """Made of a drawn Word file; `fill` gives one with its marks replaced."""

    def __init__(self, docx: bytes):
        with zipfile.ZipFile(BytesIO(docx)) as package:
            parts = {name: package.read(name) for name in package.namelist() if not _LEFT_OUT.match(name)}
        used = _styles_used(parts)
        parts[STYLES] = _slim_styles(parts[STYLES], used)
        for name in [name for name in parts if name.endswith(".rels") or name == "[Content_Types].xml"]:
            parts[name] = _without_left_out(parts[name])
        document = parts.pop(DOCUMENT).decode("utf8")
        self._rest = parts
        # Words and marks by turns: text, name, text, name … text.
        self._pieces = _MARK.split(document)

    @property
    def marks(self) -> set[str]:
        return set(self._pieces[1::2])

    def fill(self, values: Mapping[str, str]) -> bytes:
        """The Word file with these values. Raises KeyError for a mark without a value."""
        pieces = list(self._pieces)
        for place in range(1, len(pieces), 2):
            pieces[place] = escape(clean(values[pieces[place]]))
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
            for name, content in self._rest.items():
                package.writestr(_entry(name), content)
            package.writestr(_entry(DOCUMENT), "".join(pieces).encode("utf8"))
        return buffer.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _styles_used(parts: Mapping[str, bytes]) -> set[str]:
    found: set[str] = set()
    for name, content in parts.items():
        if name.startswith("word/") and name.endswith(".xml") and name != STYLES:
            found |= {one.decode() for one in re.findall(rb'w:(?:pStyle|rStyle|tblStyle) w:val="([^"]+)"', content)}
    return found


def _slim_styles(content: bytes, used: set[str]) -> bytes:
    """The styles that are used, those they rest upon, and the defaults."""
    root = etree.fromstring(content)
    styles = {style.get(f"{_W}styleId"): style for style in root.iter(f"{_W}style")}
    kept: set[str] = set()
    waiting = [name for name, style in styles.items() if name in used or style.get(f"{_W}default") == "1"]
    while waiting:
        name = waiting.pop()
        if name in kept or name not in styles:
            continue
        kept.add(name)
        waiting += [
            one.get(f"{_W}val", "")
            for kind in ("basedOn", "link", "next")
            if (one := styles[name].find(f"{_W}{kind}")) is not None
        ]
    for name, style in styles.items():
        if name not in kept:
            root.remove(style)
    for latent in root.findall(f"{_W}latentStyles"):
        root.remove(latent)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _without_left_out(content: bytes) -> bytes:
    root = etree.fromstring(content)
    for one in list(root):
        target = one.get("Target") or one.get("PartName") or ""
        if _TARGET_LEFT_OUT.search(target) or target.startswith("/customXml"):
            root.remove(one)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
