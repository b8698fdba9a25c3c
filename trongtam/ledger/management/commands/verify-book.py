"""`trongtam verify-book`: does the book still say what was written?"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from trongtam.ledger.verify import Head, verify_all
from trongtam.ledger.verify import heads as heads_of_today


class Command(BaseCommand):
    help = "Read every chain of the book and name the first fault; the exit status is 1 where there is one."

    def add_arguments(self, parser):
        parser.add_argument("--heads", metavar="FILE", help="heads exported earlier, which must still be on the way")
        parser.add_argument("--export", metavar="FILE", help="write the heads of today, one line of JSON a chain")

    def handle(self, *args, heads=None, export=None, **options):
        faults = []
        for report in verify_all(read_heads(heads) if heads else ()):
            self.stdout.write(f"{report.key}  {report.length}  {report.head}")
            if report.fault:
                faults.append(f"{report.key}: {report.fault}")
        if faults:
            raise CommandError("\n".join(faults))
        if export:
            write_heads(export)
        self.stdout.write(_("The book holds: every entry stands as it was written."))


def read_heads(path: str) -> list[Head]:
    try:
        lines = Path(path).read_text(encoding="utf8").splitlines()
        return [Head.of_line(line) for line in lines if line.strip()]
    except OSError as error:
        raise CommandError(_("%(file)s cannot be read: %(why)s.") % {"file": path, "why": error.strerror}) from error
    except ValueError as error:
        raise CommandError(_("%(file)s holds no exported heads.") % {"file": path}) from error


def write_heads(path: str) -> None:
    try:
        Path(path).write_text("".join(f"{head.line()}\n" for head in heads_of_today()), encoding="utf8")
    except OSError as error:
        raise CommandError(_("%(file)s cannot be written: %(why)s.") % {"file": path, "why": error.strerror}) from error
