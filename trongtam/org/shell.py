"""What the frame of every page asks of posts: where one works, as what, and whether the data is made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from trongtam.look.registry import Where

from .models import Post, Unit, UnitKind
from .models.units import on_date
from .reach import Reach, Right

if TYPE_CHECKING:
    from django.http import HttpRequest


def main_post(request: HttpRequest) -> Post | None:
    """The post that the page speaks to: the highest one held today, the oldest of them. One query a request."""
    if not hasattr(request, "_org_main_post"):
        reach = Reach.of(getattr(request, "user", None))
        posts = Post.objects.none()
        if reach.posts:
            posts = Post.objects.filter(on_date(timezone.localdate()), person_id=reach.person_id)
        found = sorted(posts.select_related("unit__parent"), key=lambda post: (post.unit.path.count("/"), post.pk))
        request.__dict__["_org_main_post"] = found[0] if found else None
    return request.__dict__["_org_main_post"]


def where(request: HttpRequest) -> Where:
    """The unit of the post, and the one it belongs to (a cluster says less than the commune, so it is passed over)."""
    post = main_post(request)
    if post is None:
        return Where("")
    above = post.unit.parent
    if post.unit.kind == UnitKind.CELL:
        commune = Unit.objects.filter(pk__in=post.unit.path_ids, kind=UnitKind.COMMUNE).first()
        above = commune or above
    return Where(post.unit.name, above.name if above else "")


def role(request: HttpRequest) -> str:
    post = main_post(request)
    return str(post.get_kind_display()) if post else ""


def demonstration(request: HttpRequest) -> bool:
    """Whether what this person works with is made up: his login says so, or his unit does."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return False
    if user.is_demonstration:
        return True
    post = main_post(request)
    return post is not None and post.unit.is_demonstration


def has_reach(request: HttpRequest) -> bool:
    return bool(Reach.of(request.user).posts)


def keeps_people(request: HttpRequest) -> bool:
    reach = Reach.of(request.user)
    return reach.may_anywhere(Right.PEOPLE) or bool(reach.sight_units)
