"""A scheme is laid, used, adapted by an organ, revised. What a round rates by is never changed."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book
from trongtam.org.models import Unit

from ..models import SchemeCycle, SchemeVersion
from ..queries.schemes import scheme_for
from ..rules import schemes as rules
from ..scheme import Scheme
from ..scheme_reading import content_of
from ..shipped import shipped_schemes

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def lay_shipped_schemes(*, at: datetime | None = None) -> int:
    """Bring in the schemes that came with the program and are not there yet; how many. One query when nothing is missing."""
    there = set(SchemeVersion.objects.filter(unit__isnull=True).values_list("code", "version"))
    missing = [one for one in shipped_schemes() if (one.scheme.code, one.version) not in there]
    rows = []
    for one in missing:
        row = SchemeVersion(code=one.scheme.code, version=one.version, at=at or timezone.now())
        row.hold(one.scheme)
        rows.append(row)
    SchemeVersion.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def scheme_to_use(
    subject_kind: str,
    form: str | None,
    unit: Unit,
    on: date,
    *,
    cycle: str = SchemeCycle.YEAR,
    at: datetime | None = None,
) -> SchemeVersion:
    """The scheme of a subject on a day, from now on unchangeable. Raises Refused where none is known."""
    lay_shipped_schemes(at=at)
    return use_scheme(scheme_for(subject_kind, form, unit, on, cycle=cycle), at=at)


def use_scheme(version: SchemeVersion, *, at: datetime | None = None) -> SchemeVersion:
    """A round rates by it: it is not changed any more."""
    if version.used_at is None:
        version.used_at = at or timezone.now()
        SchemeVersion.objects.filter(pk=version.pk, used_at__isnull=True).update(used_at=version.used_at)
    return version


@transaction.atomic
def adapt_scheme(version: SchemeVersion, unit: Unit, *, by: User, at: datetime | None = None) -> SchemeVersion:
    """An organ's own version of a scheme, the same at first, to be revised."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if not rules.can_make_scheme(by, unit):
        raise NotAllowed(rules.who_makes_schemes(unit))
    if SchemeVersion.objects.filter(code=version.code, unit=unit).exists():
        raise Refused(_("%(unit)s already has its own version of this scheme. Revise that one.") % {"unit": unit.name})
    own = SchemeVersion(code=version.code, version=1, unit=unit, replaces=version, by=by, at=at or timezone.now())
    own.hold(version.read())
    own.checked = False
    own.save()
    book.write("reviews.scheme_adapted", by=by, on=own, unit=unit, note=own.title, at=at)
    return own


@transaction.atomic
def revise_scheme(version: SchemeVersion, scheme: Scheme, *, by: User, at: datetime | None = None) -> SchemeVersion:
    """Say otherwise what an organ's scheme says: in place while nobody rates by it, else as its next version, which is returned.

    Raises Refused where somebody else has revised it meanwhile, or nothing differs.
    """
    version = SchemeVersion.objects.select_for_update(of=("self",)).select_related("unit").get(pk=version.pk)
    if not rules.can_revise_scheme(by, version):
        raise NotAllowed(rules.who_revises(version))
    if version.replaced_by.exists():
        raise Refused(_("There is a newer version of this scheme. Revise that one."))
    if (scheme.subject, scheme.form, scheme.cycle) != (version.subject, version.form, version.cycle):
        raise Refused(_("A scheme is not turned into one for somebody else. Adapt the fitting one."))
    before = version.read()
    if content_of(scheme) == content_of(before) and _dates(scheme) == _dates(before):
        raise Refused(_("Nothing was changed."))
    revised = version if version.used_at is None else _next(version, by, at)
    revised.hold(scheme)
    revised.save()
    was, now = version.version, revised.version
    book.write("reviews.scheme_revised", by=by, on=revised, unit=revised.unit, before=was, after=now, at=at)
    return revised


def _dates(scheme: Scheme) -> tuple[object, ...]:
    return (scheme.title, scheme.source, scheme.valid_from, scheme.valid_to)


def _next(version: SchemeVersion, by: User, at: datetime | None) -> SchemeVersion:
    return SchemeVersion(
        code=version.code, version=version.version + 1, unit=version.unit, replaces=version, by=by,
        at=at or timezone.now(),
    )  # fmt: skip
