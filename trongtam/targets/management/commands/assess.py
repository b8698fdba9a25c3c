"""`trongtam assess [FILE|-]`: the arithmetic on a terminal. Exit status 0; 1: a case was malformed; 2: nothing was readable."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, no_translations

from trongtam.targets.assess import Unassessable, assess, dump, read


class Command(BaseCommand):
    help = "Read cases as JSON and write how each of them stands."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", default="-", metavar="FILE", help="a file of cases; - or none: standard input"
        )

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            cases = read(_text(options["file"]))
        except Unassessable as problem:
            self.stderr.write(str(problem))
            sys.exit(2)
        results, every_case_answered = assess(cases)
        self.stdout.write(_printable(results))
        if not every_case_answered:
            sys.exit(1)


def _text(name: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as problem:
        raise Unassessable(f"The file {name} cannot be read: {problem.strerror or problem}.") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unassessable("The input is not UTF-8 text.") from None


def _printable(results: list[dict[str, Any]]) -> str:
    """The answer; in ASCII escapes where the terminal cannot print it."""
    text = dump(results)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return dump(results, escaped=True)
    return text
