"""`trongtam backup [FILE]`: one file of database and files, while the program runs."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused
from trongtam.portal.backup import write_backup


class Command(BaseCommand):
    """Write a backup; by default `var/backups/trongtam-<day>-<time>.zip`."""

    help = "Write one file of the whole installation while it runs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)

    def handle(self, *args, file: Path | None = None, **options) -> None:
        stamp = timezone.localtime().strftime("%Y%m%d-%H%M%S")
        target = file or Path(settings.VAR_DIR) / "backups" / f"trongtam-{stamp}.zip"
        try:
            manifest = write_backup(target)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        rows = sum(facts["rows"] for facts in manifest.tables.values())
        facts = {"file": target, "rows": rows, "tables": len(manifest.tables), "files": len(manifest.files)}
        self.stdout.write(_("%(file)s: %(rows)s rows of %(tables)s tables, %(files)s files") % facts)
