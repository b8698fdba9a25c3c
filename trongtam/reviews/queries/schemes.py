"""Which scheme rates whom: picked by the day of the fact and by the organ, never by today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused
from trongtam.org.models import Unit, UnitKind
from trongtam.org.reach import Reach

from ..models import SchemeCycle, SchemeForm, SchemeSubject, SchemeVersion
from ..rules.schemes import can_make_scheme

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def schemes_on(unit: Unit, on: date) -> list[SchemeVersion]:
    """Everything that an organ could use on a day; one query."""
    return list(SchemeVersion.objects.holding(on).for_unit(unit).select_related("unit"))


def pick(
    versions: Iterable[SchemeVersion], subject: str, form: str | None, *, cycle: str = SchemeCycle.YEAR
) -> SchemeVersion | None:
    """Of those in force: the nearest organ's own before what holds everywhere, then the one that began last, then the newest
    version. `form` None: whatever Party form the subject has; civil servants are rated only where their form is asked for."""
    fitting = [one for one in versions if one.subject == subject and one.cycle == cycle and _has_form(one, form)]
    return max(fitting, key=_precedence, default=None)


def _has_form(one: SchemeVersion, form: str | None) -> bool:
    return one.form == form if form else one.form not in (SchemeForm.CIVIL, SchemeForm.CIVIL_LEADING)


def _precedence(one: SchemeVersion) -> tuple[int, date, int, int]:
    return (len(one.unit.path_ids) if one.unit is not None else 0, one.valid_from, one.version, one.pk)


def scheme_for(
    subject_kind: str, form: str | None, unit: Unit, on: date, *, cycle: str = SchemeCycle.YEAR
) -> SchemeVersion:
    """The scheme of a subject on a day. Raises Refused where none is known."""
    found = pick(schemes_on(unit, on), subject_kind, form, cycle=cycle)
    if found is None:
        who = SchemeSubject(subject_kind).label
        sentence = _("No scheme of classification is known for “%(who)s” on %(day)s.")
        raise Refused(sentence % {"who": who, "day": f"{on:%d/%m/%Y}"})
    return found


def shipped(code: str) -> SchemeVersion:
    """The newest version of a scheme that came with the program. Raises DoesNotExist."""
    return SchemeVersion.objects.filter(code=code, unit__isnull=True).order_by("-version")[:1].get()


def committee_of(user: User) -> Unit | None:
    """The committee for which one makes schemes: the one where one holds a post, or that leads the place of the post."""
    held = [post.unit_id for post in Reach.of(user).posts]
    near = Unit.objects.filter(Q(pk__in=held) | Q(parent__in=held), kind=UnitKind.PARTY_COMMITTEE)
    return next((unit for unit in near.order_by("path") if can_make_scheme(user, unit)), None)


def own_of(version: SchemeVersion, unit: Unit) -> SchemeVersion | None:
    """The newest version that a committee made of the same scheme."""
    return SchemeVersion.objects.filter(code=version.code, unit=unit).order_by("-version").first()


def versions_of(version: SchemeVersion, user: User) -> list[SchemeVersion]:
    """Every version of the same scheme that one sees, the shipped one among them; newest first."""
    seen = SchemeVersion.objects.visible_to(user).filter(code=version.code).select_related("unit")
    return sorted(seen, key=lambda one: (one.unit_id is not None, one.version), reverse=True)
