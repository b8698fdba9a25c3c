"""What acts of this room ask alike."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.days import write
from trongtam.ground.errors import Refused
from trongtam.org.models import Unit


def day_of(at: datetime | None) -> date:
    return timezone.localdate(at or timezone.now())


def line_given(text: str, field: str, sentence: str, most: int = 240) -> str:
    """One line of words. Raises Refused: none, or too many."""
    said = " ".join(text.split())
    if not said:
        raise Refused(sentence, field=field)
    if len(said) > most:
        raise Refused(_("Please say it in at most %(most)s signs.") % {"most": most}, field=field)
    return said


def reason_given(reason: str) -> str:
    return line_given(reason, "reason", _("Please say why; the other side reads it."), 500)


def refuse_future(on: date, at: datetime | None, field: str = "on") -> None:
    if on > day_of(at):
        raise Refused(_("The day lies in the future. Please check it."), field=field)


def check_lives(unit: Unit, on: date, field: str = "unit") -> None:
    """Raises Refused: the unit had not begun, or had ended."""
    if unit.founded_on > on or (unit.ended_on is not None and on >= unit.ended_on):
        sentence = _("%(unit)s did not exist on %(day)s. Please check the day.")
        raise Refused(sentence % {"unit": unit.name, "day": write(on)}, field=field)
