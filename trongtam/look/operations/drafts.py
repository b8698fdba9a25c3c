"""Keeping and discarding drafts, and forgetting what is old.

A draft is nobody's business but one's own: no rule of posts, no book entry.
"""

import json
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused
from trongtam.ground.markings import in_typed
from trongtam.look.kept import is_secret
from trongtam.look.models import Draft, SentForm
from trongtam.look.registry import draft_guards

LARGEST = 200_000
MOST = 300
SENT_FORMS_STAY = timedelta(days=7)
DRAFTS_STAY = timedelta(days=180)


def clean(data: Any) -> dict[str, list[str]]:
    """Field name → typed values. Secrets are left out; anything of another shape is refused."""
    if not isinstance(data, dict):
        raise Refused(_("A draft is a list of fields with what was typed."))
    for name, values in data.items():
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise Refused(_("A draft is a list of fields with what was typed."))
        if len(name) > 200:
            raise Refused(_("A draft is a list of fields with what was typed."))
    # A sign that no text has, and that PostgreSQL does not take, is dropped.
    return {
        name.replace("\0", ""): [value.replace("\0", "") for value in values]
        for name, values in data.items()
        if not is_secret(name)
    }


class Forbidden(Refused):
    """What may not be kept at all: neither on the server nor on the device that sent it."""


def keep_draft(*, by: Any, key: str, data: Any, at: datetime | None = None) -> Draft:
    """Keep what `by` typed in the form `key`; the latest typing replaces the one before. Raises Refused over the limits.

    What bears a marking of classified papers, or what a room forbids to keep, is refused; what was kept before is thrown away.
    """
    data = clean(data)
    typed = [value for values in data.values() for value in values]
    if len(json.dumps(data)) > LARGEST:
        raise Refused(_("This draft is too long to keep on the server; it stays on this device."))
    if any(in_typed(value) for value in typed):
        discard_draft(by=by, key=key)
        raise Forbidden(_("This text is marked as classified; nothing of it is kept on the server."))
    if forbidden := next(filter(None, (guard(key, value) for guard in draft_guards for value in typed)), ""):
        discard_draft(by=by, key=key)
        raise Forbidden(forbidden)
    return _put(by, key, data, at or timezone.now())


@transaction.atomic
def _put(by: Any, key: str, data: dict[str, list[str]], moment: datetime) -> Draft:
    own = Draft.objects.visible_to(by)
    if not own.filter(key=key).exists() and own.count() >= MOST:
        raise Refused(_("You keep too many drafts. Send or discard some first."))
    draft, _made = Draft.objects.update_or_create(user_id=by.pk, key=key, defaults={"data": data, "updated_at": moment})
    return draft


@transaction.atomic
def discard_draft(*, by: Any, key: str) -> bool:
    """Throw away one's own draft; False when there was none."""
    deleted, _each = Draft.objects.visible_to(by).filter(key=key).delete()
    return deleted > 0


@transaction.atomic
def forget_person(user: Any) -> None:
    """All drafts and answers of a person whose data is erased."""
    Draft.objects.visible_to(user).delete()
    SentForm.objects.filter(user_id=user.pk).delete()


@transaction.atomic
def forget_old(*, at: datetime) -> int:
    """Answers of sent forms after a week, drafts untouched for half a year. For the clock; returns how many rows went."""
    sent, _each = SentForm.objects.filter(at__lt=at - SENT_FORMS_STAY).delete()
    drafts, _each = Draft.objects.filter(updated_at__lt=at - DRAFTS_STAY).delete()
    return sent + drafts
