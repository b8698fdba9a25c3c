"""Every act that the house writes into the book has a name there."""

import re

from tools import HOUSE
from trongtam.ledger import acts

WRITTEN = re.compile(r'(?:book\.write|_write|_write_entry)\(\s*"([a-z]+\.[a-z_]+)"')


def test_every_act_that_is_written_has_a_name() -> None:
    sources = [path for path in (HOUSE / "trongtam").rglob("*.py") if "tests" not in path.parts]
    written = {code for path in sources for code in WRITTEN.findall(path.read_text(encoding="utf-8"))}
    assert len(written) > 40
    assert written - {act.code for act in acts.registered()} == set()
