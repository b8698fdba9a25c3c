"""What the lists of this room can be filtered and sorted by, and what goes out of them as a sheet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trongtam.look.lists import Column, Filter, Listing, Order, among

from .models import PostKind, UnitKind
from .models.units import on_date
from .queries.book import midnight

BY_NAME = Order("name", _("Given name"), people="full_name")


def _posts(person: Any) -> str:
    return "; ".join(post.title for post in person.current_posts)


def _in_post(people: QuerySet[Any], kind: str) -> QuerySet[Any]:
    held = on_date(timezone.localdate(), "posts__") & Q(posts__kind=kind)
    return people.filter(pk__in=people.model.objects.filter(held).values("pk"))


POST = Filter("post", _("Post"), _in_post, PostKind.choices)
NAME = Column(_("Full name"), lambda person: person.full_name, width=28)
PLACE = Column(_("Unit"), lambda person: person.place.name if person.place else "", width=30)
POSTS = Column(_("Posts"), _posts, width=44)


def people_listing(*, may_export: bool) -> Listing:
    """Names, places and posts; nothing of membership, so no order by cells. Only who keeps the people takes it out."""
    columns = (NAME, PLACE, POSTS) if may_export else ()
    return Listing(_("People"), columns, (BY_NAME,), (POST,), text="folded", hint=_("Name"), a_page=50)


# -- logins ------------------------------------------------------------------------------------------------------------

NONE, WAITING, LOCKED, NEVER, USED = "none", "waiting", "locked", "never", "used"
LOGIN_STATES = (
    (NONE, _("No login yet")),
    (WAITING, _("a slip waits to be used")),
    (LOCKED, _("locked")),
    (NEVER, _("never signed in")),
    (USED, _("signs in")),
)


def login_state(person: Any) -> str:
    """Which of `LOGIN_STATES` a person of the list of logins is in."""
    if person.user is None:
        return NONE
    if not person.user.is_active:
        return LOCKED
    if person.slip_waits:
        return WAITING
    return USED if person.user.last_login else NEVER


def _in_state(people: QuerySet[Any], state: str) -> QuerySet[Any]:
    open_one = people.filter(user__is_active=True)
    if state == NONE:
        return people.filter(user=None)
    if state == LOCKED:
        return people.filter(user__is_active=False)
    if state == WAITING:
        return open_one.filter(slip_waits=True)
    return open_one.filter(slip_waits=False, user__last_login__isnull=state == NEVER)


ACCOUNTS = Listing(
    _("People and logins"),
    (
        NAME,
        PLACE,
        POSTS,
        Column(_("Login name"), lambda person: person.user.username if person.user else ""),
        Column(_("State"), lambda person: str(dict(LOGIN_STATES)[login_state(person)]), width=26),
    ),
    (BY_NAME,),
    (Filter("state", _("State"), _in_state, LOGIN_STATES), POST),
    text=("folded", "user__username"),
    hint=_("Name or login name"),
    a_page=50,
)


# -- units -------------------------------------------------------------------------------------------------------------

UNITS = Listing(
    _("Units"),
    (
        Column(_("Code"), lambda node: node.code, width=24),
        Column(_("Name"), lambda node: node.name, width=36),
        Column(_("Kind"), lambda node: node.kind_label, width=22),
        Column(_("Depth in the tree"), lambda node: node.depth, "number", 12),
        Column(_("Units below"), lambda node: node.children, "number", 12),
    ),
    (Order("tree", _("As in the tree")), Order("name", _("Name"), words=lambda node: node.name)),
    (
        Filter("kind", _("Kind"), among(lambda node: node.kind), UnitKind.choices),
        Filter("at", _("As it was on"), None, a_day=True),
    ),
    text=lambda node: node.name,
    hint=_("Name"),
    a_page=400,
)


MEMBERS = Listing(
    _("Members"),
    columns=(),
    orders=(
        Order("name", _("Name"), words=lambda one: one.name),
        Order("most", _("Most members first"), by=lambda one: -one.members),
    ),
    filters=(Filter("at", _("As it was on"), None, a_day=True),),
    text=lambda one: one.name,
    hint=_("Name"),
    a_page=50,
)


# -- the book ----------------------------------------------------------------------------------------------------------


def book_listing(acts: list[tuple[str, str]], rows: Any) -> Listing:
    """Entries of the book: `rows(entries)` tells them as the page does, masked ones masked."""
    return Listing(
        _("The book"),
        (
            Column(_("On"), lambda row: row.at.strftime("%d/%m/%Y %H:%M"), width=18),
            Column(_("Who"), lambda row: row.who, width=26),
            Column(_("What was done"), lambda row: row.act, width=36),
            Column(_("Unit"), lambda row: row.unit, width=30),
            Column(_("About"), lambda row: row.words or row.note, width=50),
        ),
        (
            Order("newest", _("Newest first"), by=("-at", "-pk")),
            Order("oldest", _("Oldest first"), by=("at", "pk")),
        ),
        (
            Filter("act", _("What was done"), "act", acts),
            Filter("since", _("From"), _since, a_day=True),
            Filter("until", _("Until"), _until, a_day=True),
        ),
        told=rows,
    )


def _since(entries: QuerySet[Any], day: date) -> QuerySet[Any]:
    return entries.filter(at__gte=midnight(day))


def _until(entries: QuerySet[Any], day: date) -> QuerySet[Any]:
    return entries.filter(at__lt=midnight(day + timedelta(days=1)))
