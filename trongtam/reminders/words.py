"""The words that leave the house: how many things are due, and where to look. Nothing of what they are, whose, or where.

Mail, push services and calendars pass through the hands of others: no word of the Party, no name, no title, no unit.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .holidays import is_known, yearly


def subject(count: int) -> str:
    """“Có 2 việc đến hạn”."""
    return ngettext("You have %(n)d thing due", "You have %(n)d things due", count) % {"n": count}


def letter(count: int, url: str) -> str:
    """The text of an e-mail."""
    opens = _("Open: %(url)s") % {"url": url}
    off = _("Not wanted any more? Switch it off on the page of your account.")
    return f"{subject(count)}. {opens}\n\n{off}\n"


def push(count: int) -> dict[str, str]:
    """What a telephone shows."""
    return {"title": subject(count), "body": _("Tap to open.")}


def calendar_title() -> str:
    return _("Thing due")


def confirmation_subject() -> str:
    return _("Confirm this e-mail address")


def confirmation(url: str) -> str:
    nothing = _("It was not you? Then do nothing.")
    opens = _("Open this page and press the button, if it was you who gave this address: %(url)s") % {"url": url}
    return f"{opens}\n\n{nothing}\n"


# From this month on people plan for the next year.
AUTUMN = 10


def of_holidays(today: date) -> str:
    """That the days off of this year, or in autumn of the next, are not known yet, and what is quiet all the same; "" once they
    are written down."""
    asked = [today.year, *([today.year + 1] if today.month >= AUTUMN else [])]
    year = next((one for one in asked if not is_known(one)), None)
    if year is None:
        return ""
    sentence = _(
        "The days off of %(year)s are not known yet. Saturdays and Sundays are quiet as ever, and so are %(days)s; Tết and the"
        " other days follow once they are announced."
    )
    return sentence % {"year": year, "days": ", ".join(f"{one.day}/{one.month}" for one in yearly())}
