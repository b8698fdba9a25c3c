"""Signs that a paper is classified: MẬT, TỐI MẬT, TUYỆT MẬT in its name or at its head. Pure.

A sign is a hint, not proof of the contrary: a paper without one may still be classified, so the person states it too.
The word also stands in harmless ones (mật độ, bảo mật, bí mật nhà nước); those do not count.
"""

import io
import re
import unicodedata
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from xml.etree import ElementTree

from trongtam.archive import sniff
from trongtam.ground.markings import HARMLESS_AFTER, HEAD_CHARACTERS, WORDS, in_text
from trongtam.ground.vntext import fold

__all__ = ["HEAD_CHARACTERS", "head_text", "in_name", "in_text"]
_MOST_BYTES = 400_000
_MOST_STREAMS = 60
_MOST_MAPS = 6

_HARMLESS_BEFORE = r"(?<!BẢO )(?<!BÍ )(?<!BAO )(?<!THÂN )(?<!CẨN )"
_NAME_UPPER = re.compile(rf"\b{_HARMLESS_BEFORE}MẬT\b{HARMLESS_AFTER}")
_NAME_FOLDED = re.compile(r"\b(?:tuyet mat|toi mat)\b")


def in_name(name: str) -> str:
    """The marking that a file name hints at, "" for none: "TỐI MẬT - 12-BC.docx" gives "TỐI MẬT"."""
    plain = re.sub(r"[\W_]+", " ", unicodedata.normalize("NFC", name))
    if found := _NAME_FOLDED.search(fold(plain)):
        return WORDS[found[0]]
    return "MẬT" if _NAME_UPPER.search(plain) else ""


def head_text(content: bytes, media_type: str) -> str:
    """The first lines of a text, Word or PDF file; "" where there is no text layer that is simple to read."""
    if media_type in {sniff.TEXT, sniff.CSV}:
        return (sniff.text_of(content) or "")[:HEAD_CHARACTERS]
    if media_type == sniff.DOCX:
        return _word_head(content)
    return _pdf_head(content) if media_type == sniff.PDF else ""


def _word_head(content: bytes) -> str:
    lines: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [p for p in package.namelist() if re.fullmatch(r"word/(header\d*|document)\.xml", p)]
        for part in sorted(parts, reverse=True):  # headers first
            lines += _paragraphs(package, part)
    return "\n".join(lines)[:HEAD_CHARACTERS]


def _paragraphs(package: zipfile.ZipFile, part: str) -> list[str]:
    """Paragraphs from the start of a part, read as a stream: a broken or huge part gives what was read so far."""
    paragraph, word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p", "}t"
    parser: ElementTree.XMLPullParser = ElementTree.XMLPullParser(["end"])
    lines: list[str] = []
    with package.open(part) as stream:
        start = stream.read(_MOST_BYTES)
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:  # office files have none; entities could swell
        return lines
    with suppress(ElementTree.ParseError):
        parser.feed(start)
        for _kind, *found in parser.read_events():
            element = found[0]
            if isinstance(element, ElementTree.Element) and element.tag == paragraph:
                lines.append("".join(t.text or "" for t in element.iter() if t.tag.endswith(word)))
    return lines


_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_SHOWN = re.compile(rb"\((?P<plain>(?:\\.|[^\\()])*)\)|<(?P<hex>[0-9A-Fa-f\s]+)>|(?P<end>T\*|Td|TD|Tm|ET|')", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]{4,})>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]{4})>")


@dataclass(frozen=True, slots=True)
class _CodeMap:
    """From the codes of one font to letters; a code is `digits` hexadecimal digits long."""

    digits: int
    letters: dict[int, str]


def _pdf_head(content: bytes) -> str:
    """Text of the first streams: plain strings, and codes through the maps to Unicode that the file brings.

    Which font a string stands in is not resolved: it is read with every map, each reading on lines of its own.
    """
    streams = [_unpacked(found[1]) for found in islice(_STREAM.finditer(content), _MOST_STREAMS)]
    maps = [_code_map(stream) for stream in streams if b"beginbf" in stream][:_MOST_MAPS]
    texts = [_shown(stream, codes) for stream in streams if b"BT" in stream for codes in maps or [_CodeMap(4, {})]]
    return "\n".join(text[:HEAD_CHARACTERS] for text in texts if text.strip())[:HEAD_CHARACTERS]


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream, _MOST_BYTES)
    except zlib.error:
        return stream[:_MOST_BYTES]


def _code_map(stream: bytes) -> _CodeMap:
    letters: dict[int, str] = {}
    digits = 4
    for section in re.findall(rb"beginbfrange(.*?)endbfrange", stream, re.DOTALL):
        for first, last, start in _RANGE.findall(section):
            digits = len(first)
            for step in range(min(int(last, 16) - int(first, 16) + 1, 256)):
                letters[int(first, 16) + step] = chr((int(start, 16) + step) % 0x10000)
    for section in re.findall(rb"beginbfchar(.*?)endbfchar", stream, re.DOTALL):
        for code, shown in _PAIR.findall(section):
            digits = len(code)
            whole = shown.decode()[: len(shown) // 4 * 4]
            letters[int(code, 16)] = bytes.fromhex(whole).decode("utf-16-be", "replace")
    return _CodeMap(digits, letters)


def _shown(stream: bytes, codes: _CodeMap) -> str:
    pieces: list[str] = []
    for found in _SHOWN.finditer(stream):
        if found["end"]:
            pieces.append("\n")
        elif found["hex"]:
            digits, step = b"".join(found["hex"].split()), codes.digits
            pieces += [codes.letters.get(int(digits[i : i + step], 16), "") for i in range(0, len(digits), step)]
        else:
            plain = re.sub(rb"\\(.)", rb"\1", found["plain"])
            known = plain.startswith(b"\xfe\xff")
            pieces.append(plain[2:].decode("utf-16-be", "replace") if known else plain.decode("latin-1"))
    return "".join(pieces)
