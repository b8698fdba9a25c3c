"""Long work of this room: the list of awards of a year as Word and Excel files."""

from __future__ import annotations

from django.utils import timezone

from trongtam.ground.errors import Refused
from trongtam.look.work import Kind, MadeFile, Outcome, Task, kinds
from trongtam.org.models import Unit

from . import rules
from .papers import awards as paper
from .queries.awards import AwardList, award_list

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def awards_word(task: Task) -> Outcome:
    """`given`: unit (id), year, base (of its links)."""
    told = _told(task)
    content = paper.word(told, on=timezone.localdate(), href=lambda path: f"{task.given['base']}{path}")
    return Outcome(file=MadeFile(f"{paper.title(told)}.docx", WORD, content))


def awards_excel(task: Task) -> Outcome:
    """The same `given`."""
    told = _told(task)
    content = paper.workbook(told, href=lambda path: f"{task.given['base']}{path}")
    return Outcome(file=MadeFile(f"{paper.title(told)}.xlsx", EXCEL, content))


def _told(task: Task) -> AwardList:
    unit = Unit.objects.visible_to(task.by).select_related("parent").get(pk=task.given["unit"])
    if not rules.can_record_award(task.by, unit):
        raise Refused(rules.who_records_awards(unit))
    return award_list(unit, task.given["year"], task.by)


def register_all() -> None:
    kinds.register("emulation.awards_word", Kind(run=awards_word))
    kinds.register("emulation.awards_excel", Kind(run=awards_excel))
