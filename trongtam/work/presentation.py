"""Works in words and marks: what a row, a fact and the line of a work say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from trongtam.archive.models import StoredFile
from trongtam.ground import days
from trongtam.ground.phrases import gettext_noop
from trongtam.look import drawing
from trongtam.look.addresses import addresses
from trongtam.look.shapes import Fact, Leaf, Step, TallyItem
from trongtam.org.reach import Reach
from trongtam.resolutions.roots import root_of
from trongtam.targets.presentation import criteria
from trongtam.targets.queries.criteria import criterion_rows, reading_day

from .life import Act, State
from .models import Appraisal, Explanation, Progress, RootKind, Side, Turn, Work, WorkState
from .presentation_turns import changes, holders_named
from .queries.works import reads_names_of
from .standing import Standing

if TYPE_CHECKING:
    from trongtam.accounts.models import User
    from trongtam.targets.models import AdoptedCriterion, CriteriaAdoption

    from .queries.board import Sums
    from .queries.works import WorkRow

# A standing in the four shapes that every list of the program has: told by word, shape and colour.
BANDS = {
    Standing.STUCK: "not_met",
    Standing.LATE: "not_met",
    Standing.SOON: "partly",
    Standing.ON_TIME: "met",
    Standing.WAITING: "partly",
    Standing.OVER: "not_measured",
}


def standing_words(row: WorkRow) -> str:
    """How it stands, with the days where they press."""
    return _standing_words(row.standing, row.days_late, row.work.in_need, row.work.state, get_language())


# A list of 20,000 lines says the same few words again and again; the language is part of what they are found by.
@lru_cache(maxsize=4096)
def _standing_words(standing: Standing, days_late: int, in_need: bool, state: str, language: str | None) -> str:
    if standing == Standing.LATE or (standing == Standing.STUCK and days_late):
        late = ngettext("%(n)d day late", "%(n)d days late", days_late) % {"n": days_late}
        return late if standing == Standing.LATE else _("stuck, %(late)s") % {"late": late}
    if standing == Standing.STUCK:
        return _("stuck: an obstacle waits for an answer") if in_need else _("stuck: nothing heard for long")
    if standing == Standing.SOON:
        return _("due soon")
    return _("in time") if standing == Standing.ON_TIME else str(WorkState(state).label)


@dataclass(frozen=True, slots=True)
class Shown:
    """A row as it is drawn."""

    row: WorkRow
    url: str
    band: str
    words: str
    due: str
    step: str
    span: dict[str, str]
    ask_url: str = ""
    """Where its holder is asked to explain, for a list that offers it to whoever may."""


def shown(row: WorkRow, year: int | None = None) -> Shown:
    """With a year: where the work lies in it, for the part `span`."""
    step = f"{days.write(row.step_due)}: {row.step}" if row.step_due else ""
    return Shown(
        row=row,
        url=addresses("work:work")(row.work.pk),
        band=BANDS[row.standing],
        words=standing_words(row),
        due=days.write(row.work.due),
        step=step,
        span=_span(row.work, year) if year else {},
    )


def _span(work: Work, year: int) -> dict[str, str]:
    """In percent of the year, as SVG writes numbers."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    whole = (last - first).days + 1
    start, end = max(work.start, first), min(work.due, last)
    left, width = max((start - first).days, 0) / whole, max((end - start).days + 1, 0) / whole
    told = {"left": left * 100, "width": width * 100, "done": width * work.percent}
    return {name: drawing.number(value) for name, value in told.items()}


@dataclass(frozen=True, slots=True)
class Served:
    """A criterion that a work serves, and how it stands in its own year."""

    criterion: AdoptedCriterion
    band: str
    words: str


def served_criteria(work: Work, user: User, today: date) -> list[Served]:
    """The work is done when these stand as they should; each says it itself."""
    together: dict[CriteriaAdoption, list[AdoptedCriterion]] = {}
    for one in work.criteria.visible_to(user).select_related("adoption__unit", "holder").order_by("adoption", "number"):
        together.setdefault(one.adoption, []).append(one)
    return [
        Served(row.criterion, criteria.sign(row.state), criteria.state_word(row.state))
        for adoption, held in together.items()
        for row in criterion_rows(held, adoption, user=user, day=reading_day(adoption, today))
    ]


def stage_words(work: Work) -> str:
    """“năm 2021”, or the stage with its first year."""
    return _stage_words(work.stage_code, work.period_code, get_language())


