"""What upper rooms give to the shell and to lower pages. Filled in each room's `apps.py` `ready()`, read at request time.

Order is stable: by `order`, then by the order of registration. A key is taken once; the second time is an error.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext_lazy

from .addresses import address

T = TypeVar("T")
log = logging.getLogger(__name__)


class AlreadyRegistered(ValueError):
    """Two registrations under one key."""


class Registry(Generic[T]):
    """Named values in a stable order."""

    def __init__(self, name: str):
        self.name = name
        self._entries: dict[str, tuple[int, T]] = {}

    def register(self, key: str, value: T, *, order: int = 100) -> T:
        """Keep `value` under `key`. Raises AlreadyRegistered when the key is taken."""
        if key in self._entries:
            raise AlreadyRegistered(f"{self.name}: {key!r} is registered already")
        self._entries[key] = (order, value)
        return value

    def forget(self, key: str) -> None:
        """Take a key out again (tests)."""
        self._entries.pop(key, None)

    def __iter__(self) -> Iterator[T]:
        return (value for _, value in sorted(self._entries.values(), key=lambda entry: entry[0]))

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def __getitem__(self, key: str) -> T:
        return self._entries[key][1]

    def keys(self) -> list[str]:
        return [key for key, _ in sorted(self._entries.items(), key=lambda item: item[1][0])]

    def __len__(self) -> int:
        return len(self._entries)


class Slot(Generic[T]):
    """One callable that exactly one upper room provides; `default` answers until then."""

    def __init__(self, name: str, default: Callable[..., T]):
        self.name = name
        self._default = default
        self._given: Callable[..., T] | None = None

    def provide(self, answer: Callable[..., T]) -> None:
        """Raises AlreadyRegistered when another room has provided it."""
        if self._given is not None:
            raise AlreadyRegistered(f"{self.name} is provided already")
        self._given = answer

    def forget(self) -> None:
        self._given = None

    def __call__(self, *args) -> T:
        return (self._given or self._default)(*args)


@dataclass(frozen=True)
class Where:
    """What the top bar says: the unit one works in and one line about it."""

    title: Any
    subtitle: Any = ""


@dataclass(frozen=True)
class Office:
    """A body in which a person works with others. `key` tells it from all others; `shares`: he may put a saved view there for
    everybody in it."""

    key: str
    name: str
    shares: bool = False


@dataclass(frozen=True)
class NavGroup:
    """A heading of the side bar of the desk, which opens and closes. One's own places (`OWN`) have none and always show."""

    key: str
    label: Any


OWN, FIGURES, GRASSROOTS, PAPERS = "own", "figures", "grassroots", "papers"
JUDGING, PEOPLE, OTHER = "judging", "people", "other"


@dataclass(frozen=True)
class NavItem:
    """A place of the navigation. `bar`: one of the three of the phone's bottom bar; all stand in the side bar of the desk, below
    the heading of their `group` (a key of `nav_groups`; those of the bottom bar are one's own).

    `count(request)` is what waits there; `visible(request)` says whether the person has it at all.
    """

    key: str
    label: Any
    icon: str
    url_name: str
    bar: bool = False
    count: Callable[[Any], int] | None = None
    visible: Callable[[Any], bool] | None = None
    group: str = OTHER

    @property
    def url(self) -> str:
        """Empty while no room has this address."""
        return address(self.url_name)


@dataclass(frozen=True)
class Panel:
    """A part of a lower room's page, drawn by an upper room's template."""

    template: str
    context: dict = field(default_factory=dict)


@dataclass(frozen=True)
class DueItem:
    """Something due from a person.

    `done`/`total` draw the progress, with `progress` for their words where "3/10" says it badly; `kind` is the room's word
    for it; `back` marks what was sent back.
    """

    key: str
    title: Any
    detail: Any
    due: date | None
    url: str
    done: int | None = None
    total: int | None = None
    kind: str = ""
    back: bool = False
    action: Any = ""
    progress: Any = ""


@dataclass(frozen=True)
class WaitingItem:
    """Something a person waits for from others."""

    key: str
    title: Any
    detail: Any
    since: date | None
    url: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Found:
    """A hit of the search; the higher the rank, the nearer the top."""

    title: Any
    kind: Any
    url: str
    context: Any = ""
    rank: float = 0.0


PanelMaker = Callable[[Any, Any], Panel | None]


