"""`trongtam tidy`: forget what is past its time. `trongtam serve` does it once an hour by itself."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.look.registry import tidying


class Command(BaseCommand):
    help = "Forget sessions, devices, drafts, answers and ended jobs that are past their time (`serve` does it too)."

    def handle(self, *args, **options) -> None:
        gone = sum(tidying.run(timezone.now()).values())
        self.stdout.write(_("Rows forgotten: %(n)s") % {"n": gone})
