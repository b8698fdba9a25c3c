"""Who provides which fact about those who are reviewed. Rooms above may register more; what nobody provides people state.

`provider(subjects, first day, last day, at)` answers many subjects in a number of queries that does not grow with them:
{subject id: Found(value, {kind of record: ids})}. No entry, or a value of None: there was nothing to count. `opens[kind]` leads
from a record to its page, as far as the viewer may see it.

Nothing here reads households, recommendations raised, complaints, or who spoke (house rules): `tests/test_facts.py` holds it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from .fact_codes import KNOWN_FACTS

if TYPE_CHECKING:
    from trongtam.accounts.models import User
    from trongtam.targets.live import Behind

    from .models import Subject


@dataclass(frozen=True, slots=True)
class Found:
    """A value and what it was counted from."""

    value: Decimal | bool | None
    sources: Mapping[str, Sequence[int]] = field(default_factory=dict)


Provider = Callable[[Sequence["Subject"], date, date, date], Mapping[int, Found]]
Opens = Callable[[Sequence[int], "User"], "list[Behind]"]

_PROVIDERS: dict[str, Provider] = {}
_OPENS: dict[str, Opens] = {}


def register(code: str, provider: Provider) -> None:
    """Make a provider known at start-up. A fact has one provider; its code stands in `fact_codes`."""
    if code not in KNOWN_FACTS:
        raise ValueError(f"the fact {code} is not among those that schemes know")
    if _PROVIDERS.get(code, provider) is not provider:
        raise ValueError(f"the fact {code} is registered twice")
    _PROVIDERS[code] = provider


def register_records(kind: str, opens: Opens) -> None:
    """How records of a kind are shown to a viewer."""
    if _OPENS.get(kind, opens) is not opens:
        raise ValueError(f"records of kind {kind} are registered twice")
    _OPENS[kind] = opens


def is_counted(code: str) -> bool:
    """Whether the program counts the fact; else people state it."""
    return code in _PROVIDERS


def counted(
    codes: Iterable[str], subjects: Sequence[Subject], first: date, last: date, at: date
) -> dict[str, Mapping[int, Found]]:
    """Code → subject id → what was found, for those codes that the program counts."""
    if not subjects:
        return {}
    asked = [code for code in dict.fromkeys(codes) if code in _PROVIDERS]
    kept: dict[Provider, Mapping[int, Found]] = {}
    for code in asked:
        provider = _PROVIDERS[code]
        if provider not in kept:
            kept[provider] = provider(subjects, first, last, at)
    return {code: kept[_PROVIDERS[code]] for code in asked}


def opened(sources: Mapping[str, Sequence[int]], user: User) -> list[Behind]:
    """The records behind a fact that the viewer may see."""
    return [one for kind, ids in sources.items() if kind in _OPENS for one in _OPENS[kind](ids, user)]
