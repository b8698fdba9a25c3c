"""Works as a sheet: a line assigns a work, or changes by its own acts one that was assigned. Undoing takes an assignment back
while nobody has worked on it, and changes back what was changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from trongtam.accounts.models import User
from trongtam.ground.errors import NotAllowed
from trongtam.ground.sheets import Value
from trongtam.imports.kinds import Kind, Scope
from trongtam.org.models import Unit

from .. import rules
from .desk import WorksDesk
from .fields import FIELDS, KEYS
from .outgoing import lines


def scope_of(user: User, code: str) -> Scope:
    """The organ whose works they are; 404 for who does not see it."""
    unit = get_object_or_404(Unit.objects.visible_to(user).select_related("parent"), code=code)
    return Scope(unit.code, unit.name, unit, demo=unit.is_demonstration)


def require(user: User, scope: Scope) -> None:
    if not rules.can_assign_work(user, scope.subject):
        raise NotAllowed(rules.who_may_assign(scope.subject))


def rows(user: User, scope: Scope, year: int) -> Iterator[Sequence[Value]]:
    return lines(user, scope, year, KEYS)


def board_of(scope: Scope) -> str:
    return reverse("work:board", args=[scope.code])


KIND = Kind(
    title=_("Assigned works"),
    lead=_(
        "One line for one work. New ones are assigned; a changed line adjusts, moves the day or hands over, with the reason."
    ),
    fields=FIELDS,
    scope=scope_of,
    require=require,
    rows=rows,
    desk=WorksDesk,
    home=board_of,
    yearly=True,
)
