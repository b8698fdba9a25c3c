"""`{% load reminding %}`: what somebody else still owes, as a text to paste into any chat."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django import template

from trongtam.look import ways

if TYPE_CHECKING:
    from datetime import date

register = template.Library()


@register.inclusion_tag("look/parts/copy_reminder.html", takes_context=True)
def copy_reminder(context: dict[str, Any], url: str, due: date | None = None, whom: str = "") -> dict[str, Any]:
    """`{% copy_reminder form_url due whom %}`: a neutral text with the day and a link that opens the form after sign-in.

    `whom` names the owner for readers of the page alone; it is not in the text.
    """
    text = ways.reminder(context["request"], url, due)
    return {"text": text, "whom": whom, "id": f"remind-{sha256(f'{url}{due}{whom}'.encode()).hexdigest()[:10]}"}
