"""One machine for every list: find, filter, sort, turn pages, go out as Excel. A room declares a `Listing`, its view reads it,
the part `{% list_tools list %}` draws search, filters and the ways out.

    LIST = Listing(_("Units"), columns=(…), orders=(…), filters=(…), text="folded")
    shown = LIST.read(request.GET, rows)          # rows: a QuerySet or a plain list
    if shown.wants_sheet: return exported(request, shown)
    … {"list": shown}                             # shown.page, shown.count, shown.narrowed

In the address: `q` (words in any order, diacritics do not matter), `sort`, one parameter a filter, `page`, `as=xlsx`.
Whatever cannot be read in an address is left out, and the list says its default.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, Model, Q, QuerySet, Window
from django.http import QueryDict
from django.utils import translation

from trongtam.ground import days, delimited, sheets, vntext
from trongtam.ground.days import TypedDay

TEXT, SORT, PAGE, AS = "q", "sort", "page", "as"
EXCEL = "xlsx"
LONGEST_TEXT = 100
MOST_IN_A_SHEET = 5000
READ_AT_ONCE = 1000
FARTHEST = 100_000

Rows = Any
"""A QuerySet, or a sequence of a room's own rows."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet; `value` takes a row and says what may be seen in the list, so what is masked stays masked."""

    title: Any
    value: Callable[[Any], sheets.Value]
    kind: sheets.Kind = "text"
    width: float = 20
    decimals: int = 2


@dataclass(frozen=True, slots=True)
class Order:
    """One way to sort. `by`: fields of the database in order, or the key of a row (then in Python, for plain lists).
    `words`: a field whose text goes by the Vietnamese dictionary; `people`: a field of names, by the given name first."""

    key: str
    title: Any
    by: tuple[Any, ...] | Callable[[Any], Any] | None = None
    words: str | Callable[[Any], str] = ""
    people: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """One choice. `choices`: (value, label); `keep`: a lookup of the database, or what takes the rows and the value to the rows
    that stay; None where the rows were read by the choice already, which then leaves none out. `a_day`: a box for a day, and
    `keep` takes the date. `usual`: what holds where nothing is chosen; then there is no choice of all."""

    key: str
    title: Any
    keep: str | Callable[[Rows, Any], Rows] | None
    choices: Sequence[tuple[Any, Any]] = ()
    a_day: bool = False
    usual: str = ""


def among(read: Callable[[Any], Any]) -> Callable[[Rows, str], Rows]:
    """`keep` of a plain list: the rows of which `read` gives the chosen value, or a collection that holds it."""

    def keep(rows: Rows, value: str) -> Rows:
        def fits(row: Any) -> bool:
            found = read(row)
            return value in found if isinstance(found, tuple | list | set | frozenset) else str(found) == value

        return [row for row in rows if fits(row)]

    return keep