@lru_cache(maxsize=512)
def _stage_words(stage: str, year: str, language: str | None) -> str:
    if stage:
        first, _dots, last = stage.partition("..")
        return _("stage %(first)s–%(last)s") % {"first": first[:4], "last": last[:4]}
    return _("year %(year)s") % {"year": year}


def facts(work: Work, row: WorkRow, user: User) -> list[Fact]:
    """What stands at the head of a work's page; who looks on only where names are read."""
    moved = _("first agreed: %(day)s") % {"day": days.write(work.first_due)} if work.first_due != work.due else ""
    said = [
        Fact(_("Done by"), days.write(work.due), note=moved, quiet=True),
        Fact(_("Who does it"), row.holder, note=str(work.get_kind_display()), quiet=True),
        Fact(_("State"), str(work.get_state_display()), quiet=True),
    ]
    if work.supervisor is not None and reads_names_of(Reach.of(user), work):
        said.append(Fact(_("Who looks on"), work.supervisor.full_name, quiet=True))
    return said


def tallies(sums: Sums) -> list[TallyItem]:
    """The year at a glance: in order of what presses."""
    return [
        TallyItem("met", sums.judged, word=_("appraised")),
        TallyItem("partly", sums.running + sums.waiting, word=_("in hand")),
        TallyItem("not_met", sums.late, word=_("late")),
    ]


def summary(sums: Sums) -> str:
    """“54 người, nơi có việc; 54 việc: 22 của tập thể, 32 của cá nhân.”"""
    told = {
        "works": sums.works,
        "holders": sums.holders,
        "units": sums.units,
        "of_units": sums.works_of_units,
        "persons": sums.persons,
        "of_persons": sums.works_of_persons,
    }
    return _("%(works)s works: %(of_units)s of %(units)s collectives, %(of_persons)s of %(persons)s persons.") % told


# -- the line of a work ------------------------------------------------------------------------------------------------


def line(work: Work, user: User) -> list[Step]:
    """From the root to the last word: what it comes from, who gave it, what was said and proved, in the order of time. Names
    only where one reads them, files only where one may open them."""
    named = reads_names_of(Reach.of(user), work)
    said: list[tuple[Any, Step]] = []
    turns = list(work.turns.select_related("by"))
    holders = holders_named(turns, named)
    for turn in turns:
        if turn.act not in ("progress", "hand_in", "appraise"):
            said.append((turn.at, _turn(turn, named, holders)))
    reports = list(work.reports.select_related("by").prefetch_related("evidence", "milestones"))
    brought = {one.file_id for report in reports for one in report.evidence.all()}
    files = StoredFile.objects.visible_to(user).in_bulk(brought) if brought else {}
    judgements = list(work.appraisals.select_related("by"))
    came_with = _came_with(judgements, turns)
    told_of = {report.pk: (report.at, _report(report, named, files)) for report in reports}
    for judged in judgements:
        report = told_of.pop(came_with.get(judged.pk, 0), None)
        said.append((judged.at, _appraisal(judged, named, report[1] if report else None)))
    said.extend(told_of.values())
    for asked in work.explanations.select_related("by", "answered_by", "decided_by"):
        said.extend(_explanation(asked, named))
    told = [step for _at, step in sorted(said, key=lambda one: one[0])]
    return [root(work, user, turns), *told]


def _came_with(judgements: Sequence[Appraisal], turns: Sequence[Turn]) -> dict[int, int]:
    """Key of what was handed in → key of the report that came with it: both are one word of the holder."""
    own = [judged.pk for judged in judgements if judged.side == Side.SELF]
    reports = [turn.said.get("report", 0) for turn in turns if turn.act == Act.HAND_IN]
    return dict(zip(own, reports, strict=True)) if len(own) == len(reports) else {}


def root(work: Work, user: User, turns: Sequence[Turn]) -> Step:
    """Where it comes from; of a root that is no row: whether its holder registered it or the organ chose it."""
    if work.root_kind == RootKind.SUPERIOR:
        return Step(_("Root: assigned by a superior"), kind="root", quote=work.root_text)
    if work.root_kind == RootKind.OWN or work.root_id is None:
        if not _was_registered(work, turns):
            chosen = _("Root: chosen by %(unit)s itself") % {"unit": work.unit.name}
            return Step(chosen, kind="root", text=work.root_text)
        return Step(_("Root: own registration"), kind="root", text=work.root_text)
    found = root_of(work.root_kind, work.root_id, user)
    if found is None:
        return Step(_("Root"), kind="root", text=_("It stands in a document that you do not see."))
    return Step(_("Root"), kind="root", quote=found.text, meta=found.source, url=found.url, link=_("To the sentence"))


