"""What passes through the hands of others says nothing: tried with everything that is due in the demonstration."""

import re
from datetime import UTC, datetime

import pytest
from django.test import RequestFactory, override_settings

from trongtam.accounts.models import User
from trongtam.ground.vntext import fold
from trongtam.ledger.models import Message
from trongtam.look import ways
from trongtam.look.registry import due_items
from trongtam.org.models import Person, Unit
from trongtam.reminders import operations, queries
from trongtam.reminders.models import MailAddress

from .samples import browser_of

PARTY = (
    "đảng", "chi bộ", "bí thư", "cấp ủy", "cấp uỷ", "đảng ủy", "nghị quyết", "đại hội", "thường vụ", "đồng chí", "chỉ tiêu",
    "ấp", "xã", "mặt trận", "ủy ban", "văn phòng", "báo cáo", "đảng viên", "kết nạp", "chi uỷ", "trọng tâm",
)  # fmt: skip
AT = datetime(2022, 9, 5, 0, 0, tzinfo=UTC)
MAIL = {"EMAIL_HOST": "127.0.0.1", "BASE_URL": "https://mau.example"}


WORD = re.compile(r"[^\W_]+")


def told(text: str, names: list[str]) -> list[str]:
    """Which of the words and names stand in the text; words with their marks, so that “xa” (far) is not “xã”."""
    said, plain = (f" {' '.join(WORD.findall(one))} " for one in (text.lower(), fold(text)))
    words = [word for word in PARTY if f" {word} " in said]
    return words + [name for name in names if f" {fold(name)} " in plain]


@pytest.mark.once
@pytest.mark.usefixtures("demonstration")
@override_settings(**MAIL)
def test_nothing_that_goes_out_of_the_demonstration_tells_what_whose_or_where():
    names = [*Person.objects.values_list("full_name", flat=True), *Unit.objects.values_list("name", flat=True)]
    names += User.objects.values_list("display_name", flat=True)
    users = [user for user in User.objects.filter(is_active=True) if due_items.of(user, AT)]
    assert len(users) > 3 and len(names) > 50
    texts = []
    for user in users:
        MailAddress.objects.create(user=user, address="mau@example.org", asked_at=AT, confirmed_at=AT)
        browser_of(user)
        operations.remind(user, at=AT)
        texts.append(queries.feed_text(user, at=AT, stamp=AT, base="https://mau.example"))
        texts += [ways.reminder(RequestFactory().get("/"), item.url, item.due) for item in due_items.of(user, AT)]
    sent = [" ".join(map(str, message.content.values())) for message in Message.objects.all()]
    assert {message.channel for message in Message.objects.all()} == {"mail", "push"}
    leaks = {text: found for text in [*sent, *texts] if (found := told(text, names))}
    assert leaks == {}


@pytest.mark.parametrize("text", ["Đảng viên của xã", "Nộp báo cáo", "Chi bộ ấp Mẫu"])
def test_the_words_would_be_found(text):
    assert told(text, ["Nguyễn Văn Mẫu"]) and told("gửi NGUYỄN VĂN MẪU nhé", ["Nguyễn Văn Mẫu"])
