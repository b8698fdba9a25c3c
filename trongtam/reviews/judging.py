"""The level that follows from scores and facts: the lower of the level by score and the level by conditions. Pure.

People decide; this explains. A fact that is unknown holds nothing back and is listed, so that people settle it.
Source of the rule: the design facts on Quy định 366-QĐ/TW (score and conditions side by side); older schemes without
scores are judged by conditions alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from trongtam.ground import numbers
from trongtam.ground.errors import Refused
from trongtam.ground.phrases import Phrase, gettext_noop

from .scheme import LEAST_GRADE, Condition, Group, Item, Level, Scheme, Value

Scores = Mapping[str, Decimal | None]
Facts = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Why a level was not reached: a condition with what is known, or the score (`condition` None)."""

    level: str
    sentence: Phrase
    condition: Condition | None = None
    known: Value = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """`total` None where nothing gives points or scores are `missing`. `level` None while scores are missing.

    `by_score` None where the scheme asks for no score. `unknown`: facts that conditions up to the best level ask for and that
    nobody knows. `held_back`: what keeps every level above the proposed one away.
    """

    total: Decimal | None
    by_group: dict[str, Decimal]
    by_score: str | None
    by_conditions: str | None
    level: str | None
    held_back: tuple[HeldBack, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]


def judge(scheme: Scheme, scores: Scores, facts: Facts) -> Judgement:
    """The proposal for one subject. Raises Refused for a score out of range or of an unknown criterion."""
    given = checked_scores(scheme, scores)
    missing = tuple(code for code in scheme.items if code not in given)
    values = _after_deductions(scheme, given, facts)
    by_group = {group.code: _points(group, values) for group in scheme.groups if group.kind != "grade"}
    if missing:
        return Judgement(None, by_group, None, None, None, (), missing, _unknown(scheme, facts))
    total = sum(by_group.values(), Decimal(0)) if by_group else None
    known = _all_facts(scheme, values, by_group, facts)
    score_rank = _rank_by_score(scheme, total)
    condition_rank = _rank_by_conditions(scheme, known)
    proper, rank = scheme.proper, max(score_rank or 0, condition_rank)
    return Judgement(
        total=total,
        by_group=by_group,
        by_score=None if score_rank is None else proper[score_rank].code,
        by_conditions=proper[condition_rank].code,
        level=proper[rank].code,
        held_back=tuple(_reasons(scheme, rank, total, known)),
        missing=(),
        unknown=_unknown(scheme, facts),
    )


def checked_scores(scheme: Scheme, scores: Scores) -> dict[str, Decimal]:
    """The scores that are there. Raises Refused with a sentence for one that the scheme does not take; None is not there yet."""
    for code, value in scores.items():
        item = scheme.items.get(code)
        if item is None:
            raise Refused(Phrase(gettext_noop("This scheme has no criterion “%(code)s”."), code=code), field=code)
        if value is not None:
            _check(item, value)
    return {code: value for code, value in scores.items() if value is not None}


def _check(item: Item, value: Decimal) -> None:
    least = 1 if item.kind == "grade" else 0
    if not value.is_finite() or not least <= value <= item.most:
        raise Refused(
            Phrase(
                gettext_noop("“%(item)s” takes %(least)s to %(most)s, not %(value)s."),
                item=item.title, least=least, most=_shown(item.most), value=_shown(value),
            ),
            field=item.code,
        )  # fmt: skip
    if item.kind == "all_or_none" and value not in (0, item.most):
        sentence = gettext_noop("“%(item)s” has all its %(most)s points or none.")
        raise Refused(Phrase(sentence, item=item.title, most=_shown(item.most)), field=item.code)
    if item.kind == "grade" and value != value.to_integral_value():
        raise Refused(Phrase(gettext_noop("“%(item)s” takes a whole grade."), item=item.title), field=item.code)


def _shown(value: Decimal) -> str:
    return numbers.write(value, None) if value.is_finite() else str(value)


def _after_deductions(scheme: Scheme, given: Mapping[str, Decimal], facts: Facts) -> dict[str, Decimal]:
    values = dict(given)
    for taken in scheme.deductions:
        if taken.of in values:
            times = Decimal(facts.get(taken.fact) or 0)
            values[taken.of] = max(Decimal(0), values[taken.of] - times * taken.each)
    return values


def _points(group: Group, values: Mapping[str, Decimal]) -> Decimal:
    had = sum((values.get(item.code, Decimal(0)) for item in group.items), Decimal(0))
    return had * group.most / (100 * len(group.items)) if group.kind == "percent" else had


def _all_facts(
    scheme: Scheme, values: Mapping[str, Decimal], by_group: Mapping[str, Decimal], facts: Facts
) -> dict[str, Value]:
    """The facts, and what conditions read from the scores."""
    known: dict[str, Value] = dict(facts)
    grades = [values[code] for code, item in scheme.items.items() if item.kind == "grade"]
    if grades:
        known[LEAST_GRADE] = min(grades)
    for code, value in values.items():
        known[f"item:{code}"] = known[f"grade:{code}"] = value
    for code, value in by_group.items():
        known[f"group:{code}"] = value
    return known


def _rank_by_score(scheme: Scheme, total: Decimal | None) -> int | None:
    if total is None or not scheme.is_scored:
        return None
    return next(rank for rank, level in enumerate(scheme.proper) if total >= (level.at_least or 0))


def _rank_by_conditions(scheme: Scheme, known: Facts) -> int:
    """The best level whose own conditions and those of every lower one have not failed."""
    proper = scheme.proper
    best = len(proper) - 1
    while best > 0 and not _failed(proper[best - 1], known):
        best -= 1
    return best


def _failed(level: Level, known: Facts) -> list[Condition]:
    return [one for one in level.conditions if one.holds(known.get(one.fact)) is False]


def _reasons(scheme: Scheme, rank: int, total: Decimal | None, known: Facts) -> list[HeldBack]:
    """Nearest level first: what keeps each level above the proposed one away."""
    found: list[HeldBack] = []
    for level in reversed(scheme.proper[:rank]):
        if total is not None and level.at_least is not None and total < level.at_least:
            sentence = Phrase(
                gettext_noop("“%(level)s” asks for %(least)s points; there are %(total)s."),
                level=level.title, least=_shown(level.at_least), total=_shown(total),
            )  # fmt: skip
            found.append(HeldBack(level.code, sentence))
        for condition in _failed(level, known):
            sentence = Phrase(
                gettext_noop("“%(level)s” asks for: %(condition)s."),
                level=level.title,
                condition=condition.title,
            )
            found.append(HeldBack(level.code, sentence, condition, known.get(condition.fact)))
    return found


def _unknown(scheme: Scheme, facts: Facts) -> tuple[str, ...]:
    asked = (condition.fact for level in scheme.proper for condition in level.conditions)
    listed = set(scheme.facts)
    return tuple(dict.fromkeys(code for code in asked if code in listed and facts.get(code) is None))


def may_hold(scheme: Scheme, level: str, judgement: Judgement) -> bool:
    """Whether people may decide this level: not above what the conditions allow. A title counts as the level it lies within."""
    if judgement.by_conditions is None:
        return False
    return not scheme.is_better(level, judgement.by_conditions)
