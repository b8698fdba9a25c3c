"""A paper of a list from its name: page, long work and the archive all come here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from trongtam.ground.papers import Paper, render
from trongtam.org.models import Unit

from ..queries.organ import Organ, organ_of_list
from ..queries.told import WorkList, list_of, progress_of
from . import excel, word

if TYPE_CHECKING:
    from trongtam.accounts.models import User

LIST, PROGRESS = "list", "progress"
Tell = Callable[[int, int, str], None]
SPAN = re.compile(r"[12]\d{3}(?:\.\.[12]\d{3})?")


def quiet(done: int, total: int, said: str) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class Made:
    """A paper that can be made: its name for people, its type in the archive, how it is read, written and drawn."""

    name: Any
    paper_type: str
    read: Callable[[Unit, str, User, date, datetime | None], WorkList]
    word: Callable[..., bytes]
    excel: Callable[..., bytes]
    title: Callable[[WorkList], str]


PAPERS: dict[str, Made] = {
    LIST: Made(
        gettext_lazy("List of breakthrough and renewal works"),
        "notice",
        list_of,
        word.list_paper,
        excel.list_workbook,
        word.list_title,
    ),
    PROGRESS: Made(
        gettext_lazy("Report on how the works stand"),
        "report",
        progress_of,
        word.progress_paper,
        excel.progress_workbook,
        word.progress_title,
    ),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which paper, of which unit and year or stage (its code), on which day. `known`: the moment after which nothing counts that
    was said; None: everything that is known."""

    paper: str
    unit: Unit
    span: str
    day: date
    known: datetime | None = None

    @property
    def compiled_on(self) -> date:
        """The day that stands in the foot: today, where an earlier day is read as it was known."""
        return self.day if self.known is None else timezone.localdate()


def read(asked: Asked, user: User) -> tuple[WorkList, Organ]:
    """In Vietnamese, whatever language the reader has."""
    with override("vi"):
        return _read(asked, user), organ_of_list(asked.unit)


def _read(asked: Asked, user: User) -> WorkList:
    return PAPERS[asked.paper].read(asked.unit, asked.span, user, asked.day, asked.known)


def word_of(
    asked: Asked, *, user: User, base: str, draw: Callable[[Paper], bytes] = render, tell: Tell = quiet
) -> bytes:
    """The Word paper; `base` begins its links, "" for none."""
    tell(0, 2, _("Reading the works …"))
    told, organ = read(asked, user)
    tell(1, 2, _("Drawing and writing the paper …"))
    return PAPERS[asked.paper].word(told, organ, on=asked.compiled_on, href=href_of(base), draw=draw)


def excel_of(asked: Asked, *, user: User, base: str, tell: Tell = quiet) -> bytes:
    """The workbook in the active language."""
    tell(0, 2, _("Reading the works …"))
    told = _read(asked, user)
    tell(1, 2, _("Writing the workbook …"))
    return PAPERS[asked.paper].excel(told, href=href_of(base))


def href_of(base: str) -> Callable[[str], str]:
    return lambda path: f"{base}{path}"
