"""Writing the book. Every operation writes exactly one entry, in its own transaction, after its change."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone

from trongtam.ground.prepared import Prepared

from .models import Chain, Entry

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def _text(value: Any) -> str:
    """Text as every database keeps it: no NUL, no half of a surrogate pair."""
    return str(value).replace("\0", "").encode("utf8", "replace").decode("utf8")


def _plain(value: Any) -> Any:
    """Values as JSON keeps them, the same on every database: numbers with a point and dates as text, a model as `kind:pk`.

    A float would come back from PostgreSQL written in another way, and the hash would no longer fit.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, models.Model):
        return f"{value._meta.label_lower}:{value.pk}"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict):
        return {_text(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted((_plain(item) for item in value), key=repr)
    return _text(value)


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


_CHAIN = Prepared(lambda key: Chain.objects.select_for_update().filter(key=key))


def _locked(key: str) -> Chain:
    """The chain, held until the transaction ends: writers of one chain stand in line."""
    found = _CHAIN(key)
    if not found:
        # Whoever comes at the same time makes it once.
        Chain.objects.bulk_create([Chain(key=key)], ignore_conflicts=True)
        found = _CHAIN(key)
    return found[0]


def write(
    act: str,
    *,
    by: User | None,
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
    one entry whose `after` lists its rows (`write_batch`).
    """
    return write_in(
        chain_key(unit), act, by=by, on=on, unit=unit, before=before, after=after, note=note, proxy=proxy, at=at
    )


# No savepoint of its own: an act whose entry fails is undone whole.
@transaction.atomic(savepoint=False)
def write_in(
    key: str,
    act: str,
    *,
    by: User | None,
    on: models.Model | None = None,
    unit: models.Model | None = None,
    before: Any = None,
    after: Any = None,
    note: str = "",
    proxy: bool = False,
    at: datetime | None = None,
) -> Entry:
    """`write` into a chain that is known by its key (an erasure stands in the chain of what it erased)."""
    chain = _locked(key)
    payload = _payload(by=by, on=on, unit=unit, proxy=proxy, before=before, after=after, note=note)
    return _append(chain, [act], by=by, payloads=[payload], moment=at or timezone.now())[0]


@dataclass(frozen=True, slots=True)
class Line:
    """One of several acts done to the same thing in one go (`write_lines`)."""

    act: str
    before: Any = None
    after: Any = None
    note: str = ""


@transaction.atomic(savepoint=False)
def write_lines(
    lines: Sequence[Line],
    *,
    by: User | None,
    on: models.Model | None = None,
    unit: models.Model | None = None,
    proxy: bool = False,
    at: datetime | None = None,
) -> list[Entry]:
    """Append an entry for every line, one behind the other: the same as `write` for each, with the chain taken once."""
    moment = at or timezone.now()
    payloads = [
        _payload(by=by, on=on, unit=unit, proxy=proxy, before=one.before, after=one.after, note=one.note)
        for one in lines
    ]
    return _append(_locked(chain_key(unit)), [one.act for one in lines], by=by, payloads=payloads, moment=moment)


def _append(
    chain: Chain, acts: Sequence[str], *, by: User | None, payloads: Sequence[dict], moment: datetime
) -> list[Entry]:
    """The entries of a locked chain, each bound to the one before it; the chain knows the last."""
    entries = []
    for act, payload in zip(acts, payloads, strict=True):
        salt, number, previous = secrets.token_hex(16), chain.length + 1, chain.head
        hashed = payload_hash(salt, payload)
        entry = Entry(
            chain=chain,
            number=number,
            act=act,
            at=moment,
            by=by,
            on_kind=payload["on_kind"],
            on_id=payload["on_id"],
            unit_id=payload["unit"],
            proxy=payload["proxy"],
            payload=payload,
            salt=salt,
            payload_hash=hashed,
            previous=previous,
            hash=entry_hash(previous, number, act, moment, hashed),
        )
        chain.length, chain.head = number, entry.hash
        entries.append(entry)
    Entry.objects.bulk_create(entries)
    Chain.objects.filter(pk=chain.pk).update(length=chain.length, head=chain.head)
    return entries


ROWS_KEPT = 500


def rows_digest(rows: Sequence[Any]) -> str:
    """SHA-256 over the canonical rows, one a line: proves later which rows a batch had."""
    whole = hashlib.sha256()
    for row in rows:
        whole.update(json.dumps(_plain(row), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode())
        whole.update(b"\n")
    return whole.hexdigest()


def write_batch(
    act: str,
    rows: Sequence[Any],
    *,
    by: User | None,
    on: models.Model | None = None,
    unit: models.Model | None = None,
    note: str = "",
    proxy: bool = False,
    at: datetime | None = None,
) -> Entry:
    """One entry for many rows done at once: how many, the digest of all, and the rows themselves up to ROWS_KEPT."""
    after: dict[str, Any] = {"count": len(rows), "digest": rows_digest(rows)}
    if len(rows) <= ROWS_KEPT:
        after["rows"] = list(rows)
    return write(act, by=by, on=on, unit=unit, after=after, note=note, proxy=proxy, at=at)
