"""Whom the sheet of an organ may name: units below it, people with posts there whose names one reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused
from trongtam.org.models import Person, Post, Unit
from trongtam.org.reach import ACTING_KINDS, Reach

from .. import rules
from ..models import Work
from ..naming import Directory, Named, Several, Unknown
from ..queries.works import reads_names

if TYPE_CHECKING:
    from trongtam.accounts.models import User

UNIT, PERSON = "unit", "person"


class Everybody:
    """Two directories of a sheet: who may hold a work, and who may look on it. Read once a sheet."""

    def __init__(self, organ: Unit, user: User):
        path = rules.territory(organ)
        seen = Unit.objects.visible_to(user).filter(path__startswith=path)
        self._units = {one.pk: one for one in seen}
        self._persons: dict[int, Person] = {}
        reach = Reach.of(user)
        self._near = {pk: reads_names(reach, unit) for pk, unit in self._units.items()}
        units = [_of_unit(one) for one in self._units.values() if one.kind in ACTING_KINDS]
        people = self._people(path)
        self._named: dict[str, dict[int, str]] = {UNIT: {one.pk: one.name for one in self._units.values()}, PERSON: {}}
        self._named[PERSON] |= {one.key[1]: one.name for one in people}
        self.holders, self.units, self.people = Directory([*units, *people]), Directory(units), Directory(people)

    def _people(self, path: str) -> list[Named]:
        """All with a post below the organ, past ones too: the sentence then says that it has ended."""
        posts = Post.objects.filter(unit__path__startswith=path, person__erased_at__isnull=True)
        by_person: dict[tuple[int, str, str], list[Post]] = defaultdict(list)
        for post in posts.select_related("person", "unit").order_by("person__folded", "unit__path", "pk"):
            if self._near.get(post.unit_id, False):
                by_person[post.person_id, post.person.full_name, post.person.code].append(post)
        return [_of_person(pk, name, code, held) for (pk, name, code), held in by_person.items()]

    def holder(self, text: str, day: date, field: str = "holder") -> tuple[Unit | None, Person | None]:
        """The unit or the person that a cell names. Raises Refused with the nearest names."""
        return self._found(self.holders, text, day, field)

    def person(self, text: str, day: date) -> Person:
        """Who looks on."""
        person = self._found(self.people, text, day, "supervisor")[1]
        assert person is not None  # the directory holds persons alone
        return person

    def unit(self, text: str, day: date) -> Unit:
        unit = self._found(self.units, text, day, "cooperating")[0]
        assert unit is not None  # the directory holds units alone
        return unit

    def _found(self, among: Directory, text: str, day: date, field: str) -> tuple[Unit | None, Person | None]:
        try:
            found = among.find(text, day)
        except Unknown as unknown:
            raise Refused(_unknown(text, among, unknown.near), field=field) from unknown
        except Several as several:
            sentence = _("Several are called “%(text)s”: %(names)s. Write it as one of these stands here.")
            names = _listed(among, several.found)
            raise Refused(sentence % {"text": text, "names": names}, field=field) from several
        kind, pk = found.key
        if kind == UNIT:
            return self._units[pk], None
        if pk not in self._persons:
            self._persons[pk] = Person.objects.get(pk=pk)
        return None, self._persons[pk]

    def remember(self, works: Iterable[Work]) -> None:
        """The names of those who stand in works and are not listed any more, so that `label` and `place` know them; of
        persons where one reads names. A query for units and one for persons, where there are such."""
        units, persons = set[int](), set[int]()
        for work in works:
            units |= {work.home_id, work.holder_unit_id or work.home_id} - self._named[UNIT].keys()
            if self._near.get(work.home_id, False):
                persons |= {work.holder_person_id or 0, work.supervisor_id or 0} - self._named[PERSON].keys() - {0}
        if units:
            self._named[UNIT] |= dict(Unit.objects.filter(pk__in=units).values_list("pk", "name"))
        if persons:
            self._named[PERSON] |= dict(Person.objects.filter(pk__in=persons).values_list("pk", "full_name"))

    def label(self, kind: str, pk: int | None) -> str:
        """How the sheet names somebody: readable again as him alone. Who is not listed any more keeps his name; "" for nobody."""
        if pk is None:
            return ""
        return self.holders.label_of((kind, pk)) or self._named[kind].get(pk, "")

    def holder_of(self, work: Work) -> str:
        """Who does it, or the place where the reader does not read the name."""
        return (
            self.label(UNIT, work.holder_unit_id)
            or self.label(PERSON, work.holder_person_id)
            or self.place(work.home_id)
        )

    def place(self, pk: int) -> str:
        return self._named[UNIT].get(pk, "")


def _of_unit(unit: Unit) -> Named:
    return Named((UNIT, unit.pk), unit.name, unit.code, (), ((unit.founded_on, unit.ended_on),))


def _of_person(pk: int, name: str, code: str, posts: list[Post]) -> Named:
    """Posts that are still held first; what tells a person apart is the place of his post, never where his record is kept."""
    held = sorted(posts, key=lambda post: post.valid_to is not None)
    places = dict.fromkeys(text for post in held for text in (post.unit.name, post.title))
    return Named((PERSON, pk), name, code, tuple(places), tuple((post.valid_from, post.valid_to) for post in held))


def _listed(among: Directory, found: list[Named]) -> str:
    return ", ".join(f"“{among.label(one)}”" for one in found)


def _unknown(text: str, among: Directory, near: list[Named]) -> str:
    if not text:
        return _("“%(title)s” is missing.") % {"title": _("Who does it")}
    if not near:
        sentence = _("“%(text)s” is no unit and nobody with a post here. Write the name as it stands in the program.")
        return sentence % {"text": text}
    sentence = _("“%(text)s” is no unit and nobody with a post here. The nearest names: %(names)s.")
    return sentence % {"text": text, "names": _listed(among, near)}
