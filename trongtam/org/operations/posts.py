"""Posts: given and ended, each with its basis. A person may hold several at once."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book

from .. import nesting, rules
from ..models import Person, Post, PostKind, Unit
from ..models.units import on_date
from .checks import locked, printed, require_basis, require_life

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def give_post(
    person: Person,
    *,
    by: User | None,
    unit: Unit,
    kind: str,
    on: date,
    basis: str,
    until: date | None = None,
    at: datetime | None = None,
) -> Post:
    """Give a person a post in a unit from a day on (until another, when that is known)."""
    unit = locked(unit)
    if not rules.can_give_post(by, unit):
        raise NotAllowed(rules.who_may_keep_people(unit))
    if by is not None and person.user_id == by.pk:
        raise Refused(_("Nobody gives a post to himself: another office or administrator does it."), field="kind")
    if person.erased_at is not None:
        raise Refused(_("This person's data is erased."))
    basis = require_basis(basis)
    check_post(person, unit, kind, on, until)
    post = Post.objects.create(person=person, unit=unit, kind=kind, valid_from=on, valid_to=until, basis=basis)
    after = {"person": person.pk, "kind": kind, "on": on, "until": until, "basis": basis}
    book.write("org.post_given", by=by, on=post, unit=unit, after=after, at=at)
    return post


def check_post(person: Person, unit: Unit, kind: str, on: date, until: date | None) -> None:
    """Whether the post makes sense: the unit has it, lives that long, and nobody holds it already."""
    if not nesting.has_post(unit.kind, kind):
        raise Refused(
            _("%(unit)s has no post “%(post)s”.") % {"unit": unit.name, "post": PostKind(kind).label}, field="kind"
        )
    require_life(unit, on)
    if until is not None:
        if until <= on:
            raise Refused(_("The last day comes before the first."), field="until")
        if unit.ended_on is not None and until > unit.ended_on:
            raise Refused(
                _("%(unit)s ended on %(day)s.") % {"unit": unit.name, "day": printed(unit.ended_on)}, field="until"
            )
    overlapping = Post.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), unit=unit, kind=kind)
    if until is not None:
        overlapping = overlapping.filter(valid_from__lt=until)
    if overlapping.filter(person=person).exists():
        raise Refused(_("%(name)s holds this post at that time already.") % {"name": person.full_name}, field="kind")
    holder = overlapping.select_related("person").first() if kind in nesting.SINGLE_POSTS else None
    if holder is not None:
        raise Refused(
            _("%(name)s holds this post since %(day)s: end it first.")
            % {"name": holder.person.full_name, "day": printed(holder.valid_from)},
            field="kind",
        )


@transaction.atomic
def end_post(post: Post, *, by: User | None, on: date, basis: str, at: datetime | None = None) -> Post:
    """End a post from a day on. The last administrator of a tree stays until there is another."""
    post = Post.objects.select_for_update(of=("self",)).select_related("unit", "person").get(pk=post.pk)
    if not rules.can_end_post(by, post):
        raise NotAllowed(rules.who_may_keep_people(post.unit))
    basis = require_basis(basis)
    if post.valid_to is not None and post.valid_to <= on:
        raise Refused(_("This post ended on %(day)s.") % {"day": printed(post.valid_to)}, field="on")
    if on <= post.valid_from:
        raise Refused(
            _("This post began on %(day)s: choose a later day.") % {"day": printed(post.valid_from)}, field="on"
        )
    if post.kind == PostKind.ADMINISTRATOR and not _other_administrators(post, on):
        raise Refused(_("This is the last administrator: name another one first."), field="on")
    before, post.valid_to = post.valid_to, on
    post.save(update_fields=["valid_to"])
    after = {"person": post.person_id, "kind": post.kind, "until": on, "basis": basis}
    book.write("org.post_ended", by=by, on=post, unit=post.unit, before={"until": before}, after=after, at=at)
    return post


def _other_administrators(post: Post, on: date) -> bool:
    """Another administrator of the same unit or of one above holds the post on that day and after."""
    return (
        Post.objects.filter(on_date(on), kind=PostKind.ADMINISTRATOR, unit_id__in=_around(post.unit))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")))
        .exclude(pk=post.pk)
        .exists()
    )


def _around(unit: Unit) -> list[int]:
    """The unit and those above it, with the committees that lead them."""
    ids = unit.path_ids
    return [*ids, *Unit.objects.filter(parent_id__in=ids, kind="party_committee").values_list("pk", flat=True)]
