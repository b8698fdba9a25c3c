"""Saved views: a list as one person filtered it, kept under a name, for himself or for the office in which he works. Nothing of
it is business: it stands in no book, and everybody reads the list with his own sight."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.db import transaction
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused

from ..lists import AS, PAGE, TEXT
from ..models import SavedView
from ..registry import lists_of_people, offices

MOST_VIEWS = 60
LONGEST_QUERY = 1000


@transaction.atomic
def keep_view(*, by: Any, name: str, address: str, office: str = "", at: datetime | None = None) -> SavedView:
    """Keep an own page with its filters under a name, for oneself or for everybody of an office (its key). Of lists of persons
    what was searched is left out: it may be a name. Raises Refused; NotAllowed for an office where one may not."""
    _require_sharing(by, office)
    name = _free_name(by, name)
    if SavedView.objects.of(by).count() >= MOST_VIEWS:
        raise Refused(_("You have saved %(n)s views. Remove one that you no longer need.") % {"n": MOST_VIEWS})
    route, given, query = _parts(address)
    if len(query) > LONGEST_QUERY:
        raise Refused(_("This choice is too long to save. Choose less."))
    return SavedView.objects.create(
        user=by, name=name, route=route, given=given, query=query, office=office, made_at=at or timezone.now()
    )


@transaction.atomic
def rename_view(view: SavedView, *, by: Any, name: str) -> SavedView:
    view = _own(view, by)
    if name.strip() != view.name:
        view.name = _free_name(by, name)
        view.save(update_fields=["name"])
    return view


@transaction.atomic
def share_view(view: SavedView, *, by: Any, office: str) -> SavedView:
    """Show an own view to everybody of an office, or ("") to oneself alone again. Raises NotAllowed."""
    view = _own(view, by)
    _require_sharing(by, office)
    view.office = office
    view.save(update_fields=["office"])
    return view


def _require_sharing(by: Any, office: str) -> None:
    if office and office not in {one.key for one in offices(by) if one.shares}:
        raise NotAllowed(_("The Party office, the secretary and the deputy put a view there for the whole office."))


@transaction.atomic
def remove_view(view: SavedView, *, by: Any) -> None:
    _own(view, by).delete()


def _own(view: SavedView, by: Any) -> SavedView:
    held = SavedView.objects.of(by).select_for_update().filter(pk=view.pk).first()
    if held is None:
        raise NotAllowed(_("A saved view is changed by the one who saved it."))
    return held


def _free_name(by: Any, name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > 80:
        raise Refused(_("Give the view a name of at most 80 letters."), field="name")
    if SavedView.objects.of(by).filter(name=name).exists():
        raise Refused(_("You already have a view of this name. Give it another."), field="name")
    return name


def _parts(address: str) -> tuple[str, dict[str, Any], str]:
    """The route, what it holds, and the query of an address of this house."""
    parts = urlsplit(address)
    try:
        found = resolve(parts.path)
    except Resolver404:
        found = None
    if found is None or parts.scheme or parts.netloc:
        raise Refused(_("This page cannot be saved as a view."))
    left_out = {PAGE, AS, *((TEXT,) if found.view_name in lists_of_people else ())}
    kept = [(key, value) for key, value in parse_qsl(parts.query) if key not in left_out]
    return found.view_name, dict(found.kwargs), urlencode(kept)
