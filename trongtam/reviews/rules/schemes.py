"""Who makes schemes of classification: the Party office and the secretary of a committee, for it. All who work there read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trongtam.org.models import Unit, UnitKind
from trongtam.org.reach import Reach, Right

from ..models import SchemeVersion
from . import rounds

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def can_make_scheme(user: User, unit: Unit) -> bool:
    return unit.kind == UnitKind.PARTY_COMMITTEE and Reach.of(user).may(Right.REPORTS, unit)


def who_makes_schemes(unit: Unit) -> str:
    sentence = _("Only the Party office or the secretary of %(unit)s makes schemes of classification for it.")
    return sentence % {"unit": unit.name}


def can_revise_scheme(user: User, version: SchemeVersion) -> bool:
    """What came with the program nobody changes: an organ makes its own from it."""
    return version.unit is not None and can_make_scheme(user, version.unit)


def who_revises(version: SchemeVersion) -> str:
    if version.unit is None:
        return _("A scheme that came with the program is not changed. Make your own from it.")
    return who_makes_schemes(version.unit)


# Act → its predicate and the standard thing that it is tried on.
ACTS = {
    "reviews.form_taken_out": (rounds.reads_form, "reviews.subject"),
    "reviews.forms_taken_out": (rounds.can_run_round, "reviews.round"),
    "reviews.scheme_adapted": (can_make_scheme, "committee"),
    "reviews.scheme_revised": (can_revise_scheme, "reviews.scheme"),
}
