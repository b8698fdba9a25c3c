"""A draft is kept, found, discarded by its person only."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from trongtam.look import operations
from trongtam.look.models import Draft, SentForm

URL = "/drafts/entry:7:2022-09"


def post(client, data, url=URL):
    return client.post(url, json.dumps(data), content_type="application/json")


def test_a_person_keeps_finds_and_discards(person, browser_of):
    client = browser_of(person)
    assert post(client, {"value": ["12"], "note": ["mưa lớn", "dời lịch"]}).status_code == 200
    assert post(client, {"value": ["13"]}).status_code == 200
    found = client.get(URL)
    assert found.json()["data"] == {"value": ["13"]}
    assert found["Cache-Control"].count("no-store") == 1
    assert client.delete(URL).status_code == 204
    assert client.get(URL).status_code == 204


def test_another_persons_draft_is_not_there(person, stranger, browser_of):
    post(browser_of(person), {"value": ["12"]})
    other = browser_of(stranger)
    assert other.get(URL).status_code == 204
    assert other.delete(URL).status_code == 204
    assert post(other, {"value": ["99"]}).status_code == 200
    assert Draft.objects.get(user=person).data == {"value": ["12"]}


@pytest.mark.django_db
def test_nobody_gets_a_sentence_and_401():
    answer = Client().get(URL)
    assert answer.status_code == 401
    assert "Chữ đã gõ" in answer.json()["sentence"]
    assert post(Client(), {"a": ["b"]}).status_code == 401
    assert not Draft.objects.exists()


def test_secrets_are_never_kept(person, browser_of):
    post(browser_of(person), {"password1": ["bí mật"], "otp": ["123456"], "note": ["chữ"]})
    assert Draft.objects.get().data == {"note": ["chữ"]}


@pytest.mark.parametrize("data", [["a"], {"a": "b"}, {"a": [1]}, {"a" * 201: ["b"]}, "chữ"])
def test_another_shape_is_refused(person, browser_of, data):
    answer = post(browser_of(person), data)
    assert answer.status_code == 422
    assert answer.json()["sentence"]
    assert not Draft.objects.exists()


def test_a_sign_that_no_text_has_is_dropped(person):
    """PostgreSQL does not take it in any text."""
    assert operations.keep_draft(by=person, key="odd", data={"note": ["a\0b"]}).data == {"note": ["ab"]}


def test_text_that_is_no_json_is_refused(person, browser_of):
    answer = browser_of(person).post(URL, b"\xff{", content_type="application/json")
    assert answer.status_code == 422


def test_a_draft_has_a_size_and_a_person_a_number(person, browser_of):
    client = browser_of(person)
    assert post(client, {"a": ["x" * operations.LARGEST]}).status_code == 422
    Draft.objects.bulk_create(Draft(user=person, key=f"k{i}", data={}) for i in range(operations.MOST))
    assert post(client, {"a": ["b"]}).status_code == 422
    assert post(client, {"a": ["b"]}, url="/drafts/k1").status_code == 200


def test_a_key_of_odd_letters_is_not_there(person, browser_of):
    assert browser_of(person).get("/drafts/a b").status_code == 404


def test_posting_a_draft_needs_the_token(person, browser_of):
    client = browser_of(person, enforce_csrf_checks=True)
    assert post(client, {"a": ["b"]}).status_code == 403
    who = client.get("/who/").json()
    assert who["user"] == str(person.pk)
    answer = client.post(URL, '{"a": ["b"]}', content_type="application/json", headers={"X-CSRFToken": who["token"]})
    assert answer.status_code == 200


def test_old_drafts_and_answers_are_forgotten(person):
    now = timezone.now()
    Draft.objects.create(user=person, key="old", data={}, updated_at=now - timedelta(days=200))
    Draft.objects.create(user=person, key="new", data={}, updated_at=now - timedelta(days=20))
    SentForm.objects.create(
        user=person, key="5f0e5c4e-4b5c-4b1e-9a3e-0d6f3c5a2b11", path="/", at=now - timedelta(days=8)
    )
    assert operations.forget_old(at=now) == 2
    assert Draft.objects.get().key == "new"


def test_a_draft_of_a_cell_of_a_form_has_its_place(person, browser_of):
    """The address of such a page holds a sheet and a cell: 0!C3."""
    client = browser_of(person)
    assert post(client, {"a": ["b"]}, url="/drafts/form:reports/forms/2/cell/0!C3").status_code == 200
