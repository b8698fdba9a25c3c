"""What the list of sheets brought in can be filtered and sorted by."""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.look.lists import Column, Filter, Listing, Order, among

from .kinds import kinds
from .models import State


def batch_listing() -> Listing:
    known = kinds.keys()
    return Listing(
        _("Sheets brought in"),
        (
            Column(_("File"), lambda line: line.batch.file_name, width=40),
            Column(_("List"), lambda line: str(line.kind), width=26),
            Column(_("Unit"), lambda line: line.batch.scope_name, width=30),
            Column(_("On"), lambda line: timezone.localdate(line.batch.sent_at), "date", 14),
            Column(_("State"), lambda line: line.batch.get_state_display(), width=20),
            Column(_("Lines"), lambda line: Decimal(line.batch.to_keep), "number", 12),
        ),
        (Order("newest", _("Newest first")), Order("file", _("File"), words=lambda line: line.batch.file_name)),
        (
            Filter(
                "kind",
                _("List"),
                among(lambda line: line.batch.kind),
                [(key, kinds[key].title) for key in known],
            ),
            Filter("state", _("State"), among(lambda line: line.batch.state), State.choices),
        ),
        text=lambda line: f"{line.batch.file_name} {line.batch.scope_name}",
    )
