"""Beside a meeting: guests and the visit of a follower, photos of the minute book, what a cell learned, the plan."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from trongtam.archive.tests.samples import PDF, upload
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.meetings.models import Guest, Lesson, Meeting, MeetingPaper, MinutesFile, Score, YearPlan
from trongtam.meetings.operations import record_not_held, take_begin_back
from trongtam.meetings.operations.guests import GuestLine, receive_guests
from trongtam.meetings.operations.meeting_papers import bring_papers
from trongtam.meetings.operations.minutes_files import bring_minutes
from trongtam.meetings.queries.facts import facts_of
from trongtam.meetings.queries.learning import learned_from
from trongtam.org.models import PostKind, Unit
from trongtam.org.tests.house import House, make_house, make_user
from trongtam.support.models import Duty, Visit
from trongtam.support.operations.visits import record_visit

from .records import MOMENT, meeting


@pytest.fixture
def house(db) -> House:
    return make_house()


@pytest.fixture
def held(house: House) -> Meeting:
    return meeting(house.cell_a)


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def duty(house: House, unit: Unit | None = None, *, since: date = date(2020, 1, 1)) -> Duty:
    return Duty.objects.create(
        person=house.standing.person, unit=unit or house.cluster, tier="standing_cluster", valid_from=since,
        counted_from=since, basis="Quyết định mẫu", made_at=MOMENT,
    )  # fmt: skip


def test_a_follower_at_the_meeting_has_made_his_visit(house: House, held: Meeting) -> None:
    mine = duty(house)
    address = reverse("meetings:guests", args=[held.pk])
    client = client_of(house.cell_secretary)
    assert "Lê Thí Dụ" in client.get(address).content.decode()
    assert client.post(address, {"followers": [mine.pk]}).status_code == 302
    visit = Visit.objects.get()
    assert (visit.duty, visit.unit, visit.on, visit.purpose) == (mine, house.cell_a, held.held_on, "meeting")
    assert Guest.objects.get().visit == visit
    assert client.post(address, {"followers": [mine.pk]}).status_code == 302
    assert Visit.objects.count() == 1, "ticked again it stays one visit"


def test_a_visit_outside_the_duty_is_refused(house: House, held: Meeting) -> None:
    late = duty(house, since=date(2022, 10, 1))
    line = GuestLine("follower", person=late.person, duty=late)
    with pytest.raises(Refused):
        receive_guests(held, [line], by=house.cell_secretary)
    with pytest.raises(NotAllowed):
        receive_guests(held, [line], by=house.other_cell_secretary)
    assert not Visit.objects.exists()


def test_a_photo_of_the_minute_book_is_the_minutes(house: House, held: Meeting) -> None:
    assert facts_of(held).minutes_kept is None
    address = reverse("meetings:minute_book", args=[held.pk])
    client = client_of(house.cell_secretary)
    page = client.get(address).content.decode()
    label = page[page.index('<label for="id_evidence') :]
    assert "không bắt buộc" not in label[: label.index("</label>")], "the page is there for the photo"
    assert client.post(address, {"marking": "none"}).status_code == 422
    answer = client.post(address, {"evidence": upload("so-bien-ban.pdf", PDF), "marking": "none"})
    assert answer.status_code in (204, 302), answer.content.decode()[:400]
    assert MinutesFile.objects.get().meeting == held
    assert facts_of(held).minutes_kept is True
    with pytest.raises(NotAllowed):
        bring_minutes(held, [MinutesFile.objects.get().file], by=house.stranger)
    assert bring_minutes(held, [MinutesFile.objects.get().file], by=house.cell_secretary) == []


def test_papers_lie_beside_the_agenda_and_on_the_invitation(house: House) -> None:
    """Documents are there a day before: members' leaders and who is invited from outside open them, a stranger does not."""
    today = timezone.localdate()
    follower = make_user("Cao Theo Dõi", house.other_commune, PostKind.OFFICIAL)
    Duty.objects.create(
        person=follower.person, unit=house.cell_a, tier="superior_official", valid_from=today, counted_from=today,
        basis="Quyết định mẫu", made_at=MOMENT,
    )  # fmt: skip
    running = meeting(house.cell_a, state="called", on=today)
    address = reverse("meetings:bring_papers", args=[running.pk])
    client = client_of(house.cell_secretary)
    assert client.post(address, {"marking": "none"}).status_code == 422
    assert client.post(address, {"evidence": upload("du-thao.pdf", PDF), "marking": "none"}).status_code in (204, 302)
    paper = MeetingPaper.objects.get()
    assert bring_papers(running, [paper.file], by=house.cell_secretary) == [], "twice is once"
    for user, status in ((house.cell_secretary, 200), (follower, 200), (house.stranger, 404)):
        assert client_of(user).get(reverse("meetings:invitation", args=[running.pk])).status_code == status
        file = client_of(user).get(paper.file.get_absolute_url())
        assert file.status_code == status and (not file.streaming or file.getvalue() == PDF)
    assert "du-thao.pdf" in client_of(follower).get(reverse("meetings:invitation", args=[running.pk])).text
    assert "du-thao.pdf" in client.get(reverse("meetings:meeting", args=[running.pk])).text
    out = reverse("meetings:take_paper_out", args=[paper.pk])
    assert client_of(house.stranger).post(out).status_code == 404
    assert client_of(follower).post(out).status_code == 403
    assert client.post(out).status_code == 302 and not MeetingPaper.objects.exists()
    Meeting.objects.filter(pk=running.pk).update(state="ended", held_on=today)
    with pytest.raises(Refused):
        bring_papers(running, [paper.file], by=house.cell_secretary)


