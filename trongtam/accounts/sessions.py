"""What a session proves about the person in front of it, and the device that it runs on."""

from datetime import timedelta

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from django.utils import timezone

from . import operations
from .devices import read_browser

DEVICE = "device"
SEEN_EVERY = timedelta(hours=1)


def second_factor_shown(request) -> bool:
    """Whether a code of the second factor was given in this session."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def remember_second_factor(request) -> None:
    """The person has just proven the second factor (at set-up)."""
    record_authentication(request, request.user, method="mfa", type="totp")


def remember_password(request) -> None:
    """The person has just given or chosen the password: for five minutes it is not asked again."""
    reauthenticate_by_password(request)


def remember_device(request, user=None) -> None:
    """Called wherever a session begins or gets another key: the device stands in the person's list. `user`: the login as it
    is now, where the request still has it as it was."""
    if request.session.session_key is None:
        request.session.save()
    browser, system = read_browser(request.headers.get("User-Agent", ""))
    known = request.session.get(DEVICE, {}).get("pk")
    device = operations.remember_device(
        user or request.user, session_key=request.session.session_key, browser=browser, system=system, known=known
    )
    request.session[DEVICE] = {"pk": device.pk, "seen": timezone.now().timestamp()}


def note_seen(request) -> None:
    """When the device was last used, to the hour: no query but once an hour."""
    device, now = request.session.get(DEVICE), timezone.now()
    if device and now.timestamp() - device["seen"] > SEEN_EVERY.total_seconds():
        operations.note_device_seen(device["pk"], at=now)
        request.session[DEVICE] = {**device, "seen": now.timestamp()}


def forget_device(request) -> None:
    """The person signs out here."""
    if device := request.session.get(DEVICE):
        operations.forget_device(device["pk"])
