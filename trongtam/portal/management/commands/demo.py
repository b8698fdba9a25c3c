"""`trongtam demo`: the demonstration communes in an empty installation; `--logins` prints who can sign in."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from trongtam.accounts.models import User
from trongtam.portal.demonstration.build import build, demonstration_exists

SHOWN = ("bithu", "vanphong", "chibo", "chibomau")


class Command(BaseCommand):
    """Builds once; refuses where there is data of people already."""

    help = "Make the demonstration communes in an empty installation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--logins", action="store_true", help="only print the demonstration logins")

    def handle(self, *args, logins: bool = False, **options) -> None:
        if not logins:
            if User.objects.exists():
                raise CommandError(
                    _("This installation has data already; demonstration data goes into an empty one only.")
                )
            build()
        if not demonstration_exists():
            raise CommandError(_("This installation has no demonstration data."))
        self.stdout.write(
            _("Demonstration logins, password %(password)s for all:") % {"password": settings.DEMONSTRATION_PASSWORD}
        )
        for user in (
            User.objects.filter(username__in=SHOWN).select_related("person").prefetch_related("person__posts__unit")
        ):
            posts = ", ".join(str(post) for post in user.person.posts.all()[:1])
            self.stdout.write(f"  {user.username:<10} {user.display_name} ({posts})")
