"""A paper on its way as the look draws it: where it is, what was found in its files, its steps in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.look import shapes

from .issuing import signed, steps
from .models import FileKind, PaperState

if TYPE_CHECKING:
    from .models import IssuedPaper, PaperFile, PaperStep

ROAD = (
    gettext_lazy("Writing"),
    gettext_lazy("Review"),
    gettext_lazy("Sign"),
    gettext_lazy("Signed"),
    gettext_lazy("Sent out"),
)
ACTS = {
    steps.BEGIN: gettext_lazy("Compiled and frozen"),
    steps.COMPILE_AGAIN: gettext_lazy("Compiled again"),
    steps.BRING_FINAL: gettext_lazy("Final version brought"),
    steps.HAND_TO_REVIEW: gettext_lazy("Handed to review"),
    steps.RETURN: gettext_lazy("Returned to its writer"),
    steps.SEND_FOR_SIGNATURE: gettext_lazy("Numbered and sent for signature"),
    steps.ATTACH_SIGNED: gettext_lazy("Signed paper attached"),
    steps.SEND: gettext_lazy("Sent out"),
    steps.CANCEL: gettext_lazy("Cancelled"),
}


@dataclass(frozen=True)
class Next:
    """The step that takes the paper further: the words of its button and its address."""

    act: str
    words: Any
    url: str


@dataclass(frozen=True)
class ShownFile:
    kind: Any
    name: str
    url: str
    sha256: str
    at: Any
    by: str
    old: bool
    reason: str
    technical: bool


def place_on_road(paper: IssuedPaper) -> int:
    """Which of the five steps is now, from 1; 6 when all are done."""
    if paper.state == PaperState.SENT:
        return len(ROAD) + 1
    return steps.ROAD.index(paper.state) + 1 if paper.state in steps.ROAD else 0


def next_step(paper: IssuedPaper) -> Next | None:
    words = {
        steps.HAND_TO_REVIEW: _("Hand to review"),
        steps.SEND_FOR_SIGNATURE: _("Give the number and send for signature"),
        steps.ATTACH_SIGNED: _("Attach the signed PDF"),
        steps.SEND: _("Note that it was sent"),
    }
    act = steps.NEXT.get(paper.state)
    return Next(act, words[act], reverse(f"archive:{act}", args=[paper.pk])) if act else None


def files(paper: IssuedPaper, found: list[PaperFile]) -> list[ShownFile]:
    """The files, the newest first; `old`: a newer one of its kind counts; `technical`: for programs, not for reading."""
    newest = {one.kind: one.pk for one in found}
    if any(one.kind == FileKind.FINAL and one.turn > _turn_of(found, FileKind.COMPILED) for one in found):
        newest.pop(FileKind.COMPILED, None)
    else:
        newest.pop(FileKind.FINAL, None)
    return [
        ShownFile(
            kind=one.get_kind_display(),
            name=one.stored.name,
            url=reverse("archive:paper_file", args=[paper.pk, one.pk]),
            sha256=one.stored.sha256,
            at=timezone.localtime(one.at),
            by=one.by.display_name if one.by else "",
            old=newest.get(one.kind) != one.pk,
            reason=one.reason,
            technical=one.kind == FileKind.DATA,
        )
        for one in reversed(found)
    ]


def _turn_of(found: list[PaperFile], kind: str) -> int:
    return max((one.turn for one in found if one.kind == kind), default=0)


def changes_by_hand(found: list[PaperFile]) -> dict[str, Any] | None:
    """What was changed by hand in the version that counts; None where it is the compiled one."""
    final = next((one for one in reversed(found) if one.kind == FileKind.FINAL), None)
    if final is None or final.turn < _turn_of(found, FileKind.COMPILED):
        return None
    return {
        "rows": final.findings.get("changes", []),
        "reworded": final.findings.get("reworded", 0),
        "reason": final.reason,
    }


def signed_words(found: list[PaperFile]) -> dict[str, Any] | None:
    """What the comparison of the signed PDF said, in words; None as long as there is none."""
    one = next((file for file in found if file.kind == FileKind.SIGNED), None)
    if one is None:
        return None
    said = {
        signed.SAME: _("The signed PDF says what the numbered paper says: number, figures and words."),
        signed.DIFFERENT: _("The signed PDF differs from the numbered paper."),
        signed.OTHER: _("The signed PDF looks like another paper than the numbered one."),
        signed.SCAN: _("The signed PDF is a scan: no program compared it."),
    }[one.findings["verdict"]]
    return {
        "same": one.findings["verdict"] == signed.SAME,
        "said": said,
        "missing": one.findings.get("missing", []),
        "reason": one.reason,
        "signature": one.findings.get("signature", False),
    }


def timeline(taken: list[PaperStep]) -> list[shapes.Step]:
    """The steps, the newest first."""
    return [
        shapes.Step(
            label=f"{timezone.localtime(one.at):%H:%M %d/%m/%Y}",
            title=ACTS.get(one.act, one.get_state_display()),
            text=one.note,
            meta=one.by.display_name if one.by else "",
            kind="now" if place == 0 else "step",
        )
        for place, one in enumerate(taken)
    ]
