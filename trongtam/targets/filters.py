"""What the address of a board or target page asks for.

A part that cannot be read is left out, and the page says its default; a day that people typed gets its sentence at its box.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from urllib.parse import urlencode

from django.utils import timezone

from trongtam.ground import days
from trongtam.ground.days import TypedDay
from trongtam.ground.errors import Unreadable
from trongtam.ground.periods import Period

from .queries.compare import Wanted

ORDERS = ("need", "resolution")


@dataclass(frozen=True)
class Asked:
    """`on`: the day of reading; `known`: the day whose knowledge is asked; `document`: id; `everything`: full lists.

    `then`: in the units as they were on the day of reading, not in today's. `unread` keeps, by name, a typed day that is none,
    with its sentence.
    """

    period: Period | None = None
    on: date | None = None
    document: int | None = None
    known: date | None = None
    order: str = "need"
    everything: bool = False
    then: bool = False
    unread: Mapping[str, TypedDay] = field(default_factory=dict)

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Asked:
        document = query.get("document", "")
        order = query.get("order", "")
        on, known = (days.typed(query.get(name, "")) for name in ("on", "known"))
        unread = {name: one for name, one in (("on", on), ("known", known)) if one.wrong is not None}
        return cls(
            period=_period(query.get("period", "")),
            on=on.day,
            document=int(document) if document.isdecimal() and len(document) < 18 else None,
            known=known.day,
            order=order if order in ORDERS else "need",
            everything=query.get("all") == "1",
            then=query.get("units") == "then",
            unread=unread,
        )

    @property
    def known_on(self) -> datetime | None:
        """The last moment of the day asked for, where the commune is."""
        return timezone.make_aware(datetime.combine(self.known, time.max)) if self.known else None

    def tree(self, day: date) -> date | None:
        """The day whose units are asked for; None for today's."""
        return day if self.then else None

    def query(self, **changes: object) -> str:
        """These choices as an address, some of them changed; None leaves one out."""
        given: dict[str, object] = {
            "period": self.period.code if self.period else None,
            "on": self.on,
            "document": self.document,
            "known": self.known,
            "order": self.order if self.order != "need" else None,
            "all": "1" if self.everything else None,
            "units": "then" if self.then else None,
        }
        kept = {key: str(value) for key, value in (given | changes).items() if value is not None}
        return f"?{urlencode(kept)}" if kept else "?"


def _period(text: str) -> Period | None:
    try:
        return Period.parse(text) if text else None
    except Unreadable:
        return None


def compared(query: Mapping[str, str]) -> Wanted:
    """What an address asks to compare; what does not fit is left out when it is read."""
    of, period, level, first, last = (query.get(name, "") for name in ("of", "period", "level", "first", "last"))
    return Wanted(of, period, level, first, last, then=query.get("units") == "then")
