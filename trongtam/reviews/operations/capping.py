"""The cap in words, and the check before a decision."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused

from ..models import Round
from ..queries.capping import CapRow, over_after


def over_words(row: CapRow) -> str:
    told = {
        "where": row.name,
        "level": row.level,
        "n": row.standing.excellent,
        "allowed": row.standing.allowed,
        "good": row.standing.rated_good,
        "share": f"{row.share.normalize():f}".replace(".", ","),
        "of": row.of,
    }
    return (
        _(
            "%(where)s: %(n)d “%(level)s”, but at most %(allowed)d are possible (%(share)s%% of %(good)d “%(of)s”). More "
            "needs a document "
            "that allows the exception."
        )
        % told
    )


def require_room(round_: Round, changes: Mapping[int, str]) -> None:
    """No cap is exceeded by these decisions, unless a document allows it. Raises Refused."""
    if round_.exception_document_id is not None:
        return
    if over := over_after(round_, changes):
        raise Refused(over_words(over[0]), field="level")
