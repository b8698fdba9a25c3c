"""Long work: what an upper room registers so that it is done outside the request, with progress, and found again.

A room says in its `jobs.py` how a kind of work is done, and registers it at start-up:

    work.kinds.register("reports.word", work.Kind(run=word))

`run(task)` gets a `Task`: who asked (`by`), what was asked (`given`, plain JSON values), and `progress(done, total, said)`.
It calls the same operation that pages and commands call, and answers an `Outcome`. `Refused` and `NotAllowed` become the
sentence that the person reads. No database here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .registry import Registry


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file for the person who asked; it stays a week."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: a sentence, the address where it shows (a path of this house), or a file."""

    sentence: str = ""
    url: str = ""
    file: MadeFile | None = None


@dataclass
class Task:
    """One piece of work while it is done. Whoever does it calls `progress` between steps; more often costs nothing.

    Progress is kept beside the work about once a second, so it shows before the work's own transaction ends. On SQLite only
    one writes at a time: work that writes much is done in portions, each its own operation.
    """

    by: Any
    given: dict[str, Any]
    done: int = 0
    total: int = 0
    said: str = ""
    on_progress: Callable[[], None] = field(default=lambda: None)

    def progress(self, done: int, total: int, said: Any = "") -> None:
        """`done` of `total` steps; `said` is what is being done now. Ends the work when somebody else has taken it over."""
        self.done, self.total, self.said = max(done, 0), max(total, 0), str(said)
        self.on_progress()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work. `again`: whether it may begin anew when the program stopped midway. Say False where a second beginning
    would do things twice; the person then reads that it stopped, and decides."""

    run: Callable[[Task], Outcome]
    again: bool = True


kinds: Registry[Kind] = Registry("kinds of long work")
