"""Long work of this room: all forms of a round as a zip. What was stopped goes on where it was."""

from __future__ import annotations

from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused
from trongtam.look.work import Kind, MadeFile, Outcome, Task, kinds

from .models import Round
from .operations.taking_out import take_out_forms

ZIP = "application/zip"


def forms(task: Task) -> Outcome:
    """`given`: round (id), ticket."""
    round_ = Round.objects.visible_to(task.by).select_related("unit").filter(pk=task.given["round"]).first()
    if round_ is None:
        raise Refused(_("This round is not there any more, or not for you."))
    taken = take_out_forms(round_, task.given["ticket"], by=task.by, tell=task.progress)
    sentence = _("%(n)d forms are in the zip.") % {"n": taken.forms}
    if taken.left_out:
        sentence += " " + _("%(n)d are not in it: you have no sight of those records.") % {"n": taken.left_out}
    return Outcome(sentence=sentence, file=MadeFile(f"{round_.title[:100]}.zip", ZIP, taken.content))


def register_all() -> None:
    kinds.register("reviews.forms", Kind(run=forms))
