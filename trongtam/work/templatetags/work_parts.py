"""Rows of works as tags: most are the same from one reader to the next, so the same one is drawn once."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from trongtam.look.templatetags.picture_parts import drawn_once

from ..presentation import Shown
from ..queries.board import HolderSum

register = template.Library()


@drawn_once("work/parts/row.html")
def _work_row(url, title, holder, due, step, band, words, percent, ask_url):
    return {
        "url": url,
        "title": title,
        "holder": holder,
        "due": due,
        "step": step,
        "band": band,
        "words": words,
        "percent": percent,
        "ask_url": ask_url,
    }


@register.simple_tag
def work_row(one: Shown) -> SafeString:
    """`{% work_row one %}`: a work inside `<ul class="rows">`."""
    work = one.row.work
    return _work_row(
        one.url, work.title, one.row.holder, one.due, one.step, one.band, one.words, work.percent, one.ask_url
    )


@drawn_once("work/parts/span_row.html")
def _span_row(url, title, holder, words, band, left, width, done):
    span = {"left": left, "width": width, "done": done}
    return {"url": url, "title": title, "holder": holder, "words": words, "band": band, "span": span}


@register.simple_tag
def span_row(one: Shown) -> SafeString:
    """`{% span_row one %}`: a work with its time in the year, inside `<ul class="rows spans">`."""
    span = one.span
    return _span_row(
        one.url,
        one.row.work.title,
        one.row.holder,
        one.words,
        one.band,
        span["left"],
        span["width"],
        span["done"],
    )


@drawn_once("work/parts/holder_row.html")
def _holder_row(name, works, judged, late):
    return {"name": name, "works": works, "judged": judged, "late": late}


@register.simple_tag
def holder_row(one: HolderSum) -> SafeString:
    """`{% holder_row one %}`: how the works of a holder stand, a line of a table."""
    return _holder_row(one.name, one.works, one.judged, one.late)
