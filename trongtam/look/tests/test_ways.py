"""Links that tell nothing, and the text that is pasted into a chat."""

from datetime import date

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from trongtam.accounts.models import User
from trongtam.look import ways

pytestmark = pytest.mark.django_db
FORM = "/targets/entry/chi-bo-ap-mau/2022-09/"


def drawn(source="{% load reminding %}{% copy_reminder url due whom %}", **given):
    request = RequestFactory().get("/")
    return Template(source).render(Context({"request": request, "url": FORM, **given}))


def test_the_text_names_the_day_and_a_link_and_nothing_else():
    text = ways.reminder(RequestFactory().get("/"), FORM, date(2022, 9, 25))
    before, url = text.split("http://testserver/to/")
    assert before == "Có một việc đến hạn ngày 25/09/2022. Mở: "
    assert "chi-bo" not in url and "targets" not in url


def test_the_owner_s_name_stands_beside_the_text_and_not_in_it():
    page = drawn(due=date(2022, 9, 25), whom="Chi bộ ấp Mẫu")
    text = page.split("<textarea")[1].split("</textarea>")[0]
    assert "Chi bộ ấp Mẫu" in page and "Chi bộ" not in text and "readonly" in text
    assert "<script" not in page and "onclick" not in page and "style=" not in page


def test_the_link_leads_to_the_form_after_sign_in(client):
    way = ways.way_to(FORM)
    assert client.get(way)["Location"].startswith("/login/?next=/to/")
    client.force_login(User.objects.create(username="mau", display_name="Nguyễn Văn Mẫu"))
    assert client.get(way)["Location"] == FORM


@pytest.mark.parametrize("changed", ["x", "https://mau.example", "W10:abc"])
def test_a_link_that_nobody_here_made_is_not_there(client, changed):
    client.force_login(User.objects.create(username="mau", display_name="Nguyễn Văn Mẫu"))
    assert client.get(f"/to/{changed}/").status_code == 404


def test_the_address_is_the_one_of_the_settings(settings):
    settings.BASE_URL = "https://mau.example"
    assert "https://mau.example/to/" in ways.reminder(RequestFactory().get("/"), FORM)
