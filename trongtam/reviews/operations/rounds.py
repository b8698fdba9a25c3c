"""A round is opened, its people gathered, its days and cap changed; it is locked and, with a reason, opened again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.ledger import book
from trongtam.org.models import Unit, UnitKind
from trongtam.resolutions.models import Document
from trongtam.targets.models import Target

from ..life import SETTLED, State
from ..models import CountLine, Round, RoundKind, RoundState, SchemeVersion, Standing, Subject, SubjectKind
from ..queries.capping import cap_rows
from ..queries.roster import Due, schemes_of, who_is_due
from ..rules import rounds as rules
from .capping import over_words
from .walking import day_of, locked_round, require_open

if TYPE_CHECKING:
    from trongtam.accounts.models import User

KIND_OF_PERIOD = {
    RoundKind.YEAR: ("year",),
    RoundKind.QUARTER: ("quarter",),
    RoundKind.TERM: ("term",),
    RoundKind.AD_HOC: ("month", "quarter", "half", "nine_months", "year", "term"),
}
PORTION = 500


@dataclass(frozen=True, slots=True)
class RoundTerms:
    """What is agreed about a round; `on` None: the last day of the period, or today while it runs."""

    kind: str
    period: Period
    self_by: date
    collective_by: date
    appraisal_by: date
    decision_by: date
    on: date | None = None
    title: str = ""
    rounding: str = "floor"
    share: Decimal | None = None
    exception_document: Document | None = None
    members_target: Target | None = None
    organisations_target: Target | None = None


@transaction.atomic
def open_round(unit: Unit, terms: RoundTerms, *, by: User, invented: bool = False, at: datetime | None = None) -> Round:
    """Open a round and gather who is reviewed. Raises NotAllowed, Refused."""
    round_ = _new(unit, terms, by=by, at=at, invented=invented)
    round_.save()
    added = _gather(round_)
    if not added:
        raise Refused(
            _("%(unit)s has no cells or members on that day, so there is nobody to review.") % {"unit": unit.name}
        )
    after = {"kind": round_.kind, "period": round_.period_code, "subjects": added}
    book.write("reviews.round_opened", by=by, on=round_, unit=round_.unit, after=after, at=at)
    return round_


@transaction.atomic
def open_counts(
    unit: Unit, terms: RoundTerms, *, by: User, invented: bool = False, at: datetime | None = None
) -> Round:
    """A round of which only the counts are known: a year before the program, a report of others. Raises NotAllowed, Refused."""
    round_ = _new(unit, terms, by=by, at=at, invented=invented)
    round_.is_counts = True
    round_.save()
    after = {"kind": round_.kind, "period": round_.period_code, "counts": True}
    book.write("reviews.round_opened", by=by, on=round_, unit=round_.unit, after=after, at=at)
    return round_


def _new(unit: Unit, terms: RoundTerms, *, by: User, at: datetime | None, invented: bool) -> Round:
    held = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    if not rules.can_open_round(by, held):
        raise NotAllowed(rules.who_runs_round(held))
    if held.kind != UnitKind.PARTY_COMMITTEE:
        raise Refused(_("A round belongs to a Party committee; its cells and members stand in it."))
    if terms.period.kind not in KIND_OF_PERIOD[RoundKind(terms.kind)]:
        raise Refused(_("This kind of review does not fit the period. Please choose again."), field="period")
    today = day_of(at)
    if terms.period.start > today:
        raise Refused(_("That period has not begun."), field="period")
    same = Round.objects.filter(unit=held, kind=terms.kind, period_code=terms.period.code)
    if terms.kind != RoundKind.AD_HOC and same.exists():
        raise Refused(_("There is a review of this period already."), field="period")
    on = terms.on or min(terms.period.end, today)
    if on > today:
        raise Refused(_("The day lies in the future. Please check it."), field="on")
    round_ = Round(unit=held, kind=terms.kind, period_code=terms.period.code, opened_by=by, is_invented=invented)
    round_.opened_at = at or timezone.now()
    _fill(round_, replace(terms, on=on))
    return round_


def _fill(round_: Round, terms: RoundTerms) -> None:
    days = (terms.self_by, terms.collective_by, terms.appraisal_by, terms.decision_by)
    if list(days) != sorted(days):
        raise Refused(_("Each step comes after the one before: please check the days."), field="collective_by")
    if terms.share is not None and not 0 < terms.share <= 100:
        raise Refused(_("The cap is a share between 0 and 100 percent."), field="share")
    if terms.share is not None and terms.exception_document is None:
        raise Refused(
            _("Another cap than the one of the scheme needs the document that says so."), field="exception_document"
        )
    round_.title = " ".join(terms.title.split()) or f"{RoundKind(terms.kind).label} {terms.period.code}"
    round_.self_by, round_.collective_by, round_.appraisal_by, round_.decision_by = days
    round_.rounding, round_.share, round_.exception_document = terms.rounding, terms.share, terms.exception_document
    round_.members_target, round_.organisations_target = terms.members_target, terms.organisations_target
    if terms.on is not None:
        round_.on = terms.on


@transaction.atomic
def rewrite_round(round_: Round, terms: RoundTerms, *, by: User, at: datetime | None = None) -> Round:
    """Other days, another rounding, the document that lets the cap be exceeded, the targets to compare with. Kind, period and day
    of the registers stay. Raises NotAllowed, Refused."""
    held = locked_round(round_, by=by)
    require_open(held)
    before = _told(held)
    _fill(held, replace(terms, on=None, kind=held.kind, period=held.period))
    held.save()
    book.write("reviews.round_rewritten", by=by, on=held, unit=held.unit, before=before, after=_told(held), at=at)
    return held


def _told(held: Round) -> dict[str, object]:
    return {
        "title": held.title,
        "days": [held.self_by, held.collective_by, held.appraisal_by, held.decision_by],
        "rounding": held.rounding,
        "share": held.share,
        "exception": held.exception_document_id,
    }


# -- who stands in it --------------------------------------------------------------------------------------------------


@transaction.atomic
def gather_subjects(round_: Round, *, by: User, at: datetime | None = None) -> int:
    """Read the registers anew: who joined is added, who moved goes to his new cell while nothing was said about him, who is no
    longer here on the day of the registers counts among nobody. How many changed. Raises NotAllowed, Refused."""
    held = locked_round(round_, by=by)
    require_open(held)
    if held.is_counts:
        raise Refused(_("Of this round only the counts are known; nobody stands in it by name."))
    changed = _gather(held)
    book.write("reviews.subjects_gathered", by=by, on=held, unit=held.unit, after={"changed": changed}, at=at)
    return changed


def _gather(round_: Round) -> int:
    due = {one.key: one for one in who_is_due(round_)}
    schemes = schemes_of(round_, due.values())
    known = {(one.kind, one.unit_id, one.person_id): one for one in Subject.objects.filter(round=round_)}
    changed = _move(due, known) + _let_go(due, known)
    new = [
        _subject(round_, one, schemes[one.kind, one.form])
        for key, one in due.items()
        if key not in known and (one.kind, one.form) in schemes
    ]
    Subject.objects.bulk_create(new, batch_size=PORTION)
    used = {one.scheme_id for one in new}
    SchemeVersion.objects.filter(pk__in=used, used_at__isnull=True).update(used_at=round_.opened_at)
    return changed + len(new)


def _subject(round_: Round, one: Due, scheme: SchemeVersion) -> Subject:
    return Subject(
        round=round_,
        kind=one.kind,
        unit_id=one.unit,
        person_id=one.person,
        scheme=scheme,
        is_head=one.is_head,
        group=one.group,
        note=one.note,
        standing=Standing.EXEMPT if one.exempt else Standing.RATED,
        reason=_("excused from duties and meetings") if one.exempt else "",
    )


def _move(due: Mapping[tuple, Due], known: dict[tuple, Subject]) -> int:
    """A member who stands in another cell now, as long as nothing was said about him where he was."""
    where = {one.person: one for one in due.values() if one.kind == SubjectKind.MEMBER}
    moved = 0
    for key, subject in list(known.items()):
        one = where.get(subject.person_id)
        if subject.kind != SubjectKind.MEMBER or one is None or one.unit == subject.unit_id or one.key in known:
            continue
        if subject.state == State.SELF and not subject.level:
            subject.unit_id, subject.note = one.unit, one.note
            subject.save(update_fields=["unit", "note"])
            known[one.key] = known.pop(key)
            moved += 1
    return moved


def _let_go(due: Mapping[tuple, Due], known: Mapping[tuple, Subject]) -> int:
    """Those who are no longer in the registers of that day; what was decided about somebody stays, and so does an organisation
    that ended in a merger or a split and says so."""
    missing = [
        subject
        for key, subject in known.items()
        if key not in due and subject.standing != Standing.GONE and subject.state not in SETTLED
    ]
    ended = {subject.unit_id for subject in missing if subject.person_id is None}
    ended = set(Unit.objects.filter(pk__in=ended, passed_on=True).values_list("pk", flat=True)) if ended else ended
    gone = [subject for subject in missing if subject.person_id is not None or subject.unit_id not in ended]
    for subject in gone:
        subject.standing, subject.reason, subject.level = Standing.GONE, _("not in the register on that day"), ""
        subject.save(update_fields=["standing", "reason", "level"])
    return len(gone)


# -- counts ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CountTerms:
    """Counts of one kind as a paper gives them: disjoint, by level. `printed`: level → the share as it was printed."""

    kind: str
    levels: Mapping[str, int]
    existing: int
    exempt: int = 0
    not_rated: int = 0
    printed: Mapping[str, str] | None = None
    reconstructed: bool = False
    note: str = ""


@transaction.atomic
def enter_counts(
    round_: Round, terms: CountTerms, *, scheme: SchemeVersion, by: User, at: datetime | None = None
) -> CountLine:
    """How many got which level, where nobody stands by name. The sums must close. Raises NotAllowed, Refused."""
    held = locked_round(round_, by=by)
    require_open(held)
    if not held.is_counts:
        raise Refused(_("In this round everybody stands by name: the counts follow from what was decided."))
    if scheme.subject != terms.kind:
        raise Refused(_("This scheme rates others."), field="scheme")
    _check_counts(scheme, terms)
    values = {
        "scheme": scheme,
        "exempt": terms.exempt,
        "not_rated": terms.not_rated,
        "levels": dict(terms.levels),
        "printed": dict(terms.printed or {}),
        "reconstructed": terms.reconstructed,
        "note": terms.note.strip(),
        "by": by,
        "at": at or timezone.now(),
    }
    line, _made = CountLine.objects.update_or_create(round=held, kind=terms.kind, defaults=values)
    SchemeVersion.objects.filter(pk=scheme.pk, used_at__isnull=True).update(used_at=line.at)
    after = {"kind": terms.kind, "existing": line.existing, "levels": line.levels, "reconstructed": line.reconstructed}
    book.write("reviews.counts_entered", by=by, on=held, unit=held.unit, after=after, at=at)
    return line


def _check_counts(scheme: SchemeVersion, terms: CountTerms) -> None:
    known = scheme.read().codes
    if unknown := set(terms.levels) - set(known):
        raise Refused(_("This scheme has no level “%(code)s”.") % {"code": min(unknown)}, field="levels")
    if min([terms.existing, terms.exempt, terms.not_rated, *terms.levels.values()]) < 0:
        raise Refused(_("A count is never below nothing."), field="existing")
    rated = sum(terms.levels.values())
    if rated + terms.exempt + terms.not_rated != terms.existing:
        told = {
            "rated": rated,
            "exempt": terms.exempt,
            "left": terms.not_rated,
            "sum": rated + terms.exempt + terms.not_rated,
            "existing": terms.existing,
        }
        sentence = _("Rated %(rated)s, exempt %(exempt)s and not rated %(left)s make %(sum)s, not %(existing)s.")
        raise Refused(sentence % told, field="existing")


# -- the end -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def lock_round(round_: Round, *, by: User, at: datetime | None = None) -> Round:
    """Nothing of it changes any more: everybody rated is decided and no cap is exceeded without a document. Raises NotAllowed,
    Refused."""
    held = locked_round(round_, by=by)
    require_open(held)
    rows = Subject.objects.filter(round=held)
    waiting = rows.rated().exclude(state=State.DECIDED).count()
    if waiting:
        raise Refused(_("%(n)d are not decided yet: decide them, or say why they are not rated.") % {"n": waiting})
    if held.is_counts and not held.lines.exists():
        raise Refused(_("No counts were entered yet."))
    if held.exception_document_id is None and (over := [one for one in cap_rows(held) if one.standing.is_over]):
        raise Refused(over_words(over[0]))
    rows.filter(state=State.DECIDED).update(state=State.LOCKED)
    held.state, held.locked_at = RoundState.LOCKED, at or timezone.now()
    held.save(update_fields=["state", "locked_at"])
    book.write("reviews.round_locked", by=by, on=held, unit=held.unit, after={"state": held.state}, at=at)
    return held


@transaction.atomic
def reopen_round(round_: Round, *, by: User, reason: str, at: datetime | None = None) -> Round:
    """Something was wrong after all; the reason is told. What was decided stays until it is opened one by one. Raises NotAllowed,
    Refused."""
    held = locked_round(round_, by=by)
    if held.state != RoundState.LOCKED:
        raise Refused(_("This review is going on: nothing to open."))
    if not reason.strip():
        raise Refused(_("Please say why."), field="reason")
    Subject.objects.filter(round=held, state=State.LOCKED).update(state=State.DECIDED)
    held.state, held.locked_at, held.reopened_reason = RoundState.OPEN, None, reason.strip()[:300]
    held.save(update_fields=["state", "locked_at", "reopened_reason"])
    book.write("reviews.round_reopened", by=by, on=held, unit=held.unit, note=reason.strip(), at=at)
    return held