class Panels:
    """Page key → makers `(request, object) -> Panel | None`."""

    def __init__(self):
        self._pages: dict[str, Registry[PanelMaker]] = {}

    def register(self, page: str, key: str, maker: PanelMaker, *, order: int = 100) -> PanelMaker:
        return self._pages.setdefault(page, Registry(f"panels of {page}")).register(key, maker, order=order)

    def forget(self, page: str, key: str) -> None:
        if page in self._pages:
            self._pages[page].forget(key)

    def registered(self, page: str) -> bool:
        """Whether any room shows something on a page, without making it."""
        return len(self._pages.get(page, ())) > 0

    def of(self, page: str, request, thing) -> list[Panel]:
        """The panels of a page for this request and object; makers answer None to stay away."""
        makers: Iterable[PanelMaker] = self._pages.get(page, ())
        return [panel for maker in makers if (panel := maker(request, thing)) is not None]


class DueItems(Registry[Callable[[Any, datetime], list[DueItem]]]):
    def of(self, user, at: datetime) -> list[DueItem]:
        """All that is due from the person: what came back first, then by date, undated last."""
        items = [item for provider in self for item in provider(user, at)]
        return sorted(items, key=lambda item: (not item.back, item.due or date.max))


class WaitingItems(Registry[Callable[[Any, datetime], list[WaitingItem]]]):
    def of(self, user, at: datetime) -> list[WaitingItem]:
        """All the person waits for, the longest wait first."""
        items = [item for provider in self for item in provider(user, at)]
        return sorted(items, key=lambda item: item.since or date.max)


class Search(Registry[Callable[[str, Any], list[Found]]]):
    def find(self, text: str, user, limit: int = 50) -> list[Found]:
        """Hits of every room for a text, best first; an empty text finds nothing."""
        if not text.strip():
            return []
        hits = [hit for provider in self for hit in provider(text, user)]
        return sorted(hits, key=lambda hit: -hit.rank)[:limit]


class Nav(Registry[NavItem]):
    def add(self, item: NavItem, *, order: int = 100) -> NavItem:
        """`register` under the item's own key."""
        return self.register(item.key, item, order=order)


class Tidying(Registry[Callable[..., int]]):
    def run(self, at: datetime) -> dict[str, int]:
        """Every room forgets what is past its time (`forget_old(*, at) -> int`); how many rows went, by room."""
        return {key: sweep(at=at) for key, sweep in zip(self.keys(), self, strict=True)}


class Clock(Registry[Callable[..., int]]):
    def tick(self, at: datetime) -> dict[str, int]:
        """Every room does what its hour has come for (`act(*, at) -> int`), outside a transaction; how much, by room.

        One that fails is told to the log by its kind and does not keep the others from theirs.
        """
        done = {}
        for key, act in zip(self.keys(), self, strict=True):
            try:
                done[key] = act(at=at)
            except Exception as fault:
                log.error("The clock's act %s broke: %s", key, type(fault).__name__)
        return done


nav = Nav("nav")
nav_groups: Registry[NavGroup] = Registry("groups of the navigation")
for _group in (
    NavGroup(FIGURES, gettext_lazy("Resolutions and targets")),
    NavGroup(GRASSROOTS, gettext_lazy("Close to the grassroots")),
    NavGroup(PAPERS, gettext_lazy("Papers and reports")),
    NavGroup(JUDGING, gettext_lazy("Evaluation, emulation, inspection")),
    NavGroup(PEOPLE, gettext_lazy("Organisation and people")),
    NavGroup(OTHER, gettext_lazy("Other places")),
):
    nav_groups.register(_group.key, _group)
panels = Panels()
due_items = DueItems("due items")
waiting_items = WaitingItems("waiting items")
search = Search("search")
tidying = Tidying("tidying")
# What nobody asked for and nobody waits for; the worker does it between pieces of work, a small portion each time.
meanwhile = Tidying("meanwhile")
clock = Clock("clock")
# guard(key of the form, typed text) -> the sentence why nothing of it may lie on the server, "" where it may.
draft_guards: Registry[Callable[[str, str], Any]] = Registry("guards of drafts")

# Each takes the request. Lower rooms do not know units, posts or what the installation holds; upper rooms say it here.
where: Slot[Where] = Slot("where", lambda request: Where(""))
offices: Slot[list[Office]] = Slot("offices", lambda user: [])
role: Slot[Any] = Slot("role", lambda request: "")
demonstration: Slot[bool] = Slot("demonstration", lambda request: False)

# Routes of lists of persons: what was searched there may be a name and is never saved with a view.
lists_of_people: set[str] = set()

# A room above knows the words of the domain and the guides. `explain(request, text)`: the text with its first term tappable;
# `explain_label(request, text)`: what stands beside a label; `help_url(request)`: where the page's question mark leads.
explain: Slot[Any] = Slot("explain", lambda request, text: text)
explain_label: Slot[Any] = Slot("explain_label", lambda request, text: "")
help_url: Slot[str] = Slot("help_url", lambda request: "")
