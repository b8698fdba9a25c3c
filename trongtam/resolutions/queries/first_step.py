"""The document in the guided set-up: put in, and its text read into clauses."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.org.first_steps import FirstStep
from trongtam.org.models import Unit
from trongtam.resolutions.models import Document

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def document_step(user: User, commune: Unit, at: datetime) -> FirstStep:
    """Done when a document of the commune has clauses; one without leads to where its text is pasted. One query."""
    kept = Document.objects.filter(unit__path__startswith=commune.path).annotate(parts=Count("clauses"))
    document = kept.order_by("-parts", "-pk").first()
    parts = document.parts if document is not None else 0
    if document is None:
        url, action = reverse("resolutions:register_document"), _("Put the resolution in")
    elif not parts:
        url, action = reverse("resolutions:paste_clauses", args=[document.pk]), _("Paste its text")
    else:
        url, action = reverse("resolutions:document", args=[document.pk]), _("Open the document")
    clauses = ngettext("%(n)d clause", "%(n)d clauses", parts) % {"n": parts}
    return FirstStep(
        title=_("The resolution"),
        text=_("Paste its text; the program reads it into clauses."),
        done=parts > 0,
        url=url,
        action=action,
        stands=f"{document} · {clauses}" if document is not None else "",
    )
