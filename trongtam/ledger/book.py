"""Writing the book. Every operation writes exactly one entry, in its own transaction, after its change."""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import Promise

from .models import Chain, Entry

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


def _plain(value: Any) -> Any:
    """Values as JSON keeps them: decimals and dates as text, a model as `kind:pk`."""
    if isinstance(value, models.Model):
        return f"{value._meta.label_lower}:{value.pk}"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal | Promise):
        return str(value)
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    return value


def canonical(payload: dict) -> bytes:
    """The one byte form that is hashed: sorted keys, no spaces, UTF-8."""
    return json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def payload_hash(salt: str, payload: dict) -> str:
    return hashlib.sha256(salt.encode() + canonical(payload)).hexdigest()


def entry_hash(previous: str, number: int, act: str, at: datetime, hashed_payload: str) -> str:
    """SHA-256 over what an entry keeps for ever. The time counts in whole microseconds of UTC."""
    stamp = at.astimezone(timezone.get_fixed_timezone(0)).isoformat(timespec="microseconds")
    return hashlib.sha256("\n".join([previous, str(number), act, stamp, hashed_payload]).encode()).hexdigest()


def chain_key(unit: models.Model | None) -> str:
    """The key of a unit's chain: the id of the top unit of its path, or `house` for acts on no unit."""
    path = getattr(unit, "path", "")
    return f"unit-{path.strip('/').split('/')[0]}" if path else "house"


def _payload(*, by: Any, on: models.Model | None, unit: models.Model | None, **said: Any) -> dict[str, Any]:
    """The personal part of an entry, as JSON keeps it: this lies beside the chain and can be erased."""
    kind, key = (on._meta.label_lower, str(on.pk)) if on is not None else ("", "")
    who, where = by.pk if by else None, unit.pk if unit is not None else None
    return _plain({"by": who, "on_kind": kind, "on_id": key, "unit": where, **said})


@transaction.atomic
def write(
    act: str,
    *,
    by: AbstractBaseUser | None,
    on: models.Model | None = None,
    unit: models.Model | None = None,
    before: Any = None,
    after: Any = None,
    note: str = "",
    proxy: bool = False,
    at: datetime | None = None,
) -> Entry:
    """Append one entry: act code `room.verb_past`, who, on what, for which unit, before and after.

    `unit` chooses the chain and shows the entry to that unit; `proxy` says that someone did it for the unit. A batch is
    one entry whose `after` lists its rows.
    """
    chain, _ = Chain.objects.get_or_create(key=chain_key(unit))
    chain = Chain.objects.select_for_update().get(pk=chain.pk)
    payload = _payload(by=by, on=on, unit=unit, proxy=proxy, before=before, after=after, note=note)
    salt, moment = secrets.token_hex(16), at or timezone.now()
    hashed = payload_hash(salt, payload)
    number = chain.length + 1
    entry = Entry.objects.create(
        chain=chain,
        number=number,
        act=act,
        at=moment,
        by_id=payload["by"],
        on_kind=payload["on_kind"],
        on_id=payload["on_id"],
        unit_id=payload["unit"],
        proxy=proxy,
        payload=payload,
        salt=salt,
        payload_hash=hashed,
        previous=chain.head,
        hash=entry_hash(chain.head, number, act, moment, hashed),
    )
    chain.length, chain.head = number, entry.hash
    chain.save(update_fields=["length", "head"])
    return entry
