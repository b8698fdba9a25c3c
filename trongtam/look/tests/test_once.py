"""The same form sent twice is done once and answered the same."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from trongtam.look.models import Draft, SentForm

pytestmark = pytest.mark.urls("trongtam.look.tests.urls")


def notes():
    return Draft.objects.filter(key__startswith="note").count()


def test_the_second_sending_does_nothing_and_is_answered_the_same(person, browser_of):
    client, form = browser_of(person), {"note": "xin gửi", "form_key": str(uuid.uuid4())}
    first, second = client.post("/note/", form), client.post("/note/", form)
    assert (first.status_code, first["Location"]) == (302, "/done/1/")
    assert (second.status_code, second["Location"]) == (302, "/done/1/")
    assert notes() == 1
    assert second["X-Sent-Before"] == "1"


def test_a_fragment_is_answered_the_same(person, browser_of):
    client, form = browser_of(person), {"note": "xin gửi", "form_key": str(uuid.uuid4())}
    headers = {"Accept": "text/fragment"}
    answers = [client.post("/note/", form, headers=headers).content.decode() for _ in range(2)]
    assert answers == ["mảnh 1", "mảnh 1"]


def test_another_key_or_no_key_is_done_again(person, browser_of):
    client = browser_of(person)
    for key in (str(uuid.uuid4()), str(uuid.uuid4()), "", "no-key"):
        client.post("/note/", {"note": "xin gửi", "form_key": key})
    assert notes() == 4


def test_going_back_and_changing_a_word_is_another_sending(person, browser_of):
    client, key = browser_of(person), str(uuid.uuid4())
    for words in ("xin gửi", "xin gửi lại", "xin gửi"):
        client.post("/note/", {"note": words, "form_key": key})
    assert notes() == 2


def test_an_answer_that_must_not_be_kept_is_asked_for_anew(person, browser_of):
    client, form = browser_of(person), {"note": "bí mật", "form_key": str(uuid.uuid4())}
    headers = {"Accept": "text/fragment", "X-Secret": "1"}
    first, second = (client.post("/note/", form, headers=headers) for _ in range(2))
    assert first.content.decode() == "mảnh 1"
    assert (second.status_code, second["Location"]) == (303, "/note/")
    assert SentForm.objects.get().body == ""


def test_another_person_with_the_same_key_is_another_sending(person, stranger, browser_of):
    form = {"note": "xin gửi", "form_key": str(uuid.uuid4())}
    for user in (person, stranger):
        browser_of(user).post("/note/", form)
    assert notes() == 2


def test_a_refused_form_is_mended_and_sent_under_its_key(person, browser_of):
    client, key = browser_of(person), str(uuid.uuid4())
    refused = client.post("/note/", {"note": "", "form_key": key})
    assert refused.status_code == 422
    assert key in refused.content.decode()
    assert client.post("/note/", {"note": "đủ chữ", "form_key": key}).status_code == 302
    assert notes() == 1


@pytest.mark.parametrize("how", ["refused", "not-allowed", "403", "404", "500"])
def test_what_went_wrong_half_way_is_rolled_back(person, browser_of, how):
    client = browser_of(person, raise_request_exception=False)
    client.post(f"/wrong/{how}/", {"note": "chữ", "form_key": str(uuid.uuid4())})
    assert not Draft.objects.exists()
    assert not SentForm.objects.exists()


def test_the_browser_is_told_which_form_has_arrived(person, browser_of):
    client, key = browser_of(person), str(uuid.uuid4())
    assert "sent" not in client.post("/note/", {"note": "", "form_key": key}).cookies
    assert client.post("/note/", {"note": "chữ", "form_key": key}).cookies["sent"].value == key


@pytest.mark.django_db(transaction=True)
def test_two_sendings_at_the_same_moment_are_one(person, browser_of):
    form = {"note": "bấm hai lần", "form_key": str(uuid.uuid4())}
    clients = [browser_of(person) for _ in range(4)]

    def send(client) -> str:
        try:
            return client.post("/note/", form)["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(send, clients)) == {"/done/1/"}
    assert notes() == 1
