"""The pages of a cell's month: opened, held, ended, signed and sent; what is refused stays as it was typed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from trongtam.meetings.forms.session import points_of
from trongtam.meetings.models import Decision, Meeting
from trongtam.meetings.operations import Said, begin_meeting
from trongtam.org.tests.house import House, make_house

from .months import begun, decided, member, over, prepared, settle


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def last_month(today: date) -> date:
    return (today.replace(day=1) - timedelta(days=1)).replace(day=3)


@pytest.fixture
def session(house: House) -> Meeting:
    """This month's meeting in session, looking back at three decisions of last month."""
    today = timezone.localdate()
    before = begun(house.cell_a, house.cell_secretary, last_month(today))
    for text in ("Vận động năm hộ mẫu", "Dọn vệ sinh đường mẫu", "Rà soát hộ mẫu"):
        decided(before, house.cell_secretary, member(house), text)
    over(before, house.cell_secretary)
    meeting = prepared(house.cell_a, house.cell_secretary, today)
    return begin_meeting(meeting, by=house.cell_secretary, on=today)


def typed(meeting: Meeting, **changed: str) -> dict[str, str]:
    """The form as the page drew it, with what a person changes: `outcome_0` for the first point and so on."""
    items = list(meeting.items.all())
    form = {f"was_{point.item.pk}": point.was for point in points_of(items)}
    for name, value in changed.items():
        word, _dash, place = name.rpartition("_")
        form[f"{word}_{items[int(place)].pk}" if place.isdigit() else name] = value
    return form


def hold(client: Client, meeting: Meeting, act: str, **changed: str):
    given = {
        name.replace("new_", "new-") if name.startswith("new_") else name: value for name, value in changed.items()
    }
    return client.post(reverse("meetings:hold", args=[meeting.pk]), typed(meeting, **given) | {"act": act})


def test_the_whole_month_through_the_pages(house: House) -> None:
    client = signed_in(house.cell_secretary)
    assert client.get(reverse("meetings:own")).status_code == 302
    page = client.get(reverse("meetings:of_unit", args=[house.cell_a.code])).content.decode()
    assert reverse("meetings:prepare_next", args=[house.cell_a.code]) in page
    client.post(reverse("meetings:prepare_next", args=[house.cell_a.code]))
    meeting = Meeting.objects.get()
    client.post(reverse("meetings:call_meeting", args=[meeting.pk]))
    Meeting.objects.update(planned_on=timezone.localdate())
    client.post(reverse("meetings:begin_meeting", args=[meeting.pk]))
    due = (timezone.localdate() + timedelta(days=9)).strftime("%d/%m/%Y")
    new = {
        "new_text": "Dựng bảng mẫu",
        "new_holder": f"unit:{house.cell_a.pk}",
        "new_due": "other",
        "new_other_due": due,
    }
    assert hold(client, meeting, "decide", **new).status_code == 302
    assert hold(client, meeting, "end").status_code == 302
    meeting.refresh_from_db()
    assert meeting.state == "ended" and Decision.objects.get().work is not None
    given = {"conclusion": "Nhất trí", "speakers": "9", "seen": "", "act": "send"}
    assert client.post(reverse("meetings:minutes", args=[meeting.pk]), given).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.state, meeting.conclusion, meeting.speakers) == ("sent", "Nhất trí", 9)
    assert client.get(reverse("meetings:meeting", args=[meeting.pk])).status_code == 200


def test_a_tick_is_saved_at_once_and_an_unfinished_one_waits(house: House, session: Meeting) -> None:
    client = signed_in(house.cell_secretary)
    given = typed(session, outcome_0="done", outcome_1="carried")
    address = reverse("meetings:hold", args=[session.pk])
    answer = client.post(address, given, headers={"HX-Request": "true"}).content.decode()
    assert "1/3" in answer and 'role="alert"' not in answer
    assert [item.outcome for item in session.items.all()] == ["done", "", ""]
    given = typed(session, outcome_0="done", outcome_1="carried", reason_1="Mưa lớn")
    assert "2/3" in client.post(address, given, headers={"HX-Request": "true"}).content.decode()


def test_closing_with_points_undecided_is_refused_and_what_was_typed_stays(house: House, session: Meeting) -> None:
    client = signed_in(house.cell_secretary)
    answer = hold(client, session, "end", outcome_0="done", outcome_1="carried", new_text="Việc chưa có người")
    page = answer.content.decode()
    assert answer.status_code == 422 and "Việc chưa có người" in page and "Dọn vệ sinh đường mẫu" in page
    assert Meeting.objects.get(pk=session.pk).state == "in_session" and Decision.objects.count() == 3
    answer = hold(client, session, "end", outcome_0="done", outcome_1="done")
    assert answer.status_code == 422 and "Rà soát hộ mẫu" in answer.content.decode()


