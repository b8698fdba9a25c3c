"""The first login of a unit in one go: the person, the post that speaks for the unit, the slip. Three acts, three entries."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused

from ..models import Unit, UnitKind
from ..queries.accounts import free_login_name
from ..queries.first_steps import SPEAKERS
from .accounts import Slip, make_login
from .people import register_person
from .posts import give_post

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def open_unit(
    unit: Unit, *, by: User, full_name: str, on: date, basis: str, phone: str = "", at: datetime | None = None
) -> Slip:
    """Register who speaks for a cell, hamlet or group, give the post and make the login; all or nothing."""
    kind = SPEAKERS.get(UnitKind(unit.kind))
    if kind is None:
        raise Refused(_("Only a cell, a hamlet or a group gets its login here."))
    person = register_person(by=by, full_name=full_name, home=unit, phone=phone, at=at)
    give_post(person, by=by, unit=unit, kind=kind, on=on, basis=basis, at=at)
    return make_login(person, by=by, username=free_login_name(person), phone=phone, at=at)
