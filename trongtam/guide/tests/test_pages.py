"""The pages of help and the words on a page: open to everybody, in the language in use, each term once."""

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from trongtam.guide import screens
from trongtam.guide.guides import NAMES
from trongtam.look.registry import AlreadyRegistered
from trongtam.org.tests.house import House, make_house


@pytest.fixture
def house(db) -> House:
    return make_house()


def read(client: Client, name: str, *args: str, **headers: str) -> str:
    answer = client.get(reverse(name, args=args), **headers)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_every_guide_is_open_before_signing_in(client, name):
    assert "<h1>" in read(client, "guide:guide", name)
    client.cookies["django_language"] = "en"
    assert "<h1>" in read(client, "guide:guide", name)


def test_the_part_is_that_of_the_persons_post(client, house):
    client.force_login(house.cell_secretary)
    assert "Bí thư chi bộ, trưởng thôn" in read(client, "guide:on", "figures")
    client.force_login(house.office)
    assert "Nhập thay một đơn vị" in read(client, "guide:on", "figures")


def test_beside_the_page_comes_the_part_alone(client, house):
    client.force_login(house.cell_secretary)
    answer = client.get(reverse("guide:on", args=["figures"]), headers={"HX-Request": "true"})
    assert "HX-Request" in answer.headers["Vary"]
    assert b"<html" not in answer.content
    assert b"<ol>" in answer.content


def test_a_topic_of_no_own_guide_comes_from_another_and_says_so(client, house):
    client.force_login(house.cell_secretary)
    assert "Trong hướng dẫn" in read(client, "guide:on", "erasing")


@pytest.mark.django_db
def test_what_is_not_there_is_not_found(client):
    assert client.get(reverse("guide:on", args=["no-such"])).status_code == 404
    assert client.get(reverse("guide:guide", args=["README"])).status_code == 404


def test_one_s_own_guides_stand_first(client, house):
    client.force_login(house.secretary)
    page = read(client, "guide:guides")
    assert page.index("Bí thư Đảng ủy xã") < page.index("Hướng dẫn cho người khác") < page.index("Cấp trên của xã")


@pytest.mark.django_db
def test_words_are_searched(client):
    page = client.get(reverse("guide:terms"), {"q": "diem phan tram"}).content.decode()
    assert 'id="percentage_point"' in page
    assert 'id="cell"' not in page
    assert "Không có từ nào" in client.get(reverse("guide:terms"), {"q": "xyzxyz"}).content.decode()


def draw(source: str, *, htmx: bool = False) -> str:
    request = RequestFactory().get("/")
    request.htmx = htmx
    return Template("{% load look guide %}" + source).render(Context({"request": request}))


def test_a_term_is_tappable_where_it_stands_first():
    html = draw("{% section 'Chỉ tiêu' %}x{% endsection %}{% section 'Chỉ tiêu' %}y{% endsection %}")
    assert html.count('id="term-target"') == 1
    assert html.count('popovertarget="term-target"') == 2  # the word, and the button that closes
    assert "<h2>Chỉ tiêu</h2>" in html


def test_a_piece_that_comes_later_explains_nothing():
    assert "popover" not in draw("{% section 'Chỉ tiêu' %}x{% endsection %}", htmx=True)
    assert "popover" not in Template("{% load look %}{% section 'Chỉ tiêu' %}x{% endsection %}").render(Context())


def test_a_named_term_and_html_of_a_page():
    assert draw("{% term 'target' 'chỉ tiêu này' %}{% term 'target' %}").endswith("</span>Chỉ tiêu")
    html = draw("{% term 'evidence' as word %}{% section word %}x{% endsection %}")
    assert html.count('id="term-evidence"') == 1
    with pytest.raises(KeyError):
        draw("{% term 'no_such_term' %}")


def test_english_pages_explain_english_words():
    with translation.override("en"):
        html = draw("{% section 'Evidence &amp; more' %}x{% endsection %}{% section 'Evidence' %}x{% endsection %}")
    assert "A paper, picture or file" in html


def test_an_address_has_one_topic():
    with pytest.raises(AlreadyRegistered):
        screens.add({"desk": ("home",)})
