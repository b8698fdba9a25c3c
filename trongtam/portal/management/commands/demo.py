"""`trongtam demo`: the demonstration communes in an empty installation; `--logins` prints who can sign in."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.accounts.models import User
from trongtam.org.models import Post, PostKind, Unit, UnitKind
from trongtam.org.models.units import on_date
from trongtam.org.reach import WIDE
from trongtam.portal.installation import make_demonstration, prepare

# Named in the README too: a cell whose figures are due now, a hamlet whose recurring work is.
ALSO = {"chibomau", "thonmau"}
# What people try first.
TRIED = tuple(
    dict.fromkeys([PostKind.SECRETARY, PostKind.OFFICE, PostKind.CELL_SECRETARY, PostKind.HAMLET_HEAD, *PostKind])
)


class Command(BaseCommand):
    """Builds once; refuses where there is data of people already."""

    help = "Make the demonstration communes in an empty installation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--logins", action="store_true", help="only print the demonstration logins")

    def handle(self, *args, logins: bool = False, **options) -> None:
        if not logins:
            prepare()
            if User.objects.exists():
                raise CommandError(
                    _("This installation has data already; demonstration data goes into an empty one only.")
                )
            make_demonstration()
        if not Unit.objects.filter(is_demonstration=True).exists():
            raise CommandError(_("This installation has no demonstration data."))
        self.stdout.write(
            _("Demonstration logins, password %(password)s for all:") % {"password": settings.DEMONSTRATION_PASSWORD}
        )
        for user, titles in one_of_each_role():
            self.stdout.write(f"  {user.username:<18} {user.display_name} ({', '.join(titles)})")


def one_of_each_role() -> list[tuple[User, list[str]]]:
    """A login for every kind of post that the demonstration has, each with all posts that he holds. Somebody new for each kind
    where there is one; a superior of a province beside his like below."""
    held = Post.objects.filter(on_date(timezone.localdate()), person__user__is_demonstration=True)
    found = list(held.select_related("unit__parent", "person__user").order_by("pk"))
    posts_of: dict[User, list[Post]] = {}
    for post in found:
        if post.person.user is not None:
            posts_of.setdefault(post.person.user, []).append(post)
    shown: dict[User, None] = {}
    for kind in TRIED:
        for wide in (False, True):
            able = [user for user, posts in posts_of.items() if any(_is_it(one, kind, wide=wide) for one in posts)]
            user = next((one for one in able if one not in shown), next(iter(able), None))
            if user is not None:
                shown[user] = None
    shown |= dict.fromkeys(user for user in posts_of if user.username in ALSO)
    return [(user, list(dict.fromkeys(post.title for post in posts_of[user]))) for user in shown]


def _is_it(post: Post, kind: str, *, wide: bool) -> bool:
    return post.kind == kind and _is_wide(post.unit) == wide


def _is_wide(unit: Unit) -> bool:
    above = unit.parent.kind if unit.parent is not None and unit.kind == UnitKind.PARTY_COMMITTEE else ""
    return unit.kind in WIDE or above in WIDE
