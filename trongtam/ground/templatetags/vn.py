"""Figures and dates as people write them, in the language of the page: `{% load vn %}`.

An absent value (None or "") is printed as nothing, so a template says itself what absence means.
"""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trongtam.ground import numbers, vntext

register = template.Library()


def _language() -> str:
    return "en" if (get_language() or "").startswith("en") else "vi"


def _decimal(value) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


@register.filter
def figure(value, decimals: int | None = None) -> str:
    """`{{ 46346.8|figure:2 }}` gives 46.346,8."""
    return "" if value in (None, "") else numbers.write(_decimal(value), decimals, language=_language())


@register.filter
def pct(value, decimals: int = 2) -> str:
    """`{{ share|pct }}` of a value that is in percent gives 133,33%."""
    return "" if value in (None, "") else numbers.percent(_decimal(value), decimals, language=_language())


@register.filter
def signed(value, decimals: int | None = None) -> str:
    """`{{ change|signed:2 }}` gives +2,65."""
    return "" if value in (None, "") else numbers.signed(_decimal(value), decimals, language=_language())


@register.filter
def points(value, decimals: int = 2) -> str:
    """`{{ difference|points }}` gives +2,65 điểm %."""
    return "" if value in (None, "") else numbers.points(_decimal(value), decimals, language=_language())


@register.filter
def bounded(text: str, bound: str) -> str:
    """`{{ value|figure|bounded:"more_than" }}` gives hơn 152."""
    return numbers.with_bound(text, bound or numbers.EXACTLY, language=_language()) if text else ""


@register.filter
def money(dong, decimals: int = 2) -> str:
    """`{{ amount|money }}` of an amount in đồng gives 152 tỷ đồng."""
    return "" if dong in (None, "") else numbers.money(_decimal(dong), decimals, language=_language())


@register.filter
def words(value, unit: str = "") -> str:
    """`{{ 1234|words:"hộ" }}` gives một nghìn hai trăm ba mươi tư hộ."""
    return "" if value in (None, "") else numbers.in_words(_decimal(value), unit, language=_language())


@register.filter
def vndate(value: date | datetime | None) -> str:
    """05/09/2022; a moment is shown at its local day."""
    if value in (None, ""):
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return value.strftime("%d/%m/%Y")


@register.filter
def month_name(value: date | int | None) -> str:
    """A month by itself ("Tháng 9") or, from a date, with its year ("Tháng 9/2022")."""
    if value in (None, ""):
        return ""
    if isinstance(value, date):
        return _("Month %(month)s/%(year)s") % {"month": value.month, "year": value.year}
    return _("Month %(month)s") % {"month": int(value)}


@register.filter
def initials(name: str) -> str:
    return vntext.initials(name or "")


@register.filter
def spelled(text: str) -> str:
    """The text in the spelling that is set (`TONE_STYLE`: "old" prints ủy, "new" uỷ)."""
    return vntext.spell(str(text), getattr(settings, "TONE_STYLE", "old"))
