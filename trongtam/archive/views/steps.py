"""The steps of one paper: each a form that sends back which step was seen, and long work around it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trongtam.archive import operations, rules
from trongtam.archive.drafts import Draft, producer_of
from trongtam.archive.forms.papers import (
    FinalVersionForm,
    HandToReviewForm,
    KnownOnForm,
    ReasonStepForm,
    SendForSignatureForm,
    SendPaperForm,
    SignedPaperForm,
    StepForm,
    WordReplacementForm,
)
from trongtam.archive.issuing.numbering import shown_number
from trongtam.archive.models import IssuedPaper, Numbering
from trongtam.archive.operations.walking import refuse_impossible
from trongtam.archive.operations.writing import word_of
from trongtam.archive.queries import papers as queries
from trongtam.ground.errors import Refused
from trongtam.look.answers import form_page, require, started, typed
from trongtam.look.operations import start_job
from trongtam.org.views.answers import who

from .papers import base_of, load


def _step(
    request: HttpRequest,
    paper: IssuedPaper,
    act: str,
    form: Callable[..., StepForm],
    do: Callable[..., object],
    *,
    initial: dict[str, Any] | None = None,
    **words: Any,
) -> HttpResponse:
    """The page of one step: `do(paper, by=, …)` with what the form has read. Who may, and whether the step follows, is said
    before anybody types."""
    require(rules.can_take_further(who(request), paper), rules.who_can_issue(paper.organ))
    refuse_impossible(paper, act)

    def done(given: dict[str, Any]) -> str:
        do(paper, by=who(request), **given)
        return paper.get_absolute_url()

    given = form(typed(request), request.FILES or None, initial={"seen": paper.turn, **(initial or {})})
    words.setdefault("lead", paper.title)
    return form_page(request, given, done, back_text=_("Paper"), back_url=paper.get_absolute_url(), **words)


def hand_to_review(request: HttpRequest, pk: int) -> HttpResponse:
    paper = load(request, pk)
    return _step(
        request,
        paper,
        "hand_to_review",
        HandToReviewForm,
        operations.hand_to_review,
        title=_("Hand the paper to review"),
        button=_("Hand to review"),
        done=_("The paper is in review."),
    )


def return_paper(request: HttpRequest, pk: int) -> HttpResponse:
    paper = load(request, pk)
    return _step(
        request,
        paper,
        "return",
        ReasonStepForm,
        operations.return_paper,
        title=_("Return the paper to its writer"),
        button=_("Return"),
        done=_("The paper is returned."),
        note=_("It keeps its number.") if paper.number else "",
    )


def send_for_signature(request: HttpRequest, pk: int) -> HttpResponse:
    paper, today = load(request, pk), timezone.localdate()
    by_book = queries.numbering_of(paper.organ) == Numbering.BOOK
    return _step(
        request,
        paper,
        "send_for_signature",
        partial(SendForSignatureForm, by_book=by_book and not paper.number),
        operations.send_for_signature,
        initial={"dated": paper.dated or today, "number": paper.number},
        title=_("Give the number and send for signature"),
        button=_("Give the number"),
        done=_("The paper has its number. Print it for the signature."),
        note=_expected(paper, by_book),
    )


def _expected(paper: IssuedPaper, by_book: bool) -> str:
    number = queries.expected_number(paper, timezone.localdate())
    if paper.number is not None:
        return _("The paper keeps its number %(number)s.") % {"number": paper.shown_number}
    if by_book or number is None:
        return ""
    shown = shown_number(paper.side, number, paper.symbol, timezone.localdate())  # type: ignore[arg-type]  # the sides
    sentence = _("The next number is %(number)s. Number and date are written into the head of the Word file.")
    return sentence % {"number": shown}


def bring_final(request: HttpRequest, pk: int) -> HttpResponse:
    paper = load(request, pk)

    def do(paper: IssuedPaper, *, file: Any, **given: Any) -> None:
        operations.bring_final(paper, file, **given)

    return _step(
        request,
        paper,
        "bring_final",
        FinalVersionForm,
        do,
        title=_("Bring the final version"),
        button=_("Use this version"),
        done=_("This version is the one that will be issued."),
        note=_("The program compares it with the compiled paper and lists every figure that was changed by hand."),
    )


def attach_signed(request: HttpRequest, pk: int) -> HttpResponse:
    paper = load(request, pk)

    def do(paper: IssuedPaper, *, file: Any, **given: Any) -> None:
        operations.attach_signed(paper, file, **given)

    return _step(
        request,
        paper,
        "attach_signed",
        SignedPaperForm,
        do,
        title=_("Attach the signed PDF"),
        button=_("Keep the signed paper"),
        done=_("The signed paper is kept."),
        note=_("Its text is compared with the numbered paper. The signature itself is not verified here."),
    )


def send_paper(request: HttpRequest, pk: int) -> HttpResponse:
    paper = load(request, pk)
    return _step(
        request,
        paper,
        "send",
        SendPaperForm,
        operations.send_paper,
        initial={"sent_on": timezone.localdate()},
        title=_("Note that the paper was sent"),
        button=_("Note it"),
        done=_("It is noted where the paper went."),
    )


def cancel_paper(request: HttpRequest, pk: int) -> HttpResponse:
    paper = load(request, pk)
    note = _("Number %(number)s stays in the register as cancelled and is not given again.")
    return _step(
        request,
        paper,
        "cancel",
        ReasonStepForm,
        operations.cancel_paper,
        title=_("Cancel the paper"),
        button=_("Cancel the paper"),
        done=_("The paper is cancelled."),
        note=note % {"number": paper.shown_number} if paper.number else "",
    )


@require_POST
def compile_again(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper from today's figures, in the background."""
    paper = load(request, pk)
    require(rules.can_take_further(who(request), paper), rules.who_can_issue(paper.organ))
    refuse_impossible(paper, "compile_again")
    form = StepForm(request.POST)
    if not form.is_valid():
        return redirect(paper.get_absolute_url())
    given = {"paper": paper.pk, "seen": form.cleaned_data["seen"], "base": base_of(request)}
    return _start(request, paper, "compile_again", _("Compile again: %(paper)s"), given)