def test_who_writes_no_decision_is_not_asked_for_one_when_the_end_is_refused(house: House, session: Meeting) -> None:
    client = signed_in(house.cell_secretary)
    holder = f"unit:{house.cell_a.pk}"
    page = hold(client, session, "end", outcome_0="done", new_text="", new_holder=holder).content.decode()
    assert "Còn chưa chốt" in page or "chưa chốt" in page
    assert "Xin ghi cuộc họp quyết làm gì" not in page and "Xin chọn người làm" not in page
    assert f'value="{holder}" selected' in page, "what was chosen already stays chosen"


def test_a_decision_without_holder_or_day_is_refused_at_its_field(house: House, session: Meeting) -> None:
    client = signed_in(house.cell_secretary)
    for new in (
        {"new_text": "Việc mẫu", "new_due": "other", "new_other_due": "28/12/2099", "new_holder": ""},
        {"new_text": "Việc mẫu", "new_due": "other", "new_other_due": "", "new_holder": f"unit:{house.cell_a.pk}"},
        {"new_text": "", "new_holder": f"unit:{house.cell_a.pk}"},
    ):
        answer = hold(client, session, "decide", **new)
        assert answer.status_code == 422 and 'class="err"' in answer.content.decode()
    assert Decision.objects.filter(meeting=session).count() == 0


