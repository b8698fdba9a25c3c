"""Several files in one box, and a form that is sent beside its page."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from trongtam.look import registry, worker
from trongtam.look.forms import FilesField


class ProofForm(forms.Form):
    files = FilesField(required=False)


class NeededForm(forms.Form):
    files = FilesField()


def sent(*names: str) -> MultiValueDict:
    return MultiValueDict({"files": [SimpleUploadedFile(name, b"" if "rong" in name else b"a") for name in names]})


def test_all_files_come_in_their_order_and_an_empty_one_is_let_through():
    form = ProofForm({}, sent("a.jpg", "rong.pdf", "b.jpg"))
    assert form.is_valid()
    assert [one.name for one in form.cleaned_data["files"]] == ["a.jpg", "rong.pdf", "b.jpg"]
    none = ProofForm({}, MultiValueDict())
    assert none.is_valid()
    assert none.cleaned_data["files"] == []


def test_where_one_is_needed_none_is_refused():
    assert not NeededForm({}, MultiValueDict()).is_valid()
    assert NeededForm({}, sent("a.jpg")).is_valid()


@pytest.mark.urls("trongtam.look.tests.urls")
def test_a_form_sent_beside_the_page_is_told_where_to_go(browser_of, person):
    client = browser_of(person)
    typed = {"note": "Họp xong", "form_key": "7d3c2c3e-3b1a-4a53-9c44-0f5f4be1b1aa"}
    beside = client.post("/note/", typed, headers={"X-Sent-Beside": "1"})
    assert (beside.status_code, beside["X-Go-To"], "Location" in beside) == (204, "/done/1/", False)
    assert beside.cookies["sent"].value == typed["form_key"]
    again = client.post("/note/", typed, headers={"X-Sent-Beside": "1"})
    assert (again.status_code, again["X-Go-To"]) == (204, "/done/1/")
    refused = client.post("/note/", {"note": ""}, headers={"X-Sent-Beside": "1"})
    assert refused.status_code == 422


@pytest.mark.django_db
def test_what_fails_meanwhile_does_not_stop_the_worker(caplog):
    def away(*, at):
        raise ConnectionError("away")

    registry.meanwhile.register("test.away", away)
    try:
        assert worker.do_meanwhile(timezone.now()) is False
    finally:
        registry.meanwhile.forget("test.away")
    assert "away" in caplog.text
