"""What a set of criteria says: set ▸ criterion ▸ indicator ▸ leaf (the single thing that is measured), and back to plain data.

An indicator with one leaf is the usual case. Several leaves stand together in it: all of them (nested thresholds, men and
women), or at least `enough` of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from trongtam.ground.errors import Refused
from trongtam.ground.phrases import Phrase, gettext_noop

DONE, AT_LEAST, AT_MOST = "done", "at_least", "at_most"
ASKS = (DONE, AT_LEAST, AT_MOST)
REGION, GROUP = "region", "group"

MOST_CODE, MOST_NAME, MOST_CRITERION = 12, 400, 200

REGIONS: dict[str, str] = {
    "TDMNPB": "Trung du miền núi phía Bắc",
    "DBSH": "Đồng bằng sông Hồng",
    "BTB": "Bắc Trung Bộ",
    "DHNTB": "Duyên hải Nam Trung Bộ",
    "TN": "Tây Nguyên",
    "DNB": "Đông Nam Bộ",
    "DBSCL": "Đồng bằng sông Cửu Long",
}
GROUPS: dict[str, str] = {"1": "Nhóm 1", "2": "Nhóm 2", "3": "Nhóm 3"}


@dataclass(frozen=True)
class Relative:
    """A threshold taken from that of another set's leaf, for the same place and time: `percent` of it."""

    set_code: str
    leaf: str
    percent: Decimal


@dataclass(frozen=True)
class Leaf:
    """One thing that is measured. `levels`: key of a place and time (`levels.key_of`) → threshold in `unit`; empty for `done`
    and where the set names none. `measure`: code of the indicator that sets and years share, empty for one of the leaf's
    own. `hamlets`: each hamlet answers yes or no, and the share of those that do is what counts. `yearly`: it has
    another threshold every year."""

    code: str
    name: str
    ask: str
    unit: str = ""
    levels: Mapping[str, Decimal] = field(default_factory=dict)
    relative: Relative | None = None
    measure: str = ""
    hamlets: bool = False
    yearly: bool = False


@dataclass(frozen=True)
class Indicator:
    """`enough`: how many leaves suffice, 0 for all. `if_any`: where there is no such thing it is not applicable. `by_province`:
    the province says more. `verified`: held against the text of the decision."""

    code: str
    name: str
    leaves: tuple[Leaf, ...]
    enough: int = 0
    if_any: bool = False
    by_province: bool = False
    verified: bool = False
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class Criterion:
    number: int
    name: str
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True)
class CriteriaSet:
    """`by`: whether thresholds go by region or by group of communes. `counts`: how many criteria and indicators the decision
    has, where that is known; `special`, `places`: words on a region or group. `names_verified`, `verified`: the names, all
    of it held against the decision."""

    code: str
    name: str
    tier: str
    decision: str
    valid_from: date
    valid_to: date
    by: str
    criteria: tuple[Criterion, ...]
    issued: date | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    names_verified: bool = False
    verified: bool = False
    source: str = ""
    note: str = ""
    special: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

    @property
    def years(self) -> range:
        return range(self.valid_from.year, self.valid_to.year + 1)

    @property
    def place_names(self) -> dict[str, str]:
        return GROUPS if self.by == GROUP else REGIONS

    def leaves(self) -> Iterator[tuple[Criterion, Indicator, Leaf]]:
        for criterion in self.criteria:
            for indicator in criterion.indicators:
                for leaf in indicator.leaves:
                    yield criterion, indicator, leaf

    def leaf(self, code: str) -> Leaf | None:
        return next((leaf for _c, _i, leaf in self.leaves() if leaf.code == code), None)


# -- plain data --------------------------------------------------------------------------------------------------------


