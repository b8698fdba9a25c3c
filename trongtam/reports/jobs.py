"""Long work of this room: the files of a report, and filled forms."""

from __future__ import annotations

from datetime import date, datetime

from trongtam.ground.periods import Period
from trongtam.look.work import Kind, MadeFile, Outcome, Task, kinds
from trongtam.targets.presentation.words import named

from .files import excel_of, word_of
from .filled import form_of
from .models import BlankForm, Report
from .queries.blanks import newest

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def word(task: Task) -> Outcome:
    """`given`: report (id), on (day of the paper), base (of its links), known_on (moment, or None)."""
    report, known_on = _report(task), _known_on(task)
    on, base = date.fromisoformat(task.given["on"]), task.given["base"]
    content = word_of(report, user=task.by, on=on, base=base, known_on=known_on, tell=task.progress)
    return Outcome(file=MadeFile(f"{report.title}.docx", WORD, content))


def excel(task: Task) -> Outcome:
    """`given`: report (id), base (of its links), known_on (moment, or None)."""
    report, known_on = _report(task), _known_on(task)
    content = excel_of(report, user=task.by, base=task.given["base"], known_on=known_on, tell=task.progress)
    return Outcome(file=MadeFile(f"{report.title}.xlsx", EXCEL, content))


def form(task: Task) -> Outcome:
    """`given`: form (id), period (code)."""
    found = BlankForm.objects.visible_to(task.by).select_related("unit").get(pk=task.given["form"])
    version, period = newest(found), Period.parse(task.given["period"])
    content = form_of(version, period, user=task.by, tell=task.progress)
    ending, kind = ("xlsx", EXCEL) if version.is_excel else ("docx", WORD)
    return Outcome(file=MadeFile(f"{found.name}, {named(period.code)}.{ending}", kind, content))


def _report(task: Task) -> Report:
    return (
        Report.objects.visible_to(task.by)
        .select_related("unit", "document", "signer__person")
        .get(pk=task.given["report"])
    )


def _known_on(task: Task) -> datetime | None:
    known = task.given.get("known_on")
    return datetime.fromisoformat(known) if known else None


def register_all() -> None:
    kinds.register("reports.word", Kind(run=word))
    kinds.register("reports.excel", Kind(run=excel))
    kinds.register("reports.form", Kind(run=form))
