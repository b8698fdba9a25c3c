"""Lines and sentences of a text as a tree of clauses, with a guess of each one's kind."""

import re
import unicodedata
from dataclasses import dataclass, field

from trongtam.ground.vntext import fold

from .paper import frame_of
from .proposals import TargetProposal, read_targets

HEADING, TARGET, TASK, SOLUTION, BREAKTHROUGH, SHORTCOMING = (
    "heading",
    "target",
    "task",
    "solution",
    "breakthrough",
    "shortcoming",
)
DEEPEST = 8
LONGEST_LABEL = 40

# How labels rank, the outermost first; the lower the number, the higher it stands.
_LABELS = (
    (1.0, re.compile(r"(?:PHẦN|Phần|CHƯƠNG|Chương)\s+(?:thứ\s+|THỨ\s+)?[^\W_]+\s*[.:–-]?(?=\s|$)")),
    (1.5, re.compile(r"[A-HĐ][.)]\s*[-–]?(?=\s)")),
    (2.0, re.compile(r"(?:Điều|ĐIỀU)\s+\d+[.:]?(?=\s|$)")),
    (2.5, re.compile(r"[IVX]{1,6}\s*[.)]\s*[-–]?(?=\s)|[IVX]{1,6}\s*[-–](?=\s)")),
    (3.1, re.compile(r"\d{1,2}(?:\.\d{1,2})+[.)]?(?=\s)")),
    (3.0, re.compile(r"\d{1,3}\s*[.)]\s*[-–]?(?=\s)")),
    (5.0, re.compile(r"[a-zđ][.)](?=\s)|[a-zđ]\d?\)(?=\s)")),
    (6.0, re.compile(r"[-–—•●▪](?=\s)")),
    (7.0, re.compile(r"[+*○](?=\s)")),
)
_DASH, _BODY = 6.0, 9.0
_SENTENCE_END = re.compile(r"[.!?…][\"”’)\]]*\s+(?=[\"“‘(\[]?(?P<next>\S))")
_LEAD = re.compile(r"[\W_]*([^:.;]{3,60}):(?=[\W_]*\w)")
_FIELD = re.compile(r"(?:Về|Công tác|Lĩnh vực|Trên lĩnh vực|Đối với)\b")
_ABBREVIATIONS = frozenset(
    {
        "tp",
        "tx",
        "tt",
        "ths",
        "ts",
        "gs",
        "pgs",
        "kt",
        "tm",
        "q",
        "p",
        "vd",
        "tr",
        "ub",
        "đ/c",
        "t/m",
        "k/t",
        "st",
        "stt",
    }
)

# Folded words of a heading and the kind of what stands below it, the first that fits; plain narrative stays a heading.
_TOPICS = (
    (r"khac phuc", TASK),
    (r"han che|ton tai|khuyet diem|yeu kem|thieu sot", SHORTCOMING),
    (r"dot pha", BREAKTHROUGH),
    (r"chi tieu", TARGET),
    (r"nhiem vu", TASK),
    (r"muc tieu", TARGET),
    (r"giai phap|bien phap", SOLUTION),
    (r"ket qua|tinh hinh|uu diem|boi canh|quan diem|dac diem|bai hoc|nguyen nhan|danh gia|thanh tuu|can cu", HEADING),
)


@dataclass(frozen=True, slots=True)
class ReadClause:
    """One clause as read: `depth` 1 is the top, `label` as printed ("III.", "a)", "-"), `kind` a code of clause kinds.

    `left_out`: it is head or foot of the printed paper (organ, number, date, title, signature, recipients), no clause.
    """

    depth: int
    label: str
    kind: str
    text: str
    proposals: tuple[TargetProposal, ...] = field(default=())
    left_out: bool = False


@dataclass(slots=True)
class _Open:
    """A label that later lines may stand below: how it ranks and what its heading says of them."""

    rank: float
    topic: str | None


@dataclass(frozen=True, slots=True)
class _Row:
    """A sentence before its kind is known; `follows`: it stood behind another one in the same line."""

    depth: int
    label: str
    text: str
    topic: str | None
    follows: bool
    left_out: bool = False


