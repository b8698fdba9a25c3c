"""What numbers of a meeting can be: nobody votes or speaks who was not there. Where nobody was counted nothing is said."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Sum
from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused

from ..models import AgendaItem, Guest, HeadCount, Meeting


def check_votes(meeting: Meeting, items: Iterable[AgendaItem]) -> None:
    """Only official members who are here vote; of a pasted count all who are here. Raises Refused. No query for a
    meeting that was locked."""
    voted = [(item, _votes(item)) for item in items if item.votes_for is not None]
    count = _counted(meeting) if voted else None
    if count is None:
        return
    here = count.present if count.official_present is None else count.official_present
    for item, votes in voted:
        if votes > here:
            told = {"votes": votes, "here": here, "point": item.title}
            sentence = _(
                "%(votes)d votes, but %(here)d here may vote: “%(point)s”. Please look at the votes or the roll call."
            )
            raise Refused(sentence % told, field=f"votes_for_{item.pk}")


def _counted(meeting: Meeting) -> HeadCount | None:
    """Read with the meeting where it was locked."""
    return getattr(meeting, "head_count", None)


def _votes(item: AgendaItem) -> int:
    return (item.votes_for or 0) + (item.votes_against or 0) + (item.votes_abstained or 0)


def check_scored(meeting: Meeting, votes: tuple[int, int] | None) -> None:
    """On a score: (agreed, of how many) not of more than came. Raises Refused. One query, none without votes."""
    count = _counted(meeting) if votes is not None else None
    if votes is not None and count is not None and votes[1] > count.present + count.beside:
        told = {"votes": votes[1], "here": count.present + count.beside}
        raise Refused(_("%(votes)d could not vote: %(here)d were here.") % told, field="votes_of")


def check_speakers(meeting: Meeting, speakers: int | None) -> None:
    """Everybody who came may speak, guests too. Raises Refused. One query, for guests, where it does not fit."""
    count = _counted(meeting) if speakers else None
    if count is None or speakers is None or speakers <= count.present + count.beside:
        return
    guests = Guest.objects.filter(meeting=meeting).aggregate(sum=Sum("count"))["sum"] or 0
    here = count.present + count.beside + guests
    if speakers > here:
        told = {"speakers": speakers, "here": here}
        raise Refused(
            _("%(speakers)d spoke, but only %(here)d were here. Please look at the number again.") % told,
            field="speakers",
        )
