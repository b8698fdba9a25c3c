"""The check of the catalogues finds a missing, a doubtful and a broken translation."""

import polib
import pytest

from tools import HOUSE
from tools.catalogues import faults


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        (polib.POEntry(msgid="%(n)s targets", msgstr="%(n)s chỉ tiêu"), []),
        (polib.POEntry(msgid="100%% of %(n)s", msgstr="100%% của %(n)s"), []),
        (polib.POEntry(msgid="target", msgstr=""), ["has no Vietnamese"]),
        (polib.POEntry(msgid="target", msgstr="mục tiêu", flags=["fuzzy"]), ["is marked fuzzy"]),
        (polib.POEntry(msgid="{n} of %s", msgstr="{m} trên %s"), ["has placeholders other than ['%s', '{n}']"]),
        (polib.POEntry(msgid="%(n)s unit", msgid_plural="%(n)s units", msgstr_plural={0: "%(n)s đơn vị"}), []),
        (polib.POEntry(msgid="%(n)s unit", msgid_plural="%(n)s units", msgstr_plural={0: ""}), ["has no Vietnamese"]),
    ],
)
def test_faults(entry, found):
    assert faults(entry) == found


def test_one_word_has_one_vietnamese_in_all_rooms():
    """Django takes the first room's translation of a word for all rooms, so two would make one of them wrong."""
    said: dict[tuple[str | None, str], dict[str, str]] = {}
    for path in sorted(HOUSE.glob("trongtam/*/locale/vi/LC_MESSAGES/django.po")):
        for entry in polib.pofile(str(path)):
            if not entry.obsolete:
                words = entry.msgstr or str(sorted(entry.msgstr_plural.items()))
                said.setdefault((entry.msgctxt, entry.msgid), {})[words] = path.parts[-5]
    assert {key: rooms for key, rooms in said.items() if len(rooms) > 1} == {}
