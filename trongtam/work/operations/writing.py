"""A plan is checked, then written down: the work with its products, its roadmap and its links."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused, Unreadable
from trongtam.ground.periods import TERM, YEAR, Period
from trongtam.ground.vntext import fold
from trongtam.org.models import Membership, Person, Post, Unit, UnitKind
from trongtam.org.models.units import on_date
from trongtam.resolutions.roots import root_kinds, root_of

from .. import reading, rules
from ..asking import is_off
from ..models import Campaign, Focus, Kind, Milestone, Product, RootKind, Work, focus_text, focuses_in
from ..plan import Plan, Step

if TYPE_CHECKING:
    from trongtam.accounts.models import User

MOST_STEPS = 60
AWAY = Membership.Kind.AWAY


def check_plan(plan: Plan, unit: Unit, *, by: User, campaign: Campaign | None = None) -> None:
    """Everything about a plan that makes no sense, each with its field. Raises Refused."""
    if not plan.title.strip():
        raise Refused(_("Please say what the work is."), field="title")
    if (plan.unit is None) == (plan.person is None):
        raise Refused(_("Please choose who holds the work: one unit or one person."), field="holder")
    _check_lengths(plan)
    check_days(plan)
    _check_root(plan, by)
    if campaign is not None:
        _check_campaign(plan, campaign)
    home_of(plan, unit)


def _check_lengths(plan: Plan) -> None:
    reading.fit(plan.title, "title", "title")
    reading.fit(plan.root.text, "root", "root_text")
    for product in plan.products:
        reading.fit(product.text, "product", "products")
    for step in plan.roadmap:
        for text, what in ((step.title, "step"), (step.place, "place"), (step.product, "product")):
            reading.fit(text, what, "roadmap")


def _check_campaign(plan: Plan, campaign: Campaign) -> None:
    """A breakthrough work of the campaign's year, chosen from what it asks for."""
    if plan.kind != Kind.BREAKTHROUGH:
        raise Refused(_("A campaign is for breakthrough works."), field="kind")
    if plan.year != campaign.period_code:
        raise Refused(_("This campaign is for the list of %(year)s.") % {"year": campaign.period_code}, field="year")
    if is_off(campaign.focuses, focuses_in(plan.focus)):
        asked = ", ".join(str(one.label) for one in Focus if one.value in campaign.focuses)
        raise Refused(_("This campaign asks for works chosen from: %(focuses)s.") % {"focuses": asked}, field="focus")


def check_days(plan: Plan) -> None:
    """Due not before start; both inside the year or stage; every step of the roadmap between them."""
    stage = _stage(plan)
    if plan.due < plan.start:
        raise Refused(_("The work is due before it begins."), field="due")
    if not (stage.holds(plan.start) and stage.holds(plan.due)):
        span = {"first": f"{stage.start:%d/%m/%Y}", "last": f"{stage.end:%d/%m/%Y}"}
        field = "due" if stage.holds(plan.start) else "start"
        raise Refused(_("The work has to lie between %(first)s and %(last)s.") % span, field=field)
    check_roadmap(plan.roadmap, plan.start, plan.due)


def check_roadmap(roadmap: tuple[Step, ...], start: date, due: date) -> None:
    if len(roadmap) > MOST_STEPS:
        raise Refused(_("A roadmap has at most %(most)s steps.") % {"most": MOST_STEPS}, field="roadmap")
    for step in roadmap:
        if not step.title.strip():
            raise Refused(_("A step of the roadmap has no name."), field="roadmap")
        if not start <= step.due <= due:
            span = {"step": step.title, "first": f"{start:%d/%m/%Y}", "last": f"{due:%d/%m/%Y}"}
            raise Refused(_("The step “%(step)s” has to lie between %(first)s and %(last)s.") % span, field="roadmap")


def _stage(plan: Plan) -> Period:
    """The stage, or the year where there is none; the year lies in the stage. Raises Refused."""
    try:
        year, stage = Period.parse(plan.year), Period.parse(plan.stage or plan.year)
    except Unreadable as error:
        raise Refused(error.sentence, field="year") from error
    if year.kind != YEAR:
        raise Refused(_("A work stands in the list of a year."), field="year")
    if stage.kind not in (YEAR, TERM) or not stage.contains(year):
        raise Refused(_("The stage has to hold the year %(year)s.") % {"year": plan.year}, field="stage")
    return stage


