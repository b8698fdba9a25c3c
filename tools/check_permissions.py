"""The checked-in permission table agrees with the rules, and every act of the book stands in it."""

import re
import sys
from difflib import unified_diff

from tools import HOUSE, permissions

REVIEW = HOUSE / "docs" / "permissions-review.md"


def reviewed_columns() -> set[str]:
    """The persons whose columns the review by hand speaks of."""
    text = REVIEW.read_text(encoding="utf8").split("## By room")[0]
    rows = re.findall(r"^- ((?:`[a-z_]+`(?:, )?)+):", text, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([a-z_]+)`", row)}


def main() -> int:
    now, lacking = permissions.current()
    kept = permissions.TABLE.read_text(encoding="utf8") if permissions.TABLE.exists() else ""
    known = {act for given in permissions.acts().values() for act in given} | permissions.acts_of_the_program()
    missing = {act: path for act, path in permissions.written_acts().items() if act not in known}
    for act, path in missing.items():
        print(f"{path}: the act {act} has no row in ACTS of its room's rules")
    print("\n".join(lacking))
    if now != kept:
        print("docs/permissions.md differs from the rules; look at each change, then python -m tools.permissions")
        print("".join(unified_diff(kept.splitlines(True), now.splitlines(True), "checked in", "rules")))
    unread = reviewed_columns() ^ set(permissions.PERSONS)
    if unread:
        print(f"docs/permissions-review.md and the table differ in columns: {', '.join(sorted(unread))}")
    return 1 if missing or lacking or now != kept or unread else 0


if __name__ == "__main__":
    sys.exit(main())
