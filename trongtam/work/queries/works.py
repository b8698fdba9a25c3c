"""Lists of works: what is one's own, what a place holds, each row with its next step and how it stands on a day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from trongtam.archive.models import StoredFile
from trongtam.ground.among import Keys, among, keys_of
from trongtam.ground.prepared import Prepared
from trongtam.org.models import Unit
from trongtam.org.reach import WIDE, Reach, Right

from .. import rules, standing
from ..life import BACK_WITH_HOLDER, RUNNING, SPOKEN_OF, State
from ..models import Appraisal, Explanation, ExplanationState, Milestone, Progress, Side, Turn, Work, WorkEvidence
from ..standing import SILENT, Standing

if TYPE_CHECKING:
    from trongtam.accounts.models import User

    Place = tuple[User | None, Keys | None, str | None]

IN_HAND = (*RUNNING, State.PROPOSED, State.RETURNED)


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A work in a list. `holder`: a unit's name, a person's where one may read it, else the place he works in. `gone`: how much
    of its time has gone, in percent. `step`, `step_due`: the next step of its roadmap that is not done."""

    work: Work
    holder: str
    standing: Standing
    gone: int
    days_late: int
    step: str
    step_due: date | None


def listed(works: QuerySet[Work]) -> QuerySet[Work]:
    """With everything that a row reads, in one query."""
    return _with_step(works.select_related("unit", "home", "holder_unit", "holder_person"))


def _with_step(works: QuerySet[Work]) -> QuerySet[Work]:
    ahead = Milestone.objects.filter(work=OuterRef("pk"), done_on__isnull=True, dropped_on__isnull=True)
    ahead = ahead.order_by("due", "order")
    return works.annotate(step_title=Subquery(ahead.values("title")[:1]), step_due=Subquery(ahead.values("due")[:1]))


# What a line of a list or of a sheet reads; of units and persons only what tells who holds a work and where.
_OF_SHEET = (
    *("title", "kind", "focus", "period_code", "stage_code", "start", "due", "percent", "state"),
    *("in_need", "heard_on", "done_on", "supervisor_id", "holder_unit__name", "holder_person__full_name"),
    *("home__name", "home__path", "home__kind"),
)


def for_sheet(works: QuerySet[Work]) -> QuerySet[Work]:
    """With everything that a line of a sheet reads and nothing else, in one query: there may be 20,000."""
    return works.select_related("home", "holder_unit", "holder_person").only(*_OF_SHEET)


def row(work: Work, day: date, reach: Reach) -> WorkRow:
    return WorkRow(
        work=work,
        holder=holder_of(work, reach),
        standing=standing.standing_on(work.facts, day),
        gone=standing.elapsed(work.start, work.due, day),
        days_late=max((day - work.due).days, 0) if work.state in RUNNING else 0,
        step=getattr(work, "step_title", None) or "",
        step_due=getattr(work, "step_due", None),
    )


def rows(works: QuerySet[Work], day: date, user: User) -> list[WorkRow]:
    """One query for the works of a page, and those of the viewer's reach once a request."""
    reach = Reach.of(user)
    return [row(work, day, reach) for work in listed(works)]


def rows_of_lists(lists: Sequence[Sequence[int]], day: date, user: User) -> list[list[WorkRow]]:
    """The rows of several short lists of keys, each in its order, all of them at once: a list of thousands was sorted by its own
    columns alone. One query."""
    found = {one.work.pk: one for one in rows_in_order({pk for pks in lists for pk in pks}, day, user)}
    return [[found[pk] for pk in pks if pk in found] for pks in lists]


def rows_in_order(pks: Collection[int], day: date, user: User) -> list[WorkRow]:
    """The rows of works that were chosen already, in the order of their numbers as given; what a line does not read is not
    fetched. One query."""
    place, reach = {pk: number for number, pk in enumerate(pks)}, Reach.of(user)
    return sorted((row(work, day, reach) for work in _LISTED(list(place))), key=lambda one: place[one.work.pk])


_LISTED = Prepared(lambda pks: _with_step(for_sheet(Work.objects.filter(pk__in=pks))))


