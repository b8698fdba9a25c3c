"""Signs that a text is classified: MẬT, TỐI MẬT, TUYỆT MẬT as a stamp on it. Pure.

A sign is a hint, not proof of the contrary: a text without one may still be classified.
The word also stands in harmless ones (mật độ, bảo mật, bí mật nhà nước); those do not count.
"""

import re
import unicodedata

from trongtam.ground.vntext import fold

HEAD_CHARACTERS = 2000
WORDS = {"tuyet mat": "TUYỆT MẬT", "toi mat": "TỐI MẬT", "mat": "MẬT"}
HARMLESS_AFTER = r"(?! (?:ĐỘ|ONG|KHẨU|MÃ|THIẾT|MÍA|VỤ|BÁO))"
_LINE = re.compile(r"(?:do mat ?[:.-]? ?)?(tuyet mat|toi mat|mat)", re.IGNORECASE)
_BEGUN = re.compile(rf"\W*(?P<sign>TUYỆT MẬT|TỐI MẬT|MẬT){HARMLESS_AFTER}(?!\w)")
_HINT = re.compile("[mM](?:[ậẬ]|[aAâÂạẠ][\u0302\u0323])")  # composed, or letter and signs apart
_BRACKETED = re.compile(r"[(\[<](?P<sign>TUYỆT MẬT|TỐI MẬT|MẬT)[)\]>]")


def in_text(text: str) -> str:
    """The marking that stands alone on a line of the first 2,000 characters, or behind "Độ mật:"; "" for none."""
    return _alone(unicodedata.normalize("NFC", text[:HEAD_CHARACTERS]))


def stamp_in(text: str) -> str:
    """The marking that stands alone on any line, or behind "Độ mật:"; "" for none. For words of every kind: what only begins
    with the word, or has it in brackets, may be about honey."""
    return _alone(unicodedata.normalize("NFC", text)) if _HINT.search(text) else ""


def in_typed(text: str) -> str:
    """The marking of a text that a person typed or pasted: alone on any line, at its head, or in brackets; "" for none."""
    whole = unicodedata.normalize("NFC", text)
    if sign := _alone(whole):
        return sign
    flat = " ".join(whole.split())
    found = _BEGUN.match(flat) or _BRACKETED.search(flat)
    return found["sign"] if found else ""


def _alone(text: str) -> str:
    for raw in text.splitlines():
        line = " ".join(raw.split()).strip("*[]()<>|.-–— ")
        if len(line) > 40:  # no stamp is that long; folding every line of a long text would be slow
            continue
        found = _LINE.fullmatch(fold(line))
        # Alone it counts only in capitals: a stamp, not the word for honey.
        if found and (line == line.upper() or ":" in line) and "Ậ" in line.upper():
            return WORDS[found[1]]
    return ""
