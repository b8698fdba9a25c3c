"""How a round stands against the caps of its schemes: by what was decided, and what is proposed where nothing is decided yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from trongtam.org.models import Unit

from ..caps import GroupStanding, Rated, standings, with_share
from ..life import SETTLED
from ..models import Round, SchemeVersion, Subject, SubjectKind
from ..scheme import Cap, Scheme

SETTLED_STATES = frozenset(state.value for state in SETTLED)


@dataclass(frozen=True, slots=True)
class CapRow:
    """One unit or group under one cap. `unit`: where it is counted; `name` says it with the group."""

    kind: str
    unit: int
    name: str
    kind_title: str
    group: str
    level: str
    of: str
    share: Decimal
    checked: bool
    standing: GroupStanding


@dataclass(frozen=True, slots=True)
class Capped:
    """A cap of the round, with the schemes that have it: members on the papers 2A, 2B and 2C count together."""

    kind: str
    cap: Cap
    scheme: Scheme
    versions: tuple[int, ...]


def caps_of(round_: Round) -> list[Capped]:
    """The caps of the schemes that the round uses, each kind and level once. Two queries."""
    used = Subject.objects.filter(round=round_, standing="rated").values_list("kind", "scheme_id").distinct()
    pairs = list(used.order_by("kind", "scheme_id"))
    versions = SchemeVersion.objects.in_bulk({scheme for _kind, scheme in pairs})
    found: dict[tuple[str, str, str], Capped] = {}
    for kind, pk in pairs:
        scheme = versions[pk].read()
        for cap in scheme.caps:
            key = (kind, cap.level, cap.per)
            known = found.get(key)
            ids = (*known.versions, pk) if known is not None else (pk,)
            found[key] = Capped(kind, with_share(cap, round_.share), scheme, ids)
    return list(found.values())


def counted_at(round_: Round, kind: str, unit: int) -> int:
    """Where one is counted: a member in his cell, everything else in the whole of the committee."""
    return unit if kind == SubjectKind.MEMBER else round_.unit_id


def rated_of(
    round_: Round, capped: Capped, *, decided_only: str = "", changes: Mapping[int, str] | None = None
) -> list[Rated]:
    """Everybody under a cap as he stands. `decided_only`: of this level only those count who hold it by decision (the others
    wait). `changes`: subject id → another level, which is tried out. One query."""
    rows = Subject.objects.filter(round=round_, kind=capped.kind, standing="rated", scheme_id__in=capped.versions)
    found = _summed(round_, capped, rows, decided_only)
    if changes:
        found += _tried_out(round_, capped, rows.filter(pk__in=changes), changes, decided_only)
    return found


def _tried_out(
    round_: Round, capped: Capped, rows: Iterable, changes: Mapping[int, str], decided_only: str
) -> list[Rated]:
    """Each changed one taken out of its sum and put in where it is tried."""
    found: list[Rated] = []
    for pk, unit, group, state, level, proposed in rows.values_list(  # type: ignore[attr-defined]  # a QuerySet
        "pk", "unit_id", "group", "state", "level", "proposed"
    ):
        place = str(counted_at(round_, capped.kind, unit))
        found.append(Rated(str(pk), _standing_level(state, level, proposed, decided_only), place, group, -1))
        found.append(Rated(str(pk), changes[pk], place, group))
    return found


def _standing_level(state: str, level: str, proposed: str, decided_only: str) -> str:
    if state in SETTLED_STATES:
        return level
    return "" if proposed and proposed == decided_only else proposed


def _summed(round_: Round, capped: Capped, rows: Iterable, decided_only: str) -> list[Rated]:
    """The same out of sums by unit and level: a round of thousands costs as much as its units."""
    sums = rows.values_list("unit_id", "group", "state", "level", "proposed").annotate(n=Count("pk")).order_by()  # type: ignore[attr-defined]  # a QuerySet
    found: list[Rated] = []
    for unit, group, state, level, proposed, number in sums:
        held = _standing_level(state, level, proposed, decided_only)
        place = str(counted_at(round_, capped.kind, unit))
        found.append(Rated(f"{unit}:{group}:{state}:{held}", held, place, group, number))
    return found


def cap_rows(round_: Round, *, changes: Mapping[int, str] | None = None) -> list[CapRow]:
    """Every unit or group under every cap where somebody is good, those over it first; a group that is the whole unit once.
    Four queries at most, one more for each kind."""
    found: list[CapRow] = []
    names: dict[int, str] = {}
    rated: dict[tuple[str, tuple[int, ...]], list[Rated]] = {}  # two caps of one kind count the same people
    for capped in caps_of(round_):
        key = (capped.kind, capped.versions)
        if key not in rated:
            rated[key] = rated_of(round_, capped, changes=changes)
        rows = standings(rated[key], capped.cap, round_.rounding)
        missing = {int(row.group[0]) for row in rows} - set(names)
        if missing:
            names |= dict(Unit.objects.filter(pk__in=missing).values_list("pk", "name"))
        found += [_row(capped, row, names) for row in rows if row.rated_good or row.excellent]
    found = list({(one.kind, one.name, one.level): one for one in reversed(found)}.values())
    return sorted(found, key=lambda one: (-one.standing.over_by, one.kind, one.name))


def _row(capped: Capped, row: GroupStanding, names: Mapping[int, str]) -> CapRow:
    unit, group = int(row.group[0]), row.group[1]
    name = f"{names[unit]} · {group}" if group else names[unit]
    cap, scheme = capped.cap, capped.scheme
    return CapRow(
        capped.kind,
        unit,
        name,
        str(SubjectKind(capped.kind).label),
        group,
        scheme.level(cap.level).title,
        scheme.level(cap.of).title,
        cap.share,
        cap.checked,
        row,
    )


def over_after(round_: Round, changes: Mapping[int, str]) -> list[CapRow]:
    """Where the cap would be exceeded if these were decided so: who waits with the capped level does not count yet."""
    found: list[CapRow] = []
    names: dict[int, str] = {}
    units = dict(Subject.objects.filter(pk__in=changes).values_list("pk", "unit_id"))
    for capped in caps_of(round_):
        touched = {
            str(counted_at(round_, capped.kind, units[pk]))
            for pk, level in changes.items()
            if level == capped.cap.level
        }
        rated = rated_of(round_, capped, decided_only=capped.cap.level, changes=changes)
        over = [row for row in standings(rated, capped.cap, round_.rounding) if row.is_over and row.group[0] in touched]
        names |= dict(Unit.objects.filter(pk__in=[int(row.group[0]) for row in over]).values_list("pk", "name"))
        found += [_row(capped, row, names) for row in over]
    return found


def levels_by_unit(round_: Round) -> dict[int, dict[str, int]]:
    """Unit → level → how many decided there. One query."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = Subject.objects.filter(round=round_).exclude(level="").values_list("unit_id", "level")
    for unit, level, number in rows.annotate(n=Count("pk")).order_by():
        found[unit][level] = number
    return found
