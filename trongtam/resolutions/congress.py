"""Which papers are owed after a congress: dated data, picked by the date of the resolution. Pure.

`data/congress_papers.json` holds sets with `valid_from`, `valid_to`, their source and whether they were checked against an
official text; a deadline is a proposal that the office may change.
"""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data" / "congress_papers.json"


@dataclass(frozen=True, slots=True)
class ProposedPaper:
    """A paper that a congress leaves its committee to issue: `kind` is a document kind, `due_on` a proposal."""

    kind: str
    title: str
    due_on: date


@dataclass(frozen=True, slots=True)
class PaperSet:
    """The list in force over a span of days (`valid_to` is the first day after it, None: still)."""

    valid_from: date
    valid_to: date | None
    source: str
    checked: bool
    papers: tuple[tuple[str, str, int], ...]


@cache
def paper_sets() -> tuple[PaperSet, ...]:
    """All sets of the data, by their first day."""
    sets = [
        PaperSet(
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            row["source"],
            row["checked"],
            tuple((p["kind"], p["title"], p["days"]) for p in row["papers"]),
        )
        for row in json.loads(_DATA.read_text(encoding="utf8"))
    ]
    return tuple(sorted(sets, key=lambda s: s.valid_from))


def set_on(day: date) -> PaperSet | None:
    return next((s for s in paper_sets() if s.valid_from <= day and (s.valid_to is None or day < s.valid_to)), None)


def congress_papers(dated: date, term_ends: date) -> list[ProposedPaper]:
    """The papers that follow a congress resolution of that date, soonest first, none due after the term; [] before any set."""
    found = set_on(dated)
    if found is None:
        return []
    papers = [ProposedPaper(k, t, min(dated + timedelta(days=d), term_ends)) for k, t, d in found.papers]
    return sorted(papers, key=lambda paper: paper.due_on)
