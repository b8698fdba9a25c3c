"""A paper comes to be: compiled by a room or brought as a Word file, compiled again, worked on by hand."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.archive import queries, rules, sniff
from trongtam.archive.drafts import Draft
from trongtam.archive.issuing import figures, numbering, steps
from trongtam.archive.issuing.words import NotWord, texts_of
from trongtam.archive.models import FileKind, IssuedPaper, PaperFile, PaperState
from trongtam.archive.queries.papers import WORD_KINDS, latest, read_back, replacement_of
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.vntext import fold
from trongtam.ledger import book
from trongtam.org.models import Unit

from .files import Marking, refuse_unfit
from .keeping import freeze
from .walking import locked, record, take, walk

if TYPE_CHECKING:
    from trongtam.accounts.models import User

JSON = "application/json"


@transaction.atomic
def begin_paper(draft: Draft, *, by: User, at: datetime | None = None) -> IssuedPaper:
    """Put a compiled paper on its way. Data and file are frozen with their SHA-256.

    Raises NotAllowed; Refused where the same source has a paper on its way or issued already.
    """
    organ = Unit.objects.select_for_update().get(pk=draft.organ.pk)
    if not rules.can_issue_for(by, organ):
        raise NotAllowed(rules.who_can_issue(organ))
    if draft.source_kind and (found := queries.live_paper_of(draft.source_kind, draft.source_id)):
        sentence = _("A paper of this has been begun already; it is “%(state)s”. Nothing was done twice.")
        raise Refused(sentence % {"state": PaperState(found.state).label})
    return _begin(draft, by, at or timezone.now(), replaces=None)


@transaction.atomic
def replace_paper(old: IssuedPaper, draft: Draft, *, by: User, reason: str, at: datetime | None = None) -> IssuedPaper:
    """Begin the paper that will stand for a signed one. The old one stays as it is, with its number, and says by what.

    Raises NotAllowed; Refused where the old one was never signed, or another paper replaces it already.
    """
    old = locked(old)
    if not rules.can_take_further(by, old):
        raise NotAllowed(rules.who_can_issue(old.organ))
    if not steps.can_be_replaced(old.state):
        raise Refused(_("This paper is not signed yet: change the paper itself instead of replacing it."))
    if replacement_of(old) is not None:
        raise Refused(_("Another paper that replaces this one has been begun already."))
    if draft.organ.pk != old.organ_id or draft.paper_type != old.paper_type:
        raise Refused(_("A paper is replaced by one of the same organ and the same type."))
    return _begin(draft, by, at or timezone.now(), replaces=old, note=reason)


def _begin(draft: Draft, by: User, at: datetime, *, replaces: IssuedPaper | None, note: str = "") -> IssuedPaper:
    title = " ".join(draft.title.split())[:600]
    if not title:
        raise Refused(_("Say what the paper is about."), field="title")
    if draft.paper_type not in numbering.TYPE_OF or draft.side not in numbering.TYPE_OF[draft.paper_type].sides:
        raise Refused(_("This organ does not issue papers of this type."), field="paper_type")
    paper = IssuedPaper.objects.create(
        organ=draft.organ,
        side=draft.side,
        paper_type=draft.paper_type,
        symbol=draft.symbol,
        place=draft.place,
        title=title,
        folded=fold(f"{title} {draft.symbol}")[:640],
        source_kind=draft.source_kind,
        source_id=draft.source_id,
        as_of=draft.as_of,
        known_at=draft.known_at or at,
        replaces=replaces,
        begun_by=by,
        begun_at=at,
    )
    record(paper, steps.BEGIN, by=by, at=at, note=note)
    told = _freeze_draft(paper, draft, by, at) | {"replaces": replaces, "paper_type": draft.paper_type, "title": title}
    book.write("archive.paper_begun", by=by, on=paper, unit=draft.organ, after=told, note=note, at=at)
    return paper


@transaction.atomic
def compile_again(paper: IssuedPaper, draft: Draft, *, by: User, seen: int, at: datetime | None = None) -> IssuedPaper:
    """A newer compilation takes the place of the one before, which is kept. Only while the paper is being written.

    A version that was worked on by hand before stays among the files, and no longer counts.
    """
    moment = at or timezone.now()
    paper = take(paper, steps.COMPILE_AGAIN, by=by, seen=seen)
    title = " ".join(draft.title.split())[:600]
    walk(
        paper,
        steps.COMPILE_AGAIN,
        by=by,
        at=moment,
        title=title,
        folded=fold(f"{title} {draft.symbol}")[:640],
        as_of=draft.as_of,
        known_at=draft.known_at or moment,
    )
    told = _freeze_draft(paper, draft, by, moment)
    book.write("archive.paper_compiled_again", by=by, on=paper, unit=paper.organ, after=told, at=at)
    return paper


@transaction.atomic
def bring_final(
    paper: IssuedPaper,
    upload: File,
    *,
    by: User,
    seen: int,
    marking: str = Marking.NONE,
    reason: str = "",
    at: datetime | None = None,
) -> PaperFile:
    """Take the Word file that people worked on as the one to be issued, with the list of the figures changed in it by hand.

    Changed figures need a reason. Raises NotAllowed, Refused (a file that is no Word paper, nothing changed).
    """
    moment = at or timezone.now()
    paper = take(paper, steps.BRING_FINAL, by=by, seen=seen)
    content = word_of(upload, marking)
    compiled = latest(paper, FileKind.COMPILED)
    assert compiled is not None  # every paper begins with one
    found = figures.compare(read_back(compiled.stored), content)
    if found.changes and not reason.strip():
        raise Refused(_told(found), field="reason")
    walk(paper, steps.BRING_FINAL, by=by, at=moment, note=" ".join(reason.split()))
    stored = freeze(content, _name(upload), sniff.DOCX, unit=paper.organ, by=by, at=moment)
    kept = PaperFile.objects.create(
        paper=paper,
        kind=FileKind.FINAL,
        stored=stored,
        turn=paper.turn,
        findings=found.plain(),
        reason=" ".join(reason.split()),
        by=by,
        at=moment,
    )
    told = {"sha256": stored.sha256, "changed_figures": len(found.changes), "reworded": found.reworded}
    book.write("archive.final_version_brought", by=by, on=paper, unit=paper.organ, after=told, note=reason, at=at)
    return kept


def word_of(upload: File, marking: str = Marking.NONE) -> bytes:
    """The bytes of an uploaded Word paper. Raises Refused for anything else."""
    name = _name(upload)
    if refuse_unfit(upload, name, marking) != sniff.DOCX:
        raise Refused(_("“%(name)s” is no Word file (.docx).") % {"name": name}, field="file")
    upload.seek(0)
    content: bytes = upload.read()
    try:
        texts_of(content)
    except NotWord as error:
        sentence = _("“%(name)s” cannot be read as a Word file. Please save it again in Word and send that.")
        raise Refused(sentence % {"name": name}, field="file") from error
    return content


def _told(found: figures.Comparison) -> str:
    shown = [f"{one.before or '…'} → {one.after or '…'} ({one.place})" for one in found.changes[:5]]
    sentence = _("%(count)d figures differ from those compiled: %(list)s. Say why, and send the file again.")
    return sentence % {"count": len(found.changes), "list": "; ".join(shown)}


def _name(upload: File) -> str:
    return (upload.name or "").replace("\\", "/").rpartition("/")[2][-200:]


def _freeze_draft(paper: IssuedPaper, draft: Draft, by: User, at: datetime) -> dict[str, Any]:
    """Data and compiled file of this turn; what the book says of them."""
    base = f"{paper.title[:150]}"
    files = [(FileKind.COMPILED, draft.docx, f"{base}.docx", sniff.DOCX)]
    if draft.data:
        files.append((FileKind.DATA, draft.data, f"{base}.json", JSON))
    told: dict[str, Any] = {}
    for kind, content, name, media_type in files:
        stored = freeze(content, name, media_type, unit=paper.organ, by=by, at=at)
        PaperFile.objects.create(paper=paper, kind=kind, stored=stored, turn=paper.turn, by=by, at=at)
        told[f"sha256_{kind.value}"] = stored.sha256
    return told


__all__ = ["WORD_KINDS", "begin_paper", "bring_final", "compile_again", "replace_paper", "word_of"]
