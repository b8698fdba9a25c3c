import os

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError
from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused
from trongtam.portal import installation
from trongtam.portal.server import Server


class Command(BaseCommand):
    help = "Prepare the installation (migrations, translations, static files, demonstration data once) and serve it."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on; 127.0.0.1 unless told")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--empty", action="store_true", help="start without demonstration data")
        parser.add_argument("--workers", type=int, default=min(4, os.cpu_count() or 1))
        parser.add_argument("--threads", type=int, default=4)

    def handle(self, *, host: str, port: int, empty: bool, workers: int, threads: int, **options) -> None:
        bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        try:
            installation.check_writable()
            installation.check_port(host, port)
            installation.prepare()
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        except OperationalError as error:
            raise CommandError(_("The database does not answer: %(reason)s") % {"reason": error}) from error
        if installation.is_empty() and not empty:
            self.stdout.write(_("First start: making the demonstration data …"))
            installation.make_demonstration()
        Server(bind=bind, workers=workers, threads=threads, ready=lambda: self.announce(bind)).serve()

    def announce(self, bind: str) -> None:
        self.stdout.write("\n" + _("Trọng Tâm: %(address)s (Ctrl+C to stop)") % {"address": f"http://{bind}/"})
        if installation.is_empty():
            sentence = _("Nobody can sign in yet: open the address to name the first administrator and the commune.")
            self.stdout.write(sentence)
        elif installation.is_demonstration():
            call_command("demo", "--logins", stdout=self.stdout)
        self.stdout.flush()
