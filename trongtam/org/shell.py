"""What the frame of every page asks of posts: where one works, as what, and whether the data is made up. No query of its
own beside the reach, which every page loads once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trongtam.look.registry import Office, Where

from .models import Post, PostKind, Unit, UnitKind
from .reach import HeldPost, Reach, Right

if TYPE_CHECKING:
    from django.http import HttpRequest

    from .rules import Actor


def main_post(request: HttpRequest) -> HeldPost | None:
    """The post that the page speaks to: the highest one held today, the oldest of them."""
    posts = Reach.of(getattr(request, "user", None)).posts
    return min(posts, key=lambda post: post.unit_path.count("/"), default=None)


def where(request: HttpRequest) -> Where:
    """The unit of the post, and the commune it belongs to, or what stands directly above it."""
    post = main_post(request)
    if post is None or post.unit is None:
        return Where("")
    above = _commune_above(post.unit) or post.unit.parent
    return Where(post.unit.name, above.name if above else "")


def _commune_above(unit: Unit) -> Unit | None:
    """Among the three units above, which were loaded with the post."""
    above = unit.parent
    for _level in range(3):
        if above is None or above.kind == UnitKind.COMMUNE:
            return above
        above = above.parent if _level < 2 else None
    return None


def role(request: HttpRequest) -> str:
    post = main_post(request)
    return Post(kind=post.kind, unit=post.unit).name if post and post.unit else ""


def offices(user: Actor) -> list[Office]:
    """The units in which the person holds a post today. Who signs and keeps papers there shares views with the others."""
    shares: dict[int, bool] = {}
    for post in Reach.of(user).posts:
        shares[post.unit_id] = shares.get(post.unit_id, False) or Right.REPORTS in post.rights
    names = {post.unit_id: post.unit.name for post in Reach.of(user).posts if post.unit is not None}
    return [Office(f"unit:{pk}", names.get(pk, ""), may) for pk, may in shares.items()]


def demonstration(request: HttpRequest) -> bool:
    """Whether what this person works with is made up: his login says so, or his unit does."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return False
    if user.is_demonstration:
        return True
    post = main_post(request)
    return post is not None and post.unit is not None and post.unit.is_demonstration


# Which guides are whose, the nearest first: who finds nothing in the first looks into the next.
_GUIDES: dict[str, tuple[str, ...]] = {
    PostKind.OFFICE: ("office", "secretary"),
    PostKind.ADMINISTRATOR: ("administrator", "office", "secretary"),
    PostKind.CELL_SECRETARY: ("unit-secretary",),
    PostKind.CELL_COMMITTEE: ("unit-secretary",),
    PostKind.HAMLET_HEAD: ("unit-secretary",),
    PostKind.GROUP_HEAD: ("unit-secretary",),
}
_LEADER, _SUPERIOR = ("secretary", "office"), ("superior",)


def guides(request: HttpRequest) -> tuple[str, ...]:
    """The guides of the posts held today; empty without a post. Above the commune one reads and does not write."""
    posts = Reach.of(getattr(request, "user", None)).posts
    named = [name for post in posts for name in _guides_of(post)]
    return tuple(dict.fromkeys(named))


def _guides_of(post: HeldPost) -> tuple[str, ...]:
    own = _GUIDES.get(post.kind, _LEADER)
    if post.near:
        return own
    return _SUPERIOR if own == _LEADER else (*_SUPERIOR, *own)


def has_reach(request: HttpRequest) -> bool:
    return bool(Reach.of(request.user).posts)


def keeps_people(request: HttpRequest) -> bool:
    reach = Reach.of(request.user)
    return reach.may_anywhere(Right.PEOPLE) or bool(reach.sight_units)
