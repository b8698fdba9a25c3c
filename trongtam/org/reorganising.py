"""What a merger or a split would do: which units begin and end, where units, posts and members go, what stands in the way.

Pure: plain values in, a plan out. The rehearsal shows the plan, the operation carries the very same plan out.

A merger ends every unit that takes part and begins a new one, be it under an old name: what was stated before stays with
those that stated it. Organs of which a unit has one only (committee, government, council, Front) go together likewise; all
other units below move over as they are. A split ends one unit and begins its parts; whoever decides says which unit below
goes to which part, who takes over people and posts, and what share of the figures each part carries on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from trongtam.ground.vntext import fold

# Of these a unit has one.
SINGLE_KINDS = frozenset({"party_committee", "government", "peoples_council", "front"})
SHARE_DECIMALS = 8
MERGED, SPLIT = "merged", "split"


@dataclass(frozen=True)
class UnitFact:
    """A living unit. `placed_on`: since when it stands where it stands; `touched_on`: the last day on which anything in it or
    below it began, moved or ended, None where nothing did; `members`, `people`: how many belong to it, whose record it keeps."""

    pk: int
    kind: str
    name: str
    folded: str
    parent: int | None
    parent_kind: str | None
    founded_on: date
    placed_on: date
    touched_on: date | None = None
    members: int = 0
    people: int = 0


@dataclass(frozen=True)
class PostFact:
    """A post held in one of the units when the change comes. `single`: one person holds it at a time."""

    pk: int
    person: int
    person_name: str
    unit: int
    kind: str
    single: bool


@dataclass(frozen=True)
class Facts:
    """The units that take part with everything below them that may be touched, and the posts held in them."""

    units: Mapping[int, UnitFact]
    posts: Sequence[PostFact] = ()
    taken: frozenset[tuple[str, str]] = frozenset()
    """(kind, folded name) of the units that stand below the chosen parent and stay."""

    def below(self, pk: int) -> list[UnitFact]:
        return [unit for unit in self.units.values() if unit.parent == pk]


@dataclass(frozen=True)
class NewUnit:
    """A unit to begin. `key` names it inside the plan, `parent` the new unit above it ("": the parent that was chosen);
    `sources`: (unit that it carries on for, share)."""

    key: str
    kind: str
    name: str
    parent: str
    sources: tuple[tuple[int, Fraction], ...]


@dataclass(frozen=True)
class Move:
    """A unit that goes on below a new one; `name` where it has to take another one."""

    unit: int
    to: str
    name: str = ""


@dataclass(frozen=True)
class PostGoes:
    """A post that is carried over to a new unit, or ends (`to` empty): one person holds it, and none of several was chosen,
    or the same person holds it there already."""

    post: PostFact
    to: str


@dataclass(frozen=True)
class Problem:
    """What stands in the way: a code, the names to say it with, the field that mends it, and the unit it speaks of."""

    code: str
    names: tuple[str, ...] = ()
    field: str = ""
    unit: int | None = None


@dataclass(frozen=True)
class Plan:
    """Everything that would happen on `on`. It can be carried out where `problems` is empty."""

    kind: str
    on: date
    founded: tuple[NewUnit, ...]
    ended: tuple[int, ...]
    moved: tuple[Move, ...]
    posts: tuple[PostGoes, ...]
    people_to: Mapping[int, str]
    problems: tuple[Problem, ...]

    def successor_keys(self, unit: int) -> list[str]:
        return [new.key for new in self.founded if any(source == unit for source, _ in new.sources)]

    @property
    def links(self) -> list[tuple[int, str, Fraction]]:
        """(unit that ends, key of the unit that carries it on, share)."""
        return [(source, new.key, share) for new in self.founded for source, share in new.sources]


@dataclass
class _Draft:
    founded: list[NewUnit] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)
    moved: list[Move] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


# -- merging -----------------------------------------------------------------------------------------------------------


def merge_plan(
    facts: Facts,
    sources: Sequence[int],
    *,
    name: str,
    on: date,
    chosen_posts: Iterable[int] = (),
    names: Mapping[int, str] | None = None,
) -> Plan:
    """Units of one kind become one. `chosen_posts`: who of several keeps a post that one person holds; `names`: new names of
    units below that would stand beside a namesake."""
    draft = _Draft()
    if len(set(sources)) < 2:
        draft.problems.append(Problem("alone", field="units"))
    elif len({facts.units[pk].kind for pk in sources}) > 1:
        draft.problems.append(Problem("kinds_differ", field="units"))
    else:
        _merge(draft, facts, list(dict.fromkeys(sources)), "0", name, "", names or {})
    _check_days(draft, facts, on)
    _check_namesakes(draft, facts)
    _check_names(draft, facts)
    posts, vacant = _posts_to_one(draft, facts, frozenset(chosen_posts))
    draft.problems += vacant
    people = {pk: new.key for new in draft.founded for pk, _share in new.sources}
    return _finished(MERGED, on, draft, posts, people)


def _merge(
    draft: _Draft, facts: Facts, sources: Sequence[int], key: str, name: str, parent: str, names: Mapping[int, str]
) -> None:
    first = facts.units[sources[0]]
    draft.founded.append(NewUnit(key, first.kind, name, parent, tuple((pk, Fraction(1)) for pk in sources)))
    draft.ended += sources
    singles: dict[str, list[UnitFact]] = defaultdict(list)
    for pk in sources:
        for child in facts.below(pk):
            if is_single(child):
                singles[child.kind].append(child)
            else:
                draft.moved.append(Move(child.pk, key, names.get(child.pk, "")))
    for number, (kind, group) in enumerate(sorted(singles.items())):
        called = renamed(group[0].name, facts.units[group[0].parent or 0].name, name)
        if kind == first.kind:
            raise AssertionError("a single organ does not stand below its own kind")
        _merge(draft, facts, [one.pk for one in group], f"{key}.{number}", called, key, names)


def is_single(unit: UnitFact) -> bool:
    """Whether the unit above has one such organ only. A Party committee below another one is one of many."""
    return unit.kind in SINGLE_KINDS and unit.parent_kind != unit.kind


# -- splitting ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    name: str
    share: Fraction


def movable(facts: Facts, unit: int) -> list[UnitFact]:
    """The units below that somebody has to send to one of the parts."""
    found = []
    for child in facts.below(unit):
        found += movable(facts, child.pk) if is_single(child) else [child]
    return found


def split_plan(
    facts: Facts, unit: int, parts: Sequence[Part], *, on: date, goes_to: Mapping[int, int], keeper: int | None
) -> Plan:
    """One unit becomes several. `goes_to`: unit below → number of its part; `keeper`: the part that takes over people, members
    and posts (those who belong elsewhere are transferred afterwards, each by name)."""
    draft = _Draft()
    if len(parts) < 2:
        draft.problems.append(Problem("one_part", field="parts"))
    for name, times in Counter(part.name.casefold() for part in parts).items():
        if times > 1:
            draft.problems.append(Problem("parts_alike", (name,), "parts"))
    odd = any(part.share <= 0 or (part.share * 10**SHARE_DECIMALS).denominator != 1 for part in parts)
    if odd or sum(part.share for part in parts) != 1:
        draft.problems.append(Problem("shares", field="parts"))
    if keeper is None or not 0 <= keeper < len(parts):
        draft.problems.append(Problem("no_keeper", field="keeper"))
    for child in movable(facts, unit):
        if not 0 <= goes_to.get(child.pk, -1) < len(parts):
            draft.problems.append(Problem("nowhere", (child.name,), "goes_to", child.pk))
    if not draft.problems:
        for number, part in enumerate(parts):
            _begin_part(draft, facts, unit, str(number), part.name, "", part.share, number, goes_to)
        draft.ended += _organs(facts, unit)
    _check_days(draft, facts, on)
    _check_names(draft, facts)
    keys = {pk: [new.key for new in draft.founded if new.sources[0][0] == pk] for pk in draft.ended}
    people = {pk: keys[pk][keeper] for pk in draft.ended if keeper is not None}
    posts = [PostGoes(post, people[post.unit]) for post in facts.posts if post.unit in people]
    return _finished(SPLIT, on, draft, posts, people)


def _organs(facts: Facts, unit: int) -> list[int]:
    """The unit and its single organs, which are split with it."""
    return [unit, *(pk for child in facts.below(unit) if is_single(child) for pk in _organs(facts, child.pk))]


def _begin_part(
    draft: _Draft,
    facts: Facts,
    unit: int,
    key: str,
    name: str,
    parent: str,
    share: Fraction,
    number: int,
    goes_to: Mapping[int, int],
) -> None:
    fact = facts.units[unit]
    draft.founded.append(NewUnit(key, fact.kind, name, parent, ((unit, share),)))
    for place, child in enumerate(facts.below(unit)):
        if is_single(child):
            called = renamed(child.name, fact.name, name)
            _begin_part(draft, facts, child.pk, f"{key}.{place}", called, key, share, number, goes_to)
        elif goes_to[child.pk] == number:
            draft.moved.append(Move(child.pk, key))


# -- what stands in the way --------------------------------------------------------------------------------------------


def _check_days(draft: _Draft, facts: Facts, on: date) -> None:
    """A unit lasts at least a day where it stands, and nothing is recorded in it for the day or later."""
    for pk in draft.ended:
        unit = facts.units[pk]
        if on <= max(unit.founded_on, unit.placed_on):
            draft.problems.append(
                Problem("too_early", (unit.name, _day(max(unit.founded_on, unit.placed_on))), "on", pk)
            )
        elif unit.touched_on is not None and on < unit.touched_on:
            draft.problems.append(Problem("touched", (unit.name, _day(unit.touched_on)), "on", pk))
    for move in draft.moved:
        unit = facts.units[move.unit]
        if on <= unit.placed_on or (unit.touched_on is not None and on < unit.touched_on):
            latest = max(unit.placed_on, unit.touched_on or unit.placed_on)
            draft.problems.append(Problem("touched", (unit.name, _day(latest)), "on", unit.pk))


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _check_namesakes(draft: _Draft, facts: Facts) -> None:
    """Units of one kind that would bear one name below one parent."""
    names: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for move in draft.moved:
        unit = facts.units[move.unit]
        names[move.to, unit.kind, fold(move.name) or unit.folded].append(unit.pk)
    for namesakes in names.values():
        for pk in namesakes[1:]:
            draft.problems.append(Problem("namesakes", (facts.units[pk].name,), f"name_{pk}", pk))


def _check_names(draft: _Draft, facts: Facts) -> None:
    for new in draft.founded:
        if not new.name.strip():
            draft.problems.append(Problem("no_name", field="name"))
        elif not new.parent and (new.kind, fold(new.name)) in facts.taken:
            draft.problems.append(Problem("name_taken", (new.name,), "name"))


def _posts_to_one(draft: _Draft, facts: Facts, chosen: frozenset[int]) -> tuple[list[PostGoes], list[Problem]]:
    """Posts of many are carried over once a person; one that a single person holds only where he was chosen."""
    to = {pk: new.key for new in draft.founded for pk, _share in new.sources}
    goes: list[PostGoes] = []
    taken: set[tuple[str, str, int]] = set()
    kept: Counter[tuple[str, str]] = Counter()
    for post in facts.posts:
        if post.unit not in to:
            continue
        key = to[post.unit]
        carried = (post.pk in chosen or not post.single) and (key, post.kind, post.person) not in taken
        if carried:
            taken.add((key, post.kind, post.person))
            kept[key, post.kind] += post.single
        goes.append(PostGoes(post, key if carried else ""))
    problems = [Problem("two_holders", (kind,), "posts") for (_key, kind), number in kept.items() if number > 1]
    return goes, problems


def _finished(kind: str, on: date, draft: _Draft, posts: Iterable[PostGoes], people: Mapping[int, str]) -> Plan:
    return Plan(
        kind,
        on,
        tuple(draft.founded),
        tuple(draft.ended),
        tuple(draft.moved),
        tuple(posts),
        people,
        tuple(draft.problems),
    )


def renamed(organ: str, old: str, new: str) -> str:
    """An organ's name after its unit has another: “Đảng ủy xã Mẫu”, “Xã Mẫu”, “Xã Thử” → “Đảng ủy xã Thử”. A name that does
    not hold that of its unit stays."""
    for before, after in ((old, new), (_bare(old), _bare(new))):
        place = organ.casefold().rfind(before.casefold())
        if before and place >= 0:
            found = organ[place : place + len(before)]
            said = after if found[:1].isupper() else after[:1].lower() + after[1:]
            return organ[:place] + said + organ[place + len(before) :]
    return organ


def _bare(name: str) -> str:
    """The name without the word for its kind."""
    for word in ("xã", "phường", "thị trấn", "đặc khu", "thôn", "ấp", "huyện", "tỉnh"):
        if name.casefold().startswith(word + " "):
            return name[len(word) + 1 :]
    return name


def heirs(links: Iterable[tuple[int, str, Fraction]]) -> dict[int, str]:
    """Of (unit that ends, key of a new unit, share): unit → the one new unit that takes over what cannot be divided. Of several
    parts that with the largest share, of equal ones the first."""
    largest: dict[int, tuple[Fraction, str]] = {}
    for unit, key, share in links:
        if unit not in largest or share > largest[unit][0]:
            largest[unit] = (share, key)
    return {unit: key for unit, (_share, key) in largest.items()}
