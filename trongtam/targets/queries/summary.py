"""The overall picture of a list of targets, and the sentence that says it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..figures.overall import Band, summarise


@dataclass(frozen=True)
class Tally:
    """Targets by band. `counts` and `lists` have every band; `shares` are percentages of all, None when there are none."""

    total: int
    counts: dict[str, int]
    shares: dict[str, Decimal | None]
    lists: dict[str, tuple[int, ...]]

    @property
    def sentence(self) -> str:
        """“Trong 23 chỉ tiêu có 7 chỉ tiêu đạt, …”: the bands that hold something, in their order."""
        if not self.total:
            return _("There are no targets yet.")
        said = ", ".join(text for _band, text in self.phrases)
        return self.beginning % {"total": self.total, "bands": said}

    @property
    def beginning(self) -> str:
        """The frame of the sentence, with places for `total` (a number) and `bands`."""
        return ngettext("Of %(total)d target, %(bands)s.", "Of %(total)d targets, %(bands)s.", self.total)

    @property
    def phrases(self) -> list[tuple[str, str]]:
        """(band, “7 chỉ tiêu đạt”) of the bands that hold something, in their order."""
        return [(band, text) for band, text in _phrases(self.counts) if self.counts[band]]


def _phrases(counts: dict[str, int]) -> list[tuple[str, str]]:
    met, partly = counts["met"], counts["partly"]
    missed, unknown = counts["not_met"], counts["not_measured"]
    return [
        ("met", ngettext("%(n)d is met", "%(n)d are met", met) % {"n": met}),
        (
            "partly",
            ngettext("%(n)d is met from 60 to under 100%%", "%(n)d are met from 60 to under 100%%", partly)
            % {"n": partly},
        ),
        ("not_met", ngettext("%(n)d is not yet met", "%(n)d are not yet met", missed) % {"n": missed}),
        ("not_measured", ngettext("%(n)d has no figures yet", "%(n)d have no figures yet", unknown) % {"n": unknown}),
    ]


def tally(bands: Iterable[tuple[int, str]]) -> Tally:
    """Count (target id, band) pairs."""
    overall = summarise(bands)
    return Tally(
        overall.total,
        {str(band): count for band, count in overall.counts.items()},
        {str(band): share for band, share in overall.shares.items()},
        {str(band): tuple(int(str(key)) for key in keys) for band, keys in overall.lists.items()},
    )


BANDS = tuple(str(band) for band in Band)
