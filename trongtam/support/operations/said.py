"""What every text of this room is asked before it is kept: is there one, is it classified, does it denounce somebody."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.archive.operations import refuse_marked_text
from trongtam.ground.errors import Refused

from ..routing import is_denunciation


def denunciation_sentence() -> str:
    """Who receives it by law; the page for it says more."""
    return _(
        "This reads like a denunciation. It is not taken here and nothing of it is kept. By the Law on Denunciations it is "
        "handed, in writing or by word of mouth, to the head of the body in charge: about cadres of the commune to the "
        "chairman of its People's Committee, about Party members and Party organisations to the Inspection Commission of "
        "the Party committee. What asks for something without accusing anybody can be written down here in other words."
    )


def refuse_denunciation(**texts: str) -> None:
    """Raise Refused at the field whose text denounces somebody; nothing of it has been kept."""
    for field, text in texts.items():
        if is_denunciation(text):
            raise Refused(denunciation_sentence(), field=field)


def checked_text(text: str, *, field: str = "text", needed: str) -> str:
    """The text as it is kept. Raises Refused: empty (`needed` says what is asked for), classified, a denunciation."""
    clean = text.strip()
    if not clean:
        raise Refused(needed, field=field)
    refuse_marked_text(clean, field=field)
    refuse_denunciation(**{field: clean})
    return clean


def day_of(at: datetime | None) -> date:
    return timezone.localdate(at or timezone.now())


def check_not_future(day: date, at: datetime | None, *, field: str = "on") -> None:
    if day > day_of(at):
        raise Refused(_("The day lies in the future. Please check it."), field=field)


# The forms in which people write down what is asked for; their drafts are not kept either where they denounce somebody.
GUARDED = ("form:recommendations", "form:notes", "form:voters", "form:sessions", "form:following")


def guard_of_drafts(key: str, text: str) -> str:
    """Why a draft may not lie on the server: it denounces somebody."""
    return denunciation_sentence() if key.startswith(GUARDED) and is_denunciation(text) else ""
