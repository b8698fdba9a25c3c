"""Recommendations on a phone: raised with two taps after the words, answered; a delegate's opinions; the note of a group."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from trongtam.look.models import Draft
from trongtam.org.models import PostKind
from trongtam.org.tests.house import House, further_people, make_house, make_user
from trongtam.support.models import GroupNote, Recommendation, Tier, VoterSession
from trongtam.support.operations import answer_recommendation

from .followings import duty_of, member
from .recommendations import government

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house(transactional_db: None) -> House:
    return make_house()


def narrow(page: Any) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_follower_raises_drought_water_and_sees_the_answer_arrive(
    phone: Any, house: House, sign_in: Any, assert_accessible: Any
) -> None:
    ubnd = government(house)
    follower = member(house, "Quách Mẫu Theo")
    duty_of(house, follower, house.cell_a, tier=Tier.COMMITTEE_CELL)
    sign_in(phone, follower)
    phone.goto(f"{reverse('support:raise_recommendation')}?unit={house.cell_a.code}")
    assert_accessible(phone)
    phone.fill("textarea[name=text]", "Thiếu nước tưới mùa hạn mặn, đề nghị nạo vét kênh")
    phone.tap("button:has-text('Gửi')")
    phone.wait_for_selector("text=Chương trình đề nghị: Ủy ban nhân dân xã Mẫu")
    assert_accessible(phone)
    phone.tap("button:has-text('Gửi')")
    phone.wait_for_url("**/recommendations/*/")
    made = Recommendation.objects.get()
    assert (made.organ, made.field) == (ubnd, "roads")
    assert_accessible(phone)
    narrow(phone)
    answer_recommendation(made, by=house.office, answer="Tuần sau nạo vét.", kind="explained")
    phone.goto(reverse("home"))
    phone.locator("main a:has-text('Thiếu nước tưới')").first.tap()
    phone.wait_for_selector("text=Tuần sau nạo vét.")
    phone.tap("button:has-text('Đã giải quyết xong')")
    phone.wait_for_selector("text=Đã xong.")
    made.refresh_from_db()
    assert made.state == "settled"


def test_a_delegate_enters_seven_opinions(phone: Any, house: House, sign_in: Any, assert_accessible: Any) -> None:
    government(house)
    delegate = make_user("Đàm Thử Biểu", house.commune, PostKind.COUNCIL_DELEGATE)
    sign_in(phone, delegate)
    phone.goto(reverse("support:voters", args=[house.commune.code]))
    assert_accessible(phone)
    narrow(phone)
    phone.tap("a:has-text('Ghi buổi tiếp xúc cử tri')")
    phone.fill("input[name=place]", "Nhà văn hóa mẫu")
    phone.fill("textarea[name=lines]", "\n".join(f"Đường tổ {number} còn lầy" for number in range(1, 8)))
    assert_accessible(phone)
    phone.tap("button:has-text('Tiếp')")
    phone.wait_for_selector("text=Nơi trả lời ý kiến 7")
    assert_accessible(phone)
    narrow(phone)
    phone.tap("button:has-text('Gửi tất cả')")
    phone.wait_for_url("**/voter-sessions/*/")
    assert VoterSession.objects.count() == 1
    assert Recommendation.objects.filter(source_kind="voters", field="roads").count() == 7
    assert_accessible(phone)


def test_the_note_of_a_group_in_one_page(phone: Any, house: House, sign_in: Any, assert_accessible: Any) -> None:
    sign_in(phone, further_people(house)["group_head"])
    phone.goto(reverse("support:write_group_note", args=[house.group.code]))
    assert_accessible(phone)
    narrow(phone)
    phone.fill("textarea[name=done]", "Dọn vệ sinh đường ấp")
    phone.tap("button:has-text('Ghi phiếu')")
    phone.wait_for_url("**/notes/")
    assert GroupNote.objects.get().month_code == f"{timezone.localdate():%Y-%m}"
    assert_accessible(phone)


def test_a_denunciation_leaves_nothing_on_the_server_nor_on_the_device(phone: Any, house: House, sign_in: Any) -> None:
    sign_in(phone, house.cell_secretary)
    phone.goto(reverse("support:raise_recommendation"))
    phone.fill("textarea[name=text]", "Tôi tố cáo cán bộ Mẫu")
    phone.tap("button:has-text('Gửi')")
    phone.wait_for_selector("text=Luật Tố cáo")
    assert not Recommendation.objects.exists()
    assert not [one for one in Draft.objects.all() if "tố cáo" in str(one.data)]
    # Nor on the device: what the page promises holds for the phone that is handed on, too.
    phone.wait_for_function("!Object.values({...localStorage}).some((kept) => kept.includes('tố cáo'))")
    phone.goto(reverse("support:raise_recommendation"))
    assert phone.input_value("textarea[name=text]") == ""
    phone.fill("textarea[name=text]", "Tôi tố cáo cán bộ Mẫu")
    phone.wait_for_selector("text=Luật Tố cáo")
    phone.wait_for_function("!Object.values({...localStorage}).some((kept) => kept.includes('tố cáo'))")
