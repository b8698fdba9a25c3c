"""What acts of this room ask alike."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused


def day_of(at: datetime | None) -> date:
    return timezone.localdate(at or timezone.now())


def words_given(text: str, field: str, sentence: str, most: int = 4000) -> str:
    said = text.strip()
    if not said:
        raise Refused(sentence, field=field)
    if len(said) > most:
        raise Refused(_("Please say it in at most %(most)s signs.") % {"most": most}, field=field)
    return said


def reason_given(reason: str) -> str:
    return words_given(" ".join(reason.split()), "reason", _("Please say why; the other side reads it."), 500)


def refuse_future(on: date, at: datetime | None, field: str = "on") -> None:
    if on > day_of(at):
        raise Refused(_("The day lies in the future. Please check it."), field=field)
