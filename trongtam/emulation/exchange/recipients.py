"""Whom the lines of a sheet of awards name: units below the organ, past ones too, and people whose plain record one keeps."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused
from trongtam.ground.vntext import fold
from trongtam.org.exchange.common import Units
from trongtam.org.models import Person, Unit
from trongtam.targets.computing.scope import scope_path

if TYPE_CHECKING:
    from trongtam.accounts.models import User

Recipient = Unit | Person


class Recipients:
    """Two queries, whatever the number of lines."""

    def __init__(self, organ: Unit, user: User):
        below = scope_path(organ)
        self.units = Units(Unit.objects.visible_to(user).filter(path__startswith=below).order_by("path"))
        known = Person.objects.known_to(user).not_erased().filter(home__path__startswith=below)
        self._by_code: dict[str, Person] = {}
        self._by_name: dict[str, list[Person]] = defaultdict(list)
        for person in known.select_related("home").order_by("folded", "pk"):
            self._by_code[person.code] = person
            self._by_name[person.folded].append(person)

    def find(self, text: str, place: str) -> Recipient:
        """By name or code; `place`, the unit of a person, tells those of one name apart. Raises Refused."""
        home = self.units.find(place, "place") if place else None
        people = self._people(text, home)
        if (home is not None and text in (home.code, home.name)) or (home is not None and fold(text) == home.folded):
            return home
        if people and self._is_unit(text):
            sentence = _("“%(text)s” is a unit and a person here: write the code.")
            raise Refused(sentence % {"text": text}, field="recipient")
        if len(people) > 1:
            told = {"text": text, "units": ", ".join(sorted({one.home.name for one in people}))}
            sentence = _("Several people are called “%(text)s” (%(units)s): write the unit or the code beside it.")
            raise Refused(sentence % told, field="recipient")
        return people[0] if people else self.units.find(text, "recipient")

    def _people(self, text: str, home: Unit | None) -> list[Person]:
        if text.lower() in self._by_code:
            return [self._by_code[text.lower()]]
        found = self._by_name.get(fold(text), [])
        return [one for one in found if home is None or one.home_id == home.pk]

    def _is_unit(self, text: str) -> bool:
        try:
            self.units.find(text, "recipient")
        except Refused:
            return False
        return True
