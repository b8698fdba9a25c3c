"""How a working session is drawn: the frozen standing, directions with what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from trongtam.ground import days
from trongtam.look.shapes import TallyItem
from trongtam.work.acts_open import Offer
from trongtam.work.models import Work

from . import rules
from .models import Direction, Result, WorkingSession
from .offers_answering import work_offer

if TYPE_CHECKING:
    from trongtam.accounts.models import User

BANDS = {Result.OPEN: "not_measured", Result.DONE: "met", Result.GOING_ON: "partly", Result.NOT_DONE: "not_met"}


@dataclass(frozen=True, slots=True)
class Standing:
    """What was presented: counts by band, the rows, the day, the hash."""

    tallies: list[TallyItem]
    rows: list[dict[str, Any]]
    day: str
    sha256: str


def standing(session: WorkingSession) -> Standing | None:
    data = session.presented
    if data is None:
        return None
    tallies = [TallyItem(band, data["tally"][band]) for band in ("met", "partly", "not_met", "not_measured")]
    return Standing(tallies, data["targets"], days.write(date.fromisoformat(data["as_of"])), session.presented_hash)


@dataclass(frozen=True, slots=True)
class Shown:
    """A direction as it is drawn: its result in word and shape, the works and the recommendation it became, what may be done."""

    direction: Direction
    band: str
    words: str
    works: list[Work]
    offers: list[Offer]


def directions(rows: list[Direction], user: User, told_in: WorkingSession | None = None) -> list[Shown]:
    """`told_in`: the later session at which results are told. One query."""
    works: dict[int, list[Work]] = {}
    rooted = Work.objects.visible_to(user).filter(root_kind="direction", root_id__in=[one.pk for one in rows])
    for work in rooted.order_by("due", "pk"):
        assert work.root_id is not None  # chosen by it
        works.setdefault(work.root_id, []).append(work)
    return [
        Shown(
            one,
            BANDS[Result(one.result)],
            str(one.get_result_display()),
            works.get(one.pk, []),
            _offers(one, user, bool(works.get(one.pk)), told_in),
        )
        for one in rows
    ]


def _offers(one: Direction, user: User, worked: bool, told_in: WorkingSession | None) -> list[Offer]:
    offers: list[Offer] = []
    if told_in is None and not worked and one.result == Result.OPEN:
        if work := work_offer("direction", one.pk, one.holder_id, user):
            offers.append(work)
        if one.recommendation_id is None and rules.voters.can_change_session(user, one.session):
            url = reverse("support:pass_direction_on", args=[one.pk])
            offers.append(Offer("pass_direction_on", _("Make it a recommendation"), url, True))
    if (told_in is not None or one.result != Result.DONE) and rules.voters.can_tell_result(user, one):
        url = reverse("support:tell_result", args=[one.pk]) + (f"?in={told_in.pk}" if told_in is not None else "")
        offers.append(Offer("tell_result", _("Say what came of it"), url))
    return offers
