"""Logins as the office sees them, and what a login is called on the sign-in page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from trongtam.accounts.models import LoginSlip, User
from trongtam.ground.vntext import fold

from ..models import Person, Post
from ..models.units import on_date
from ..reach import Reach, Right

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    Actor = User | AnonymousUser | None


def accounts_kept_by(user: Actor) -> QuerySet[Person]:
    """People whose login a person may keep: those whose plain record he keeps, under a post that keeps logins."""
    reach = Reach.of(user)
    if not reach.may_anywhere(Right.ACCOUNTS):
        return Person.objects.none()
    return (
        Person.objects.not_erased().filter(reach.kept_people()).select_related("home__parent__parent__parent", "user")
    )


def account_list(user: Actor) -> QuerySet[Person]:
    """Those of them who hold a post today or have a login (so the list tells nothing of membership), by name."""
    today = timezone.localdate()
    held = Post.objects.filter(on_date(today)).select_related("unit").order_by("unit__path", "pk")
    in_post = Post.objects.filter(on_date(today), person=OuterRef("pk"))
    people = accounts_kept_by(user).filter(Q(user__isnull=False) | Exists(in_post))
    waiting = LoginSlip.objects.good(timezone.now()).filter(user=OuterRef("user"))
    people = people.annotate(slip_waits=Exists(waiting))
    return people.prefetch_related(Prefetch("posts", held, to_attr="current_posts")).order_by("folded", "pk")


def has_second_step(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())


def login_labels(users: Sequence[User]) -> dict[int, str]:
    """What each login's person is today: "Bí thư chi bộ, Chi bộ ấp Mẫu Một". One query."""
    posts = Post.objects.filter(on_date(timezone.localdate()), person__user__in=users)
    labels: dict[int, list[str]] = defaultdict(list)
    for post in posts.select_related("unit", "person").order_by("unit__path", "pk"):
        if post.person.user_id is not None:
            labels[post.person.user_id].append(post.title)
    return {key: " · ".join(words) for key, words in labels.items()}


def free_login_name(person: Person) -> str:
    """A name to propose: the person's name without marks and spaces, with a number where it is taken."""
    base = "".join(letter for letter in fold(person.full_name) if letter.isascii() and letter.isalnum())[:36] or "tk"
    taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    return next(name for name in (base + (str(n) if n > 1 else "") for n in count(1)) if name not in taken)
