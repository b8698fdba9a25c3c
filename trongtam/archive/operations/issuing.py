"""A paper goes out: review, number and signature, the signed file, sending; or back, or cancelled."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.archive import sniff
from trongtam.archive.issuing import signed, steps
from trongtam.archive.issuing.pdf_text import PdfText, UnreadablePdf, read_pdf
from trongtam.archive.issuing.stamping import NoGap, stamp
from trongtam.archive.issuing.words import texts_of
from trongtam.archive.models import FileKind, IssuedPaper, PaperFile
from trongtam.archive.queries.papers import WORD_KINDS, latest, read_back
from trongtam.ground.errors import Refused
from trongtam.ground.papers import layout_for, number_line, place_and_date
from trongtam.ledger import book

from .files import Marking, refuse_unfit
from .keeping import freeze
from .numbers import take_number
from .walking import reason_given, take, walk

if TYPE_CHECKING:
    from trongtam.accounts.models import User
    from trongtam.ground.papers.layouts import Side


@transaction.atomic
def hand_to_review(
    paper: IssuedPaper, *, by: User, seen: int, note: str = "", at: datetime | None = None
) -> IssuedPaper:
    """The writer is done; someone else reads it before it gets a number."""
    paper = take(paper, steps.HAND_TO_REVIEW, by=by, seen=seen)
    walk(paper, steps.HAND_TO_REVIEW, by=by, at=at or timezone.now(), note=note.strip())
    book.write("archive.paper_handed_to_review", by=by, on=paper, unit=paper.organ, note=note, at=at)
    return paper


@transaction.atomic
def return_paper(paper: IssuedPaper, *, by: User, seen: int, reason: str, at: datetime | None = None) -> IssuedPaper:
    """Back to its writer with a reason, from review or from the signature. A number that it has stays its own."""
    paper = take(paper, steps.RETURN, by=by, seen=seen)
    reason = reason_given(reason)
    walk(paper, steps.RETURN, by=by, at=at or timezone.now(), note=reason)
    book.write("archive.paper_returned", by=by, on=paper, unit=paper.organ, note=reason, at=at)
    return paper


@transaction.atomic
def send_for_signature(
    paper: IssuedPaper,
    *,
    by: User,
    seen: int,
    dated: date,
    number: int | None = None,
    at: datetime | None = None,
) -> IssuedPaper:
    """Give the paper its number and date, write both into its head and freeze that file: this is what will be signed.

    `number` is typed where the office numbers from its own book, else None. Raises NotAllowed, Refused.
    """
    moment = at or timezone.now()
    paper = take(paper, steps.SEND_FOR_SIGNATURE, by=by, seen=seen)
    if dated > timezone.localdate(moment):
        raise Refused(_("The date of the paper lies in the future. Please check it."), field="dated")
    series, given = take_number(paper, dated, number)
    walk(paper, steps.SEND_FOR_SIGNATURE, by=by, at=moment, series=series, number=given, dated=dated)
    stored = freeze(
        _stamped(paper, dated), f"{_plain(paper.shown_number)}.docx", sniff.DOCX, unit=paper.organ, by=by, at=moment
    )
    PaperFile.objects.create(paper=paper, kind=FileKind.ISSUED, stored=stored, turn=paper.turn, by=by, at=moment)
    told = {"number": given, "dated": dated, "sha256": stored.sha256}
    book.write("archive.paper_sent_for_signature", by=by, on=paper, unit=paper.organ, after=told, at=at)
    return paper


def _stamped(paper: IssuedPaper, dated: date) -> bytes:
    base = latest(paper, *WORD_KINDS)
    assert base is not None  # every paper begins with one
    line = number_line(layout_for(cast("Side", paper.side), dated), paper.number, paper.symbol)
    try:
        return stamp(read_back(base.stored), number_line=line, date_line=place_and_date(paper.place, dated))
    except NoGap as missing:
        wanted = line if missing.line == "number" else place_and_date(paper.place, dated)
        sentence = _(
            "The head of the Word file has no line like “%(line)s”, so it cannot be written in. "
            "Return the paper, add the line and bring the file again."
        )
        raise Refused(sentence % {"line": wanted}) from missing


def _plain(number: str) -> str:
    return number.replace("/", "-")


@transaction.atomic
def attach_signed(
    paper: IssuedPaper,
    upload: File,
    *,
    by: User,
    seen: int,
    marking: str = Marking.NONE,
    reason: str = "",
    at: datetime | None = None,
) -> PaperFile:
    """Keep the signed PDF with its hash, compared with the numbered Word paper.

    A PDF that differs, or a scan that no program can compare, is kept only with a reason, which stays beside it for ever.
    Raises NotAllowed, Refused.
    """
    moment = at or timezone.now()
    paper = take(paper, steps.ATTACH_SIGNED, by=by, seen=seen)
    name = (upload.name or "").replace("\\", "/").rpartition("/")[2][-200:]
    if refuse_unfit(upload, name, marking) != sniff.PDF:
        raise Refused(_("The signed paper is kept as PDF. “%(name)s” is none.") % {"name": name}, field="file")
    upload.seek(0)
    content: bytes = upload.read()
    found, pdf = _compared(paper, content)
    reason = " ".join(reason.split())
    if found.verdict != signed.SAME and not reason:
        raise Refused(sentence_of(found), field="reason")
    walk(paper, steps.ATTACH_SIGNED, by=by, at=moment, note=reason if found.verdict != signed.SAME else "")
    stored = freeze(content, name, sniff.PDF, unit=paper.organ, by=by, at=moment)
    findings = found.plain() | {"signature": bool(pdf and pdf.signature)}
    kept = PaperFile.objects.create(
        paper=paper,
        kind=FileKind.SIGNED,
        stored=stored,
        turn=paper.turn,
        findings=findings,
        reason=reason if found.verdict != signed.SAME else "",
        by=by,
        at=moment,
    )
    told = {"sha256": stored.sha256, "verdict": found.verdict}
    book.write("archive.signed_paper_attached", by=by, on=paper, unit=paper.organ, after=told, note=reason, at=at)
    return kept


def _compared(paper: IssuedPaper, content: bytes) -> tuple[signed.Signed, PdfText | None]:
    issued = latest(paper, FileKind.ISSUED)
    assert issued is not None  # frozen when it was sent for signature
    try:
        pdf = read_pdf(content)
    except UnreadablePdf:
        return signed.Signed(signed.SCAN), None
    found = signed.compare_signed(texts_of(read_back(issued.stored)), pdf.readings, number=paper.shown_number)
    return found, pdf


def sentence_of(found: signed.Signed) -> str:
    """What to tell the person who brought a file that is not plainly the issued paper."""
    if found.verdict == signed.SCAN:
        return _(
            "This file has no text that could be compared (a scan). Look at it beside the numbered paper, "
            "then say so in the reason and send it again."
        )
    if found.verdict == signed.OTHER:
        return _("This looks like another paper: most words of the numbered one are not in it. Please check the file.")
    if not found.missing:
        return _("The number or some words of the issued paper are not in this file. Check it, or say why it is kept.")
    shown = "; ".join(f"{figure} ({place})" for figure, place in found.missing[:5])
    sentence = _(
        "%(count)d figures of the issued paper are not in this file: %(list)s. Check it, or say why it is kept."
    )
    return sentence % {"count": len(found.missing), "list": shown}


@transaction.atomic
def send_paper(
    paper: IssuedPaper, *, by: User, seen: int, recipients: str, sent_on: date, at: datetime | None = None
) -> IssuedPaper:
    """Note to whom the signed paper went and when."""
    moment = at or timezone.now()
    paper = take(paper, steps.SEND, by=by, seen=seen)
    lines = [" ".join(line.split()) for line in recipients.splitlines()]
    plain = "\n".join(line for line in lines if line)
    if not plain:
        raise Refused(_("Say to whom the paper was sent."), field="recipients")
    if sent_on > timezone.localdate(moment):
        raise Refused(_("This day has not come yet."), field="sent_on")
    if paper.dated and sent_on < paper.dated:
        raise Refused(_("The paper cannot be sent before its own date."), field="sent_on")
    walk(paper, steps.SEND, by=by, at=moment, recipients=plain, sent_on=sent_on)
    told = {"recipients": plain, "sent_on": sent_on}
    book.write("archive.paper_sent", by=by, on=paper, unit=paper.organ, after=told, at=at)
    return paper


@transaction.atomic
def cancel_paper(paper: IssuedPaper, *, by: User, seen: int, reason: str, at: datetime | None = None) -> IssuedPaper:
    """Give a paper up before it is signed. A number that it has stays in the register as cancelled and is not given again."""
    paper = take(paper, steps.CANCEL, by=by, seen=seen)
    reason = reason_given(reason)
    walk(paper, steps.CANCEL, by=by, at=at or timezone.now(), note=reason)
    book.write("archive.paper_cancelled", by=by, on=paper, unit=paper.organ, note=reason, at=at)
    return paper
