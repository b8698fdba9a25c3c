"""A post and its unit in one breath: “Trưởng ấp An Mỹ”, “Bí thư chi bộ ấp Mẫu Một”. Pure: takes texts, gives texts."""

from __future__ import annotations

# What a place below the commune is called, as its name begins. The longer ones first.
PLACES = ("khu phố", "khu vực", "tổ dân phố", "tổ nhân dân", "tổ tự quản", "tổ liên gia", "ấp", "thôn", "bản", "làng", "buôn",
          "bon", "khóm", "xóm", "sóc", "phum", "tổ")  # fmt: skip


def place_word(unit_name: str) -> str:
    """“ấp” of “Ấp An Mỹ”, “khu phố” of “Khu phố 3”; empty where the name does not begin with such a word."""
    low = unit_name.lower()
    return next((word for word in PLACES if low == word or low.startswith(word + " ")), "")


def lowered(unit_name: str) -> str:
    """As inside a sentence: “Ấp An Mỹ” → “ấp An Mỹ”."""
    return unit_name[:1].lower() + unit_name[1:]


def joined(post: str, unit_name: str) -> str | None:
    """The post and the unit without saying a word twice: “Bí thư chi bộ” and “Chi bộ ấp Mẫu” → “Bí thư chi bộ ấp Mẫu”; None
    where no word is common."""
    words, rest = post.split(), unit_name.split()
    for length in range(min(len(words), len(rest)), 0, -1):
        if [word.lower() for word in words[-length:]] == [word.lower() for word in rest[:length]]:
            return " ".join([*words, *rest[length:]])
    return None
