"""People: registered and corrected. Plain records only: name, year of birth, phone, the unit that keeps them."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.accounts.phones import normal_phone
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.locking import locked
from trongtam.ground.vntext import fold
from trongtam.ledger import book
from trongtam.ledger.models import Entry

from .. import rules
from ..models import Person, Unit
from .checks import require_life

if TYPE_CHECKING:
    from trongtam.accounts.models import User

OLDEST = 120
YOUNGEST = 14
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def _free_code() -> str:
    """Says nothing of the person, so an address in a message stays neutral."""
    while True:
        code = "n-" + "".join(secrets.choice(_ALPHABET) for _letter in range(8))
        if not Person.objects.filter(code=code).exists():
            return code


def clean_phone(text: str) -> str:
    """Digits of a Vietnamese phone number beginning with 0; empty stays empty. Refused when it is none."""
    if not text.strip():
        return ""
    phone = normal_phone(text)
    if phone is None:
        raise Refused(_("A phone number has 9 to 11 digits and begins with 0."), field="phone")
    return phone


def clean_full_name(full_name: str) -> str:
    """One space between words. Raises Refused."""
    full_name = " ".join(full_name.split())
    if not full_name:
        raise Refused(_("Give the full name."), field="full_name")
    if len(full_name) > 120:
        raise Refused(_("The name is longer than %(n)s characters.") % {"n": 120}, field="full_name")
    return full_name


def check_birth_year(birth_year: int | None, at: datetime | None) -> None:
    """Raises Refused for a year in which nobody who acts here was born."""
    this_year = timezone.localdate(at).year
    if birth_year is not None and not this_year - OLDEST <= birth_year <= this_year - YOUNGEST:
        raise Refused(
            _("The year of birth lies between %(first)s and %(last)s.")
            % {"first": this_year - OLDEST, "last": this_year - YOUNGEST},
            field="birth_year",
        )


@transaction.atomic
def register_person(
    *,
    by: User | None,
    full_name: str,
    home: Unit,
    birth_year: int | None = None,
    phone: str = "",
    at: datetime | None = None,
) -> Person:
    """Keep a person's plain record at a unit. The same name, year and phone twice at one unit is refused."""
    if not rules.can_register_person(by, home):
        raise NotAllowed(rules.who_may_keep_people(home))
    require_life(home, timezone.localdate(at), field="home")
    full_name, phone = clean_full_name(full_name), clean_phone(phone)
    check_birth_year(birth_year, at)
    if Person.objects.filter(folded=fold(full_name), home=home, birth_year=birth_year, phone=phone).exists():
        raise Refused(
            _("%(name)s is kept here already: if this is someone else, add the year of birth or the phone.")
            % {"name": full_name},
            field="full_name",
        )
    person = lay_person(full_name=full_name, home=home, birth_year=birth_year, phone=phone)
    after = {"full_name": full_name, "home": home.pk, "birth_year": birth_year, "phone": phone}
    book.write("org.person_registered", by=by, on=person, unit=home, after=after, at=at)
    return person


def lay_person(*, full_name: str, home: Unit, birth_year: int | None = None, phone: str = "") -> Person:
    """The bare row; for operations that have already asked who and why."""
    return Person.objects.create(
        code=_free_code(), full_name=full_name, folded=fold(full_name), home=home, birth_year=birth_year, phone=phone
    )


@transaction.atomic
def correct_person(
    person: Person,
    *,
    by: User | None,
    full_name: str,
    home: Unit,
    birth_year: int | None = None,
    phone: str = "",
    note: str = "",
    at: datetime | None = None,
) -> Person:
    """Put a plain record right; the book keeps what stood there before."""
    person = locked(Person.objects.select_related("home"), person.pk)
    if not rules.can_correct_person(by, person):
        raise NotAllowed(rules.who_may_keep_people(person.home))
    if not rules.can_register_person(by, home):
        raise NotAllowed(rules.who_may_keep_people(home))
    require_life(home, timezone.localdate(at), field="home")
    check_birth_year(birth_year, at)
    before = _plain_record(person)
    person.full_name, person.phone = clean_full_name(full_name), clean_phone(phone)
    person.folded, person.home, person.birth_year = fold(person.full_name), home, birth_year
    after = _plain_record(person)
    if after == before:
        raise Refused(_("Nothing was changed."))
    person.save(update_fields=["full_name", "folded", "home", "birth_year", "phone"])
    book.write("org.person_corrected", by=by, on=person, unit=home, before=before, after=after, note=note, at=at)
    return person


def _plain_record(person: Person) -> dict[str, object]:
    return {
        "full_name": person.full_name,
        "home": person.home_id,
        "birth_year": person.birth_year,
        "phone": person.phone,
    }


@transaction.atomic
def open_record(person: Person, *, by: User, at: datetime | None = None) -> Entry | None:
    """Note in the book that someone opened a person's sensitive record; one's own needs no entry (None)."""
    if not rules.can_open_record(by, person):
        raise NotAllowed(rules.who_may_keep_membership(person.home))
    if person.user_id == by.pk:
        return None
    return book.write("org.person_opened", by=by, on=person, unit=person.home, at=at)


@transaction.atomic
def take_out_people(unit: Unit, *, by: User, note: str = "", at: datetime | None = None) -> Entry:
    """Note in the book that the plain records of a unit's people went out as a sheet; `note`: which list. Raises NotAllowed."""
    if not rules.can_take_out_people(by, unit):
        raise NotAllowed(rules.who_may_keep_people(unit))
    return book.write("org.people_taken_out", by=by, on=unit, unit=unit, note=note, at=at)
