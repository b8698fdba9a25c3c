"""Small pictures as tags: signs, bars, strips, columns. Each depends on its values alone, so the same picture is drawn once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from typing import Any

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy

from trongtam.look import drawing

BAND_WORDS = {
    "met": pgettext_lazy("band", "Met"),
    "part": pgettext_lazy("band", "Met from 60 to below 100%"),
    "not": pgettext_lazy("band", "Not met yet"),
    "none": pgettext_lazy("band", "No figures yet"),
}
PACE_WORDS = {
    "up": pgettext_lazy("pace", "Ahead of pace"),
    "even": pgettext_lazy("pace", "On pace"),
    "down": pgettext_lazy("pace", "Behind pace"),
}
# A board of 25 targets has some 80 different pictures of about 1 KB.
KEPT = 2048

Context = Mapping[str, Any]


def drawn_once(name: str) -> Callable[[Callable[..., Context]], Callable[..., SafeString]]:
    """The part `look/parts/<name>.html` over the context that a function makes of plain values, kept by values and language; a
    room names its own by the whole path.

    A part of this kind reads neither the request nor the page. Its values are numbers, words, None, or flat lists of them.
    """
    path = name if "/" in name else f"look/parts/{name}.html"

    def made(context_of: Callable[..., Context]) -> Callable[..., SafeString]:
        # `typed` keeps words that are safe already apart from the same words that are not.
        @lru_cache(maxsize=KEPT, typed=True)
        def drawn(language: str | None, *values: Any, **named: Any) -> SafeString:
            return render_to_string(path, context_of(*values, **named))

        @wraps(context_of)
        def tag(*values: Any, **named: Any) -> SafeString:
            return drawn(get_language(), *map(_plain, values), **{key: _plain(value) for key, value in named.items()})

        return tag

    return made


def _plain(value: Any) -> Any:
    if isinstance(value, Promise):
        return str(value)
    return value if value is None or isinstance(value, str) or not hasattr(value, "__iter__") else tuple(value)


# ── small signs ──


def icon(name: str, cls: str = "ic") -> SafeString:
    """`{% icon "find" %}`: a sign of `look/icons.svg`, silent for screen readers."""
    return _sign(name, cls)


@lru_cache(maxsize=512)
def _sign(name: str, cls: str) -> SafeString:
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"></use></svg>', cls, static("look/icons.svg"), name
    )


@drawn_once("band")
def band(code: str, word=None):
    """`{% band "met" %}`: shape, word and colour of met, partly, not_met or not_measured."""
    shape = drawing.BAND_SHAPES[code]
    return {"shape": shape, "word": word or BAND_WORDS[shape]}


@drawn_once("pace")
def pace(code: str | None):
    """`{% pace "behind" %}`: ahead, on_pace or behind; nothing (only for screen readers a word) without a pace."""
    shape = drawing.PACE_SHAPES[code] if code else ""
    return {"shape": shape, "word": PACE_WORDS.get(shape, "")}


# ── drawings ──


@drawn_once("bullet")
def bullet(percent, band, elapsed=None, label="", edge=60):
    """`{% bullet percent=… band=… elapsed=… label=… %}`: percent of plan or None; `label` is a whole sentence."""
    return {"bar": drawing.bullet(percent, elapsed, edge), "shape": drawing.BAND_SHAPES[band], "label": label}


@drawn_once("bullet_scale")
def bullet_scale(elapsed=None):
    """`{% bullet_scale 75 %}`: the words below a single large bar."""
    return {
        "plan": drawing.position(100),
        "side": drawing.side_of_words(elapsed),
        "elapsed": None if elapsed is None else drawing.position(elapsed),
        "elapsed_shown": None if elapsed is None else round(float(elapsed)),
    }


@drawn_once("bullet_axis")
def bullet_axis(elapsed=None):
    """`{% bullet_axis elapsed=75 %}`: the head row of `.targets` on the desk."""
    return {
        "edge": drawing.position(60),
        "plan": drawing.position(100),
        "elapsed": None if elapsed is None else drawing.position(elapsed),
        "elapsed_shown": None if elapsed is None else round(float(elapsed)),
    }


@drawn_once("spark")
def spark(points, plan=100, slots=12):
    """`{% spark points plan %}`: decoration beside a figure; values in percent of plan, None where unknown."""
    return {"line": drawing.spark(points, plan, slots)}


@drawn_once("strip_marks")
def strip_marks(met, partly, not_met, not_measured=0, past=False):
    """`{% strip_marks met partly not_met not_measured %}`: one mark a target."""
    strip = drawing.strip(met, partly, not_met, not_measured)
    return {
        "strip": strip,
        "past": past,
        "met": met,
        "partly": partly,
        "not_met": not_met,
        "not_measured": not_measured,
    }


@drawn_once("progress")
def progress(done, total, text="", shown=None):
    """`{% progress done total "Đang nhập tệp" %}`: bar with done/total, or `shown` instead of it."""
    share = 100 * done / total if total else 0
    width = f"{drawing.number(min(max(float(share), 0.0), 100.0))}%"
    return {"done": done, "total": total, "text": text, "shown": shown, "width": width}


@drawn_once("columns_small")
def columns_small(values, label=""):
    """`{% columns_small values %}`: nine small columns, the last one in lacquer."""
    columns = drawing.columns_small(list(values))
    return {"columns": columns, "width": max(len(columns) * 9.4, 9.4).__ceil__(), "label": label}
