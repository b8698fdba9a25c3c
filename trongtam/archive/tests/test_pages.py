"""Downloads by permission, and the cards of classified papers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from trongtam.archive.models import ClassifiedPaper, StoredFile
from trongtam.archive.operations import store_file
from trongtam.archive.tests import samples
from trongtam.org.tests.house import make_house

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make_house()


def get(client, user, file):
    client.force_login(user)
    return client.get(file.get_absolute_url())


def test_those_with_reach_download_and_strangers_get_404(client, house):
    file = store_file(samples.upload("Biên bản.txt", "Nội dung".encode()), by=house.cell_secretary, unit=house.cell_a)
    for reader in (house.cell_secretary, house.office, house.provincial):
        answer = get(client, reader, file)
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content).decode() == "Nội dung"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Disposition"].startswith("attachment")
        assert "no-store" in answer["Cache-Control"]
    for other in (house.other_cell_secretary, house.stranger, house.former):
        assert get(client, other, file).status_code == 404
    client.logout()
    assert client.get(file.get_absolute_url()).status_code in {302, 404}


def test_a_file_for_the_units_below_is_seen_there(client, house):
    below = StoredFile.Audience.BELOW
    upload = samples.upload("nghi-quyet.pdf", samples.PDF)
    file = store_file(upload, by=house.office, unit=house.committee, audience=below)
    answer = get(client, house.other_cell_secretary, file)
    assert answer["Content-Disposition"].startswith("inline")
    assert b"".join(answer.streaming_content) == samples.PDF
    assert get(client, house.stranger, file).status_code == 404


def test_another_name_finds_nothing(client, house):
    file = store_file(samples.upload("a.pdf", samples.PDF), by=house.office, unit=house.committee)
    client.force_login(house.office)
    assert client.get(reverse("archive:download", args=[file.pk, "b.html"])).status_code == 404


def test_the_office_notes_a_classified_paper(client, house):
    client.force_login(house.office)
    page, form = reverse("archive:classified_papers"), reverse("archive:record_classified_paper")
    assert client.get(form).status_code == 200
    card = {"unit": house.committee.pk, "number": "12-BC/ĐU", "dated": "2022-03-01", "kept_at": "Tủ số 2"}
    assert client.post(form, card | {"dated": "2999-01-01"}).status_code == 422
    assert client.post(form, card).status_code == 302
    assert client.post(form, card).status_code == 422
    assert "12-BC/ĐU" in client.get(page).content.decode()
    assert ClassifiedPaper.objects.count() == 1
    client.force_login(house.cell_secretary)
    assert client.get(form).status_code == 403
    assert "12-BC/ĐU" not in client.get(page).content.decode()


def test_the_list_takes_the_same_queries_for_more_rows(client, house):
    client.force_login(house.office)
    counts = []
    for number in range(3):
        ClassifiedPaper.objects.create(
            unit=house.committee, number=f"{number}-BC", dated="2022-03-01", kept_at="Tủ", by=house.office
        )
        client.get(reverse("archive:classified_papers"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("archive:classified_papers"))
        counts.append(len(queries))
    assert counts[0] == counts[2] <= 12
