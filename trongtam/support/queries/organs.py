"""Which units may owe an answer: the five organs of a commune, found in its tree, and who stands above an organ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from trongtam.org.models import Unit, UnitKind
from trongtam.org.reach import ACTING_KINDS, TERRITORIES

from ..routing import Field, Organ, Table, propose, table_on

ORGAN_KINDS = (
    UnitKind.PARTY_COMMITTEE,
    UnitKind.GOVERNMENT,
    UnitKind.PEOPLES_COUNCIL,
    UnitKind.FRONT,
    UnitKind.ORGANISATION,
)
BASE_KINDS = tuple(kind for kind in ACTING_KINDS if kind not in ORGAN_KINDS)


@dataclass(frozen=True)
class Organs:
    """The organs of a place on a day. `place`: the commune (or the province); `units`: its own organs, not those of places below;
    `committee` answers for an organ that the tree does not have."""

    place: Unit
    units: tuple[Unit, ...]
    table: Table

    @property
    def committee(self) -> Unit:
        """The Party committee of the place; the place itself where it has none."""
        return next((one for one in self.units if one.kind == UnitKind.PARTY_COMMITTEE), self.place)

    def of(self, organ: Organ | None) -> Unit:
        """The unit that is one of the five organs."""
        if organ is not None:
            for one in self.units:
                if one.kind in organ.kinds or any(one.folded.startswith(name) for name in organ.names):
                    return one
        return self.committee

    def of_field(self, code: str) -> Unit:
        """The unit whose remit a field of the table is."""
        field = self.table.field(code)
        return self.of(self.table.organ(field.organ) if field is not None else None)


@dataclass(frozen=True)
class Proposed:
    """What the program proposes for a text: the organ, the field, the words that point there."""

    organ: Unit
    field: Field
    words: tuple[str, ...]


def place_of(unit: Unit) -> Unit:
    """The nearest place that a unit lies in or is: commune, district, province; else the unit itself. One query at most."""
    if unit.kind in TERRITORIES:
        return unit
    above = Unit.objects.filter(pk__in=unit.path_ids, kind__in=TERRITORIES).order_by("path")
    return above.last() or unit


def organs_of(unit: Unit, day: date) -> Organs:
    """The organs of the place that a unit lies in. Two queries."""
    place = place_of(unit)
    named = Q(kind__in=ORGAN_KINDS)
    table = table_on(day)
    for organ in table.organs:
        for name in organ.names:
            named |= Q(folded__startswith=name)
    # Directly below the place, or below its committee: organs of communes below a province are not the province's.
    below = Q(parent=place) | Q(parent__parent=place, parent__kind=UnitKind.PARTY_COMMITTEE)
    found = Unit.objects.on(day).filter(named, below).exclude(kind__in=BASE_KINDS)
    return Organs(place, tuple(found.order_by("path")), table)


def proposed_for(text: str, organs: Organs) -> Proposed | None:
    """What the words of a text propose; None where they point nowhere. A person decides."""
    found = propose(text, organs.table)
    if found is None:
        return None
    return Proposed(organs.of_field(found.field.code), found.field, found.words)


def offered_organs(unit: Unit, day: date) -> Sequence[Unit]:
    """Who may be asked: the organs of the place, and of the unit's own place the hamlets, cells and groups. Three queries."""
    organs = organs_of(unit, day)
    base = Unit.objects.on(day).filter(path__startswith=organs.place.path, kind__in=BASE_KINDS)
    return [organs.committee, *(one for one in organs.units if one != organs.committee), *base.order_by("path")]


def next_level(organ: Unit, day: date) -> Unit | None:
    """Who stands above an organ: of a cell, hamlet or group the committee of the commune; of an organ of a place the same
    organ of the place above, else its committee, else that place itself. None at the top."""
    organs = organs_of(organ, day)
    if organ.kind in BASE_KINDS:
        return organs.committee if organs.committee != organ else None
    above = organs.place.parent
    if above is None:
        return None
    higher = organs_of(above, day)
    sister = next((one for one in higher.units if one.kind == organ.kind), None)
    return sister or higher.committee
