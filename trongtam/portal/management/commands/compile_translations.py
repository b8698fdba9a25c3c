from django.core.management.base import BaseCommand

from trongtam.portal.translations import PACKAGE, compile_stale


class Command(BaseCommand):
    help = "Compile the Vietnamese catalogues that changed; needs no gettext."
    requires_system_checks = ()

    def handle(self, **options) -> None:
        for source in compile_stale():
            self.stdout.write(f"compiled {source.relative_to(PACKAGE.parent)}")
