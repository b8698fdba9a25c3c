"""`trongtam rebuild-standings`: compute the projection of standings afresh from the statements."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from trongtam.targets.operations import rebuild_standings


class Command(BaseCommand):
    help = "Compute where every target stands afresh from the statements."

    def handle(self, *args: Any, **options: Any) -> None:
        count = rebuild_standings()
        self.stdout.write(
            ngettext("%(count)d target computed.", "%(count)d targets computed.", count) % {"count": count}
        )
