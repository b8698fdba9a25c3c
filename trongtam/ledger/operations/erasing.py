"""Acts upon the book itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused

from .. import book
from ..models import Chain, Entry
from ..verify import ERASURE

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def erase_personal(entries: Iterable[Entry], *, by: User | None, basis: str, at: datetime | None = None) -> list[Entry]:
    """Take the personal content of entries out of the book for ever: payload, salt and the columns that repeat it.

    The chain still verifies, since it covers only the salted hash. One new entry per chain tells which numbers were
    erased, by whom and on what basis; such an entry is never erased itself. Who may ask for it is decided above.
    """
    at = at or timezone.now()
    if not basis.strip():
        raise Refused(_("Say on what basis the entries are erased."), field="basis")
    chosen = Entry.objects.select_for_update().filter(pk__in=[entry.pk for entry in entries], erased_at__isnull=True)
    by_chain: dict[int, list[Entry]] = defaultdict(list)
    for entry in chosen.order_by("chain_id", "number"):
        if entry.act == ERASURE:
            raise Refused(_("An entry that tells of an erasure stays in the book."))
        by_chain[entry.chain_id].append(entry)
    written = [_tell(chain_id, erased, by=by, basis=basis, at=at) for chain_id, erased in by_chain.items()]
    _empty([entry.pk for erased in by_chain.values() for entry in erased], at)
    return written


def _tell(chain_id: int, erased: list[Entry], *, by: User | None, basis: str, at: datetime) -> Entry:
    chain = Chain.objects.get(pk=chain_id)
    numbers = [entry.number for entry in erased]
    return book.write_in(chain.key, "ledger.personal_erased", by=by, after={"numbers": numbers}, note=basis, at=at)


def _empty(keys: list[int], at: datetime) -> None:
    Entry.objects.filter(pk__in=keys).update(
        payload=None, salt=None, by=None, on_kind="", on_id="", unit_id=None, proxy=False, erased_at=at
    )