def test_two_secretaries_on_two_phones_both_texts_are_shown(house: House, session: Meeting) -> None:
    first, second = signed_in(house.cell_secretary), signed_in(house.office)
    given = typed(session, outcome_0="cancelled", reason_0="Xã đã làm")
    settle(session, house.office, Said("carried", "Mưa lớn"))
    answer = first.post(reverse("meetings:hold", args=[session.pk]), given | {"act": "save"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Mưa lớn" in page and "Xã đã làm" in page
    assert session.items.all()[0].reason == "Mưa lớn"
    assert hold(second, session, "save", outcome_1="done").status_code == 302


def test_the_page_asks_no_more_for_more_points(house: House, session: Meeting, django_assert_max_num_queries) -> None:
    client = signed_in(house.cell_secretary)
    with django_assert_max_num_queries(60):
        client.get(reverse("meetings:meeting", args=[session.pk]))


def test_a_committee_and_a_thematic_meeting_by_the_form(house: House, session: Meeting) -> None:
    office = signed_in(house.office)
    today = f"{timezone.localdate():%d/%m/%Y}"
    address = reverse("meetings:prepare_meeting", args=[house.committee.code])
    assert (
        office.post(address, {"kind": "standing", "on": today, "time": "7:30", "place": "Phòng mẫu"}).status_code == 302
    )
    standing = Meeting.objects.get(kind="standing")
    assert "Họp Ban Thường vụ" in office.get(reverse("meetings:meeting", args=[standing.pk])).content.decode()
    assert office.post(reverse("meetings:begin_meeting", args=[standing.pk])).status_code == 302
    new = {"new_text": "Rà soát chỉ tiêu mẫu", "new_holder": f"unit:{house.cell_a.pk}", "new_due": "other"}
    due = {"new_other_due": f"28/12/{timezone.localdate().year}"}
    assert office.get(reverse("meetings:meeting", args=[standing.pk])).status_code == 200
    assert hold(office, standing, "end", **new, **due).status_code == 302
    assert Decision.objects.get(meeting=standing).work is not None
    client = signed_in(house.cell_secretary)
    address = reverse("meetings:prepare_meeting", args=[house.cell_a.code])
    answer = client.post(address, {"kind": "thematic", "on": today})
    assert answer.status_code == 422 and "Xin ghi chuyên đề" in answer.content.decode()
    lead = {"theme": "Học tập mẫu", "theme_lead": str(house.cell_secretary.person.pk), "follows": str(session.pk)}
    assert client.post(address, {"kind": "thematic", "on": today, **lead}).status_code == 302
    thematic = Meeting.objects.get(kind="thematic")
    assert thematic.follows == session and [item.title for item in thematic.items.all()] == ["Học tập mẫu"]


def test_the_form_of_a_kind_asks_only_what_that_kind_needs(house: House, session: Meeting) -> None:
    """Chosen by one tap on the list: a thematic meeting must have its theme, an extraordinary one knows none."""
    client = signed_in(house.cell_secretary)
    address = reverse("meetings:prepare_meeting", args=[house.cell_a.code])
    listed = client.get(reverse("meetings:of_unit", args=[house.cell_a.code])).text
    asked = {
        "thematic": ({"theme", "theme_lead", "follows", "is_model"}, {"prepares"}),
        "preparatory": ({"prepares"}, {"theme", "follows", "is_model"}),
        "extraordinary": (set(), {"theme", "follows", "prepares", "is_model"}),
        "congress": (set(), {"theme", "follows", "prepares", "is_model"}),
    }
    for kind, (there, not_there) in asked.items():
        assert f"{address}?kind={kind}" in listed
        page = client.get(address, {"kind": kind}).text
        assert all(f'name="{name}"' in page for name in there), kind
        assert not any(f'name="{name}"' in page for name in not_there), kind
    assert f'value="{session.pk}" selected' in client.get(address, {"kind": "thematic"}).text
    today = f"{timezone.localdate():%d/%m/%Y}"
    answer = client.post(f"{address}?kind=thematic", {"kind": "thematic", "on": today})
    assert (
        answer.status_code == 422 and "Xin ghi chuyên đề" in answer.text and "Xin chọn người phụ trách" in answer.text
    )
    assert client.post(f"{address}?kind=extraordinary", {"kind": "extraordinary", "on": today}).status_code == 302


def test_a_cluster_and_a_hamlet_hold_one_kind_alone(house: House) -> None:
    office = signed_in(house.office)
    for unit, title in ((house.cluster, "Họp cụm"), (house.hamlet, "Giao ban")):
        page = office.get(reverse("meetings:prepare_meeting", args=[unit.code]))
        assert page.status_code == 200 and title in page.text
        assert (
            office.get(reverse("meetings:prepare_meeting", args=[unit.code]), {"kind": "nonsense"}).status_code == 200
        )


def test_the_agenda_is_arranged_and_the_invitation_says_it(house: House) -> None:
    client = signed_in(house.cell_secretary)
    meeting = prepared(house.cell_a, house.cell_secretary, timezone.localdate())
    address = reverse("meetings:arrange_agenda", args=[meeting.pk])
    assert client.post(address, {"title": "Nạo vét mương", "prompts": "Ai làm?\nKhi nào?"}).status_code == 302
    item = meeting.items.get()
    page = client.get(reverse("meetings:invitation", args=[meeting.pk])).content.decode()
    assert "Nạo vét mương" in page and "Khi nào?" in page
    four = {f"order_{item.pk}": "1", f"prompts_{item.pk}": "a\nb\nc\nd"}
    assert client.post(address, four).status_code == 422
    assert client.post(address, {f"order_{item.pk}": "1", f"out_{item.pk}": "on"}).status_code == 302
    assert not meeting.items.exists()


def test_day_and_place_are_changed_and_who_comes_second_sees_it(house: House) -> None:
    meeting = prepared(house.cell_a, house.cell_secretary, timezone.localdate())
    address = reverse("meetings:rewrite_meeting", args=[meeting.pk])
    given = {"kind": "regular", "on": f"{meeting.planned_on:%d/%m/%Y}", "version": str(meeting.version)}
    assert signed_in(house.office).post(address, given | {"place": "Nơi thứ nhất"}).status_code == 302
    answer = signed_in(house.cell_secretary).post(address, given | {"place": "Nơi thứ hai"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Nơi thứ nhất" in page and "Nơi thứ hai" in page


def test_a_figure_typed_at_a_target_goes_into_the_sheet(house: House) -> None:
    from trongtam.targets.models import Measurement, Standing
    from trongtam.targets.tests.measures import make_indicator, make_target

    today = timezone.localdate()
    asked = make_indicator("mau-hop", stated_by="cell")
    target = make_target(house.cell_a, asked, str(today.year), 30, by=house.office)
    Standing.objects.filter(target=target).update(pace="behind", band="not_met")
    meeting = prepared(house.cell_a, house.cell_secretary, today)
    begin_meeting(meeting, by=house.cell_secretary, on=today)
    client = signed_in(house.cell_secretary)
    assert hold(client, meeting, "save", figure_0="12").status_code == 302
    stated = Measurement.objects.current().get(indicator=asked, unit=house.cell_a)
    assert asked.to_value(stated.value) == 12 and stated.period_code == meeting.month_code
    assert hold(client, meeting, "save", figure_0="mười hai").status_code == 422
    assert "12" in client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
