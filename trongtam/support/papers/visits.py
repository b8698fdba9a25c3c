"""A follower's report from its duty and time: page, long work and the archive all come here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from trongtam.ground.errors import Unreadable
from trongtam.ground.papers import Paper, render
from trongtam.ground.periods import Period

from ..models import Duty
from ..queries.visit_report import SPANS, organ_of, read
from .visit_excel import visit_workbook
from .visit_word import visit_paper

if TYPE_CHECKING:
    from trongtam.accounts.models import User

Tell = Callable[[int, int, str], None]


def quiet(done: int, total: int, said: str) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which duty, in which month, quarter or year, on which day."""

    duty: Duty
    span: Period
    day: date


def span_from(code: str) -> Period | None:
    """The month, quarter or year of a code; None for any other."""
    try:
        span = Period.parse(code)
    except Unreadable:
        return None
    return span if span.kind in SPANS else None


def word_of(
    asked: Asked, *, user: User, base: str, draw: Callable[[Paper], bytes] = render, tell: Tell = quiet
) -> bytes:
    """The Word paper; `base` begins its links, "" for none."""
    tell(0, 2, _("Reading the visits …"))
    with override("vi"):
        told, organ = read(asked.duty, asked.span, user, asked.day), organ_of(asked.duty)
    tell(1, 2, _("Writing the paper …"))
    return visit_paper(told, organ, on=asked.day, href=href_of(base), draw=draw)


def excel_of(asked: Asked, *, user: User, base: str, tell: Tell = quiet) -> bytes:
    """The workbook in the active language."""
    tell(0, 2, _("Reading the visits …"))
    told, organ = read(asked.duty, asked.span, user, asked.day), organ_of(asked.duty)
    tell(1, 2, _("Writing the workbook …"))
    return visit_workbook(told, href=href_of(base), demo=organ.unit.is_demonstration)


def href_of(base: str) -> Callable[[str], str]:
    return lambda path: f"{base}{path}"
