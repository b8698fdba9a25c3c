"""A form of the superior filled for a period: the same figures as its preview, written into the blank file."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from trongtam.ground import numbers
from trongtam.ground.periods import Period
from trongtam.ground.sheets import DEMO_MARK

from .files import Tell, quiet
from .filling import excel, word
from .models import FormVersion
from .queries.blanks import Figure, cells_of, content_of, figures_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def form_of(version: FormVersion, period: Period, *, user: User, tell: Tell = quiet) -> bytes:
    """The filled file, in Vietnamese. Places without a figure stay as they were."""
    tell(0, 3, _("Reading the figures …"))
    with override("vi"):
        figures = figures_of(version.form, cells_of(version), period, user=user)
    tell(1, 3, _("Filling the form …"))
    mark = DEMO_MARK if version.form.unit.is_demonstration else ""
    blank = content_of(version)
    if version.is_excel:
        return excel.fill(
            blank, {one.cell.place: one.value for one in _known(figures) if one.value is not None}, mark=mark
        )
    return word.fill(blank, {one.cell.place: in_words(one) for one in _known(figures)}, mark=mark)


def in_words(figure: Figure) -> str:
    """A figure as Vietnamese papers print it."""
    if isinstance(figure.value, Decimal):
        return numbers.write(figure.value, figure.decimals, language="vi")
    return figure.value or ""


def _known(figures: Sequence[Figure]) -> list[Figure]:
    return [figure for figure in figures if figure.value is not None and figure.value != ""]
