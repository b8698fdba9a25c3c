"""A calendar in the words of RFC 5545: whole days, each with a name that never changes. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LONGEST_LINE = 75  # octets, without the line's end


@dataclass(frozen=True, slots=True)
class Day:
    """A whole day of the calendar. `uid` stays the same when the day moves: the calendar then moves it too."""

    uid: str
    on: date
    summary: str
    url: str = ""


def calendar(name: str, days: Iterable[Day], *, at: datetime) -> str:
    """The file, with lines ended and folded as the standard asks. A day is no span of hours, so no time zone is needed."""
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//trongtam//reminders//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ]
    for day in days:
        lines += event(day, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def event(day: Day, stamp: str) -> list[str]:
    """The lines of one day; it takes nobody's time, so it is no appointment."""
    lines = [
        "BEGIN:VEVENT",
        f"UID:{day.uid}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day.on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{text(day.summary)}",
        "TRANSP:TRANSPARENT",
    ]
    if day.url:
        lines.append(f"URL:{day.url}")
    return [*lines, "END:VEVENT"]


def text(value: str) -> str:
    """A TEXT value: what would end it is escaped; a line break is a space, for none of ours has two lines."""
    one_line = " ".join(value.split())
    return one_line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def folded(line: str) -> str:
    """At most 75 octets a line, never inside a letter; further lines begin with a space."""
    rows, row = [], b""
    for letter in line:
        encoded = letter.encode("utf8")
        if len(row) + len(encoded) > LONGEST_LINE:
            rows.append(row)
            row = b" "
        row += encoded
    return b"\r\n".join([*rows, row]).decode("utf8")