def brief_rows(works: QuerySet[Work], day: date, user: User) -> list[WorkRow]:
    """The same without their next steps: for the pages of other rooms, which have much to read already."""
    reach = Reach.of(user)
    related = works.select_related("unit", "home", "holder_unit", "holder_person")
    return [row(work, day, reach) for work in related]


def reads_names(reach: Reach, place: Unit) -> bool:
    """Whether one reads who holds the works of a place. A superior of a whole province reads the place, not the name."""
    return any(post.near or post.path == place.path for post in reach.posts_over(place))


def reads_names_of(reach: Reach, work: Work) -> bool:
    """The same for one work: also whoever holds it, supervises it, or works along."""
    own = reach.person_id is not None and reach.person_id in (work.holder_person_id, work.supervisor_id)
    return own or reads_names(reach, work.home) or not any(True for _post in reach.posts_over(work.home))


def holder_of(work: Work, reach: Reach) -> str:
    """Who holds it, by name where one reads names."""
    if work.holder_unit is not None:
        return work.holder_unit.name
    assert work.holder_person is not None  # held by a unit or by a person
    return work.holder_person.full_name if reads_names_of(reach, work) else work.home.name


# -- of a day, for the database ----------------------------------------------------------------------------------------


def running() -> Q:
    return Q(state__in=[state.value for state in RUNNING])


def late_on(day: date) -> Q:
    return running() & Q(due__lt=day)


def stuck_on(day: date) -> Q:
    """As `standing.standing_on` says: an obstacle without an answer, or a long silence."""
    return stuck_since(day - SILENT)


def stuck_since(cut: date) -> Q:
    """The same by the day from which on silence is not long yet."""
    return running() & (Q(in_need=True) | Q(heard_on__lt=cut, start__lt=cut))


# -- one's own ---------------------------------------------------------------------------------------------------------


def mine(user: User) -> Q:
    """Condition on `Work`: what one holds oneself or answers for in a unit's name."""
    reach = Reach.of(user)
    condition = Q(holder_unit__in=rules.own_units(reach))
    return condition | Q(holder_person=reach.person_id) if reach.person_id is not None else condition


def to_judge(user: User) -> Q:
    """Condition on `Work`: what waits for one's word: registrations to decide, works handed in to appraise or to conclude, and
    obstacles to answer."""
    reach = Reach.of(user)
    assigning = [post for post in reach.posts if Right.ASSIGN in post.rights]
    over = Q(pk__in=[])
    for post in assigning:
        over |= Q(unit__path__startswith=post.path) if post.near else Q(unit_id=post.unit_id)
    needs = running() & Q(in_need=True)
    decides = over & (Q(state__in=[State.REGISTERED, State.REPORTED, State.APPRAISED]) | needs)
    to_appraise = Q(state=State.REPORTED) | needs
    supervises = Q(supervisor=reach.person_id) & to_appraise if reach.person_id is not None else Q(pk__in=[])
    handed_in = Appraisal.objects.filter(work=OuterRef("pk"), side=Side.SELF, taken_back_at__isnull=True, by=user)
    mine_alone = Q(Exists(handed_in), holder_unit=F("unit"), state=State.REPORTED)
    waiting = (decides | supervises) & ~mine_alone
    return waiting & ~Q(holder_person=reach.person_id) if reach.person_id is not None else waiting


@dataclass(frozen=True)
class Own:
    """My page: what I hold, what I am to explain, what was explained to me and waits for my word, what else waits for it, what I
    have sent and wait for."""

    held: list[WorkRow]
    explanations: list[Explanation]
    explained: list[Explanation]
    to_judge: list[WorkRow]
    waiting: list[WorkRow]


