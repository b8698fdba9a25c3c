"""A report goes to the signature: compiled by the worker, frozen, numbered; as known earlier; in an office's own template."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from tests.kept import kept_for_the_file
from trongtam.archive import operations as archive
from trongtam.archive.issuing.figures import compare
from trongtam.archive.issuing.words import texts_of
from trongtam.archive.models import IssuedPaper
from trongtam.archive.queries.papers import latest, read_back
from trongtam.archive.tests.papers import open_term, template_docx
from trongtam.archive.tests.samples import upload
from trongtam.archive.tests.saving import saved_again
from trongtam.look.models import Job
from trongtam.look.worker import work_off
from trongtam.reports.issuing import draft_of, issuing_organ
from trongtam.reports.models import Report
from trongtam.targets.models import Measurement
from trongtam.targets.operations import correct
from trongtam.targets.tests.measures import moment, number

from .world import World, day, make_report, make_world

BASE = "https://trong-tam.vi-du.vn"


def make_world_in_its_term() -> World:
    made = make_world()
    open_term(made.house, begins=day(1, 1).replace(year=2020), ends=day(1, 1).replace(year=2027))
    return made


_made = kept_for_the_file(make_world_in_its_term)


@pytest.fixture
def world(_made: World, db: None) -> World:
    return deepcopy(_made)


@pytest.fixture
def report(world: World) -> Report:
    return make_report(world)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def issued(world: World, report: Report) -> IssuedPaper:
    return archive.begin_paper(draft_of(report, user=world.house.office, base=BASE), by=world.house.office)


def numbered(world: World, report: Report) -> IssuedPaper:
    paper = archive.hand_to_review(issued(world, report), by=world.house.office, seen=1)
    return archive.send_for_signature(paper, by=world.house.office, seen=2, dated=timezone.localdate())


def corrected(world: World) -> None:
    """Somebody puts another figure over one of the report, now."""
    kept = Measurement.objects.current().get(indicator=world.indicators["homes"], period_code="2022-09")
    correct(kept, number(4), by=world.house.office, reason="Đếm sót ba nhà")


def words(paper: IssuedPaper, kind: str) -> list[str]:
    kept = latest(paper, kind)
    assert kept is not None
    return [text.text for text in texts_of(read_back(kept.stored))]


def test_the_page_leads_to_the_signature_once(world: World, report: Report, settings) -> None:
    settings.JOB_PATIENCE_S = 0
    client = signed_in(world.house.office)
    assert "Trình ký" in client.get(f"/reports/{report.pk}/").content.decode()
    client.post(f"/reports/{report.pk}/issue/")
    client.post(f"/reports/{report.pk}/issue/")
    work_off()
    paper = IssuedPaper.objects.get()
    assert (paper.source_kind, paper.source_id, paper.organ) == (
        "reports.report",
        str(report.pk),
        world.house.committee,
    )
    assert Job.objects.get().url == paper.get_absolute_url()
    assert client.post(f"/reports/{report.pk}/issue/")["Location"] == paper.get_absolute_url()
    assert paper.get_absolute_url() in client.get(f"/reports/{report.pk}/").content.decode()
    assert signed_in(world.house.stranger).post(f"/reports/{report.pk}/issue/").status_code == 404
    assert signed_in(world.house.standing).post(f"/reports/{report.pk}/issue/").status_code == 403


def test_data_and_file_are_frozen_while_figures_go_on(world: World, report: Report) -> None:
    paper = issued(world, report)
    before, data = words(paper, "compiled"), latest(paper, "data")
    corrected(world)
    assert words(paper, "compiled") == before
    assert data is not None
    targets = {one["name"]: one for one in json.loads(read_back(data.stored))["targets"]}
    assert targets["Kết nạp đảng viên"]["percent"].startswith("133.33")


def test_as_known_then_every_figure_is_the_frozen_one(world: World, report: Report) -> None:
    """After later statements the paper compiled anew as known at its freezing differs in nothing; today's does."""
    paper = issued(world, report)
    known = paper.known_at
    corrected(world)
    kept = latest(paper, "compiled")
    assert kept is not None and known is not None
    frozen = read_back(kept.stored)
    then = draft_of(report, user=world.house.office, base=BASE, known_on=known)
    assert compare(frozen, then.docx).changes == ()
    now = draft_of(report, user=world.house.office, base=BASE)
    assert compare(frozen, now.docx).changes != ()