def read_set(data: Mapping[str, Any]) -> CriteriaSet:
    """A set from plain data (the shape of `sets/*.json`). Raises Refused, naming the criterion and indicator."""
    verified = data.get("verified", {})
    made = CriteriaSet(
        code=data["code"],
        name=data["name"],
        tier=data.get("tier", ""),
        decision=data.get("decision", ""),
        valid_from=date.fromisoformat(data["valid_from"]),
        valid_to=date.fromisoformat(data["valid_to"]),
        by=data.get("by", REGION),
        criteria=tuple(_criterion(one) for one in data["criteria"]),
        issued=date.fromisoformat(data["issued"]) if data.get("issued") else None,
        counts=dict(data.get("counts", {})),
        names_verified=bool(verified.get("names")),
        verified=bool(verified.get("indicators")),
        source=data.get("source", ""),
        note=data.get("note", ""),
        special=dict(data.get("special", {})),
        places=dict(data.get("places", {})),
    )
    check_set(made)
    return made


def _criterion(data: Mapping[str, Any]) -> Criterion:
    number = int(data["number"])
    return Criterion(number, data["name"], tuple(_indicator(one, number) for one in data.get("indicators", ())))


def _indicator(data: Mapping[str, Any], number: int) -> Indicator:
    return Indicator(
        code=str(data["code"]),
        name=data["name"],
        leaves=tuple(_leaf(one, number) for one in data["leaves"]),
        enough=int(data.get("enough", 0)),
        if_any=bool(data.get("if_any")),
        by_province=bool(data.get("by_province")),
        verified=bool(data.get("verified")),
        source=data.get("source", ""),
        note=data.get("note", ""),
    )


def _leaf(data: Mapping[str, Any], number: int) -> Leaf:
    other = data.get("relative")
    return Leaf(
        code=str(data["code"]),
        name=data["name"],
        ask=data["ask"],
        unit=data.get("unit", ""),
        levels=read_levels(data.get("levels", {}), number, str(data["code"])),
        relative=Relative(other["set"], str(other["indicator"]), Decimal(other["percent"])) if other else None,
        measure=data.get("measure", ""),
        hamlets=bool(data.get("hamlets")),
        yearly=bool(data.get("yearly")),
    )


def read_levels(data: Mapping[str, Any], number: int, code: str) -> dict[str, Decimal]:
    """Thresholds from plain data. Raises Refused for what is no number."""
    found = {}
    for key, value in data.items():
        try:
            found[key] = Decimal(str(value))
        except InvalidOperation as error:
            sentence = gettext_noop("Criterion %(number)s, indicator %(code)s: “%(value)s” is no number.")
            raise Refused(Phrase(sentence, number=number, code=code, value=value), field="levels") from error
    return found


def told_set(one: CriteriaSet) -> dict[str, Any]:
    """A set as plain data; `read_set` reads it back unchanged."""
    told: dict[str, Any] = {
        "code": one.code,
        "name": one.name,
        "tier": one.tier,
        "decision": one.decision,
        "valid_from": one.valid_from.isoformat(),
        "valid_to": one.valid_to.isoformat(),
        "by": one.by,
        "counts": dict(one.counts),
        "verified": {"names": one.names_verified, "indicators": one.verified},
        "source": one.source,
        "note": one.note,
        "special": dict(one.special),
        "places": dict(one.places),
        "criteria": [
            {"number": c.number, "name": c.name, "indicators": [_told_indicator(i) for i in c.indicators]}
            for c in one.criteria
        ],
    }
    if one.issued is not None:
        told["issued"] = one.issued.isoformat()
    return told


def _told_indicator(one: Indicator) -> dict[str, Any]:
    plain = ("code", "name", "enough", "if_any", "by_province", "verified", "source", "note")
    return {**{name: getattr(one, name) for name in plain}, "leaves": [_told_leaf(leaf) for leaf in one.leaves]}


