"""What the permission table is tried on: a resolution of the committee, a shortcoming and a paper of cell A."""

from datetime import date

from trongtam.resolutions.models import Document, DocumentKind, PaperOwed, Shortcoming
from trongtam.resolutions.operations import owe_paper
from trongtam.resolutions.tests.rows import make_document, make_shortcoming


def samples(house) -> dict[str, Document | Shortcoming | PaperOwed]:
    document = make_document(house)
    owed = {"kind": DocumentKind.PLAN, "title": "Kế hoạch mẫu", "due_on": date(2020, 6, 1)}
    return {
        "document": document,
        "shortcoming": make_shortcoming(house),
        "paper": owe_paper(document, by=house.office, unit=house.cell_a, **owed),
    }
