"""A person's data is erased: what is personal goes, the book still verifies, and the past keeps a row without a name."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.accounts import operations as logins
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.locking import locked
from trongtam.ground.vntext import fold
from trongtam.imports import operations as sheets
from trongtam.ledger import book
from trongtam.ledger.operations import erase_personal
from trongtam.look import operations as drafts
from trongtam.reminders import operations as reminders

from .. import rules
from ..changes import erasure_followers
from ..models import Membership, PartyRecord, Person, Post, SightGrant
from ..models.people import ERASED_NAME
from ..models.units import on_date
from ..queries.erasure import entries_about

if TYPE_CHECKING:
    from trongtam.accounts.models import User

SHEETS_OF_PEOPLE = ("people",)


@transaction.atomic
def erase_person(person: Person, *, by: User, reason: str, typed_name: str, at: datetime | None = None) -> Person:
    """Erase the name, year of birth, phone and login of a person, the personal content of the entries about him, and what the
    sheets of the last month tell of him.

    What stays: posts, cells and their days without a name, figures and texts, and the chain of the book. `typed_name` is
    the confirmation: the person's full name, with or without marks. Refused while he holds a post or is a member of a
    cell, without a reason, and where the reason names him.
    """
    at = at or timezone.now()
    person = locked(Person.objects.select_related("home", "user"), person.pk)
    if not rules.can_erase_person(by, person):
        raise NotAllowed(rules.who_may_erase_person(person))
    reason = " ".join(reason.split())
    _check_sense(person, reason, typed_name, at)
    for forget in erasure_followers:
        forget(person, by=by, at=at)
    grants = SightGrant.objects.filter(person=person)
    grants.filter(valid_from__lt=timezone.localdate(at), valid_to__isnull=True).update(valid_to=timezone.localdate(at))
    entries = list(entries_about(person))
    erase_personal(entries, by=by, basis=reason, at=at)
    sheets.forget_person(
        [person.full_name, person.phone], own={"person": person.pk}, kinds=SHEETS_OF_PEOPLE, instead=ERASED_NAME
    )
    if person.user is not None:
        drafts.forget_person(person.user)
        reminders.forget_person(person.user)
        logins.empty(person.user, name=ERASED_NAME)
    person.full_name, person.folded, person.birth_year, person.phone = ERASED_NAME, fold(ERASED_NAME), None, ""
    person.erased_at = at
    person.save(update_fields=["full_name", "folded", "birth_year", "phone", "erased_at"])
    after = {"entries": len(entries)}
    book.write("org.person_erased", by=by, on=person, unit=person.home, after=after, note=reason, at=at)
    return person


def _check_sense(person: Person, reason: str, typed_name: str, at: datetime) -> None:
    today = timezone.localdate(at)
    held = Post.objects.filter(person=person, valid_to__isnull=True) | Post.objects.filter(
        person=person, valid_to__gt=today
    )
    if post := held.select_related("unit").first():
        raise Refused(_("%(post)s: end this post first.") % {"post": post.title})
    spell = Membership.objects.filter(on_date(today), person=person).select_related("unit").first()
    if spell is not None and not PartyRecord.objects.filter(person=person, left_on__lte=today).exists():
        raise Refused(_("Still a member of %(unit)s: record first that he left.") % {"unit": spell.unit.name})
    if not reason:
        raise Refused(_("Say why: on whose request, on what basis."), field="reason")
    if fold(person.full_name) in fold(reason):
        raise Refused(_("The reason stays in the book: write it without the name."), field="reason")
    if fold(typed_name) != fold(person.full_name):
        raise Refused(_("This is not the name that stands above."), field="typed_name")
