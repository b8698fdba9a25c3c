"""What a room hands in to be issued, and how the archive asks the room for it again.

A room that makes papers registers itself in its `apps.py`:

    producers.register("reports.report", Producer(label=_("Report"), url=…, compile=…))

`compile(source_id, user, base, known_on, tell)` answers a fresh `Draft` from the same source, read as it was known at a moment
(None: now); `base` begins the addresses in it, `tell(done, total, sentence)` says how far it is. It raises Refused where the
person does not see the source any more. `url(source_id)` is the page of the source.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from trongtam.look.registry import Registry
from trongtam.org.models import Unit


@dataclass(frozen=True)
class Draft:
    """A compiled paper. `docx` has a head with a gap for number and date; `data` is canonical JSON of what it was made from
    (b"": it was written elsewhere). `symbol` as the layout writes it: "BC/ĐU", "BC-UBND"."""

    organ: Unit
    side: str
    paper_type: str
    symbol: str
    place: str
    title: str
    docx: bytes
    data: bytes = b""
    as_of: date | None = None
    known_at: datetime | None = None
    source_kind: str = ""
    source_id: str = ""


Tell = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Producer:
    label: Any
    url: Callable[[str], str]
    compile: Callable[[str, Any, str, datetime | None, Tell], Draft]


producers: Registry[Producer] = Registry("producers of papers")


def producer_of(kind: str) -> Producer | None:
    """The producer of a source; None for a paper that was written elsewhere."""
    return dict(zip(producers.keys(), producers, strict=True)).get(kind)
