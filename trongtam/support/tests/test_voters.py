"""Contact sessions with voters: several opinions at once, each to whoever answers; the summary as a paper and a sheet."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document as Docx
from openpyxl import load_workbook

from trongtam.archive.models import IssuedPaper
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.look.models import SentForm
from trongtam.look.worker import work_off
from trongtam.org.models import PostKind
from trongtam.org.tests.house import House, make_house, make_user
from trongtam.support.issuing_answering import VOTERS, Span, voters_draft
from trongtam.support.models import Recommendation, VoterSession
from trongtam.support.operations import Opinion, answer_recommendation
from trongtam.support.papers.voters import workbook
from trongtam.support.queries.voters import opinions_of, summary

from .recommendations import government, moment, voters


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def browser(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(answer: Any) -> str:
    return answer.content.decode()


def test_each_opinion_is_owed_an_answer_by_its_organ(house: House) -> None:
    ubnd = government(house)
    session = voters(house)
    first, second = opinions_of(session)
    assert (first.organ, second.organ) == (ubnd, house.committee)
    assert (first.source_kind, first.source_text, first.due_on) == ("voters", session.place, date(2022, 9, 15))
    assert session.proxy


def test_the_delegate_writes_it_down_himself_and_sees_it(house: House) -> None:
    delegate = make_user("Đàm Thử Biểu", house.commune, PostKind.COUNCIL_DELEGATE)
    session = voters(house, delegate=delegate, by=delegate)
    assert not session.proxy
    assert list(VoterSession.objects.visible_to(delegate)) == [session]
    assert Recommendation.objects.visible_to(delegate).count() == 2


def test_what_makes_no_sense_is_refused_and_nothing_is_kept(house: House) -> None:
    delegate = make_user("Đàm Thử Biểu", house.commune, PostKind.COUNCIL_DELEGATE)
    for wrong in (
        {"opinions": []},
        {"place": " "},
        {"on": date(2022, 9, 6)},
        {"delegate": house.secretary},
        {"opinions": [Opinion("Đường lầy"), Opinion("Tôi tố cáo ông chủ tịch")]},
        {"opinions": [Opinion("Đường lầy"), Opinion("  ")]},
    ):
        with pytest.raises(Refused):
            voters(house, **{"delegate": delegate, **wrong})
    assert not VoterSession.objects.exists() and not Recommendation.objects.exists()
    voters(house, delegate=delegate)
    with pytest.raises(Refused):
        voters(house, delegate=delegate)  # sent twice
    for who in (house.stranger, house.cell_secretary, house.secretary, house.provincial):
        with pytest.raises(NotAllowed):
            voters(house, delegate=delegate, by=who, place="Nơi khác")


def test_seven_opinions_in_two_steps(house: House) -> None:
    government(house)
    delegate = make_user("Đàm Thử Biểu", house.commune, PostKind.COUNCIL_DELEGATE)
    client, url = browser(delegate), reverse("support:record_voter_session", args=[house.commune.code])
    assert client.get(url).status_code == 200
    day = f"{timezone.localdate():%d/%m/%Y}"
    lines = [f"Đường số {number} còn lầy" for number in range(6)] + ["Không rõ ai"]
    head = {"delegate": str(delegate.person.pk), "on": day, "place": "Nhà văn hóa mẫu"}
    bad = client.post(url, head | {"lines": "Đường lầy\nTôi tố cáo ông Mẫu"})
    assert bad.status_code == 422 and "Luật Tố cáo" in text_of(bad)
    first = client.post(url, head | {"lines": "\n".join(lines)})
    assert first.status_code == 422
    assert text_of(first).count('value="field:roads" selected') == 6
    assert not VoterSession.objects.exists() and not SentForm.objects.exists()
    routed = {f"line_{n}": line for n, line in enumerate(lines)}
    routed |= {f"organ_{n}": "field:roads" for n in range(6)} | {"organ_6": ""}
    sent = client.post(url, head | routed)
    assert sent.status_code == 302, text_of(sent)
    session = VoterSession.objects.get()
    assert opinions_of(session).count() == 7
    assert "Đường số 5 còn lầy" in text_of(client.get(sent.url))
    assert browser(house.standing).get(url).status_code == 403


def test_the_summary_is_a_paper_a_sheet_and_goes_to_be_signed(house: House) -> None:
    government(house)
    session = voters(house)
    first = opinions_of(session)[0]
    answer_recommendation(first, by=house.office, answer="Đã đổ đá dăm.", kind="solved", at=moment(2022, 9, 12))
    told = summary(house.commune, date(2022, 1, 1), date(2022, 12, 31), house.office)
    assert (len(told.lines), told.waiting, told.kinds["solved"]) == (2, 1, 1)
    span = Span(house.commune, date(2022, 1, 1), date(2022, 12, 31))
    draft = voters_draft(span.source, house.office, "https://mau", None, lambda *_said: None)
    words = "\n".join(
        cell.text for table in Docx(BytesIO(draft.docx)).tables for row in table.rows for cell in row.cells
    )
    assert "Đường vào ấp Mẫu còn lầy" in words and "Đã đổ đá dăm." in words and "chưa trả lời" in words
    sheet = load_workbook(BytesIO(workbook(told, href=lambda path: f"https://mau{path}"))).worksheets[0]
    assert sheet.max_row == 3
    client = browser(house.office)
    url = reverse("support:voters", args=[house.commune.code]) + "?since=2022-01-01&until=2022-12-31"
    page = text_of(client.get(url))
    assert "1 buổi tiếp xúc" in page and "Nhà văn hóa ấp Mẫu Một" in page
    for name in ("voters_word", "voters_excel"):
        asked = reverse(f"support:{name}", args=[house.commune.code]) + "?since=2022-01-01&until=2022-12-31"
        assert client.post(asked).status_code == 302
    issue = reverse("support:issue_voters", args=[house.commune.code]) + "?since=2022-01-01&until=2022-12-31"
    assert client.post(issue).status_code == 302
    work_off()
    assert IssuedPaper.objects.get().source_kind == VOTERS
    assert browser(house.stranger).get(url).status_code == 404


def test_a_source_that_is_none_is_refused(house: House) -> None:
    for source in ("x", f"{house.commune.pk}.2022", f"{house.commune.pk}.2022-01-01.2022-12-31"):
        with pytest.raises(Refused):
            voters_draft(source, house.stranger, "", None, lambda *_said: None)