@dataclass(frozen=True)
class Listing:
    """What a list has. `text`: the folded fields that a search looks in, or what gives a row's words; None: no search.
    `orders`: the first is the usual one. `told`: what makes of the rows found the rows that the columns read, all at once."""

    title: Any
    columns: Sequence[Column]
    orders: Sequence[Order] = ()
    filters: Sequence[Filter] = ()
    text: str | tuple[str, ...] | Callable[[Any], str] | None = None
    hint: Any = ""
    a_page: int = 30
    told: Callable[[list[Any]], Sequence[Any]] | None = None
    at_once: bool = False
    """A page and the number of all rows by one question; for a QuerySet of narrow rows, where counting along is cheap."""

    def read(self, query: QueryDict, rows: Rows) -> Shown:
        """The list as an address asks for it. Nothing is read from the database before its rows are."""
        return Shown(self, query, rows)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A filter as the page draws it: the choices, or the box of a day."""

    key: str
    title: Any
    choices: tuple[tuple[str, Any, bool], ...] = ()
    day: TypedDay | None = None
    usual: str = ""


@dataclass
class Shown:
    """A list as one address asks for it."""

    listing: Listing
    query: QueryDict
    all_rows: Rows
    typed_days: dict[str, TypedDay] = field(init=False)
    chosen: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.typed_days = {
            one.key: days.typed(self.query.get(one.key, "")) for one in self.listing.filters if one.a_day
        }
        self.chosen = {one.key: value for one in self.listing.filters if (value := self._value(one)) not in ("", None)}

    def _value(self, one: Filter) -> Any:
        if one.a_day:
            return self.typed_days[one.key].day
        given = self.query.get(one.key, "")
        return given if any(given == str(value) for value, _label in one.choices) else ""

    @cached_property
    def text(self) -> str:
        return " ".join(self.query.get(TEXT, "").split())[:LONGEST_TEXT] if self.listing.text else ""

    @property
    def searched(self) -> bool:
        """Whether the list has a search."""
        return self.listing.text is not None

    @cached_property
    def order(self) -> Order | None:
        asked = self.query.get(SORT, "")
        return next((one for one in self.listing.orders if one.key == asked), next(iter(self.listing.orders), None))

    @property
    def narrowed(self) -> bool:
        """Whether a search or a filter leaves rows out."""
        return bool(self.text) or any(one.key in self.chosen for one in self.listing.filters if one.keep is not None)

    @property
    def usual_order(self) -> bool:
        return not self.listing.orders or self.order is self.listing.orders[0]

    # -- rows ----------------------------------------------------------------------------------------------------------

    @cached_property
    def rows(self) -> Rows:
        """All rows that are asked for, in order; of a QuerySet lazily."""
        rows = self._found(self.all_rows)
        for one in self.listing.filters:
            if one.key in self.chosen and one.keep is not None:
                value = self.chosen[one.key]
                rows = rows.filter(**{one.keep: value}) if isinstance(one.keep, str) else one.keep(rows, value)
        return sorted_rows(rows, self.order) if self.order else rows

    def _found(self, rows: Rows) -> Rows:
        words = vntext.fold(self.text).split()
        look_in = self.listing.text
        if not words or look_in is None:
            return rows
        if callable(look_in):
            return [row for row in rows if all(word in vntext.fold(look_in(row)) for word in words)]
        fields = (look_in,) if isinstance(look_in, str) else look_in
        for word in words:
            here = Q()
            for name in fields:
                here |= Q(**{f"{name}__contains": word})
            rows = rows.filter(here)
        return rows

    @cached_property
    def page(self) -> Page:
        pages, asked = Paginator(self.rows, self.listing.a_page), self.query.get(PAGE)
        if self.listing.at_once and isinstance(self.rows, QuerySet):
            return _page_at_once(pages, asked) or pages.get_page(asked)
        return pages.get_page(asked)

    @property
    def count(self) -> int:
        return self.page.paginator.count

    # -- the part ------------------------------------------------------------------------------------------------------

    @cached_property
    def drawn(self) -> list[Drawn]:
        return [self._drawn(one) for one in self.listing.filters if one.a_day or one.choices]

    def _drawn(self, one: Filter) -> Drawn:
        if one.a_day:
            return Drawn(one.key, one.title, day=self.typed_days[one.key])
        here = self.chosen.get(one.key, one.usual)
        choices = tuple((str(value), label, str(value) == here) for value, label in one.choices)
        return Drawn(one.key, one.title, choices, usual=one.usual)

    @property
    def chosen_words(self) -> list[str]:
        """What is chosen, in the words of the choices."""
        said = [str(label) for one in self.drawn for value, label, here in one.choices if here and value != one.usual]
        said += [f"{one.title} {one.day.text}" for one in self.drawn if one.day is not None and one.day.day is not None]
        return said if self.usual_order or self.order is None else [*said, str(self.order.title)]

    @property
    def own(self) -> set[str]:
        return {TEXT, SORT, PAGE, AS, *(one.key for one in self.listing.filters)}

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What else stands in the address (a tab, a day): searching and filtering keep it."""
        return [(key, value) for key, values in self.query.lists() if key not in self.own for value in values if value]

    def asked(self, *, without: Sequence[str] = (PAGE, AS), **changes: str) -> str:
        """The address's query with some of it changed."""
        pairs = [(key, value) for key, values in self.query.lists() for value in values if value]
        kept = [(key, value) for key, value in pairs if key not in without and key not in changes]
        return f"?{urlencode([*kept, *changes.items()])}"

    @property
    def all_url(self) -> str:
        """The list without search and filters."""
        return f"?{urlencode(self.carried)}"

    # -- out -----------------------------------------------------------------------------------------------------------

    @property
    def wants_sheet(self) -> bool:
        return self.query.get(AS) == EXCEL

    @property
    def sheet_url(self) -> str:
        return self.asked(**{AS: EXCEL})

    @property
    def is_long(self) -> bool:
        """Longer than is drawn as a workbook: it goes out as lines of text, which Excel opens too."""
        return self.count > MOST_IN_A_SHEET

    def workbook(self, *, demo: bool) -> bytes:
        """The rows asked for, of all pages."""
        return sheets.write_workbook(
            [sheets.Sheet(str(self.listing.title), self._heads(), list(self._told()))], demo=demo
        )

    def lines(self, *, demo: bool) -> Iterator[bytes]:
        """The same as CSV, piece by piece, so that memory stays flat however long the list is."""
        spoken = translation.get_language()
        pieces = delimited.write_lines(self._heads(), self._told(), demo=demo)
        while True:
            # The answer goes out when the request is over, in the language that it was asked in.
            with translation.override(spoken):
                piece = next(pieces, None)
            if piece is None:
                return
            yield piece

    def _heads(self) -> list[sheets.Column]:
        return [sheets.Column(str(one.title), one.kind, one.width, one.decimals) for one in self.listing.columns]

    def _told(self) -> Iterator[list[sheets.Value]]:
        """The cells of every row; of a QuerySet some are read at a time."""
        rows = self.rows.iterator(READ_AT_ONCE) if isinstance(self.rows, QuerySet) else self.rows
        for some in batched(rows, READ_AT_ONCE):
            found = some if self.listing.told is None else self.listing.told(some)
            for row in found:
                yield [_plain(one.value(row)) for one in self.listing.columns]


