"""What can happen to a login by its own holder, and the steps that the office's acts in `org` are made of.

The steps (`issue_slip`, `close`, `reopen`) write no entry: the act of `org` that takes them does.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book

from . import policy, queries, rules
from .models import CacheRow, Device, LoginSlip, User
from .tokens import hash_of, new_token

SLIP_LASTS = timedelta(days=7)


def _locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


@transaction.atomic
def change_password(user: User, *, password: str, at: datetime | None = None) -> User:
    """The holder chooses another password; every other session of the login ends with the old one."""
    user = _locked(user)
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    book.write("accounts.password_changed", by=user, on=user, at=at)
    return user


@transaction.atomic
def use_slip(token_hash: str, *, password: str, at: datetime | None = None) -> User:
    """Open a login with a one-time slip: choose a password, use the slip up, end every other session.

    Refused when the slip was used, withdrawn or has expired, or when the login is locked.
    """
    at = at or timezone.now()
    slip = queries.good_slip(token_hash, at)
    user = _locked(slip.user) if slip else None
    if user is None or not LoginSlip.objects.good(at).filter(token_hash=token_hash).update(used_at=at):
        raise Refused(_("This slip has been used already or is too old. Ask the office for a new one."))
    if not user.is_active:
        raise Refused(_("This login is locked. The office that keeps your record can open it again."))
    user.set_password(password)
    user.must_change_password = False
    user.session_stamp += 1
    user.save(update_fields=["password", "must_change_password", "session_stamp"])
    book.write("accounts.slip_used", by=user, on=user, at=at)
    return user


@transaction.atomic
def sign_out_elsewhere(user: User, *, at: datetime | None = None) -> User:
    """End every session of the login; the skin keeps the one it stands in."""
    user = _locked(user)
    user.session_stamp += 1
    user.save(update_fields=["session_stamp"])
    book.write("accounts.signed_out_elsewhere", by=user, on=user, at=at)
    return user


@transaction.atomic
def sign_out_device(device: Device, *, by: User, at: datetime | None = None) -> None:
    """End the session on one of one's own phones or computers."""
    device = Device.objects.select_for_update().get(pk=device.pk)
    if not rules.is_own_device(by, device):
        raise NotAllowed(rules.who_may_sign_out_device())
    Session.objects.filter(pk=device.session_key).delete()
    policy.device_leaves(device.pk)
    device.delete()
    book.write("accounts.device_signed_out", by=by, on=by, at=at)


# Devices are kept for their holder's eyes alone: no act, no entry.


@transaction.atomic
def remember_device(
    user: User, *, session_key: str, browser: str, system: str, known: int | None = None, at: datetime | None = None
) -> Device:
    """The row of the device in front: `known` is its row where the session only got another key."""
    at = at or timezone.now()
    device = Device.objects.filter(user=user, pk=known or 0).first() or Device(user=user, signed_in_at=at)
    device.session_key, device.proof, device.seen_at = session_key, user.get_session_auth_hash(), at
    device.browser, device.system = browser, system
    device.save()
    return device


def note_device_seen(pk: int, *, at: datetime) -> None:
    Device.objects.filter(pk=pk).update(seen_at=at)


@transaction.atomic
def forget_device(pk: int) -> None:
    policy.device_leaves(pk)
    Device.objects.filter(pk=pk).delete()


def keep_unread(user: User, count: int) -> None:
    """How many reminders wait to be looked at, beside the login itself."""
    User.objects.filter(pk=user.pk).update(unread=count)


def choose_language(user: User, language: str) -> None:
    """The language of the pages for this person. A taste, not an act: it is not in the book."""
    User.objects.filter(pk=user.pk).update(language=language)


# The library itself does these three inside the transaction of the caller; the book tells of them.


def note_second_factor_set_up(user: User, *, at: datetime | None = None) -> None:
    book.write("accounts.second_factor_set_up", by=user, on=user, at=at)


def note_second_factor_removed(user: User, *, at: datetime | None = None) -> None:
    book.write("accounts.second_factor_removed", by=user, on=user, at=at)


def note_spare_codes_renewed(user: User, *, at: datetime | None = None) -> None:
    book.write("accounts.spare_codes_renewed", by=user, on=user, at=at)


def issue_slip(user: User, *, by: User, at: datetime) -> tuple[LoginSlip, str]:
    """A new one-time slip and its token, which is told here once; earlier slips of the login are withdrawn."""
    withdraw_slips(user, at=at)
    token = new_token()
    slip = LoginSlip.objects.create(
        user=user, token_hash=hash_of(token), made_by=by, made_at=at, expires_at=at + SLIP_LASTS
    )
    return slip, token


def withdraw_slips(user: User, *, at: datetime) -> None:
    LoginSlip.objects.good(at).filter(user=user).update(withdrawn_at=at)


def close(user: User, *, at: datetime) -> User:
    """Lock a login: its sessions end with their next request and never revive, its slips are withdrawn."""
    user = _locked(user)
    user.is_active = False
    user.session_stamp += 1
    user.save(update_fields=["is_active", "session_stamp"])
    withdraw_slips(user, at=at)
    return user


def reopen(user: User) -> User:
    """Let a locked login in again, with its old password; nothing else comes back."""
    user = _locked(user)
    user.is_active = True
    user.save(update_fields=["is_active"])
    return user


def empty(user: User, *, name: str) -> User:
    """Take everything of a person out of a login that can never be used again; the row stays, since acts point to it."""
    user = _locked(user)
    user.username, user.display_name, user.phone = f"erased-{user.pk}", name, None
    user.is_active, user.must_change_password = False, False
    user.session_stamp += 1
    user.set_unusable_password()
    user.save()
    forget_second_factor(user)
    Session.objects.filter(pk__in=user.devices.values("session_key")).delete()
    user.devices.all().delete()
    user.slips.all().delete()
    return user


@transaction.atomic
def forget_old(*, at: datetime) -> int:
    """Sessions past their day, devices whose session is gone, counts of tries that are over. For the clock; returns how
    many rows went."""
    sessions, _each = Session.objects.filter(expire_date__lt=at).delete()
    gone = Device.objects.exclude(pk__in=Device.objects.with_session(at).values("pk"))
    devices, _each = gone.delete()
    counts, _each = CacheRow.objects.filter(expires__lt=at).delete()
    return sessions + devices + counts


def forget_second_factor(user: User) -> bool:
    """Take the second factor and its spare codes away (phone lost); True when there was one."""
    return bool(Authenticator.objects.filter(user=user).delete()[0])
