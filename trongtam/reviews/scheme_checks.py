"""What contradicts itself in a scheme, as sentences. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from trongtam.ground import numbers
from trongtam.ground.phrases import Phrase, gettext_noop

from .fact_codes import KNOWN_FACTS

if TYPE_CHECKING:
    from .scheme import Condition, Item, Scheme


def complaints(scheme: Scheme, items: Sequence[Item]) -> list[Phrase]:
    """Everything that is wrong with a scheme; empty for a sound one."""
    return [
        *_about_codes(scheme, items),
        *_about_groups(scheme),
        *_about_levels(scheme),
        *_about_conditions(scheme),
        *_about_the_rest(scheme),
    ]


def _twice(codes: Iterable[str]) -> Iterator[Phrase]:
    listed = list(codes)
    for code in sorted({code for code in listed if listed.count(code) > 1}):
        yield Phrase(gettext_noop("“%(code)s” stands twice"), code=code)


def _about_codes(scheme: Scheme, items: Sequence[Item]) -> Iterator[Phrase]:
    from .scheme import SUBJECTS

    yield from _twice([*(group.code for group in scheme.groups), *(item.code for item in items)])
    yield from _twice(level.code for level in scheme.levels)
    yield from _twice(step.code for step in scheme.steps)
    if scheme.subject not in SUBJECTS:
        yield Phrase(gettext_noop("“%(code)s” is nothing that is rated"), code=scheme.subject)
    if scheme.valid_to is not None and scheme.valid_to < scheme.valid_from:
        yield Phrase(gettext_noop("it ends before it begins"))


def _about_groups(scheme: Scheme) -> Iterator[Phrase]:
    if not scheme.groups or any(not group.items for group in scheme.groups):
        yield Phrase(gettext_noop("there is nothing to score"))
    for group in scheme.groups:
        if (
            len({item.kind == "percent" for item in group.items}) > 1
            or len({i.kind == "grade" for i in group.items}) > 1
        ):
            yield Phrase(gettext_noop("“%(group)s” mixes points, percentages and grades"), group=group.title)
        if any(item.most <= 0 for item in group.items) or group.most < 0:
            yield Phrase(gettext_noop("“%(group)s” has a criterion without points"), group=group.title)
        elif group.items and group.kind in ("points", "all_or_none"):
            total = sum((item.most for item in group.items), Decimal(0))
            if total != group.most:
                yield Phrase(
                    gettext_noop("the criteria of “%(group)s” sum to %(total)s, not to %(most)s"),
                    group=group.title, total=numbers.write(total, None), most=numbers.write(group.most, None),
                )  # fmt: skip
        for item in group.items:
            if item.kind == "grade" and item.most != len(scheme.grades):
                yield Phrase(gettext_noop("“%(item)s” has more grades than are named"), item=item.title)


def _about_levels(scheme: Scheme) -> Iterator[Phrase]:
    proper = scheme.proper
    if len(proper) < 2:
        yield Phrase(gettext_noop("at least two levels are needed"))
        return
    last = proper[-1]
    if (last.at_least or Decimal(0)) != 0 or last.conditions:
        yield Phrase(gettext_noop("the lowest level begins at zero and asks for nothing"))
    cuts = [level.at_least or Decimal(0) for level in proper]
    if cuts != sorted(cuts, reverse=True):
        yield Phrase(gettext_noop("levels stand from the best to the lowest, with falling scores"))
    if cuts[0] > scheme.most and scheme.is_scored:
        yield Phrase(gettext_noop("the best level asks for more points than there are"))
    known = {level.code for level in proper}
    for level in scheme.levels:
        if level.within is not None and level.within not in known:
            yield Phrase(gettext_noop("“%(level)s” lies within an unknown level"), level=level.title)


def _about_conditions(scheme: Scheme) -> Iterator[Phrase]:
    for level in scheme.levels:
        for condition in level.conditions:
            if not _is_known(scheme, condition):
                yield Phrase(
                    gettext_noop("“%(level)s” asks for “%(fact)s”, which is unknown"),
                    level=level.title, fact=condition.fact,
                )  # fmt: skip
            if condition.op not in ("true", "false") and condition.value is None:
                yield Phrase(gettext_noop("“%(title)s” has no figure"), title=condition.title)


def _is_known(scheme: Scheme, condition: Condition) -> bool:
    from .scheme import LEAST_GRADE, OPS

    if condition.op not in OPS:
        return False
    kind, _sep, code = condition.fact.partition(":")
    if kind in ("grade", "item"):
        return code in scheme.items
    if kind == "group":
        return code in {group.code for group in scheme.groups}
    return condition.fact == LEAST_GRADE or condition.fact in KNOWN_FACTS


def _about_the_rest(scheme: Scheme) -> Iterator[Phrase]:
    from .scheme import STAGES

    known = set(scheme.codes)
    for cap in scheme.caps:
        if (
            cap.level not in known
            or cap.of not in known
            or not 0 <= cap.share <= 100
            or cap.per not in ("unit", "group")
        ):
            yield Phrase(gettext_noop("the cap on “%(level)s” names something unknown"), level=cap.level)
    stages = [step.code for step in scheme.steps if step.code in STAGES]
    if stages != sorted(stages, key=STAGES.index):
        yield Phrase(gettext_noop("the steps stand in their order: own word, collective, appraisal, decision"))
    for inner, head in scheme.nests:
        if inner not in known or head not in known or inner == head:
            yield Phrase(gettext_noop("“%(inner)s” cannot be shown within “%(head)s”"), inner=inner, head=head)
    for taken in scheme.deductions:
        if taken.of not in scheme.items or taken.each <= 0 or taken.fact not in KNOWN_FACTS:
            yield Phrase(gettext_noop("the deduction “%(title)s” names something unknown"), title=taken.title)