def test_scores_before_and_after_a_model_meeting(house: House) -> None:
    model = meeting(house.cell_a, is_model=True)
    receive_guests(model, [GuestLine("observer", unit=house.cell_b, count=2)], by=house.cell_secretary)
    for month, total in ((7, 60), (8, 63), (10, 95)):
        one = meeting(house.cell_b, on=date(2022, month, 3), state="signed")
        Score.objects.create(meeting=one, column="own", form="khung-5", total=total, level="kha", at=MOMENT)
    client = client_of(house.other_cell_secretary)
    address = reverse("meetings:lesson", args=[model.pk, house.cell_b.code])
    assert client.get(address).status_code == 200
    assert client.post(address, {"text": "Gợi ý trước", "since": "01/10/2022"}).status_code == 302
    assert Lesson.objects.get().text == "Gợi ý trước"
    [found] = learned_from(model, house.office)
    assert (found.before, found.after, found.gain) == (Decimal(63), Decimal(95), Decimal(32))
    page = client_of(house.office).get(reverse("meetings:learning", args=[model.pk])).content.decode()
    assert "Chi bộ ấp Mẫu Hai" in page
    usual = meeting(house.cell_a, on=date(2022, 11, 3))
    assert client.get(reverse("meetings:lesson", args=[usual.pk, house.cell_b.code])).status_code == 404


def test_the_year_is_planned_on_its_page(house: House) -> None:
    client = client_of(house.cell_secretary)
    address = reverse("meetings:plan", args=[house.cell_a.code])
    assert client.get(address).status_code == 200
    assert client.post(reverse("meetings:lay_plan", args=[house.cell_a.code])).status_code == 302
    plan = YearPlan.objects.get()
    theme = plan.lines.filter(kind="thematic").first()
    line = reverse("meetings:planned", args=[theme.pk])
    assert client.get(line).status_code == 200
    day = theme.planned_on
    assert client.post(line, {"on": f"{day:%d/%m/%Y}", "theme": "Vệ sinh môi trường mẫu"}).status_code == 302
    assert "Vệ sinh môi trường mẫu" in client.get(f"{address}?year={plan.year}").content.decode()
    assert client.post(line, {"on": "01/01/1999", "theme": ""}).status_code == 422
    assert client_of(house.stranger).get(address).status_code == 404


def test_unticked_the_visit_of_the_tick_is_withdrawn_with_its_trace(house: House, held: Meeting) -> None:
    mine = duty(house)
    address = reverse("meetings:guests", args=[held.pk])
    client_of(house.cell_secretary).post(address, {"followers": [mine.pk]})
    assert client_of(house.office).post(address, {}).status_code == 302
    visit = Visit.objects.get()
    assert visit.withdrawn_at is not None and visit.withdrawn_by == house.office and visit.withdrawn_reason
    assert not Guest.objects.exists()
    assert Entry.objects.filter(act="support.visit_withdrawn").count() == 1
    client_of(house.cell_secretary).post(address, {"followers": [mine.pk]})
    assert Visit.objects.standing().count() == 1, "ticked once more he was there"


def test_a_visit_that_he_wrote_down_himself_stays(house: House, held: Meeting) -> None:
    mine = duty(house)
    own = record_visit(
        mine, by=house.standing, on=held.held_on, purpose="meeting", unit=house.cell_a, done="Đã họp mẫu", at=MOMENT
    )
    for lines in ([GuestLine("follower", person=mine.person, duty=mine)], []):
        receive_guests(held, lines, by=house.cell_secretary, at=MOMENT)
    own.refresh_from_db()
    assert own.withdrawn_at is None


def test_under_signed_minutes_nobody_is_unticked(house: House, held: Meeting) -> None:
    mine = duty(house)
    receive_guests(held, [GuestLine("follower", person=mine.person, duty=mine)], by=house.cell_secretary, at=MOMENT)
    Meeting.objects.filter(pk=held.pk).update(state="signed")
    answer = client_of(house.cell_secretary).post(reverse("meetings:guests", args=[held.pk]), {})
    assert answer.status_code == 422 and "Lê Thí Dụ" in answer.content.decode()
    assert Visit.objects.standing().count() == Guest.objects.count() == 1


@pytest.mark.parametrize("how", [take_begin_back, partial(record_not_held, reason="Không đủ người")])
def test_who_came_to_a_meeting_that_was_not_held_made_no_visit(house: House, held: Meeting, how) -> None:
    mine = duty(house)
    receive_guests(held, [GuestLine("follower", person=mine.person, duty=mine)], by=house.cell_secretary, at=MOMENT)
    how(held, by=house.cell_secretary)
    assert not Visit.objects.standing().exists() and not Guest.objects.exists()


def test_a_page_that_was_opened_before_another_ticked_withdraws_nobodys_visit(house: House, held: Meeting) -> None:
    mine, address = duty(house), reverse("meetings:guests", args=[held.pk])
    office = client_of(house.office)
    seen = office.get(address).context["form"].initial["seen"]
    client_of(house.cell_secretary).post(address, {"followers": [mine.pk], "seen": seen})
    stale = office.post(address, {"seen": seen})
    assert stale.status_code == 422 and "mở lại trang" in stale.content.decode()
    assert Visit.objects.standing().count() == 1
    fresh = office.get(address).context["form"].initial["seen"]
    assert office.post(address, {"seen": fresh}).status_code == 302
    assert not Visit.objects.standing().exists()
