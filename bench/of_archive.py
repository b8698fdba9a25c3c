"""A hundred papers numbered by eight writers at once: each number from 1 to 100 exactly once, and how long it takes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import date

from django.db import connection

from bench import Measure
from bench.commune import SMALL, lay_commune
from trongtam.accounts.models import User
from trongtam.archive.drafts import Draft
from trongtam.archive.models import IssuedPaper
from trongtam.archive.operations import begin_paper, hand_to_review, send_for_signature
from trongtam.ground.papers import Paper, Paragraph, layout_for, render
from trongtam.org.models import Unit

PAPERS, WRITERS = 100, 8
DAY = date(2026, 1, 9)


def measures(*, quick: bool = False) -> Iterator[Measure]:
    commune = lay_commune(SMALL)
    papers = _waiting(commune.unit, commune.office, WRITERS if quick else PAPERS)
    started = time.perf_counter()
    failed = _number(papers, commune.office)
    seconds = time.perf_counter() - started
    given = [paper.number for paper in IssuedPaper.objects.filter(number__isnull=False)]
    wrong = len(set(range(1, len(papers) + 1)) ^ set(given)) + (len(given) - len(set(given)))
    yield Measure("archive.papers_numbered_wrong", wrong + failed, "papers", 0)
    yield Measure("archive.papers_numbered_s", seconds, "s")
    yield Measure("archive.papers_numbered_per_s", len(given) / seconds, "1/s")


def _waiting(organ: Unit, office: User, count: int) -> list[IssuedPaper]:
    """State papers in review: their numbers run within the year, so no term is needed."""
    layout = layout_for("state", DAY)
    body = [Paragraph("Nội dung báo cáo mẫu.")] * 40
    docx = render(Paper(layout, "", organ.name, "Mẫu", None, "BC-UBND", type_name="BÁO CÁO", abstract="mẫu", body=body))
    draft = Draft(organ, "state", "report", "BC-UBND", "Mẫu", "Báo cáo mẫu", docx)
    begun = [begin_paper(draft, by=office) for _ in range(count)]
    return [hand_to_review(paper, by=office, seen=paper.turn) for paper in begun]


def _number(papers: list[IssuedPaper], office: User) -> int:
    """Eight threads, each with a connection of its own; how many of them failed."""
    failed: list[BaseException] = []

    def write(mine: list[IssuedPaper]) -> None:
        try:
            for paper in mine:
                send_for_signature(paper, by=office, seen=paper.turn, dated=DAY)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(papers[place::WRITERS],)) for place in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for error in failed:
        print(f"a writer failed: {error}")
    return len(failed)
