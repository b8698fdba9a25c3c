"""LibreOffice opens and saves again every Word and Excel file that the program makes, and the program reads it back as it was.

Each maker makes its file from the demonstration; LibreOffice, slow to start, saves all of them in two calls.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from docx import Document as Word
from openpyxl import load_workbook

from tools import HOUSE
from trongtam.accounts.models import User
from trongtam.archive.issuing import template
from trongtam.archive.models import FileKind, PaperFile
from trongtam.archive.operations import begin_paper, bring_template
from trongtam.archive.queries.papers import latest, read_back
from trongtam.archive.tests.papers import template_docx
from trongtam.archive.tests.saving import saved_again
from trongtam.emulation.models import Award
from trongtam.emulation.papers import awards
from trongtam.emulation.queries.awards import award_list
from trongtam.ground.periods import Period
from trongtam.imports import outgoing
from trongtam.imports.kinds import kinds
from trongtam.imports.tests.sheets import exported, outcomes, said, sent
from trongtam.inspection.models import Programme
from trongtam.inspection.papers import making as inspection
from trongtam.inspection.papers import programme
from trongtam.inspection.queries import inspections
from trongtam.meetings.exchange.attendance import sheet_of_pasted
from trongtam.org.models import Unit
from trongtam.reports.files import excel_of, word_of
from trongtam.reports.filled import form_of
from trongtam.reports.issuing import draft_of
from trongtam.reports.models import BlankForm, Relative, Report, What
from trongtam.reports.operations import Meaning, begin_report, bring_form, map_cells
from trongtam.reports.queries.blanks import indicators_for, newest, read_layout
from trongtam.reports.tests.superior import word_form
from trongtam.resolutions.models import Document
from trongtam.reviews.models import Round as ReviewRound
from trongtam.reviews.models import Subject
from trongtam.reviews.operations.taking_out import take_out_form
from trongtam.reviews.papers import summary_word, summary_workbook
from trongtam.reviews.queries.summaries import summary_for
from trongtam.support.issuing_answering import Span, session_draft, voters_draft
from trongtam.support.models import Duty, WorkingSession
from trongtam.support.papers import visits
from trongtam.support.papers.voters import workbook
from trongtam.support.queries.voters import summary
from trongtam.targets.models import Round
from trongtam.work import papers as works

NINE = Period.parse("2022-9M")
BASE = "http://127.0.0.1"
# Every module that writes a Word or Excel file, and the files below that come from it.
MAKERS = {
    "archive/operations/issuing.py": ("issued",),
    "archive/issuing/template.py": ("template-filled.docx",),
    "archive/issuing/stamping.py": ("issued",),
    "emulation/papers/awards.py": ("awards.xlsx", "awards.docx"),
    "ground/papers/render.py": ("report.docx",),
    "ground/sheets.py": ("report.xlsx",),
    "imports/outgoing.py": ("refused.xlsx", "kind-measurements.xlsx"),
    "inspection/papers/programme.py": ("programme.xlsx", "programme.docx", "inspection-"),
    "look/lists.py": ("list-",),
    "meetings/exchange/attendance.py": ("counts.xlsx",),
    "portal/demonstration/superior_form.py": ("form.xlsx",),
    "reports/filling/excel.py": ("form.xlsx",),
    "reports/filling/word.py": ("form.docx",),
    "reports/workbook.py": ("report.xlsx",),
    "reviews/papers/excel.py": ("review.xlsx", "review-form.xlsx"),
    "support/papers/visit_excel.py": ("visits.xlsx",),
    "support/papers/voters.py": ("voters.xlsx", "voters.docx", "session.docx"),
    "work/papers/excel.py": ("works-list.xlsx", "works-progress.xlsx"),
}
WRITES = re.compile(r"write_(?:workbook|long)\(|\bstamp\(|\.save\((buffer|out|filled)\)")


# Every view whose lists are taken out as Excel, and where they stand in the demonstration.
OFFICE, KEEPER, INVENTED, CRITERIA = "vanphong", "quantri.ben-tre", "vanphongmau", "vanphongtienbo"
LISTS: dict[str, tuple[tuple[str, str], ...]] = {
    "archive/views/files.py": ((OFFICE, "/files/classified/"),),
    "archive/views/papers.py": ((INVENTED, "/papers/?way=register"),),
    "emulation/views/awards.py": ((INVENTED, "/emulation/awards/"),),
    "emulation/views/exemplars.py": ((INVENTED, "/emulation/"),),
    "imports/views.py": ((OFFICE, "/imports/"),),
    "look/views/jobs.py": ((OFFICE, "/jobs/"),),
    "meetings/views/grid.py": ((INVENTED, "/meetings/of/xa-mau/"),),
    "meetings/views/pages.py": ((INVENTED, "/meetings/unit/xa-mau-mot/"),),
    "org/views/accounts.py": ((OFFICE, "/logins/"),),
    "org/views/book.py": ((OFFICE, "/book/an-khanh/"),),
    "org/views/people.py": ((OFFICE, "/people/"),),
    "org/views/units.py": ((OFFICE, "/units/"),),
    "reports/views/blanks.py": ((INVENTED, "/reports/forms/"),),
    "reports/views/duties.py": ((INVENTED, "/reports/owed/"),),
    "reports/views/reports.py": ((OFFICE, "/reports/"),),
    "resolutions/views/documents.py": ((OFFICE, "/documents/"), (OFFICE, "/documents/orphans/")),
    "resolutions/views/shortcomings.py": ((OFFICE, "/shortcomings/"),),
    "reviews/views/below.py": ((KEEPER, "/reviews/below/ben-tre/"),),
    "reviews/views/rounds.py": ((INVENTED, "/reviews/"),),
    "reviews/views/schemes.py": ((INVENTED, "/reviews/schemes/"),),
    "support/views/following.py": ((INVENTED, "/following/of/xa-mau-dang-uy/duties/"),),
    "targets/views/board.py": ((OFFICE, "/board/an-khanh/"),),
    "targets/views/criteria/pages.py": ((CRITERIA, "/criteria/of/tien-bo/"), (CRITERIA, "/criteria/of/tien-bo/sets/")),
    "targets/views/entry.py": ((OFFICE, "/entry/"),),
    "targets/views/compare.py": ((OFFICE, "/compare/an-khanh/"),),
    "targets/views/province.py": ((KEEPER, "/board/ben-tre/"),),
    "targets/views/rounds.py": ((OFFICE, "/rounds/"), (OFFICE, "/rounds/{round}/")),
    "support/views/recommendations.py": ((INVENTED, "/recommendations/of/xa-mau-dang-uy/"),),
    "work/views/campaigns.py": ((CRITERIA, "/works/of/tien-bo-dang-uy/campaigns/"),),
    "work/views/pages.py": ((INVENTED, "/works/of/xa-mau-dang-uy/all/"),),
    "work/views/recurring.py": ((INVENTED, "/works/of/xa-mau-dang-uy/recurring/"),),
}
# Kinds of sheets that say of which thing they are beside the unit.
SCOPES = {
    "attendance": "dinh-chu", "awards": "hai-luu-dang-uy", "criteria": "an-khanh--NTM-2022", "works": "tien-bo-dang-uy",
    "work_steps": "tien-bo-dang-uy",
}  # fmt: skip
# Kinds whose sheet of the demonstration is of another commune, or of another year.
KEEPERS = {"attendance": "vanphongdinhchu", "awards": "hailuu", "works": CRITERIA, "work_steps": CRITERIA}
YEARS = {"attendance": 2020, "awards": 2019}


@dataclass
class Made:
    """Files by name, and for those that come in again how the program reads them: it answers what is wrong, or nothing."""

    files: dict[str, bytes] = field(default_factory=dict)
    readers: dict[str, Callable[[bytes], str]] = field(default_factory=dict)

    def add(self, name: str, content: bytes, reader: Callable[[bytes], str] | None = None) -> None:
        self.files[name] = content
        if reader is not None:
            self.readers[name] = reader


def test_every_maker_of_files_is_here() -> None:
    assert _modules(WRITES) == set(MAKERS)
    assert _modules(re.compile(r"\.wants_sheet:\n")) == set(LISTS)


def _modules(saying: re.Pattern[str]) -> set[str]:
    package = HOUSE / "trongtam"
    found = [path for path in package.rglob("*.py") if "tests" not in path.parts]
    return {str(path.relative_to(package)) for path in found if saying.search(path.read_text(encoding="utf8"))}


@pytest.mark.once
def test_saved_again_by_libreoffice_everything_is_read_as_it_was(demonstration: None, tmp_path: Path) -> None:
    made = Made()
    for maker in (
        _reports,
        _works,
        _visits,
        _voters,
        _awards,
        _inspections,
        _reviews,
        _counts,
        _forms,
        _papers,
        _lists,
        _sheets_of_kinds,
    ):
        maker(made)
    lacking = {
        name for names in MAKERS.values() for name in names if not any(one.startswith(name) for one in made.files)
    }
    assert not lacking, "a file that the program makes is not made here"
    saved = saved_again(made.files, tmp_path)
    faults = {name: fault for name, content in made.files.items() if (fault := _fault(made, name, content, saved))}
    assert not faults


def _fault(made: Made, name: str, content: bytes, saved: dict[str, bytes]) -> str:
    if name not in saved:
        return "LibreOffice saved nothing"
    same = _sheets if name.endswith(".xlsx") else _words
    before, after = same(content), same(saved[name])
    if not before:
        return "there is nothing in it"
    if before != after:
        return next(
            f"{old!r} became {new!r}" for old, new in zip([*before, None], [*after, None], strict=False) if old != new
        )
    return made.readers[name](saved[name]) if name in made.readers else ""


# -- what a file says --------------------------------------------------------------------------------------------------


def _sheets(content: bytes) -> list[tuple[Any, ...]]:
    """Sheet, place, value (a formula as it is written) and address of every cell that says something."""
    found = []
    for page in load_workbook(BytesIO(content)).worksheets:
        for row in page.iter_rows():
            for cell in row:
                if cell.value not in (None, ""):
                    link = cell.hyperlink.target or cell.hyperlink.location if cell.hyperlink else ""
                    found.append((page.title, cell.coordinate, _plain(cell.value), link))
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, float | int) and not isinstance(value, bool):
        return round(float(value), 9)
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _words(content: bytes) -> list[str]:
    """Paragraphs, cells of tables, heads and feet (but the number of the page, which is reckoned on opening), pictures."""
    paper = Word(BytesIO(content))
    texts = [one.text for one in paper.paragraphs]
    texts += [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    for section in paper.sections:
        lines = [one.text for part in (section.header, section.footer) for one in part.paragraphs]
        texts += [line for line in lines if not line.strip().isdecimal()]
    pictures = sum(1 for part in paper.part.package.iter_parts() if "/media/" in str(part.partname))
    return [*(" ".join(text.split()) for text in texts if text.strip()), f"{pictures > 0}"]


# -- makers ------------------------------------------------------------------------------------------------------------


def _user(name: str) -> User:
    return User.objects.get(username=name)


def _reports(made: Made) -> None:
    """The nine-month report of An Khánh, as paper and as workbook."""
    office = _user("vanphong")
    document = Document.objects.get(unit__code="an-khanh", kind="resolution")
    report = begin_report(document.unit, document, NINE, by=office)
    made.add("report.docx", word_of(report, user=office, on=date(2022, 10, 5), base=BASE))
    made.add("report.xlsx", excel_of(report, user=office, base=BASE))


def _works(made: Made) -> None:
    """The list of breakthrough works of Tiến Bộ in 2021 and the report on them."""
    office, unit = _user(CRITERIA), Unit.objects.get(code="tien-bo-dang-uy")
    for paper in works.PAPERS:
        asked = works.Asked(paper, unit, "2021", date(2022, 3, 1))
        made.add(f"works-{paper}.docx", works.word_of(asked, user=office, base=BASE))
        made.add(f"works-{paper}.xlsx", works.excel_of(asked, user=office, base=BASE))


def _visits(made: Made) -> None:
    """What the official who follows An Định reports of 2017."""
    duty = Duty.objects.get(unit__code="an-nhon-ap-an-dinh", valid_to=date(2019, 3, 11))
    asked = visits.Asked(duty, Period.parse("2017"), date(2018, 1, 5))
    follower = _user("theodoi")
    made.add("visits.docx", visits.word_of(asked, user=follower, base=BASE))
    made.add("visits.xlsx", visits.excel_of(asked, user=follower, base=BASE))


def _voters(made: Made) -> None:
    """What voters said in Xã Mẫu this year, and the conclusion of An Khánh's working session."""
    office, unit = _user(INVENTED), Unit.objects.get(code="xa-mau")
    span = Span(unit, date(timezone.localdate().year - 1, 1, 1), date(timezone.localdate().year, 12, 31))
    draft = voters_draft(span.source, office, BASE, None, lambda *_told: None)
    made.add("voters.docx", draft.docx)
    told = summary(unit, span.since, span.until, office)
    made.add("voters.xlsx", workbook(told, href=lambda path: f"{BASE}{path}"))
    session = WorkingSession.objects.get(unit__code="an-khanh", on=date(2022, 9, 16))
    made.add("session.docx", session_draft(str(session.pk), _user(OFFICE), BASE, None, lambda *_told: None).docx)


