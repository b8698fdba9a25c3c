"""The check of the catalogues finds a missing, a doubtful and a broken translation."""

import polib
import pytest

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