def replace_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper that will stand for this signed one: from its source, in the background; a Word paper from a new file."""
    paper = load(request, pk)
    require(rules.can_take_further(who(request), paper), rules.who_can_issue(paper.organ))
    if not paper.is_issued:
        raise Refused(_("This paper is not signed yet: change the paper itself instead of replacing it."))
    if producer_of(paper.source_kind) is None:
        return _replace_by_word(request, paper)
    form = ReasonStepForm(typed(request), initial={"seen": paper.turn})

    def do(given: dict[str, Any]) -> str:
        told = {"paper": paper.pk, "reason": given["reason"], "base": base_of(request)}
        title = _("Replace: %(paper)s") % {"paper": paper.title}
        job = start_job("archive.replace", by=who(request), title=title, given=told, about=f"archive.paper:{pk}")
        return reverse("look:job", args=[job.key])

    return form_page(
        request,
        form,
        do,
        title=_("Replace the signed paper"),
        button=_("Compile the paper that replaces it"),
        done=_("It is being compiled."),
        lead=paper.title,
        note=_("The signed paper stays as it is, with its number; it will say by which one it is replaced."),
        back_text=_("Paper"),
        back_url=paper.get_absolute_url(),
    )


def _replace_by_word(request: HttpRequest, paper: IssuedPaper) -> HttpResponse:
    """A paper that was written in Word is replaced by another Word file, of the same organ, type and symbol."""
    first = {"seen": paper.turn, "title": paper.title}
    form = WordReplacementForm(typed(request), request.FILES or None, initial=first)

    def do(given: dict[str, Any]) -> str:
        docx = word_of(given["file"], given["marking"])
        draft = Draft(paper.organ, paper.side, paper.paper_type, paper.symbol, paper.place, given["title"], docx)
        return operations.replace_paper(paper, draft, by=who(request), reason=given["reason"]).get_absolute_url()

    return form_page(
        request,
        form,
        do,
        title=_("Replace the signed paper"),
        button=_("Put the new paper on its way"),
        done=_("The paper that replaces it is begun."),
        lead=paper.title,
        note=_("The signed paper stays as it is, with its number; it will say by which one it is replaced."),
        back_text=_("Paper"),
        back_url=paper.get_absolute_url(),
    )


def as_known(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper compiled anew as its figures were known on a day, and what differs from the frozen one."""
    paper = load(request, pk)
    day = timezone.localdate(paper.known_at) if paper.known_at else timezone.localdate()
    form = KnownOnForm(typed(request), initial={"known_on": day})

    def do(given: dict[str, Any]) -> str:
        moment = timezone.make_aware(datetime.combine(given["known_on"], time.max))
        if paper.known_at and given["known_on"] == day:
            moment = paper.known_at
        told = {"paper": paper.pk, "known_on": moment.isoformat(), "base": base_of(request)}
        title = _("As known on %(day)s: %(paper)s") % {"day": f"{given['known_on']:%d/%m/%Y}", "paper": paper.title}
        job = start_job("archive.as_known", by=who(request), title=title, given=told, about=f"archive.paper:{pk}")
        return reverse("look:job", args=[job.key])

    return form_page(
        request,
        form,
        do,
        title=_("Compile as known on a day"),
        button=_("Compile and compare"),
        done=_("It is being compiled."),
        lead=paper.title,
        note=_("The frozen paper stays as it is. What comes out is a copy, with every figure that differs."),
        back_text=_("Paper"),
        back_url=paper.get_absolute_url(),
    )


@require_POST
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The numbered Word file as PDF, by LibreOffice in the background."""
    paper = load(request, pk)
    return _start(request, paper, "pdf", _("PDF: %(paper)s"), {"paper": paper.pk})


def _start(request: HttpRequest, paper: IssuedPaper, kind: str, title: str, given: dict[str, Any]) -> HttpResponse:
    named, about = title % {"paper": paper.title}, f"archive.paper:{paper.pk}"
    return started(start_job(f"archive.{kind}", by=who(request), title=named, given=given, about=about))
