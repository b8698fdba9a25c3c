"""Logins of people: the office makes, locks, opens and resets them, without e-mail, by a one-time slip on paper."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.accounts import operations as logins
from trongtam.accounts.models import User
from trongtam.accounts.phones import normal_phone
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.locking import locked
from trongtam.ledger import book

from .. import rules
from ..models import Person

LOGIN_NAME = re.compile(r"(?=.*[a-z])[a-z0-9][a-z0-9._-]{2,39}")


@dataclass(frozen=True)
class Slip:
    """A one-time way in, told once: it stands on the paper and nowhere else."""

    person: Person
    user: User
    token: str
    expires_at: datetime


@transaction.atomic
def make_login(person: Person, *, by: User, username: str, phone: str = "", at: datetime | None = None) -> Slip:
    """Give a person a login without a password, and the slip that opens it.

    Refused when the person has one, or when the name or the phone is taken or is none.
    """
    at = at or timezone.now()
    person = _locked(person)
    _require(rules.can_open_login(by, person), person)
    if person.user_id is not None:
        raise Refused(_("%(name)s has a login already.") % {"name": person.full_name})
    username, number = _free_name(username), _free_phone(phone)
    user = User(username=username, phone=number, display_name=person.full_name, created_at=at)
    user.is_demonstration = person.home.is_demonstration
    user.set_unusable_password()
    user.save()
    person.user = user
    person.save(update_fields=["user"])
    slip, token = logins.issue_slip(user, by=by, at=at)
    book.write("org.account_made", by=by, on=person, unit=person.home, after=username, at=at)
    return Slip(person, user, token, slip.expires_at)


@transaction.atomic
def reset_login(person: Person, *, by: User, at: datetime | None = None) -> Slip:
    """A new slip for someone who forgot the password. The old password holds until the slip is used; earlier slips do not."""
    at = at or timezone.now()
    person = _locked(person)
    _require(rules.can_open_login(by, person), person)
    user = _login_of(person)
    if not user.is_active:
        raise Refused(_("The login of %(name)s is locked: open it first.") % {"name": person.full_name})
    slip, token = logins.issue_slip(user, by=by, at=at)
    book.write("org.account_reset", by=by, on=person, unit=person.home, at=at)
    return Slip(person, user, token, slip.expires_at)


@transaction.atomic
def lock_login(person: Person, *, by: User, reason: str = "", at: datetime | None = None) -> User:
    """Close a login: its sessions end at once and never revive, its slips open nothing. Nobody locks himself out."""
    at = at or timezone.now()
    person = _locked(person)
    _require(rules.can_keep_account(by, person), person)
    user = _login_of(person)
    if user.pk == by.pk:
        raise Refused(_("You cannot lock your own login. Ask another person of the office."))
    if not user.is_active:
        raise Refused(_("The login of %(name)s is locked already.") % {"name": person.full_name})
    user = logins.close(user, at=at)
    book.write("org.account_locked", by=by, on=person, unit=person.home, note=reason.strip(), at=at)
    return user


@transaction.atomic
def open_login(person: Person, *, by: User, at: datetime | None = None) -> User:
    """Let a locked login in again with its old password; its old sessions and slips stay dead."""
    person = _locked(person)
    _require(rules.can_open_login(by, person), person)
    user = _login_of(person)
    if user.is_active:
        raise Refused(_("The login of %(name)s is open already.") % {"name": person.full_name})
    user = logins.reopen(user)
    book.write("org.account_opened", by=by, on=person, unit=person.home, at=at)
    return user


@transaction.atomic
def remove_second_step(person: Person, *, by: User, at: datetime | None = None) -> User:
    """Take the second step off the login of someone who lost the telephone; it is set up anew at the next sign-in."""
    person = _locked(person)
    _require(rules.can_open_login(by, person), person)
    user = _login_of(person)
    if user.pk == by.pk:
        raise Refused(_("Take your own second step away on your account page, or ask another person of the office."))
    if not logins.forget_second_factor(user):
        raise Refused(_("The login of %(name)s has no second step.") % {"name": person.full_name})
    book.write("org.second_step_removed", by=by, on=person, unit=person.home, at=at)
    return user


def _locked(person: Person) -> Person:
    return locked(Person.objects.select_related("home"), person.pk)


def _require(allowed: bool, person: Person) -> None:
    if not allowed:
        raise NotAllowed(rules.who_may_keep_account(person))


def _login_of(person: Person) -> User:
    if person.user_id is None:
        raise Refused(_("%(name)s has no login yet.") % {"name": person.full_name})
    return User.objects.select_for_update().get(pk=person.user_id)


def _free_name(typed: str) -> str:
    name = typed.strip().lower()
    if not LOGIN_NAME.fullmatch(name):
        sentence = _("A login name has 3 to 40 letters without marks, digits, dots or dashes, and at least one letter.")
        raise Refused(sentence, field="username")
    if User.objects.filter(username=name).exists():
        raise Refused(_("This login name is taken. Choose another."), field="username")
    return name


def _free_phone(typed: str) -> str | None:
    if not typed.strip():
        return None
    number = normal_phone(typed)
    if number is None:
        raise Refused(_("A phone number has 9 to 11 digits and begins with 0."), field="phone")
    if User.objects.filter(phone=number).exists():
        raise Refused(_("Another login has this phone number."), field="phone")
    return number
