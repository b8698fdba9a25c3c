"""Bad input through the pages, and the table `docs/bad_input.md` of all tests that show what becomes of it."""

from __future__ import annotations

import ast
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tools import HOUSE
from trongtam.archive.models import StoredFile
from trongtam.archive.tests import samples
from trongtam.org.models import Unit
from trongtam.org.tests.house import House, make_house
from trongtam.resolutions.models import Document
from trongtam.resolutions.tests.rows import make_term
from trongtam.targets.models import Evidence, Indicator, Measurement
from trongtam.targets.tests.measures import make_indicator, make_target, share, stated

from .doors import DOORS, OWN, make_world

TABLE = HOUSE / "docs" / "bad_input.md"
MONTH = "2022-10"
TWICE = "5f0ad2f4-6d6e-4b52-9c8e-0a6f6b1f2a10"


def named_tests() -> set[tuple[str, str]]:
    return set(re.findall(r"`([\w/]+\.py)::(\w+)`", TABLE.read_text(encoding="utf8")))


def test_the_table_names_tests_that_exist():
    lines = TABLE.read_text(encoding="utf8").splitlines()
    rows = [line for line in lines if line.startswith("| ") and not line.startswith("| What comes in")]
    assert len(rows) >= 25
    assert all("::test_" in row for row in rows)
    for path, name in sorted(named_tests()):
        tree = ast.parse((HOUSE / path).read_text(encoding="utf8"))
        assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, f"{path}::{name}"


@pytest.fixture
def house(db) -> House:
    return make_house()


@pytest.fixture
def admitted(house: House) -> Indicator:
    indicator = make_indicator("ket-nap", name="Kết nạp đảng viên mẫu", unit_of_measure="đảng viên")
    make_target(house.committee, indicator, "2022", 3, by=house.office)
    return indicator