def _awards(made: Made) -> None:
    """The awards of a year in Xã Mẫu."""
    office, unit = _user(INVENTED), Unit.objects.get(code="xa-mau-dang-uy")
    told = award_list(unit, Award.objects.filter(home__path__startswith=unit.path).latest("year").year, office)
    made.add("awards.docx", awards.word(told, on=timezone.localdate(), href=lambda path: f"{BASE}{path}"))
    made.add("awards.xlsx", awards.workbook(told, href=lambda path: f"{BASE}{path}"))


def _inspections(made: Made) -> None:
    """The programme of inspection of Xã Mẫu and every paper of what is in it."""
    inspector, today = _user("kiemtramau"), timezone.localdate()
    for year in Programme.objects.visible_to(inspector).order_by("pk"):
        rows = inspections.of_programme(year, inspector)
        made.add("programme.docx", programme.word(year, rows, on=today))
        made.add("programme.xlsx", programme.workbook(year, rows))
        for one in rows:
            for name in inspection.offered(one):
                made.add(f"inspection-{one.pk}-{name}.docx", inspection.word(name, one, on=today))


def _reviews(made: Made) -> None:
    """The summary of this year's round of Xã Mẫu, and the form of one of its cells."""
    secretary = _user("bithumau")
    round_ = ReviewRound.objects.get(unit__code="xa-mau-dang-uy", is_counts=False)
    told = summary_for(round_, secretary)
    made.add("review.docx", summary_word(told, on=timezone.localdate()))
    made.add("review.xlsx", summary_workbook(told))
    cell = Subject.objects.filter(round=round_, person=None, unit__kind="cell").earliest("pk")
    made.add("review-form.docx", take_out_form(cell, "word", by=secretary))
    made.add("review-form.xlsx", take_out_form(cell, "excel", by=secretary))


