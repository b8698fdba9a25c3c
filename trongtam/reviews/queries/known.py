"""What is known about one who is reviewed: facts frozen when the collective talked, live ones before; what each was counted
from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from ..fact_codes import KNOWN_FACTS, TOLD
from ..facts import Found, counted, is_counted
from ..life import PROPOSED
from ..models import Contest, Fact, Subject
from ..scheme import Scheme

Value = Decimal | bool | None


@dataclass(frozen=True, slots=True)
class Known:
    """One fact as a page shows it. `asked`: the scheme judges by it, others are told beside; `frozen`: it no longer follows the
    records; `stated`: people say it, nothing counts it."""

    code: str
    title: str
    kind: str
    value: Value
    sources: Mapping[str, Sequence[int]]
    frozen: bool
    stated: bool
    corrected: bool
    contest: Contest | None
    asked: bool = True


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
    asked = set(asked_of(subject))
    return {one.code: one.value for one in known_of(subject) if one.code in asked}


def known_of(subject: Subject) -> list[Known]:
    """Every fact of the subject's scheme in its order, then what else the records say: what was frozen or corrected, else what is
    counted now."""
    scheme = subject.scheme.read()
    codes, asked = listed_of(subject.kind, scheme), set(scheme.facts)
    kept = {one.code: one for one in Fact.objects.filter(subject=subject)}
    contests = {one.code: one for one in subject.contests.order_by("at")}
    open_codes = [code for code in codes if code not in kept]
    live = {} if subject.state in PROPOSED else live_facts([subject], open_codes).get(subject.pk, {})
    found = [_known(code, kept.get(code), live.get(code), contests.get(code), code in asked) for code in codes]
    return [one for one in found if one.asked or one.value is not None]


def asked_of(subject: Subject) -> list[str]:
    """Facts that the scheme asks for."""
    scheme = subject.scheme.read()
    return [code for code in scheme.facts if code in KNOWN_FACTS]


def listed_of(kind: str, scheme: Scheme) -> list[str]:
    """Facts that the scheme asks for, then those that the program counts of such a one anyway."""
    asked = [code for code in scheme.facts if code in KNOWN_FACTS]
    return [*asked, *(code for code in TOLD.get(kind, ()) if code not in asked and is_counted(code))]


def _known(code: str, fact: Fact | None, live: Found | None, contest: Contest | None, asked: bool) -> Known:
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
        asked=asked,
    )