def own(user: User, day: date) -> Own:
    """Two queries beside those of the reach."""
    reach = Reach.of(user)
    waiting = to_judge(user)
    reports = Progress.objects.filter(work=OuterRef("pk")).order_by("-at", "-pk")
    spoken = Turn.objects.filter(work=OuterRef("pk"), act__in=SPOKEN_OF).order_by("-at", "-pk")
    seen = (
        Work.objects.filter(mine(user) | waiting)
        .exclude(state__in=ENDED)
        .annotate(
            is_mine=Case(When(mine(user), then=True), default=False),
            is_to_judge=Case(When(waiting, then=True), default=False),
            last_said=Subquery(spoken.values("act")[:1]),
            why=Subquery(spoken.values("reason")[:1]),
            answer=Subquery(reports.values("answer")[:1]),
        )
    )
    found = rows(seen.select_related("campaign").order_by("due", "pk"), day, user)
    asked = _asked(user) if reach.posts or reach.person_id else []
    held = [one for one in found if one.work.is_mine]  # type: ignore[attr-defined]  # annotated above
    return Own(
        held=[one for one in held if one.work.state in IN_HAND],
        explanations=[one for one in asked if one.state == ExplanationState.ASKED],
        explained=[one for one in asked if one.state == ExplanationState.ANSWERED],
        to_judge=[one for one in found if one.work.is_to_judge],  # type: ignore[attr-defined]  # annotated above
        waiting=[one for one in held if one.work.state not in IN_HAND],
    )


def came_back(work: Work) -> tuple[str, str] | None:
    """Of a work that `own` has read: the act that gave it back to its holder, and why; None once he has said something since."""
    act = getattr(work, "last_said", None)
    return (act, work.why) if act in BACK_WITH_HOLDER and work.state in RUNNING else None  # type: ignore[attr-defined]  # annotated


def answer_to(work: Work) -> str:
    """Of a work that `own` has read: what was answered to the obstacle of its last report; empty where there is none."""
    return getattr(work, "answer", None) or ""


ENDED = [State.CONCLUDED.value, State.STOPPED.value, State.CARRIED.value, State.WITHDRAWN.value]


def _asked(user: User) -> list[Explanation]:
    """Asked of oneself or of one's unit; and by oneself, where the answer is there and waits for one's word."""
    to_give = _prefixed(user) & Q(state=ExplanationState.ASKED)
    to_judge = Q(by=user, state=ExplanationState.ANSWERED)
    return list(Explanation.objects.filter(to_give | to_judge).select_related("work").order_by("due", "pk"))


def _prefixed(user: User) -> Q:
    reach = Reach.of(user)
    condition = Q(work__holder_unit__in=rules.own_units(reach))
    return condition | Q(work__holder_person=reach.person_id) if reach.person_id is not None else condition


def evidence_of(work: Work) -> QuerySet[StoredFile]:
    """The files that its reports brought, the newest first."""
    return StoredFile.objects.filter(pk__in=WorkEvidence.objects.filter(progress__work=work).values("file")).order_by(
        "-pk"
    )


def works_of(unit: Unit, user: User) -> QuerySet[Work]:
    """All works that are held in the territory of a unit and that the person sees."""
    return held_in(*place_of(unit, user))


def place_of(unit: Unit, user: User) -> Place:
    """The territory of a unit for a person, as `held_in` takes it: who reaches all of it sees all of them. A wide one by its
    path, another by the keys of its units, so that the works of a commune are found by its units and not among those of a
    province; asked once a request."""
    path = rules.territory(unit)
    whose = None if Reach.of(user).covers_path(path) else user
    if unit.kind in WIDE:
        return whose, None, path
    known = user.__dict__.setdefault("_units_below", {})
    if path not in known:
        known[path] = keys_of(_BELOW(path))
    return whose, known[path], None


_BELOW = Prepared(lambda path: Unit.objects.filter(path__startswith=path).order_by("pk").values_list("pk", flat=True))


def held_in(whose: User | None, homes: Keys | None, path: str | None) -> QuerySet[Work]:
    """Works whose place is one of `homes` or lies below `path`; those that somebody sees, or all."""
    seen = Work.objects.all() if whose is None else Work.objects.visible_to(whose)
    if homes is not None:
        return seen.filter(among("home", homes))
    assert path is not None  # one of both
    return seen.filter(home__path__startswith=path)
