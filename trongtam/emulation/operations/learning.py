"""Learning from an exemplar: who came to see, who does the same, with what result; the ladder of a unit that wants to catch
up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book
from trongtam.org.models import Unit
from trongtam.targets.models import Indicator

from .. import rules
from ..models import Basis, Copy, CopyResult, Exemplar, ExemplarKind, ExemplarState, Ladder, LearnerVisit, Rung
from ..queries.figures import shared_indicators
from .senses import check_lives, day_of, line_given, reason_given, refuse_future

if TYPE_CHECKING:
    from trongtam.accounts.models import User

OPEN = (ExemplarState.RECOGNISED, ExemplarState.REPLICATED)
MOST_RUNGS = 6


@transaction.atomic
def record_learners(
    exemplar: Exemplar,
    *,
    by: User,
    on: date,
    people: int,
    unit: Unit | None = None,
    guests: str = "",
    learned: str = "",
    at: datetime | None = None,
) -> LearnerVisit:
    """A unit of this program, or others in words, came to learn. Raises NotAllowed; Refused: nobody named, a day to come or
    before it was put forward, nobody came."""
    held = _locked(exemplar)
    if not rules.can_tell_visit(by, held):
        raise NotAllowed(rules.who_registers(held.unit))
    if unit is not None and not (rules.can_keep_exemplar(by, held) or rules.can_speak(by, unit)):
        raise NotAllowed(rules.who_speaks(unit))
    who = " ".join(guests.split())
    if (unit is None) == (not who):
        raise Refused(_("Please say who came: a unit, or in words others."), field="unit")
    if unit is not None and unit.pk == held.unit_id:
        raise Refused(_("A unit does not come to learn from itself."), field="unit")
    refuse_future(on, at)
    if on < held.registered_on:
        raise Refused(_("It was put forward later than that. Please check the day."), field="on")
    if people < 1:
        raise Refused(_("At least one person came."), field="people")
    made = LearnerVisit.objects.create(
        exemplar=held,
        unit=unit,
        guests=who[:160],
        on=on,
        people=people,
        learned=learned.strip(),
        by=by,
        at=at or timezone.now(),
    )
    after = {"exemplar": held.pk, "from": unit, "on": on, "people": people}
    book.write("emulation.learners_came", by=by, on=made, unit=held.unit, after=after, at=at)
    return made


@transaction.atomic
def copy_exemplar(
    exemplar: Exemplar, unit: Unit, *, by: User, begun_on: date, how: str = "", at: datetime | None = None
) -> Copy:
    """A unit begins to do the same. Raises NotAllowed; Refused: itself, twice, not recognised, a day to come."""
    held = _locked(exemplar)
    if not rules.can_copy_exemplar(by, unit):
        raise NotAllowed(rules.who_speaks(unit))
    if held.state not in OPEN:
        raise Refused(
            _("Only what is recognised is copied; this stands as “%(state)s”.") % {"state": held.get_state_display()}
        )
    if unit.pk == held.unit_id:
        raise Refused(_("A unit does not copy itself."), field="unit")
    refuse_future(begun_on, at, "begun_on")
    check_lives(unit, begun_on)
    if held.copies.filter(unit=unit).exists():
        raise Refused(_("%(unit)s is written down already.") % {"unit": unit.name}, field="unit")
    made = Copy.objects.create(
        exemplar=held, unit=unit, begun_on=begun_on, how=how.strip(), by=by, at=at or timezone.now()
    )
    after = {"exemplar": held.pk, "since": begun_on}
    proxy = rules.is_proxy(by, unit)
    book.write("emulation.exemplar_copied", by=by, on=made, unit=unit, after=after, proxy=proxy, at=at)
    return made


@transaction.atomic
def tell_copy(copy: Copy, *, by: User, result: str, text: str, on: date, at: datetime | None = None) -> Copy:
    """Say what came of doing the same; said again, the new word stands and the book keeps the old one. Raises NotAllowed,
    Refused."""
    held = Copy.objects.select_for_update(of=("self",)).select_related("unit", "exemplar").get(pk=copy.pk)
    if not rules.can_tell_result(by, held):
        raise NotAllowed(rules.who_speaks(held.unit))
    if result not in CopyResult.values:
        raise Refused(_("Please choose what came of it."), field="result")
    said = line_given(text, "text", _("Please say what came of it: others learn from it too."), 2000)
    refuse_future(on, at)
    if on < held.begun_on:
        raise Refused(_("The day lies before it began. Please check it."), field="on")
    about_person = held.exemplar.kind == ExemplarKind.PERSON
    before, after = {"result": held.result, "text": held.result_text}, {"result": result, "text": said}
    if about_person:  # words about a person stand in the copy alone, from where they can be taken out again
        del before["text"], after["text"]
    held.result, held.result_text, held.result_on = result, said, on
    held.save(update_fields=["result", "result_text", "result_on"])
    proxy = rules.is_proxy(by, held.unit)
    book.write("emulation.copy_told", by=by, on=held, unit=held.unit, before=before, after=after, proxy=proxy, at=at)
    return held


@transaction.atomic
def set_ladder(
    unit: Unit,
    exemplar: Exemplar,
    *,
    by: User,
    indicators: Sequence[tuple[Indicator, str]],
    since: date,
    aim: str = "",
    at: datetime | None = None,
) -> Ladder:
    """A unit chooses whom to catch up with, on which indicators (each with its `Basis`), read from the month of `since` on.

    Raises NotAllowed; Refused: no unit of one's own kind, nothing chosen or too much, what cannot be compared, twice.
    """
    held = Unit.objects.select_for_update().get(pk=unit.pk)
    if not rules.can_climb(by, held):
        raise NotAllowed(rules.who_speaks(held))
    _check_exemplar(held, exemplar, by)
    first = since.replace(day=1)
    refuse_future(first, at, "since")
    _check_indicators(held, exemplar, indicators)
    if Ladder.objects.climbing().filter(unit=held, exemplar=exemplar).exists():
        raise Refused(_("Your unit is on the way to catch up with this exemplar already."), field="exemplar")
    proxy = rules.is_proxy(by, held)
    made = Ladder.objects.create(
        unit=held,
        exemplar=exemplar,
        since=first,
        aim=aim.strip(),
        proxy=proxy,
        made_at=at or timezone.now(),
        made_by=by,
    )
    Rung.objects.bulk_create(
        Rung(ladder=made, order=order, indicator=indicator, basis=basis)
        for order, (indicator, basis) in enumerate(indicators, start=1)
    )
    after = {"exemplar": exemplar.pk, "indicators": [one.code for one, _basis in indicators], "since": first}
    book.write("emulation.ladder_set", by=by, on=made, unit=held, after=after, proxy=proxy, at=at)
    return made


def _check_exemplar(unit: Unit, exemplar: Exemplar, by: User) -> None:
    seen = Exemplar.objects.visible_to(by).to_learn_from().filter(pk=exemplar.pk, kind=ExemplarKind.UNIT)
    if not seen.exists():
        raise Refused(_("Please choose a unit that is recognised as an exemplar."), field="exemplar")
    if exemplar.unit_id == unit.pk:
        raise Refused(_("A unit does not catch up with itself."), field="exemplar")
    if exemplar.unit.kind != unit.kind:
        sentence = _("%(unit)s is of another kind: compare a cell with a cell, a hamlet with a hamlet.")
        raise Refused(sentence % {"unit": exemplar.unit.name}, field="exemplar")


def _check_indicators(unit: Unit, exemplar: Exemplar, chosen: Sequence[tuple[Indicator, str]]) -> None:
    if not chosen:
        raise Refused(_("Please choose at least one indicator."), field="indicators")
    if len(chosen) > MOST_RUNGS:
        raise Refused(
            _("Please choose at most %(most)s indicators: what matters most.") % {"most": MOST_RUNGS},
            field="indicators",
        )
    offered = {one.pk for one in shared_indicators(unit, exemplar.unit)}
    for indicator, basis in chosen:
        if indicator.pk not in offered:
            sentence = _(
                "“%(name)s” cannot be compared: both units need figures of it, and more or less must be better."
            )
            raise Refused(sentence % {"name": indicator.name}, field="indicators")
        if basis not in Basis.values or (basis == Basis.PLAN and indicator.better != "more"):
            raise Refused(
                _("“%(name)s” cannot be compared by the plan.") % {"name": indicator.name}, field="indicators"
            )


@transaction.atomic
def end_ladder(ladder: Ladder, *, by: User, reason: str, on: date | None = None, at: datetime | None = None) -> Ladder:
    """The unit stops comparing itself; the months so far stay readable. Raises NotAllowed, Refused."""
    held = Ladder.objects.select_for_update(of=("self",)).select_related("unit").get(pk=ladder.pk)
    if not rules.can_end_ladder(by, held):
        raise NotAllowed(rules.who_speaks(held.unit))
    said, day = reason_given(reason), on or day_of(at)
    if held.ended_on is not None:
        raise Refused(_("It has ended already."))
    refuse_future(day, at)
    if day < held.since:
        raise Refused(_("The day lies before it began. Please check it."), field="on")
    held.ended_on, held.ended_reason = day, said
    held.save(update_fields=["ended_on", "ended_reason"])
    book.write("emulation.ladder_ended", by=by, on=held, unit=held.unit, after={"on": day, "reason": said}, at=at)
    return held


def _locked(exemplar: Exemplar) -> Exemplar:
    return Exemplar.objects.select_for_update(of=("self",)).select_related("unit").get(pk=exemplar.pk)
