"""A unit's submission in a reporting round: sent, taken back, accepted, sent back, locked, opened again.

Every act locks the unit first, as a statement does, so that nothing is stated while it is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.ledger import book
from trongtam.org.models import Unit

from .. import rules
from ..doubting import doubts_of_sheet
from ..figures.doubts import Doubt
from ..models import Round, Source, Submission
from ..problems import Doubtful
from ..queries.entry_sheet import EntrySheet, entry_sheet
from ..queries.rounds import round_page, waited_for
from ..submitting import WITH_REASON, Act, State, after
from .freezing import freeze_live
from .rounds import lock_round_row
from .sheets import Row, state_sheet
from .statements import lock_for_statement

if TYPE_CHECKING:
    from trongtam.accounts.models import User

NAMED = 3


@transaction.atomic
def submit_sheet(
    unit: Unit,
    month: Period,
    rows: Sequence[Row],
    *,
    by: User,
    note: str = "",
    acknowledged: Collection[str] = (),
    explained: Mapping[int, str] | None = None,
    missing: str = "",
    at: datetime | None = None,
) -> list[Submission]:
    """State the rows of a sheet and send it for every round that is open for the unit and ends with this month.

    `acknowledged`: names of doubts that the person has seen and means; `explained`: indicator → why it is far behind;
    `missing`: why it goes although units below it are not accepted yet. Counted figures are kept as they stand now.
    Raises NotAllowed, Refused (field `missing` where units below lack), RowsRefused, Doubtful. All or nothing.
    """
    moment = at or timezone.now()
    unit = lock_for_statement(unit, by)
    owed = _owed(unit, month)
    if not owed:
        raise Refused(_("No round waits for these figures."))
    state_sheet(unit, month, rows, by=by, note=note, at=moment)
    _check_below(unit, [one.round for one in owed], missing)
    sheet = entry_sheet(unit, month, user=by, today=timezone.localtime(moment).date())
    longest = max((one.round.period for one in owed), key=lambda period: (period.end - period.start).days)
    doubts = doubts_of_sheet(sheet, longest)
    words = {key: text.strip() for key, text in (explained or {}).items() if text.strip()}
    _check_doubts(doubts, acknowledged, words)
    _freeze(sheet, [one.round for one in owed], by, moment)
    kept = [{"code": str(one.code), "indicator": one.key, "said": dict(one.said), "why": words.get(one.key, "")}
            for one in doubts]  # fmt: skip
    for one in owed:
        one.sent_at, one.sent_by, one.proxy = moment, by, rules.is_proxy(by, unit)
        one.doubts, one.missing, one.reason, one.decided_at, one.decided_by = kept, missing.strip(), "", None, None
        _move(one, Act.SUBMIT)
        _tell("sheet_submitted", one, by=by, at=moment, note=missing.strip(), proxy=one.proxy, doubts=len(kept))
    return owed


def _owed(unit: Unit, month: Period) -> list[Submission]:
    found = Submission.objects.owed().filter(unit=unit, round__period_end=month.end)
    return list(found.select_for_update(of=("self",)).select_related("round__unit", "unit").order_by("pk"))


def _check_below(unit: Unit, rounds: Iterable[Round], missing: str) -> None:
    waits = waited_for(unit, rounds)
    if waits and not missing.strip():
        names = ", ".join(dict.fromkeys(one.unit.name for one in waits[:NAMED]))
        more = len(waits) - NAMED
        said = _("%(names)s and %(more)s more") % {"names": names, "more": more} if more > 0 else names
        raise Refused(
            _("Not accepted yet: %(units)s. Wait for them, or say why you send without them.") % {"units": said},
            field="missing",
        )


def _check_doubts(doubts: Iterable[Doubt], acknowledged: Collection[str], words: Mapping[int, str]) -> None:
    still = [one for one in doubts if (one.key not in words if one.asks_words else one.name not in acknowledged)]
    if still:
        raise Doubtful(_("Some figures look unusual. Please look again; what is right may be sent as it is."), still)


def _freeze(sheet: EntrySheet, rounds: Iterable[Round], by: User, at: datetime) -> None:
    """What the program counts for the unit is kept for the period of each round."""
    counted = [row.indicator for row in sheet.rows if row.indicator.source == Source.LIVE and row.live is not None]
    for round_ in rounds:
        for indicator in counted:
            freeze_live(indicator, sheet.unit, round_.period, by=by, at=at)


@transaction.atomic
def recall_submission(submission: Submission, *, by: User, at: datetime | None = None) -> Submission:
    """The unit takes back what it has sent, until it is accepted or sent back. Raises NotAllowed, Refused."""
    held = _step(submission, Act.RECALL, by, rules.can_submit, lambda one: rules.who_may_state(one.unit))
    held.sent_at = held.sent_by = None
    held.proxy = False
    held.save()
    _tell("submission_recalled", held, by=by, at=at, proxy=rules.is_proxy(by, held.unit))
    return held


@transaction.atomic
def accept_submission(submission: Submission, *, by: User, at: datetime | None = None) -> Submission:
    """The office takes the figures over as they were sent. Raises NotAllowed, Refused."""
    return _decide(submission, Act.ACCEPT, "submission_accepted", by=by, at=at)


@transaction.atomic
def return_submission(submission: Submission, *, by: User, reason: str, at: datetime | None = None) -> Submission:
    """Back to the unit, with the reason. Raises NotAllowed, Refused."""
    return _decide(submission, Act.RETURN, "submission_returned", by=by, reason=reason, at=at)


@transaction.atomic
def reopen_submission(submission: Submission, *, by: User, reason: str, at: datetime | None = None) -> Submission:
    """Open accepted or locked figures for correction, with the reason. Raises NotAllowed, Refused."""
    return _decide(submission, Act.REOPEN, "submission_reopened", by=by, reason=reason, at=at)


@transaction.atomic
def accept_complete(round_: Round, *, by: User, at: datetime | None = None) -> list[Submission]:
    """Accept all that were sent with every figure and without doubts. Raises NotAllowed, Refused."""
    moment = at or timezone.now()
    held = lock_round_row(round_, by)
    page = round_page(held, user=by, today=timezone.localtime(moment).date())
    if not page.complete:
        raise Refused(_("Nothing that is complete waits to be accepted."))
    return [accept_submission(row.submission, by=by, at=moment) for row in page.complete]


@transaction.atomic
def lock_submissions(round_: Round, *, by: User, at: datetime | None = None) -> list[Submission]:
    """Lock all that is accepted; what is still owed stays owed, and shows as late. Raises NotAllowed, Refused."""
    moment = at or timezone.now()
    held = lock_round_row(round_, by)
    accepted = list(held.submissions.filter(state=State.ACCEPTED.value).order_by("pk"))
    if not accepted:
        raise Refused(_("Nothing is accepted yet: there is nothing to lock."))
    return [_decide(one, Act.LOCK, "submission_locked", by=by, at=moment) for one in accepted]


# -- one step ----------------------------------------------------------------------------------------------------------


def _decide(
    submission: Submission, act: Act, name: str, *, by: User, reason: str = "", at: datetime | None = None
) -> Submission:
    moment = at or timezone.now()
    held = _step(submission, act, by, rules.can_decide, lambda one: rules.who_may_run_round(one.round.unit), reason)
    held.decided_at, held.decided_by, held.reason = moment, by, reason.strip()
    held.save()
    _tell(name, held, by=by, at=moment, note=reason.strip())
    return held


def _step(
    submission: Submission,
    act: Act,
    by: User,
    may: Callable[[User, Submission], bool],
    who: Callable[[Submission], str],
    reason: str = "",
) -> Submission:
    """The submission, locked with its unit and moved; not saved yet."""
    Unit.objects.select_for_update().get(pk=submission.unit_id)
    rows = Submission.objects.select_for_update(of=("self",)).select_related("round__unit", "unit")
    held = rows.get(pk=submission.pk)
    if not may(by, held):
        raise NotAllowed(who(held))
    if act in WITH_REASON and not reason.strip():
        raise Refused(_("Please say why, in words that the unit can act on."), field="reason")
    if held.carried_to_id is not None or held.round.cancelled_at is not None:
        raise Refused(_("This round no longer asks the unit."))
    _set(held, act)
    return held


def _move(held: Submission, act: Act) -> None:
    _set(held, act)
    held.save()


def _set(held: Submission, act: Act) -> None:
    reached = after(held.state, act)
    if reached is None:
        raise Refused(_sentence(held))
    held.state = reached.value


def _sentence(held: Submission) -> str:
    """Why there is no such step from here, and what to do."""
    names = {"unit": held.unit.name}
    said: dict[str, str] = {
        State.OPEN: _("%(unit)s has not sent its figures yet."),
        State.SUBMITTED: _(
            "The figures of %(unit)s lie with the office: it accepts them or sends them back, or the unit takes them back."
        ),
        State.ACCEPTED: _(
            "The figures of %(unit)s are accepted. To change them the office opens them again, with the reason."
        ),
        State.RETURNED: _("The figures of %(unit)s were sent back; the unit corrects them and sends them again."),
        State.LOCKED: _(
            "The figures of %(unit)s are locked. To change them the office opens them again, with the reason."
        ),
    }
    return said[held.state] % names


def _tell(
    act: str, held: Submission, *, by: User, at: datetime | None, note: str = "", proxy: bool = False, **said: Any
) -> None:
    after_ = {"period": held.round.period_code, "unit": held.unit.name, "state": held.state, **said}
    book.write(f"targets.{act}", by=by, on=held, unit=held.unit, after=after_, note=note, proxy=proxy, at=at)
