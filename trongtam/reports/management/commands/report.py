"""`trongtam report UNIT-CODE PERIOD`: compile a report; print it, or write it as Word and Excel."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.accounts.models import User
from trongtam.ground.errors import Refused
from trongtam.ground.periods import Period
from trongtam.org.models import Unit
from trongtam.resolutions.models import Document

from ... import queries
from ...files import excel_of, word_of
from ...lines import text_of
from ...models import Report
from ...operations import unsaved_report

HOME = "http://127.0.0.1:8000"


class Command(BaseCommand):
    """Reads what the person named by --as may see; without --as, what the office or secretary of the unit may."""

    help = "Compile the implementation report of a unit for a period: 2022-H1, 2022-9M, 2022 or 2020..2025."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("unit", metavar="UNIT-CODE")
        parser.add_argument("period", metavar="PERIOD")
        parser.add_argument("--document", type=int, metavar="ID", help="the resolution, where there are several")
        parser.add_argument("--as", dest="login", metavar="LOGIN", help="the login whose sight is used")
        parser.add_argument("--word", type=Path, metavar="FILE")
        parser.add_argument("--excel", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._compile(options)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as problem:
            name, why = problem.filename, problem.strerror
            raise CommandError(_("%(file)s cannot be written: %(why)s.") % {"file": name, "why": why}) from None

    def _compile(self, options: dict[str, Any]) -> None:
        unit = Unit.objects.filter(code=options["unit"]).first()
        if unit is None:
            raise CommandError(_("There is no unit with the code %(code)s.") % {"code": options["unit"]})
        period = Period.parse(options["period"])
        document = _document(unit, period, options["document"])
        kept = Report.objects.filter(unit=unit, document=document, period_code=period.code)
        report = kept.select_related("unit", "document").first() or unsaved_report(unit, document, period)
        user, base = _reader(unit, options["login"]), settings.BASE_URL or HOME
        if options["word"]:
            options["word"].write_bytes(word_of(report, user=user, on=timezone.localdate(), base=base))
        if options["excel"]:
            options["excel"].write_bytes(excel_of(report, user=user, base=base))
        self._print(queries.report_content(report, user=user))

    def _print(self, content: queries.ReportContent) -> None:
        self.stdout.write(content.report.title)
        for part in content.sections:
            self.stdout.write(f"\n{part.heading}")
            for line in part.said:
                self.stdout.write(text_of(line))
            for line in part.items:
                self.stdout.write(f"- {text_of(line)}")
            for paragraph in part.paragraphs:
                self.stdout.write(paragraph)


def _document(unit: Unit, period: Period, wanted: int | None) -> Document:
    """The one named, else the only one with targets of the unit for the period."""
    documents = queries.documents_with_targets(unit, period)
    if wanted is not None:
        documents = [document for document in documents if document.pk == wanted]
    if not documents:
        raise CommandError(_("No resolution of this unit has targets for this period."))
    if len(documents) > 1:
        names = "\n".join(f"  {document.pk}  {document.title}" for document in documents)
        raise CommandError(
            _("Several resolutions have targets for this period; choose one with --document:") + f"\n{names}"
        )
    return documents[0]


def _reader(unit: Unit, login: str | None) -> User:
    if login is None:
        user = queries.usual_reader(unit)
        if user is None:
            raise CommandError(
                _("Nobody writes reports of %(unit)s yet; name a login with --as.") % {"unit": unit.name}
            )
        return user
    user = User.objects.filter(username=login).first()
    if user is None or not Unit.objects.reached_by(user).filter(pk=unit.pk).exists():
        raise CommandError(_("The login %(login)s does not reach %(unit)s.") % {"login": login, "unit": unit.name})
    return user