def _counts(made: Made) -> None:
    """Counts that were pasted, as the sheet that is read."""
    office = _user(INVENTED)
    text = "Chi bộ thôn Mẫu Một 8/9"
    month = f"{timezone.localdate().year}-10"
    made.add("counts.xlsx", sheet_of_pasted(text, month, kinds["attendance"].scope(office, "xa-mau"), office))


def _forms(made: Made) -> None:
    """The superior's forms filled: the Excel one of the demonstration, and one in Word."""
    office = _user("vanphongmau")
    form = BlankForm.objects.get(unit__code="xa-mau")
    period = Period.parse(Report.objects.filter(unit__code="xa-mau").latest("pk").period_code)
    filled = form_of(newest(form), period, user=office)
    made.add("form.xlsx", filled, _still_fits(filled))
    upload = SimpleUploadedFile("bieu-mau.docx", word_form())
    words = bring_form(form.unit, upload, by=office, name="Biểu Word (mẫu)")
    layout = read_layout(word_form(), is_excel=False)
    indicator = indicators_for(form.unit)[0]
    meanings = [Meaning(What.UNIT_NAME), Meaning(What.PERIOD_NAME), Meaning(What.PLAN, Relative.CUMULATIVE, indicator)]
    map_cells(newest(words), dict(zip(layout.expected, meanings, strict=False)), by=office)
    made.add("form.docx", form_of(newest(words), period, user=office))


