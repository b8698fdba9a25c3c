"""Inspections: programme, subject, decision, report, conclusion. The book keeps that it happened and when, never about whom or
what: it is read by more people than the inspection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from trongtam.ground.days import write
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book
from trongtam.org.models import Person, Unit
from trongtam.targets.computing.scope import scope_path
from trongtam.work.life import State as WorkState
from trongtam.work.models import Kind, Work
from trongtam.work.operations.registering import begin
from trongtam.work.operations.writing import check_plan, write_work
from trongtam.work.plan import Plan, Root

from .. import life, rules
from ..life import Act
from ..models import Demand, Inspection, InspectionForm, InspectionKind, Organ, Programme
from ..roots import CONCLUSION
from .senses import day_of, reason_given, refuse_future, words_given

if TYPE_CHECKING:
    from trongtam.accounts.models import User

FIRST_YEAR, LAST_YEAR = 2000, 2100


@transaction.atomic
def make_programme(
    unit: Unit, *, by: User, organ: str, year: int, title: str = "", basis: str = "", at: datetime | None = None
) -> Programme:
    """The programme of a year. Raises NotAllowed; Refused: twice in a year, a year out of range."""
    held = Unit.objects.select_for_update().get(pk=unit.pk)
    if organ not in Organ.values:
        raise Refused(_("Please choose whose programme it is."), field="organ")
    if not rules.can_make_programme_of(by, held, organ):
        raise NotAllowed(rules.who_keeps(held))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(_("Please check the year."), field="year")
    if Programme.objects.filter(unit=held, organ=organ, year=year).exists():
        raise Refused(_("There is a programme for this year already."), field="year")
    with override("vi"):
        usual = _("Programme of inspection and supervision for %(year)d") % {"year": year}
    made = Programme.objects.create(
        unit=held,
        keeper=held,
        organ=organ,
        year=year,
        title=" ".join(title.split())[:240] or usual,
        basis=" ".join(basis.split())[:255],
        made_at=at or timezone.now(),
        made_by=by,
    )
    book.write("inspection.programme_made", by=by, on=made, unit=held, after={"organ": organ, "year": year}, at=at)
    return made


@dataclass(frozen=True, slots=True)
class Planned:
    """A subject of a programme."""

    kind: str
    content: str
    planned_from: date
    planned_to: date
    unit: Unit | None = None
    person: Person | None = None
    form: str = InspectionForm.THEMATIC
    lead: Person | None = None


@transaction.atomic
def plan_subject(programme: Programme, planned: Planned, *, by: User, at: datetime | None = None) -> Inspection:
    """Put a subject into a programme. Raises NotAllowed; Refused: no subject or two, one from elsewhere, no content, days outside
    the year, the subject as its own leader."""
    held = Programme.objects.select_for_update(of=("self",)).select_related("keeper__parent").get(pk=programme.pk)
    if not rules.can_keep_programme(by, held):
        raise NotAllowed(rules.who_keeps(held.keeper))
    _check(held, planned)
    made = Inspection.objects.create(
        programme=held,
        kind=planned.kind,
        form=planned.form,
        subject_unit=planned.unit,
        subject_person=planned.person,
        content=words_given(planned.content, "content", _("Please say what is inspected.")),
        planned_from=planned.planned_from,
        planned_to=planned.planned_to,
        lead=planned.lead,
        made_at=at or timezone.now(),
        made_by=by,
    )
    book.write("inspection.subject_planned", by=by, on=made, unit=held.keeper, at=at)
    return made


def _check(programme: Programme, planned: Planned) -> None:
    if planned.kind not in InspectionKind.values or planned.form not in InspectionForm.values:
        raise Refused(_("Please choose the kind."), field="kind")
    if (planned.unit is None) == (planned.person is None):
        raise Refused(_("Please choose the subject: one unit or one person."), field="subject")
    home = planned.unit or (planned.person.home if planned.person else None)
    assert home is not None
    if not home.path.startswith(scope_path(programme.keeper)):
        raise Refused(_("The subject does not belong to %(unit)s.") % {"unit": programme.keeper.name}, field="subject")
    if planned.planned_to < planned.planned_from:
        raise Refused(_("The last day lies before the first. Please check both."), field="planned_to")
    if planned.planned_from.year != programme.year:
        raise Refused(_("This programme is for %(year)d.") % {"year": programme.year}, field="planned_from")
    if planned.lead is not None and planned.person is not None and planned.lead.pk == planned.person.pk:
        raise Refused(_("Nobody inspects himself."), field="lead")


@transaction.atomic
def decide_inspection(
    inspection: Inspection, *, by: User, decision: str, on: date, plan: str = "", at: datetime | None = None
) -> Inspection:
    """The decision and the plan. Raises NotAllowed, Refused."""
    held = _locked(inspection, Act.DECIDE)
    if not rules.can_keep_inspection(by, held):
        raise NotAllowed(rules.who_keeps(held.programme.keeper))
    refuse_future(on, at)
    held.decision = words_given(
        " ".join(decision.split()), "decision", _("Please write the number of the decision."), 120
    )
    held.decided_on, held.plan = on, plan.strip()
    return _turn(held, Act.DECIDE, "inspection.decided", by=by, on=on, at=at)


@transaction.atomic
def report_inspection(
    inspection: Inspection, *, by: User, report: str, on: date, at: datetime | None = None
) -> Inspection:
    """What was found. Raises NotAllowed, Refused."""
    held = _locked(inspection, Act.REPORT)
    if not rules.can_report_inspection(by, held):
        raise NotAllowed(rules.who_keeps(held.programme.keeper))
    refuse_future(on, at)
    if held.decided_on is not None and on < held.decided_on:
        raise Refused(_("The day lies before the decision of %(day)s.") % {"day": write(held.decided_on)}, field="on")
    held.report = words_given(report, "report", _("Please say what was found."), 20000)
    held.reported_on = on
    return _turn(held, Act.REPORT, "inspection.reported", by=by, on=on, at=at)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a conclusion asks for. Of whom (one unit or one person), until when, under whose eyes."""

    text: str
    due: date
    supervisor: Person
    unit: Unit | None = None
    person: Person | None = None


