"""Every work of others in the repository stands in NOTICE with the hash it has."""

import hashlib
import re
import sys

from tools import HOUSE

VENDORED = {".woff2", ".woff", ".ttf"}
LINE = re.compile(r"^([0-9a-f]{64})\s+(\S+)$", re.M)


def complaints() -> list[str]:
    stated = {name: digest for digest, name in LINE.findall((HOUSE / "NOTICE").read_text(encoding="utf8"))}
    held = {
        str(path.relative_to(HOUSE)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((HOUSE / "trongtam").rglob("static/**/*"))
        if path.suffix in VENDORED or path.name.endswith(".min.js")
    }
    found = [f"NOTICE does not list {name}" for name in held if name not in stated]
    found += [f"NOTICE lists {name}, which is not there" for name in stated if not (HOUSE / name).exists()]
    return found + [
        f"{name} is not the file that NOTICE lists" for name in held if stated.get(name, held[name]) != held[name]
    ]


if __name__ == "__main__":
    sys.exit("\n".join(complaints()) or 0)
