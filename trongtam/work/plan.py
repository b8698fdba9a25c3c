"""What is agreed about a work, as plain values: what pages, sheets and demonstrations hand to the operations. No Django."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trongtam.org.models import Person, Unit
    from trongtam.targets.models import AdoptedCriterion, Target


@dataclass(frozen=True, slots=True)
class ProductLine:
    """A product in words; `amount` and what it is counted in where it can be counted."""

    text: str
    amount: Decimal | None = None
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the roadmap. `key`: the step that it replaces, in an adjustment; None for a new one."""

    title: str
    due: date
    place: str = ""
    unit: Unit | None = None
    product: str = ""
    key: int | None = None


@dataclass(frozen=True, slots=True)
class Root:
    """Where a work comes from: a registered kind with its row, or words alone (a superior's paper, an own registration)."""

    kind: str
    pk: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that is agreed. Exactly one of `unit` and `person` holds the work. `year`: the code of the year in whose list
    it stands; `stage`: the code of the longer stage, or empty. `start` and `due` lie inside the stage. `focus`: codes of `Focus`
    in their order, parted by commas."""

    title: str
    kind: str
    root: Root
    year: str
    start: date
    due: date
    unit: Unit | None = None
    person: Person | None = None
    supervisor: Person | None = None
    stage: str = ""
    focus: str = ""
    cooperating: tuple[Unit, ...] = ()
    products: tuple[ProductLine, ...] = ()
    roadmap: tuple[Step, ...] = ()
    targets: tuple[Target, ...] = ()
    criteria: tuple[AdoptedCriterion, ...] = ()
