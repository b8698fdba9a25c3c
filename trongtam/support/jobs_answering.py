"""Long work of this room: papers as Word and Excel files."""

from __future__ import annotations

from django.utils import timezone

from trongtam.look.work import Kind, MadeFile, Outcome, Task, kinds

from .issuing_answering import session_draft, span_of, voters_draft
from .papers import voters as voters_paper
from .queries.voters import summary

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def voters_word(task: Task) -> Outcome:
    """`given`: source (see `issuing_answering`), base (of its links)."""
    draft = voters_draft(task.given["source"], task.by, task.given["base"], None, task.progress)
    return Outcome(file=MadeFile(f"{draft.title}.docx".replace("/", "-"), WORD, draft.docx))


def voters_excel(task: Task) -> Outcome:
    """The same `given`."""
    span = span_of(task.given["source"], task.by)
    told, base = summary(span.unit, span.since, span.until, task.by), task.given["base"]
    content = voters_paper.workbook(told, href=lambda path: f"{base}{path}")
    name = voters_paper.title(told)
    return Outcome(file=MadeFile(f"{name[:1].upper()}{name[1:]}.xlsx".replace("/", "-"), EXCEL, content))


def session_word(task: Task) -> Outcome:
    """`given`: source (the id of the session)."""
    draft = session_draft(task.given["source"], task.by, "", None, task.progress)
    return Outcome(
        file=MadeFile(f"{timezone.localdate():%Y-%m-%d} {draft.title[:80]}.docx".replace("/", "-"), WORD, draft.docx)
    )


def register_all() -> None:
    kinds.register("support.voters_word", Kind(run=voters_word))
    kinds.register("support.voters_excel", Kind(run=voters_excel))
    kinds.register("support.session_word", Kind(run=session_word))
