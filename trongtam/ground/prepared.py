"""Questions to the database whose shape stays while their values change: Django writes the SQL once per process and shape; each
asking after that only fills in its values. Writing the SQL takes five to ten times as long as the answer of a small table.

    _owed = Prepared(lambda unit, day: Paper.objects.filter(unit=unit, due_on__lte=day).order_by("due_on")[:20])
    papers = _owed(unit.pk, today)

Only the SQL is kept, never an answer. Which value stands where is found by writing the question twice with stand-ins that no
table holds; where the two differ in anything but the stand-ins, where one is calculated with, compared or changed on its way,
or where the database is asked meanwhile, the question is not kept and is asked as it is.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import singledispatch
from threading import Lock
from typing import Any, Generic, NoReturn, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet, prefetch_related_objects
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError
from django.utils import timezone
from django.utils.translation import get_language

Row = TypeVar("Row")
FIRST_NUMBER, BETWEEN_TURNS = 4096, 16384
MOST_NUMBERS = 32768 - FIRST_NUMBER - BETWEEN_TURNS
GREATEST = 2**31 - 1
MOST_KEPT = 700  # shapes of all questions together, 40 KB each; what was not asked for longest is written anew


# Told of each asking: how it is built, its arguments, the SQL and its parameters. Tests compare them with what Django writes.
watchers: list[Callable[[Callable[..., QuerySet[Any]], tuple[Any, ...], str, tuple[Any, ...]], None]] = []


class CannotStand(Exception):
    """A stand-in was used for more than its place in the question."""


def _refuse(*_given: Any, **_named: Any) -> NoReturn:
    raise CannotStand


class StandInText:
    """What Django writes as a text, and nobody can ask what it is like. A path may be cut into its keys."""

    def __init__(self, text: str):
        self._text = text

    def __str__(self) -> str:
        return self._text

    def strip(self, signs: str) -> str:
        return self._text.strip(signs)

    __eq__ = __len__ = __iter__ = __contains__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __hash__ = object.__hash__


class StandInKey(int):
    """The key of a row: never 0."""

    __slots__ = ()
    __lt__ = __le__ = __gt__ = __ge__ = _refuse


class StandInNumber(StandInKey):
    __slots__ = ()
    __bool__ = _refuse


@dataclass(frozen=True)
class Opened:
    """What an argument is made of. `shape`: all that the SQL may depend on; `values`: what is filled in, in a fixed order;
    `stand(turn, first)`: the argument made of stand-ins, and these in the same order, numbered from `first`."""

    shape: Any
    values: tuple[Any, ...]
    stand: Callable[[int, int], tuple[Any, list[Any]]]
    whole: bool = True
    """Whether each of its values has to be found in the question."""


def stand_in_key(turn: int, number: int) -> StandInKey:
    if number >= MOST_NUMBERS:
        raise CannotStand
    # They fit into the smallest column, where a greater one would be left out of the question; a power of two apart, so that
    # a set of them has one order in both turns.
    return StandInKey(FIRST_NUMBER + number + turn * BETWEEN_TURNS)


def _stand_in_number(turn: int, number: int) -> StandInNumber:
    return StandInNumber(stand_in_key(turn, number))


def _stand_in_text(turn: int, number: int) -> StandInText:
    # Whatever folds, strips, lowers, quotes or escapes a text leaves a trace in this one.
    return StandInText(f" Ẫ'%_\\  {turn}·{number} ")


def _stand_in_day(turn: int, number: int) -> date:
    return (date(1003, 1, 1), date(8003, 1, 1))[turn] + timedelta(days=number)


def _stand_in_moment(turn: int, number: int) -> datetime:
    day = _stand_in_day(turn, number)
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


def _of_some_column(number: int) -> int:
    """What no column can hold Django leaves out of the question, which is then another."""
    if not GREATEST >= number >= -GREATEST:
        raise CannotStand
    return number


def _one(kind: str, value: Any, make: Callable[[int, int], Any]) -> Opened:
    def stand(turn: int, first: int) -> tuple[Any, list[Any]]:
        made = make(turn, first)
        return made, [made]

    return Opened(kind, (value,), stand)


@dataclass(frozen=True)
class Fixed:
    """A value that belongs to the shape, like the number of rows: it may be decided by, and each one is written apart."""

    value: Any


@singledispatch
def opened(value: Any) -> Opened:
    """An argument taken apart. Rooms register what they hand over; numbers, texts, days, moments and lists of them are known,
    True, False and None belong to the shape."""
    if value is None or isinstance(value, bool):
        return Opened(value, (), lambda turn, first: (value, []))
    if isinstance(value, Fixed):
        return Opened(("fixed", value.value), (), lambda turn, first: (value.value, []))
    if isinstance(value, int):
        return _one("number", _of_some_column(value), _stand_in_number)
    if isinstance(value, str):
        return _one("text", str(value), _stand_in_text)
    if isinstance(value, datetime):
        return _one("moment", value, _stand_in_moment)
    if isinstance(value, date):
        return _one("day", value, _stand_in_day)
    if isinstance(value, list | tuple | set | frozenset):
        return _opened_list(value)
    raise TypeError(f"{type(value).__name__} has no place in a prepared question")


def filled_up(values: Iterable[Any]) -> list[Any]:
    """Up to a power of two by its last, so that few lengths are written: for conditions that bear a repetition."""
    found = list(values)
    return found + found[-1:] * ((1 << (len(found) - 1).bit_length()) - len(found)) if found else found


def _opened_numbers(values: list[int]) -> Opened:
    def stand(turn: int, first: int) -> tuple[list[Any], list[Any]]:
        made = [_stand_in_number(turn, first + number) for number in range(len(values))]
        return made, list(made)

    _of_some_column(min(values)), _of_some_column(max(values))
    return Opened(("numbers", len(values)), tuple(values), stand)


def _opened_list(values: Iterable[Any]) -> Opened:
    filled = filled_up(values)
    if filled and all(type(value) is int for value in filled):
        return _opened_numbers(filled)
    inner = [opened(value) for value in filled]

    def stand(turn: int, first: int) -> tuple[list[Any], list[Any]]:
        made: list[Any] = []
        standing: list[Any] = []
        for one in inner:
            value, known = one.stand(turn, first + len(standing))
            made.append(value)
            standing += known
        return made, standing

    return Opened(tuple(one.shape for one in inner), tuple(v for one in inner for v in one.values), stand)


@dataclass(frozen=True)
class _Place:
    """Where a value goes among the parameters. `around`: the signs before and after it in a search by likeness."""

    position: int
    number: int
    around: tuple[str, str] | None = None


class _Question:
    """A queryset written for one shape: what its iterables ask of a queryset, with the SQL already there."""

    def __init__(
        self, queryset: QuerySet[Any], compiler: SQLCompiler, sql: str, fixed: list[Any], places: list[_Place]
    ):
        self._queryset, self._compiler, self.sql = queryset, compiler, sql
        self._fixed, self._places = fixed, places
        self._locks = (
            queryset.query.select_for_update
        )  # Django asks for a transaction while it writes the SQL; we, each time
        self._converters = compiler.get_converters([one[0] for one in compiler.select[: compiler.col_count]])

    def is_like(self, other: _Question) -> bool:
        """Whether both are the same but for the stand-ins."""
        mine, its = (self.sql, self._fixed, self._places), (other.sql, other._fixed, other._places)
        return mine == its and [type(one) for one in self._fixed] == [type(one) for one in other._fixed]

    def params(self, values: Sequence[Any], using: str) -> tuple[Any, ...]:
        params, connection = list(self._fixed), connections[using]
        for place in self._places:
            value = values[place.number]
            as_it_is = place.around is None and type(value) in (int, str)
            params[place.position] = value if as_it_is else _written(value, place.around, connection)
        return tuple(params)

    def ask(self, params: tuple[Any, ...], using: str) -> list[Any]:
        connection = connections[using]
        if self._locks and connection.features.has_select_for_update and connection.get_autocommit():
            raise TransactionManagementError("select_for_update cannot be used outside of a transaction.")
        compiler = object.__new__(type(self._compiler))
        compiler.__dict__.update(self._compiler.__dict__, connection=connection, using=using)
        compiler.__dict__["as_sql"] = lambda *given, **named: (self.sql, params)
        compiler.__dict__["get_converters"] = lambda expressions: self._converters
        asked: Any = _Asked(self._queryset, using, compiler)
        iterable: Any = self._queryset._iterable_class
        rows: list[Any] = list(iterable(asked))
        if rows and (lookups := self._queryset._prefetch_related_lookups):  # type: ignore[attr-defined]  # not in the stubs
            prefetch_related_objects(rows, *lookups)
        return rows


class _Nothing:
    """A question whose answer is empty whatever the values are."""

    sql = ""

    def params(self, values: Sequence[Any], using: str) -> tuple[Any, ...]:
        return ()

    def ask(self, params: tuple[Any, ...], using: str) -> list[Any]:
        return []


class _Asked:
    """One asking, as `QuerySet._iterable_class` reads a queryset and its query."""

    def __init__(self, queryset: QuerySet[Any], using: str, compiler: SQLCompiler):
        self.model, self.db, self.query = queryset.model, using, self
        self._known_related_objects: dict[Any, Any] = {}
        self._fields = queryset._fields  # type: ignore[attr-defined]  # not in the stubs
        self._written, self._compiler = queryset.query, compiler

    def get_compiler(self, using: str | None = None) -> SQLCompiler:
        return self._compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._written, name)


def _written(value: Any, around: tuple[str, str] | None, connection: Any) -> Any:
    if around is not None:
        return f"{around[0]}{connection.ops.prep_for_like_query(value)}{around[1]}"
    if isinstance(value, StandInText):
        return str(value)
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _places(params: Sequence[Any], stand_ins: Sequence[Any], connection: Any) -> tuple[list[_Place], list[Any]]:
    """Where the stand-ins are, and what stands at all other places."""
    plain = {_written(one, None, connection): number for number, one in enumerate(stand_ins)}
    texts = [(number, one) for number, one in enumerate(stand_ins) if isinstance(one, StandInText)]
    alike = {connection.ops.prep_for_like_query(one): number for number, one in texts}
    places, fixed = [], list(params)
    for position, value in enumerate(params):
        place = None
        if isinstance(value, int | str | date) and value in plain:
            place = _Place(position, plain[value])
        elif isinstance(value, str) and (core := value.removeprefix("%").removesuffix("%")) in alike:
            before, _core, after = value.partition(core)
            place = _Place(position, alike[core], (before, after))
        if place is not None:
            places.append(place)
            fixed[position] = None
    return places, fixed


class _Shelf:
    """The questions of a process, whoever asks them; the one that was asked last stands at the end."""

    def __init__(self) -> None:
        self._rows: OrderedDict[Hashable, _Question | _Nothing | None] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Hashable) -> _Question | _Nothing | None:
        """None: it is asked as it is. Raises KeyError: nobody asked it yet."""
        with self._lock:
            self._rows.move_to_end(key)
            return self._rows[key]

    def put(self, key: Hashable, question: _Question | _Nothing | None) -> None:
        with self._lock:
            self._rows[key] = question
            while len(self._rows) > MOST_KEPT:
                self._rows.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._rows.clear()

    def __len__(self) -> int:
        return len(self._rows)


shelf = _Shelf()


class Prepared(Generic[Row]):
    """A question by its building: a function of values that gives a queryset. It decides nothing by a value: what it must
    decide is handed over as True or False. A list is for `__in` and the like (see `filled_up`). Today's date and the
    language belong to the shape by themselves."""

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]):
        self.plain = build
        """The same question asked as it is."""

    def __call__(self, *arguments: Any) -> list[Row]:
        try:
            parts = [opened(one) for one in arguments]
        except CannotStand:
            return self._as_it_is(arguments)
        using = DEFAULT_DB_ALIAS
        key = (self, connections[using].vendor, get_language(), timezone.localdate(), *(part.shape for part in parts))
        try:
            question = shelf.find(key)
        except KeyError:
            question = self._prepare(parts, using)
            shelf.put(key, question)
        if question is None:
            return self._as_it_is(arguments)
        params = question.params([value for part in parts for value in part.values], using)
        for watch in watchers:
            watch(self.plain, arguments, question.sql, params)
        return question.ask(params, using)

    def _as_it_is(self, arguments: Sequence[Any]) -> list[Row]:
        return list(self.plain(*(one.value if isinstance(one, Fixed) else one for one in arguments)))

    def keeps(self, *arguments: Any) -> bool:
        """Whether the SQL of a question is kept."""
        return self._prepare([opened(one) for one in arguments], DEFAULT_DB_ALIAS) is not None

    def _prepare(self, parts: Sequence[Opened], using: str) -> _Question | _Nothing | None:
        connection = connections[using]
        try:
            with connection.execute_wrapper(_refuse):
                return _same(*(self._written(parts, turn, using) for turn in (0, 1)))
        except (CannotStand, TypeError, AttributeError):
            return None

    def _written(self, parts: Sequence[Opened], turn: int, using: str) -> _Question | _Nothing:
        arguments: list[Any] = []
        stand_ins: list[Any] = []
        owed: list[int] = []
        for part in parts:
            argument, standing = part.stand(turn, len(stand_ins))
            arguments.append(argument)
            owed += range(len(stand_ins), len(stand_ins) + len(standing)) if part.whole else ()
            stand_ins += standing
        queryset = self.plain(*arguments).using(using)
        compiler = queryset.query.get_compiler(using)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return _Nothing()
        places, fixed = _places(params, stand_ins, connections[using])
        if not {place.number for place in places}.issuperset(owed):
            raise CannotStand
        return _Question(queryset, compiler, sql, fixed, places)


def _same(one: _Question | _Nothing, other: _Question | _Nothing) -> _Question | _Nothing:
    if isinstance(one, _Nothing) and isinstance(other, _Nothing):
        return one
    if isinstance(one, _Question) and isinstance(other, _Question) and one.is_like(other):
        return one
    raise CannotStand
