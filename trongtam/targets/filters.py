"""What the address of a board or target page asks for. A part that cannot be read is left out, and the page says its default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from urllib.parse import urlencode

from django.utils import timezone

from trongtam.ground.errors import Unreadable
from trongtam.ground.periods import Period

ORDERS = ("need", "resolution")


@dataclass(frozen=True)
class Asked:
    """`on`: the day of reading; `known`: the day whose knowledge is asked; `document`: id; `everything`: full lists."""

    period: Period | None = None
    on: date | None = None
    document: int | None = None
    known: date | None = None
    order: str = "need"
    everything: bool = False

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Asked:
        document = query.get("document", "")
        order = query.get("order", "")
        return cls(
            period=_period(query.get("period", "")),
            on=_day(query.get("on", "")),
            document=int(document) if document.isdecimal() and len(document) < 18 else None,
            known=_day(query.get("known", "")),
            order=order if order in ORDERS else "need",
            everything=query.get("all") == "1",
        )

    @property
    def known_on(self) -> datetime | None:
        """The last moment of the day asked for, where the commune is."""
        return timezone.make_aware(datetime.combine(self.known, time.max)) if self.known else None

    def query(self, **changes: object) -> str:
        """These choices as an address, some of them changed; None leaves one out."""
        given: dict[str, object] = {
            "period": self.period.code if self.period else None,
            "on": self.on,
            "document": self.document,
            "known": self.known,
            "order": self.order if self.order != "need" else None,
            "all": "1" if self.everything else None,
        }
        kept = {key: str(value) for key, value in (given | changes).items() if value is not None}
        return f"?{urlencode(kept)}" if kept else "?"


def _period(text: str) -> Period | None:
    try:
        return Period.parse(text) if text else None
    except Unreadable:
        return None


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text) if text else None
    except ValueError:
        return None
    return found if found is not None and 1900 <= found.year <= 2999 else None