def _still_fits(filled: bytes) -> Callable[[bytes], str]:
    """A form saved again is recognised by its words: every cell that could be filled is where it was, under the same heads."""
    before = read_layout(filled, is_excel=True).prints
    assert len(before) > 20

    def read(content: bytes) -> str:
        after = read_layout(content, is_excel=True).prints
        return "" if after == before else f"{set(before.items()) ^ set(after.items())}"

    return read


def _papers(made: Made) -> None:
    """Every Word paper on its way or issued, and one in the template of an office."""
    for one in PaperFile.objects.select_related("stored").order_by("pk"):
        if one.stored.name.endswith(".docx"):
            made.add(f"{one.kind}-{one.pk}.docx", read_back(one.stored))
    assert any(name.startswith(FileKind.ISSUED) for name in made.files)
    office = _user("vanphong")
    committee = Unit.objects.get(code="an-khanh-dang-uy")
    lines = ("{% for noi in noi_nhan %}{{ noi }}{% endfor %}", "{{ nguoi_ky }}")
    blank = template_docx(*lines)
    made.add(
        "template.docx", blank, lambda content: "" if template.check(content) == template.check(blank) else "fields"
    )
    bring_template(committee, SimpleUploadedFile("mau.docx", blank), by=office, paper_type="report")
    report = Report.objects.get(unit__code="an-khanh", period_code=NINE.code)
    compiled = latest(begin_paper(draft_of(report, user=office, base=BASE), by=office), FileKind.COMPILED)
    assert compiled is not None
    made.add("template-filled.docx", read_back(compiled.stored))


