"""Movements: launched, committed to, reviewed in between and at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.days import write
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.vntext import fold
from trongtam.ledger import book
from trongtam.org.models import Unit
from trongtam.targets.computing.scope import scope_path
from trongtam.targets.models import Indicator

from .. import rules
from ..models import Commitment, Movement, MovementCriterion, MovementReview, ReviewKind
from ..queries.movements import figures_of, frozen
from .senses import check_lives, day_of, line_given, refuse_future

if TYPE_CHECKING:
    from trongtam.accounts.models import User

MOST_CRITERIA = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """One criterion: words, and where a figure tells it the indicator and how much at least (at most, where less is better)."""

    text: str
    indicator: Indicator | None = None
    at_least: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """What a movement calls for; `valid_to` is its last day."""

    title: str
    valid_from: date
    valid_to: date
    content: str = ""
    basis: str = ""
    criteria: tuple[Asked, ...] = ()


@transaction.atomic
def launch_movement(unit: Unit, call: Call, *, by: User, at: datetime | None = None) -> Movement:
    """Call all units below an organ to a movement. Raises NotAllowed; Refused: no title, days in the wrong order, a criterion
    without words, an amount without an indicator, too many criteria."""
    held = Unit.objects.select_for_update().get(pk=unit.pk)
    if not rules.can_launch_movement(by, held):
        raise NotAllowed(rules.who_launches(held))
    title = line_given(call.title, "title", _("Please say what the movement is called."))
    if call.valid_to < call.valid_from:
        raise Refused(_("The last day lies before the first. Please check both."), field="valid_to")
    check_lives(held, call.valid_from, "valid_from")
    _check(call.criteria)
    made = Movement.objects.create(
        unit=held,
        keeper=held,
        title=title,
        folded=fold(title),
        content=call.content.strip(),
        basis=" ".join(call.basis.split())[:255],
        valid_from=call.valid_from,
        valid_to=call.valid_to,
        made_at=at or timezone.now(),
        made_by=by,
    )
    MovementCriterion.objects.bulk_create(
        MovementCriterion(
            movement=made, order=order, text=one.text.strip(), indicator=one.indicator, at_least=one.at_least
        )
        for order, one in enumerate(call.criteria, start=1)
    )
    after = {"title": title, "from": call.valid_from, "to": call.valid_to, "criteria": len(call.criteria)}
    book.write("emulation.movement_launched", by=by, on=made, unit=held, after=after, at=at)
    return made


def _check(criteria: Sequence[Asked]) -> None:
    if len(criteria) > MOST_CRITERIA:
        raise Refused(_("A movement has at most %(most)s criteria.") % {"most": MOST_CRITERIA}, field="criteria")
    for one in criteria:
        if not one.text.strip():
            raise Refused(_("A criterion has no words."), field="criteria")
        if one.at_least is not None and one.indicator is None:
            sentence = _("“%(text)s” names an amount: choose the indicator that it is read from.")
            raise Refused(sentence % {"text": one.text}, field="criteria")
        if one.indicator is not None and one.indicator.better not in ("more", "less"):
            sentence = _("Of “%(name)s” it cannot be said whether more or less is better.")
            raise Refused(sentence % {"name": one.indicator.name}, field="criteria")


@transaction.atomic
def commit(
    movement: Movement, unit: Unit, *, by: User, text: str, on: date | None = None, at: datetime | None = None
) -> Commitment:
    """A unit says what it takes upon itself; said again, the new words stand and the book keeps the old ones.

    Raises NotAllowed; Refused: no words, a movement that is over, a unit that it does not call.
    """
    held = Movement.objects.select_for_update(of=("self",)).select_related("keeper").get(pk=movement.pk)
    if not rules.can_commit(by, unit):
        raise NotAllowed(rules.who_speaks(unit))
    day, said = on or day_of(at), text.strip()
    if not said:
        raise Refused(_("Please say what your unit takes upon itself."), field="text")
    refuse_future(day, at)
    if held.closed_on is not None:
        raise Refused(_("This movement had its final review on %(day)s.") % {"day": write(held.closed_on)})
    if not unit.path.startswith(scope_path(held.keeper)):
        sentence = _("%(unit)s does not belong to those whom this movement calls.")
        raise Refused(sentence % {"unit": unit.name}, field="unit")
    check_lives(unit, day)
    before = Commitment.objects.filter(movement=held, unit=unit).values_list("text", flat=True).first()
    proxy, moment = rules.is_proxy(by, unit), at or timezone.now()
    made, _new = Commitment.objects.update_or_create(
        movement=held, unit=unit, defaults={"text": said, "on": day, "proxy": proxy, "by": by, "at": moment}
    )
    after = {"movement": held.pk, "text": said}
    book.write("emulation.committed", by=by, on=made, unit=unit, before=before, after=after, proxy=proxy, at=at)
    return made


@transaction.atomic
def review_movement(
    movement: Movement, *, by: User, kind: str, on: date, found: str, at: datetime | None = None
) -> MovementReview:
    """Write an interim or the final review down, with what the program reads of every committed unit on that day. The final one
    closes the movement. Raises NotAllowed; Refused: no words, a day to come or before it began, a movement that is closed."""
    held = Movement.objects.select_for_update(of=("self",)).select_related("keeper").get(pk=movement.pk)
    if not rules.can_keep_movement(by, held):
        raise NotAllowed(rules.who_launches(held.keeper))
    if kind not in ReviewKind.values:
        raise Refused(_("Please choose which review it is."), field="kind")
    if held.closed_on is not None:
        raise Refused(_("This movement had its final review on %(day)s.") % {"day": write(held.closed_on)})
    refuse_future(on, at)
    if on < held.valid_from:
        raise Refused(_("The day lies before the movement. Please check it."), field="on")
    said = found.strip()
    if not said:
        raise Refused(_("Please say what the review found."), field="found")
    figures = frozen(figures_of(held, on))
    made = MovementReview.objects.create(
        movement=held, kind=kind, on=on, found=said, figures=figures, by=by, at=at or timezone.now()
    )
    if kind == ReviewKind.FINAL:
        held.closed_on = on
        held.save(update_fields=["closed_on"])
    after = {"kind": kind, "on": on, "figures": figures}
    book.write("emulation.movement_reviewed", by=by, on=held, unit=held.keeper, after=after, at=at)
    return made
