"""Long work of this room: a paper is compiled to be issued, again, in another's place, as known earlier; it becomes a PDF."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused
from trongtam.look.work import Kind, MadeFile, Outcome, Task, kinds

from . import operations, sniff
from .drafts import Draft, producer_of
from .issuing import figures, libre
from .models import FileKind, IssuedPaper
from .queries.papers import latest, read_back


def begin(task: Task) -> Outcome:
    """`given`: kind, source (id), base. The paper's page is what comes of it."""
    paper = operations.begin_paper(_compile(task, task.given["kind"], task.given["source"]), by=task.by)
    return Outcome(sentence=_("The paper is compiled and frozen."), url=paper.get_absolute_url())


def compile_again(task: Task) -> Outcome:
    """`given`: paper (id), seen, base."""
    paper = _paper(task)
    draft = _compile(task, paper.source_kind, paper.source_id)
    operations.compile_again(paper, draft, by=task.by, seen=task.given["seen"])
    return Outcome(sentence=_("The paper is compiled again."), url=paper.get_absolute_url())


def replace(task: Task) -> Outcome:
    """`given`: paper (id) to be replaced, reason, base."""
    old = _paper(task)
    draft = _compile(task, old.source_kind, old.source_id)
    new = operations.replace_paper(old, draft, by=task.by, reason=task.given["reason"])
    return Outcome(sentence=_("The paper that replaces it is begun."), url=new.get_absolute_url())


def as_known(task: Task) -> Outcome:
    """`given`: paper (id), known_on (moment), base. The paper as known then, and what differs from the frozen one."""
    paper = _paper(task)
    known_on = datetime.fromisoformat(task.given["known_on"])
    draft = _compile(task, paper.source_kind, paper.source_id, known_on)
    frozen = latest(paper, FileKind.COMPILED)
    assert frozen is not None  # every paper begins with one
    found = figures.compare(read_back(frozen.stored), draft.docx)
    shown = [f"{one.before or '…'} → {one.after or '…'} ({one.place})" for one in found.changes[:8]]
    sentence = _("Every figure is the one that was frozen.")
    if shown:
        sentence = _("%(count)d figures differ from the frozen paper: %(list)s.") % {
            "count": len(found.changes),
            "list": "; ".join(shown),
        }
    return Outcome(sentence=sentence, file=MadeFile(f"{paper.title[:100]}.docx", sniff.DOCX, draft.docx))


def pdf(task: Task) -> Outcome:
    """`given`: paper (id). The numbered Word file as PDF, by LibreOffice."""
    paper = _paper(task)
    issued = latest(paper, FileKind.ISSUED)
    if issued is None:
        raise Refused(_("The paper has no number yet: the PDF is made of the numbered Word file."))
    task.progress(1, 3, _("LibreOffice is writing the PDF …"))
    try:
        content = libre.to_pdf(read_back(issued.stored))
    except libre.NoConversion as error:
        raise Refused(_("LibreOffice gave no PDF. Get the Word file and save it as PDF there.")) from error
    return Outcome(file=MadeFile(issued.stored.name.replace(".docx", ".pdf"), sniff.PDF, content))


def _paper(task: Task) -> IssuedPaper:
    paper = IssuedPaper.objects.visible_to(task.by).select_related("organ").filter(pk=task.given["paper"]).first()
    if paper is None:
        raise Refused(_("This paper is not there any more, or not for you."))
    return paper


def _compile(task: Task, kind: str, source: str, known_on: datetime | None = None) -> Draft:
    producer = producer_of(kind)
    if producer is None:
        raise Refused(_("This paper was written in Word: bring the Word file itself."))
    return producer.compile(source, task.by, task.given["base"], known_on, task.progress)


def register_all() -> None:
    # A second beginning of these finds the paper begun, or its step taken, and says so.
    for name, run in (
        ("begin", begin),
        ("compile_again", compile_again),
        ("replace", replace),
        ("as_known", as_known),
        ("pdf", pdf),
    ):
        kinds.register(f"archive.{name}", Kind(run=run))
