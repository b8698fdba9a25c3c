"""The book calls every act by a name that people read; each act is a person's, by a rule, or the program's own."""

from __future__ import annotations

from tools import permissions
from trongtam.ledger import acts


def test_every_act_has_a_name_and_an_author() -> None:
    named = {act.code for act in acts.registered()}
    by_rule = {act for given in permissions.acts().values() for act in given}
    of_program = permissions.acts_of_the_program()
    assert sorted((by_rule | of_program) - named) == [], "register its name in the room's acts.py"
    assert sorted(by_rule & of_program) == [], "an act is a person's or the program's"
    assert {"ledger.personal_erased", "org.set_up", "portal.demonstration_laid"} <= of_program


def test_what_the_source_writes_is_known() -> None:
    known = permissions.acts_of_the_program() | {act for given in permissions.acts().values() for act in given}
    assert sorted(set(permissions.written_acts()) - known) == []
