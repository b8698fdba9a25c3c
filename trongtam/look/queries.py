"""What the look reads of long work and of saved views.

ahead_of(job) -> how many pieces stand before it · anybody_works() -> bool
waiting_of(user, at) -> list[WaitingItem]: for the desk, own work that goes on, or that ended and was not looked at
views_of(user, route) -> list[SavedView]: own and shared views of one page, by name · address_of(view) -> str
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.prepared import Prepared
from trongtam.ground.vntext import sort_key

from .models import Job, SavedView
from .registry import WaitingItem, offices

State = Job.State
ON_THE_DESK = timedelta(days=2)
MOST_ON_THE_DESK = 5


def ahead_of(job: Job) -> int:
    before = Q(state=State.RUNNING) | Q(state=State.WAITING, asked_at__lt=job.asked_at)
    return Job.objects.filter(before).exclude(pk=job.pk).count()


def anybody_works() -> bool:
    return Job.objects.filter(state=State.RUNNING).exists()


def waiting_of(user: Any, at: datetime) -> list[WaitingItem]:
    """One query. What its person has seen ended is no longer shown."""
    left = Q(seen_by_person_at=None, ended_at__gte=at - ON_THE_DESK)
    mine = Job.objects.visible_to(user).filter(Q(ended_at=None) | left).order_by("-asked_at")[:MOST_ON_THE_DESK]
    return [
        WaitingItem(
            key=f"job:{job.key}",
            title=job.title,
            detail=_said(job),
            since=timezone.localdate(job.asked_at),
            url=reverse("look:job", args=[job.key]),
            kind="job",
        )
        for job in mine
    ]


def _said(job: Job) -> str:
    if job.state == State.DONE:
        return job.said or _("It is done: open it.")
    if job.state == State.FAILED:
        return job.said
    return _("In the making: %(percent)s%%") % {"percent": job.percent}


_OF_PAGE = Prepared(lambda user, offices, route: SavedView.objects.open_to(user, offices).filter(route=route))


def views_of(user: Any, route: str = "") -> list[SavedView]:
    """Saved views, own ones and those of one's offices, of one page or all, by name. One query."""
    if not user.is_authenticated:
        return []
    found: Iterable[SavedView] = SavedView.objects.visible_to(user)
    if route:
        found = _OF_PAGE(user.pk, [one.key for one in offices(user)], route)
    return sorted(found, key=lambda view: sort_key(view.name))


def address_of(view: SavedView) -> str:
    """Where a view opens; empty where its page is gone."""
    try:
        path = reverse(view.route, kwargs=view.given)
    except NoReverseMatch:
        return ""
    return f"{path}?{view.query}" if view.query else path