def test_the_worker_says_what_differs_from_the_frozen_paper(world: World, report: Report, settings) -> None:
    settings.JOB_PATIENCE_S = 0
    paper = issued(world, report)
    client = signed_in(world.house.office)
    client.post(f"/papers/{paper.pk}/as-known/", {"known_on": f"{timezone.localdate():%d/%m/%Y}"})
    work_off()
    job = Job.objects.get()
    assert job.said == "Mọi con số đều đúng như bản đã giữ."
    assert compare(bytes(job.file.content), read_back(latest(paper, "compiled").stored)).changes == ()


def test_a_paper_compiled_again_or_replaced_by_the_worker(world: World, report: Report, settings) -> None:
    settings.JOB_PATIENCE_S = 0
    paper, client = issued(world, report), signed_in(world.house.office)
    client.post(f"/papers/{paper.pk}/compile-again/", {"seen": 1})
    work_off()
    paper.refresh_from_db()
    assert (paper.turn, paper.files.filter(kind="compiled").count()) == (2, 2)
    client.post(f"/papers/{paper.pk}/compile-again/", {"seen": 1})
    work_off()
    assert "làm trước" in Job.objects.order_by("-pk").first().said
    IssuedPaper.objects.filter(pk=numbered_again(world, paper).pk).update(state="signed")
    client.post(f"/papers/{paper.pk}/replace/", {"seen": 4, "reason": "Sót một chỉ tiêu"})
    work_off()
    assert IssuedPaper.objects.get(replaces=paper).steps.get().note == "Sót một chỉ tiêu"


def numbered_again(world: World, paper: IssuedPaper) -> IssuedPaper:
    paper = archive.hand_to_review(paper, by=world.house.office, seen=paper.turn)
    return archive.send_for_signature(paper, by=world.house.office, seen=paper.turn, dated=timezone.localdate())


def test_a_state_report_stands_in_the_row_of_the_government(world: World, report: Report) -> None:
    assert issuing_organ(report) == world.house.committee
    assert numbered(world, report).shown_number == "01-BC/ĐU"


def test_the_offices_own_template_is_filled(world: World, report: Report) -> None:
    own = template_docx("Mẫu riêng của văn phòng", "{{ trich_yeu }}")
    archive.bring_template(world.house.committee, upload("mau.docx", own), by=world.house.office, paper_type="report")
    paper = numbered(world, report)
    lines = words(paper, "issued")
    assert "Mẫu riêng của văn phòng" in lines
    assert "Số 01-BC/ĐU" in lines
    assert any("133,33%" in line for line in lines)


def test_libreoffice_opens_and_saves_again_what_the_program_makes(world: World, report: Report, tmp_path: Path) -> None:
    """The Word paper with its number, and one in an office's template: the same words and figures come back."""
    made = read_back(latest(numbered(world, report), "issued").stored)
    own = template_docx("Nơi nhận: {% for one in noi_nhan %}{{ one }}; {% endfor %}")
    archive.bring_template(world.house.committee, upload("mau.docx", own), by=world.house.office, paper_type="report")
    filled = draft_of(report, user=world.house.office, base=BASE).docx
    again = saved_again({"made.docx": made, "filled.docx": filled}, tmp_path)
    assert compare(made, again["made.docx"]).changes == ()
    assert [text.text for text in texts_of(again["made.docx"])] == [text.text for text in texts_of(made)]
    assert compare(filled, again["filled.docx"]).changes == ()


def test_the_worker_makes_the_pdf(world: World, report: Report, settings) -> None:
    settings.JOB_PATIENCE_S = 0
    paper = numbered(world, report)
    signed_in(world.house.office).post(f"/papers/{paper.pk}/pdf/")
    work_off()
    made = Job.objects.get().file
    assert bytes(made.content).startswith(b"%PDF-")
    assert made.name == "01-BC-ĐU.pdf"


def test_a_moment_long_ago_is_a_day_of_its_own(world: World, report: Report) -> None:
    then = draft_of(report, user=world.house.office, base=BASE, known_on=moment(2022, 10, 1))
    assert then.known_at == moment(2022, 10, 1)
