"""A whole unit at once, as it was proposed: what a committee does with a list that nobody disputes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book
from trongtam.org.models import Unit

from ..life import SAYS, STEPS, Act, State
from ..models import Assessment, ContestState, Fact, Round, Subject, SubjectKind
from ..rules import rounds as rules
from .capping import require_room
from .walking import WITH, locked_round, require_open

if TYPE_CHECKING:
    from trongtam.accounts.models import User

PEOPLE = (SubjectKind.MEMBER, SubjectKind.LEADER, SubjectKind.COLLECTIVE)


@transaction.atomic
def appraise_unit(round_: Round, unit: Unit, *, by: User, at: datetime | None = None) -> int:
    """Everybody of a unit who waits for the appraisal, as the collective proposed. How many. Raises NotAllowed, Refused."""
    held, rows = _waiting(round_, unit, State.APPRAISAL, by=by, rule=rules.can_appraise)
    _say(rows, Act.APPRAISE, by=by, at=at)
    book.write("reviews.unit_appraised", by=by, on=held, unit=unit, after={"n": len(rows)}, at=at)
    return len(rows)


@transaction.atomic
def decide_unit(round_: Round, unit: Unit, *, by: User, at: datetime | None = None) -> int:
    """Everybody of a unit who waits for the decision, as it was appraised; the cap is looked at for all together. How many.
    Raises NotAllowed, Refused."""
    held, rows = _waiting(round_, unit, State.DECISION, by=by, rule=rules.can_decide)
    if unit.pk == held.unit_id:
        raise Refused(_("About the committee itself and those who lead it the superior decides, one by one."))
    require_room(held, {one.pk: one.proposed for one in rows})
    moment = at or timezone.now()
    for one in rows:
        one.level, one.decided_at, one.decided_by = one.proposed, moment, by
    _say(rows, Act.DECIDE, by=by, at=moment)
    book.write("reviews.unit_decided", by=by, on=held, unit=unit, after={"n": len(rows)}, at=at)
    return len(rows)


def _waiting(
    round_: Round, unit: Unit, state: State, *, by: User, rule: Callable[[User, Subject], bool]
) -> tuple[Round, list[Subject]]:
    """Those of a unit whom the person may judge, about whom no objection waits and no fact has changed since the last word; the
    others are looked at one by one."""
    held = locked_round(round_, by=by)
    require_open(held)
    if not rules.reads_names(by, unit):
        raise NotAllowed(rules.who_runs_round(held.unit))
    rows = Subject.objects.select_for_update(of=("self",)).rated().filter(round=held, unit=unit, state=state)
    rows = rows.filter(kind__in=PEOPLE).exclude(contests__state=ContestState.OPEN).exclude(proposed="")
    changed = set(
        Fact.objects.filter(subject__round=held, subject__unit=unit)
        .annotate(last=Max("subject__assessments__at"))
        .filter(frozen_at__gt=F("last"))
        .values_list("subject_id", flat=True)
    )
    listed = [one for one in rows.select_related(*WITH).order_by("pk") if one.pk not in changed and rule(by, one)]
    if not listed:
        raise Refused(_("Nobody of %(unit)s waits for this now.") % {"unit": unit.name})
    return held, listed


def _say(rows: list[Subject], act: Act, *, by: User, at: datetime | None) -> None:
    moment = at or timezone.now()
    last = {
        one.subject_id: one for one in Assessment.objects.filter(subject__in=rows).order_by("at", "pk") if one.computed
    }
    for one in rows:
        one.state = STEPS[State(one.state), act].value
    Subject.objects.bulk_update(rows, ["state", "level", "decided_at", "decided_by"])
    Assessment.objects.bulk_create(
        Assessment(
            subject=one,
            step=SAYS[act],
            scores=last[one.pk].scores if one.pk in last else {},
            total=last[one.pk].total if one.pk in last else None,
            computed=last[one.pk].computed if one.pk in last else "",
            level=one.proposed,
            by=by,
            at=moment,
        )
        for one in rows
    )
