"""Typed cells to a figure and back: "34/36", "hơn 152", "95,4%". Text in, `Figure` out; no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from trongtam.ground import numbers
from trongtam.ground.errors import Refused
from trongtam.ground.phrases import Phrase, gettext_noop

from ..models import Finality, Indicator
from ..stated import Figure

YES, NO = "yes", "no"
# Field of a figure → cell, where the names differ.
CELL_OF = {"yes": "answer", "parts": "part_0", "share": "numerator", "finality": "estimate"}


def cells_of(indicator: Indicator) -> list[str]:
    """The cells in which a figure of the indicator is typed."""
    if indicator.measure == "ratio":
        return ["numerator", "denominator"]
    if indicator.measure == "composition":
        return [f"part_{place}" for place in range(len(indicator.parts))]
    return ["answer"] if indicator.measure == "yes_no" else ["value"]


def read_cells(texts: Sequence[str], indicator: Indicator) -> Figure:
    """The figure typed in the cells of the indicator, at least one of which is not empty. Raises Refused."""
    if indicator.measure == "yes_no":
        return read_answer(texts[0])
    if indicator.measure == "composition":
        return read_parts(texts, indicator)
    if indicator.measure == "ratio":
        return read_ratio(texts[0], texts[1], indicator)
    return read_value(texts[0], indicator)


def finality_of(estimate: bool, standing: Figure | None) -> str:
    """A tick says estimate; without it what stood as preliminary stays so, all else is official."""
    if estimate:
        return Finality.ESTIMATE
    stays = standing is not None and standing.finality == Finality.PRELIMINARY
    return Finality.PRELIMINARY if stays else Finality.OFFICIAL


def read_value(text: str, indicator: Indicator) -> Figure:
    """A single number, with its bound. Raises Unreadable."""
    found = numbers.read(text, unit=indicator.unit_of_measure, decimals=indicator.decimals)
    return Figure(value=found.value, bound=found.bound)


def read_ratio(top: str, bottom: str, indicator: Indicator) -> Figure:
    """Counts from two cells, or pasted into the first as "34/36"; or a percentage printed without its counts ("95,4%").

    Raises Unreadable, or Refused with the field `numerator` or `denominator`.
    """
    top, bottom = top.strip(), bottom.strip()
    if "/" in top:
        top, _, behind = (part.strip() for part in top.partition("/"))
        if bottom and bottom != behind:
            raise Refused(
                Phrase(
                    gettext_noop("“Out of how many” stands twice, as %(one)s and %(other)s."), one=behind, other=bottom
                ),
                field="denominator",
            )
        bottom = behind
    if not bottom and top.endswith("%"):
        found = numbers.read(top[:-1], decimals=indicator.decimals)
        return Figure(value=found.value, bound=found.bound)
    first = _count(top, indicator, "numerator")
    second = _count(bottom, indicator, "denominator")
    return Figure(
        numerator=first.value if first else None,
        denominator=second.value if second else None,
        bound=first.bound if first else numbers.EXACTLY,
    )


def _count(text: str, indicator: Indicator, field: str) -> numbers.Number | None:
    if not text:
        return None
    try:
        return numbers.read(text, decimals=indicator.decimals)
    except Refused as refusal:
        raise Refused(refusal.sentence, field=field) from refusal


def read_parts(texts: Sequence[str], indicator: Indicator) -> Figure:
    """The parts of a whole, in the order of the indicator. Raises Refused with the field `part_<place>`."""
    parts: dict[str, Decimal] = {}
    for place, (name, text) in enumerate(zip(indicator.parts, texts, strict=True)):
        if not text.strip():
            continue
        try:
            parts[name] = numbers.read(text, unit="%", decimals=indicator.decimals).value
        except Refused as refusal:
            raise Refused(refusal.sentence, field=f"part_{place}") from refusal
    return Figure(parts=parts)


def read_answer(answer: str) -> Figure:
    return Figure(yes=answer == YES)


def as_it_stands(figure: Figure, standing: Figure | None) -> Figure:
    """What the cells do not hold (a note, a share apart from a value) stays when the same is typed again."""
    if standing is None:
        return figure
    alone = standing.value is None and standing.share is not None and figure.value == standing.share
    again = replace(figure, value=None, share=figure.value) if alone else figure
    again = replace(again, note=standing.note, invented=standing.invented, kept=standing.kept)
    return again if again == standing else figure


def as_typed(figure: Figure | None, indicator: Indicator) -> Mapping[str, str]:
    """The cells that read back into the figure; figures are typed the Vietnamese way in every language."""
    if figure is None:
        return {}
    if indicator.measure == "yes_no":
        return {"answer": YES if figure.yes else NO}
    if indicator.measure == "composition":
        told = figure.parts or {}
        return {
            f"part_{place}": numbers.write(told[name]) for place, name in enumerate(indicator.parts) if name in told
        }
    if indicator.measure == "ratio" and figure.numerator is not None:
        cells = {"numerator": numbers.with_bound(numbers.write(figure.numerator), figure.bound)}
        return cells | ({"denominator": numbers.write(figure.denominator)} if figure.denominator is not None else {})
    value = figure.value if figure.value is not None else figure.share
    if value is None:
        return {}
    written = numbers.with_bound(numbers.write(value), figure.bound)
    return {"numerator": f"{written}%"} if indicator.measure == "ratio" else {"value": written}
