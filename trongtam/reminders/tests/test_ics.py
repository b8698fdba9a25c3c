"""The calendar file, read by another's library."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from trongtam.reminders.ics import LONGEST_LINE, Day, calendar, folded

AT = datetime(2022, 9, 5, 0, 30, tzinfo=UTC)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=120)
DAYS = st.lists(
    st.builds(
        Day,
        uid=st.uuids().map(str),
        on=st.dates(date(1990, 1, 1), date(2090, 1, 1)),
        summary=WORDS,
        url=st.sampled_from(["", "https://mau.example/notices/due/0123456789abcdef0123/?a=1;b=2,3"]),
    ),
    max_size=5,
)


@given(WORDS, DAYS)
def test_what_is_written_is_read_back_by_the_library(name, days):
    read = Calendar.from_ical(calendar(name, days, at=AT))
    assert read["version"] == "2.0"
    events = list(read.walk("VEVENT"))
    assert [str(event["uid"]) for event in events] == [day.uid for day in days]
    for event, day in zip(events, days, strict=True):
        assert event.decoded("dtstart") == day.on
        assert event.decoded("dtend") == day.on + timedelta(days=1)
        assert event.decoded("dtstamp") == AT
        assert str(event["summary"]) == " ".join(day.summary.split())
        assert str(event.get("url", "")) == day.url
    assert not read.errors and not [event for event in events if event.errors]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=400))
def test_no_line_is_too_long_and_no_letter_is_cut(line):
    rows = folded(line).encode().split(b"\r\n")
    assert all(len(row) <= LONGEST_LINE for row in rows)
    assert "".join([rows[0].decode(), *(row.decode()[1:] for row in rows[1:])]) == line
