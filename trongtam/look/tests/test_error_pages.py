"""Every page for what went wrong speaks Vietnamese, keeps what was typed, and never a secret."""

import json

import pytest
from django.test import Client

pytestmark = [pytest.mark.urls("trongtam.look.tests.urls"), pytest.mark.django_db]

TYPED = {"note": "mưa lớn, dời sang 18/09", "password": "rất bí mật"}
WRONG = [
    ("403", 403, "Bí thư chi bộ mới sửa được."),
    ("404", 404, "Không tìm thấy trang này"),
    ("400", 400, "Không đọc được"),
    ("500", 500, "Có lỗi trên máy chủ"),
    ("not-allowed", 403, "Chỉ Văn phòng Đảng ủy được khóa kỳ."),
    ("refused", 422, "Kỳ này đã khóa."),
]


@pytest.mark.parametrize(("how", "status", "words"), WRONG)
def test_it_says_what_happened_and_keeps_the_words(how, status, words):
    answer = Client(raise_request_exception=False).post(f"/wrong/{how}/", TYPED)
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert TYPED["note"] in page
    assert TYPED["password"] not in page
    assert "Traceback" not in page


@pytest.mark.parametrize(("how", "status", "words"), WRONG)
def test_a_page_that_was_only_opened_has_nothing_to_keep(how, status, words):
    page = Client(raise_request_exception=False).get(f"/wrong/{how}/").content.decode()
    assert words in page
    assert "Chữ đã gõ</h2>" not in page


def test_an_address_that_only_takes_a_form_is_not_an_empty_page(person, browser_of):
    answer = browser_of(person).get("/language/")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "Xin bắt đầu từ trang trước" in answer.content.decode()


def test_it_leads_to_the_nearest_page_above(person, browser_of):
    page = browser_of(person).get("/door/send/").content.decode()
    assert 'href="/door/">Tới trang trước</a>' in page
    assert 'href="/">Tới trang trước</a>' in browser_of(person).get("/language/").content.decode()


def test_english_at_a_click():
    client = Client()
    client.post("/language/", {"language": "en", "next": "/"})
    assert "Nothing is found here" in client.get("/wrong/404/").content.decode()


def test_a_stale_page_is_sent_again_with_one_tap(person, browser_of):
    client = browser_of(person, enforce_csrf_checks=True)
    answer = client.post("/note/", TYPED)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert 'name="note" value="mưa lớn, dời sang 18/09"' in page
    assert "csrfmiddlewaretoken" in page
    assert TYPED["password"] not in page
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    again = client.post("/note/", {"note": TYPED["note"], "csrfmiddlewaretoken": token})
    assert again.status_code == 302


def test_a_session_that_ended_while_typing_keeps_the_words(settings):
    settings.LOGIN_URL = "/login/"
    answer = Client().post("/note/", TYPED)
    page = answer.content.decode()
    assert answer.status_code == 401
    assert "Phiên làm việc đã hết" in page
    assert 'action="/note/"' in page
    assert TYPED["note"] in page
    assert TYPED["password"] not in page


def test_an_address_with_a_sign_that_no_text_has_cannot_be_read(person, browser_of):
    answer = browser_of(person).get("/drafts/a%00b")
    assert answer.status_code == 400
    assert "Không đọc được" in answer.content.decode()


def test_a_question_with_such_a_sign_is_read_without_it(person, browser_of):
    answer = browser_of(person).get("/more/?q=a%00b")
    assert answer.status_code == 200
    assert answer.wsgi_request.GET["q"] == "ab"


def test_what_was_typed_is_named_and_what_was_hidden_is_not_shown():
    typed = {"value-5": "12", "expected-5": "1524", "shown_empty": "4", "pick": "2", "note": "mưa lớn"}
    told = [["value-5", "Kết nạp", ""], ["pick", "Mức", "Đạt"], ["password", "Mật khẩu", ""], ["note", "Ghi chú", ""]]
    page = Client().post("/wrong/404/", {**typed, "typed_as": json.dumps(told)}).text
    words = page.split('id="kept-words" tabindex="0">')[1].split("</div>")[0]
    assert words == "Kết nạp: 12\nMức: Đạt\nGhi chú: mưa lớn"
    assert 'name="expected-5" value="1524"' in page


@pytest.mark.parametrize("told", ["", "[", "{}", '[["note"]]', '[["none", "Không có", ""]]'])
def test_a_page_that_told_no_names_still_hides_what_nobody_types(told):
    page = Client().post("/wrong/404/", {"value-5": "12", "expected-5": "1524", "note": "mưa", "typed_as": told}).text
    assert page.split('id="kept-words" tabindex="0">')[1].split("</div>")[0] == "12\nmưa"


def test_opening_a_page_without_a_session_goes_to_the_login(settings):
    settings.LOGIN_URL = "/login/"
    answer = Client().get("/note/")
    assert (answer.status_code, answer["Location"]) == (302, "/login/?next=/note/")


def test_a_form_too_large_to_read_is_refused_with_a_page(settings, person, browser_of):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1
    answer = browser_of(person).post("/note/", TYPED)
    assert answer.status_code == 400
    assert "Không đọc được" in answer.content.decode()
