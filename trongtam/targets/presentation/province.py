"""The board of a province as the page draws it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.ground.periods import Period
from trongtam.look.shapes import GridCell, GridRow, HelpRow, TallyItem

from ..queries.province import CommuneStands, together
from ..queries.summary import BANDS
from . import words

MOST_HELPED = 5


@dataclass(frozen=True)
class ProvincePicture:
    """`sentence` and `tally` over all communes in reach; `help`: those furthest behind; `rows` of the page that is shown."""

    sentence: str
    tally: tuple[TallyItem, ...]
    help: tuple[HelpRow, ...]
    heads: tuple[str, ...]
    rows: tuple[GridRow, ...]


def picture(shown: Sequence[CommuneStands], everyone: Collection[CommuneStands], period: Period) -> ProvincePicture:
    whole = together(everyone)
    items = [
        TallyItem(band, whole.counts[band], "" if share is None else words.share(share), "")
        for band, share in whole.shares.items()
        if band != "not_measured" or whole.counts[band]
    ]
    needing = sorted((one for one in everyone if one.behind or one.late), key=lambda one: one.needs, reverse=True)
    return ProvincePicture(
        sentence=whole.sentence,
        tally=tuple(items) if whole.total else (),
        help=tuple(_help(one, period) for one in needing[:MOST_HELPED]),
        heads=(_("Commune"), *_band_heads(), _("Behind pace"), _("Reports missing")),
        rows=tuple(_row(one, period) for one in shown),
    )


def _band_heads() -> list[str]:
    return [_("Met"), _("60 to under 100%"), _("Not met"), _("No figures")]


def _url(one: CommuneStands, period: Period) -> str:
    return reverse("targets:board", args=[one.unit.code]) + f"?period={period.code}"


def _help(one: CommuneStands, period: Period) -> HelpRow:
    said = []
    if one.behind:
        said.append(ngettext("%(n)d target behind pace", "%(n)d targets behind pace", one.behind) % {"n": one.behind})
    if one.late:
        said.append(ngettext("%(n)d report late", "%(n)d reports late", one.late) % {"n": one.late})
    return HelpRow(one.unit.name, _url(one, period), ", ".join(said))


def missing_words(one: CommuneStands) -> str:
    if not one.late:
        return str(one.owed)
    return _("%(n)d, %(late)d late") % {"n": one.owed, "late": one.late}


def _row(one: CommuneStands, period: Period) -> GridRow:
    url = _url(one, period)
    counts = [GridCell(str(one.tally.counts[band]), band if one.tally.counts[band] else "", url) for band in BANDS]
    return GridRow(
        one.unit.name, url, (*counts, GridCell(str(one.behind), "", url), GridCell(missing_words(one), "", url))
    )
