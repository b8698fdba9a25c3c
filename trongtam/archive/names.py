"""Names of files as people may read and type them anywhere: no paths, no signs that hide what a name ends in. Pure."""

import re
import unicodedata

MOST = 200
_MOST_ENDING = 12
# Forbidden on one system or another; a slash here is one that a system took for a letter.
_FORBIDDEN = re.compile(r'[/\\:*?"<>|]')


def clean_name(brought: str, instead: str = "file") -> str:
    """The last part of a path, composed, without control signs and turned writing (“anh\u202egpj.exe”), at most 200 long.

    The ending stays; where nothing else is left, `instead` stands before it.
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", brought))[-1]
    shown = "".join(" " if sign.isspace() else sign for sign in last if sign.isspace() or _shows(sign))
    flat = " ".join(_FORBIDDEN.sub("_", unicodedata.normalize("NFC", shown)).split()).rstrip(" .")
    stem, point, ending = flat.rpartition(".")
    if not point or len(ending) > _MOST_ENDING:
        stem, point, ending = flat, "", ""
    stem = stem.strip(" .")[: MOST - len(ending) - 1].rstrip(" .") or instead
    return f"{stem}{point}{ending.strip()}"


def with_ending(name: str, ending: str) -> str:
    """The same name with another ending: "anh.png" as "jpg" gives "anh.jpg"."""
    stem = name.rpartition(".")[0] or name
    return f"{stem[: MOST - len(ending) - 1]}.{ending}"


def _shows(sign: str) -> bool:
    """Whether a sign is seen: no control, format, surrogate, private or unassigned one."""
    return unicodedata.category(sign)[0] != "C"
