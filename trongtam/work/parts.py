"""What works give to the pages of lower rooms, to the desk and to search."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.ground.holding import holding
from trongtam.ground.prepared import Prepared
from trongtam.ground.vntext import fold
from trongtam.look.registry import DueItem, Found, Panel, WaitingItem
from trongtam.org.views.answers import who

from . import presentation, rules
from . import presenting_campaigns as calling
from .life import OPEN, RUNNING, Act, State
from .models import Campaign, Explanation, Work
from .queries import campaigns, works
from .queries.works import WorkRow

if TYPE_CHECKING:
    from trongtam.accounts.models import User
    from trongtam.org.models import Unit
    from trongtam.resolutions.models import Clause, Shortcoming
    from trongtam.targets.models import AdoptedCriterion, Target

SHOWN = 12
TIME_TO_ANSWER = timedelta(days=7)


def _own(user: User, at: datetime) -> works.Own:
    """Read once a request: the desk asks for what is due and for what one waits for."""
    kept = user.__dict__.setdefault("_own_works", {})
    day = timezone.localdate(at)
    if day not in kept:
        kept[day] = works.own(user, day)
    return kept[day]


def due(user: User, at: datetime) -> list[DueItem]:
    """Works in one's hands that run or came back, what is to be explained, what was explained, what waits for one's word."""
    found = _own(user, at)
    items = [_held(one) for one in found.held if one.work.state != State.PROPOSED and (one.gone > 0 or _why_back(one))]
    for asked in found.explanations:
        items.append(
            DueItem(
                key=f"work.explanation:{asked.pk}",
                title=_("Explain: %(work)s") % {"work": asked.work.title},
                detail=asked.question,
                due=asked.due,
                url=reverse("work:answer_explanation", args=[asked.pk]),
                kind=_("Explanation"),
                action=_("Explain"),
            )
        )
    items += [_explained(one) for one in found.explained]
    owed = campaigns.owed_by(user, timezone.localdate(at))
    items += [_to_register(one) for one in owed if not one.came_back]
    return items + _to_decide(found.to_judge)


def _explained(answered: Explanation) -> DueItem:
    """What oneself asked was answered: it is accepted, or asked anew. There is time from the day of the answer."""
    told = timezone.localdate(answered.answered_at) if answered.answered_at is not None else answered.due
    return DueItem(
        key=f"work.explained:{answered.pk}",
        title=_("Explained: %(work)s") % {"work": answered.work.title},
        detail=answered.answer,
        due=max(answered.due, told),
        url=reverse("work:work", args=[answered.work_id]),
        kind=_("Explanation"),
        action=_("Read the explanation"),
    )


def _to_register(owed: campaigns.Owed) -> DueItem:
    return DueItem(
        key=f"work.campaign:{owed.campaign.pk}:{owed.holder[0]}:{owed.holder[1]}",
        title=calling.owed_title(owed),
        detail=calling.owed_detail(owed),
        due=owed.campaign.due,
        url=calling.owed_url(owed),
        kind=_("Registration"),
        action=_("Look it over and register") if owed.begun is not None else _("Register it now"),
    )


def _to_decide(rows: list[WorkRow]) -> list[DueItem]:
    """Registrations of a campaign stand together, with their number; every other work stands alone."""
    items: list[DueItem] = []
    together: dict[Campaign, list[WorkRow]] = {}
    for one in rows:
        if one.work.state == State.REGISTERED and one.work.campaign is not None:
            together.setdefault(one.work.campaign, []).append(one)
        else:
            items.append(_to_judge(one))
    for campaign, held in together.items():
        count = len(held)
        title = ngettext("%(n)d registration waits for approval", "%(n)d registrations wait for approval", count)
        items.append(
            DueItem(
                key=f"work.campaign.decide:{campaign.pk}",
                title=title % {"n": count},
                detail=campaign.title,
                due=campaign.due,
                url=reverse("work:campaign", args=[campaign.pk]),
                kind=_("Registration"),
                action=_("Look at them"),
            )
        )
    return items


def _held(one: WorkRow) -> DueItem:
    back, why = one.work.state == State.RETURNED, _why_back(one)
    page = "work:rewrite_work" if back else "work:report_progress"
    return DueItem(
        key=f"work.work:{one.work.pk}",
        title=one.work.title,
        detail=_("The registration came back.") if back else why or _how(one),
        due=one.step_due or one.work.due,
        url=reverse(page, args=[one.work.pk]),
        done=one.work.percent,
        total=100,
        progress=_("%(percent)s%% done") % {"percent": one.work.percent},
        kind=_("Work"),
        back=back or bool(why),
        action=_("Correct and register") if back else _("Report how far it is"),
    )


def _how(one: WorkRow) -> str:
    """How it stands; what was answered to the holder, until he reports again."""
    answer, words = works.answer_to(one.work), presentation.standing_words(one)
    return f"{words} · {_('Answer: %(text)s') % {'text': answer}}" if answer else words


def _why_back(one: WorkRow) -> str:
    """“Trả lại: còn một tuyến”: what was given back to its holder, who has not said anything since."""
    found = works.came_back(one.work)
    if found is None:
        return ""
    act, reason = found
    return f"{_('Sent back') if act == Act.SEND_BACK else _('Opened again')}: {reason}"


def _to_judge(one: WorkRow) -> DueItem:
    """A work in need waits for an answer: a week from the last word about it, and not beyond its own day."""
    running, told = one.work.state in RUNNING, one.work.heard_on or one.work.start
    state = one.work.get_state_display()
    return DueItem(
        key=f"work.need:{one.work.pk}" if running else f"work.judge:{one.work.pk}",
        title=one.work.title,
        detail=f"{one.holder} · {presentation.standing_words(one)}" if running else f"{one.holder}: {state}",
        due=max(min(told + TIME_TO_ANSWER, one.work.due), told) if running else one.work.due,
        url=reverse("work:work", args=[one.work.pk]),
        kind=_("Work"),
        action=_("Look at it"),
    )


def waiting(user: User, at: datetime) -> list[WaitingItem]:
    """What one has sent and others have not answered."""
    return [
        WaitingItem(
            key=f"work.work:{one.work.pk}",
            title=one.work.title,
            detail=str(one.work.get_state_display()),
            since=one.work.heard_on,
            url=reverse("work:work", args=[one.work.pk]),
            kind=str(one.work.get_kind_display()),
        )
        for one in _own(user, at).waiting
    ]


_NAMED = Prepared(lambda user, words: holding(Work.objects.visible_to(user).order_by("-due", "pk"), words)[:SHOWN])


def found(text: str, user: User) -> list[Found]:
    """Works by words of their title."""
    return [
        Found(one.title, _("Assigned work"), reverse("work:work", args=[one.pk]), presentation.stage_words(one))
        for one in _NAMED(user, fold(text).split())
    ]


def carried_clauses() -> Exists:
    """Clauses that a work stands on, so that they hang loose no more; one that was taken off the list carries nothing."""
    rooted = Work.objects.filter(root_kind="clause", root_id=OuterRef("pk"))
    return Exists(rooted.exclude(state=State.WITHDRAWN.value))


# -- panels ------------------------------------------------------------------------------------------------------------


def _panel(request: HttpRequest, seen: QuerySet[Work], **more: Any) -> Panel | None:
    rows = works.brief_rows(seen.order_by("due", "pk")[:SHOWN], timezone.localdate(), who(request))
    if not rows and not more:
        return None
    return Panel("work/parts/panel.html", {"works": [presentation.shown(one) for one in rows], **more})


def rows_of_target(user: User, target: Target) -> list[works.WorkRow]:
    """The works that serve a target, as its page lists them. Read once a request: the meetings beside them ask whether there are
    any."""
    kept: dict[int, list[works.WorkRow]] = user.__dict__.setdefault("_works_of_target", {})
    if target.pk not in kept:
        seen = Work.objects.visible_to(user).filter(targets=target).order_by("due", "pk")
        kept[target.pk] = works.brief_rows(seen[:SHOWN], timezone.localdate(), user)
    return kept[target.pk]


def of_target(request: HttpRequest, target: Target) -> Panel | None:
    """The works that serve a target; and for who assigns work, the way to give one to whoever answers for it."""
    user = who(request)
    rows, link = rows_of_target(user, target), assign_url(user, target)
    if not rows and not link:
        return None
    shown = [replace(presentation.shown(one), ask_url=_ask_url(user, one.work)) for one in rows]
    return Panel("work/parts/panel.html", {"works": shown, "assign_url": link, "of_target": True})


def _ask_url(user: User, work: Work) -> str:
    """Where its holder is asked to explain. Empty for who may not ask, and for a work that does not run."""
    asks = work.state in OPEN and rules.can_ask_explanation(user, work)
    return reverse("work:ask_explanation", args=[work.pk]) if asks else ""


def assign_url(user: User, target: Target) -> str:
    """The form that gives a work for a target: its sentence as root, its holder as holder. Empty for who may not assign."""
    if target.withdrawn_at is not None or not rules.can_assign_work(user, target.unit):
        return ""
    given = {"target": str(target.pk)} | ({"root": f"clause:{target.clause_id}"} if target.clause_id else {})
    given |= {"holder": f"person:{target.holder_id}"} if target.holder_id else {}
    return f"{reverse('work:assign_work', args=[target.unit.code])}?{urlencode(given)}"


def of_clause(request: HttpRequest, clause: Clause) -> Panel | None:
    return _panel(request, Work.objects.visible_to(who(request)).filter(root_kind="clause", root_id=clause.pk))


def of_shortcoming(request: HttpRequest, shortcoming: Shortcoming) -> Panel | None:
    seen = Work.objects.visible_to(who(request))
    return _panel(request, seen.filter(root_kind="shortcoming", root_id=shortcoming.pk))


def of_criterion(request: HttpRequest, criterion: AdoptedCriterion) -> Panel | None:
    """Works that serve a criterion, and those that come from it."""
    asked = Q(criteria=criterion) | Q(root_kind="criterion", root_id=criterion.pk)
    return _panel(request, Work.objects.visible_to(who(request)).filter(asked).distinct())


def of_unit(request: HttpRequest, unit: Unit) -> Panel | None:
    """What is held in a place and not ended; with the way to its board."""
    seen = works.works_of(unit, who(request)).exclude(Q(state__in=works.ENDED))
    return _panel(request, seen, board_url=reverse("work:board", args=[unit.code]))