def _was_registered(work: Work, turns: Sequence[Turn]) -> bool:
    """Whether its trail begins with a draft of its holder; of one that was carried over, the trail of the year before."""
    if turns and turns[0].after == State.ASSIGNED:
        before = work.carried_from
        return before is not None and _was_registered(before, list(before.turns.all()[:1]))
    return True


def _signed(who: Any, when: datetime, named: bool) -> str:
    """Who and on which day, by the clock of the commune."""
    day = days.write(timezone.localdate(when))
    return f"{who.display_name} · {day}" if named and who is not None else day


def _meta(said: Any, named: bool) -> str:
    told, proxy = _signed(said.by, said.at, named), _("entered for the holder")
    return f"{told} · {proxy}" if said.proxy else told


TURNS = {
    "begin": "",
    "rewrite": gettext_noop("written anew"),
    "register": gettext_noop("registered"),
    "take_back": gettext_noop("registration taken back"),
    "return": gettext_noop("sent back"),
    "approve": gettext_noop("approved and assigned"),
    "withdraw": gettext_noop("taken off the list"),
    "recall": gettext_noop("taken back"),
    "send_back": gettext_noop("sent back"),
    "reconsider": gettext_noop("appraisal taken back"),
    "conclude": gettext_noop("concluded"),
    "adjust": gettext_noop("adjusted"),
    "extend": gettext_noop("day moved"),
    "hand_over": gettext_noop("handed over"),
    "carry_over": gettext_noop("carried over to the next year"),
    "stop": gettext_noop("stopped"),
    "unassign": gettext_noop("assignment taken back"),
    "reopen": gettext_noop("opened again"),
    "succeed": gettext_noop("taken on by the unit that succeeds"),
}


def _turn(turn: Turn, named: bool, holders: Mapping[str, str]) -> Step:
    begun = turn.act == "begin"
    label = str(WorkState(turn.after).label) if begun else _(TURNS[turn.act])
    return Step(label[:1].upper() + label[1:], text=turn.reason, sums=changes(turn, holders), meta=_meta(turn, named))


def _report(report: Progress, named: bool, seen: Mapping[int, StoredFile]) -> Step:
    steps = ", ".join(one.title for one in report.milestones.all())
    more = [steps and _("Done: %(steps)s") % {"steps": steps}, report.note]
    if report.obstacle:
        more.append(_("Obstacle: %(text)s") % {"text": report.obstacle})
    if report.help:
        more.append(_("Asks for help: %(text)s") % {"text": report.help})
    if report.answer:
        more.append(_("Answer: %(text)s") % {"text": report.answer})
    opened = [seen[one.file_id] for one in report.evidence.all() if one.file_id in seen]
    files = [Leaf(one.name, "", url=one.get_absolute_url(), link=_("Open")) for one in opened]
    label = _("Reported: %(percent)s%%") % {"percent": report.percent}
    return Step(label, text=" · ".join(one for one in more if one), meta=_meta(report, named), leaves=files)


def _appraisal(judged: Appraisal, named: bool, report: Step | None) -> Step:
    """`report`: the one that came with it, whose words and files stand here."""
    label = _("Handed in") if judged.side == Side.SELF else _("Appraised")
    in_time = _("in time") if judged.on_time else _("not in time")
    title = f"{judged.get_quality_display()}, {in_time}"
    if judged.score is not None:
        title += ", " + _("%(score)s points") % {"score": f"{judged.score:.0f}"}
    if judged.taken_back_at is not None:
        title += " (" + _("taken back") + ")"
    text, files = (report.text, report.leaves) if report is not None else (judged.note, [])
    return Step(label, title=title[:1].upper() + title[1:], text=text, meta=_meta(judged, named), leaves=files)


def _explanation(asked: Explanation, named: bool) -> list[tuple[Any, Step]]:
    until = _("until %(day)s") % {"day": days.write(asked.due)}
    first = f"{_signed(asked.by, asked.at, named)} · {until}"
    told = [(asked.at, Step(_("Asked to explain"), text=asked.question, meta=first))]
    if asked.answered_at is not None:
        meta = _signed(asked.answered_by, asked.answered_at, named)
        told.append((asked.answered_at, Step(_("Explanation"), text=asked.answer, meta=meta)))
    if asked.decided_at is not None:
        label = _("Explanation accepted") if asked.state == "accepted" else _("Explanation not accepted")
        meta = _signed(asked.decided_by, asked.decided_at, named)
        told.append((asked.decided_at, Step(label, text=asked.verdict, meta=meta)))
    return told