def _lists(made: Made) -> None:
    """Every list that is taken out as it is shown."""
    round_ = Round.objects.filter(unit__code="an-khanh").latest("pk")
    for module, pages in LISTS.items():
        for number, (name, address) in enumerate(pages):
            client = Client()
            client.force_login(_user(name))
            page = address.format(round=round_.pk)
            answer = client.get(f"{page}{'&' if '?' in page else '?'}as=xlsx")
            assert answer.status_code == 200, page
            assert answer["Content-Type"].endswith("sheet"), page
            content = b"".join(answer) if answer.streaming else answer.content
            made.add(f"list-{module.replace('/', '-').removesuffix('.py')}-{number}.xlsx", content)


def _sheets_of_kinds(made: Made) -> None:
    """Every kind of list that goes out and comes in: sent in again it changes nothing. And lines that were refused."""
    office = _user("vanphong")
    for key in kinds.keys():  # noqa: SIM118  # a registry, no dictionary
        keeper = _user(KEEPERS.get(key, OFFICE))
        made.add(
            f"kind-{key}.xlsx",
            exported(key, _scope(key), by=keeper, year=YEARS.get(key, 2022)),
            _unchanged(key, keeper),
        )
    refused = sent("measurements", "an-khanh", _wrong(made.files["kind-measurements.xlsx"]), by=office)
    count = refused.lines.filter(outcome="refused").count()
    assert count

    def again(content: bytes) -> str:
        batch = sent("measurements", "an-khanh", content, by=office)
        told = outcomes(batch)
        return "" if told == ["refused"] * count else f"{told}"

    made.add("refused.xlsx", outgoing.refused_of(refused), again)


def _scope(key: str) -> str:
    return SCOPES.get(key, "an-khanh")


def _unchanged(key: str, office: User) -> Callable[[bytes], str]:
    def read(content: bytes) -> str:
        batch = sent(key, _scope(key), content, by=office)
        told = outcomes(batch)
        wrong = [line for line, one in zip(said(batch), told, strict=True) if one != "unchanged"]
        return "" if told and not wrong else f"{len(told)} lines, changed: {wrong[:3]}"

    return read


def _wrong(sheet: bytes) -> bytes:
    """The first lines of a sheet of figures with units that nobody knows, and one figure that is none."""
    book = load_workbook(BytesIO(sheet))
    page, out = book.active, BytesIO()
    assert page is not None
    rows = list(page.iter_rows(min_row=3, max_row=5))
    for row in rows[:2]:
        row[0].value = "không-có"
    rows[2][5].value = "1.2.3,4"
    book.save(out)
    return out.getvalue()
