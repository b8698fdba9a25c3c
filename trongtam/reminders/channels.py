"""How a message of the outbox goes out: as an e-mail, as a push message."""

from __future__ import annotations

import json
import smtplib
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from trongtam.ledger.outbox import GONE, OFF, REFUSED, UNREACHED, Hopeless, TryAgain

from .models import MailAddress, PushSubscription
from .queries.ways import living_browsers, mail_offered

if TYPE_CHECKING:
    from trongtam.ledger.models import Message

UNCONFIRMED = "unconfirmed"
TIMEOUT_S = 10
WAITS_S = 12 * 3600
GONE_FOR_GOOD, TOO_MANY = (404, 410), 429


def send_mail(message: Message) -> None:
    """To the person's confirmed address, or, for the letter that asks to confirm it, to the one just given."""
    wanted = message.target == UNCONFIRMED
    found = MailAddress.objects.filter(user=message.user_id, confirmed_at__isnull=wanted, user__is_active=True)
    address = found.values_list("address", flat=True).first()
    if not address or not mail_offered():
        raise Hopeless(OFF)
    letter = EmailMessage(
        message.content["subject"],
        message.content["text"],
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        letter.send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError):
        raise Hopeless(REFUSED) from None  # what the server said holds the address
    except (smtplib.SMTPException, OSError):
        raise TryAgain(UNREACHED) from None


class _NoDetour(HTTPRedirectHandler):
    """A service that sends elsewhere is not followed."""

    def redirect_request(self, *args, **kwargs):
        return None


def send_push(message: Message) -> None:
    """To one browser, encrypted for it. One that is gone for good is forgotten."""
    browser = PushSubscription.objects.select_related("user").filter(pk=message.target).first()
    if (
        browser is None
        or not browser.user.is_active
        or not living_browsers(browser.user).filter(pk=browser.pk).exists()
    ):
        raise Hopeless(OFF)
    status = _post(browser, json.dumps(message.content).encode())
    if status in GONE_FOR_GOOD:
        browser.delete()
        raise Hopeless(GONE)
    if status == TOO_MANY or status >= 500:
        raise TryAgain(UNREACHED)
    if status >= 300:
        raise Hopeless(REFUSED)


def _post(browser: PushSubscription, plain: bytes) -> int:
    """The status of the service's answer."""
    from . import keys, webpush

    signed = webpush.authorization(
        browser.endpoint, webpush.read_key(keys.private_key()), contact=_contact(), at=timezone.now()
    )
    request = Request(  # noqa: S310 - the address was checked when the browser was added
        browser.endpoint,
        data=webpush.encrypt(plain, browser.p256dh, browser.auth),
        headers={
            "Authorization": signed,
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(WAITS_S),
            "Topic": "due",
        },
        method="POST",
    )
    try:
        with build_opener(_NoDetour).open(request, timeout=TIMEOUT_S) as answer:
            return int(answer.status)
    except HTTPError as error:
        error.close()
        return error.code
    except (URLError, HTTPException, OSError):
        raise TryAgain(UNREACHED) from None


def _contact() -> str:
    """Whom a push service writes to when something is wrong."""
    return settings.BASE_URL if settings.BASE_URL.startswith("https://") else f"mailto:{settings.DEFAULT_FROM_EMAIL}"