def read_text(text: str) -> list[ReadClause]:
    """The clauses of a text in reading order. Labels and texts put together are the text (NFC), but for white space."""
    raw: list[_Row] = []
    open_labels: list[_Open] = []
    lines = _lines(unicodedata.normalize("NFC", text))
    split = [_split_label(line) for line in lines]
    frame = frame_of(lines, [rank < _DASH for rank, _label, _rest in split])
    for number, (rank, label, rest) in enumerate(split):
        if number in frame:
            raw.append(_Row(1, "", lines[number], None, follows=False, left_out=True))
            continue
        if rank == _BODY and _is_shouted(rest):
            rank = 8.0 if open_labels else 0.0
        while open_labels and open_labels[-1].rank >= rank:
            open_labels.pop()
        inherited = next((one.topic for one in reversed(open_labels) if one.topic is not None), None)
        lead = _lead_topic(rest, inherited)
        own = lead or (_topic(rest) if _is_heading_like(rest) else None)
        depth = min(len(open_labels) + 1, DEEPEST)
        for index, sentence in enumerate(_sentences(rest) or [""]):
            below = min(depth + (1 if index and label else 0), DEEPEST)
            raw.append(_Row(below, "" if index else label, sentence, lead or inherited, follows=bool(index)))
        if rank not in (_BODY, 0.0):
            open_labels.append(_Open(rank, own))
    return _with_kinds(raw)


def _lines(text: str) -> list[str]:
    """Lines without blanks; one that was wrapped in the middle of a sentence is joined to the line before."""
    joined: list[str] = []
    for line in (" ".join(line.split()) for line in text.splitlines()):
        if not line:
            continue
        wrapped = joined and line[0].islower() and _split_label(line)[0] == _BODY and joined[-1][-1] not in ".;:!?"
        if wrapped:
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def _split_label(line: str) -> tuple[float, str, str]:
    """Rank, label and the rest of a line; 1.1.2 ranks below 1.1."""
    for rank, shape in _LABELS:
        found = shape.match(line)
        if found and len(found[0]) <= LONGEST_LABEL:
            depth = found[0].strip(".) ").count(".") - 1 if rank == 3.1 else 0
            return rank + 0.1 * max(depth, 0), found[0].strip(), line[found.end() :].strip()
    return _BODY, "", line


def _sentences(text: str) -> list[str]:
    parts, begun = [], 0
    for found in _SENTENCE_END.finditer(text):
        if _ends_sentence(text[begun : found.start()], found["next"]):
            parts.append(text[begun : found.end()].strip())
            begun = found.end()
    return [*parts, text[begun:].strip()] if text[begun:].strip() else parts


def _ends_sentence(before: str, following: str) -> bool:
    word = before.split()[-1].lstrip("(“\"'") if before.split() else ""
    if word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isupper()):
        return False
    return following.isupper() or (following.isdigit() and not word.isdigit())


def _is_shouted(text: str) -> bool:
    return len(text) > 3 and text == text.upper() and text != text.lower()


def _is_heading_like(text: str) -> bool:
    return bool(text) and len(text) <= 160 and (text[-1] not in ".;" or _is_shouted(text) or len(text) <= 60)


def _topic(heading: str) -> str | None:
    plain = fold(heading)
    return next((kind for words, kind in _TOPICS if re.search(rf"(?<!\w)(?:{words})(?!\w)", plain)), None)


def _lead_topic(text: str, inherited: str | None) -> str | None:
    """What the words before the colon say of the words behind it: "Khâu đột phá: xây dựng đội ngũ cán bộ"."""
    lead = _LEAD.match(text)
    kind = _topic(lead[1]) if lead is not None else None
    if kind == BREAKTHROUGH or (inherited is None and kind in (SHORTCOMING, SOLUTION)):
        return kind
    return None


def _with_kinds(rows: list[_Row]) -> list[ReadClause]:
    clauses = []
    for index, row in enumerate(rows):
        if row.left_out:
            clauses.append(ReadClause(row.depth, row.label, HEADING, row.text, left_out=True))
            continue
        below = rows[index + 1] if index + 1 < len(rows) and rows[index + 1].depth > row.depth else None
        heading = _heads(row, below)
        proposals = () if heading else tuple(read_targets(row.text))
        if heading and not read_targets(row.text):
            kind = HEADING
        elif row.topic is None and row.text.startswith("Căn cứ "):
            kind = HEADING  # what the paper rests on is nobody's task
        elif row.topic is not None:
            kind = row.topic
        else:
            kind = TARGET if read_targets(row.text) else TASK
        clauses.append(ReadClause(row.depth, row.label, kind, row.text, () if kind == HEADING else proposals))
    return clauses


def _heads(row: _Row, below: _Row | None) -> bool:
    """Whether a row only says what stands below it. A whole sentence that others follow in its line says more than that,
    unless it is the name of a field ("Về kinh tế.")."""
    if not row.text or _is_shouted(row.text):
        return True
    if below is None:
        return False
    if not below.follows:
        return len(row.text) <= 160
    return len(row.text) <= 60 and bool(_FIELD.match(row.text))
