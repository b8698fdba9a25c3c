"""State, correct and withdraw one figure; attach its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.archive.models import StoredFile
from trongtam.archive.operations import refuse_marked_text
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.ledger import book
from trongtam.org.models import Unit

from .. import rules
from ..models import Evidence, Finality, Indicator, Measurement, Source, Submission
from ..problems import Stale
from ..queries.days import closing_day_of, is_closed
from ..stated import Figure, figure_of, same
from ..submitting import CLOSED, State
from .standings import refresh_standings

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def state(
    indicator: Indicator,
    unit: Unit,
    period: Period,
    figure: Figure,
    *,
    by: User,
    expected: int | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> Measurement:
    """State one figure. `expected` is the id of the statement that the person saw in its place (None: he saw none).

    The same figure again is no second statement. Another figure over the one he saw is a correction and needs `reason`.
    Raises NotAllowed, Refused, Stale.
    """
    moment = at or timezone.now()
    unit = lock_for_statement(unit, by)
    check_statement(indicator, unit, period, figure, moment)
    current = Measurement.objects.current().filter(indicator=indicator, unit=unit, period_code=period.code).first()
    kept = settle(current, figure, indicator, expected, reason)
    if kept is not None:
        return kept
    check_not_sent(unit, [period])
    close([current] if current else [], moment)
    made = put(indicator, unit, period, figure, by=by, over=current, reason=reason, at=moment)
    made.save()
    book.write(
        "targets.figure_corrected" if current else "targets.figure_stated",
        by=by,
        on=made,
        unit=unit,
        before=told(current, indicator) if current else None,
        after=told(made, indicator),
        note=reason,
        proxy=made.proxy,
        at=moment,
    )
    refresh_standings(unit, [indicator.pk], [period])
    return made


@transaction.atomic
def correct(
    measurement: Measurement, figure: Figure, *, by: User, reason: str, at: datetime | None = None
) -> Measurement:
    """Put another figure over a statement; the old one stays readable. Raises NotAllowed, Refused, Stale."""
    current = _locked(measurement, figure)
    if not rules.can_correct(by, current):
        raise NotAllowed(rules.who_may_state(current.unit))
    period = Period.parse(current.period_code)
    return state(current.indicator, current.unit, period, figure, by=by, expected=current.pk, reason=reason, at=at)


@transaction.atomic
def withdraw(measurement: Measurement, *, by: User, reason: str, at: datetime | None = None) -> Measurement:
    """Take a mistaken statement back; it stays readable with its reason. Raises NotAllowed, Refused, Stale."""
    current = _locked(measurement, None)
    if not rules.can_withdraw(by, current):
        raise NotAllowed(rules.who_may_state(current.unit))
    if not reason.strip():
        raise Refused(_("Please say why the figure is withdrawn."), field="reason")
    check_not_sent(current.unit, [Period.parse(current.period_code)])
    moment = at or timezone.now()
    current.known_to, current.withdrawn_reason = moment, reason
    current.save(update_fields=["known_to", "withdrawn_reason"])
    book.write(
        "targets.figure_withdrawn",
        by=by,
        on=current,
        unit=current.unit,
        before=told(current, current.indicator),
        note=reason,
        proxy=rules.is_proxy(by, current.unit),
        at=moment,
    )
    refresh_standings(current.unit, [current.indicator_id], [Period.parse(current.period_code)])
    return current


@transaction.atomic
def attach_evidence(
    measurement: Measurement,
    *,
    by: User,
    title: str,
    file: StoredFile | None = None,
    dated: date | None = None,
    at: datetime | None = None,
) -> Evidence:
    """Add what proves a statement: a stored file, or the title and date of a paper kept elsewhere."""
    current = Measurement.objects.select_related("unit", "indicator").get(pk=measurement.pk)
    if not rules.can_attach_evidence(by, current):
        raise NotAllowed(rules.who_may_state(current.unit))
    if not title.strip():
        raise Refused(_("Please name the evidence."), field="title")
    refuse_marked_text(title, field="title")
    made = Evidence.objects.create(measurement=current, title=title.strip(), file=file, dated=dated)
    book.write(
        "targets.evidence_attached",
        by=by,
        on=current,
        unit=current.unit,
        after={**told(current, current.indicator), "title": made.title, "file": file, "dated": dated},
        proxy=rules.is_proxy(by, current.unit),
        at=at,
    )
    return made


# --- shared with the sheet of a unit ---


def lock_for_statement(unit: Unit, by: User) -> Unit:
    """The unit, locked so that two statements of one unit wait for each other. Raises NotAllowed."""
    locked = Unit.objects.select_for_update().get(pk=unit.pk)
    if not rules.can_state(by, locked):
        raise NotAllowed(rules.who_may_state(locked))
    return locked


def check_statement(indicator: Indicator, unit: Unit, period: Period, figure: Figure, at: datetime) -> None:
    """The sense of a statement: who counts, the unit's life, the calendar, the figure itself. Raises Refused."""
    check_typed(indicator)
    check_time(unit, period, figure.finality, at)
    figure.columns(indicator)


def check_typed(indicator: Indicator) -> None:
    """What the program counts itself is not typed. Raises Refused."""
    if indicator.source == Source.LIVE:
        raise Refused(_("“%(name)s” is counted by the program; nothing is typed.") % {"name": indicator.name})