@transaction.atomic
def conclude_inspection(
    inspection: Inspection,
    *,
    by: User,
    conclusion: str,
    on: date,
    number: str = "",
    asked: Sequence[Asked] = (),
    at: datetime | None = None,
) -> Inspection:
    """The conclusion. Each thing that it asks for becomes a work with a neutral name and a supervisor; one that asks for nothing
    is settled at once. Raises NotAllowed; Refused: no words, a day that has gone, a holder from elsewhere, who supervises
    himself."""
    held = _locked(inspection, Act.CONCLUDE)
    if not rules.can_keep_inspection(by, held):
        raise NotAllowed(rules.who_keeps(held.programme.keeper))
    refuse_future(on, at)
    if held.reported_on is not None and on < held.reported_on:
        raise Refused(_("The day lies before the report of %(day)s.") % {"day": write(held.reported_on)}, field="on")
    held.conclusion = words_given(conclusion, "conclusion", _("Please write the conclusion."), 20000)
    held.conclusion_number, held.concluded_on = " ".join(number.split())[:120], on
    made = _turn(held, Act.CONCLUDE, "inspection.concluded", by=by, on=on, at=at)
    for order, one in enumerate(asked, start=1):
        _ask(made, order, one, by=by, at=at)
    if not asked:
        _settle(made, on)
    return made


def _ask(inspection: Inspection, order: int, asked: Asked, *, by: User, at: datetime | None) -> Demand:
    assert inspection.concluded_on is not None
    text = words_given(asked.text, f"text_{order}", _("Please say what is asked for."))
    if asked.due < inspection.concluded_on:
        raise Refused(_("The day lies before the conclusion. Please check it."), field=f"due_{order}")
    if asked.supervisor.pk in (asked.person.pk if asked.person else None, inspection.subject_person_id):
        raise Refused(_("Nobody supervises himself. Please choose somebody else."), field=f"supervisor_{order}")
    made = Demand.objects.create(
        inspection=inspection,
        order=order,
        text=text,
        holder_unit=asked.unit,
        holder_person=asked.person,
        due=asked.due,
        first_due=asked.due,
        supervisor=asked.supervisor,
    )
    made.work = _as_work(made, by=by, at=at)
    made.save(update_fields=["work"])
    return made


