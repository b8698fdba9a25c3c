"""Long work of this room: the papers of a list as Word and Excel files."""

from __future__ import annotations

from datetime import date

from trongtam.look.work import Kind, MadeFile, Outcome, Task, kinds
from trongtam.org.models import Unit

from .papers import PAPERS, Asked, excel_of, word_of
from .queries.known import end_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def word(task: Task) -> Outcome:
    """`given`: paper, unit (id), span (code of a year or a stage), on (day), base (of its links),
    known (whether nothing counts that was said after that day)."""
    content = word_of(_asked(task), user=task.by, base=task.given["base"], tell=task.progress)
    return Outcome(file=MadeFile(f"{_name(task)}.docx", WORD, content))


def excel(task: Task) -> Outcome:
    """The same `given`."""
    content = excel_of(_asked(task), user=task.by, base=task.given["base"], tell=task.progress)
    return Outcome(file=MadeFile(f"{_name(task)}.xlsx", EXCEL, content))


def _asked(task: Task) -> Asked:
    given = task.given
    unit = Unit.objects.visible_to(task.by).select_related("parent").get(pk=given["unit"])
    day = date.fromisoformat(given["on"])
    return Asked(given["paper"], unit, given["span"], day, end_of(day) if given.get("known") else None)


def _name(task: Task) -> str:
    return f"{PAPERS[task.given['paper']].name} {task.given['span'].replace('..', '-')}"


def register_all() -> None:
    kinds.register("work.word", Kind(run=word))
    kinds.register("work.excel", Kind(run=excel))