def _page_at_once(pages: Paginator, asked: str | None) -> Page | None:
    """A page whose rows say how many there are in all; None for a page behind the last, which nothing tells."""
    number = int(asked) if asked and asked.isdecimal() else 1
    if not 0 < number < FARTHEST or (asked and asked.startswith("-")):
        return None
    first = (number - 1) * pages.per_page
    counted: Any = pages.object_list
    rows = list(counted.annotate(of_all=Window(Count("*")))[first : first + pages.per_page])
    if first and not rows:
        return None
    pages.count = rows[0].of_all if rows else 0
    return Page(rows, number, pages)


def batched(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """So many at a time; the last one may be shorter."""
    left = iter(rows)
    while some := list(islice(left, size)):
        yield some


def _plain(value: Any) -> sheets.Value:
    """Lazy words as text; days and figures stay what they are."""
    if value is None or isinstance(value, int | Decimal | date | sheets.Link):
        return value
    return str(value)


# -- order -------------------------------------------------------------------------------------------------------------

_key_of_words = lru_cache(maxsize=20_000)(vntext.sort_key)
_key_of_people = lru_cache(maxsize=20_000)(vntext.given_name_sort_key)


def sorted_rows(rows: Rows, order: Order) -> Rows:
    """Rows in an order. Databases know no Vietnamese dictionary: words are sorted here, and only a page is fetched whole."""
    if not isinstance(rows, QuerySet):
        return _sorted_list(list(rows), order)
    if order.people or order.words:
        if callable(order.words):
            return _sorted_list(list(rows), order)
        return InOrder(rows, order.people or order.words, _key_of_people if order.people else _key_of_words)
    return rows.order_by(*order.by, "pk") if isinstance(order.by, tuple) else rows


def _sorted_list(rows: list[Any], order: Order) -> list[Any]:
    if callable(order.words):
        read = order.words
        return sorted(rows, key=lambda row: _key_of_words(read(row)))
    if callable(order.by):
        return sorted(rows, key=order.by)
    return rows


class InOrder(Sequence[Any]):
    """The rows of a QuerySet by the Vietnamese order of one field: keys and texts in one query, then each slice in one."""

    def __init__(self, rows: QuerySet[Any], name: str, key: Callable[[str], str]):
        self.whole, self.name, self.key = rows, name, key

    @cached_property
    def keys(self) -> list[Any]:
        pairs = self.whole.order_by().values_list("pk", self.name)
        return [pk for pk, _text in sorted(pairs, key=lambda pair: (self.key(pair[1] or ""), pair[0]))]

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, place: Any) -> Any:
        if not isinstance(place, slice):
            return next(iter(self._fetch([self.keys[place]])))
        return self._fetch(self.keys[place])

    def __iter__(self) -> Iterator[Any]:
        return iter(self._fetch(self.keys))

    def _fetch(self, keys: list[Any]) -> list[Model]:
        whole = len(keys) == len(self.keys)
        found = {row.pk: row for row in (self.whole if whole else self.whole.filter(pk__in=keys)).order_by()}
        return [found[pk] for pk in keys if pk in found]
