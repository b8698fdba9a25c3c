"""The head and the foot of a printed paper: who issues it, its number, date and title; who signs and who receives it. Pure."""

import re
from collections.abc import Sequence

from trongtam.ground.vntext import fold

LONGEST_HEAD, LONGEST_FOOT = 16, 40
_KINDS = "nghi quyet|chi thi|ket luan|chuong trinh|ke hoach|bao cao|quyet dinh|de an|quy che|quy dinh|thong bao"
_NATION = re.compile(r"dang cong san viet nam|cong hoa xa hoi chu nghia viet nam|doc lap ?[-–] ?tu do ?[-–] ?hanh phuc")
_ORGAN = re.compile(
    r"(?:dang bo|dang uy|chi bo|ban chap hanh|ban thuong vu|tinh uy|thanh uy|huyen uy|quan uy|thi uy|dai hoi|hoi dong nhan dan"
    r"|uy ban nhan dan|hdnd|ubnd|nhiem ky|khoa|lan thu|tinh|thanh pho|huyen|xa|phuong|thi tran)(?!\w)"
)
_NUMBER = re.compile(
    r"so ?:? ?[\d.… ]*[-/–] ?(?:nq|ct|kl|ctr|ctrhd|kh|bc|qd|da|qc|tb|nq-hdnd)(?!\w)|so ?:? ?\d+/\d{4}/\w"
)
_DATELINE = re.compile(r"[^.;:]{2,60}, ?ngay[\s\d.…]*thang[\s\d.…]*nam[\s\d.…]*")
_DATE_BEHIND = re.compile(r", ?ngay[\s\d.…]*thang[\s\d.…]*nam[\s\d.…]*$")
_RULE = re.compile(r"[\W_]+")
_TITLED = re.compile(rf"(?:{_KINDS})(?!\w)")
_RECIPIENTS = re.compile(r"noi nhan(?!\w)")
_SIGNED = re.compile(
    r"(?:t ?/ ?m|tm|k ?/ ?t|kt|t ?/ ?l|tl|thay mat)[. ]+(?:ban|dang|chi|tinh|huyen|thanh|hoi|uy|bi thu|chu tich|doan)"
)
_SIGNER = re.compile(r"(?:pho )?(?:bi thu|chu tich)(?: (?:dang uy|chi bo|hdnd|ubnd))?")
_ANNEX = re.compile(r"phu luc(?!\w)")


def frame_of(lines: Sequence[str], labelled: Sequence[bool]) -> frozenset[int]:
    """Numbers of the lines that are head or foot. `labelled`: a line bears a number or letter of the outline (no dash).

    Nothing is taken for a head unless the first lines say so: the Party's or the state's name, a number, a dateline, or
    the kind of paper alone on a line (NGHỊ QUYẾT).
    """
    return _head(lines, labelled) | _foot(lines, labelled)


def _head(lines: Sequence[str], labelled: Sequence[bool]) -> frozenset[int]:
    found: list[int] = []
    sure = titled = named = False
    for index, line in enumerate(lines[:LONGEST_HEAD]):
        plain = fold(line).strip(" *-–_.")
        certain = bool(_NATION.search(plain) or _NUMBER.match(plain) or _DATELINE.fullmatch(plain) or _dated(plain))
        kind = None if titled else _TITLED.match(plain)
        if labelled[index] and not certain:
            break
        if certain or _RULE.fullmatch(line) or (_shouted(line) and _ORGAN.match(plain)):
            sure, named = sure or certain, named or (titled and not certain)
        elif kind is not None and _shouted(line.strip(" *-–_.")[: kind.end()]):
            titled, named = True, len(plain) > kind.end() and plain != "chuong trinh hanh dong"
            sure = sure or not named
        elif titled and line[-1] not in ".;:" and (not named or plain.startswith("ve ")):
            named = True
        else:
            break
        found.append(index)
    return frozenset(found) if sure else frozenset()


def _foot(lines: Sequence[str], labelled: Sequence[bool]) -> frozenset[int]:
    for begun in range(max(len(lines) - LONGEST_FOOT, 0), len(lines)):
        plain = fold(lines[begun]).strip(" *_.:")
        if not (
            _RECIPIENTS.match(plain)
            or (_SIGNED.match(plain) and lines[begun][0].isupper())
            or (_SIGNER.fullmatch(plain) and _shouted(lines[begun]))
        ):
            continue
        ends = next((at for at in range(begun, len(lines)) if _goes_on(lines[at], labelled[at])), len(lines))
        return frozenset(range(begun, ends))
    return frozenset()


def _goes_on(line: str, labelled: bool) -> bool:
    """Whether the paper goes on behind its signature: an annex, or a numbered line that is no "T/M"."""
    plain = fold(line)
    return bool(_ANNEX.match(plain)) or (labelled and not _SIGNED.match(plain))


def _dated(plain: str) -> bool:
    """A number and a dateline side by side, as two columns are pasted."""
    return bool(plain.startswith("so") and _DATE_BEHIND.search(plain))


def _shouted(text: str) -> bool:
    return text == text.upper() and text != text.lower()
