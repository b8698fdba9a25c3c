"""`docs/permissions.md`: every act × every standard person, computed from the rules of all rooms.

python -m tools.permissions            write the table
python -m tools.check_permissions      compare it with the rules, and the acts of the book with the table

A room gives its part in two places:

`trongtam/<room>/rules.py`
    ACTS: dict[str, tuple[Callable[[user, thing], bool], str]]
    The act as the book writes it (`room.verb_past`) → the predicate and the key of the sample object it is tried with;
    several keys with spaces between them give a row each.
    An act that only the program does (no person, no predicate) stands in `ACTS_OF_THE_PROGRAM: frozenset[str]`.

`trongtam/<room>/tests/samples.py` (when the house of `org` has no fitting object)
    def samples(house: House) -> dict[str, object]
    Objects made in the small commune of `trongtam.org.tests.house`. Key `cell_a` means `house.cell_a`; key `org.member`
    means `samples(house)["member"]` of the room org. Every room's samples are made before any predicate is asked, the
    lower rooms first.

The persons are the users of the house and of `further_people` beside it. Sight is granted as
`trongtam/org/tests/samples.py` says.
"""

import os
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tools import HOUSE

TABLE = HOUSE / "docs" / "permissions.md"
WRITES = re.compile(r"""book\.write\(\s*"([a-z_]+\.[a-z_]+)\"""")

PERSONS = {
    "office": "Party office of the commune, with sight of its records",
    "secretary": "Secretary of the commune's committee",
    "deputy": "Deputy secretary of the commune's committee",
    "standing": "Member of the standing committee",
    "inspector": "Inspector of the commune's committee",
    "cell_secretary": "Secretary of cell A, with sight of its records",
    "cell_committee": "Member of the committee of cell A",
    "other_cell_secretary": "Secretary of cell B",
    "hamlet_head": "Head of the hamlet",
    "group_head": "Head of the self-managed group in it",
    "administrator": "Administrator of the commune",
    "provincial": "Secretary of the province",
    "former": "Office until 2020, with sight until then",
    "stranger": "Office of another commune",
}

HEAD = """# Permissions

Every act × every standard person, computed from the rules (`python -m tools.permissions`); `make check` compares.
Acts are named as the book names them. ● may · empty may not. Each is tried on an object of one small commune: cell A and
cell B, a hamlet and a group in it, the committee, a neighbouring commune. What a unit does for itself is tried on a cell,
on the hamlet and on the group, one row each.

| Person | |
|---|---|
"""

Act = tuple[Callable[[Any, Any], bool], str]


def rooms() -> Iterator[str]:
    """The rooms, the lowest first, as the settings install them."""
    from django.apps import apps

    order = [config.label for config in apps.get_app_configs() if config.name.startswith("trongtam.")]
    known = {"ground": 0, "look": 1, "ledger": 2, "accounts": 3, "org": 4, "archive": 5, "resolutions": 6, "targets": 7}
    return iter(sorted(order, key=lambda room: known.get(room, len(known))))


def acts() -> dict[str, dict[str, Act]]:
    """room → act → (predicate, sample)."""
    found: dict[str, dict[str, Act]] = {}
    for room in rooms():
        if find_spec(f"trongtam.{room}.rules") and (
            given := getattr(import_module(f"trongtam.{room}.rules"), "ACTS", {})
        ):
            found[room] = given
    return found


def acts_of_the_program() -> set[str]:
    found: set[str] = set()
    for room in rooms():
        if find_spec(f"trongtam.{room}.rules"):
            found |= set(getattr(import_module(f"trongtam.{room}.rules"), "ACTS_OF_THE_PROGRAM", ()))
    return found


def written_acts() -> dict[str, Path]:
    """Every act that the source writes into the book under its own name, and where."""
    found: dict[str, Path] = {}
    for path in sorted((HOUSE / "trongtam").rglob("*.py")):
        if "tests" not in path.parts:
            for act in WRITES.findall(path.read_text(encoding="utf8")):
                found.setdefault(act, path.relative_to(HOUSE))
    return found


def samples(house: Any) -> dict[str, Any]:
    """`room.name` → the sample object that the room makes in the house, the lower rooms first."""
    things: dict[str, Any] = {}
    for room in rooms():
        if find_spec(f"trongtam.{room}.tests.samples"):
            make = getattr(import_module(f"trongtam.{room}.tests.samples"), "samples", None)
            made = make(house) if make else {}
            things |= {f"{room}.{name}": thing for name, thing in made.items()}
    return things


def table(house: Any) -> tuple[str, list[str]]:
    """The whole document, and the acts whose sample object no room makes."""
    lacking: list[str] = []
    from trongtam.org.tests.house import further_people

    further = further_people(house)
    people = [further[name] if name in further else getattr(house, name) for name in PERSONS]
    things = samples(house)
    lines = [HEAD + "\n".join(f"| {name} | {text} |" for name, text in PERSONS.items())]
    for room, given in acts().items():
        lines += [
            "",
            f"## {room}",
            "",
            f"| Act | tried on | {' | '.join(PERSONS)} |",
            "|---|---|" + ":-:|" * len(PERSONS),
        ]
        for act, (predicate, keys) in given.items():
            for key in keys.split():
                if "." in key and key not in things:
                    room_of = key.split(".")[0]
                    lacking.append(f"{act}: no room makes the sample {key} (trongtam/{room_of}/tests/samples.py)")
                    continue
                thing = things[key] if "." in key else getattr(house, key)
                marks = ["●" if predicate(_fresh(person), thing) else "" for person in people]
                lines.append(f"| {act} | {key} | {' | '.join(marks)} |")
    if program := sorted(acts_of_the_program()):
        lines += ["", "## Acts of the program alone", "", ", ".join(program)]
    return "\n".join(lines) + "\n", lacking


def _fresh(user: Any) -> Any:
    """The person without what was remembered of his reach while the samples were made."""
    user.__dict__.pop("_reach", None)
    return user


def current() -> tuple[str, list[str]]:
    """The document as the rules are now and what it lacks, from a throw-away database in memory."""
    os.environ.pop("TRONGTAM_DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "trongtam.portal.settings"
    import django

    django.setup()
    from django.db import connection

    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    from trongtam.org.tests.house import make_house

    return table(make_house())


def main() -> None:
    TABLE.parent.mkdir(exist_ok=True)
    text, lacking = current()
    TABLE.write_text(text, encoding="utf8")
    print("\n".join(lacking))


if __name__ == "__main__":
    main()