def check_time(unit: Unit, period: Period, finality: str, at: datetime) -> None:
    """The unit's life and the calendar: what does not depend on the figure. Raises Refused."""
    check_life(unit, period)
    today = timezone.localtime(at).date()
    firm = finality != Finality.ESTIMATE
    if firm and period.end > today and not is_closed(period.end, today, closing_day_of(unit)):
        raise Refused(
            _("This period has not ended: mark the figure as an estimate, and it counts as a forecast only."),
            field="finality",
        )


def check_life(unit: Unit, period: Period) -> None:
    """A unit states only for the time when it existed. Raises Refused."""
    names = {"unit": unit.name}
    if unit.ended_on is not None and period.start >= unit.ended_on:
        day = unit.ended_on.strftime("%d/%m/%Y")
        raise Refused(_("%(unit)s ended on %(day)s: it has no figures after that.") % {**names, "day": day})
    if period.end < unit.founded_on:
        day = unit.founded_on.strftime("%d/%m/%Y")
        raise Refused(_("%(unit)s was founded on %(day)s: it has no figures before that.") % {**names, "day": day})


def check_not_sent(unit: Unit, periods: Iterable[Period]) -> None:
    """What was sent for a round stands as it was sent: a recall or a reopening comes first. One query. Raises Refused."""
    spans = {(period.start, period.end) for period in periods}
    if not spans:
        return
    sent = Submission.objects.standing().filter(unit=unit, state__in=[state.value for state in CLOSED])
    inside = Q(pk__in=[])
    for start, end in spans:
        inside |= Q(round__period_start__lte=start, round__period_end__gte=end)
    held = sent.filter(inside).select_related("round").order_by("-round__due_on").first()
    if held is not None:
        raise Refused(sent_already(held))


def sent_spans(units: QuerySet[Unit] | None = None) -> dict[int, list[tuple[date, date]]]:
    """Unit → the periods whose figures were sent for a round; of all units, or of some. One query."""
    sent = Submission.objects.standing().filter(state__in=[state.value for state in CLOSED])
    if units is not None:
        sent = sent.filter(unit__in=units)
    found: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for unit_id, start, end in sent.values_list("unit_id", "round__period_start", "round__period_end"):
        found[unit_id].append((start, end))
    return found


def sent_already(held: Submission) -> str:
    """Why a figure of a round can no longer be stated, and what to do."""
    names = {"unit": held.unit.name, "due": held.round.due_on.strftime("%d/%m/%Y")}
    if held.state == State.SUBMITTED:
        return _("The figures of %(unit)s were sent for the round due %(due)s: take them back first.") % names
    if held.state == State.ACCEPTED:
        return (
            _(
                "The figures of %(unit)s were accepted in the round due %(due)s. The office opens them again, with the reason."
            )
            % names
        )
    return (
        _(
            "The figures of %(unit)s are locked with the round due %(due)s. The office opens them again, with the reason."
        )
        % names
    )


def settle(
    current: Measurement | None, figure: Figure, indicator: Indicator, expected: int | None, reason: str
) -> Measurement | None:
    """Compare what stands with what the person saw: the statement to keep when nothing changes, else None.

    Raises Stale when someone changed it meanwhile, Refused when a correction gives no reason.
    """
    if current is not None and same(current, figure.columns(indicator)):
        return current
    if (current.pk if current else None) != expected:
        sentence = (
            _("Someone else has changed this figure meanwhile. Compare both, then send again.")
            if current
            else _("This figure was withdrawn meanwhile. Send again to state it anew.")
        )
        raise Stale(sentence, found=current, typed=figure)
    if current is not None and not reason.strip():
        raise Refused(_("This figure was stated before: please say why it changes."), field="reason")
    return None


def put(
    indicator: Indicator,
    unit: Unit,
    period: Period,
    figure: Figure,
    *,
    by: User,
    over: Measurement | None,
    reason: str,
    at: datetime,
    source: str = Source.STATED,
) -> Measurement:
    """An unsaved statement. The one it supersedes must be closed before it is saved, since only one may be current."""
    return Measurement(
        indicator=indicator,
        unit=unit,
        period_code=period.code,
        period_start=period.start,
        period_end=period.end,
        stated_at=at,
        stated_by=by,
        proxy=rules.is_proxy(by, unit),
        supersedes=over,
        reason=reason if over else "",
        source=source,
        **figure.columns(indicator),
    )


def close(superseded: Iterable[Measurement], at: datetime) -> None:
    """From a moment on these statements are known no more."""
    ids = [measurement.pk for measurement in superseded]
    if ids:
        Measurement.objects.filter(pk__in=ids).update(known_to=at)


def told(measurement: Measurement, indicator: Indicator) -> dict[str, Any]:
    """A statement as the book tells it: what is counted, quantities in the indicator's unit, nothing that was not said."""
    figure = figure_of(measurement, indicator)
    # By identity, not by value: a stated 0 is equal to False, and is said.
    said = {
        name: value for name, value in vars(figure).items() if value is not None and value != "" and value is not False
    }
    if figure.yes is False:
        said["yes"] = False
    what = {"indicator": indicator.code, "name": indicator.name, "unit": indicator.unit_of_measure}
    return {**what, "period": measurement.period_code, **said}


def _locked(measurement: Measurement, typed: Figure | None) -> Measurement:
    current = (
        Measurement.objects.select_for_update(of=("self",)).select_related("unit", "indicator").get(pk=measurement.pk)
    )
    if current.known_to is not None:
        found = Measurement.objects.current().filter(
            indicator=current.indicator_id, unit=current.unit_id, period_code=current.period_code
        )
        raise Stale(
            _("This figure was changed meanwhile. Compare both, then send again."), found=found.first(), typed=typed
        )
    return current
