"""Targets pasted as a table: a preview of every line, then all of them or none."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.ground.vntext import fold
from trongtam.ledger import book
from trongtam.org.models import Person, Unit, UnitKind
from trongtam.resolutions.models import Clause, ClauseKind, Document

from .. import rules
from ..matching import match_clauses, near_clauses
from ..models import Indicator, Target
from ..paste import Problem, Proposal, Table, same_unit
from ..problems import RowsRefused
from ..promise import Promise, promise_of
from ..queries.choices import kinds_below
from ..topics import stating_kind
from .indicators import Definition, insert_indicator
from .standings import rebuild_standings
from .targets import Root, told_of, unsaved_target

if TYPE_CHECKING:
    from trongtam.accounts.models import User

CREATED, UNCHANGED, REFUSED = "created", "unchanged", "refused"


@dataclass(frozen=True)
class Choice:
    """What the person settles about a line: leave it out, another indicator than the one found, or another kind of quantity,
    stating unit, sector, baseline or period than was proposed; who answers for it. Empty fields keep the proposal.

    `clause_id`: the sentence that it comes from, 0 for none; None leaves it to the words (`matching`). `acknowledged`: what
    was confirmed of this line alone."""

    skip: bool = False
    indicator_id: int | None = None
    measure: str = ""
    better: str = ""
    stated_by: str = ""
    sector: str = ""
    across: str = ""
    promise: Promise | None = None
    period: Period | None = None
    holder: Person | None = None
    clause_id: int | None = None
    acknowledged: Collection[str] = ()


@dataclass(frozen=True)
class PreviewLine:
    """A line as it would be kept. `state`: created, unchanged (this target stands already) or refused (with `refusal`).
    `indicator` is the existing one, else `definition` is what would be defined; `clause` the sentence it comes from, `may_be`
    the sentences that it could come from as well."""

    line: int
    text: str
    state: str
    proposal: Proposal | None
    indicator: Indicator | None
    definition: Definition | None
    promise: Promise | None
    refusal: Refused | None
    period: Period
    holder: Person | None = None
    clause: Clause | None = None
    may_be: tuple[Clause, ...] = ()


def preview_targets(
    unit: Unit,
    table: Table,
    period: Period,
    *,
    by: User,
    document: Document | None = None,
    choices: Mapping[int, Choice] | None = None,
    acknowledged: Collection[str] = (),
) -> list[PreviewLine]:
    """Every line of a table as it would be kept, in order; writes nothing. Skipped lines are left out."""
    settled = {line: choice for line, choice in (choices or {}).items() if not choice.skip}
    skipped = (choices or {}).keys() - settled.keys()
    proposals = [one for one in table.proposals if one.line not in skipped]
    world = _World(
        unit,
        document,
        by,
        acknowledged,
        _known_indicators(unit, by),
        _standing_targets(unit, document, period, settled),
        kinds_below(unit, timezone.localdate()),
    )
    lines = [_problem_line(one, period) for one in table.problems if one.line not in skipped]
    for proposal in proposals:
        choice = settled.get(proposal.line, Choice())
        lines.append(_line(world, choice.period or period, proposal, choice))
    lines = _without_twins(sorted(lines, key=lambda line: line.line))
    return _with_clauses(lines, document, {line: choice.clause_id for line, choice in settled.items()})


def _without_twins(lines: list[PreviewLine]) -> list[PreviewLine]:
    """A second line that promises the same for the same period is refused."""
    first: dict[tuple[str, str], int] = {}
    found = []
    for line in lines:
        name = fold(line.indicator.name if line.indicator is not None else line.text)
        if line.state == CREATED and first.setdefault((name, line.period.code), line.line) != line.line:
            sentence = _("“%(name)s” stands here twice for the same period. Please keep one of them.")
            refusal = Refused(sentence % {"name": line.text}, field="name")
            line = replace(line, state=REFUSED, refusal=refusal)
        found.append(line)
    return found


def _with_clauses(
    lines: list[PreviewLine], document: Document | None, chosen: Mapping[int, int | None]
) -> list[PreviewLine]:
    """New targets beside the sentences of the resolution that they come from: those that the person chose, else those where
    the words leave no doubt. Two queries."""
    names = {line.line: fold(line.text) for line in lines if line.state == CREATED}
    if document is None or not names:
        return lines
    wanted = {line: pk for line in names if (pk := chosen.get(line)) is not None}
    rows = document.clauses.filter(Q(kind=ClauseKind.TARGET) | Q(pk__in=set(wanted.values())))
    clauses = {clause.pk: clause for clause in rows}
    held = set(Target.objects.in_force().filter(clause__document=document).values_list("clause_id", flat=True))
    free = {pk: fold(one.text) for pk, one in clauses.items() if pk not in held and one.kind == ClauseKind.TARGET}
    found = match_clauses({line: name for line, name in names.items() if line not in wanted}, free) | wanted
    near = near_clauses(names, free)
    foreign = Refused(_("That clause belongs to another document."), field="clause")
    placed = []
    for line in lines:
        pk = found.get(line.line, 0)
        may_be = tuple(clauses[one] for one in near.get(line.line, ()))
        if pk and pk not in clauses:
            placed.append(replace(line, state=REFUSED, refusal=foreign, may_be=may_be))
        else:
            placed.append(replace(line, clause=clauses.get(pk), may_be=may_be))
    return placed


@transaction.atomic
def paste_targets(
    unit: Unit,
    table: Table,
    period: Period,
    *,
    by: User,
    document: Document | None = None,
    choices: Mapping[int, Choice] | None = None,
    acknowledged: Collection[str] = (),
    at: datetime | None = None,
) -> list[Target]:
    """Keep every line of a table: new indicators are defined, new targets set, standing ones left; one book entry.

    The same table twice changes nothing. Raises NotAllowed, and RowsRefused by line number; then nothing is kept.
    """
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if not rules.can_set_target(by, unit):
        raise NotAllowed(rules.who_may_set_target(unit))
    lines = preview_targets(unit, table, period, by=by, document=document, choices=choices, acknowledged=acknowledged)
    errors = {line.line: line.refusal for line in lines if line.refusal is not None}
    if errors:
        raise RowsRefused(
            _("Some lines could not be read. Nothing was kept; please correct or leave them out."), errors
        )
    defined: dict[str, Indicator] = {}
    begun = _last_order(document)
    made = []
    for order, line in enumerate((line for line in lines if line.state == CREATED), begun + 1):
        indicator = line.indicator or defined.get(fold(line.text)) or _define(unit, line)
        defined[fold(line.text)] = indicator
        root = Root(clause=line.clause, document=document, holder=line.holder, order=order)
        promise = line.promise or Promise()
        sure = {*acknowledged, *(choices or {}).get(line.line, Choice()).acknowledged}
        made.append(unsaved_target(unit, indicator, line.period, promise, root, by, sure, at))
        made[-1].save()
    if made:
        after = {"lines": [told_of(target) for target in made]}
        book.write("targets.targets_pasted", by=by, on=document or unit, unit=unit, after=after, at=at)
        rebuild_standings(Target.objects.filter(pk__in=[target.pk for target in made]))
    return made


def _define(unit: Unit, line: PreviewLine) -> Indicator:
    if line.definition is None:
        raise LookupError("a line to be kept names its indicator")
    return insert_indicator(unit, line.definition)


def _last_order(document: Document | None) -> int:
    """Where the targets of a document end, so that those set later stand behind them."""
    if document is None:
        return 0
    return Target.objects.filter(document=document).aggregate(last=Max("order"))["last"] or 0


def _known_indicators(unit: Unit, by: User) -> dict[str, Indicator]:
    """Folded name → indicator; those of the unit before those of the house."""
    rows = Indicator.objects.visible_to(by).order_by("owner_id")
    found: dict[str, Indicator] = {}
    for row in rows:
        if row.owner_id is None or row.owner_id in (unit.pk, unit.parent_id) or row.owner_id in unit.path_ids:
            found[row.folded] = row
    return found


def _standing_targets(
    unit: Unit, document: Document | None, period: Period, settled: Mapping[int, Choice]
) -> dict[tuple[int, str], Target]:
    codes = {period.code} | {choice.period.code for choice in settled.values() if choice.period is not None}
    rows = Target.objects.in_force().filter(unit=unit, period_code__in=codes, document=document)
    return {(row.indicator_id, row.period_code): row for row in rows.select_related("indicator")}


def _problem_line(problem: Problem, period: Period) -> PreviewLine:
    return PreviewLine(problem.line, problem.text, REFUSED, None, None, None, None, problem.refusal, period)


@dataclass(frozen=True)
class _World:
    """What all lines of a table are read against. standing: (indicator id, code of the period) → target in force.
    kinds: of the units in the territory."""

    unit: Unit
    document: Document | None
    by: User
    acknowledged: Collection[str]
    known: Mapping[str, Indicator]
    standing: Mapping[tuple[int, str], Target]
    kinds: frozenset[str]


def _line(world: _World, period: Period, proposal: Proposal, choice: Choice) -> PreviewLine:
    indicator, definition = _indicator(world, proposal, choice)
    world = replace(world, acknowledged={*world.acknowledged, *choice.acknowledged})
    promise = choice.promise or Promise(
        plan=proposal.plan,
        comparator=proposal.comparator,
        plan_to=proposal.plan_to,
        tolerance=proposal.tolerance,
        form=proposal.form,
    )
    standing = world.standing.get((indicator.pk, period.code)) if indicator is not None else None
    refusal = _refusal(world, period, proposal, promise, indicator, definition, standing)
    state = REFUSED if refusal is not None else CREATED if standing is None else UNCHANGED
    return PreviewLine(
        proposal.line, proposal.name, state, proposal, indicator, definition, promise, refusal, period, choice.holder
    )


def _refusal(
    world: _World,
    period: Period,
    proposal: Proposal,
    promise: Promise,
    indicator: Indicator | None,
    definition: Definition | None,
    standing: Target | None,
) -> Refused | None:
    if indicator is not None and not _measured_alike(indicator, proposal):
        sentence = _(
            "“%(name)s” is measured in %(unit)s, not in %(other)s. Please give the other one a name of its own."
        )
        words = {"name": indicator.name, "unit": indicator.unit_of_measure, "other": proposal.unit_of_measure}
        return Refused(sentence % words, field="unit")
    if standing is not None:
        if promise_of(standing) == promise:
            return None
        return Refused(_("This target stands already with another plan; amend it on its page."), field="plan")
    if definition is not None and not definition.unit_of_measure:
        return Refused(_("The unit of measure of “%(name)s” is missing.") % {"name": proposal.name}, field="unit")
    trial = indicator or (Indicator(**definition.columns()) if definition is not None else None)
    if trial is None:
        return None
    try:
        unsaved_target(world.unit, trial, period, promise, Root(document=world.document), world.by, world.acknowledged)
    except Refused as problem:
        return problem
    return None


def _measured_alike(indicator: Indicator, proposal: Proposal) -> bool:
    """A plan in persons is none for an indicator in percent; a change may be told in other units than the level."""
    if indicator.measure == "yes_no" or proposal.form not in ("level", "change_absolute"):
        return True
    return same_unit(indicator.unit_of_measure, proposal.unit_of_measure)


def _indicator(world: _World, proposal: Proposal, choice: Choice) -> tuple[Indicator | None, Definition | None]:
    if choice.indicator_id is not None:
        chosen: Sequence[Indicator] = [row for row in world.known.values() if row.pk == choice.indicator_id]
        if chosen:
            return chosen[0], None
    if (found := world.known.get(fold(proposal.name))) is not None:
        return found, None
    return None, _definition(world, proposal, choice)


def _definition(world: _World, proposal: Proposal, choice: Choice) -> Definition:
    measure = choice.measure or proposal.measure
    kind = world.unit.kind
    own_kind = UnitKind.COMMUNE if kind == UnitKind.PARTY_COMMITTEE else kind
    knowing = stating_kind(f"{proposal.name} {proposal.unit_of_measure}")
    stated_by = choice.stated_by or (knowing if knowing in world.kinds else own_kind)
    done = "none" if stated_by == own_kind else "share_of_units"
    usual = {"ratio": "ratio", "yes_no": done, "composition": "none"}.get(measure, "sum")
    return Definition(
        name=proposal.name,
        unit_of_measure=proposal.unit_of_measure or (_("yes or no") if measure == "yes_no" else ""),
        measure=measure,
        sector=choice.sector or proposal.sector or "economy",
        decimals=min(proposal.decimals, 6),
        better=choice.better or proposal.better,
        scale=100 if measure == "ratio" and proposal.unit_of_measure.startswith("%") else 1,
        stated_by=stated_by,
        across=choice.across or usual,
        every="month" if measure == "flow" else "quarter",
        part_of_whole=proposal.part_of_whole,
    )
