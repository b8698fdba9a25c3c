"""`trongtam restore FILE`: put a backup into an empty installation and verify rows, hashes and the book."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused
from trongtam.portal.backup import read_backup
from trongtam.portal.installation import migrate


class Command(BaseCommand):
    """Restore into an empty installation; exit status 1 and one sentence where it cannot be."""

    help = "Put a backup into an empty installation and verify it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args, file: Path, **options) -> None:
        migrate()
        try:
            manifest = read_backup(file)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        rows = sum(facts["rows"] for facts in manifest.tables.values())
        facts = {"rows": rows, "tables": len(manifest.tables), "files": len(manifest.files)}
        self.stdout.write(_("%(rows)s rows of %(tables)s tables, %(files)s files: all hashes agree") % facts)
        call_command("verify-book", stdout=self.stdout)
