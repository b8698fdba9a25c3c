"""Does the book still say what was written? Reads a chain from its first entry and names the first fault.

An entry can be changed, put in, taken out or emptied by someone with the database in hand. Each shows: in the link to the
entry before, in the number, in the hash of the payload, in the columns that repeat it, or in an erasure that no later
entry tells of. Only the cutting of the tail needs a head that was exported before (printed on papers, or in a file).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from .book import entry_hash, payload_hash
from .models import Chain, Entry

GENESIS = "0" * 64
ERASURE = "ledger.personal_erased"


@dataclass(frozen=True)
class Head:
    """Where a chain stood: exported, printed on papers, compared later."""

    key: str
    length: int
    hash: str

    def line(self) -> str:
        """One line of JSON."""
        return json.dumps({"chain": self.key, "length": self.length, "head": self.hash}, sort_keys=True)

    @classmethod
    def of_line(cls, line: str) -> Head:
        """Raises ValueError where the line is no exported head."""
        try:
            told = json.loads(line)
            return cls(str(told["chain"]), int(told["length"]), str(told["head"]))
        except (TypeError, KeyError) as error:
            raise ValueError(line) from error


@dataclass(frozen=True)
class Fault:
    """The first place where a chain does not hold."""

    number: int
    sentence: str

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True)
class Report:
    """A chain as it was read: how long, its head, and its first fault, if any."""

    key: str
    length: int
    head: str
    fault: Fault | None = None


def verify(chain: Chain, exported: Head | None = None) -> Report:
    """Read one chain whole, up to where it stood at the beginning; others may write on meanwhile.

    `exported` is a head written down earlier, which must still be on the way.
    """
    chain.refresh_from_db()
    mine = Entry.objects.filter(chain=chain)
    entries = mine.filter(number__lte=chain.length).order_by("number").iterator(chunk_size=2000)
    told_since = [
        number
        for payload in mine.filter(act=ERASURE, number__gt=chain.length).values_list("payload", flat=True)
        for number in (payload or {}).get("after", {}).get("numbers", ())
    ]
    report = read(entries, Head(chain.key, chain.length, chain.head), exported, told_since)
    beyond = mine.filter(number__gt=F("chain__length")).order_by("number").values_list("number", flat=True).first()
    if report.fault is None and beyond is not None:
        sentence = _("Entry %(number)s stands behind the end of the chain.") % {"number": beyond}
        return replace(report, fault=Fault(beyond, sentence))
    return report


def read(entries: Iterable[Entry], end: Head, exported: Head | None = None, told: Iterable[int] = ()) -> Report:
    """Entries in their order against where the chain says it ends; no database.

    `told` are numbers that entries behind the end tell to be erased.
    """
    reading = _Reading(exported)
    reading.told.update(told)
    fault = reading.first_fault(entries) or reading.fault_of_end(end)
    return Report(end.key, reading.number, reading.head, fault)


def verify_all(exported: Iterable[Head] = ()) -> list[Report]:
    """Read every chain. A chain that was exported and is gone is a fault too."""
    heads = {head.key: head for head in exported}
    reports = [verify(chain, heads.pop(chain.key, None)) for chain in Chain.objects.order_by("key")]
    gone = [Report(key, 0, GENESIS, Fault(0, _("The whole chain is gone."))) for key in sorted(heads)]
    return reports + gone


def heads() -> list[Head]:
    """Where every chain stands now."""
    return [Head(chain.key, chain.length, chain.head) for chain in Chain.objects.order_by("key")]


class _Reading:
    """What was read so far of one chain."""

    def __init__(self, exported: Head | None):
        self.exported = exported
        self.number = 0
        self.head = GENESIS
        self.emptied: set[int] = set()
        self.told: set[int] = set()

    def first_fault(self, entries: Iterable[Entry]) -> Fault | None:
        for entry in entries:
            if problem := self.problem_of(entry):
                return Fault(entry.number, problem)
            self.number, self.head = entry.number, entry.hash
        return None

    def problem_of(self, entry: Entry) -> str:
        """What is wrong with an entry in its place; empty when nothing is."""
        place = {"number": entry.number}
        if entry.number != self.number + 1:
            return _("Entry %(number)s follows entry %(before)s: an entry is missing.") % {
                **place,
                "before": self.number,
            }
        if entry.previous != self.head:
            return _("Entry %(number)s does not follow the one before it.") % place
        if entry.hash != entry_hash(entry.previous, entry.number, entry.act, entry.at, entry.payload_hash):
            return _("Entry %(number)s was changed: its act, time or link is not what was written.") % place
        if self.exported and entry.number == self.exported.length and entry.hash != self.exported.hash:
            return _("Entry %(number)s is not the one whose head was exported.") % place
        return self.problem_of_payload(entry)

    def problem_of_payload(self, entry: Entry) -> str:
        place = {"number": entry.number}
        if entry.erased_at is not None:
            self.emptied.add(entry.number)
            if entry.payload is not None or entry.salt is not None or _columns(entry) != _NOTHING:
                return _("Entry %(number)s says it is erased, yet something stands in it.") % place
            return ""
        if entry.payload is None or entry.salt is None:
            return _("Entry %(number)s is empty, yet it was not erased.") % place
        if entry.payload_hash != payload_hash(entry.salt, entry.payload):
            return _("Entry %(number)s was changed: its content is not what was written.") % place
        if _columns(entry) != _columns_of(entry.payload):
            return _("Entry %(number)s was changed: who, on what or for whom is not what was written.") % place
        if entry.act == ERASURE:
            self.told.update(entry.payload["after"]["numbers"])
        return ""

    def fault_of_end(self, end: Head) -> Fault | None:
        """Where the entries end against what the chain itself and an earlier export say of it."""
        if (end.length, end.hash) != (self.number, self.head):
            return Fault(
                self.number, _("The chain ends at entry %(number)s, not where it says.") % {"number": self.number}
            )
        if self.exported and self.exported.length > self.number:
            return Fault(
                self.number,
                _("The chain ends at entry %(number)s; %(length)s entries had been exported.")
                % {"number": self.number, "length": self.exported.length},
            )
        if untold := sorted(self.emptied - self.told):
            sentence = _("Entry %(number)s was erased, and no entry tells of it.") % {"number": untold[0]}
            return Fault(untold[0], sentence)
        return None


_NOTHING = (None, "", "", None, False)


def _columns(entry: Entry) -> tuple[Any, ...]:
    return (entry.by_id, entry.on_kind, entry.on_id, entry.unit_id, entry.proxy)


def _columns_of(payload: dict[str, Any]) -> tuple[Any, ...]:
    return (payload["by"], payload["on_kind"], payload["on_id"], payload["unit"], payload["proxy"])
