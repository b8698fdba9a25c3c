"""The shapes in which the demonstration communes are written down; `build` turns them into records by operations.

`inv=True` marks a value that the source documents do not give (shown with °). Names of people are invented.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils import timezone


def noon(day: date) -> datetime:
    """Midday of a day where the commune is."""
    return timezone.make_aware(datetime.combine(day, time(12)))


@dataclass(frozen=True)
class U:
    """A unit below the commune: a stable code, kind, name, the code of its parent (`""`: the commune itself)."""

    code: str
    kind: str
    name: str
    parent: str = ""
    serves: str = ""


@dataclass(frozen=True)
class C:
    """A clause: label as printed, kind, text, and labels nested by `under`."""

    label: str
    kind: str
    text: str
    under: str = ""
    inv: bool = True


@dataclass(frozen=True)
class D:
    """A document with its clauses. `key` names it here only; numbers stay empty unless a source gives them."""

    key: str
    kind: str
    title: str
    issued_on: str
    organ: str
    clauses: tuple[C, ...] = ()
    side: str = "party"
    origin: str = "issued"
    number: str = ""
    under: str = ""
    term: bool = True
    inv: bool = True
    congress: bool = False  # the papers that follow a congress are owed for it
    issues: str = ""  # title of the owed paper that this document is
    studied: tuple[tuple[str, str, int, int], ...] = ()  # unit, day, expected, came; received five days before
    received: tuple[str, ...] = ()  # units that have it and have not studied it yet
    sent: tuple[str, ...] = ()  # units that are to have it and have not stated that they do


@dataclass(frozen=True)
class I:  # noqa: E742 - one letter a row keeps the tables readable
    """An indicator; fields as in `targets.models.Indicator`."""

    code: str
    name: str
    unit: str
    measure: str
    sector: str
    stated_by: str = "commune"
    better: str = "more"
    decimals: int = 0
    across: str = "sum"
    scale: int = 1
    every: str = "month"
    people: bool = False
    whole: bool = False
    hint: str = ""
    provider: str = ""
    non_negative: bool = True
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class T:
    """A target: indicator, period, comparator and plan as text, the clause `document key/label` behind it."""

    indicator: str
    period: str
    plan: str
    clause: str = ""
    comparator: str = ">="
    unit: str = ""
    name: str = ""
    plan_to: str = ""
    baseline: str = ""
    baseline_on: str = ""
    baseline_bound: str = "exactly"
    form: str = "level"
    parent: str = ""
    holder: str = ""
    superior: bool = False
    part: str = ""
    inv: bool = True


@dataclass(frozen=True)
class M:
    """A statement: indicator, unit code (`""`: the commune), period, value or numerator/denominator as text."""

    indicator: str
    period: str
    value: str = ""
    numerator: str = ""
    denominator: str = ""
    share: str = ""
    yes: bool | None = None
    bound: str = "exactly"
    finality: str = "official"
    unit: str = ""
    on: str = ""
    note: str = ""
    evidence: str = ""
    parts: dict[str, str] = field(default_factory=dict)
    inv: bool = True


@dataclass(frozen=True)
class P:
    """A person with invented name: login (empty: none), posts as (kind, unit code)."""

    code: str
    name: str
    posts: tuple[tuple[str, str], ...]
    login: str = ""
    home: str = ""


@dataclass(frozen=True)
class Commune:
    """One commune with everything the demonstration says of it."""

    code: str
    name: str
    province: tuple[str, str]
    district: tuple[str, str]
    source: str
    term: tuple[str, str, str]
    units: tuple[U, ...]
    people: tuple[P, ...] = ()
    documents: tuple[D, ...] = ()
    indicators: tuple[I, ...] = ()
    targets: tuple[T, ...] = ()
    measurements: tuple[M, ...] = ()
    members: dict[str, int] = field(default_factory=dict)
    admissions: tuple[tuple[str, str], ...] = ()
    confirmations: tuple[tuple[str, str], ...] = ()
    probation_in: str = ""