def _told_leaf(one: Leaf) -> dict[str, Any]:
    told: dict[str, Any] = {
        name: getattr(one, name) for name in ("code", "name", "ask", "unit", "measure", "hamlets", "yearly")
    }
    told["levels"] = told_levels(one.levels)
    if one.relative is not None:
        relative = one.relative
        told["relative"] = {
            "set": relative.set_code,
            "indicator": relative.leaf,
            "percent": str(relative.percent),
        }
    return told


def told_levels(levels: Mapping[str, Decimal]) -> dict[str, str]:
    return {key: str(value) for key, value in levels.items()}


# -- what makes no sense -----------------------------------------------------------------------------------------------


def check_set(one: CriteriaSet) -> None:
    """Raises Refused where parts of a set contradict each other."""
    if not one.criteria:
        raise Refused(Phrase(gettext_noop("A set of criteria needs at least one criterion.")), field="criteria")
    if one.valid_to < one.valid_from:
        raise Refused(Phrase(gettext_noop("The set ends before it begins.")), field="valid_to")
    twice = _twice(criterion.number for criterion in one.criteria)
    if twice is not None:
        sentence = gettext_noop("Criterion %(number)s stands twice in the set.")
        raise Refused(Phrase(sentence, number=twice), field="number")
    double = _twice(leaf.code for _c, _i, leaf in one.leaves())
    if double is not None:
        raise Refused(Phrase(gettext_noop("Indicator %(code)s stands twice in the set."), code=double), field="code")
    for criterion in one.criteria:
        for indicator in criterion.indicators:
            _check_indicator(one, criterion, indicator)


def _twice(values: Iterable[Any]) -> Any:
    seen: set[Any] = set()
    for value in values:
        if value in seen:
            return value
        seen.add(value)
    return None


def _check_indicator(one: CriteriaSet, criterion: Criterion, indicator: Indicator) -> None:
    about = {"number": criterion.number, "code": indicator.code}
    texts = [(indicator.code, MOST_CODE), (indicator.name, MOST_NAME), (criterion.name, MOST_CRITERION)]
    texts += [pair for leaf in indicator.leaves for pair in ((leaf.code, MOST_CODE), (leaf.name, MOST_NAME))]
    if any(not text or len(text) > most for text, most in texts):
        sentence = gettext_noop("Criterion %(number)s, indicator %(code)s: a code or name is missing or too long.")
        raise Refused(Phrase(sentence, **about), field="name")
    if not indicator.leaves or indicator.enough > len(indicator.leaves) or indicator.enough < 0:
        sentence = gettext_noop("Criterion %(number)s, indicator %(code)s: not so many parts are there to choose from.")
        raise Refused(Phrase(sentence, **about), field="enough")
    for leaf in indicator.leaves:
        if leaf.ask not in ASKS or (leaf.ask == DONE and (leaf.levels or leaf.relative)):
            sentence = gettext_noop("Criterion %(number)s, indicator %(code)s: what it asks for is not clear.")
            raise Refused(Phrase(sentence, **about), field="ask")
        check_levels(leaf.levels, one, criterion.number, leaf.code)


def check_levels(levels: Mapping[str, Decimal], one: CriteriaSet, number: int, code: str) -> None:
    """The keys of one table are of one kind, and name regions, groups and years that there are. Raises Refused."""
    kinds = {("/" in key, bool(key.rpartition("/")[2])) for key in levels}
    names = {key.rpartition("/")[2] for key in levels} - {""}
    years = {key.partition("/")[0] for key in levels if "/" in key}
    about = {"number": number, "code": code}
    if len(kinds) > 1:
        sentence = gettext_noop(
            "Criterion %(number)s, indicator %(code)s: thresholds of different kinds stand together."
        )
        raise Refused(Phrase(sentence, **about), field="levels")
    unknown = sorted(names - one.place_names.keys()) + sorted(year for year in years if not year.isdecimal())
    if unknown:
        sentence = gettext_noop("Criterion %(number)s, indicator %(code)s: “%(place)s” is no region, group or year.")
        raise Refused(Phrase(sentence, place=unknown[0], **about), field="levels")
