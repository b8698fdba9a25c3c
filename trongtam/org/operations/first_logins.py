"""The first login of a unit in one go: the person, the post that speaks for the unit, the slip. Three acts, three entries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused

from ..models import Unit, UnitKind
from ..queries.accounts import free_login_name
from ..queries.first_steps import SPEAKERS
from ..queries.speakers import MADE, Speaker
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


@transaction.atomic
def open_units(lines: Sequence[Speaker], *, by: User, on: date, basis: str, at: datetime | None = None) -> list[Slip]:
    """The logins of a list at once, a slip for each; all or nothing. Who holds the post already only gets the login.

    Raises Refused where no line is left that makes one, and for a line that its act refuses, which is named.
    """
    slips = []
    for line in lines:
        if line.state not in MADE or line.unit is None:
            continue
        try:
            if line.holder is not None:
                number = line.phone or line.holder.phone
                slips.append(make_login(line.holder, by=by, username=free_login_name(line.holder), phone=number, at=at))
            else:
                told = {"full_name": line.full_name, "phone": line.phone}
                slips.append(open_unit(line.unit, by=by, on=on, basis=basis, at=at, **told))
        except Refused as refusal:
            sentence = _("Line %(line)s, %(unit)s: %(why)s")
            raise Refused(sentence % {"line": line.line, "unit": line.unit.name, "why": refusal}) from refusal
    if not slips:
        raise Refused(_("No line of the list makes a login."))
    return slips
