"""A follower's report handed to the archive to be issued: in the organ's layout, with the visits behind it as canonical data. A
source is `duty.span`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from trongtam.archive.drafts import Draft, Producer, producers
from trongtam.archive.queries import drawer_for
from trongtam.ground.errors import Refused
from trongtam.ledger.book import canonical

from .models import Duty
from .papers.visit_word import PAPER_TYPE, title, visit_paper
from .papers.visits import Asked, href_of, span_from
from .queries.reports import SOURCE as SOURCE
from .queries.visit_report import VisitReport, organ_of, read

if TYPE_CHECKING:
    from trongtam.accounts.models import User

Tell = Callable[[int, int, str], None]


def source_of(asked: Asked) -> str:
    return f"{asked.duty.pk}.{asked.span.code}"


def draft_of(asked: Asked, *, user: User, base: str, tell: Tell = lambda *_said: None) -> Draft:
    """The paper as things stand now, in the built-in layout or the organ's own template."""
    moment = timezone.now()
    tell(0, 3, _("Reading the visits …"))
    with override("vi"):
        told, organ = read(asked.duty, asked.span, user, asked.day), organ_of(asked.duty)
        tell(1, 3, _("Writing the paper …"))
        draw = drawer_for(organ.unit, PAPER_TYPE)
        docx = visit_paper(told, organ, on=asked.day, href=href_of(base), draw=draw)
        named = title(told)
    return Draft(
        organ=organ.unit,
        side=organ.side,
        paper_type=PAPER_TYPE,
        symbol=organ.symbol(PAPER_TYPE),
        place=organ.place,
        title=named[:1].upper() + named[1:],
        docx=docx,
        data=canonical(data_of(told)),
        as_of=asked.day,
        known_at=moment,
        source_kind=SOURCE,
        source_id=source_of(asked),
    )


def data_of(told: VisitReport) -> dict[str, Any]:
    """What the paper was made from, as plain values. The follower by the duty's id: no second list of names is kept."""
    return {
        "duty": told.duty.pk,
        "unit": told.duty.unit_id,
        "span": told.span.code,
        "as_of": told.day.isoformat(),
        "owed": [[one.span.code, one.state, list(one.visits)] for one in told.entries],
        "visits": [
            [one.pk, one.unit_id, one.on.isoformat(), one.purpose, one.done, one.not_done, one.proposed, one.solved]
            for one in told.visits
        ],
        "recommendations": [[one.pk, one.organ_id, one.state] for one in told.recommendations],
    }


def _duty(source: str, user: User | None = None) -> tuple[Duty, Any]:
    """Duty and span of a source. Raises Refused for what is none, or not for the person."""
    pk, _dot, code = source.partition(".")
    span = span_from(code)
    rows = Duty.objects.select_related("unit__parent", "person", "obligation")
    seen = rows.visible_to(user) if user is not None else rows
    duty = seen.filter(pk=pk).first() if pk.isdecimal() else None
    if duty is None or span is None:
        raise Refused(_("This report is not there any more, or not for you."))
    return duty, span


def _compile(source: str, user: Any, base: str, known_on: datetime | None, tell: Tell) -> Draft:
    duty, span = _duty(source, user)
    if known_on is not None:
        raise Refused(
            _(
                "A report of visits is read as it stands today. How it stood when it was compiled is in its frozen files."
            )
        )
    return draft_of(Asked(duty, span, timezone.localdate()), user=user, base=base, tell=tell)


def _url(source: str) -> str:
    duty, span = _duty(source)
    return f"{reverse('support:duty', args=[duty.pk])}?span={span.code}"


def register_all() -> None:
    producers.register(SOURCE, Producer(label=gettext_lazy("Report of visits"), url=_url, compile=_compile))
