"""What the sheets of this room share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Model
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from trongtam.accounts.models import User
from trongtam.ground.errors import Refused
from trongtam.ground.vntext import fold
from trongtam.imports.kinds import Scope

from ..models import Unit


def scope_of(user: User, code: str) -> Scope:
    """The unit whose sheet it is; 404 for who does not see it."""
    unit = get_object_or_404(Unit.objects.visible_to(user), code=code)
    return Scope(unit.code, unit.name, unit, demo=unit.is_demonstration)


def page_of(scope: Scope) -> str:
    return reverse("org:unit", args=[scope.code])


class Units:
    """The units of a sheet by code, or by name where only one has it."""

    def __init__(self, units: Iterable[Unit]):
        self.by_code: dict[str, Unit] = {}
        self._by_name: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            self.add(unit)

    def add(self, unit: Unit) -> None:
        self.by_code[unit.code] = unit
        self._by_name[fold(unit.name)].append(unit)

    def find(self, text: str, field: str) -> Unit:
        """Raises Refused: none, or several."""
        if found := self.by_code.get(text):
            return found
        named = self._by_name.get(fold(text), []) if text else []
        if len(named) > 1:
            raise Refused(_("Several units are called “%(text)s”: write the code.") % {"text": text}, field=field)
        if not named:
            raise Refused(_("No unit here has the code or name “%(text)s”.") % {"text": text}, field=field)
        return named[0]


def referred(model: type[Model], ids: Collection[int], but: Collection[type[Model]] = ()) -> set[int]:
    """Those rows that rows of any table speak of, but those of the tables in `but`."""
    found: set[int] = set()
    for relation in model._meta.related_objects:
        table = relation.related_model
        if isinstance(table, str) or table in but:
            continue
        name = relation.field.name
        rows = table._base_manager.filter(**{f"{name}__in": list(ids)})
        found |= set(rows.values_list(name, flat=True))
    return found & set(ids)