def _as_work(demand: Demand, *, by: User, at: datetime | None) -> Work:
    """Its name tells nothing of whom or what: works are read by more people than conclusions."""
    inspection, unit = demand.inspection, demand.inspection.programme.keeper
    on = inspection.concluded_on
    assert on is not None
    with override("vi"):
        told = {"day": write(on), "order": demand.order}
        title = _("Carry out item %(order)d of the conclusion of %(day)s") % told
    plan = Plan(
        title=title,
        kind=Kind.FOLLOW_UP,
        root=Root(CONCLUSION, demand.pk),
        year=str(on.year),
        stage="" if demand.due.year == on.year else f"{on.year}..{demand.due.year}",
        start=on,
        due=demand.due,
        unit=demand.holder_unit,
        person=demand.holder_person,
        supervisor=demand.supervisor,
    )
    try:
        check_plan(plan, unit, by=by)
    except Refused as refused:
        refused.field = f"holder_{demand.order}" if refused.field == "holder" else f"due_{demand.order}"
        raise
    work = write_work(plan, unit, state=WorkState.ASSIGNED, by=by, at=at)
    begin(work, "work.assigned", by=by, at=at)
    return work


@transaction.atomic
def drop_inspection(inspection: Inspection, *, by: User, reason: str, at: datetime | None = None) -> Inspection:
    """Taken off the programme, with the reason. Raises NotAllowed, Refused."""
    held = _locked(inspection, Act.DROP)
    if not rules.can_keep_inspection(by, held):
        raise NotAllowed(rules.who_keeps(held.programme.keeper))
    held.dropped_reason = reason_given(reason)
    return _turn(held, Act.DROP, "inspection.dropped", by=by, on=day_of(at), at=at)


@transaction.atomic
def open_inspection(inspection: Inspection, *, by: User, at: datetime | None = None) -> None:
    """The page about a person was opened: told in the book, without whom or what. Those with the post alone come here."""
    if inspection.subject_person_id is not None:
        book.write("inspection.opened", by=by, on=inspection, unit=inspection.programme.keeper, at=at)


@transaction.atomic
def take_paper(inspection: Inspection, *, by: User, paper: str, at: datetime | None = None) -> None:
    """A paper of it was taken out: told in the book, whatever the subject, since it leaves the program. Raises NotAllowed."""
    if not rules.can_report_inspection(by, inspection):
        raise NotAllowed(rules.who_keeps(inspection.programme.keeper))
    unit = inspection.programme.keeper
    book.write("inspection.paper_taken", by=by, on=inspection, unit=unit, after={"paper": paper}, at=at)


@transaction.atomic
def take_programme(programme: Programme, *, by: User, paper: str, at: datetime | None = None) -> None:
    """The programme was taken out as a paper or a sheet. Raises NotAllowed."""
    if not rules.can_keep_programme(by, programme):
        raise NotAllowed(rules.who_keeps(programme.keeper))
    book.write("inspection.programme_taken", by=by, on=programme, unit=programme.keeper, after={"paper": paper}, at=at)


def settle_with_last(inspection: Inspection, on: date) -> None:
    """The inspection is settled when everything that its conclusion asks for is."""
    if not inspection.demands.exclude(state="settled").exists():
        _settle(inspection, on)


def _settle(inspection: Inspection, on: date) -> None:
    after = life.after(inspection.state, Act.SETTLE)
    assert after is not None  # concluded ones alone come here
    inspection.state, inspection.settled_on = after, on
    inspection.save(update_fields=["state", "settled_on"])


def _locked(inspection: Inspection, act: Act) -> Inspection:
    rows = Inspection.objects.select_for_update(of=("self",)).select_related("programme__keeper__parent")
    held = rows.get(pk=inspection.pk)
    if life.after(held.state, act) is None:
        raise Refused(
            _("It stands as “%(state)s” now: this step does not follow.") % {"state": held.get_state_display()}
        )
    return held


def _turn(held: Inspection, act: Act, code: str, *, by: User, on: date, at: datetime | None) -> Inspection:
    before, after = held.state, life.after(held.state, act)
    assert after is not None  # asked when it was locked
    held.state = after
    held.save()
    told = {"state": held.state, "on": on}
    book.write(code, by=by, on=held, unit=held.programme.keeper, before=before, after=told, at=at)
    return held
