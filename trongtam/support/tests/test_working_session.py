"""A working session: the standing frozen, directions that become work or recommendations, followed up at the next session."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document as Docx

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.look.worker import work_off
from trongtam.org.tests.house import House, make_house
from trongtam.resolutions.roots import root_of
from trongtam.support.issuing_answering import session_draft
from trongtam.support.models import Direction, WorkingSession
from trongtam.support.operations import (
    conclude_session,
    open_working_session,
    pass_direction_on,
    present_standing,
    tell_result,
)
from trongtam.support.operations.sessions import hash_of
from trongtam.targets.tests.samples import samples as target_samples

from .recommendations import direction, moment, working_session


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def browser(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(answer: Any) -> str:
    return answer.content.decode()


def test_the_standing_is_frozen_once_with_its_hash(house: House) -> None:
    target = target_samples(house)["target"]
    session = working_session(house)
    period = Period.parse(target.period_code)
    held = present_standing(session, by=house.office, period=period, at=moment(2022, 9, 16))
    assert held.presented["tally"].keys() == {"met", "partly", "not_met", "not_measured"}
    assert [row["target"] for row in held.presented["targets"]].count(target.pk) == 1
    stored = WorkingSession.objects.get(pk=session.pk)
    assert stored.presented_hash == hash_of(stored.presented) and len(stored.presented_hash) == 64
    with pytest.raises(Refused):
        present_standing(session, by=house.office, period=period)
    page = browser(house.office).get(reverse("support:working_session", args=[session.pk]))
    assert stored.presented_hash[:12] in text_of(page)
    WorkingSession.objects.filter(pk=session.pk).update(presented_hash="0" * 64)
    assert "không khớp" in text_of(browser(house.office).get(reverse("support:working_session", args=[session.pk])))


def test_without_targets_there_is_nothing_to_present(house: House) -> None:
    with pytest.raises(Refused):
        present_standing(working_session(house), by=house.office, period=Period.parse("2022"))


def test_directions_become_recommendations_and_have_results_at_the_next_session(house: House) -> None:
    session = working_session(house)
    one, two = direction(house, session), direction(house, session, text="Nâng chất sinh hoạt mẫu", speaker="Phó đoàn")
    assert (one.order, two.order) == (1, 2)
    made = pass_direction_on(one, by=house.office, field="roads", at=moment(2022, 9, 20))
    assert (made.source_kind, made.source_id) == ("session", session.pk)
    with pytest.raises(Refused):
        pass_direction_on(one, by=house.office)
    root = root_of("direction", two.pk, house.office)
    assert root is not None and root.text == "Nâng chất sinh hoạt mẫu"
    assert root_of("direction", two.pk, house.stranger) is None
    later = working_session(
        house, title="Buổi sau mẫu", on=date(2022, 12, 16), follows=session, at=moment(2022, 12, 16)
    )
    tell_result(
        two,
        by=house.cell_secretary if two.holder == house.cell_a else house.office,
        result="done",
        told="Chi bộ đã họp chuyên đề.",
        on=date(2022, 12, 10),
        session=later,
        at=moment(2022, 12, 16),
    )
    page = text_of(browser(house.office).get(reverse("support:working_session", args=[later.pk])))
    assert "Chi bộ đã họp chuyên đề." in page and "Sửa đường mẫu trong quý tới" in page
    assert Direction.objects.open().get() == one


def test_what_makes_no_sense_is_refused(house: House) -> None:
    session = working_session(house)
    with pytest.raises(Refused):
        working_session(house)  # sent twice
    with pytest.raises(Refused):
        working_session(house, title="Buổi khác", follows=session)  # of the same day
    for wrong in ({"title": ""}, {"superior": " "}):
        with pytest.raises(Refused):
            working_session(house, **wrong)
    for wrong in (
        {"text": " "},
        {"speaker": ""},
        {"due": date(2022, 9, 1)},
        {"holder": house.other_commune},
        {"text": "Tôi tố cáo"},
    ):
        with pytest.raises(Refused):
            direction(house, session, **wrong)
    with pytest.raises(Refused):
        conclude_session(session, by=house.office, conclusion="Chưa có ý kiến nào", at=moment(2022, 9, 17))
    given = direction(house, session)
    for wrong in ({"result": ""}, {"told": " "}, {"on": date(2022, 10, 2)}, {"session": session}):
        with pytest.raises(Refused):
            tell_result(
                given,
                by=house.office,
                **{"result": "done", "told": "xong", "on": date(2022, 10, 1), **wrong},
                at=moment(2022, 10, 1),
            )
    with pytest.raises(Refused):
        conclude_session(session, by=house.office, conclusion=" ")


@pytest.mark.parametrize("who", ["standing", "cell_secretary", "stranger", "former", "provincial"])
def test_others_do_not_keep_it(house: House, who: str) -> None:
    user = getattr(house, who)
    with pytest.raises(NotAllowed):
        open_working_session(house.commune, by=user, title="Mẫu", superior="Đoàn", on=date(2022, 9, 16))
    session = working_session(house)
    seen = WorkingSession.objects.visible_to(user).exists()
    assert seen == (who in ("standing", "provincial"))
    with pytest.raises(NotAllowed):
        direction(house, session, by=user)


def test_the_conclusion_is_a_paper(house: House) -> None:
    session = working_session(house)
    direction(house, session)
    with pytest.raises(Refused):
        session_draft(str(session.pk), house.office, "", None, lambda *_said: None)
    conclude_session(session, by=house.office, conclusion="Tập trung sửa đường.", at=moment(2022, 9, 17))
    draft = session_draft(str(session.pk), house.office, "", None, lambda *_said: None)
    paper = Docx(BytesIO(draft.docx))
    words = "\n".join(one.text for one in paper.paragraphs)
    cells = "\n".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    assert "Tập trung sửa đường." in words and "Sửa đường mẫu trong quý tới" in cells and "Trưởng đoàn" in words
    client = browser(house.office)
    assert client.post(reverse("support:session_word", args=[session.pk])).status_code == 302
    assert client.post(reverse("support:issue_session", args=[session.pk])).status_code == 302
    work_off()
    assert "Kết luận" in text_of(client.get(reverse("support:working_session", args=[session.pk])))


def test_written_down_through_its_pages(house: House) -> None:
    client = browser(house.office)
    opened = client.post(
        reverse("support:open_working_session", args=[house.commune.code]),
        {"title": "Buổi mẫu", "superior": "Đoàn tỉnh", "on": "16/09/2022", "participants": "Trưởng đoàn\nPhó đoàn"},
    )
    session = WorkingSession.objects.get()
    assert opened.url == reverse("support:working_session", args=[session.pk])
    assert session.participants.count() == 2
    given = client.post(
        reverse("support:give_direction", args=[session.pk]), {"speaker": "Trưởng đoàn", "text": "Sửa đường mẫu"}
    )
    assert given.status_code == 302
    made = Direction.objects.get()
    assert client.post(reverse("support:pass_direction_on", args=[made.pk])).status_code == 302
    told = client.post(
        reverse("support:tell_result", args=[made.pk]), {"result": "going_on", "told": "đang làm", "on": "01/10/2022"}
    )
    assert told.status_code == 302
    done = client.post(reverse("support:conclude_session", args=[session.pk]), {"conclusion": "Cố gắng hơn"})
    assert done.status_code == 302
    page = text_of(client.get(reverse("support:working_session", args=[session.pk])))
    assert "Cố gắng hơn" in page and "đang làm" in page
    assert "Buổi mẫu" in text_of(client.get(reverse("support:working_sessions", args=[house.commune.code])))
    assert browser(house.stranger).get(reverse("support:working_session", args=[session.pk])).status_code == 404
