"""Targets pasted as a table: a preview of every line, then all of them or none."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.ground.vntext import fold
from trongtam.ledger import book
from trongtam.org.models import Unit, UnitKind
from trongtam.resolutions.models import Clause, ClauseKind, Document

from .. import rules
from ..matching import match_clauses
from ..models import Indicator, Target
from ..paste import Problem, Proposal, read_table
from ..problems import RowsRefused
from ..promise import Promise, promise_of
from .indicators import Definition, insert_indicator
from .standings import rebuild_standings
from .targets import Root, told_of, unsaved_target

if TYPE_CHECKING:
    from trongtam.accounts.models import User

CREATED, UNCHANGED, REFUSED = "created", "unchanged", "refused"


@dataclass(frozen=True)
class Choice:
    """What the person settles about a line: leave it out, another indicator than the one found, or another kind of quantity,
    stating unit, sector or baseline than was proposed. Empty fields keep the proposal."""

    skip: bool = False
    indicator_id: int | None = None
    measure: str = ""
    better: str = ""
    stated_by: str = ""
    sector: str = ""
    across: str = ""
    promise: Promise | None = None


@dataclass(frozen=True)
class PreviewLine:
    """A line as it would be kept. `state`: created, unchanged (this target stands already) or refused (with `refusal`).
    `indicator` is the existing one, else `definition` is what would be defined; `clause` the sentence it comes from."""

    line: int
    text: str
    state: str
    proposal: Proposal | None
    indicator: Indicator | None
    definition: Definition | None
    promise: Promise | None
    refusal: Refused | None
    clause: Clause | None = None


def preview_targets(
    unit: Unit,
    text: str,
    period: Period,
    *,
    by: User,
    document: Document | None = None,
    choices: Mapping[int, Choice] | None = None,
    acknowledged: Collection[str] = (),
) -> list[PreviewLine]:
    """Every line of a pasted table as it would be kept, in order; writes nothing. Skipped lines are left out."""
    table = read_table(text)
    known = _known_indicators(unit, by)
    standing = _standing_targets(unit, period, document)
    lines = [
        _problem_line(problem) for problem in table.problems if not (choices or {}).get(problem.line, Choice()).skip
    ]
    for proposal in table.proposals:
        choice = (choices or {}).get(proposal.line, Choice())
        if not choice.skip:
            lines.append(_line(unit, period, proposal, choice, known, standing, by, document, acknowledged))
    return _with_clauses(sorted(lines, key=lambda line: line.line), document)


def _with_clauses(lines: list[PreviewLine], document: Document | None) -> list[PreviewLine]:
    """New targets beside the sentences of the resolution that they come from, where the words leave no doubt. One query."""
    names = {line.line: fold(line.text) for line in lines if line.state == CREATED}
    if document is None or not names:
        return lines
    held = Target.objects.in_force().filter(clause__document=document).values("clause_id")
    free = {clause.pk: clause for clause in document.clauses.filter(kind=ClauseKind.TARGET).exclude(pk__in=held)}
    found = match_clauses(names, {pk: fold(clause.text) for pk, clause in free.items()})
    return [replace(line, clause=free[found[line.line]]) if line.line in found else line for line in lines]


@transaction.atomic
def paste_targets(
    unit: Unit,
    text: str,
    period: Period,
    *,
    by: User,
    document: Document | None = None,
    choices: Mapping[int, Choice] | None = None,
    acknowledged: Collection[str] = (),
    at: datetime | None = None,
) -> list[Target]:
    """Keep every line of a pasted table: new indicators are defined, new targets set, standing ones left; one book entry.

    Pasting twice changes nothing. Raises NotAllowed, and RowsRefused by line number; then nothing is kept.
    """
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if not rules.can_set_target(by, unit):
        raise NotAllowed(rules.who_may_set_target(unit))
    lines = preview_targets(unit, text, period, by=by, document=document, choices=choices, acknowledged=acknowledged)
    errors = {line.line: line.refusal for line in lines if line.refusal is not None}
    if errors:
        raise RowsRefused(
            _("Some lines could not be read. Nothing was kept; please correct or leave them out."), errors
        )
    created = [line for line in lines if line.state == CREATED]
    made = [_create(unit, period, line, order, by, document, acknowledged) for order, line in enumerate(created, 1)]
    if made:
        after = {"lines": [told_of(target) for target in made]}
        book.write("targets.targets_pasted", by=by, on=document or unit, unit=unit, after=after, at=at)
        rebuild_standings(Target.objects.filter(pk__in=[target.pk for target in made]))
    return made


def _create(
    unit: Unit,
    period: Period,
    line: PreviewLine,
    order: int,
    by: User,
    document: Document | None,
    acknowledged: Collection[str],
) -> Target:
    indicator = line.indicator
    if indicator is None:
        if line.definition is None:
            raise LookupError("a line to be kept names its indicator")
        indicator = insert_indicator(unit, line.definition)
    root = Root(clause=line.clause, document=document, order=order)
    made = unsaved_target(unit, indicator, period, line.promise or Promise(), root, by, acknowledged)
    made.save()
    return made


def _known_indicators(unit: Unit, by: User) -> dict[str, Indicator]:
    """Folded name → indicator; those of the unit before those of the house."""
    rows = Indicator.objects.visible_to(by).order_by("owner_id")
    found: dict[str, Indicator] = {}
    for row in rows:
        if row.owner_id is None or row.owner_id in (unit.pk, unit.parent_id) or row.owner_id in unit.path_ids:
            found[row.folded] = row
    return found


def _standing_targets(unit: Unit, period: Period, document: Document | None) -> dict[int, Target]:
    rows = Target.objects.in_force().filter(unit=unit, period_code=period.code, document=document)
    return {row.indicator_id: row for row in rows.select_related("indicator")}


def _problem_line(problem: Problem) -> PreviewLine:
    return PreviewLine(problem.line, problem.text, REFUSED, None, None, None, None, problem.refusal)


def _line(
    unit: Unit,
    period: Period,
    proposal: Proposal,
    choice: Choice,
    known: Mapping[str, Indicator],
    standing: Mapping[int, Target],
    by: User,
    document: Document | None,
    acknowledged: Collection[str],
) -> PreviewLine:
    indicator, definition = _indicator(unit, proposal, choice, known)
    promise = choice.promise or Promise(
        plan=proposal.plan,
        comparator=proposal.comparator,
        plan_to=proposal.plan_to,
        tolerance=proposal.tolerance,
        form=proposal.form,
    )
    refusal: Refused | None = None
    state = CREATED
    trial = indicator or (Indicator(**definition.columns()) if definition is not None else None)
    if indicator is not None and indicator.pk in standing:
        state = UNCHANGED
        if promise_of(standing[indicator.pk]) != promise:
            refusal = Refused(_("This target stands already with another plan; amend it on its page."), field="plan")
    elif definition is not None and not definition.unit_of_measure:
        refusal = Refused(_("The unit of measure of “%(name)s” is missing.") % {"name": proposal.name}, field="unit")
    elif trial is not None:
        try:
            unsaved_target(unit, trial, period, promise, Root(document=document), by, acknowledged)
        except Refused as problem:
            refusal = problem
    state = REFUSED if refusal is not None else state
    return PreviewLine(proposal.line, proposal.name, state, proposal, indicator, definition, promise, refusal)


def _indicator(
    unit: Unit, proposal: Proposal, choice: Choice, known: Mapping[str, Indicator]
) -> tuple[Indicator | None, Definition | None]:
    if choice.indicator_id is not None:
        chosen: Sequence[Indicator] = [row for row in known.values() if row.pk == choice.indicator_id]
        if chosen:
            return chosen[0], None
    if (found := known.get(fold(proposal.name))) is not None:
        return found, None
    return None, _definition(unit, proposal, choice)


def _definition(unit: Unit, proposal: Proposal, choice: Choice) -> Definition:
    measure = choice.measure or proposal.measure
    own_kind = UnitKind.COMMUNE if unit.kind == UnitKind.PARTY_COMMITTEE else unit.kind
    stated_by = choice.stated_by or own_kind
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
