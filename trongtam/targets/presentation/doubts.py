"""Doubts about a figure as sentences on its line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from trongtam.ground.periods import Period
from trongtam.ground.templatetags import vn

from ..figures.doubts import Code, Doubt
from .words import day, period_name

DECIMALS = 2


def sentence(doubt: Doubt) -> str:
    """What looks wrong, and what to do where something has to be done."""
    return told(doubt.code, doubt.said)


def told(code: str, said: Mapping[str, str]) -> str:
    """As `sentence`, from what a submission keeps of a doubt."""
    words: dict[str, str] = {
        Code.OUT_OF_LINE: _("Quite another size than last period: %(value)s now, %(last)s then."),
        Code.PARTS: _("The parts make %(total)s%% together, not 100%%."),
        Code.BASE: _("Counted out of %(base)s, last period out of %(last)s."),
        Code.BASES_APART: _("Counted out of %(base)s, but “%(name)s” out of %(other)s; last period both had the same."),
        Code.CONFLICT: _("Disagrees with other figures of the same time (%(spans)s): none of them would be counted."),
        Code.GAP: _("No figure yet for: %(periods)s."),
        Code.FAR_BEHIND: _("%(gap)s points behind pace: please say why."),
    }
    return words[code] % {name: _shown(name, text) for name, text in said.items()}


def _shown(name: str, text: str) -> str:
    if name == "name":
        return text
    if name == "periods":
        return ", ".join(period_name(Period.parse(code)) for code in text.split())
    if name == "spans":
        return ", ".join("–".join(day(date.fromisoformat(one)) for one in span.split("..")) for span in text.split())
    return str(vn.figure(Decimal(text), DECIMALS))
