"""Units over time, people, Party membership, posts, terms."""

from .party import Exemption, Membership, PartyRecord
from .people import Person, Post, PostKind, SightGrant, post_title
from .units import Placement, Succession, Term, Unit, UnitKind, UnitName, UnitSettings

__all__ = [
    "Exemption",
    "Membership",
    "PartyRecord",
    "Person",
    "Placement",
    "Post",
    "PostKind",
    "SightGrant",
    "Succession",
    "Term",
    "Unit",
    "UnitKind",
    "UnitName",
    "UnitSettings",
    "post_title",
]