def _check_root(plan: Plan, by: User) -> None:
    root = plan.root
    if root.kind in RootKind.values:
        if root.kind == RootKind.SUPERIOR and not root.text.strip():
            raise Refused(_("Please say with which paper or at which meeting the superior assigned it."), field="root")
        return
    if root.kind not in root_kinds() or root.pk is None or root_of(root.kind, root.pk, by) is None:
        raise Refused(_("Please choose where the work comes from."), field="root")


def home_of(plan: Plan, unit: Unit) -> Unit:
    """The unit that the work is held in. Raises Refused: a holder outside the organ's territory, a unit that has ended, a
    person without a post."""
    paths = rules.territories(unit)
    if plan.unit is not None:
        return _existing(plan.unit, paths, plan.start)
    assert plan.person is not None
    if _is_member(plan.person, unit, plan.start):
        return unit
    return _post_unit(plan.person, paths, plan.start)


def _is_member(person: Person, unit: Unit, day: date) -> bool:
    """A cell gives work to its own members, whatever posts they hold elsewhere."""
    if unit.kind != UnitKind.CELL:
        return False
    return Membership.objects.filter(on_date(day), person=person, unit=unit).exclude(kind=AWAY).exists()


def _existing(unit: Unit, paths: tuple[str, ...], day: date) -> Unit:
    if not unit.path.startswith(paths):
        raise Refused(_("%(unit)s does not lie below the organ that assigns.") % {"unit": unit.name}, field="holder")
    if unit.founded_on > day or (unit.ended_on is not None and unit.ended_on <= day):
        told = {"unit": unit.name, "day": f"{day:%d/%m/%Y}"}
        raise Refused(_("%(unit)s does not exist on %(day)s.") % told, field="holder")
    return unit


def _post_unit(person: Person, paths: tuple[str, ...], day: date) -> Unit:
    posts = Post.objects.filter(on_date(day), person=person).select_related("unit").order_by("unit__path", "pk")
    held = [post.unit for post in posts]
    below = [unit for unit in held if unit.path.startswith(paths)]
    if below:
        return below[0]
    told = {"person": person.full_name, "day": f"{day:%d/%m/%Y}"}
    if held:
        raise Refused(_("The posts of %(person)s do not lie below the organ that assigns.") % told, field="holder")
    raise Refused(
        _("%(person)s holds no post on %(day)s. Please choose who holds the work now.") % told, field="holder"
    )


def write_work(
    plan: Plan, unit: Unit, *, state: str, by: User, at: datetime | None, campaign: Campaign | None = None
) -> Work:
    """The rows of a checked plan."""
    moment = at or timezone.now()
    work = Work(unit=unit, campaign=campaign, state=state, made_by=by, made_at=moment)
    fill(work, plan, unit)
    work.first_due = plan.due
    work.heard_on = timezone.localdate(moment)
    work.save()
    write_links(work, plan)
    return work


def fill(work: Work, plan: Plan, unit: Unit) -> None:
    """The columns that a plan says."""
    work.title, work.kind = " ".join(plan.title.split()), plan.kind
    work.focus = focus_text(focuses_in(plan.focus))
    work.folded = fold(work.title)[:400]
    work.holder_unit, work.holder_person, work.home = plan.unit, plan.person, home_of(plan, unit)
    work.supervisor = plan.supervisor
    work.period_code, work.stage_code = plan.year, plan.stage
    work.start, work.due = plan.start, plan.due
    work.root_kind, work.root_id, work.root_text = plan.root.kind, plan.root.pk, plan.root.text.strip()


def write_links(work: Work, plan: Plan) -> None:
    """Products, roadmap and links of a work that has none yet."""
    Product.objects.bulk_create(
        Product(work=work, order=place, text=one.text.strip(), amount=one.amount, measure=one.measure.strip())
        for place, one in enumerate(plan.products, start=1)
    )
    Milestone.objects.bulk_create(milestone(work, place, step) for place, step in enumerate(plan.roadmap, start=1))
    for links, chosen in _links(work, plan):
        if chosen:
            links.add(*chosen)


def rewrite_links(work: Work, plan: Plan) -> None:
    """The same for a work that is written anew before it was assigned: what stood there goes."""
    work.products.all().delete()
    work.milestones.all().delete()
    for links, _chosen in _links(work, plan):
        links.clear()
    write_links(work, plan)


def _links(work: Work, plan: Plan) -> tuple[tuple[Any, Sequence[Any]], ...]:
    return (work.cooperating, plan.cooperating), (work.targets, plan.targets), (work.criteria, plan.criteria)


def milestone(work: Work, place: int, step: Step) -> Milestone:
    return Milestone(
        work=work,
        order=place,
        title=step.title.strip(),
        due=step.due,
        place=step.place.strip(),
        unit=step.unit,
        product=step.product.strip(),
    )
