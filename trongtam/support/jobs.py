"""Long work of this room: reports of visits as Word and Excel files."""

from __future__ import annotations

from datetime import date

from trongtam.ground.periods import Period
from trongtam.look.work import Kind, MadeFile, Outcome, Task, kinds

from .models import Duty
from .papers.visits import Asked, excel_of, word_of
from .presentation_following import span_words

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def visits_word(task: Task) -> Outcome:
    """`given`: duty (id), span (code), on (day), base (of its links)."""
    asked = _asked(task)
    content = word_of(asked, user=task.by, base=task.given["base"], tell=task.progress)
    return Outcome(file=MadeFile(f"{_name(asked)}.docx", WORD, content))


def visits_excel(task: Task) -> Outcome:
    """The same `given`."""
    asked = _asked(task)
    content = excel_of(asked, user=task.by, base=task.given["base"], tell=task.progress)
    return Outcome(file=MadeFile(f"{_name(asked)}.xlsx", EXCEL, content))


def _asked(task: Task) -> Asked:
    given = task.given
    seen = Duty.objects.visible_to(task.by).select_related("unit__parent", "person", "obligation")
    return Asked(seen.get(pk=given["duty"]), Period.parse(given["span"]), date.fromisoformat(given["on"]))


def _name(asked: Asked) -> str:
    return f"{asked.duty.unit.name} {span_words(asked.span).replace('/', '-')}"


def register_all() -> None:
    kinds.register("support.visits_word", Kind(run=visits_word))
    kinds.register("support.visits_excel", Kind(run=visits_excel))