def as_user(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(answer: Any) -> str:
    return answer.content.decode()


# --- figures ---


def test_a_correction_without_its_denominator_keeps_what_was_typed(house):
    attendance = make_indicator("du-hop", measure="ratio", scale=100, part_of_whole=True)
    kept = stated(attendance, house.cell_a, MONTH, share(34, 36), by=house.cell_secretary)
    typed = {"numerator": "33", "denominator": "", "reason": "Đếm lại theo danh sách"}
    answer = as_user(house.cell_secretary).post(reverse("targets:correct", args=[kept.pk]), typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors["denominator"]
    assert 'value="33"' in page(answer)
    assert "Đếm lại theo danh sách" in page(answer)
    assert Measurement.objects.get() == kept


def test_two_clerks_correcting_one_statement(house, admitted):
    """The second one opened the page before the first one sent: he is told the figure that stands now."""
    kept = stated(admitted, house.cell_a, MONTH, 1, by=house.cell_secretary)
    url = reverse("targets:correct", args=[kept.pk])
    late = as_user(house.office)
    assert late.get(url).status_code == 200
    first = as_user(house.cell_secretary).post(url, {"value": "2", "reason": "Đếm sót"})
    assert first.status_code == 302
    answer = late.post(url, {"value": "5", "reason": "Theo báo cáo tay"})
    assert answer.status_code == 422
    assert "Theo báo cáo tay" in page(answer)
    assert re.search(r"\b2 đảng viên|: 2\b", page(answer)), "the figure that stands now is not told"
    assert Measurement.objects.current().get().value == 2


def test_statements_that_disagree_stand_side_by_side_on_the_page(house, admitted):
    """Three months that make 6 and a quarter of 9: both are kept, and the page says that they disagree."""
    for month in ("2022-01", "2022-02", "2022-03"):
        stated(admitted, house.cell_a, month, 2, by=house.cell_secretary)
    stated(admitted, house.cell_a, "2022-Q1", 9, by=house.cell_secretary)
    assert Measurement.objects.current().count() == 4
    url = reverse("targets:target", args=[admitted.targets.get().pk])
    shown = page(as_user(house.office).get(url, {"on": "2022-03-31"}))
    assert "chưa khớp" in shown or "không khớp" in shown or "mâu thuẫn" in shown


# --- dates, places ---


def test_a_document_dated_outside_its_term(house):
    term = make_term(house)
    typed = {
        "unit": house.committee.pk,
        "kind": "resolution",
        "title": "Nghị quyết ngoài nhiệm kỳ",
        "number": "",
        "issued_on": "2019-01-05",
        "organ": "Đảng ủy xã Mẫu",
        "side": "party",
        "origin": "issued",
        "marking": "none",
        "term": term.pk,
    }
    answer = as_user(house.office).post(reverse("resolutions:register_document"), typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors["issued_on"]
    assert "01/03/2020" in page(answer), "the days of the term are not told"
    assert "Nghị quyết ngoài nhiệm kỳ" in page(answer)
    assert not Document.objects.exists()


def test_a_unit_moved_below_itself(house):
    """Its own branch is not offered; an address typed by hand is refused at the field."""
    url = reverse("org:move_unit", args=[house.cluster.code])
    client = as_user(house.office)
    typed = {"parent": house.cell_a.code, "on": "2024-01-01", "basis": "Quyết định mẫu của Đảng ủy"}
    for parent in (house.cell_a, house.cluster):
        answer = client.post(url, typed | {"parent": parent.code})
        assert answer.status_code == 422
        assert answer.context["form"].errors["parent"]
        assert "Quyết định mẫu của Đảng ủy" in page(answer)
    assert Unit.objects.get(pk=house.cluster.pk).path == house.cluster.path


# --- files ---


@pytest.mark.parametrize(
    ("name", "content", "marking", "sentence"),
    [
        ("rong.pdf", b"", "none", "0 byte"),
        ("anh.pdf", samples.PNG, "none", "không đúng"),
        ("to.txt", b"a" * (1024 * 1024 + 1), "none", "1 MB"),
        ("chuong-trinh.exe", b"MZ\x90", "none", "chương trình"),
        ("so-lieu.txt", "TỐI MẬT\nSố liệu".encode(), "none", "TỐI MẬT"),
        ("so-lieu.pdf", samples.PDF, "classified", "mật"),
    ],
)
def test_unfit_files_are_refused_on_the_page_and_the_words_stay(
    house, admitted, settings, name, content, marking, sentence
):
    settings.MAX_FILE_MB = 1
    kept = stated(admitted, house.cell_a, MONTH, 1, by=house.cell_secretary)
    url = reverse("targets:attach_evidence", args=[kept.pk])
    typed = {"title": "Biên bản kết nạp mẫu", "marking": marking, "file": samples.upload(name, content)}
    answer = as_user(house.cell_secretary).post(url, typed)
    assert answer.status_code == 422
    errors = " ".join(str(error) for found in answer.context["form"].errors.values() for error in found)
    assert sentence in errors
    assert "Biên bản kết nạp mẫu" in page(answer)
    assert not StoredFile.objects.exists()
    assert not Evidence.objects.exists()


# --- sessions, forms ---


def test_a_session_that_ended_keeps_the_sheet_on_the_page(house, admitted):
    client = as_user(house.cell_secretary)
    url = reverse("targets:entry", args=[house.cell_a.code, MONTH])
    assert client.get(url).status_code == 200
    client.logout()
    typed = {f"value-{admitted.pk}": "3", "note": "Ấp bị ngập hai ngày", "form_key": TWICE}
    answer = client.post(url, typed)
    assert answer.status_code == 401
    for text in ("Ấp bị ngập hai ngày", f'name="value-{admitted.pk}"', TWICE, url):
        assert text in page(answer), text
    assert not Measurement.objects.exists()


LONG_WORK = ("/word/", "/excel/", "/issue/", "/pdf/", "/compile-again/", "/export/", "/fill/")
WITHOUT_KEY = ("/language/", "/logout/", "/login/make/", "/login/reset/", *LONG_WORK)
TAKEN_OUT = re.compile(r"^/inspection/\d+/papers/\w+/$")


@pytest.mark.once
def test_every_form_of_the_house_carries_its_key(db):
    """Each form that changes something can be sent twice and is done once: it carries `form_key`.

    Without it: choosing the language and signing out change nothing of the work; a pasted text is only read; a slip is shown
    once and kept nowhere, so asking twice prints a second one; long work that waits or runs is not begun twice; a paper of
    inspection that is taken out twice is taken out twice, and the book says so.
    """
    reading = {"resolutions:paste_clauses"}
    world = make_world()
    pages = [
        (name, door.opener, reverse(name, args=door.args(world))) for name, door in DOORS.items() if not door.posts
    ]
    pages += [(name, "office", reverse(name)) for name in OWN if name.startswith(("resolutions:", "org:", "archive:"))]
    lacking = []
    for name, opener, url in pages:
        answer = as_user(world.person(opener)).get(url, follow=True)
        if answer.streaming:
            b"".join(answer.streaming_content)  # a file is closed when it is read
        if not answer["Content-Type"].startswith("text/html"):
            continue
        for form in re.findall(r"<form[^>]*method=[\"']?post.*?</form>", page(answer), re.S | re.I):
            action = re.search(r'action="([^"]*)"', form)
            without = action and (action[1].partition("?")[0].endswith(WITHOUT_KEY) or TAKEN_OUT.match(action[1]))
            if 'name="form_key"' not in form and not without and name not in reading:
                lacking.append((name, form[:120]))
    assert lacking == []


# --- addresses ---


def test_impossible_numbers_in_addresses_are_not_there(db):
    world, wrong = make_world(), []
    client = Client(raise_request_exception=False)
    for name, door in DOORS.items():
        client.force_login(world.person(door.opener))
        args = [10**30 if isinstance(arg, int) else arg for arg in door.args(world)]
        if args != door.args(world) and client.get(reverse(name, args=args)).status_code not in (404, 405):
            wrong.append(name)
    assert wrong == []


# What pages read after the question mark.
ASKED = {
    "search": ["q"],
    "org:people": ["q", "page", "unit"],
    "org:units": ["at", "below", "q"],
    "org:unit": ["at"],
    "org:unit_members": ["at", "q", "sort", "page"],
    "org:accounts": ["q", "page"],
    "org:book": ["entry", "page", "act", "since", "until"],
    "org:found_units": ["kind"],
    "resolutions:documents": ["q", "kind", "side", "term", "year", "page"],
    "resolutions:document": ["way"],
    "resolutions:orphans": ["document"],
    "resolutions:add_clause": ["below"],
    "resolutions:shortcomings": ["state"],
    "targets:board": ["period", "on", "known", "order", "all", "document"],
    "targets:target": ["on", "known"],
    "targets:year_before": ["on", "known"],
    "targets:own_entry": ["month"],
    "targets:set_target": ["indicator", "period", "clause", "document"],
    "targets:paste_targets": ["period", "document"],
    "reports:begin_report": ["document", "period", "unit"],
    "reports:report": ["known"],
}


ODD = ("", "x", "-1", "9" * 40, "2022-13", "31/02/2022", "a\x00b", "’; --", "0001-01-01", "9999-12-31", "💧")


def test_odd_words_after_the_question_mark_are_no_failure(db):
    world, wrong = make_world(), []
    client = Client(raise_request_exception=False)
    client.force_login(world.person("office"))
    pages = [
        (name, reverse(name, args=DOORS[name].args(world) if name in DOORS else []), {}, asked)
        for name, asked in ASKED.items()
    ]
    begun = {"document": world["resolutions.document"].pk}
    pages.append(("reports:begin_report of a document", reverse("reports:begin_report"), begun, ["period"]))
    for name, url, given, asked in pages:
        for one in asked:
            wrong += [(name, one, odd) for odd in ODD if client.get(url, {**given, one: odd}).status_code >= 500]
    assert wrong == []


def test_a_note_of_many_signs_is_refused_and_kept(house, admitted):
    """Far longer than any column: a sentence at the field, and the words are still there."""
    url = reverse("targets:entry", args=[house.cell_a.code, MONTH])
    long = "Ấp bị ngập. " * 5000
    answer = as_user(house.cell_secretary).post(url, {f"value-{admitted.pk}": "1", "note": long, "sure": "1"})
    assert answer.status_code in (302, 422)
    if answer.status_code == 422:
        assert "Ấp bị ngập. Ấp bị ngập." in page(answer)
    else:
        assert Measurement.objects.get().value == 1


def test_numbers_beyond_the_columns_are_refused(house, admitted):
    url = reverse("targets:entry", args=[house.cell_a.code, MONTH])
    answer = as_user(house.cell_secretary).post(url, {f"value-{admitted.pk}": "9" * 30, "sure": "1"})
    assert answer.status_code == 422
    assert "9" * 30 in page(answer)
    assert not Measurement.objects.exists()
