"""Rows that the tests of this room start from."""

from datetime import date

from trongtam.archive.models import StoredFile
from trongtam.archive.operations import store_file
from trongtam.archive.tests import samples
from trongtam.org.models import Term
from trongtam.org.tests.house import House
from trongtam.resolutions.models import Clause, Document, DocumentKind, Shortcoming
from trongtam.resolutions.operations import add_clause, name_shortcoming, register_document

DATED = date(2020, 3, 5)


def make_term(house: House) -> Term:
    return Term.objects.create(
        unit=house.committee, name="Nhiệm kỳ 2020 - 2025", begins=date(2020, 3, 1), ends=date(2025, 6, 30)
    )


def make_document(house: House, **details) -> Document:
    """The resolution of the committee's congress, without a number, unless said otherwise."""
    given = {
        "kind": DocumentKind.RESOLUTION,
        "title": "Nghị quyết đại hội mẫu",
        "issued_on": DATED,
        "organ": "Đại hội Đảng bộ xã Mẫu",
        "by": house.office,
    } | details
    return register_document(given.pop("unit", house.committee), **given)


def make_clause(
    house: House, document: Document, text: str = "Kết nạp 3 đảng viên.", kind: str = "target", **more
) -> Clause:
    return add_clause(document, by=house.office, kind=kind, text=text, **more)


def make_shortcoming(house: House, text: str = "Sinh hoạt chi bộ chưa đều.") -> Shortcoming:
    """Named in the congress resolution, to be remedied by cell_a."""
    document = Document.objects.first() or make_document(house)
    clause = make_clause(house, document, text, "shortcoming")
    return name_shortcoming(clause, by=house.office, remedier=house.cell_a, due_on=date(2021, 1, 1))


def make_evidence(house: House) -> StoredFile:
    return store_file(samples.upload("bien-ban.pdf", samples.PDF), by=house.cell_secretary, unit=house.cell_a)
