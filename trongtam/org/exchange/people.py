"""People as a sheet: plain records only. New ones are registered, others corrected; undoing erases what was registered and
corrects back what was changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.accounts.models import User
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.sheets import Value
from trongtam.ground.vntext import fold
from trongtam.imports.kinds import (
    CREATED,
    UNCHANGED,
    UPDATED,
    Done,
    Entry,
    Errand,
    Field,
    Kind,
    NotKept,
    Scope,
    Verdict,
    judged,
    one_by_one,
)

from .. import rules
from ..models import Person, Unit
from ..operations.checks import require_life
from ..operations.erasure import erase_person
from ..operations.people import (
    check_birth_year,
    clean_full_name,
    clean_phone,
    correct_person,
    register_person,
    take_out_people,
)
from .common import Units, page_of, referred, scope_of

FIELDS = (
    Field("code", gettext_lazy("Code of the person"), width=16),
    Field("full_name", gettext_lazy("Full name"), required=True, width=28, also=("ho va ten", "ho ten", "ten")),
    Field(
        "home",
        gettext_lazy("Unit code"),
        required=True,
        width=24,
        also=("chi bo", "don vi", "noi sinh hoat", "ap", "thon"),
    ),
    Field("home_name", gettext_lazy("Unit"), told=True, width=30),
    Field("birth_year", gettext_lazy("Year of birth"), kind="text", width=12, also=("nam sinh", "sinh nam")),
    Field("phone", gettext_lazy("Phone"), width=14, also=("dien thoai", "so dien thoai", "sdt", "di dong")),
)


@dataclass(frozen=True, slots=True)
class Record:
    """A plain record, and whose it is."""

    full_name: str
    home: Unit
    birth_year: int | None
    phone: str
    stands: Person | None = None

    @property
    def plain(self) -> dict[str, Any]:
        return {
            "full_name": self.full_name,
            "home": self.home.pk,
            "birth_year": self.birth_year,
            "phone": self.phone,
        }


def plain_of(person: Person) -> dict[str, Any]:
    return {
        "full_name": person.full_name,
        "home": person.home_id,
        "birth_year": person.birth_year,
        "phone": person.phone,
    }


def require(user: User, scope: Scope) -> None:
    if not rules.can_register_person(user, scope.subject):
        raise NotAllowed(rules.who_may_keep_people(scope.subject))


def _ours(user: User, scope: Scope) -> Any:
    known = Person.objects.known_to(user).not_erased().filter(home__path__startswith=scope.subject.path)
    return known.select_related("home")


def taken(user: User, scope: Scope) -> None:
    take_out_people(scope.subject, by=user)


def rows(user: User, scope: Scope, _year: int) -> Iterator[Sequence[Value]]:
    for one in _ours(user, scope).order_by("home__path", "folded", "pk"):
        year = None if one.birth_year is None else str(one.birth_year)
        yield one.code, one.full_name, one.home.code, one.home.name, year, one.phone


class PeopleDesk:
    """One batch's dealings with the plain records of a unit's people."""

    def __init__(self, errand: Errand):
        self.errand = errand
        self.units = Units(Unit.objects.visible_to(errand.by).filter(path__startswith=errand.scope.subject.path))
        people = list(_ours(errand.by, errand.scope))
        self.by_code = {one.code: one for one in people}
        self.by_record = {_key(plain_of(one)): one for one in people}

    def judge(self, entries: Sequence[Entry]) -> list[Verdict]:
        return judged(entries, self._judge)

    def _judge(self, entry: Entry) -> Verdict:
        record = self._record(entry)
        if not rules.can_register_person(self.errand.by, record.home):
            raise NotAllowed(rules.who_may_keep_people(record.home))
        label = f"{record.full_name} · {record.home.name}"
        person = record.stands
        if person is None:
            require_life(record.home, timezone.localdate(self.errand.at), field="home")
            return Verdict(CREATED, label=label, key=_key(record.plain), plan={}, meant=record)
        before = plain_of(person)
        key, mark = person.code, _key(before)[:64]
        if before == record.plain:
            return Verdict(UNCHANGED, label=label, key=key, mark=mark)
        if not rules.can_correct_person(self.errand.by, person):
            raise NotAllowed(rules.who_may_keep_people(person.home))
        said = f"{_told(person.full_name, person.home, before)} → {_told(record.full_name, record.home, record.plain)}"
        return Verdict(UPDATED, label=label, said=said, key=key, mark=mark, plan={"was": before}, meant=record)

    def _record(self, entry: Entry) -> Record:
        full_name, home = clean_full_name(entry.text("full_name")), self.units.find(entry.text("home"), "home")
        year = _year(entry)
        check_birth_year(year, self.errand.at)
        plain = Record(full_name, home, year, clean_phone(_phone(entry)))
        code = entry.text("code").lower()
        if code and code not in self.by_code:
            raise Refused(_("Nobody here has the code “%(code)s”.") % {"code": code}, field="code")
        stands = self.by_code[code] if code else self.by_record.get(_key(plain.plain))
        return Record(full_name, home, year, plain.phone, stands)

    def keep(self, lines: Sequence[tuple[Entry, Verdict]]) -> list[Mapping[str, Any] | NotKept | None]:
        return one_by_one(lines, self._keep)

    def _keep(self, _entry: Entry, verdict: Verdict) -> Mapping[str, Any]:
        record: Record = verdict.meant
        told: dict[str, Any] = {
            "full_name": record.full_name,
            "home": record.home,
            "birth_year": record.birth_year,
            "phone": record.phone,
        }
        by, at = self.errand.by, self.errand.at
        if record.stands is None:
            made = register_person(by=by, **told, at=at)
        else:
            made = correct_person(record.stands, by=by, **told, note=self.errand.reason, at=at)
        return {"person": made.pk, "now": plain_of(made)}

    def in_the_way(self, lines: Sequence[Done]) -> Mapping[int, str]:
        ids = {line.kept["person"] for line in lines}
        new = {line.kept["person"] for line in lines if line.outcome == CREATED}
        people, named = Person.objects.in_bulk(ids), referred(Person, new)
        found = {}
        for line in lines:
            person = people[line.kept["person"]]
            if person.erased_at is not None:
                found[line.number] = _("The data of this person was erased since.")
            elif plain_of(person) != line.kept["now"]:
                found[line.number] = _("The record was corrected since.")
            elif person.pk in named or (person.pk in new and person.user_id is not None):
                found[line.number] = _("The person was given a login, a post or a task since.")
        return found

    def take_back(self, lines: Sequence[Done], *, at: datetime) -> None:
        people = Person.objects.in_bulk([line.kept["person"] for line in lines])
        units = Unit.objects.in_bulk([line.plan["was"]["home"] for line in lines if line.outcome == UPDATED])
        for line in lines:
            person, by, why = people[line.kept["person"]], self.errand.by, self.errand.reason
            if line.outcome == CREATED:
                erase_person(person, by=by, reason=why, typed_name=person.full_name, at=at)
            else:
                was = dict(line.plan["was"])
                correct_person(person, by=by, **(was | {"home": units[was["home"]]}), note=why, at=at)


def _key(plain: Mapping[str, Any]) -> str:
    return f"{plain['home']} {plain['birth_year'] or ''} {plain['phone']} {fold(plain['full_name'])}"


def _told(name: str, home: Unit, plain: Mapping[str, Any]) -> str:
    return ", ".join(str(part) for part in (name, home.name, plain["birth_year"], plain["phone"]) if part)


def _year(entry: Entry) -> int | None:
    text = entry.text("birth_year")
    if not text:
        return None
    if not (text.isdecimal() and len(text) == 4):
        raise Refused(_("Write the year of birth with four digits."), field="birth_year")
    return int(text)


def _phone(entry: Entry) -> str:
    """Excel takes the zero from a number's beginning: nine digits get it back."""
    cell = entry.cells.get("phone")
    text = entry.text("phone")
    return f"0{text}" if isinstance(cell, Decimal) and not text.startswith("0") else text


KIND = Kind(
    title=gettext_lazy("People"),
    lead=gettext_lazy("Name, unit, year of birth, phone; nothing of Party records. One line for one person."),
    fields=FIELDS,
    scope=scope_of,
    require=require,
    rows=rows,
    desk=PeopleDesk,
    home=page_of,
    taken=taken,
)
