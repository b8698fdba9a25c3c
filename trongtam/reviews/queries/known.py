"""What is known about one who is reviewed: facts frozen when the collective talked, live ones before; what each was counted
from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from ..fact_codes import KNOWN_FACTS
from ..facts import Found, counted, is_counted
from ..life import PROPOSED
from ..models import Contest, Fact, Subject

Value = Decimal | bool | None


@dataclass(frozen=True, slots=True)
class Known:
    """One fact as a page shows it. `frozen`: it no longer follows the records; `stated`: people say it, nothing counts it."""

    code: str
    title: str
    kind: str
    value: Value
    sources: Mapping[str, Sequence[int]]
    frozen: bool
    stated: bool
    corrected: bool
    contest: Contest | None


def live_facts(
    subjects: Sequence[Subject], codes: Iterable[str], today: date | None = None
) -> dict[int, dict[str, Found]]:
    """Subject id → code → what the records give now; for subjects of one round."""
    if not subjects:
        return {}
    period = subjects[0].round.period
    by_code = counted(codes, subjects, period.start, period.end, today or timezone.localdate())
    return {one.pk: {code: found[one.pk] for code, found in by_code.items() if one.pk in found} for one in subjects}


def facts_of(subject: Subject) -> dict[str, Value]:
    """Code → value, as the scheme asks for them."""
    return {one.code: one.value for one in known_of(subject)}


def known_of(subject: Subject) -> list[Known]:
    """Every fact of the subject's scheme in its order: what was frozen or corrected, else what is counted now."""
    codes = asked_of(subject)
    kept = {one.code: one for one in Fact.objects.filter(subject=subject)}
    contests = {one.code: one for one in subject.contests.order_by("at")}
    open_codes = [code for code in codes if code not in kept]
    live = {} if subject.state in PROPOSED else live_facts([subject], open_codes).get(subject.pk, {})
    return [_known(code, kept.get(code), live.get(code), contests.get(code)) for code in codes]


def asked_of(subject: Subject) -> list[str]:
    """Facts that the scheme asks for, then those that the program counts anyway and that say something."""
    scheme = subject.scheme.read()
    return [code for code in scheme.facts if code in KNOWN_FACTS]


def _known(code: str, fact: Fact | None, live: Found | None, contest: Contest | None) -> Known:
    about = KNOWN_FACTS[code]
    held = fact.held if fact is not None else live.value if live is not None else None
    sources = fact.sources if fact is not None else live.sources if live is not None else {}
    return Known(
        code,
        str(about.title),
        about.kind,
        held,
        sources,
        frozen=fact is not None,
        stated=not is_counted(code),
        corrected=fact is not None and fact.corrected,
        contest=contest,
    )
